"""What is kept of a lead, and the one place through which it is created and written."""

from odoo import api, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._l10n_vn_clean_values([dict(vals) for vals in vals_list])
        leads = self._l10n_vn_create_rows(super().create, self._l10n_vn_fit_new_stages(vals_list))
        leads._l10n_vn_follow_won_stage()
        return leads

    def write(self, vals):
        [vals] = self._l10n_vn_clean_values([dict(vals)])
        vals = self._l10n_vn_fit_stage(vals)
        done = super().write(vals)
        if vals.keys() & {"stage_id", "type", "team_id"}:
            self._l10n_vn_follow_won_stage()
        return done
