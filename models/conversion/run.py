"""How are thousands of leads converted, so that what fails is named and what can be done is done?"""

import logging
from collections import namedtuple

import psycopg2
from odoo import api, models
from odoo.exceptions import AccessError, ConcurrencyError, LockError, UserError

from ..matching.lock import lock_free, lock_or_retry
from ..storage_failure import failure_of

_logger = logging.getLogger(__name__)
CHUNK = 500
# A transaction that lost a race is repeated as a whole by who called.
RACES = (psycopg2.OperationalError, ConcurrencyError, LockError)
# ``kind``: converted, merged, there (was an opportunity already) or skipped; ``reason`` as text for the user.
Outcome = namedtuple("Outcome", ("lead_id", "name", "kind", "reason", "opportunity_id"))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_convert_leads(self, order, turn=0):
        """Convert the leads of ``self``, in their order.

        :param dict order: ``deduplicate``, ``customer`` (each_exist_or_create, create, exist, nothing), ``partner_id``,
            ``known`` (ids of the customers who were there when *create* was chosen), ``user_ids`` (in turn),
            ``team_id``, ``force_assignment``
        :param int turn: number of leads that were assigned before
        :return: list of :class:`Outcome`, and {lead id: user id} of the leads that were assigned
        """
        outcomes, shares = [], {}
        for start in range(0, len(self), CHUNK):
            self.env.invalidate_all()  # the memory that one chunk needs is enough for any number of them
            done, shared = self[start : start + CHUNK]._l10n_vn_convert_safely(order, turn + len(shares))
            outcomes += done
            shares |= shared
        return outcomes, shares

    def _l10n_vn_convert_safely(self, order, turn):
        """Convert ``self`` or, where that fails, each half of it, until what fails stands alone."""
        try:
            with self.env.cr.savepoint():
                return self._l10n_vn_convert_together(order, turn)
        except RACES:
            raise
        except Exception as error:
            if failure_of(error):
                raise  # no lead's fault
            if len(self) == 1:
                return [self._l10n_vn_explain(error)], {}
        half = len(self) // 2
        first, shares = self[:half]._l10n_vn_convert_safely(order, turn)
        second, shared = self[half:]._l10n_vn_convert_safely(order, turn + len(shares))
        return first + second, shares | shared

    def _l10n_vn_explain(self, error):
        """Return the outcome of a lead that could not be converted."""
        readable = self.exists()._filtered_access("read")
        if isinstance(error, AccessError):
            # Odoo's own text may name records that rules hide, and the reason is kept.
            reason = self.env._("You may not see or change it.")
        elif isinstance(error, UserError):
            reason = str(error)
        else:
            _logger.warning("Lead %s could not be converted", self.id, exc_info=error)
            reason = self.env._("Something unexpected went wrong; show it to your administrator: %s", error)
        return Outcome(self.id, readable.name or "", "skipped", reason, False)

    def _l10n_vn_convert_together(self, order, turn):
        outcomes = []
        leads = self._l10n_vn_lock_convertible(outcomes)
        ready, missing = leads.filtered(lambda lead: lead.type == "lead")._l10n_vn_split_ready()
        outcomes += [
            Outcome(lead_id, self.browse(lead_id).name, "skipped", "\n".join(reasons), False)
            for lead_id, reasons in missing.items()
        ]
        leads = leads.filtered(lambda lead: lead.id not in missing)
        if order.get("deduplicate"):
            leads = leads._l10n_vn_merge_duplicates(outcomes)
        there = leads.filtered(lambda lead: lead.type == "opportunity")
        new = leads - there
        shares = leads._l10n_vn_assign_in_turn(order, turn)
        leads._l10n_vn_give_customers(order, shares)
        if self._l10n_vn_is_fast("convert"):
            new._l10n_vn_convert_set(shares, order.get("team_id"))
            there._l10n_vn_hand_over(order, shares)
        else:
            for lead in new:
                lead.convert_opportunity(lead.partner_id)
            leads._l10n_vn_hand_over(order, shares)
        outcomes += [
            Outcome(lead.id, lead.name, "there" if lead in there else "converted", "", lead.id) for lead in leads
        ]
        return outcomes, shares

    def _l10n_vn_lock_convertible(self, outcomes):
        """Lock the leads of ``self`` and return those that can be converted; the others' outcomes are noted."""
        self.browse().check_access("write")
        there = self.exists()
        locked = lock_free(there)
        locked.invalidate_recordset()
        locked.check_access("write")
        merged = self.env["crm.lead.conversion"]._find_merged((self - there).ids)
        for lead in self - there:
            outcomes.append(
                merged.get(lead.id) or Outcome(lead.id, "", "skipped", self.env._("It is no longer there."), False)
            )
        for lead in there - locked:
            reason = self.env._("Somebody else is changing it at this moment.")
            outcomes.append(Outcome(lead.id, lead.name, "skipped", reason, False))
        for lead in locked:
            if not lead.active:
                reason = self.env._("It is lost or archived: restore it first.")
            elif lead.won_status == "won":
                reason = self.env._("It is won already.")
            else:
                continue
            outcomes.append(Outcome(lead.id, lead.name, "skipped", reason, False))
        return locked.filtered(lambda lead: lead.active and lead.won_status != "won")

    def _l10n_vn_merge_duplicates(self, outcomes):
        """Merge the leads of ``self`` with each other and with what is there; return those that are left."""
        self._l10n_vn_lock_keys()
        groups = self._l10n_vn_get_duplicate_groups()
        names = {lead.id: lead.name for lead in self}
        lock_or_retry(self.browse().union(*groups) - self)
        heads = self._l10n_vn_merge_groups(groups)
        for lead_id, name in names.items():
            if head := heads.get(lead_id):
                outcomes.append(Outcome(lead_id, name, "merged", "", head.id))
        merged = self.browse().union(*groups).exists()
        return self.filtered(lambda lead: lead.id not in heads and lead not in merged) + merged

    def _l10n_vn_give_customers(self, order, shares):
        """Give the leads of ``self`` the customers that ``order`` asks for."""
        how = order.get("customer")
        if how == "exist":
            self._l10n_vn_set_customers(dict.fromkeys(self, self.env["res.partner"].browse(order["partner_id"])))
        elif how == "each_exist_or_create":
            found = self._l10n_vn_find_customers()
            self._l10n_vn_set_customers({lead: found[lead.id] for lead in self if found[lead.id]})
        elif how == "create" and "known" in order:
            found = self._l10n_vn_find_customers()
            known = {False, *order["known"]}
            new = {lead: found[lead.id] for lead in self if found[lead.id].id not in known}
            self._l10n_vn_set_customers(new)
        missing = self.filtered(lambda lead: not lead.partner_id)
        if missing and how in ("create", "each_exist_or_create"):
            missing._l10n_vn_create_missing(shares)

    def _l10n_vn_create_missing(self, shares):
        self._l10n_vn_lock_keys()
        if self._l10n_vn_is_fast("convert"):
            self._l10n_vn_create_customers(shares)
            return
        for lead in self:
            found = lead._find_matching_partner()  # a lead of the same person may have got its customer just now
            lead.with_context(default_user_id=shares.get(lead.id))._handle_partner_assignment(force_partner_id=found.id)

    def _l10n_vn_assign_in_turn(self, order, turn):
        """Return {lead id: user id}: whose the leads of ``self`` become, in turn."""
        users = order.get("user_ids")
        if not users:
            return {}
        free = self if order.get("force_assignment") else self.filtered(lambda lead: not lead.user_id)
        return {lead.id: users[place % len(users)] for place, lead in enumerate(free, turn)}

    def _l10n_vn_hand_over(self, order, shares):
        """Make the users of ``shares`` the salespeople of the leads; who calls tells them."""
        quiet = self.with_context(mail_auto_subscribe_no_notify=True)
        for user_id in dict.fromkeys(shares.values()):
            leads = quiet.browse(lead_id for lead_id in self.ids if shares.get(lead_id) == user_id)
            leads._handle_salesmen_assignment([user_id], team_id=order.get("team_id"))

    @api.model
    def _l10n_vn_notify_converted(self, shares):
        """Tell each salesperson once which opportunities of ``shares``, {user: leads}, are theirs now."""
        for user, leads in shares.items():
            if user == self.env.user:
                continue
            if len(leads) == 1:
                leads._message_auto_subscribe_notify(user.partner_id.ids, "mail.message_user_assigned")
                continue
            told = self.with_context(lang=user.lang)
            told.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=told.env._("%(count)s opportunities for you", count=len(leads)),
                body=told.env._(
                    "%(name)s has converted %(count)s leads into opportunities of yours.",
                    name=self.env.user.name,
                    count=len(leads),
                ),
            )
