"""Mass conversion of leads in chunks; a lead that fails is skipped with its reason, the others are converted.

``options`` is a dict of ``deduplicate``, ``customer`` (each_exist_or_create, create, exist, nothing), ``partner_id``,
``known`` (ids of the customers who existed when *create* was chosen), ``user_ids`` (assigned in turn), ``team_id``,
``force_assignment``. ``assignments`` is {lead id: id of the new salesperson}.
"""

import logging
from collections import namedtuple

import psycopg2
from odoo import api, models
from odoo.exceptions import AccessError, ConcurrencyError, LockError, UserError

from ..context import CONVERSION_STORED
from ..matching.lock import lock_free, lock_or_retry
from ..storage_failure import failure_of

_logger = logging.getLogger(__name__)
CHUNK = 500
# Conflicts with another transaction: ``retrying()`` of Odoo, or the runner of background work, repeats the transaction.
CONCURRENCY_ERRORS = (psycopg2.OperationalError, ConcurrencyError, LockError)
# ``kind``: converted, merged, there (it was an opportunity already) or skipped; ``reason`` is a text for the user.
Outcome = namedtuple("Outcome", ("lead_id", "name", "kind", "reason", "opportunity_id"))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_convert_leads(self, options, assigned_count=0):
        """Convert the leads of ``self``, in their order.

        :param dict options: see above
        :param int assigned_count: number of leads of the same conversion that were assigned before
        :return: list of :class:`Outcome`, and the assignments
        """
        outcomes, assignments = [], {}
        for start in range(0, len(self), CHUNK):
            self.env.invalidate_all()  # bounds the memory to that of one chunk
            chunk = self[start : start + CHUNK]
            done, assigned = chunk._l10n_vn_convert_safely(options, assigned_count + len(assignments))
            outcomes += done
            assignments |= assigned
        return outcomes, assignments

    def _l10n_vn_convert_safely(self, options, assigned_count):
        """Convert ``self`` in a savepoint; where that fails, each half of it, down to the single leads that fail."""
        try:
            with self.env.cr.savepoint():
                return self._l10n_vn_convert_together(options, assigned_count)
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if failure_of(error):
                raise  # a failure of the server, not of a lead
            if len(self) == 1:
                return [self._l10n_vn_explain(error)], {}
        half = len(self) // 2
        first, assignments = self[:half]._l10n_vn_convert_safely(options, assigned_count)
        second, assigned = self[half:]._l10n_vn_convert_safely(options, assigned_count + len(assignments))
        return first + second, assignments | assigned

    def _l10n_vn_explain(self, error):
        """Return the outcome of a lead that could not be converted."""
        readable = self.exists()._filtered_access("read")
        if isinstance(error, AccessError):
            # Odoo's own text may name records that rules hide, and the reason is stored.
            reason = self.env._("You may not see or change it.")
        elif isinstance(error, UserError):
            reason = str(error)
        else:
            _logger.warning("Lead %s could not be converted", self.id, exc_info=error)
            reason = self.env._("Something unexpected went wrong; show it to your administrator: %s", error)
        return Outcome(self.id, readable.name or "", "skipped", reason, False)

    def _l10n_vn_convert_together(self, options, assigned_count):
        """Convert ``self``; return outcomes and assignments, or raise where any lead fails."""
        outcomes = []
        leads = self._l10n_vn_lock_convertible(outcomes)
        ready, missing = leads.filtered(lambda lead: lead.type == "lead")._l10n_vn_split_ready()
        outcomes += [
            Outcome(lead_id, self.browse(lead_id).name, "skipped", "\n".join(reasons), False)
            for lead_id, reasons in missing.items()
        ]
        leads = leads.filtered(lambda lead: lead.id not in missing)
        if options.get("deduplicate"):
            leads = leads._l10n_vn_merge_duplicates(outcomes)
        leads = CONVERSION_STORED.on(leads)
        snapshots = leads._l10n_vn_snapshot_conversion()
        opportunities = leads.filtered(lambda lead: lead.type == "opportunity")
        new = leads - opportunities
        assignments = leads._l10n_vn_assign_in_turn(options, assigned_count)
        leads._l10n_vn_give_customers(options, assignments)
        if self._l10n_vn_can_bulk("convert"):
            new._l10n_vn_convert_set(assignments, options.get("team_id"))
            opportunities._l10n_vn_set_salespeople(options, assignments)
        else:
            for lead in new:
                lead.convert_opportunity(lead.partner_id)
            leads._l10n_vn_set_salespeople(options, assignments)
        snapshots._finish_snapshots()
        outcomes += [
            Outcome(lead.id, lead.name, "there" if lead in opportunities else "converted", "", lead.id)
            for lead in leads
        ]
        return outcomes, assignments

    def _l10n_vn_lock_convertible(self, outcomes):
        """Lock the leads of ``self``; return those that can be converted and add the others to ``outcomes``."""
        self.browse().check_access("write")
        existing = self.exists()
        locked = lock_free(existing)
        locked.invalidate_recordset()
        locked.check_access("write")
        merged = self.env["crm.lead.conversion"]._find_merged((self - existing).ids)
        for lead in self - existing:
            outcomes.append(
                merged.get(lead.id) or Outcome(lead.id, "", "skipped", self.env._("It is no longer there."), False)
            )
        for lead in existing - locked:
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
        """Merge duplicates among ``self`` and existing records; return the leads and opportunities that are left."""
        self._l10n_vn_lock_keys()
        groups = self._l10n_vn_get_duplicate_groups()
        names = {lead.id: lead.name for lead in self}
        lock_or_retry(self.browse().union(*groups) - self)
        kept = self._l10n_vn_merge_groups(groups)
        for lead_id, name in names.items():
            if left := kept.get(lead_id):
                outcomes.append(Outcome(lead_id, name, "merged", "", left.id))
        left = self.browse().union(*groups).exists()
        return self.filtered(lambda lead: lead.id not in kept and lead not in left) + left

    def _l10n_vn_give_customers(self, options, assignments):
        """Find or create the customers of ``self``, as ``options`` say."""
        how = options.get("customer")
        if how == "exist":
            self._l10n_vn_set_customers(dict.fromkeys(self, self.env["res.partner"].browse(options["partner_id"])))
        elif how == "each_exist_or_create":
            found = self._l10n_vn_find_customers()
            self._l10n_vn_set_customers({lead: found[lead.id] for lead in self if found[lead.id]})
        elif how == "create" and "known" in options:
            found = self._l10n_vn_find_customers()
            known = {False, *options["known"]}
            new = {lead: found[lead.id] for lead in self if found[lead.id].id not in known}
            self._l10n_vn_set_customers(new)
        missing = self.filtered(lambda lead: not lead.partner_id)
        if missing and how in ("create", "each_exist_or_create"):
            missing._l10n_vn_create_missing(assignments)

    def _l10n_vn_create_missing(self, assignments):
        self._l10n_vn_lock_keys()
        if self._l10n_vn_can_bulk("convert"):
            self._l10n_vn_create_customers(assignments)
            return
        for lead in self:
            found = lead._find_matching_partner()  # created for another lead of the same person
            lead.with_context(default_user_id=assignments.get(lead.id))._handle_partner_assignment(
                force_partner_id=found.id
            )

    def _l10n_vn_assign_in_turn(self, options, assigned_count):
        """Return the assignments of ``self`` to the users of ``options`` in turn; write nothing."""
        # Perhaps one of them has left since the conversion began.
        user_ids = self.env["res.users"].browse(options.get("user_ids")).exists().filtered("active").ids
        if not user_ids:
            return {}
        free = self if options.get("force_assignment") else self.filtered(lambda lead: not lead.user_id)
        return {lead.id: user_ids[index % len(user_ids)] for index, lead in enumerate(free, assigned_count)}

    def _l10n_vn_set_salespeople(self, options, assignments):
        """Write the salespeople of ``assignments`` without notifications; the caller sends one to each."""
        quiet = self.with_context(mail_auto_subscribe_no_notify=True)
        for user_id in dict.fromkeys(assignments.values()):
            leads = quiet.browse(lead_id for lead_id in self.ids if assignments.get(lead_id) == user_id)
            leads._handle_salesmen_assignment([user_id], team_id=options.get("team_id"))

    @api.model
    def _l10n_vn_notify_converted(self, assigned):
        """Send each salesperson one notification of the new opportunities in ``assigned``, {user: leads}."""
        for user, leads in assigned.items():
            if user == self.env.user or not user.exists().active:
                continue
            if len(leads) == 1:
                leads._message_auto_subscribe_notify(user.partner_id.ids, "mail.message_user_assigned")
                continue
            env = self.with_context(lang=user.lang).env
            env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=env._("%(count)s opportunities for you", count=len(leads)),
                body=env._(
                    "%(name)s has converted %(count)s leads into opportunities of yours.",
                    name=self.env.user.name,
                    count=len(leads),
                ),
            )
