"""Odoo's rule-based assignment: teams that share new leads follow their own rule there too."""

from ast import literal_eval

from odoo import models
from odoo.tools import SQL

from ..context import AutomaticAssignment
from .waiting import SLICE


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _assign_and_convert_leads(self, force_quota=False):
        """Share the leads of teams with a rule, which stay leads; Odoo assigns and converts those of the others."""
        sharing = self.filtered("l10n_vn_share_method")
        others, leads = self - sharing, self.env["crm.lead"]
        waiting = leads._search(others._get_lead_to_assign_domain())
        assignment = AutomaticAssignment(leads._l10n_vn_read_barred(SQL("ARRAY(%s)", waiting.select())))
        result = super(CrmTeam, assignment.on(others))._assign_and_convert_leads(force_quota=force_quota)
        for lead in assignment.on(leads).browse(assignment.refused):
            lead._l10n_vn_assign_to_another(result, assignment.barred[lead.id])
        leads._l10n_vn_finish_assigned(assignment, is_over=True)
        for team in sharing:
            to_share = leads.search(team._get_lead_to_assign_domain(), order="id")
            if len(to_share) > SLICE:  # the scheduled action shares the others, in transactions of their own
                to_share[SLICE:]._l10n_vn_wait()
                # sudo: managers need no right on scheduled actions
                self.env.ref("l10n_vn_crm.crm_lead_share_cron").sudo()._trigger()
            shared = to_share[:SLICE]._l10n_vn_share()
            for member in team.crm_team_member_ids.filtered(lambda member, shared=shared: member.user_id in shared):
                result[member] = {"assigned": shared[member.user_id], "quota": 0}
        return result

    def _action_assign_leads_logs(self, teams_data, members_data):
        """Add how many of the assigned leads stay leads because they are not qualified."""
        logs = super()._action_assign_leads_logs(teams_data, members_data)
        assigned = self.env["crm.lead"].union(
            *(data["assigned"] for member, data in members_data.items() if not member.crm_team_id.l10n_vn_share_method)
        )
        held = assigned.filtered(lambda lead: lead.type == "lead")
        if held:
            logs.append(self.env._("%(count)s of them are not qualified yet and stay leads.", count=len(held)))
        return logs


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_assign_to_another(self, result, barred):
        """Assign the lead ``self``, recalled from whom Odoo has chosen, to another member of its team with room.

        :param dict result: what Odoo has assigned, {member: dict of ``assigned`` (leads), ``quota``}; it is corrected
        :param set barred: ids of the users who may not have the lead
        """
        for data in result.values():
            data["assigned"] -= self
        fitting = [
            member
            for member, data in result.items()
            if member.crm_team_id == self.team_id
            and len(data["assigned"]) < data["quota"]
            and self.filtered_domain(literal_eval(member.assignment_domain or "[]"))
            and member.user_id.id not in barred
        ]
        if fitting:
            member = min(fitting, key=lambda one: len(result[one]["assigned"]))
            self.with_context(mail_auto_subscribe_no_notify=True).convert_opportunity(
                self.partner_id, user_ids=member.user_id.ids
            )
            result[member]["assigned"] += self
