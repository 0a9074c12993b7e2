"""Whom to contact first: one order of leads for lists, kanban and My Day, and its reason in one sentence.

First what is promised for now, then trials that end, then customers who wait for an answer, then first answers that are
late, then new leads; within these the oldest first, of new leads those with more stars and then the newest. There is no
score: the order follows from dates that people see on the lead. ``ORDER`` is for the leads of one salesperson, which an
index finds; a sort of all leads of a large database would read each of them.
"""

from datetime import datetime, time, timedelta

import pytz
from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .trial import NOTICE_DAYS

# The order of lists and kanbans in which the most urgent leads come first.
ORDER = "l10n_vn_next_reason, priority desc, id desc"
# Fields that decide on the reason of a lead.
SOURCES = (
    "create_date",
    "l10n_vn_answer_by",
    "l10n_vn_attempt_user_id",
    "l10n_vn_first_answer",
    "l10n_vn_last_attempt",
    "l10n_vn_last_contact",
    "l10n_vn_outcome_id",
    "l10n_vn_trial_end",
    "l10n_vn_waiting_since",
    "stage_id",
    "type",
    "user_id",
    "won_status",
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_next_kind = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("today", "Due Today"),
            ("trial", "Trial ends"),
            ("waiting", "Waits for an answer"),
            ("late", "First answer is late"),
            ("new", "Not contacted yet"),
            ("planned", "Planned"),
            ("idle", "Without a next action"),
        ],
        "Kind of Next Step",
        compute="_compute_l10n_vn_next_reason",
    )
    l10n_vn_next_reason = fields.Char(
        "Why Now",
        compute="_compute_l10n_vn_next_reason",
        help="Why this lead comes at this place where the most urgent come first.",
    )

    @api.depends(*SOURCES, "activity_ids.date_deadline", "activity_ids.user_id", "activity_ids.active")
    @api.depends_context("lang", "tz", "uid")
    def _compute_l10n_vn_next_reason(self):
        found = self._origin._l10n_vn_find_reasons()
        activities = self.env["mail.activity"].browse(row[2] for row in found.values() if row[2])
        names = {one.id: one.summary or one.activity_type_id.name or "" for one in activities}
        for lead in self:
            kind, since, activity_id = found.get(lead._origin.id, (False, None, None))
            lead.l10n_vn_next_kind = kind
            lead.l10n_vn_next_reason = kind and lead._l10n_vn_describe_reason(kind, since, names.get(activity_id, ""))

    def _l10n_vn_find_reasons(self):
        """Return {lead id: (kind, since, activity id)} of the open leads of ``self``, in one query."""
        if not self:
            return {}
        query = self._as_query(ordered=False)
        parts = self._l10n_vn_get_reason_parts(self._table, query)
        kind = SQL("CASE %s END", SQL(" ").join(SQL("WHEN %s THEN %s", test, name) for name, test, _since in parts))
        since = SQL(
            "CASE %s END",
            SQL(" ").join(SQL("WHEN %s THEN (%s)::timestamp", test, since) for _name, test, since in parts),
        )
        planned = SQL.identifier(self._l10n_vn_join_next_activity(self._table, query), "id")
        rows = self.env.execute_query(query.select(SQL.identifier(self._table, "id"), kind, since, planned))
        return {lead_id: tuple(row) for lead_id, *row in rows if row[0]}

    def _l10n_vn_describe_reason(self, kind, since, action):
        """Return the sentence of a reason of the lead ``self``.

        :param str kind: a value of ``l10n_vn_next_kind``, or ``pool`` for a lead without a salesperson
        :param datetime since: the day of what is planned, the end of the trial, or since when the lead waits
        :param str action: what is planned
        """
        today = self._l10n_vn_get_today()
        days = since and (since.date() - today).days
        texts = {
            "overdue": lambda: self.env._("Promised %(days)s days ago: %(action)s", days=-days, action=action),
            "today": lambda: self.env._("Promised for today: %s", action),
            "trial": lambda: self._l10n_vn_describe_trial_end(days),
            "waiting": lambda: self.env._("Waits for our answer: %s", self._l10n_vn_describe_time_since(since)),
            "late": lambda: self.env._("First answer: %s", self.l10n_vn_answer_text),
            "new": lambda: self.env._("New, not contacted: %s", self._l10n_vn_describe_time_since(since)),
            "planned": lambda: self.env._(
                "Planned for %(day)s: %(action)s", day=format_date(self.env, since.date()), action=action
            ),
            "idle": lambda: self.env._("No next action is planned"),
            "pool": lambda: self.env._("Nobody has taken it: %s", self._l10n_vn_describe_time_since(since)),
        }
        return texts[kind]()

    @api.model
    def _l10n_vn_describe_trial_end(self, days):
        if days < 0:
            return self.env._("Trial ended %s days ago, not decided", -days)
        if days > 1:
            return self.env._("Trial ends in %s days", days)
        return self.env._("Trial ends tomorrow") if days else self.env._("Trial ends today")

    @api.model
    def _l10n_vn_describe_time_since(self, since):
        """Return in words how long ago ``since`` (datetime) was."""
        minutes = int((fields.Datetime.now() - since).total_seconds() // 60)
        if minutes < 60:
            return self.env._("%s minutes", max(minutes, 1))
        return self.env._("%s hours", minutes // 60) if minutes < 48 * 60 else self.env._("%s days", minutes // 1440)

    @api.model
    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "l10n_vn_next_reason":
            return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
        return SQL("%s %s %s", self._l10n_vn_get_order_key(alias, query), direction, nulls)

    @api.model
    def _l10n_vn_get_order_key(self, alias, query):
        """Return the SQL of a number: the place of the reason, and within it how old it is; NULL for closed leads."""
        parts = self._l10n_vn_get_reason_parts(alias, query)
        # New leads and those that need nothing follow their stars and numbers: the next terms of ORDER.
        keys = [
            SQL("WHEN %s THEN %s", test, place * 1e10)
            if name in ("new", "planned", "idle")
            else SQL("WHEN %s THEN %s + EXTRACT(epoch FROM (%s)::timestamp)", test, place * 1e10, since)
            for place, (name, test, since) in zip((1, 1, 2, 3, 4, 5, 6, 6), parts, strict=True)
        ]
        return SQL("CASE %s END", SQL(" ").join(keys))

    @api.model
    def _l10n_vn_get_reason_parts(self, alias, query):
        """Return [(kind, condition, since)], SQL over ``alias``: a lead has the first reason whose condition holds."""

        def column(name):
            return SQL.identifier(alias, name, to_flush=self._fields[name])

        today = self._l10n_vn_get_today()
        planned = SQL.identifier(self._l10n_vn_join_next_activity(alias, query), "date_deadline")
        is_open = SQL("%s = 'pending'", column("won_status"))
        is_lead = SQL("%s AND %s = 'lead'", is_open, column("type"))
        is_ending = SQL(
            "%s AND %s = ANY(%s) AND %s <= %s AND (%s IS NULL OR %s > %s) AND (%s IS NULL OR %s < %s)",
            is_lead,
            column("stage_id"),
            list(self.env["crm.stage"]._l10n_vn_get_trial_lengths()),
            column("l10n_vn_trial_end"),
            today + timedelta(days=NOTICE_DAYS),
            planned,
            planned,
            today + timedelta(days=NOTICE_DAYS),
            column("l10n_vn_last_contact"),
            column("l10n_vn_last_contact"),
            self._l10n_vn_get_midnight(today),
        )
        answer_by = column("l10n_vn_answer_by")
        is_late = SQL(
            "%s AND %s IS NULL AND %s < %s AND %s IS NULL",
            is_open,
            column("l10n_vn_first_answer"),
            answer_by,
            fields.Datetime.now(),
            planned,
        )
        is_new = SQL(
            "%s AND %s IS NULL AND %s IS NULL AND %s IS NULL",
            is_lead,
            column("l10n_vn_last_contact"),
            column("l10n_vn_outcome_id"),
            planned,
        )
        waiting = column("l10n_vn_waiting_since")
        # Who tried today, recorded the result and planned when to go on is done with this customer for today.
        is_waiting = SQL(
            "%s AND %s IS NOT NULL AND NOT COALESCE(%s >= %s AND %s IS NULL AND %s IS NOT NULL, FALSE)",
            is_open,
            waiting,
            column("l10n_vn_last_attempt"),
            self._l10n_vn_get_midnight(today),
            column("l10n_vn_attempt_user_id"),
            planned,
        )
        return [
            ("overdue", SQL("%s AND %s < %s", is_open, planned, today), planned),
            ("today", SQL("%s AND %s = %s", is_open, planned, today), planned),
            ("trial", is_ending, column("l10n_vn_trial_end")),
            ("waiting", is_waiting, waiting),
            ("late", is_late, answer_by),
            ("new", is_new, column("create_date")),
            ("planned", SQL("%s AND %s IS NOT NULL", is_open, planned), planned),
            ("idle", is_open, SQL("NULL")),
        ]

    @api.model
    def _l10n_vn_join_next_activity(self, alias, query):
        """Join the next activity of each lead's salesperson to ``query``; return its alias."""
        joined = query.make_alias(alias, "l10n_vn_next_activity")
        activity = self.env["mail.activity"]
        column = {
            name: SQL.identifier("activity", name, to_flush=activity._fields[name])
            for name in ("id", "date_deadline", "res_model", "res_id", "user_id", "active")
        }
        # Whoever may read a lead may read its activities.
        table = SQL(
            "LATERAL (SELECT %(id)s, %(date_deadline)s FROM mail_activity AS activity WHERE %(res_model)s = 'crm.lead'"
            " AND %(res_id)s = %(lead)s AND %(user_id)s = %(owner)s AND %(active)s"
            " ORDER BY %(date_deadline)s, %(id)s LIMIT 1)",
            lead=SQL.identifier(alias, "id"),
            owner=SQL.identifier(alias, "user_id", to_flush=self._fields["user_id"]),
            **column,
        )
        query.add_join("LEFT JOIN", joined, table, SQL("TRUE"))
        return joined

    @api.model
    def _l10n_vn_get_midnight(self, day):
        """Return the beginning of ``day`` for the user, in UTC."""
        zone = self.env.tz
        return zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None)
