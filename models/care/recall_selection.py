"""Selection of the leads that a rule of recalling concerns now: one query, of runs and of previews alike."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# From when on a lead has been without contact, in the words of the index.
BASE = "COALESCE(GREATEST(COALESCE(l10n_vn_held_since, date_open), l10n_vn_last_contact), create_date)"
# What a rule does with a lead: recall it, warn its salesperson, spare it because of a planned next action.
RECALL, WARN, SPARE = KINDS = ("recall", "warn", "spare")


def without_contact_since(alias):
    """Return the SQL of :data:`BASE` of the leads of the table ``alias``."""
    return SQL(
        "COALESCE(GREATEST(COALESCE(%(lead)s.l10n_vn_held_since, %(lead)s.date_open), %(lead)s.l10n_vn_last_contact),"
        " %(lead)s.create_date)",
        lead=SQL.identifier(alias),
    )


class CrmLeadRecallRule(models.Model):
    _inherit = "crm.lead.recall.rule"

    def _select_leads(self, kind, leads=None):
        """Return the query of the leads with which this rule does ``kind`` now, None where it cannot be reckoned.

        :param leads: only of these
        """
        self.ensure_one()
        has_warning = self.warning > 0
        cutoff = self._get_cutoff(self.limit - self.warning if kind == WARN else self.limit)
        warned_until = self._get_cutoff(self.warning) if has_warning else cutoff
        if not cutoff or not warned_until or kind == WARN and not has_warning:
            return None
        model = self.env["crm.lead"].with_context(active_test=True)
        model.flush_model(["date_open", "l10n_vn_held_since", "l10n_vn_last_contact", "l10n_vn_recall_hold_until"])
        self.env["mail.activity"].flush_model()
        domain = Domain(
            [
                ("team_id", "=", self.team_id.id),
                ("company_id", "in", [False, self.company_id.id]),
                ("type", "=", "lead"),
                ("won_status", "=", "pending"),
                ("user_id", "!=", False),
            ]
        )
        if self.stage_ids:
            domain &= Domain("stage_id", "in", self.stage_ids.ids)
        if leads is not None:
            domain &= Domain("id", "in", leads.ids)
        spares_qualified = self.spares_qualified and self._has_required_criteria()
        if spares_qualified:
            domain &= Domain("l10n_vn_qualification_state", "=", "unmet")
        query = model._search(domain)
        if spares_qualified:
            query.add_where(model._l10n_vn_unqualified_to_sql(query.table))
        query.add_join(
            "LEFT JOIN",
            "recall_state",
            "crm_lead_recall_state",
            SQL("recall_state.lead_id = %s", SQL.identifier(query.table, "id")),
        )
        base = without_contact_since(query.table)
        query.add_where(SQL("%s <= %s", base, cutoff))
        for condition in self._get_conditions(kind, base, warned_until):
            query.add_where(condition)
        return query

    def _get_lead_domain(self):
        """Return the domain of the team, stages and answers of the leads that this rule recalls."""
        domain = Domain("team_id", "=", self.team_id.id) & Domain("company_id", "in", [False, self.company_id.id])
        if self.stage_ids:
            domain &= Domain("stage_id", "in", self.stage_ids.ids)
        if self.spares_qualified and self._has_required_criteria():
            domain &= Domain("l10n_vn_qualification_state", "=", "unmet")
        return domain

    def _has_required_criteria(self):
        """Return whether leads of the team can be qualified: without a required criterion every lead would be."""
        for_all, of_teams = self.env["crm.lead.criterion"]._get_required()
        return bool(of_teams.get(self.team_id.id, for_all))

    def _get_conditions(self, kind, base, warned_until):
        """Yield SQL conditions: on holds, planned next actions and warnings."""
        today = self._get_today()
        yield SQL("(crm_lead.l10n_vn_recall_hold_until >= %s) IS NOT TRUE", today)
        yield SQL("(recall_state.spared_until >= %s AND recall_state.spared_at > %s) IS NOT TRUE", today, base)
        spared_count = SQL("CASE WHEN recall_state.spared_at > %s THEN recall_state.spared_count ELSE 0 END", base)
        can_be_spared = SQL(
            "(%s < %s AND EXISTS (%s))", spared_count, self.plan_limit, SQL("SELECT FROM %s", self._plans_to_sql(today))
        )
        yield can_be_spared if kind == SPARE else SQL("NOT %s", can_be_spared)
        if kind == WARN:
            yield SQL("(recall_state.warned_at > %s) IS NOT TRUE", base)
        elif kind == RECALL and self.warning > 0:
            yield SQL("recall_state.warned_at > %s AND recall_state.warned_at <= %s", base, warned_until)

    def _plans_to_sql(self, today):
        """Return the SQL of next actions that its salesperson has planned for a lead in the near future."""
        return SQL(
            "mail_activity AS plan WHERE plan.res_model = 'crm.lead' AND plan.res_id = crm_lead.id AND plan.active"
            " AND plan.user_id = crm_lead.user_id AND plan.date_deadline BETWEEN %s AND %s",
            today,
            today + timedelta(days=self.plan_days) if self.plan_days else today - timedelta(days=1),
        )

    def _note_spared(self):
        """Store, for the leads that a planned next action spares now, until when it does; return their number."""
        query = self._select_leads(SPARE)
        if query is None:
            return 0
        today = self._get_today()
        until = SQL("(SELECT max(plan.date_deadline) FROM %s)", self._plans_to_sql(today))
        base = without_contact_since("crm_lead")
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_recall_state AS known (lead_id, spared_at, spared_until, spared_count) %s"
                " ON CONFLICT (lead_id) DO UPDATE SET spared_at = excluded.spared_at,"
                " spared_until = excluded.spared_until, spared_count = excluded.spared_count",
                query.select(
                    SQL("crm_lead.id"),
                    SQL("%s", fields.Datetime.now()),
                    until,
                    SQL("CASE WHEN recall_state.spared_at > %s THEN recall_state.spared_count ELSE 0 END + 1", base),
                ),
            )
        )
        return self.env.cr.rowcount

    def _note_warned(self):
        """Store that the salespeople of the leads that are recalled soon are warned now.

        :return: {id of the salesperson: ids of the leads}
        """
        query = self._select_leads(WARN)
        if query is None:
            return {}
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO crm_lead_recall_state AS known (lead_id, warned_at, warned_user_number, spared_count) %s"
                " ON CONFLICT (lead_id) DO UPDATE SET warned_at = excluded.warned_at,"
                " warned_user_number = excluded.warned_user_number"
                " RETURNING known.warned_user_number, known.lead_id",
                query.select(SQL("crm_lead.id"), SQL("%s", fields.Datetime.now()), SQL("crm_lead.user_id"), SQL("0")),
            )
        )
        warned = {}
        for user_id, lead_id in sorted(rows):
            warned.setdefault(user_id, []).append(lead_id)
        return warned


class CrmLeadRecallState(models.Model):
    """Warnings and postponements of leads, written by runs only; kept apart so that they change no lead."""

    _name = "crm.lead.recall.state"
    _description = "Lead before its Recall"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    warned_at = fields.Datetime(export_string_translation=False)
    # An integer: a foreign key would wait for a transaction that has locked the user.
    warned_user_number = fields.Integer(export_string_translation=False)
    spared_at = fields.Datetime(export_string_translation=False)
    spared_until = fields.Date(export_string_translation=False)
    spared_count = fields.Integer(required=True, default=0, export_string_translation=False)

    _lead_unique = models.UniqueIndex("(lead_id)")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_recall_rule_id = fields.Many2one(
        "crm.lead.recall.rule",
        "Recalled Now By",
        compute="_compute_l10n_vn_recall_rule_ids",
        search="_search_l10n_vn_recall_rule_id",
        groups="sales_team.group_sale_manager",
        help="The rule that recalls this lead in its next run.",
    )
    l10n_vn_warning_rule_id = fields.Many2one(
        "crm.lead.recall.rule",
        "Warned Now By",
        compute="_compute_l10n_vn_recall_rule_ids",
        search="_search_l10n_vn_warning_rule_id",
        groups="sales_team.group_sale_manager",
        help="The rule that warns the salesperson of this lead in its next run.",
    )
    l10n_vn_is_recall_near = fields.Boolean(
        "Recalled Soon", compute="_compute_l10n_vn_is_recall_near", search="_search_l10n_vn_is_recall_near"
    )

    # Leads that may be recalled, by the time since which they are without contact.
    _l10n_vn_recall_idx = models.Index(
        f"(team_id, ({BASE})) WHERE active IS TRUE AND user_id IS NOT NULL AND type = 'lead' AND won_status = 'pending'"
    )

    def _compute_l10n_vn_recall_rule_ids(self):
        self.l10n_vn_recall_rule_id = self.l10n_vn_warning_rule_id = False
        for rule in self.env["crm.lead.recall.rule"].search([("team_id", "in", self.team_id.ids)]):
            for kind, name in ((RECALL, "l10n_vn_recall_rule_id"), (WARN, "l10n_vn_warning_rule_id")):
                query = rule._select_leads(kind, self)
                if query is not None:
                    self.browse(query).filtered(lambda lead, name=name: not lead[name])[name] = rule

    def _search_l10n_vn_recall_rule_id(self, operator, value):
        return self._l10n_vn_search_by_rule(operator, value, RECALL)

    def _search_l10n_vn_warning_rule_id(self, operator, value):
        return self._l10n_vn_search_by_rule(operator, value, WARN)

    @api.model
    def _l10n_vn_search_by_rule(self, operator, value, kind):
        if operator != "in":
            return NotImplemented
        rules = self.env["crm.lead.recall.rule"].search([("id", "in", [id_ for id_ in value if id_])])
        queries = [rule._select_leads(kind) for rule in rules]
        return Domain.OR([Domain("id", "in", query) for query in queries if query is not None])

    def _compute_l10n_vn_is_recall_near(self):
        # Few leads have ever been warned of: for the others, no rule is read.
        self.env["crm.lead.recall.state"].flush_model(["lead_id", "warned_at"])
        warned = SQL(
            "SELECT lead_id FROM crm_lead_recall_state WHERE lead_id = ANY(%s) AND warned_at IS NOT NULL",
            self._origin.ids,
        )
        leads = self.browse(id_ for (id_,) in self.env.execute_query(warned))
        near = set(leads.browse(leads._l10n_vn_select_warned(leads)).ids) if leads else ()
        for lead in self:
            lead.l10n_vn_is_recall_near = lead.id in near

    def _search_l10n_vn_is_recall_near(self, operator, value):
        if operator != "in":
            return NotImplemented
        query = self._l10n_vn_select_warned()
        domains = {True: Domain("id", "in", query), False: Domain("id", "not in", query)}
        return Domain.OR([domains[bool(wanted)] for wanted in value])

    @api.model
    def _l10n_vn_select_warned(self, leads=None):
        """Return the query of leads whose salesperson was warned by a rule that holds, and not in contact since."""
        # sudo: salespeople may not read rules; which of the leads that they may read are warned of is told to them.
        rules = self.env["crm.lead.recall.rule"].sudo().search([("is_on", "=", True), ("warning", ">", 0)])
        domain = Domain([("type", "=", "lead"), ("won_status", "=", "pending"), ("user_id", "!=", False)])
        domain &= Domain.OR([rule._get_lead_domain() for rule in rules])
        query = self._search(domain if leads is None else domain & Domain("id", "in", leads.ids))
        query.add_join(
            "JOIN",
            "recall_state",
            "crm_lead_recall_state",
            SQL("recall_state.lead_id = %s", SQL.identifier(query.table, "id")),
        )
        query.add_where(
            SQL(
                "recall_state.warned_at > %(base)s AND (%(lead)s.l10n_vn_recall_hold_until >= %(today)s) IS NOT TRUE",
                base=without_contact_since(query.table),
                lead=SQL.identifier(query.table),
                today=fields.Date.context_today(self),
            )
        )
        return query
