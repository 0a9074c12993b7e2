"""Stages that fit leads and opportunities: defaults, moves, columns of the kanban."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..context import ListImport
from ..stored_columns import Rule

# Fields that decide which stages fit a new record.
DECIDING = ("type", "team_id", "user_id", "company_id")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_stage_use = fields.Selection(
        [("lead", "Leads"), ("opportunity", "Opportunities")],
        string="Passes through Stages of",
        compute="_compute_l10n_vn_stage_use",
        # sudo: the switch of the team is read for users from whom the team itself is hidden.
        compute_sudo=True,
    )
    type = fields.Selection(default=lambda self: self._l10n_vn_get_default_type())
    stage_id = fields.Many2one(
        domain="['|', ('team_ids', '=', False), ('team_ids', 'in', team_id), "
        "('l10n_vn_applies_to', 'in', [l10n_vn_stage_use, 'both'])]"
    )

    @api.model
    def _l10n_vn_get_default_type(self):
        """Return "lead" where the user and their team use leads, else "opportunity"."""
        team = self.env.user.sale_team_id
        uses_leads = self.env.user.has_group("crm.group_use_lead") and (not team or team.use_leads)
        return "lead" if uses_leads else "opportunity"

    @api.depends("type", "team_id.l10n_vn_lead_stages", "company_id.l10n_vn_lead_stages")
    @api.depends_context("company")
    def _compute_l10n_vn_stage_use(self):
        groups = self.grouped(lambda lead: (lead.type, lead.team_id, lead.company_id))
        for (lead_type, team, company), leads in groups.items():
            leads.l10n_vn_stage_use = self._l10n_vn_get_stage_use(lead_type, team, company)

    @api.model
    def _l10n_vn_get_stage_use(self, lead_type, team, company):
        """Return whose stages fit: "lead", or "opportunity", also for leads where lead stages are off."""
        switch = team or company or self.env.company
        return "lead" if lead_type == "lead" and switch.l10n_vn_lead_stages else "opportunity"

    def _compute_stage_id(self):
        """Replace a stage that no longer fits by the first that does, a won one by a won one."""
        groups = self.filtered("stage_id").grouped(lambda lead: (lead.stage_id, lead.team_id, lead.l10n_vn_stage_use))
        for (stage, _team, use), leads in groups.items():
            if not stage._l10n_vn_fitting(use):
                leads.stage_id = leads._l10n_vn_find_first_stage(stage.is_won)
        # As Odoo finds it, but once for equal records.
        without = self.filtered(lambda lead: not lead.stage_id)
        for leads in without.grouped(lambda lead: (lead.team_id, lead.l10n_vn_stage_use)).values():
            leads.stage_id = leads._stage_find(domain=[("fold", "=", False)])
        # Not those again: Odoo would read the teams of the stage that was found for them.
        super(CrmLead, self - without)._compute_stage_id()

    def _l10n_vn_find_first_stage(self, is_won=False):
        """Return the first fitting stage for ``self``, which share team and use."""
        use = self._l10n_vn_get_common_use()
        return self.env["crm.stage"].browse(self._l10n_vn_get_first_stage_id(self.team_id.id, use, is_won))

    @api.model
    @ormcache("team_id", "use", "is_won")
    def _l10n_vn_get_first_stage_id(self, team_id, use, is_won):
        domain = [("is_won", "=", True)] if is_won else [("fold", "=", False)]
        return self._l10n_vn_find_own_stage(use, team_id, domain, is_won).id

    def _l10n_vn_propose_stage(self, team):
        """Return the stage that Odoo would give the lead as an opportunity of ``team``, else of its own team."""
        stages, team_id = self.browse(), (team or self.team_id).id
        stage = self.stage_id._l10n_vn_fitting("opportunity")
        if stage and stage in stages._l10n_vn_find_fitting_stages("opportunity", team_id, limit=None):
            return stage
        return stage.browse(stages._l10n_vn_get_first_stage_id(team_id, "opportunity", False))

    def _l10n_vn_find_own_stage(self, use, team_id, domain, is_won):
        """Return the first fitting stage; a won stage of the team itself goes before those of all teams."""
        of_team = Domain(domain) & Domain("team_ids", "in", [team_id])
        own = self._l10n_vn_find_fitting_stages(use, team_id, of_team) if team_id and is_won else None
        return own or self._l10n_vn_find_fitting_stages(use, team_id, domain)

    def _stage_find(self, team_id=False, domain=None, order="sequence, id", limit=1):
        use = self._l10n_vn_get_common_use(team_id)
        return self._l10n_vn_find_fitting_stages(use, team_id, domain, order, limit)

    def _l10n_vn_find_fitting_stages(self, use, team_id=False, domain=None, order="sequence, id", limit=1):
        """Return the result of Odoo's ``_stage_find`` among the stages of ``use`` (lead or opportunity)."""
        fitting = Domain(domain or []) & Domain("l10n_vn_applies_to", "in", [use, "both"])
        if use == "lead":  # no lead starts in a won stage, whatever its sequence
            return super()._stage_find(team_id, list(fitting), f"is_won, {order}", limit)
        own = fitting & Domain("id", "not in", self.env["crm.stage"]._l10n_vn_get_bought_stage().ids)
        return super()._stage_find(team_id, list(own), order, limit) or super()._stage_find(
            team_id, list(fitting), order, limit
        )

    def _l10n_vn_get_common_use(self, team_id=False):
        """Return the common use of ``self``, as if in team ``team_id`` where given; "opportunity" where they differ."""
        if not self:
            lead_type = self.env.context.get("default_type")
            team = self.env["crm.team"].sudo().browse(team_id or [])  # as in the compute: only the switch is read
            return self._l10n_vn_get_stage_use(lead_type, team, False)
        uses = set(self._l10n_vn_get_uses_after({"team_id": team_id} if team_id else {}).values())
        return uses.pop() if len(uses) == 1 else "opportunity"

    def _l10n_vn_get_uses_after(self, vals):
        """Return {record: use} as it will be once ``vals`` are written."""
        if not vals.keys() & {"type", "team_id", "company_id"}:
            return {lead: lead.l10n_vn_stage_use for lead in self}
        # sudo as in the compute: only the switches of team and company are read
        team = self.env["crm.team"].sudo().browse(vals.get("team_id") or [])
        company = self.env["res.company"].sudo().browse(vals.get("company_id") or [])
        return {
            lead.with_env(self.env): self._l10n_vn_get_stage_use(
                vals.get("type", lead.type),
                team if "team_id" in vals else lead.team_id,
                company if "company_id" in vals else lead.company_id,
            )
            for lead in self.sudo()  # their switches too
        }

    @api.model
    def _l10n_vn_fit_new_stages(self, vals_list):
        """Return ``vals_list`` of new leads with stages that do not fit replaced by the first that does."""
        default, groups = self.env.context.get("default_stage_id"), defaultdict(list)
        for vals in vals_list:
            stage = self.env["crm.stage"].browse(vals.get("stage_id", default) or [])
            if stage and stage.l10n_vn_applies_to != "both":
                known = tuple((name, vals[name]) for name in DECIDING if name in vals)
                groups[stage, known].append(vals)
        defaults = self.default_get(DECIDING) if groups else {}
        for (stage, known), of_group in groups.items():
            draft = self.new({**defaults, **dict(known)})
            if not stage._l10n_vn_fitting(draft.l10n_vn_stage_use):
                first = draft._l10n_vn_find_first_stage(stage.is_won)
                for vals in of_group:
                    vals["stage_id"] = first.id
        return vals_list

    def _l10n_vn_fit_stage(self, vals):
        """Return ``vals`` to write on ``self`` without a stage that does not fit.

        Where the type or the team changes too, or a file is imported, the stage is dropped and computed; otherwise the
        move is refused.

        :raise UserError: naming the record, the stage and those that fit
        """
        stage = self.env["crm.stage"].browse(vals.get("stage_id") or [])
        if not stage or stage.l10n_vn_applies_to == "both":
            return vals
        misfits = [lead for lead, use in self._l10n_vn_get_uses_after(vals).items() if not stage._l10n_vn_fitting(use)]
        if not misfits:
            return vals
        if vals.keys() & {"type", "team_id"} or ListImport.of(self):
            return {name: value for name, value in vals.items() if name != "stage_id"}
        lang = self.env.lang or self.env.user.lang  # programs often send no language
        raise UserError(misfits[0].with_context(lang=lang)._l10n_vn_explain_misfit(stage.with_context(lang=lang)))

    def _l10n_vn_explain_misfit(self, stage):
        fitting = self._stage_find(domain=[], limit=None)
        kinds = dict(stage._fields["l10n_vn_applies_to"]._description_selection(self.env))
        return self.env._(
            "“%(lead)s” cannot move to stage “%(stage)s”, which is for: %(kind)s. Stages that fit: %(fitting)s.",
            lead=self.display_name,
            stage=stage.name,
            kind=kinds[stage.l10n_vn_applies_to],
            fitting=", ".join(fitting.mapped("name")),
        )

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        """Show the stages of the action's type only, and those with records of the search."""
        columns = super()._read_group_stage_ids(stages, domain)
        lead_type = self.env.context.get("default_type")
        if lead_type not in ("lead", "opportunity"):
            return columns
        use = self._l10n_vn_get_stage_use(lead_type, self._l10n_vn_get_action_team(), False)
        empty_won = columns._l10n_vn_get_bought_stage() if use == "opportunity" else columns.browse()
        return columns.filtered(lambda stage: stage in stages or stage in columns._l10n_vn_fitting(use) - empty_won)

    @api.model
    def _l10n_vn_get_action_team(self):
        team_id = self.env.context.get("default_team_id")
        return self.env["crm.team"].browse(team_id) if isinstance(team_id, int) else self.env.user.sale_team_id

    @api.model
    def _l10n_vn_refit_stages(self, domain):
        """Move the records of ``domain`` whose stage no longer fits to the first that does."""
        teamless = Domain("team_id", "=", False) & Domain.OR(
            [
                [("company_id.l10n_vn_lead_stages", "=", True)],
                Domain("company_id", "=", False)
                & (Domain.TRUE if self.env.company.l10n_vn_lead_stages else Domain.FALSE),
            ]
        )
        with_lead_stages = Domain("type", "=", "lead") & (Domain("team_id.l10n_vn_lead_stages", "=", True) | teamless)
        misfit = Domain.OR(
            [
                with_lead_stages & Domain("stage_id.l10n_vn_applies_to", "=", "opportunity"),
                ~with_lead_stages & Domain("stage_id.l10n_vn_applies_to", "=", "lead"),
            ]
        )
        if not self.env["crm.lead.backfill"]._has_all_leads_to_do():
            self._l10n_vn_move_to_first_stage(misfit & Domain(domain))

    @api.model
    def _l10n_vn_get_stage_rule(self):
        """Return how existing leads get stages that fit."""
        stages = self.env["crm.stage"]
        targets = {}

        def fit(lead_type, team_id, company_id, stage_id):
            """Return the stage for a lead whose own does not fit, once for all that are alike."""
            key = lead_type, team_id, company_id, stage_id
            if key not in targets:
                draft = self.new({"type": lead_type, "team_id": team_id, "company_id": company_id})
                stage = stages.browse(stage_id or [])
                fits = not stage or stage._l10n_vn_fitting(draft._l10n_vn_get_common_use())
                targets[key] = None if fits else draft._l10n_vn_find_refitted(stage).id or None
            return (targets[key],)

        return Rule(("stage_id",), ("type", "team_id", "company_id", "stage_id"), fit)

    @api.model
    def _l10n_vn_move_to_first_stage(self, domain, stages=None):
        """Move the records of ``domain`` to the first fitting stage (of ``stages``), won ones to a won one.

        One UPDATE a team and stage, without messages and a new ``write_date``: the move is no work on the lead.
        """
        all_leads = self.sudo().with_context(active_test=False)  # archived ones and those of every company too
        groups = all_leads._read_group(domain, ["type", "team_id", "company_id", "stage_id"])
        for lead_type, team, company, stage in groups:
            draft = self.new({"type": lead_type, "team_id": team.id, "company_id": company.id})
            target = draft._l10n_vn_find_refitted(stage, stages)
            of_group = Domain(domain) & Domain(
                [
                    ("type", "=", lead_type),
                    ("team_id", "=", team.id),
                    ("company_id", "=", company.id),
                    ("stage_id", "=", stage.id),
                ]
            )
            if target and target != stage:
                move = SQL(
                    "UPDATE crm_lead SET stage_id = %s WHERE id IN %s",
                    target.id,
                    all_leads._search(of_group).subselect(),
                )
                self.env.flush_query(move)
                self.env.cr.execute(move)
        all_leads.invalidate_model(["stage_id"])

    def _l10n_vn_find_refitted(self, stage, stages=None):
        """Return the first stage (of ``stages``) that fits the draft ``self``; a won one replaces a won ``stage``."""
        allowed = [
            ("is_won", "=", stage.is_won),
            ("id", "in" if stages else "not in", stages.ids if stages else []),
        ]
        use = self._l10n_vn_get_common_use()
        return self._l10n_vn_find_own_stage(use, self.team_id.id, allowed, stage.is_won)
