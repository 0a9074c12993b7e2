"""Qualification of leads: criteria met, and their description for screens."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .answer import Answer, get_ticked
from .answer_reading import AnswerValue

NOTHING = frozenset()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_criterion_ids = fields.Many2many(
        "crm.lead.criterion",
        string="Criteria Met",
        compute="_compute_l10n_vn_criterion_ids",
        inverse="_inverse_l10n_vn_criteria",
        search="_search_l10n_vn_criterion_ids",
        copy=False,
        help="Who ticks a criterion, and when, is kept. A copy of a lead is another deal: it starts without.",
    )
    l10n_vn_qualification = fields.Json("Qualification", compute="_compute_l10n_vn_qualification")
    l10n_vn_qualification_progress = fields.Char(
        "Criteria Met of All",
        compute="_compute_l10n_vn_qualification_progress",
        help="3/4: three of four criteria are met; ✓ stands behind it where all that is required is met.",
    )
    l10n_vn_proposals = fields.Json(
        "Proposed for the Opportunity",
        compute="_compute_l10n_vn_proposals",
        help="Expected revenue and closing date from the answers, where the lead has none.",
    )

    def _compute_l10n_vn_criterion_ids(self):
        answers = self._l10n_vn_get_answers()
        active = self.env["crm.lead.criterion"]._get_active_ids()
        for lead in self:
            lead.l10n_vn_criterion_ids = get_ticked(answers[lead._origin.id], active)
        self._l10n_vn_keep_answers(answers, active)

    @api.model
    def _search_l10n_vn_criterion_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = [id_ for id_ in value if id_]
        found = SQL(
            "SELECT lead_id FROM crm_lead_qualification WHERE criterion_id = ANY(%s) AND %s",
            wanted,
            self._l10n_vn_counts_to_sql(),
        )
        domain = Domain("id", "in", found)
        if False in value:
            anything = SQL(
                "SELECT lead_id FROM crm_lead_qualification WHERE criterion_id IS NOT NULL AND %s",
                self._l10n_vn_counts_to_sql(),
            )
            domain |= Domain("id", "not in", anything)
        return domain

    @api.depends(
        "type",
        "team_id",
        "user_id",
        "company_id",
        "l10n_vn_is_bound",
        "l10n_vn_bound_team_id",
        "l10n_vn_criterion_ids",
        "l10n_vn_answers",
    )
    @api.depends_context("lang")
    def _compute_l10n_vn_qualification(self):
        answers, criteria = self._l10n_vn_get_current_answers(), self.env["crm.lead.criterion"]._get_shown()
        if all(self._ids):  # of drafts, what is not saved is among these
            self._l10n_vn_keep_answers(answers, {criterion.id for criterion in criteria})
        asked = {}
        user_ids = {answer.user_id for given in answers.values() for answer in given.values() if answer.user_id}
        # sudo: the user may be a colleague of another company; only the name is used.
        names = {user.id: user.name for user in self.env["res.users"].sudo().browse(user_ids)}
        for lead in self:
            team_id = lead._l10n_vn_get_asking_team().id
            if team_id not in asked:
                asked[team_id] = [one for one in criteria if not one.team_ids or team_id in one.team_ids]
            lead.l10n_vn_qualification = lead._l10n_vn_describe(asked[team_id], answers[lead.id], names)

    @api.depends("team_id", "l10n_vn_is_bound", "l10n_vn_bound_team_id", "l10n_vn_criterion_ids", "l10n_vn_answers")
    def _compute_l10n_vn_qualification_progress(self):
        met_by, (for_all, of_teams) = self._l10n_vn_get_met(), self.env["crm.lead.criterion"]._get_asked()

        def describe(lead):
            team = lead._l10n_vn_get_asking_team()._origin.id if of_teams else False
            return team, met_by.get(lead.id, NOTHING)

        # Many leads are alike: each text is made, and stored in the cache, once.
        for (team_id, given), leads in self.grouped(describe).items():
            asked = of_teams.get(team_id, for_all)
            met = given & asked.keys()
            is_met = all(id_ in met for id_, is_required in asked.items() if is_required)
            leads.l10n_vn_qualification_progress = f"{len(met)}/{len(asked)}" + " ✓" * is_met

    def _l10n_vn_get_met(self):
        """Return ``{id: frozenset of the criteria that this lead meets}``; for drafts with what is not saved yet."""
        if not all(self._ids):
            answers = self._l10n_vn_get_current_answers()
            return {
                id_: frozenset(criterion_id for criterion_id, answer in given.items() if answer.counts)
                for id_, given in answers.items()
            }
        found = self.env.execute_query(
            SQL(
                "SELECT lead_id, array_agg(criterion_id) FROM crm_lead_qualification"
                " WHERE lead_id = ANY(%s) AND criterion_id IS NOT NULL AND %s GROUP BY lead_id",
                self.ids,
                self._l10n_vn_counts_to_sql(),
            )
        )
        return {lead_id: frozenset(criterion_ids) for lead_id, criterion_ids in found}

    def _l10n_vn_get_current_answers(self):
        """Return ``{id: {criterion id, False for an exception: Answer}}``; for drafts with what is not saved yet."""
        stored = self._l10n_vn_get_answers()
        current = {lead.id: dict(stored[lead._origin.id]) for lead in self}
        if drafts := self.filtered(lambda lead: not lead.id):
            model = self.env["crm.lead.criterion"]
            ids = [one.id for one in model._get_shown()]
            criteria = dict(zip(ids, model.browse(ids), strict=True))
        for lead in drafts:
            for id_, value in lead._l10n_vn_get_pending(stored[lead._origin.id], criteria).items():
                if value:
                    current[lead.id][id_] = Answer(self.env.uid, fields.Datetime.now(), None, value, True)
                else:
                    current[lead.id].pop(id_, None)
        return current

    def _l10n_vn_describe(self, criteria, given, names):
        met = {id_ for id_, answer in given.items() if answer.counts}
        show = self.env["crm.lead.criterion"]._show_answer

        def stamp(answer):
            return {"user": names.get(answer.user_id, ""), "date": fields.Datetime.to_string(answer.date)}

        def describe(criterion):
            answer = given.get(criterion.id) if criterion.id in met else None
            value = answer.value if answer else AnswerValue()
            choices = [(id_, name) for id_, name, active in criterion.choices if active or id_ == value.choice_id]
            return {
                "id": criterion.id,
                "name": criterion.name,
                "help": criterion.help or "",
                "is_required": bool(criterion.required),
                "answer_type": criterion.answer_type,
                "is_answer_required": bool(criterion.is_answer_required),
                "choices": [{"id": id_, "name": name} for id_, name in choices],
                "is_met": criterion.id in met,
                "answer": answer
                and {
                    **stamp(answer),
                    "value": value.plain,
                    "text": show(value, self.company_currency, dict(choices)),
                }
                or False,
            }

        return {
            "met": sum(criterion.id in met for criterion in criteria),
            "total": len(criteria),
            "is_met": all(criterion.id in met for criterion in criteria if criterion.required),
            "is_required": self.type == "lead" and self._l10n_vn_requires_qualification(),
            "exception": {**stamp(given[False]), "reason": given[False].reason} if False in given else False,
            "criteria": [describe(criterion) for criterion in criteria],
        }

    @api.depends("expected_revenue", "date_deadline", "l10n_vn_criterion_ids", "l10n_vn_answers")
    def _compute_l10n_vn_proposals(self):
        criteria = [one for one in self.env["crm.lead.criterion"]._get_shown() if one.is_proposed]
        answers = self._l10n_vn_get_current_answers() if criteria else {}
        for lead in self:
            given = [answers[lead.id][criterion.id].value for criterion in criteria if criterion.id in answers[lead.id]]
            amount = not lead.expected_revenue and next((value.amount for value in given if value.amount), None)
            day = not lead.date_deadline and next((value.day for value in given if value.day), None)
            lead.l10n_vn_proposals = {
                **({"expected_revenue": amount} if amount else {}),
                **({"date_deadline": fields.Date.to_string(day)} if day else {}),
            }
