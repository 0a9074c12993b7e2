"""Which teams work the Vietnamese way?"""

from odoo import fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_lead_stages = fields.Boolean(
        "Separate Lead Stages",
        help="Leads of this team pass through stages of their own and never through those of opportunities.",
    )

    def _l10n_vn_set_up(self):
        """Turn the lead pipeline on for the teams that exist."""
        self.with_context(active_test=False).search([]).l10n_vn_lead_stages = True
