"""Look-up of salespeople by the names that lists give them."""

from odoo import api, models

from ...tools.matching.colleagues import Colleague, Staff

_MOST_NAMED = 5


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_salespeople(self, names):
        """Return ``{name: id}`` of the ``names`` (set of str) that fit exactly one user of the company."""
        staff, _users = self._l10n_vn_get_staff()
        found = {name: staff.find(name) for name in names}
        return {name: ids[0] for name, ids in found.items() if len(ids) == 1}

    @api.model
    def _l10n_vn_guess_salespeople(self, names):
        """Return ``{name: names of users}`` whom each of ``names`` (collection of str) could mean."""
        staff, users = self._l10n_vn_get_staff()
        shown = {user.id: user.name for user in users}
        meant = {name: (staff.find(name) or staff.near(name))[:_MOST_NAMED] for name in names}
        return {name: [shown[id_] for id_ in ids] for name, ids in meant.items() if ids}

    @api.model
    def _l10n_vn_get_staff(self):
        """Return the :class:`Staff` of the company, and its active users who are no portal users."""
        company = self.env.company
        users = self.env["res.users"].search_fetch(
            [("share", "=", False), ("company_ids", "in", company.ids)], ["name", "login", "email"]
        )
        group_id = self.env["ir.model.data"]._xmlid_to_res_id("sales_team.group_sale_salesman")
        # sudo: users may not read groups; only who sells is taken, to put salespeople before others.
        sellers = {user.id for user in users.sudo() if group_id in user.all_group_ids.ids}
        people = [
            Colleague(user.id, user.name or "", user.login or "", user.email or "", user.id in sellers)
            for user in users
        ]
        return Staff(people), users
