"""What happens when an import meets another one, or somebody who works on the same leads?

Imports that look for who is already there take turns in their company, chunk by chunk. One that finds out that another
has brought the same person in since it began, or that somebody has just saved a lead that it is about to change, starts
its chunk over and sees both. Nothing is written over unseen.
"""

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

# Any number that no other advisory lock of the database uses as its first part.
_LOCK = 190725


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _take_turn(self):
        """Wait until no other import of the company is looking for known people; hold the turn until the commit."""
        if self.policy != "create":
            self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK, self.company_id.id or 0))

    def _check_others(self, keys):
        """Start over where another import has created someone of ``keys`` that this transaction can't see.

        :raises ConcurrencyError: Odoo, and the background job, then do the transaction again
        """
        progress = SQL("SELECT count(*), sum(position) FROM crm_lead_import WHERE id != %s", self.id)
        with self.env.registry.cursor() as cr:
            now = self.with_env(self.env(cr=cr))
            if self.env.execute_query(progress) == now.env.execute_query(progress):
                return
            found = now.env["crm.lead"]._l10n_vn_match_leads(keys)
        ids = {lead_id for ids in found.values() for lead_id in ids}
        if len(self.env["crm.lead"].browse(ids).exists()) < len(ids):
            raise ConcurrencyError(f"Another import has brought in a person of import {self.id}")

    def _hold(self, leads):
        """Keep others from saving ``leads`` before this chunk is in.

        Where somebody has saved one since this transaction began, PostgreSQL refuses and the transaction is done again.
        In the order of their ids, so that two imports never wait for each other.
        """
        if leads:
            self.env.flush_all()
            self.env.cr.execute(
                SQL("SELECT id FROM crm_lead WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", sorted(leads.ids))
            )
