"""Provinces that a salesperson covers."""

from odoo import fields, models


class CrmTeamMember(models.Model):
    _inherit = "crm.team.member"

    l10n_vn_state_ids = fields.Many2many(
        "res.country.state",
        "l10n_vn_crm_team_member_state_rel",
        string="Provinces",
        domain=[("country_id.code", "=", "VN")],
        help="Leads of these provinces go to this salesperson when leads are handed out by province.",
    )
