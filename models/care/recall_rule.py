"""Rules of recalling: after how long without a contact the leads of a team go back to the pool."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..argument_checks import ONE, public
from .working_time import add_hours, get_calendar

UNITS = [("hours", "working hours"), ("workdays", "working days"), ("days", "calendar days")]


class CrmLeadRecallRule(models.Model):
    _name = "crm.lead.recall.rule"
    _description = "Rule of Recalling Leads"
    _order = "team_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    is_on = fields.Boolean("On", copy=False, help="While it is off, the rule only shows what it would recall.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    team_id = fields.Many2one("crm.team", required=True, index=True, check_company=True, ondelete="cascade")
    stage_ids = fields.Many2many(
        "crm.stage", string="Stages", help="Only leads in these stages; all stages of leads where this is empty."
    )
    limit = fields.Float(
        "Without Contact For",
        required=True,
        default=3,
        help="Counted from the assignment or the last contact. Who gives a lead up and takes it again within a week "
        "goes on with the time of before.",
    )
    unit = fields.Selection(UNITS, required=True, default="workdays")
    warning = fields.Float(
        "Warn Before",
        default=1,
        help="How long before the recall its salesperson is warned. No lead is recalled without it, unless this is 0.",
    )
    barred_days = fields.Integer(
        "Not Back For (Days)",
        default=7,
        help="For so many days the salesperson can neither take the lead again nor get it shared.",
    )
    plan_days = fields.Integer(
        "Spare If Planned Within (Days)",
        default=3,
        help="A lead stays where its salesperson has planned a next action within so many days; 0 to spare none.",
    )
    plan_limit = fields.Integer(
        "Times Spared", default=2, help="How often a planned next action may spare a lead since its last contact."
    )
    spares_qualified = fields.Boolean("Spare Qualified Leads", default=True)
    recall_ids = fields.One2many("crm.lead.recall", "rule_id", "Recalls")
    recall_count = fields.Integer("Recalled", compute="_compute_recall_count")
    run_ids = fields.One2many("crm.lead.recall.run", "rule_id", "Runs")

    _limit_positive = models.Constraint('CHECK ("limit" > 0)', "The time without contact must be above zero.")
    _not_negative = models.Constraint(
        "CHECK (warning >= 0 AND barred_days >= 0 AND plan_days >= 0 AND plan_limit >= 0)",
        "Days, times and the warning cannot be below zero.",
    )

    @api.constrains("limit", "warning")
    def _check_warning(self):
        if any(rule.warning >= rule.limit for rule in self):
            raise ValidationError(self.env._("The warning must come before the recall: make its time the shorter one."))

    @api.onchange("team_id")
    def _onchange_team_id(self):
        self.company_id = self.team_id.company_id or self.company_id or self.env.company

    @api.depends("recall_ids")
    def _compute_recall_count(self):
        counts = dict(self.env["crm.lead.recall"]._read_group([("rule_id", "in", self.ids)], ["rule_id"], ["__count"]))
        for rule in self:
            rule.recall_count = counts.get(rule._origin, 0)

    def _get_cutoff(self, amount):
        """Return the moment (naive datetime in UTC) since which ``amount`` of the rule's unit have passed.

        None where the company's working time has no hours.
        """
        now = fields.Datetime.now()
        if self.unit == "days":
            return now - timedelta(days=amount)
        calendar = get_calendar(self)
        hours = amount * calendar.hours_per_day if self.unit == "workdays" else amount
        return add_hours(calendar, now, -hours)

    def _get_today(self):
        """Return the date of today where the company works."""
        now = fields.Datetime.now()
        return fields.Datetime.context_timestamp(self.with_context(tz=get_calendar(self).tz), now).date()

    @public(ONE)
    def action_preview(self) -> dict:
        """Return the action that shows what this rule would recall and warn of now.

        :raise AccessError: where the user may not read the rule
        """
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What This Rule Would Recall Now"),
            "res_model": "crm.lead.recall.preview",
            "view_mode": "form",
            "target": "new",
            "context": {"default_rule_id": self.id, "dialog_size": "medium"},
        }

    @public(ONE)
    def action_open_recalls(self) -> dict:
        """Return the action that shows the recalls of this rule.

        :raise AccessError: where the user may not read the rule
        """
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_recall_action")
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_recall_rule_ids = fields.One2many("crm.lead.recall.rule", "team_id", "Rules of Recalling")
