"""Reminders before the end of a trial: one activity of the salesperson for each end, on a working day."""

from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date
from odoo.tools.date_utils import localized

# The longest row of days off before which a reminder is moved.
LONGEST_BREAK = 31
# So many leads are reminded of in one run of the scheduled action.
BATCH = 2000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_trial_reminder_id = fields.Many2one(
        "mail.activity", "Trial Reminder", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    l10n_vn_trial_reminded_end = fields.Date(
        "Reminded of Trial End", readonly=True, copy=False, help="The end of which the salesperson was reminded."
    )

    @api.model
    def _cron_remind_of_trials(self):
        """Remind salespeople of the trials that end soon, once for each end; drop those of decided trials."""
        open_reminder = Domain("l10n_vn_trial_reminder_id.active", "=", True)
        self.search(open_reminder & Domain("l10n_vn_is_on_trial", "=", False))._l10n_vn_drop_trial_reminders()
        due = self._l10n_vn_find_trials_to_remind()
        due[:BATCH]._l10n_vn_remind_of_trial()
        cron = self.env.ref("l10n_vn_crm.crm_lead_trial_cron", raise_if_not_found=False)
        if cron and len(due) > BATCH:
            cron._trigger()

    @api.model
    def _l10n_vn_find_trials_to_remind(self):
        """Return the leads whose trial ends soon, of which their salespeople were not reminded."""
        due = self.browse()
        for stage in self.env["crm.stage"].search(
            [("l10n_vn_trial_days", ">", 0), ("l10n_vn_trial_notice_days", ">", 0)]
        ):
            notice = stage.l10n_vn_trial_notice_days
            near = self._l10n_vn_get_today() + timedelta(days=notice + LONGEST_BREAK)
            leads = self.search(
                [
                    ("l10n_vn_is_on_trial", "=", True),
                    ("stage_id", "=", stage.id),
                    ("user_id", "!=", False),
                    ("l10n_vn_trial_end", "<=", near),
                ],
                order="l10n_vn_trial_end, id",
            )
            for company, of_company in leads.grouped("company_id").items():
                mine = of_company.with_company(company or self.env.company)
                today = mine._l10n_vn_get_today()
                days = mine._l10n_vn_get_reminder_days(notice)
                due += of_company.filtered(
                    lambda lead, today=today, days=days: (
                        lead.l10n_vn_trial_reminded_end != lead.l10n_vn_trial_end
                        and days[lead.l10n_vn_trial_end] <= today <= lead.l10n_vn_trial_end
                    )
                )
        return due

    def _l10n_vn_get_reminder_days(self, notice):
        """Return {end: day of the reminder} for the ends of the trials of ``self``, which are of the current company.

        The day is ``notice`` days before the end, or the last working day before where that is a day off.
        """
        ends = {lead.l10n_vn_trial_end for lead in self if lead.l10n_vn_trial_end}
        if not ends:
            return {}
        wanted = {end: end - timedelta(days=notice) for end in ends}
        working = self._l10n_vn_get_working_days(min(wanted.values()) - timedelta(days=LONGEST_BREAK), max(ends))
        return {
            end: next(
                (day for back in range(LONGEST_BREAK) if (day := wanted[end] - timedelta(days=back)) in working),
                wanted[end],
            )
            for end in ends
        }

    @api.model
    def _l10n_vn_get_working_days(self, first, last):
        """Return the working days (set) of the current company from ``first`` to ``last``, without its holidays."""
        calendar = self.env.company.sudo().resource_calendar_id  # sudo: of a company that the user need not read
        if not calendar:
            return {first + timedelta(days=number) for number in range((last - first).days + 1)}
        off = calendar._get_unusual_days(
            localized(datetime.combine(first, time.min)), localized(datetime.combine(last, time.max)), self.env.company
        )
        return {fields.Date.to_date(day) for day, is_off in off.items() if not is_off}

    def _l10n_vn_remind_of_trial(self):
        """Schedule the reminder of each lead of ``self``, for its salesperson or who leads those who have left."""
        self._l10n_vn_drop_trial_reminders()
        reminded = {lead: lead._l10n_vn_get_reminded() for lead in self}
        for lang, leads in self.filtered(reminded.get).grouped(lambda lead: reminded[lead].lang).items():
            mine = leads.with_context(lang=lang)
            activities = mine._l10n_vn_schedule(
                [
                    {
                        "summary": mine._l10n_vn_get_reminder_text(lead.l10n_vn_trial_end),
                        "note": False,
                        "user_id": reminded[lead].id,
                    }
                    for lead in leads
                ]
            )
            # A reminder is no work on the lead: it has neither a new date of change nor a note.
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_lead SET l10n_vn_trial_reminder_id = plan.activity_id,"
                    " l10n_vn_trial_reminded_end = l10n_vn_trial_end"
                    " FROM unnest(%s::int4[], %s::int4[]) AS plan (lead_id, activity_id) WHERE plan.lead_id = id",
                    mine.ids,
                    activities.ids,
                )
            )
        self.invalidate_recordset(["l10n_vn_trial_reminder_id", "l10n_vn_trial_reminded_end"], flush=False)

    def _l10n_vn_get_reminded(self):
        """Return whom to remind of the trial of the lead ``self``; an empty recordset where nobody is left."""
        people = (self.user_id, self.team_id.user_id)
        return next(
            (user for user in people if user.active and self.company_id <= user.company_ids), self.user_id.browse()
        )

    @api.model
    def _l10n_vn_get_reminder_text(self, end):
        return self.env._("Trial ends on %s: ask for the decision", format_date(self.env, end, date_format="dd/MM"))

    def _l10n_vn_drop_trial_reminders(self):
        self.l10n_vn_trial_reminder_id.filtered("active").unlink()

    def _l10n_vn_move_trial_reminders(self):
        """Move the open reminders of ``self`` to the new ends of their trials."""
        # sudo: the reminder may be a colleague's; only its day and text, and the end that they tell, change.
        reminded = self.sudo().filtered("l10n_vn_trial_reminder_id.active")
        groups = reminded.grouped(
            lambda lead: (
                lead.company_id or self.env.company,
                lead.stage_id.l10n_vn_trial_notice_days,
                lead.user_id.lang,
                lead.l10n_vn_trial_end,
            )
        )
        for (company, notice, lang, end), leads in groups.items():
            mine = leads.with_company(company).with_context(lang=lang)
            mine.l10n_vn_trial_reminder_id.write(
                {
                    "date_deadline": mine._l10n_vn_get_reminder_days(notice)[end],
                    "summary": mine._l10n_vn_get_reminder_text(end),
                }
            )
            leads.l10n_vn_trial_reminded_end = end
