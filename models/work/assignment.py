"""Who takes an unassigned lead, and to whom are many handed out?"""

from odoo import models
from odoo.exceptions import UserError

from ..checked import SOME, check_choice, check_flag, check_records, public
from ..matching.lock import try_lock_or_retry

# How leads are shared among salespeople.
METHODS = ("round_robin", "load", "province")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @public(SOME)
    def action_l10n_vn_take(self):
        """Make the current user the salesperson of those leads of ``self`` that have none.

        :return: a notification of how many were taken, and of who has the others
        :raise AccessError: where the user may not write a lead that is free
        """
        self.browse().check_access("write")
        free = self._l10n_vn_lock_unassigned()
        free._l10n_vn_assign(self.env.user)
        return self._l10n_vn_get_taken_notification(len(free), *(self - free)._l10n_vn_get_owner_names())

    def _l10n_vn_lock_unassigned(self):
        """Lock the rows of ``self``; return those that have no salesperson.

        :raise ConcurrencyError: where another transaction holds a row; Odoo repeats the request, and it sees who has it
        """
        there = self.exists()
        try_lock_or_retry(there)
        there.invalidate_recordset(["user_id"])
        # A salesperson may not read the leads of others: only whether they are free is asked.
        return there.sudo().filtered(lambda lead: not lead.user_id).sudo(False)

    def _l10n_vn_get_owner_names(self):
        """Return who has leads of ``self``: names (list of str), and whether some are kept back above the limit.

        Only within the user's companies, and never how many each has: a list of leads must not add up to that.
        """
        there = self.exists()
        readable = there._filtered_access("read")
        ours = {False, *self.env.companies.ids}
        # sudo: a salesperson may not read the leads of others, yet is told who has them; only the name is taken.
        hidden = (there - readable).sudo().filtered(lambda lead: lead.company_id.id in ours and lead.user_id)
        is_told = self.env["crm.lead.disclosure"]._allow(len(hidden))
        told = readable.sudo() | hidden if is_told else readable.sudo()  # sudo: a colleague of another company
        return told.user_id.mapped("name"), not is_told

    def _l10n_vn_get_taken_notification(self, count, holders, is_refused=False):
        """Return the notification after a take.

        :param int count: number of leads taken
        :param list holders: names of the salespeople who have the others
        :param bool is_refused: whether names were kept back
        """
        lines = []
        if count:
            lines.append(self.env._("Leads you have taken: %(count)s.", count=count))
        if holders:
            lines.append(self.env._("Already with a salesperson: %(names)s.", names=", ".join(holders)))
        if is_refused:
            lines.append(self.env["crm.lead.disclosure"]._refusal())
        if not lines:
            lines.append(self.env._("There was nothing left to take."))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "warning",
                "message": " ".join(lines),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _l10n_vn_assign(self, user):
        """Make ``user`` the salesperson of ``self``, in a team of theirs."""
        for lead_type, leads in self.grouped("type").items():
            at_home = leads.filtered(lambda lead: user in lead.team_id.member_ids | lead.team_id.user_id)
            at_home.write({"user_id": user.id})
            if leads - at_home:
                use = "use_leads" if lead_type == "lead" else "use_opportunities"
                team = self.env["crm.team"]._get_default_team_id(user_id=user.id, domain=[(use, "=", True)])
                (leads - at_home).write({"user_id": user.id, "team_id": team.id})

    def _l10n_vn_distribute(self, users, method):
        """Share the leads of ``self`` among ``users``.

        :param str method: ``round_robin``, ``load`` or ``province``
        :return: dict user → leads; leads that fit nobody are in no share
        """
        users = users.sorted()
        loads = dict.fromkeys(users, 0) if method == "round_robin" else users._l10n_vn_open_leads()
        takers = self._l10n_vn_get_assignees(users, method)
        shares = {user: [] for user in users}
        for lead in self:
            for_lead = takers(lead)
            if for_lead:
                user = min(for_lead, key=loads.__getitem__)
                loads[user] += 1
                shares[user].append(lead.id)
        return {user: self.browse(ids) for user, ids in shares.items()}

    def _l10n_vn_get_assignees(self, users, method):
        """Return the function that lists those of ``users`` who may get a lead."""
        everyone = list(users)
        if method != "province":
            return lambda lead: everyone
        by_province = users._l10n_vn_by_province()
        return lambda lead: by_province.get(lead.state_id, [])

    @public(SOME)
    def l10n_vn_hand_out(self, user_ids=(), method="round_robin", reassign=False):
        """Hand the leads of ``self`` out to salespeople and tell each of them once.

        :param list user_ids: salespeople
        :param str method: ``round_robin``, ``load`` (fewest open leads first) or ``province`` (of the salesperson)
        :param bool reassign: also leads that have a salesperson
        :return: number of leads handed out
        :raise UserError: where nobody is chosen, or an argument is not one of these
        """
        check_choice(self, "method", method, METHODS)
        check_flag(self, "reassign", reassign)
        users = check_records(self, "user_ids", user_ids or [], "res.users")
        if not users:
            raise UserError(self.env._("Choose at least one salesperson to hand the leads out to."))
        free = self._l10n_vn_lock_unassigned()
        leads = self.exists() if reassign else self & free
        shares = leads._l10n_vn_distribute(users, method)
        for user, share in shares.items():
            # One message a salesperson instead of one mail a lead.
            share.with_context(mail_auto_subscribe_no_notify=True)._l10n_vn_assign(user)
            share._l10n_vn_notify_assigned(user)
        return sum(map(len, shares.values()))

    def _l10n_vn_notify_assigned(self, user):
        """Tell ``user`` that the leads of ``self`` are theirs now."""
        if not self or user == self.env.user:
            return
        told = self.with_context(lang=user.lang)
        told.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=told.env._("%(count)s leads for you", count=len(self)),
            body=told.env._(
                "%(name)s has handed %(count)s leads out to you.", name=self.env.user.name, count=len(self)
            ),
        )
