"""Vietnamese terms of leads in Odoo's own modules."""

from odoo import api, models
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationImporter

from .context import NATIVE_TERMS, NativeTerms

LANGUAGE = "vi_VN"
# Modules whose Vietnamese says "lead" and "sales" where people say "tiềm năng" and "bán hàng".
MODULES = {"crm", "sales_team", "crm_iap_enrich", "crm_iap_mine", "website_crm", "mass_mailing_crm", "sale_crm"}


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        done = super()._load_module_terms(modules, langs, overwrite)
        concerned = {*MODULES, "l10n_vn_crm"} & set(modules)
        if LANGUAGE in langs and concerned and not NativeTerms.of(self):
            importer = TranslationImporter(self.env.cr, verbose=False)
            importer.load_file(file_path("l10n_vn_crm/data/core_terms/vi.po"), LANGUAGE)
            # A term that Odoo has translated stays as it is unless forced.
            importer.save(force_overwrite=True)
        return done

    @api.model
    def _l10n_vn_on_uninstall(self):
        """Load Odoo's own Vietnamese terms again."""
        if LANGUAGE in dict(self.env["res.lang"].get_installed()):
            installed = self.search([("name", "in", list(MODULES)), ("state", "=", "installed")])
            native = NATIVE_TERMS.on(self)
            native._load_module_terms(installed.mapped("name"), [LANGUAGE], overwrite=True)
