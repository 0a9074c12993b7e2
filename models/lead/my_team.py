"""Leads of the user's own teams, as a search that knows the teams before it reads leads."""

from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_is_of_my_team = fields.Boolean(
        "Of My Team", compute="_compute_l10n_vn_is_of_my_team", search="_search_l10n_vn_is_of_my_team"
    )

    @api.depends("team_id")
    @api.depends_context("uid")
    def _compute_l10n_vn_is_of_my_team(self):
        teams = self._l10n_vn_get_my_teams()
        for lead in self:
            lead.l10n_vn_is_of_my_team = lead.team_id in teams

    @api.model
    def _search_l10n_vn_is_of_my_team(self, operator, value):
        """Search by the ids of the teams: PostgreSQL cannot tell how few leads a subquery of teams finds."""
        if operator != "in":
            return NotImplemented
        mine = Domain("team_id", "in", self._l10n_vn_get_my_teams().ids)
        wanted = Domain.FALSE
        if True in value:
            wanted |= mine
        if False in value:
            wanted |= ~mine
        return wanted

    @api.model
    def _l10n_vn_get_my_teams(self):
        """Return the teams that the user leads or is a member of, archived ones too: they may have leads."""
        teams = self.env["crm.team"].with_context(active_test=False)
        return teams.search(
            Domain("user_id", "=", self.env.uid)
            | Domain("id", "in", self.env["crm.team.member"].search([("user_id", "=", self.env.uid)]).crm_team_id.ids)
        )
