"""What happens when an import meets another one, a mail, or somebody who works on the same leads?

Imports that look for who is already there take turns with them, chunk by chunk. One that finds out that the same person
has come in since it began, or that somebody has just saved a lead that it is about to change, starts its chunk over and
sees both. Nothing is written over unseen.
"""

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _take_turn(self):
        """Wait until nobody else in the company is looking for known people; hold the turn until the commit."""
        if self.policy != "create":
            self.env["crm.lead"]._l10n_vn_take_turn(self.company_id)

    def _check_others(self, keys):
        """Start over where a lead of ``keys`` has come in that this transaction can't see.

        :raises ConcurrencyError: Odoo, and the background job, then do the transaction again
        """
        if self.env["crm.lead"]._l10n_vn_is_unseen(keys, self.env.companies):
            raise ConcurrencyError(f"Somebody else has brought in a person of import {self.id}")

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
