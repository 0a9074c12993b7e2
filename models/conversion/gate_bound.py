"""Leads that stay bound to qualification after they have left the team, salesperson or company that requires it."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..stored_columns import Rule

_KEPT = ("l10n_vn_is_bound", "l10n_vn_bound_team_id")
# A change of one of these fields may move a lead to where qualification is not required.
_DECIDING = {"type", "team_id", "user_id", "company_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_is_bound = fields.Boolean(
        "Must Be Qualified",
        compute="_compute_l10n_vn_is_bound",
        store=True,
        help="This lead is, or was, where qualification is required. No change of team, salesperson or company frees "
        "it: it has to be qualified, or a sales manager lets it pass.",
    )
    l10n_vn_bound_team_id = fields.Many2one(
        "crm.team",
        "Team Whose Criteria Are Asked",
        compute="_compute_l10n_vn_is_bound",
        store=True,
        ondelete="set null",
    )

    @api.depends(*sorted(_DECIDING))
    def _compute_l10n_vn_is_bound(self):
        """Bind leads where qualification is required; never release one."""
        for lead in self:
            before = lead._origin
            required = lead.type == "lead" and lead._l10n_vn_get_switch().l10n_vn_requires_qualification
            lead.l10n_vn_is_bound = before.l10n_vn_is_bound or required
            lead.l10n_vn_bound_team_id = (required and lead.team_id) or before.l10n_vn_bound_team_id

    @api.model
    def _l10n_vn_get_binding_rule(self):
        """Return how existing leads are bound."""
        required = {}

        def bind(lead_type, team_id, user_id, company_id):
            key = team_id, user_id, company_id
            if lead_type == "lead" and key not in required:
                draft = self.new(dict(zip(("team_id", "user_id", "company_id"), key, strict=True)))
                required[key] = draft._l10n_vn_get_switch().l10n_vn_requires_qualification
            return (True, team_id) if lead_type == "lead" and required[key] else (None, None)

        return Rule(_KEPT, ("type", "team_id", "user_id", "company_id"), bind)

    def _l10n_vn_get_switch(self):
        """Return the record (team or company) whose switch decides whether this one lead must be qualified."""
        # sudo: the team's switch applies to every user of the lead, also to those who may not read the team.
        lead = self.sudo()
        return lead.team_id or lead.user_id.sale_team_id or lead.company_id or self.env.company.sudo()

    def _l10n_vn_get_asking_team(self):
        """Return the team (or an empty recordset) whose criteria this one lead has to meet."""
        return self.l10n_vn_bound_team_id if self.l10n_vn_is_bound else self.team_id

    @api.model
    def _l10n_vn_drop_caller_binding(self, vals_list):
        """Remove the fields of this file from ``vals_list``; return ``self`` without default_* keys of them."""
        for vals in vals_list:
            for name in _KEPT:
                vals.pop(name, None)
        given = {f"default_{name}" for name in _KEPT} & self.env.context.keys()
        if not given:
            return self
        context = {name: value for name, value in self.env.context.items() if name not in given}
        return self.with_env(self.env(context=context))

    def _l10n_vn_bind_before(self, vals):
        """Bind the leads of ``self`` that must be qualified now, before ``vals`` change team, salesperson or company.

        A switch or a membership may have changed since the stored field was computed.
        """
        if not vals.keys() & _DECIDING:
            return
        unbound = self.filtered(
            lambda lead: (
                lead.type == "lead"
                and not lead.l10n_vn_is_bound
                and lead._l10n_vn_get_switch().l10n_vn_requires_qualification
            )
        )
        if unbound:
            self._l10n_vn_bind(SQL("id = ANY(%s)", unbound.ids), SQL("team_id"))

    def _l10n_vn_bind_copies(self, copies):
        """Bind ``copies`` of the leads ``self`` as these are bound; check the gate for copies that are opportunities.

        :raise UserError: where a copy of a lead that is not qualified is an opportunity, or won
        """
        pairs = [(lead, copy) for lead, copy in zip(self, copies, strict=True) if lead.type == "lead"]
        past = self.browse(lead.id for lead, copy in pairs if copy.type == "opportunity" or copy.stage_id.is_won)
        past._l10n_vn_refuse(past._l10n_vn_get_missing())
        self._l10n_vn_copy_binding([(lead.id, copy.id) for lead, copy in pairs if lead.l10n_vn_is_bound])

    @api.model
    def _l10n_vn_copy_binding(self, pairs):
        """Bind leads as other leads are bound: ``pairs`` of (id of the other lead, id to bind)."""
        if not pairs:
            return
        self.flush_model(["type", *_KEPT])
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_is_bound = TRUE,"
                " l10n_vn_bound_team_id = coalesce(crm_lead.l10n_vn_bound_team_id, other.team_id)"
                " FROM (SELECT DISTINCT ON (pair.id) pair.id, l10n_vn_bound_team_id AS team_id"
                " FROM unnest(%s::int4[], %s::int4[]) AS pair (other_id, id)"
                " JOIN crm_lead AS bound ON bound.id = pair.other_id"
                " WHERE bound.l10n_vn_is_bound AND bound.type = 'lead'"
                " ORDER BY pair.id, l10n_vn_bound_team_id NULLS LAST) AS other"
                " WHERE crm_lead.id = other.id AND type = 'lead'",
                *map(list, zip(*pairs, strict=True)),
            )
        )
        bound = self.browse(id_ for _other_id, id_ in pairs)
        bound.invalidate_recordset(_KEPT)
        bound._l10n_vn_renew_qualification()

    @api.model
    def _l10n_vn_bind(self, where, team):
        """Bind the leads of the condition ``where`` to ``team`` (both SQL); a team of NULL keeps the present one."""
        self._l10n_vn_change_binding(
            SQL("l10n_vn_is_bound = TRUE, l10n_vn_bound_team_id = coalesce(%s, l10n_vn_bound_team_id)", team), where
        )

    @api.model
    def _l10n_vn_release(self, where):
        self._l10n_vn_change_binding(SQL("l10n_vn_is_bound = FALSE, l10n_vn_bound_team_id = NULL"), where)

    @api.model
    def _l10n_vn_change_binding(self, change, where):
        self.flush_model([*_DECIDING, *_KEPT])
        self.env.cr.execute(SQL("UPDATE crm_lead SET %s WHERE type = 'lead' AND %s RETURNING id", change, where))
        changed = self.browse(id_ for (id_,) in self.env.cr.fetchall())
        self.invalidate_model([*_KEPT, "l10n_vn_qualification", "l10n_vn_qualification_progress"])
        # Where no criterion is one of some teams, the team does not matter.
        if self.env["crm.lead.criterion"]._get_required()[1]:
            self._l10n_vn_renew_states(SQL("crm_lead.id = ANY(%s)", changed.ids))

    @api.model
    def _l10n_vn_follow_team_switch(self, teams, required):
        """Bind, or release, the leads of ``teams`` and those without a team of their salespeople."""
        if self.env["crm.lead.backfill"]._has_all_leads_to_do():
            return
        self.env["res.users"].flush_model(["sale_team_id"])
        inside = SQL("team_id = ANY(%s)", teams.ids)
        teamless = SQL(
            "team_id IS NULL AND user_id IN (SELECT id FROM res_users WHERE sale_team_id = ANY(%s))", teams.ids
        )
        if required:
            self._l10n_vn_bind(inside, SQL("team_id"))
            self._l10n_vn_bind(teamless, SQL("NULL"))
        else:
            self._l10n_vn_release(SQL("%s AND l10n_vn_bound_team_id = team_id", inside))
            self._l10n_vn_release(SQL("%s AND l10n_vn_bound_team_id IS NULL", teamless))

    @api.model
    def _l10n_vn_follow_company_switch(self, companies, required):
        """Bind, or release, the leads of ``companies`` that have neither a team nor a salesperson with a team."""
        if self.env["crm.lead.backfill"]._has_all_leads_to_do():
            return
        self.env["res.users"].flush_model(["sale_team_id"])
        theirs = SQL("company_id = ANY(%s)", companies.ids)
        teamless = SQL(
            "team_id IS NULL AND NOT EXISTS"
            " (SELECT FROM res_users WHERE id = crm_lead.user_id AND sale_team_id IS NOT NULL)"
        )
        if required:
            self._l10n_vn_bind(SQL("%s AND %s", theirs, teamless), SQL("NULL"))
        else:
            # A lead without a company was bound by the current company of the user who created it.
            self._l10n_vn_release(
                SQL("(%s OR company_id IS NULL) AND %s AND l10n_vn_bound_team_id IS NULL", theirs, teamless)
            )
