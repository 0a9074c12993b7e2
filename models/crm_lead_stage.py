"""Which stages may a lead or an opportunity stand in?"""

from odoo import api, models
from odoo.fields import Domain


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        fitting = Domain("l10n_vn_applies_to", "in", self._l10n_vn_stage_uses(team_id))
        return super()._stage_find(team_id, list(Domain(domain or []) & fitting), order, limit)

    def _l10n_vn_stage_uses(self, team_id=False):
        """Return the values of ``crm.stage.l10n_vn_applies_to`` that fit the leads of ``self``."""
        teams = self.team_id | self.env["crm.team"].browse(team_id or [])
        types = set(self.mapped("type"))
        if types == {"lead"} and any(teams.mapped("l10n_vn_lead_stages")):
            return ["lead", "both"]
        return ["opportunity", "both"]

    @api.model
    def _l10n_vn_fit_new_stages(self, vals_list):
        """Return ``vals_list`` of new leads with stages that fit their type and team."""
        return vals_list

    def _l10n_vn_fit_stage(self, vals):
        """Return ``vals`` to write on ``self`` with a stage that fits."""
        return vals

    def _l10n_vn_follow_won_stage(self):
        """Make won opportunities, with a customer, of the leads of ``self`` that stand in a won stage."""
