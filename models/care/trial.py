"""Trials of leads: start, end, extensions with a reason, and what is left of them in words.

A lead has one trial. Leaving the stage ends nothing: a lead that comes back goes on with the trial that it has, so that
no move gives anybody more time. More time is an extension, which has a reason.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..argument_checks import SOME, check_count, check_text, public
from ..matching.lock import try_lock_or_retry

# Trials are shown as ending so many days before their end.
NOTICE_DAYS = 3
LONGEST_EXTENSION = 365


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_trial_start = fields.Date(
        "Trial Start", readonly=True, copy=False, help="The day on which the lead entered a stage with a trial."
    )
    l10n_vn_trial_end = fields.Date(
        "Trial End", readonly=True, copy=False, help="Changes by an extension, which has a reason."
    )
    l10n_vn_trial_extension_count = fields.Integer("Trial Extensions", readonly=True, copy=False)
    l10n_vn_is_on_trial = fields.Boolean(
        "On Trial", compute="_compute_l10n_vn_is_on_trial", search="_search_l10n_vn_is_on_trial"
    )
    l10n_vn_trial_state = fields.Selection(
        [("running", "Running"), ("ending", "Ends soon"), ("ended", "Ended, not decided")],
        "Trial",
        compute="_compute_l10n_vn_trial_state",
    )
    l10n_vn_trial_text = fields.Char("Trial in Words", compute="_compute_l10n_vn_trial_state")

    @api.depends("type", "won_status", "stage_id.l10n_vn_trial_days", "l10n_vn_trial_end")
    def _compute_l10n_vn_is_on_trial(self):
        lengths = self.env["crm.stage"]._l10n_vn_get_trial_lengths()
        for lead in self:
            is_open = lead.type == "lead" and lead.won_status == "pending"
            lead.l10n_vn_is_on_trial = bool(is_open and lead.l10n_vn_trial_end and lead.stage_id.id in lengths)

    def _search_l10n_vn_is_on_trial(self, operator, value):
        if operator != "in":
            return NotImplemented
        on_trial = Domain(
            [
                ("type", "=", "lead"),
                ("won_status", "=", "pending"),
                ("l10n_vn_trial_end", "!=", False),
                ("stage_id", "in", list(self.env["crm.stage"]._l10n_vn_get_trial_lengths())),
            ]
        )
        return Domain.OR([on_trial if wanted else ~on_trial for wanted in value])

    @api.depends("l10n_vn_is_on_trial", "l10n_vn_trial_end")
    @api.depends_context("lang", "tz")
    def _compute_l10n_vn_trial_state(self):
        today = self._l10n_vn_get_today()
        for lead in self:
            left = lead.l10n_vn_is_on_trial and (lead.l10n_vn_trial_end - today).days
            lead.l10n_vn_trial_state = left is not False and (
                "ended" if left < 0 else "ending" if left <= NOTICE_DAYS else "running"
            )
            lead.l10n_vn_trial_text = left is not False and self._l10n_vn_describe_trial(left)

    @api.model
    def _l10n_vn_describe_trial(self, left):
        """Return in words that a trial has ``left`` days; below 0, that it ended so many days ago."""
        if left == 0:
            return self.env._("Trial ends today")
        if left < 0:
            return self.env._("Trial ended %s days ago", -left)
        return self.env._("Trial: %s days left", left)

    @api.model
    def _l10n_vn_get_today(self):
        """Return the day it is for the user, in the company's time zone where the user has none."""
        zone = self.env.context.get("tz") or self.env.user.tz or self.env.company.resource_calendar_id.tz
        return fields.Date.context_today(self.with_context(tz=zone))

    def _l10n_vn_follow_trial(self):
        """Start the trial of those leads of ``self`` that are in a stage with one and have had none."""
        lengths = self.env["crm.stage"]._l10n_vn_get_trial_lengths()
        if not lengths:
            return
        # sudo: who moves a lead to a colleague may not read it afterwards; only the dates of the trial are written.
        entered = self.sudo().filtered(lambda lead: lead.stage_id.id in lengths and lead.type == "lead")
        if not entered:
            return
        today = self._l10n_vn_get_today()
        for days, leads in entered.grouped(lambda lead: lengths[lead.stage_id.id]).items():
            leads.filtered(lambda lead: not lead.l10n_vn_trial_start).write(
                {"l10n_vn_trial_start": today, "l10n_vn_trial_end": today + timedelta(days=days)}
            )

    @public(SOME)
    def l10n_vn_extend_trial(self, days: int | None = None, reason: str | None = None) -> dict:
        """Extend the trial of each lead of ``self``, from its end, or from today where it has ended.

        :param int days: 1 to 365
        :param str reason: why; stays in the chatter
        :return: {lead id (str): the new end (ISO date)}
        :raise UserError: without a reason, or where a lead is on no trial
        :raise AccessError: where the user may not write a lead
        :raise ConcurrencyError: where another transaction changes a lead; Odoo repeats the request
        """
        check_count(self, "days", days)
        check_text(self, "reason", reason)
        self._l10n_vn_check_extension(days, (reason or "").strip())
        try_lock_or_retry(self)
        self.invalidate_recordset(["l10n_vn_trial_end", "l10n_vn_trial_extension_count"])
        today = self._l10n_vn_get_today()
        for (end, count), leads in self.grouped(
            lambda lead: (lead.l10n_vn_trial_end, lead.l10n_vn_trial_extension_count)
        ).items():
            new_end = max(end, today) + timedelta(days=days)
            leads._l10n_vn_write_proof({"l10n_vn_trial_end": new_end, "l10n_vn_trial_extension_count": count + 1})
        self._l10n_vn_log_extension(reason.strip())
        self._l10n_vn_move_trial_reminders()
        return {str(lead.id): str(lead.l10n_vn_trial_end) for lead in self}

    def _l10n_vn_check_extension(self, days, reason):
        self = self.with_context(lang=self.env.lang or self.env.user.lang)  # programs often send no language
        self.check_access("write")
        if days > LONGEST_EXTENSION:
            raise UserError(self.env._("A trial is extended by %s days at most.", LONGEST_EXTENSION))
        if not reason:
            raise UserError(self.env._("Say why the trial is extended: the reason stays with the lead."))
        if others := self.filtered(lambda lead: not lead.l10n_vn_is_on_trial):
            names = ", ".join(others.mapped("display_name"))
            raise UserError(self.env._("On no trial, so there is nothing to extend: %s.", names))

    def _l10n_vn_log_extension(self, reason):
        self._message_log_batch(
            {
                lead.id: self.env._(
                    "Trial extended until %(day)s (extension %(count)s): %(reason)s",
                    day=format_date(self.env, lead.l10n_vn_trial_end),
                    count=lead.l10n_vn_trial_extension_count,
                    reason=reason,
                )
                for lead in self
            }
        )
