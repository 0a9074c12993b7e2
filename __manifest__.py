{
    "name": "Vietnam - Lead Management",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "summary": "Leads of a Vietnamese company: caught once, cleaned, followed through stages, converted",
    "author": "l10n_vn_crm contributors",
    "website": "https://pypi.org/project/odoo-addon-l10n-vn-crm",
    "license": "LGPL-3",
    "countries": ["vn"],
    "depends": ["crm", "base_import"],
    "external_dependencies": {"python": ["phonenumbers", "stdnum", "vobject", "ftfy"]},
    "data": [
        "data/crm_stage_data.xml",
        "views/crm_stage_views.xml",
    ],
    "images": ["static/description/banner.png"],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
