"""Changes of stages, applied to the leads that are in them."""

from odoo import models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    def write(self, vals):
        done = super().write(vals)
        self._l10n_vn_clear_stage_cache()
        if "l10n_vn_applies_to" in vals:
            self.env["crm.lead"]._l10n_vn_refit_stages([("stage_id", "in", self.ids)])
        if vals.get("is_won"):
            self.env["crm.lead"].search([("stage_id", "in", self.ids)])._l10n_vn_follow_won_stage()
        return done
