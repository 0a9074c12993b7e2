"""Teams that share new leads, beside Odoo's rule-based assignment in Settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_sharing_teams = fields.Char("Teams that Share New Leads", compute="_compute_l10n_vn_sharing_teams")

    def _compute_l10n_vn_sharing_teams(self):
        teams = self.env["crm.team"].search([("l10n_vn_share_method", "!=", False)])
        self.l10n_vn_sharing_teams = ", ".join(teams.mapped("name"))
