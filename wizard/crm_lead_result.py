"""Dialog that records the result of a talk: result, note, next stage, next action."""

from datetime import timedelta

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadResult(models.TransientModel):
    _name = "crm.lead.result"
    _description = "Record a Result"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True, context={"active_test": False})
    outcome_id = fields.Many2one("crm.talk.outcome", "Result", required=True)
    note = fields.Text()
    stage_ids = fields.Many2many("crm.stage", string="Fitting Stages", compute="_compute_stage_ids")
    stage_id = fields.Many2one("crm.stage", compute="_compute_stage_id", store=True, readonly=False, compute_sudo=False)
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Next Action",
        domain="[('res_model', 'in', (False, 'crm.lead'))]",
        compute="_compute_next_action",
        store=True,
        compute_sudo=False,
        readonly=False,
    )
    activity_date = fields.Date(
        "Next Action Date", compute="_compute_next_action", store=True, readonly=False, compute_sudo=False
    )
    activity_summary = fields.Char("Summary")
    closing_activity_ids = fields.Many2many("mail.activity", compute="_compute_closing_activity_ids")
    given_up_count = fields.Integer(compute="_compute_given_up_count")

    @api.depends("lead_ids")
    def _compute_stage_ids(self):
        for wizard in self:
            wizard.stage_ids = wizard.lead_ids._origin._l10n_vn_get_next_stages()

    @api.depends("lead_ids")
    def _compute_stage_id(self):
        for wizard in self:
            stage = wizard.lead_ids.stage_id
            wizard.stage_id = stage if len(stage) == 1 else False

    @api.depends("outcome_id")
    def _compute_next_action(self):
        for wizard in self:
            outcome = wizard.outcome_id
            wizard.activity_type_id = outcome.activity_type_id
            due = fields.Date.context_today(wizard) + timedelta(days=outcome.delay_days)
            wizard.activity_date = due if outcome.activity_type_id else False

    @api.depends("lead_ids")
    def _compute_closing_activity_ids(self):
        for wizard in self:
            wizard.closing_activity_ids = wizard.lead_ids._origin._l10n_vn_get_next_activities()

    @api.depends("lead_ids", "outcome_id")
    def _compute_given_up_count(self):
        for wizard in self:
            wizard.given_up_count = len(wizard.lead_ids._l10n_vn_given_up(wizard.outcome_id))

    @public(ONE)
    def action_save(self) -> dict:
        """Record the result; return the action that closes the dialog."""
        next_action = {
            "activity_type_id": self.activity_type_id.id,
            "date_deadline": self.activity_date,
            "summary": self.activity_summary,
        }
        self.lead_ids._l10n_vn_record(
            self.outcome_id, self.note or "", self.stage_id, next_action if self.activity_type_id else None
        )
        return {"type": "ir.actions.act_window_close"}

    @public(ONE)
    def action_save_and_mark_lost(self) -> dict:
        """Record the result; return Odoo's action that marks as lost the leads that never answered."""
        given_up = self.lead_ids._l10n_vn_given_up(self.outcome_id)
        self.activity_type_id = False
        self.action_save()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_lost_action")
        return {**action, "context": {"default_lead_ids": given_up.ids, "dialog_size": "medium"}}
