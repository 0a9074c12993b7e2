"""Assignment of leads: taking unassigned leads, and distribution among salespeople."""

from odoo import api, models

from ..api_error import ApiError
from ..argument_checks import SOME, public
from ..matching.lock import lock_free, try_lock_or_retry
from .rota import Place, Rota

# How leads are distributed among salespeople.
METHODS = ("round_robin", "load", "province")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @public(SOME)
    def action_l10n_vn_take(self) -> dict:
        """Make the current user the salesperson of those leads of ``self`` that have none.

        :return: notification (client action) with the number of leads taken and the salespeople of the others
        :raise AccessError: where the user may not write a lead that is free
        """
        taken, barred = self._l10n_vn_take()
        owners, is_refused = (self - taken - barred)._l10n_vn_get_owner_names()
        holders = dict.fromkeys(owners.values()).keys()
        return self._l10n_vn_get_taken_notification(len(taken), list(holders), is_refused, len(barred))

    def _l10n_vn_take(self):
        """Make the current user the salesperson of those leads of ``self`` that have none.

        :return: (leads taken, leads that the user may not take now)
        :raise AccessError: where the user may not write a lead that is free
        """
        self.browse().check_access("write")
        free = self._l10n_vn_lock_unassigned()
        barred = free._l10n_vn_filter_barred(self.env.user)
        (free - barred)._l10n_vn_assign(self.env.user)
        return free - barred, barred

    def _l10n_vn_filter_barred(self, user):
        """Return the leads of ``self`` that ``user`` may not take now; other rooms add theirs."""
        return self.browse()

    def _l10n_vn_lock_unassigned(self):
        """Lock the rows of ``self``; return those that have no salesperson.

        :raise ConcurrencyError: where another transaction holds a row; Odoo retries the request
        """
        existing = self
        if lock_free(self) != self:  # hardly ever: some are gone, or another transaction holds them
            existing = self.exists()
            try_lock_or_retry(existing)
        existing.invalidate_recordset(["user_id"])
        # sudo: a salesperson may not read the leads of others; only whether they have a salesperson is used.
        return existing.sudo().filtered(lambda lead: not lead.user_id).sudo(False)

    def _l10n_vn_get_owner_names(self):
        """Return {lead: name of its salesperson}, and whether the hourly limit hides some of them.

        Only within the user's companies, and none of leads without a salesperson.
        """
        existing = self.exists()
        readable = existing._filtered_access("read")
        ours = {False, *self.env.companies.ids}
        # sudo: a salesperson may not read the leads of others, but sees who owns them; only the name is used.
        hidden = (existing - readable).sudo().filtered(lambda lead: lead.company_id.id in ours and lead.user_id)
        is_allowed = self.env["crm.lead.disclosure"]._count_shown(len(hidden))
        # sudo: the owner may be a colleague of another company
        shown = readable.sudo() | hidden if is_allowed else readable.sudo()
        return {lead.with_env(self.env): lead.user_id.name for lead in shown if lead.user_id}, not is_allowed

    def _l10n_vn_get_taken_notification(self, count, holders, is_refused=False, barred_count=0):
        """Return the notification after a take.

        :param int count: number of leads taken
        :param list holders: names of the salespeople of the others
        :param bool is_refused: whether names are left out because of the hourly limit
        :param int barred_count: number of leads that the user may not have back yet
        """
        lines = []
        if count:
            lines.append(self.env._("Leads you have taken: %(count)s.", count=count))
        if holders:
            lines.append(self.env._("Already with a salesperson: %(names)s.", names=", ".join(holders)))
        if barred_count:
            lines.append(
                self.env._("Recalled from you a short while ago, and free for others: %(count)s.", count=barred_count)
            )
        if is_refused:
            lines.append(self.env["crm.lead.disclosure"]._get_refusal())
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
        """Make ``user`` the salesperson of ``self``, in a team of the user."""
        for lead_type, leads in self.grouped("type").items():
            in_own_team = leads.filtered(lambda lead: user in lead.team_id.member_ids | lead.team_id.user_id)
            in_own_team.write({"user_id": user.id})
            if leads - in_own_team:
                use = "use_leads" if lead_type == "lead" else "use_opportunities"
                team = self.env["crm.team"]._get_default_team_id(user_id=user.id, domain=[(use, "=", True)])
                (leads - in_own_team).write({"user_id": user.id, "team_id": team.id})

    def _l10n_vn_distribute(self, users, method, rota=None, fits=None):
        """Distribute the leads of ``self`` among ``users``, without writing.

        :param str method: ``round_robin``, ``load`` or ``province``
        :param rota: :class:`Rota` of ``users``; by default each begins with the same turn and may get any number
        :param fits: function (lead, user) → whether the user may get the lead; None for all
        :return: dict user → leads; leads for which no user is eligible are left out
        """
        users = users.sorted()
        if rota is None:
            loads = dict.fromkeys(users, 0) if method == "round_robin" else users._l10n_vn_open_leads()
            rota = Rota({user: Place(load=loads[user]) for user in users})
        get_assignees = self._l10n_vn_get_assignees(users, method)
        assignments = {user: [] for user in users}
        for lead in self:
            assignees = get_assignees(lead)
            user = rota.pick(assignees if fits is None else [user for user in assignees if fits(lead, user)])
            if user:
                assignments[user].append(lead.id)
        return {user: self.browse(ids) for user, ids in assignments.items()}

    def _l10n_vn_get_assignees(self, users, method):
        """Return the function lead → list of those of ``users`` who are eligible for it."""
        all_users = list(users)
        if method != "province":
            return lambda lead: all_users
        by_province = users._l10n_vn_by_province()
        return lambda lead: by_province.get(lead.state_id, [])

    def _l10n_vn_hand_out(self, users, method, reassign=False):
        """Assign the leads of ``self`` to ``users`` and send each of them one notification.

        :param str method: one of :data:`METHODS`
        :param bool reassign: also leads that have a salesperson
        :return: dict user → leads
        :raise ApiError: where no user is given
        :raise ConcurrencyError: where another transaction holds a lead; Odoo retries the request
        """
        self._l10n_vn_check_chosen(users)
        free = self._l10n_vn_lock_unassigned()
        leads = self.exists() if reassign else self & free
        assignments = leads._l10n_vn_distribute(users, method)
        for user, of_user in assignments.items():
            # One notification a salesperson instead of one mail a lead.
            of_user.with_context(mail_auto_subscribe_no_notify=True)._l10n_vn_assign(user)
            of_user._l10n_vn_notify_assigned(user)
        return assignments

    @api.model
    def _l10n_vn_check_chosen(self, users):
        """Refuse to hand leads out to nobody.

        :raise ApiError: ``missing_argument``
        """
        if not users:
            message = self.env._("Choose at least one salesperson to hand the leads out to.")
            raise ApiError(message, "missing_argument", "users")

    def _l10n_vn_notify_assigned(self, user):
        """Notify ``user`` that the leads of ``self`` were assigned to them."""
        if not self or user == self.env.user:
            return
        env = self.with_context(lang=user.lang).env
        env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=env._("%(count)s leads for you", count=len(self)),
            body=env._("%(name)s has handed %(count)s leads out to you.", name=self.env.user.name, count=len(self)),
        )
