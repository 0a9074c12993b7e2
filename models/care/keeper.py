"""Keepers: salespeople of known customers and colleagues, to whom new leads of these go."""

from odoo import models

from ..work.presence import ABSENT


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_get_keepers(self, matches):
        """Return {lead: salespeople who have its customer, best first}.

        That is the salesperson of the lead's customer, of an open or won lead of the same person or company, or of a
        customer that matches it. Matches by a shared phone or mailbox with another name count for nothing.

        :param dict matches: those of each lead of ``self``
        """
        owners = self._l10n_vn_get_match_owners([match for found in matches.values() for match in found])
        return {
            lead: [
                *lead._l10n_vn_get_customer_salesperson(),
                *(user for match in found for user in owners[match.model, match.id]),
            ]
            for lead, found in matches.items()
        }

    def _l10n_vn_find_sure_matches(self, team):
        """Return {lead: its matches that are not doubtful, best first}; ``team`` is that of all leads of ``self``."""
        found, companies = {}, team.company_id or team.member_ids.company_id
        for company, leads in self.grouped("company_id").items():
            found |= leads._l10n_vn_find_matches(names=False, archived=False, companies=company or companies)
        return {lead: [match for match in found.get(lead.id, ()) if not match.is_doubtful] for lead in self}

    def _l10n_vn_find_earlier_of(self, matches):
        """Return {lead: the first lead of ``self`` that is of the same person or company}, where there is one."""
        earlier = {
            lead: [match.id for match in found if match.model == self._name and match.id in self._ids]
            for lead, found in matches.items()
        }
        return {lead: self.browse(min(ids)) for lead, ids in earlier.items() if ids and min(ids) < lead.id}

    def _l10n_vn_get_customer_salesperson(self):
        return self.partner_id.user_id or self.partner_id.commercial_partner_id.user_id

    def _l10n_vn_get_match_owners(self, matches):
        """Return {(model, id): salesperson} of ``matches``."""
        ids = {model: {match.id for match in matches if match.model == model} for model in (self._name, "res.partner")}
        owners = {(self._name, lead.id): lead.user_id for lead in self.browse(ids[self._name])}
        for partner in self.env["res.partner"].browse(ids["res.partner"]):
            owners["res.partner", partner.id] = partner.user_id or partner.commercial_partner_id.user_id
        return owners

    def _l10n_vn_filter_keepers(self, keepers, team, now):
        """Return {lead: the first of its ``keepers`` who may have it}.

        Who has as many leads as they may have keeps their customers. Who is paused in their teams, or absent while the
        company works, is passed over.
        """
        users = self.env["res.users"].union(*(user for of_lead in keepers.values() for user in of_lead))
        users = users.filtered(lambda user: user.active and user.has_group("sales_team.group_sale_salesman"))
        members = self.env["crm.team.member"].search([("user_id", "in", users.ids)])
        working = members.filtered(lambda member: not member._l10n_vn_is_paused()).user_id
        users = (users - members.user_id) | working
        presence = users._l10n_vn_get_presence(team.company_id, now) if users else {}
        is_closed = self._l10n_vn_is_closed(team.company_id or self.env.company, now)
        present = {user for user in users if is_closed or presence[user] != ABSENT}
        found = {
            lead: next((user for user in of_lead if user in present and lead.company_id <= user.company_ids), None)
            for lead, of_lead in keepers.items()
        }
        return {lead: user for lead, user in found.items() if user}

    def _l10n_vn_is_closed(self, company, now):
        """Return whether nobody of the company works today: it is a holiday or at the weekend."""
        calendar = company.resource_calendar_id
        return bool(calendar) and calendar._l10n_vn_find_presence(self.env["resource.resource"], now)[False] == ABSENT
