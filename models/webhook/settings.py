"""Settings: how many web hooks the company has."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_webhook_count = fields.Integer("Number of Web Hooks", compute="_compute_l10n_vn_webhook_count")

    def _compute_l10n_vn_webhook_count(self):
        webhooks = self.env["crm.lead.webhook"]
        # sudo: the number is shown to whoever may open Settings
        self.l10n_vn_webhook_count = webhooks.sudo().search_count([("company_id", "=", self.env.company.id)])
