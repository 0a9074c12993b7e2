"""Answers of leads to qualification criteria: their table, reading, storing and merging."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..context import SharedReads
from .answer_reading import AnswerValue

VALUES = SQL("answer_text, answer_amount, answer_date, answer_choice_id")
# Fields of leads that are computed from answers, and not stored.
OF_ANSWERS = (
    "l10n_vn_answers",
    "l10n_vn_criterion_ids",
    "l10n_vn_proposals",
    "l10n_vn_qualification",
    "l10n_vn_qualification_progress",
)


def _is_same(value, stored):
    return isinstance(value, bool) == isinstance(stored, bool) and value == stored


def _get_plain(given, active):
    return {str(id_): answer.value.plain for id_, answer in given.items() if id_ in active}


def get_ticked(given, active):
    return tuple(id_ for id_, answer in given.items() if id_ in active and answer.counts)


def is_answered(table):
    """Return the SQL condition that an answer of ``table`` (str) is more than a tick."""
    columns = ("answer_text", "answer_amount", "answer_date", "answer_choice_id")
    return SQL("num_nonnulls(%s) > 0", SQL(", ").join(SQL.identifier(table, name) for name in columns))


class CrmLeadQualification(models.Model):
    """An answer: a criterion that a lead meets or, without a criterion, a manager's exception.

    No group has access: answers are read and given through fields of the lead under its record rules, so user and date
    cannot be forged.
    """

    _name = "crm.lead.qualification"
    _description = "Qualification of a Lead"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    criterion_id = fields.Many2one("crm.lead.criterion", ondelete="cascade", index="btree_not_null")
    user_id = fields.Many2one("res.users", ondelete="set null")
    date = fields.Datetime(required=True)
    reason = fields.Text()
    answer_text = fields.Text()
    answer_amount = fields.Float()
    answer_date = fields.Date()
    answer_choice_id = fields.Many2one("crm.lead.criterion.choice", ondelete="restrict", index="btree_not_null")

    _lead_criterion_unique = models.UniqueIndex("(lead_id, criterion_id)")
    _lead_exception_unique = models.UniqueIndex("(lead_id) WHERE criterion_id IS NULL")


class Answer(NamedTuple):
    """``counts``: whether it meets the criterion; a tick only does not where an answer is required"""

    user_id: int | None
    date: object
    reason: str | None
    value: AnswerValue
    counts: bool


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Criterion (id) → true for a tick without an answer, or the answer: text, amount, date, choice (id). Written, it
    # changes the criteria that it contains: false removes a tick, amounts may be texts as "200 triệu". Its key "seen"
    # is a dictionary of what the user saw before: an answer that another user has changed since is not overwritten.
    l10n_vn_answers = fields.Json(
        "Answers to Criteria",
        compute="_compute_l10n_vn_answers",
        inverse="_inverse_l10n_vn_criteria",
        copy=False,
    )

    def _l10n_vn_get_answers(self):
        """Return ``{lead id: {criterion id, False for an exception: Answer}}`` for saved leads."""
        reads = SharedReads.of(self)
        if reads is None:
            return self._l10n_vn_read_answers()
        if unread := self._origin.filtered(lambda lead: ("answers", lead.id) not in reads):
            found = unread._l10n_vn_read_answers()
            reads.update((("answers", lead.id), found[lead.id]) for lead in unread)
        return defaultdict(dict, {lead.id: reads["answers", lead.id] for lead in self._origin})

    def _l10n_vn_read_answers(self):
        answers = defaultdict(dict)
        query = SQL(
            "SELECT lead_id, criterion_id, user_id, date, reason, %s, %s FROM crm_lead_qualification"
            " WHERE lead_id = ANY(%s)",
            self._l10n_vn_counts_to_sql(),
            VALUES,
            self._origin.ids,
        )
        for lead_id, criterion_id, *given, counts, text, amount, day, choice_id in (
            self.env.execute_query(query) if self._origin else ()
        ):
            answers[lead_id][criterion_id or False] = Answer(*given, AnswerValue(text, amount, day, choice_id), counts)
        return answers

    @api.model
    def _l10n_vn_counts_to_sql(self):
        """Return the SQL condition on an answer that it meets its criterion, or is an exception."""
        return SQL(
            "(criterion_id IS NULL OR %s OR NOT EXISTS (SELECT FROM crm_lead_criterion AS asked"
            " WHERE asked.id = criterion_id AND asked.is_answer_required))",
            is_answered(self.env["crm.lead.qualification"]._table),
            to_flush=self.env["crm.lead.criterion"]._fields["is_answer_required"],
        )

    def _compute_l10n_vn_answers(self):
        answers = self._l10n_vn_get_answers()
        active = self.env["crm.lead.criterion"]._get_active_ids()
        for lead in self:
            lead.l10n_vn_answers = _get_plain(answers[lead._origin.id], active)
        self._l10n_vn_keep_answers(answers, active)

    def _l10n_vn_keep_answers(self, answers, active):
        """Put ``answers``, just read from the database, into the cache of the fields that show them.

        A form asks for all of these fields. What is there already, changes of a draft too, stays.

        :param active: ids (set) of the active criteria
        """
        saved = self.filtered("id")
        plain, ticked = (self._fields[name] for name in ("l10n_vn_answers", "l10n_vn_criterion_ids"))
        plain._insert_cache(saved, [_get_plain(answers[lead.id], active) for lead in saved])
        ticked._insert_cache(saved, [get_ticked(answers[lead.id], active) for lead in saved])

    def _l10n_vn_get_pending(self, given, criteria):
        """Return what the fields of this one lead change in its stored answers.

        :param dict given: its stored answers, {criterion id: Answer}
        :param dict criteria: {criterion id: active criterion}
        :return: {criterion id: AnswerValue, or False where the tick goes}
        :raise UserError: where an answer does not fit its criterion
        """
        met = {id_ for id_ in given if id_ in criteria and given[id_].counts}
        ticked = set(self.l10n_vn_criterion_ids._origin.ids)
        changes = dict.fromkeys(ticked - met, True) | dict.fromkeys(met - ticked, False)
        answers = self.l10n_vn_answers or {}
        if not isinstance(answers, dict):
            raise UserError(self.env._("Answers are a dictionary of criteria (ids) and their answers."))
        for key, value in answers.items():
            id_ = int(key) if str(key).isdecimal() else 0
            stored = given[id_].value.plain if id_ in given else False
            if key != "seen" and not _is_same(value, stored):
                changes[id_] = False if value in (None, "") else value
        if unknown := [id_ for id_ in changes if id_ not in criteria]:
            raise UserError(
                self.env._(
                    "No active criterion has the number %(unknown)s. There are: %(known)s.",
                    unknown=unknown[0],
                    known=", ".join(f"{id_} ({criterion.name})" for id_, criterion in criteria.items()) or "–",
                )
            )
        self._l10n_vn_check_seen(given, [criteria[id_] for id_ in changes], answers.get("seen"))
        return {
            id_: value is not False and criteria[id_]._read_answer(value, self.company_currency)
            for id_, value in changes.items()
        }

    def _l10n_vn_check_seen(self, given, criteria, seen):
        """Refuse to overwrite an answer that another user has given, or removed, since the user saw the lead.

        :param dict given: the stored answers, {criterion id: Answer}
        :param criteria: the criteria (list) that are about to change
        :param seen: the answers that the user saw, {criterion id (str): plain value}
        :raise UserError: with the name of who answered meanwhile
        """
        for criterion in criteria if isinstance(seen, dict) else ():
            answer, before = given.get(criterion.id), seen.get(str(criterion.id))
            answer = answer if answer and answer.counts else None  # others are not shown
            if before is None or _is_same(before, answer.value.plain if answer else False):
                continue
            if not answer:
                raise UserError(
                    self.env._("Somebody has withdrawn “%s” meanwhile. Your answer was not saved.", criterion.name)
                )
            raise UserError(
                self.env._(
                    "%(user)s has answered “%(criterion)s” meanwhile."
                    " Your answer was not saved: look at the other first.",
                    # sudo: every reader of the lead sees this name beside the answer
                    user=self.env["res.users"].sudo().browse(answer.user_id).name or "–",
                    criterion=criterion.name,
                )
            )

    def _inverse_l10n_vn_criteria(self):
        """Store the ticks and answers that differ from those stored, as of the current user and time."""
        answers, ticks, unticked, rows = self._l10n_vn_get_answers(), [], [], []
        criteria = {criterion.id: criterion for criterion in self.env["crm.lead.criterion"].search([])}
        for lead in self:
            given = answers[lead.id]
            for id_, value in lead._l10n_vn_get_pending(given, criteria).items():
                if value is False:
                    unticked.append((lead.id, id_))
                elif value == AnswerValue() and id_ not in given:
                    ticks.append((lead.id, id_))
                else:
                    rows.append((lead.id, id_, *value))
        self._l10n_vn_answer(ticks)
        self._l10n_vn_store_answers(rows)
        if unticked:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM crm_lead_qualification USING unnest(%s::int4[], %s::int4[]) AS gone (lead, criterion)"
                    " WHERE lead_id = gone.lead AND criterion_id = gone.criterion",
                    *map(list, zip(*unticked, strict=True)),
                )
            )
        self._l10n_vn_renew_qualification()

    def _l10n_vn_answer(self, pairs, reason=None):
        """Store ticks of the current user: ``pairs`` of (lead id, criterion id; None for an exception)."""
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
    def _l10n_vn_store_answers(self, rows):
        """Store answers of the current user: ``rows`` of lead id, criterion id and the values of AnswerValue."""
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO crm_lead_qualification (lead_id, criterion_id, user_id, date, %(values)s)"
                    " SELECT lead, criterion, %(user)s, %(now)s, answer_text, answer_amount, answer_date, answer_choice"
                    " FROM unnest(%(leads)s::int4[], %(criteria)s::int4[], %(texts)s::text[], %(amounts)s::float8[],"
                    " %(days)s::date[], %(choices)s::int4[])"
                    " AS new (lead, criterion, answer_text, answer_amount, answer_date, answer_choice)"
                    " ON CONFLICT (lead_id, criterion_id) DO UPDATE SET user_id = EXCLUDED.user_id,"
                    " date = EXCLUDED.date, answer_text = EXCLUDED.answer_text, answer_amount = EXCLUDED.answer_amount,"
                    " answer_date = EXCLUDED.answer_date, answer_choice_id = EXCLUDED.answer_choice_id",
                    values=VALUES,
                    user=self.env.uid,
                    now=fields.Datetime.now(),
                    **dict(
                        zip(
                            ("leads", "criteria", "texts", "amounts", "days", "choices"),
                            map(list, zip(*rows, strict=True)),
                            strict=True,
                        )
                    ),
                )
            )
