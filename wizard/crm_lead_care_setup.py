"""Dialog that turns the rules of daily care on, with usual values, for the teams of the company."""

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadCareSetup(models.TransientModel):
    _name = "crm.lead.care.setup"
    _description = "Daily Care of Leads"

    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        required=True,
        domain=[("use_leads", "=", True)],
        default=lambda self: self._default_team_ids(),
    )
    shares = fields.Boolean("Share New Leads", default=True)
    share_method = fields.Selection(
        selection=lambda self: self.env["crm.team"]._fields["l10n_vn_share_method"]._description_selection(self.env),
        default="turn",
        string="How",
    )
    answers = fields.Boolean("First Answer in Time", default=True)
    answer_hours = fields.Float("Within", default=2)
    recalls = fields.Boolean("Recall Leads without Contact", default=True)
    recall_days = fields.Integer("After", default=3)

    _positive = models.Constraint("CHECK (answer_hours > 0 AND recall_days > 0)", "Hours and days must be above zero.")

    @api.model
    def _default_team_ids(self):
        """Return the teams of the company that have leads."""
        ours = [("use_leads", "=", True), ("company_id", "in", (False, self.env.company.id))]
        return self.env["crm.team"].search(ours)

    @public(ONE)
    def action_apply(self) -> dict:
        """Turn the chosen rules on, and those that are not chosen off; return the action that closes the dialog.

        Rules that the teams have already keep their values.

        :raise AccessError: where the user may not change teams
        """
        without_method = self.team_ids.filtered(lambda team: not team.l10n_vn_share_method)
        (without_method if self.shares else self.team_ids).l10n_vn_share_method = self.shares and self.share_method
        without_target = self.team_ids.filtered(lambda team: not team.l10n_vn_answer_hours)
        (without_target if self.answers else self.team_ids).l10n_vn_answer_hours = self.answers and self.answer_hours
        rules = self.team_ids.l10n_vn_recall_rule_ids
        rules.is_on = self.recalls
        if self.recalls:
            self._create_rules(self.team_ids - rules.team_id)
        return {"type": "ir.actions.act_window_close", "infos": {"noReload": False}}

    def _create_rules(self, teams):
        """Create the recall rule of ``teams``, in working days, with a warning a day before."""
        self.env["crm.lead.recall.rule"].create(
            [
                {
                    "name": self.env._("No contact for %(days)s working days", days=self.recall_days),
                    "team_id": team.id,
                    "company_id": (team.company_id or self.env.company).id,
                    "limit": self.recall_days,
                    "unit": "workdays",
                    "warning": 1 if self.recall_days > 1 else 0.5,
                    "is_on": True,
                }
                for team in teams
            ]
        )
