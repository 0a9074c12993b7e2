"""Badge of the first answer: the working time that is left until the deadline, or by how much it is late."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .first_answer import is_unanswered
from .working_time import Span


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_answer_state = fields.Selection(
        [("open", "Time left"), ("late", "Late")],
        string="First Answer",
        compute="_compute_l10n_vn_answer",
        search="_search_l10n_vn_answer_state",
    )
    l10n_vn_answer_text = fields.Char("Time to Answer", compute="_compute_l10n_vn_answer")

    @api.depends("l10n_vn_answer_by", "l10n_vn_first_answer", "won_status")
    @api.depends_context("lang")
    def _compute_l10n_vn_answer(self):
        now = fields.Datetime.now()
        open_leads = self.filtered("l10n_vn_answer_by").filtered(is_unanswered)
        self.l10n_vn_answer_state = self.l10n_vn_answer_text = False
        for calendar, leads in open_leads._l10n_vn_group_by_calendar().items():
            deadlines = leads.mapped("l10n_vn_answer_by")
            span = Span(calendar, min(now, *deadlines), max(now, *deadlines))
            for lead in leads.with_env(self.env):
                by = lead.l10n_vn_answer_by
                lead.l10n_vn_answer_state = "late" if by < now else "open"
                lead.l10n_vn_answer_text = (
                    self._l10n_vn_format_late(span.hours_between(by, now))
                    if by < now
                    else self.env._("%s of working time left", self._l10n_vn_format_hours(span.hours_between(now, by)))
                )

    @api.model
    def _l10n_vn_format_late(self, hours):
        # Late since the closing time: no working hour has passed yet.
        text = self._l10n_vn_format_hours(hours)
        return self.env._("%s late", text) if hours else self.env._("late")

    @api.model
    def _l10n_vn_format_hours(self, hours):
        """Return working time in words, to the minute, from eight hours on to the hour."""
        minutes = max(round(timedelta(hours=hours).total_seconds() / 60), 1)
        whole, rest = divmod(minutes, 60)
        if whole >= 8:
            return self.env._("%s h", round(minutes / 60))
        if not whole:
            return self.env._("%s min", rest)
        return (
            self.env._("%(hours)s h %(minutes)s min", hours=whole, minutes=rest) if rest else self.env._("%s h", whole)
        )

    def _search_l10n_vn_answer_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        unanswered = Domain([("l10n_vn_first_answer", "=", False), ("won_status", "=", "pending")])
        domains = {
            "open": unanswered & Domain("l10n_vn_answer_by", ">=", now),
            "late": unanswered & Domain("l10n_vn_answer_by", "<", now),
            False: ~unanswered | Domain("l10n_vn_answer_by", "=", False),
        }
        return Domain.OR([domains[state] for state in value if state in domains])
