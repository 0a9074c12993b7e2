"""Dialog in which a sales manager keeps leads from being recalled until a day."""

from datetime import timedelta

from odoo import fields, models

from ..models.argument_checks import ONE, public


class CrmLeadRecallHold(models.TransientModel):
    _name = "crm.lead.recall.hold"
    _description = "Keep from Recall"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True)
    date = fields.Date(
        "Keep Until", required=True, default=lambda self: fields.Date.context_today(self) + timedelta(days=7)
    )
    reason = fields.Text()

    @public(ONE)
    def action_hold(self) -> dict:
        """Keep the leads until that day; return the action that closes the dialog.

        :raise AccessError: where the user is no sales manager
        :raise UserError: where the day is over
        """
        self.lead_ids.l10n_vn_keep_until(fields.Date.to_string(self.date), self.reason or "")
        return {"type": "ir.actions.act_window_close"}

    @public(ONE)
    def action_release(self) -> dict:
        """End the keeping of the leads; return the action that closes the dialog.

        :raise AccessError: where the user is no sales manager
        """
        self.lead_ids.l10n_vn_keep_until(False, self.reason or "")
        return {"type": "ir.actions.act_window_close"}
