"""Outcomes of conversions and rejected mails get the company by which they are read; their rules ask for it."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

_RULES = ("crm_lead_conversion_line_rule_company", "crm_lead_mail_rejected_rule_company")


def migrate(cr, version):
    # Of what the lead has become, else of the conversion, else of who converted it.
    cr.execute(
        SQL(
            "UPDATE crm_lead_conversion_line AS line SET company_id = coalesce("
            " (SELECT company_id FROM crm_lead WHERE id = line.head_id),"
            " (SELECT company_id FROM crm_lead WHERE id = line.lead_number),"
            " (SELECT company_id FROM crm_lead_conversion WHERE id = line.conversion_id),"
            " (SELECT company_id FROM res_users WHERE id = line.create_uid),"
            " (SELECT min(id) FROM res_company)) WHERE company_id IS NULL"
        )
    )
    # Of the address written to, else of the first company.
    cr.execute(
        SQL(
            "UPDATE crm_lead_mail_rejected AS rejected SET company_id = coalesce("
            " (SELECT company_id FROM crm_team WHERE id = rejected.team_id),"
            " (SELECT min(company.id) FROM mail_alias AS alias"
            "  JOIN res_company AS company ON company.alias_domain_id = alias.alias_domain_id"
            "  WHERE alias.id = rejected.alias_id),"
            " (SELECT min(id) FROM res_company)) WHERE company_id IS NULL"
        )
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in _RULES:
        if rule := env.ref(f"l10n_vn_crm.{name}", raise_if_not_found=False):
            rule.domain_force = "[('company_id', 'in', company_ids)]"
