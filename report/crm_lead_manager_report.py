"""Manager's report: numbers of leads by salesperson, funnel and sources, in a chosen period."""

from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz
from dateutil.relativedelta import relativedelta
from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, date_utils

from ..models.argument_checks import ANY, check_choice, check_date, check_keys, check_record, check_records, public

LEADS = Domain("type", "=", "lead")
# Records created as leads: a conversion keeps the record and changes its type.
CAME_AS_LEAD = LEADS | Domain("date_conversion", "!=", False)
CONVERTED = Domain("type", "=", "opportunity")
OPEN = LEADS & Domain("active", "=", True) & Domain("won_status", "=", "pending")

PERIODS = ("week", "month", "last_month", "quarter", "year", "custom")


class CrmLeadManagerReport(models.AbstractModel):
    _name = "crm.lead.manager.report"
    _description = "Leads by Salesperson"

    @api.model
    @api.readonly
    @public(ANY)
    def get_report(self, options: dict | None = None) -> dict:
        """Return the numbers of the period, of records that the current user may read.

        :param dict options: ``period`` (week, month, last_month, quarter, year or custom), ``date_from`` and
            ``date_to`` where custom, ``team_id`` or False
        :return: dict of ``period`` (``from``, ``to``: ISO dates), ``stages`` and ``teams`` (``id``, ``name``), ``rows``
            (one a salesperson: ``user_id``, ``name``, ``login``, ``numbers``), ``total`` (numbers), ``funnel`` (see
            :meth:`_prepare_funnel`), ``sources``, ``answers`` (see :meth:`_prepare_answers`); ``numbers`` are {measure
            or stage id: int} with ``percent``
        :raise UserError: where the period ends before it begins, or an option is not valid
        """
        self._check_options(options)
        period = self._get_period(options)
        by_user, for_funnel, for_sources = self._count_new(options)
        opened = self._count_open(options)
        stages = self._get_stages(opened)
        numbers = self._count_by_user(options, by_user, opened)
        rows = self._prepare_rows(numbers, self._get_users(options, numbers))
        total = self._sum_rows(rows)
        return {
            "period": {"from": str(period[0]), "to": str(period[1])},
            "stages": [{"id": stage.id, "name": stage.name} for stage in stages],
            "rows": rows,
            "total": total,
            "funnel": self._prepare_funnel(for_funnel, stages),
            "sources": self._prepare_sources(for_sources),
            "answers": self._prepare_answers(options),
            "teams": self.env["crm.team"].search_read([], ["name"]),
        }

    @api.model
    @public(ANY)
    def action_open(
        self,
        measure: str | None = None,
        options: dict | None = None,
        user_id: int | bool | None = None,
        stage_id: int | bool | None = None,
        source_id: int | bool | None = None,
        reached: list[int] | None = None,
    ) -> dict:
        """Return the action that shows the records behind a number.

        :param str measure: a key of :meth:`_get_measures`
        :param dict options: as of :meth:`get_report`
        :param user_id: salesperson, False for the unassigned, None for all; ``stage_id`` and ``source_id`` likewise
        :param list reached: ids of a stage and those after it: only records in one of them, or converted
        :raise UserError: where an argument is not valid
        """
        self._check_options(options)
        measures = self._get_measures(options)
        check_choice(self, "measure", measure, measures)
        for name, value in (("user_id", user_id), ("stage_id", stage_id), ("source_id", source_id)):
            check_record(self, name, value, self.env["crm.lead"]._fields[name].comodel_name)
        if reached is not None:
            check_records(self, "reached", reached, "crm.stage")
        label, domain = measures[measure]
        chosen = {"user_id": user_id, "stage_id": stage_id, "source_id": source_id}
        narrowed = [Domain(field, "=", value) for field, value in chosen.items() if value is not None]
        if reached is not None:
            narrowed.append(CONVERTED | Domain("stage_id", "in", reached))
        lists = {True: "crm.crm_case_tree_view_leads", False: "crm.crm_case_tree_view_oppor"}
        return {
            "type": "ir.actions.act_window",
            "name": label,
            "res_model": "crm.lead",
            "views": [
                (self.env.ref(lists[measure not in ("converted", "won")]).id, "list"),
                (False, "kanban"),
                (False, "form"),
            ],
            "domain": list(Domain.AND([domain, self._get_team_domain(options), *narrowed])),
            "context": {"active_test": False, "create": False},
            "help": Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>")
            % (self.env._("No lead counts here any more"), self.env._("Go back, and choose another period or number.")),
        }

    @api.model
    def _check_options(self, options):
        check_keys(self, "options", options, ("period", "date_from", "date_to", "team_id"))
        check_choice(self, "period", options.get("period"), PERIODS)
        for name in ("date_from", "date_to"):
            check_date(self, name, options.get(name))
        check_record(self, "team_id", options.get("team_id"), "crm.team")

    @api.model
    def _get_period(self, options):
        """Return the first and the last day of the chosen period, in the user's time zone."""
        today = fields.Date.context_today(self)
        if options["period"] == "custom":
            first, last = (check_date(self, name, options.get(name)) for name in ("date_from", "date_to"))
            if not first or not last or last < first:
                raise UserError(self.env._("Choose a period whose last day is not before its first day."))
            return first, last
        if options["period"] == "last_month":
            today -= relativedelta(months=1)
        granularity = options["period"].removeprefix("last_")
        return date_utils.start_of(today, granularity), date_utils.end_of(today, granularity)

    @api.model
    def _get_bounds(self, options):
        """Return start (inclusive) and end (exclusive) of the period as datetimes in UTC."""
        first, last = self._get_period(options)
        zone = pytz.timezone(self.env.user.tz or "UTC")

        def midnight(day):
            return zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None)

        return midnight(first), midnight(last + timedelta(days=1))

    @api.model
    def _get_measures(self, options):
        """Return dict name → (label, domain) of the measures."""
        start, end = self._get_bounds(options)

        def within(field):
            return Domain(field, ">=", start) & Domain(field, "<", end)

        new = CAME_AS_LEAD & within("create_date")
        planned = self.env["crm.lead"]._l10n_vn_get_planned_domain
        late = Domain("activity_date_deadline", "<", fields.Date.context_today(self))
        return {
            "new": (self.env._("New leads"), new),
            "back": (self.env._("New leads of known people"), new & Domain("l10n_vn_known_kind", "!=", False)),
            "open": (self.env._("Open leads"), OPEN),
            "late": (self.env._("Next action late"), OPEN & late),
            "idle": (self.env._("Without a next action"), OPEN & ~planned()),
            "converted": (self.env._("Converted"), CONVERTED & within("date_conversion")),
            "won": (self.env._("Won"), Domain("won_status", "=", "won") & within("date_closed")),
            "rate": (self.env._("Converted among the new"), new & CONVERTED),
            "answers": (self.env._("First answers"), new & self._get_answers_domain()),
            "won_of_new": (self.env._("Won among the new"), new & CONVERTED & Domain("won_status", "=", "won")),
        }

    @api.model
    def _get_team_domain(self, options):
        return Domain("team_id", "=", options["team_id"]) if options.get("team_id") else Domain.TRUE

    @api.model
    def _count(self, options, measure, groupby):
        """Return the groups of a measure as lists: the values of ``groupby``, then the count."""
        domain = self._get_measures(options)[measure][1] & self._get_team_domain(options)
        leads = self.env["crm.lead"].with_context(active_test=False)
        return leads._read_group(domain, groupby, ["__count"])

    @api.model
    def _count_open(self, options):
        """Return the groups of open leads: user, stage, number, number with a late next action and without any.

        One query: each of the three would read all open leads.
        """
        leads = self.env["crm.lead"].with_context(active_test=False)
        domain = self._get_measures(options)["open"][1] & self._get_team_domain(options)
        query = leads._search(domain)
        activities = self.env["mail.activity"]
        activities.flush_model(["active", "date_deadline", "res_id", "res_model"])
        # Whoever may read a lead may read its activities.
        planned = SQL("SELECT res_id FROM mail_activity WHERE res_model = 'crm.lead' AND active IS TRUE")
        late = SQL("%s AND date_deadline < %s", planned, fields.Date.context_today(self))
        lead, user, stage = (SQL.identifier(leads._table, name) for name in ("id", "user_id", "stage_id"))
        rows = self.env.execute_query(
            SQL(
                "%s GROUP BY %s, %s",
                query.select(
                    user,
                    stage,
                    SQL("count(*)"),
                    SQL("count(*) FILTER (WHERE %s IN (%s))", lead, late),
                    SQL("count(*) FILTER (WHERE %s NOT IN (%s))", lead, planned),
                ),
                user,
                stage,
            )
        )
        users, stages = self.env["res.users"], self.env["crm.stage"]
        return [
            (users.browse(user_id or []), stages.browse(stage_id or []), *numbers)
            for user_id, stage_id, *numbers in rows
        ]

    @api.model
    def _count_new(self, options):
        """Return the groups of new leads for rows, funnel and sources, which one query reads.

        :return: lists of user, type, count · type, stage, status, count · source, type, kind of a known person, count
        """
        domain = self._get_measures(options)["new"][1] & self._get_team_domain(options)
        leads = self.env["crm.lead"].with_context(active_test=False)
        return leads._read_grouping_sets(
            domain,
            [
                ["user_id", "type"],
                ["type", "stage_id", "won_status"],
                ["source_id", "type", "l10n_vn_known_kind"],
            ],
            ["__count"],
        )

    @api.model
    def _count_by_user(self, options, new, opened):
        """Return dict user id (False: unassigned) → dict measure, or stage id, → number.

        :param new: groups of new leads by user and type; ``opened``: of open leads, as of :meth:`_count_open`
        """
        numbers = defaultdict(lambda: defaultdict(int))
        for user, lead_type, count in new:
            numbers[user.id]["new"] += count
            numbers[user.id]["rate"] += count if lead_type == "opportunity" else 0
        for user, stage, count, late, idle in opened:
            for key, number in (("open", count), (stage.id, count), ("late", late), ("idle", idle)):
                if number:
                    numbers[user.id][key] += number
        for measure in ("converted", "won"):
            for user, count in self._count(options, measure, ["user_id"]):
                numbers[user.id][measure] = count
        return numbers

    @api.model
    def _get_users(self, options, numbers):
        """Return the salespeople to show: those with numbers, and all of the teams where the user reads all leads."""
        users = self.env["res.users"].browse(filter(None, numbers))
        if not self.env.user.has_group("sales_team.group_sale_salesman_all_leads"):
            return users | self.env.user
        teams = self.env["crm.team"].search([("id", "=?", options.get("team_id"))])
        return (users | teams.member_ids).sorted("name")

    @api.model
    def _prepare_rows(self, numbers, users):
        """Return a row for leads without a salesperson, where there are any, and one for each of ``users``."""
        rows = [{"user_id": user.id, "name": user.name, "login": user.login} for user in users]
        if False in numbers:
            rows.insert(0, {"user_id": False, "name": self.env._("Unassigned"), "login": ""})
        return [{**row, "numbers": self._with_rate(numbers[row["user_id"]])} for row in rows]

    @api.model
    def _with_rate(self, numbers):
        """Return ``numbers``, keys as text, with the conversion rate in percent: False where no lead is new."""
        percent = round(100 * numbers.get("rate", 0) / numbers["new"]) if numbers.get("new") else False
        return {**{str(key): number for key, number in numbers.items()}, "percent": percent}

    @api.model
    def _sum_rows(self, rows):
        total = defaultdict(int)
        for row in rows:
            for key, number in row["numbers"].items():
                total[key] += number or 0
        return self._with_rate(total)

    @api.model
    def _get_stages(self, opened):
        """Return the stages of leads, and other stages that open leads are in."""
        there = self.env["crm.stage"].browse(dict.fromkeys(stage.id for _user, stage, *_counts in opened if stage))
        of_leads = [("l10n_vn_applies_to", "=", "lead"), ("is_won", "=", False)]  # won leads are opportunities
        return (there | self.env["crm.stage"].search(of_leads)).sorted()

    @api.model
    def _prepare_funnel(self, groups, stages):
        """Return the funnel of the new leads of the period: a lead counts in each step up to the one it has reached.

        Lost leads count up to their last stage. Names differ from those of other numbers on the screen: “Trial” counts
        the leads that are in that stage now, “Reached Trial” the new leads that have been there. Where some teams have
        stages of leads and others have not, the funnel has the stages of leads, and a lead in another stage counts in
        its first step only.

        :param groups: new leads by type, stage and status
        :return: list of dicts of ``name``, ``measure`` and ``narrowed`` (for :meth:`action_open`), ``count`` and
            ``percent`` of the first step; no step is larger than the one before
        """
        of_leads = stages.filtered(lambda stage: stage.l10n_vn_applies_to == "lead")
        shared, used = stages - of_leads, {stage for kind, stage, *_group in groups if kind == "lead"}
        own = of_leads if used.intersection(of_leads) or not shared else shared
        out = [(status, count) for kind, _stage, status, count in groups if kind == "opportunity"]
        converted = sum(count for _status, count in out)
        steps = []
        for place, stage in enumerate(own):
            further = own[place:]
            inside = sum(count for kind, there, _status, count in groups if kind == "lead" and there in further)
            name = self.env._("Reached %s", stage.name)
            steps.append((name, "new", {"reached": further.ids}, converted + inside))
        everybody = sum(count for *_group, count in groups)
        steps[:1] = [(self.env._("New leads"), "new", {}, everybody)]
        steps.append((self.env._("Converted among the new"), "rate", {}, converted))
        won = sum(count for status, count in out if status == "won")
        steps.append((self.env._("Won among the new"), "won_of_new", {}, won))
        return [
            {
                "name": name,
                "measure": measure,
                "narrowed": narrowed,
                "count": count,
                "percent": round(100 * count / steps[0][-1]) if steps[0][-1] else 0,
            }
            for name, measure, narrowed, count in steps
        ]

    @api.model
    def _prepare_sources(self, groups):
        """Return the numbers of new leads of each source, highest conversion rate first; ``back`` are known people."""
        numbers = defaultdict(lambda: defaultdict(int))
        for source, lead_type, known, count in groups:
            numbers[source]["new"] += count
            numbers[source]["back"] += count if known else 0
            numbers[source]["rate"] += count if lead_type == "opportunity" else 0
        rows = [
            {"source_id": source.id, "name": source.name or self.env._("Without a source"), **self._with_rate(counts)}
            for source, counts in numbers.items()
        ]
        return sorted(rows, key=lambda row: (row["percent"], row["new"]), reverse=True)
