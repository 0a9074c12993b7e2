"""First answers in the manager's view: median time and share within the target, of the new leads of the period."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

GROUPS = ("total", "users", "sources", "hours")


class CrmLeadManagerReport(models.AbstractModel):
    _inherit = "crm.lead.manager.report"

    @api.model
    def _get_answers_domain(self):
        """Return the domain of leads whose first answer is measured."""
        return Domain("l10n_vn_answer_by", "!=", False)

    @api.model
    def _prepare_answers(self, options):
        """Return the first answers of the period, of leads that the user may read, by one query.

        :return: dict of :data:`GROUPS`, lists of dicts: ``id`` (of a user or source, hour of the day in the user's time
            zone, False for none) and ``name``, ``count``, ``answered``, ``median`` (working hours, False where nobody
            was answered), ``due`` (answered, or the deadline is over), ``within`` and ``percent`` (of those due)
        """
        rows = {group: [] for group in GROUPS}
        for place, user_id, source_id, hour, *numbers in self.env.execute_query(self._get_answers_query(options)):
            group = GROUPS[place]
            row = dict(zip(("count", "answered", "due", "within", "median"), numbers, strict=True))
            key = (False, user_id, source_id, hour)[place]
            percent = round(100 * row["within"] / row["due"]) if row["due"] else False
            median = False if row["median"] is None else row["median"]
            rows[group].append({**row, "id": False if key is None else key, "median": median, "percent": percent})
        self._name_answers(rows)
        return rows

    @api.model
    def _get_answers_query(self, options):
        measured = self._get_measures(options)["answers"][1] & self._get_team_domain(options)
        leads = self.env["crm.lead"].with_context(active_test=False)
        query = leads._search(measured)
        zone = self.env.user.tz or "UTC"
        hour = SQL("EXTRACT(HOUR FROM crm_lead.create_date AT TIME ZONE 'UTC' AT TIME ZONE %s)::int", zone)
        rows = query.select(
            SQL("crm_lead.user_id"),
            SQL("crm_lead.source_id"),
            SQL("%s AS hour", hour),
            SQL("crm_lead.l10n_vn_first_answer AS answered"),
            SQL("crm_lead.l10n_vn_answer_by AS deadline"),
            SQL("crm_lead.l10n_vn_answer_hours_taken AS taken"),
        )
        return SQL(
            "SELECT CASE GROUPING(user_id, source_id, hour) WHEN 7 THEN 0 WHEN 3 THEN 1 WHEN 5 THEN 2 ELSE 3 END"
            " AS place,"
            " user_id, source_id, hour, count(*), count(answered),"
            " count(*) FILTER (WHERE answered IS NOT NULL OR deadline < %(now)s),"
            " count(*) FILTER (WHERE answered <= deadline),"
            " percentile_cont(0.5) WITHIN GROUP (ORDER BY taken) FILTER (WHERE answered IS NOT NULL)"
            " FROM (%(rows)s) AS leads"
            " GROUP BY GROUPING SETS ((), (user_id), (source_id), (hour))"
            " ORDER BY place, hour, count(*) DESC, user_id, source_id",
            now=fields.Datetime.now(),
            rows=rows,
        )

    @api.model
    def _name_answers(self, rows):
        """Add the names of salespeople, sources and hours to ``rows``, of :meth:`_prepare_answers`."""
        none = {"users": self.env._("Unassigned"), "sources": self.env._("Without a source")}
        for group, model in (("users", "res.users"), ("sources", "utm.source")):
            records = self.env[model].browse(row["id"] for row in rows[group] if row["id"])
            names = {record.id: record.display_name for record in records}
            for row in rows[group]:
                row["name"] = names.get(row["id"], none[group])
        for row in rows["total"] + rows["hours"]:
            row["name"] = "" if row["id"] is False else self.env._("%s:00", row["id"])
