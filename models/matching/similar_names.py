"""Similar names of companies and persons, by stored search keys: suggestions, never proof of a duplicate."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.name import search_key
from ..sql_array import sql_array
from ..stored_columns import Rule

# The newest so many of one name: more are no help as a suggestion.
_MOST_A_NAME = 20


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_company_key = fields.Char("Company's Search Key", compute="_compute_l10n_vn_company_key", store=True)
    l10n_vn_person_key = fields.Char("Contact's Search Key", compute="_compute_l10n_vn_person_key", store=True)
    _l10n_vn_company_key_index = models.Index("(l10n_vn_company_key, id DESC) WHERE l10n_vn_company_key IS NOT NULL")
    _l10n_vn_person_key_index = models.Index(
        "(l10n_vn_person_key, state_id, id DESC) WHERE l10n_vn_person_key IS NOT NULL"
    )

    @api.depends("partner_name")
    def _compute_l10n_vn_company_key(self):
        for lead in self:
            lead.l10n_vn_company_key = search_key.company(lead.partner_name) or False

    @api.depends("contact_name")
    def _compute_l10n_vn_person_key(self):
        for lead in self:
            lead.l10n_vn_person_key = search_key.person(lead.contact_name) or False

    def _l10n_vn_suggest(self, archived=False, companies=None, searched=("crm.lead", "res.partner")):
        """Return the records of ``searched`` with a name similar to one of ``self``.

        A company is suggested by its name, a person by name and company or province, as many people share a name.
        Names with different accents are different, unless one of them has none. The parameters are those of
        :meth:`_l10n_vn_match_leads`.

        :return: dict of lead → list of (model, record id, kind: ``company`` or ``person``)
        """
        self.env["crm.lead"].flush_model(
            ["l10n_vn_company_key", "l10n_vn_person_key", "active", "company_id", "state_id"]
        )
        self.env["res.partner"].flush_model(["l10n_vn_name_key", "active", "company_id", "is_company", "state_id"])
        scope = self._l10n_vn_match_scope(archived, companies)
        leads = list(self)
        rows = [
            (
                index,
                lead.l10n_vn_company_key or None,
                lead.l10n_vn_person_key or None,
                lead.state_id.id or None,
            )
            for index, lead in enumerate(leads)
            if lead.l10n_vn_company_key or lead.l10n_vn_person_key
        ]
        found = {lead: [] for lead in self}
        if not rows:
            return found
        for index, model, record_id, kind, name in self._l10n_vn_look_up(
            self._l10n_vn_suggest_query(rows, scope, searched), len(rows)
        ):
            lead = leads[index]
            own, same = {
                "company": (lead.partner_name, search_key.same_company),
                "person": (lead.contact_name, search_key.same_person),
            }[kind]
            if same(own or "", name or ""):
                found[lead].append((model, record_id, kind))
        return found

    @api.model
    def _l10n_vn_suggest_query(self, rows, scope, searched):
        columns = map(sql_array, zip(*rows, strict=True), ("int4", "text", "text", "int4"))
        wanted = SQL("unnest(%s, %s, %s, %s) AS wanted (index, company, person, state)", *columns)
        same_person, same_company = (
            SQL("l10n_vn_person_key = wanted.person"),
            SQL("l10n_vn_company_key = wanted.company"),
        )
        lookups = [
            ("crm.lead", "company", "crm_lead", "partner_name", same_company),
            ("crm.lead", "person", "crm_lead", "contact_name", SQL("%s AND %s", same_company, same_person)),
            ("crm.lead", "person", "crm_lead", "contact_name", SQL("%s AND state_id = wanted.state", same_person)),
            ("res.partner", "company", "res_partner", "name", SQL("l10n_vn_name_key = wanted.company AND is_company")),
            (
                "res.partner",
                "person",
                "res_partner",
                "name",
                SQL("l10n_vn_name_key = wanted.person AND is_company IS NOT TRUE AND state_id = wanted.state"),
            ),
        ]
        return SQL(" UNION ALL ").join(
            SQL(
                "(SELECT wanted.index, %s, found.id, %s, found.name FROM %s CROSS JOIN LATERAL"
                " (SELECT id, %s AS name FROM %s WHERE %s AND %s ORDER BY id DESC LIMIT %s) AS found)",
                model,
                kind,
                wanted,
                SQL.identifier(column),
                SQL.identifier(table),
                condition,
                scope,
                _MOST_A_NAME,
            )
            for model, kind, table, column, condition in lookups
            if model in searched
        )

    @api.model
    def _l10n_vn_get_key_rule(self):
        """Return how existing leads get their keys."""

        def keys(company, person):
            return search_key.company(company) or None, search_key.person(person) or None

        return Rule(("l10n_vn_company_key", "l10n_vn_person_key"), ("partner_name", "contact_name"), keys)


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_name_key = fields.Char(
        "Name's Search Key",
        compute="_compute_l10n_vn_name_key",
        store=True,
        precompute=True,
    )
    _l10n_vn_name_key_index = models.Index("(l10n_vn_name_key, id DESC) WHERE l10n_vn_name_key IS NOT NULL")

    @api.depends("name", "is_company")
    def _compute_l10n_vn_name_key(self):
        for partner in self:
            key = search_key.company if partner.is_company else search_key.person
            partner.l10n_vn_name_key = key(partner.name) or False

    @api.model
    def _l10n_vn_get_key_rule(self):
        """Return how existing contacts get their key."""

        def key(name, is_company):
            return ((search_key.company if is_company else search_key.person)(name) or None,)

        return Rule(("l10n_vn_name_key",), ("name", "is_company"), key)

    @api.model
    def _l10n_vn_get_backfill_rules(self, installing):
        rules = super()._l10n_vn_get_backfill_rules(installing)
        return [*rules, self._l10n_vn_get_key_rule(), self._l10n_vn_get_text_rule()]

    def _auto_init(self):
        self.env["crm.lead.backfill"]._add_columns(self._name)
        return super()._auto_init()
