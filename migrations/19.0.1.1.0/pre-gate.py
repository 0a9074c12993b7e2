"""Bind the leads that stand where qualification is required, without computing every lead."""

from odoo.tools import SQL


def migrate(cr, version):
    """Add the two columns and fill them from the teams, the salespeople's teams and the companies of today."""
    cr.execute(
        SQL(
            "ALTER TABLE crm_lead ADD COLUMN IF NOT EXISTS l10n_vn_is_bound bool,"
            " ADD COLUMN IF NOT EXISTS l10n_vn_bound_team_id int4"
        )
    )
    cr.execute(
        SQL(
            "UPDATE crm_lead SET l10n_vn_is_bound = TRUE, l10n_vn_bound_team_id = lead.team_id"
            " FROM crm_lead AS lead"
            " LEFT JOIN crm_team AS team ON team.id = lead.team_id"
            " LEFT JOIN res_users AS salesperson ON salesperson.id = lead.user_id"
            " LEFT JOIN crm_team AS own ON own.id = salesperson.sale_team_id"
            " LEFT JOIN res_company AS company ON company.id = lead.company_id"
            " WHERE crm_lead.id = lead.id AND lead.type = 'lead' AND CASE"
            " WHEN team.id IS NOT NULL THEN team.l10n_vn_requires_qualification"
            " WHEN own.id IS NOT NULL THEN own.l10n_vn_requires_qualification"
            " ELSE company.l10n_vn_requires_qualification END"
        )
    )
