"""Recording the result of a talk with a customer: chatter, notes, stage, next activity."""

from markupsafe import Markup
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_time
from odoo.tools.mail import plaintext2html

from ..context import RECORDS_RESULT
from ..matching.lock import try_lock_or_retry

# After so many talks without an answer in a row, marking as lost is suggested.
NO_ANSWER_LIMIT = 3


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_outcome_id = fields.Many2one(
        "crm.talk.outcome", "Last Result", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    l10n_vn_no_answer_count = fields.Integer("No Answer in a Row", readonly=True, copy=False)

    def _l10n_vn_record(self, outcome, note="", stage=None, next_action=None):
        """Record the result of a talk with the customers of ``self``.

        The result is posted in the chatter and put on top of the notes, the user's next activity is marked as done and
        a new one is scheduled.

        :param outcome: ``crm.talk.outcome``
        :param str note: plain text
        :param stage: new stage, empty to keep each lead's own
        :param dict next_action: values of the activity: ``activity_type_id``, ``date_deadline``, ``summary``
        :raise AccessError: where the user may not write a lead
        :raise ConcurrencyError: where another transaction holds a lead; Odoo retries the request
        :raise UserError: where the stage does not fit a lead
        """
        self.check_access("write")
        self._l10n_vn_lock_notes()
        self._l10n_vn_log_result(outcome, note)
        self._l10n_vn_note_result(outcome, note)
        if stage:
            self.filtered(lambda lead: lead.stage_id != stage).write({"stage_id": stage.id})
        given = {name: value for name, value in (next_action or {}).items() if value}
        if given:
            self._l10n_vn_schedule([{**given, "automated": False}] * len(self))

    def _l10n_vn_lock_notes(self):
        """Lock the rows of ``self`` and invalidate their cache: the result is added to the notes as they are stored."""
        try_lock_or_retry(self)
        self.invalidate_recordset(["description", "l10n_vn_no_answer_count"])

    def _l10n_vn_log_result(self, outcome, note):
        """Mark the user's next activity of each lead as done, and post the result in the chatter."""
        activities = self._l10n_vn_get_next_activities()
        closed = RECORDS_RESULT.on(activities)._l10n_vn_close(f"{outcome.name}\n{note}".strip())
        without_message = self.browse((activities - closed).mapped("res_id"))
        types = {activity.res_id: activity.activity_type_id for activity in closed}
        body = Markup("<p><strong>%s</strong></p>%s") % (outcome.name, plaintext2html(note) if note else "")
        for activity_type, leads in (self - without_message).grouped(lambda lead: types.get(lead.id)).items():
            messages = leads._message_log_batch({lead.id: body for lead in leads}, message_type="comment")
            if activity_type:
                messages.mail_activity_type_id = activity_type

    def _l10n_vn_get_next_activities(self):
        """Return the current user's next activity of each lead of ``self``."""
        mine = self._l10n_vn_get_planned().filtered(lambda activity: activity.user_id == self.env.user)
        return mine.browse(of_lead[0].id for of_lead in mine.grouped("res_id").values())

    def _l10n_vn_note_result(self, outcome, note):
        """Put the result on top of the notes, and count contacts, attempts and consecutive talks without an answer."""
        entry = self._l10n_vn_notes_entry(outcome, note)
        groups = self.grouped(lambda lead: (lead.description, lead._l10n_vn_count_unanswered(outcome)))
        for (notes, unanswered), leads in groups.items():
            leads._l10n_vn_write_proof(
                {
                    "description": entry + (notes or ""),
                    "l10n_vn_no_answer_count": unanswered,
                    "l10n_vn_outcome_id": outcome.id,
                }
            )
        self._l10n_vn_note_outcome(outcome)

    def _l10n_vn_note_outcome(self, outcome):
        """Note that ``outcome`` was a contact with the customers of ``self``, or an attempt."""
        if outcome.refuses_contact:
            self._l10n_vn_set_no_contact(("phone", "email", "zalo"), outcome.name)
        if outcome.is_contact:
            self._l10n_vn_note_contact()
        else:
            self._l10n_vn_note_attempt(is_result=True)

    def _l10n_vn_notes_entry(self, outcome, note):
        now = fields.Datetime.now()
        user_tz = self.env.user.tz or "UTC"
        day = format_date(self.env, fields.Datetime.context_timestamp(self.with_context(tz=user_tz), now).date())
        time = format_time(self.env, now, tz=user_tz, time_format="short")
        text = plaintext2html(note, with_paragraph=False) if note else ""
        return Markup("<p><strong>%s %s · %s · %s</strong>%s%s</p>") % (
            day,
            time,
            self.env.user.name,
            outcome.name,
            Markup("<br>") if note else "",
            text,
        )

    def _l10n_vn_count_unanswered(self, outcome):
        """Return the number of consecutive talks without an answer, ``outcome`` included."""
        return self.l10n_vn_no_answer_count + 1 if outcome.is_no_answer else 0

    def _l10n_vn_given_up(self, outcome):
        """Return the leads of ``self`` that could be marked as lost once ``outcome`` is recorded."""
        return self.filtered(
            lambda lead: lead.won_status == "pending" and lead._l10n_vn_count_unanswered(outcome) >= NO_ANSWER_LIMIT
        )

    def _l10n_vn_get_next_stages(self):
        """Return the stages into which every lead of ``self`` may be moved."""
        uses = set(self.mapped("l10n_vn_stage_use"))
        fitting = Domain("l10n_vn_applies_to", "in", ["both", *(uses if len(uses) == 1 else ())])
        in_teams = Domain("team_ids", "=", False) | Domain("team_ids", "in", self.team_id.ids)
        stages = self.env["crm.stage"].search(fitting & in_teams)
        return stages if uses == {"lead"} else stages - stages._l10n_vn_get_bought_stage()
