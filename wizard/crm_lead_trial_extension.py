"""Dialog that extends the trial of leads, with the reason."""

from odoo import fields, models

from ..models.argument_checks import ONE, public


class CrmLeadTrialExtension(models.TransientModel):
    _name = "crm.lead.trial.extension"
    _description = "Extend a Trial"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True)
    days = fields.Integer("More Days", required=True, default=7)
    reason = fields.Text(required=True)

    @public(ONE)
    def action_extend(self) -> dict:
        """Extend the trials; return the action that closes the dialog.

        :raise UserError: without a reason, or where a lead is on no trial
        """
        self.lead_ids.l10n_vn_extend_trial(self.days, self.reason or "")
        return {"type": "ir.actions.act_window_close"}
