"""Dialog of a sales manager's exception for leads that are not qualified, with its reason."""

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadGateOverride(models.TransientModel):
    _name = "crm.lead.gate.override"
    _description = "Let Leads Pass"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True)
    missing = fields.Text("Still Missing", compute="_compute_missing")
    reason = fields.Text(required=True)

    @api.depends("lead_ids")
    def _compute_missing(self):
        for wizard in self:
            findings = wizard.lead_ids._origin._l10n_vn_get_gate_findings()
            names = {lead.id: lead.display_name for lead in wizard.lead_ids._origin}
            wizard.missing = "\n".join(
                line
                for lead_id, sentences in findings.items()
                for line in (names[lead_id], *(f"  • {sentence}" for sentence in sentences))
            )

    @public(ONE)
    def action_confirm(self) -> dict:
        """Let the leads pass; return the action that closes the dialog.

        :raise AccessError: where the user is no sales manager
        """
        self.lead_ids.l10n_vn_let_pass(self.reason)
        return {"type": "ir.actions.act_window_close"}
