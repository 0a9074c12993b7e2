"""Qualification of leads: answers to criteria with user and date, status and its search in SQL."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_criterion_ids = fields.Many2many(
        "crm.lead.criterion",
        string="Criteria Met",
        compute="_compute_l10n_vn_criterion_ids",
        inverse="_inverse_l10n_vn_criterion_ids",
        search="_search_l10n_vn_criterion_ids",
        copy=False,
        help="Who ticks a criterion, and when, is kept. A copy of a lead is another deal: it starts without.",
    )
    l10n_vn_qualification = fields.Json("Qualification", compute="_compute_l10n_vn_qualification")
    l10n_vn_qualification_state = fields.Selection(
        [("met", "Qualified"), ("exception", "Passed by Exception"), ("unmet", "Not Qualified Yet")],
        string="Qualification Status",
        compute="_compute_l10n_vn_qualification_state",
        search="_search_l10n_vn_qualification_state",
    )

    def _l10n_vn_get_answers(self):
        """Return ``{lead id: {criterion id, False for an exception: (user id, date, reason)}}`` for saved leads."""
        answers = defaultdict(dict)
        query = SQL(
            "SELECT lead_id, criterion_id, user_id, date, reason FROM crm_lead_qualification WHERE lead_id = ANY(%s)",
            self._origin.ids,
        )
        for lead_id, criterion_id, *answer in self.env.execute_query(query) if self._origin else ():
            answers[lead_id][criterion_id or False] = answer
        return answers

    def _compute_l10n_vn_criterion_ids(self):
        answers = self._l10n_vn_get_answers()
        active = set(self.env["crm.lead.criterion"].search([]).ids)
        for lead in self:
            lead.l10n_vn_criterion_ids = [id_ for id_ in answers[lead._origin.id] if id_ in active]

    def _inverse_l10n_vn_criterion_ids(self):
        answers, ticked, unticked = self._l10n_vn_get_answers(), [], []
        active = set(self.env["crm.lead.criterion"].search([]).ids)
        for lead in self:
            before, after = answers[lead.id].keys() & active, set(lead.l10n_vn_criterion_ids.ids)
            ticked += [(lead.id, id_) for id_ in after - before]
            unticked += [(lead.id, id_) for id_ in before - after]
        self._l10n_vn_answer(ticked)
        if unticked:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM crm_lead_qualification USING unnest(%s::int4[], %s::int4[]) AS gone (lead, criterion)"
                    " WHERE lead_id = gone.lead AND criterion_id = gone.criterion",
                    *map(list, zip(*unticked, strict=True)),
                )
            )

    def _l10n_vn_answer(self, pairs, reason=None):
        """Store answers of the current user: ``pairs`` of (lead id, criterion id; None for an exception)."""
        if pairs:
            # ON CONFLICT DO NOTHING: the first of two concurrent answers stays.
            self.env.cr.execute(
                SQL(
                    "INSERT INTO crm_lead_qualification (lead_id, criterion_id, user_id, date, reason)"
                    " SELECT lead, criterion, %s, %s, %s FROM unnest(%s::int4[], %s::int4[]) AS new (lead, criterion)"
                    " ON CONFLICT DO NOTHING",
                    self.env.uid,
                    fields.Datetime.now(),
                    reason,
                    *map(list, zip(*pairs, strict=True)),
                )
            )

    @api.model
    def _search_l10n_vn_criterion_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = [id_ for id_ in value if id_]
        found = SQL("SELECT lead_id FROM crm_lead_qualification WHERE criterion_id = ANY(%s)", wanted)
        domain = Domain("id", "in", found)
        if False in value:
            anything = SQL("SELECT lead_id FROM crm_lead_qualification WHERE criterion_id IS NOT NULL")
            domain |= Domain("id", "not in", anything)
        return domain

    @api.depends("type", "team_id", "user_id", "company_id", "l10n_vn_is_bound", "l10n_vn_criterion_ids")
    def _compute_l10n_vn_qualification(self):
        answers, criteria_of = self._l10n_vn_get_answers(), self.env["crm.lead.criterion"]._by_team()
        user_ids = {user_id for given in answers.values() for user_id, *_more in given.values() if user_id}
        # sudo: the user may be a colleague of another company; only the name is used.
        names = {user.id: user.name for user in self.env["res.users"].sudo().browse(user_ids | {self.env.uid})}
        for lead in self:
            lead.l10n_vn_qualification = lead._l10n_vn_describe(
                criteria_of(lead._l10n_vn_get_asking_team()), answers, names
            )

    def _l10n_vn_describe(self, criteria, answers, names):
        given, met = answers[self._origin.id], set(self.l10n_vn_criterion_ids._origin.ids)
        just_now = self.env.uid, fields.Datetime.now(), None

        def stamp(answer):
            return {"user": names.get(answer[0], ""), "date": fields.Datetime.to_string(answer[1])}

        return {
            "met": sum(criterion.id in met for criterion in criteria),
            "total": len(criteria),
            "is_met": all(criterion.id in met for criterion in criteria if criterion.required),
            "is_required": self.type == "lead" and self._l10n_vn_requires_qualification(),
            "exception": {**stamp(given[False]), "reason": given[False][2]} if False in given else False,
            "criteria": [
                {
                    "id": criterion.id,
                    "name": criterion.name,
                    "help": criterion.help or "",
                    "is_required": criterion.required,
                    "answer": stamp(given.get(criterion.id, just_now)) if criterion.id in met else False,
                }
                for criterion in criteria
            ],
        }

    @api.depends("l10n_vn_qualification")
    def _compute_l10n_vn_qualification_state(self):
        for lead in self:
            qualification = lead.l10n_vn_qualification
            state = "met" if qualification["is_met"] else "exception" if qualification["exception"] else "unmet"
            lead.l10n_vn_qualification_state = state

    @api.model
    def _search_l10n_vn_qualification_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        criteria = self._l10n_vn_required_criteria()
        state = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(%s)",
                # A subquery per lead on the index of answers: the first page costs no more than its rows.
                model._l10n_vn_state_to_sql(
                    model._l10n_vn_asked_to_sql(alias, query, criteria),
                    SQL(
                        "ARRAY(SELECT criterion_id FROM crm_lead_qualification WHERE lead_id = %s)",
                        SQL.identifier(alias, "id"),
                    ),
                ),
                list(value),
            )
        )
        for_all = criteria.filtered(lambda criterion: not criterion.team_ids)
        if "unmet" in value or "met" in value and not for_all:
            return state
        # Few leads are qualified: preselect by what they all have, an answer to a criterion of all teams.
        has = {"met": SQL("criterion_id = %s", for_all[:1].id), "exception": SQL("criterion_id IS NULL")}
        one = SQL(" OR ").join([has[status] for status in value if status in has] or [SQL("FALSE")])
        return Domain("id", "in", SQL("SELECT lead_id FROM crm_lead_qualification WHERE %s", one)) & state

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "l10n_vn_qualification_state":
            return super()._field_to_sql(alias, field_expr, query)
        answers = query.make_alias(alias, "l10n_vn_answers")
        table = SQL(
            "(SELECT lead_id, array_agg(criterion_id) AS criterion_ids FROM crm_lead_qualification GROUP BY lead_id)"
        )
        same = SQL("%s = %s", SQL.identifier(answers, "lead_id"), SQL.identifier(alias, "id"))
        query.add_join("LEFT JOIN", answers, table, same)
        return self._l10n_vn_state_to_sql(
            self._l10n_vn_asked_to_sql(alias, query, self._l10n_vn_required_criteria()),
            SQL("coalesce(%s, '{}')", SQL.identifier(answers, "criterion_ids")),
        )

    @api.model
    def _l10n_vn_required_criteria(self):
        # sudo: the user need not be allowed to read all teams of a criterion.
        return self.env["crm.lead.criterion"].sudo().search([("required", "=", True)])

    @api.model
    def _l10n_vn_asked_to_sql(self, alias, query, criteria):
        """Return the SQL of the array of those of ``criteria`` that a lead's team requires."""
        for_all = criteria.filtered(lambda criterion: not criterion.team_ids)
        asked = SQL("%s::int4[]", for_all.ids)
        if not criteria.team_ids:
            return asked
        of_teams = [
            SQL(
                "WHEN %s THEN %s::int4[]",
                team.id,
                (for_all | criteria.filtered(lambda one, team=team: team in one.team_ids)).ids,
            )
            for team in criteria.team_ids
        ]
        asking_team = SQL(
            "CASE WHEN %s THEN %s ELSE %s END",
            *(
                self._field_to_sql(alias, name, query)
                for name in ("l10n_vn_is_bound", "l10n_vn_bound_team_id", "team_id")
            ),
        )
        return SQL("CASE %s %s ELSE %s END", asking_team, SQL(" ").join(of_teams), asked)

    @api.model
    def _l10n_vn_state_to_sql(self, asked, given):
        """Return the SQL of the status: ``asked`` and ``given`` are arrays of criteria, where NULL is an exception."""
        return SQL(
            "CASE WHEN %(asked)s <@ %(given)s THEN 'met' WHEN array_position(%(given)s, NULL) IS NOT NULL"
            " THEN 'exception' ELSE 'unmet' END",
            asked=asked,
            given=given,
        )

    def _merge_dependences(self, opportunities):
        """Extend Odoo's: the record that is left gets all answers and the latest contact."""
        super()._merge_dependences(opportunities)
        self._l10n_vn_merge_answers({self: opportunities})
        self._l10n_vn_merge_contacts({self: opportunities})

    @api.model
    def _l10n_vn_merge_answers(self, groups):
        """Copy answers of merged leads: ``groups`` is {lead that is left: leads merged into it}."""
        pairs = [(lead_id, kept.id) for kept, merged in groups.items() for lead_id in merged.ids]
        if not pairs:
            return
        self._l10n_vn_copy_binding(pairs)
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_qualification (lead_id, criterion_id, user_id, date, reason)"
                " SELECT DISTINCT ON (kept, criterion_id) kept, criterion_id, user_id, date, reason"
                " FROM crm_lead_qualification JOIN unnest(%s::int4[], %s::int4[]) AS pair (merged, kept)"
                " ON pair.merged = lead_id ORDER BY kept, criterion_id, date"
                " ON CONFLICT DO NOTHING",
                *map(list, zip(*pairs, strict=True)),
            )
        )
        all_kept = self.browse(kept.id for kept in groups)
        all_kept.invalidate_recordset(["l10n_vn_criterion_ids", "l10n_vn_qualification", "l10n_vn_qualification_state"])
