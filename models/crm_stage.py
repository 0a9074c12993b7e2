"""Changes of stages, applied to the leads in them; merging the won stage of leads into that of opportunities."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .argument_checks import ONE, public


class CrmStage(models.Model):
    _inherit = "crm.stage"

    l10n_vn_second_won_count = fields.Integer(
        "Opportunities in a Second Won Stage",
        compute="_compute_l10n_vn_second_won",
        help="Opportunities won as leads, in a won column of their own beside that of the other opportunities.",
    )
    l10n_vn_won_stage_id = fields.Many2one("crm.stage", "Won Stage", compute="_compute_l10n_vn_second_won")

    @api.depends("l10n_vn_applies_to", "is_won", "team_ids")
    def _compute_l10n_vn_second_won(self):
        bought = self._l10n_vn_get_bought_stage()
        for stage in self:
            is_second = stage._origin == bought and stage.l10n_vn_applies_to == "both" and stage.is_won
            stage.l10n_vn_won_stage_id = is_second and stage._l10n_vn_find_won_stages()[:1]
            stage.l10n_vn_second_won_count = stage.l10n_vn_won_stage_id and self.env["crm.lead"].search_count(
                [("stage_id", "=", stage._origin.id)]
            )

    def write(self, vals):
        without_trial = self.filtered(lambda stage: not stage.l10n_vn_trial_days)
        done = super().write(vals)
        self._l10n_vn_clear_stage_cache()
        if "l10n_vn_applies_to" in vals:
            self.env["crm.lead"]._l10n_vn_refit_stages([("stage_id", "in", self.ids)])
        if vals.get("l10n_vn_trial_days"):
            without_trial._l10n_vn_fill_trials()
        if vals.get("is_won"):
            self.env["crm.lead"].search([("stage_id", "in", self.ids)])._l10n_vn_follow_won_stage()
        if vals.keys() & {"is_won", "team_ids", "l10n_vn_applies_to"}:
            self._l10n_vn_keep_won_stage()
        return done

    @public(ONE)
    def action_l10n_vn_merge_won(self) -> dict:
        """Move the opportunities of the won stage of leads to the won stages of their teams; it is for leads only then.

        :return: action that notifies of the number of opportunities and reloads the screen
        :raise UserError: where opportunities have no other won stage, or this is not the won stage of leads
        :raise AccessError: where the user may not change stages
        """
        self.check_access("write")
        if not self.l10n_vn_won_stage_id:
            raise UserError(self.env._("“%(stage)s” is not a second won stage of opportunities.", stage=self.name))
        count, target = self.l10n_vn_second_won_count, self.l10n_vn_won_stage_id.name
        self.l10n_vn_applies_to = "lead"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s opportunities are in “%(target)s” now, or in the won stage of their team.",
                    count=count,
                    target=target,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
