"""Qualification criteria of leads: what is asked, and the choices of those that ask for one."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..context import SharedReads

# What of a criterion decides which leads are qualified.
_DECIDING = {"active", "required", "team_ids", "answer_type", "is_answer_required"}
ANSWER_TYPES = [
    ("none", "Tick only"),
    ("text", "Short Text"),
    ("amount", "Amount"),
    ("date", "Date"),
    ("choice", "Choice"),
]
# What the gate reads of a criterion, and whose leads are asked for it.
_READ = ("name", "active", "help", "required", "answer_type", "is_answer_required", "team_ids", "choice_ids")


_SHOWN = ("id", "name", "help", "required", "answer_type", "is_answer_required", "is_proposed")


class Shown(NamedTuple):
    """What screens show of a criterion; ``choices``: (id, name, whether active), archived ones too"""

    id: int
    name: str
    help: str | None
    required: bool | None
    answer_type: str
    is_answer_required: bool | None
    is_proposed: bool | None
    team_ids: list[int]
    choices: list[tuple[int, str, bool]]


class CrmLeadCriterion(models.Model):
    _name = "crm.lead.criterion"
    _description = "Qualification Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    help = fields.Char("What to Find Out", translate=True, help="Shown to whoever qualifies a lead.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    required = fields.Boolean(
        default=True, help="Teams that require qualification convert a lead only when this criterion is met."
    )
    team_ids = fields.Many2many(
        "crm.team", string="Sales Teams", help="Leads of these teams are asked for it; empty: those of all teams."
    )
    answer_type = fields.Selection(
        ANSWER_TYPES, string="Answer", required=True, default="none", help="What is noted on the lead beside the tick."
    )
    is_answer_required = fields.Boolean(
        "Answer Required",
        compute="_compute_for_answer_type",
        store=True,
        readonly=False,
        help="The criterion is met only when it is answered; otherwise a tick is enough.",
    )
    is_proposed = fields.Boolean(
        "Fills the Opportunity",
        compute="_compute_for_answer_type",
        store=True,
        readonly=False,
        help="On conversion, an amount becomes the expected revenue and a date the expected closing, where the lead "
        "has none.",
    )
    choice_ids = fields.One2many(
        "crm.lead.criterion.choice", "criterion_id", string="Choices", context={"active_test": False}, copy=True
    )

    @api.depends("answer_type")
    def _compute_for_answer_type(self):
        """Drop what makes no sense for the kind of answer."""
        for criterion in self:
            criterion.is_answer_required = criterion.is_answer_required and criterion.answer_type != "none"
            criterion.is_proposed = criterion.is_proposed and criterion.answer_type in ("amount", "date")

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        if any(criterion.required for criterion in criteria):
            self._follow_change()
        return criteria

    def write(self, vals):
        done = super().write(vals)
        if vals.keys() & _DECIDING:
            self._follow_change()
        return done

    def unlink(self):
        done = super().unlink()
        self._follow_change()
        return done

    @api.model
    def _follow_change(self):
        """Renew the states of leads after a change of what is asked of them."""
        self.env.flush_all()
        self.env["crm.lead.requalification"]._request()

    @api.model
    def _get_asked(self):
        """Return what leads are asked: {id: whether required} of the active criteria for all teams, and for the leads
        of each team that has criteria of its own {team id: {id: whether required}}.

        One query and no cache: what is computed from an outdated answer would be stored.
        """
        self.flush_model(["active", "required", "team_ids"])
        found = self.env.execute_query(
            SQL(
                "SELECT id, coalesce(required, FALSE), (SELECT array_agg(crm_team_id)"
                " FROM crm_lead_criterion_crm_team_rel WHERE crm_lead_criterion_id = id)"
                " FROM crm_lead_criterion WHERE active"
            )
        )
        for_all = {id_: required for id_, required, team_ids in found if not team_ids}
        of_teams = {
            team_id: for_all | {id_: required for id_, required, team_ids in found if team_id in (team_ids or ())}
            for team_id in {team_id for _id, _required, team_ids in found for team_id in team_ids or ()}
        }
        return for_all, of_teams

    @api.model
    def _get_required(self):
        """Return what leads have to meet: ids of the criteria for all teams, and {team id: those of its leads}."""
        for_all, of_teams = self._get_asked()
        needed = {
            team_id: frozenset(id_ for id_, required in asked.items() if required)
            for team_id, asked in {False: for_all, **of_teams}.items()
        }
        for_all = needed.pop(False)
        return for_all, {team_id: ids for team_id, ids in needed.items() if ids != for_all}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: users have no access to the answers; only whether there are any is used.
        used = self.env["crm.lead.qualification"].sudo().search([("criterion_id", "in", self.ids)]).criterion_id
        if used:
            raise UserError(
                self.env._(
                    "Leads were qualified by %(names)s: archive instead of deleting, so that their history stays.",
                    names=", ".join(used.mapped("name")),
                )
            )

    @api.model
    def _get_active(self):
        """Return the active criteria, in order, read by one search with what they ask."""
        # sudo: the user need not be allowed to read all teams of a criterion.
        return self.sudo().with_context(active_test=True).search_fetch([], _READ).with_env(self.env)

    @api.model
    def _get_shown(self):
        """Return the active criteria (list of :class:`Shown`), in order and in the user's language, by one query."""
        reads = SharedReads.of(self)
        if reads is not None and "criteria" in reads:
            return reads["criteria"]
        # sudo: the user need not be allowed to read all teams of a criterion.
        criteria = self.sudo().with_context(active_test=True)
        choices, teams = criteria.env["crm.lead.criterion.choice"], criteria.env["crm.team"]
        criteria.flush_model(["team_ids", "choice_ids"])
        choices.flush_model(["sequence", "active", "criterion_id"])
        query = criteria._search([], order=self._order)
        own_id = SQL.identifier(query.table, "id")
        asked = SQL(
            "ARRAY(SELECT team.id FROM crm_lead_criterion_crm_team_rel AS asked"
            " JOIN crm_team AS team ON team.id = asked.crm_team_id"
            " WHERE asked.crm_lead_criterion_id = %s AND team.active)",
            own_id,
            to_flush=teams._fields["active"],
        )
        of_criterion = SQL(
            "ARRAY(SELECT json_build_array(choice.id, %s, coalesce(choice.active, FALSE))"
            " FROM crm_lead_criterion_choice AS choice"
            " WHERE choice.criterion_id = %s ORDER BY choice.sequence, choice.id)",
            choices._field_to_sql("choice", "name"),
            own_id,
        )
        columns = [criteria._field_to_sql(query.table, name, query) for name in _SHOWN]
        shown = [Shown(*row) for row in self.env.execute_query(query.select(*columns, asked, of_criterion))]
        # Whoever shows the criteria that a lead meets asks which of them are active.
        self._fields["active"]._insert_cache(self.browse(one.id for one in shown), [True] * len(shown))
        if reads is not None:
            reads["criteria"] = shown
        return shown

    @api.model
    def _get_active_ids(self):
        """Return the ids (set of int) of the active criteria."""
        return {one.id for one in self._get_shown()}

    def _by_team(self):
        """Return the function team (or empty recordset) → active criteria (recordset, in order) of its leads.

        ``self`` is what :meth:`_get_active` returns, read again where it is empty.
        """
        # sudo: as in _get_active, for their teams.
        criteria = (self or self._get_active()).sudo()
        teams = {criterion: criterion.team_ids for criterion in criteria}
        known = {}

        def of_team(team):
            if team.id not in known:
                fitting = criteria.filtered(lambda one: not teams[one] or team.id in teams[one].ids)
                known[team.id] = fitting.with_env(self.env)
            return known[team.id]

        return of_team

    def _get_finding(self):
        """Return the sentence to show for a lead that does not meet this one criterion yet."""
        if self.help:
            return self.env._("%(criterion)s is not known yet: %(question)s", criterion=self.name, question=self.help)
        return self.env._("%(criterion)s is not known yet.", criterion=self.name)


class CrmLeadCriterionChoice(models.Model):
    _name = "crm.lead.criterion.choice"
    _description = "Choice of a Qualification Criterion"
    _order = "sequence, id"

    name = fields.Char("Choice", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    criterion_id = fields.Many2one("crm.lead.criterion", required=True, ondelete="cascade", index=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: users have no access to the answers; only whether there are any is used.
        used = self.env["crm.lead.qualification"].sudo().search([("answer_choice_id", "in", self.ids)]).answer_choice_id
        if used:
            raise UserError(
                self.env._(
                    "Leads were answered with %(names)s: archive instead of deleting, so that their history stays.",
                    names=", ".join(used.mapped("name")),
                )
            )
