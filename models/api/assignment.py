"""Verbs of programs for salespeople: taking leads, and assigning them."""

from collections.abc import Sequence

from odoo import models

from ..argument_checks import SOME, check_choice, check_flag
from .arguments import check_size, find_salespeople
from .each_lead import error
from .usage import verb

# Names of programs for the methods of distribution.
METHODS = {"turn": "round_robin", "load": "load", "province": "province"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @verb(SOME)
    def l10n_vn_take(self, request_key: str = "") -> list[dict]:
        """Make the user the salesperson of those of these leads that have none.

        :param str request_key: the same key gives the first answer again for seven days
        :return: one dict a lead, in their order:

            * ``lead_id``
            * ``outcome``: taken, also where it is the user's already; held by another salesperson; gone; or failed
            * ``owner``: name of the salesperson, '' where the user may not know
            * ``error``: ``code``, ``field``, ``message``, all '' where there is none
        :raise AccessError: where the user may not change leads
        :raise ApiError: where there are more than 1,000 leads, or an argument is not valid
        """
        check_size(self)
        return self._l10n_vn_once("l10n_vn_take", request_key, {}, self._l10n_vn_take_each)

    def _l10n_vn_take_each(self):
        self.browse().check_access("write")
        taken, barred = self.browse(), self.browse()

        def take(leads):
            nonlocal taken, barred
            now, refused = leads._l10n_vn_take()
            taken, barred = taken + now, barred + refused

        errors = self._l10n_vn_lock_unassigned()._l10n_vn_try_each(take)
        message = self.env._("It was recalled from you a short while ago: a colleague should try first.")
        errors |= dict.fromkeys(barred.ids, error("recalled", message))
        return self._l10n_vn_answer_owners(taken, "taken", errors)

    @verb(SOME)
    def l10n_vn_assign(
        self, users: Sequence[int | str], method: str = "turn", reassign: bool = False, request_key: str = ""
    ) -> list[dict]:
        """Assign these leads to salespeople and send each of them one notification.

        :param list users: ids or logins
        :param str method: ``turn``, ``load`` (fewest open leads first) or ``province`` (of the salesperson)
        :param bool reassign: also leads that have a salesperson
        :param str request_key: the same key gives the first answer again for seven days
        :return: one dict a lead, in their order:

            * ``lead_id``
            * ``outcome``: assigned; held: it has a salesperson; unassigned: none of the users is eligible; gone; or
              failed
            * ``owner``: name of the salesperson, '' where the user may not know
            * ``error``: ``code``, ``field``, ``message``, all '' where there is none
        :raise AccessError: where the user may not change leads
        :raise ApiError: where there are more than 1,000 leads, or an argument is not valid
        """
        check_size(self)
        check_choice(self, "method", method, METHODS)
        check_flag(self, "reassign", reassign)
        salespeople = find_salespeople(self, "users", users)
        self._l10n_vn_check_chosen(salespeople)
        arguments = {"users": salespeople.ids, "method": method, "reassign": bool(reassign)}
        return self._l10n_vn_once(
            "l10n_vn_assign",
            request_key,
            arguments,
            lambda: self._l10n_vn_assign_each(salespeople, METHODS[method], reassign),
        )

    def _l10n_vn_assign_each(self, users, method, reassign):
        self.browse().check_access("write")
        assigned = self.browse()

        def assign(leads):
            nonlocal assigned
            assigned += leads.browse().union(*leads._l10n_vn_hand_out(users, method, reassign).values())

        errors = self._l10n_vn_try_each(assign)
        return self._l10n_vn_answer_owners(assigned, "assigned", errors)

    def _l10n_vn_answer_owners(self, done, outcome, errors):
        """Return the answers of a verb that has given ``done`` a salesperson: ``outcome`` where that was no error."""
        existing = self.exists()
        owners, _is_refused = existing._l10n_vn_get_owner_names()
        # sudo: whether they have a salesperson, and whether it is the user
        holders = {lead.id: lead.user_id.id for lead in existing.sudo()}
        answers = []
        for lead in self:
            refusal = errors.get(lead.id, error())
            if lead.id not in holders:
                kind, refusal = "gone", error()
            elif lead in done or outcome == "taken" and holders[lead.id] == self.env.uid:
                kind = outcome
            elif refusal["code"]:
                kind = "failed"
            else:
                kind = "held" if holders[lead.id] else "unassigned"
            answers.append({"lead_id": lead.id, "outcome": kind, "owner": owners.get(lead, ""), "error": refusal})
        return answers
