"""Members of sales teams: provinces, absence, number of open leads, and who of them may get leads now."""

from ast import literal_eval
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools.date_utils import localized
from pytz import timezone

from .presence import ABSENT
from .rota import Place

# Of users without one.
_ZONE = "Asia/Ho_Chi_Minh"


class Available(NamedTuple):
    """``user``: salesperson · ``place``: :class:`Place` in the order · ``domain``: leads that the member may get"""

    user: models.BaseModel
    place: Place
    domain: list


class CrmTeamMember(models.Model):
    _inherit = "crm.team.member"

    l10n_vn_state_ids = fields.Many2many(
        "res.country.state",
        "l10n_vn_crm_team_member_state_rel",
        string="Provinces",
        domain=[("country_id.code", "=", "VN")],
        help="Leads of these provinces go to this salesperson when leads are handed out by province.",
    )
    l10n_vn_away_until = fields.Date(
        "Away Until", help="Gets no leads up to and including this day. Holidays and time off count without it."
    )
    l10n_vn_max_open_leads = fields.Integer(
        "Most Open Leads", help="Who has this many open leads gets no new ones; 0 for any number."
    )
    l10n_vn_share_method = fields.Selection(related="crm_team_id.l10n_vn_share_method")
    l10n_vn_open_lead_count = fields.Integer("Open Leads", compute="_compute_l10n_vn_open_lead_count")
    l10n_vn_is_away = fields.Boolean("Away Today", compute="_compute_l10n_vn_is_away")

    _l10n_vn_max_open_leads_positive = models.Constraint(
        "CHECK(l10n_vn_max_open_leads >= 0)", "The number of open leads can't be negative."
    )

    @api.depends("user_id")
    def _compute_l10n_vn_open_lead_count(self):
        counts = self.user_id._l10n_vn_open_leads()
        for member in self:
            member.l10n_vn_open_lead_count = counts.get(member.user_id, 0)

    @api.depends("user_id", "l10n_vn_away_until", "assignment_optout")
    def _compute_l10n_vn_is_away(self):
        self.l10n_vn_is_away = False
        for company, members in self.grouped(lambda member: member.crm_team_id.company_id).items():
            presence = members.user_id._l10n_vn_get_presence(company, fields.Datetime.now())
            for member in members:
                member.l10n_vn_is_away = member._l10n_vn_is_paused() or presence.get(member.user_id) == ABSENT

    def _l10n_vn_is_paused(self):
        """Return whether a member gets no leads for now, by Odoo's switch or up to a day."""
        until = self.l10n_vn_away_until
        today = localized(fields.Datetime.now()).astimezone(timezone(self.user_id.tz or _ZONE)).date()
        return self.assignment_optout or bool(until and until >= today)

    def _l10n_vn_get_available(self, lead_type="lead"):
        """Return those of ``self`` who may get leads now, as list of :class:`Available`, in a handful of queries.

        Left out are members who are paused or absent today, or may no longer work on leads, and those who have as many
        leads as they may have: their own number of open leads and, where Odoo's rule-based assignment is on, Odoo's
        number for 30 days.

        :param str lead_type: whether leads or opportunities are counted
        """
        # sudo: hours, numbers of leads and limits of others, to decide who gets a lead; no user is shown them.
        members = self.sudo().filtered(
            lambda member: (
                member.user_id.active
                and member.user_id.has_group("sales_team.group_sale_salesman")
                and not member._l10n_vn_is_paused()
            )
        )
        loads, presence = members.user_id._l10n_vn_open_leads(lead_type), {}
        for company, of_company in members.grouped(lambda member: member.crm_team_id.company_id).items():
            presence |= of_company.user_id._l10n_vn_get_presence(company, fields.Datetime.now())
        return [
            Available(member.user_id, place, literal_eval(member.assignment_domain or "[]"))
            for member in members
            if presence[member.user_id] != ABSENT
            for place in [member._l10n_vn_get_place(presence[member.user_id], loads[member.user_id])]
            if place.room != 0
        ]

    def _l10n_vn_get_place(self, rank, load):
        rooms = [self.l10n_vn_max_open_leads - load] if self.l10n_vn_max_open_leads else []
        if self.assignment_enabled:
            rooms.append(self.assignment_max - self.lead_month_count)
        return Place(rank, load, max(min(rooms), 0) if rooms else None)
