"""Which companions open further doors to leads?"""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    module_website_crm = fields.Boolean("Contact Form on the Web Site")
    module_mass_mailing_crm = fields.Boolean("Mailings to Leads")
    module_sale_crm = fields.Boolean("Quotations")
    module_crm_sms = fields.Boolean("Text Messages to Leads")
