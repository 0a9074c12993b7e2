"""What keeps two transactions from creating one customer twice?"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

PERSON = {"phone", "email", "vat"}


class CrmLeadConversionClaim(models.Model):
    """Keys of customers that are being created: the second transaction with one of them waits, and is repeated."""

    _name = "crm.lead.conversion.claim"
    _description = "Customer under Creation"
    _log_access = False

    key = fields.Char(required=True)
    claimed_at = fields.Datetime(required=True)

    _key_unique = models.Constraint("UNIQUE(key)", "A customer is created once.")

    @api.model
    def _claim(self, keys):
        """Hold ``keys`` until the transaction ends.

        Odoo's transactions see the database as it was when they began. A row that another one has written since then
        cannot be written without PostgreSQL refusing; Odoo then repeats the request, which finds the customer.
        """
        values = sorted(f"{kind}:{value}" for kind, value in keys)
        if values:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (key, claimed_at) SELECT unnest(%s::varchar[]), %s"
                    " ON CONFLICT (key) DO UPDATE SET claimed_at = excluded.claimed_at",
                    SQL.identifier(self._table),
                    values,
                    self.env.cr.now(),
                )
            )

    @api.autovacuum
    def _gc_claims(self):
        old = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE claimed_at < %s", SQL.identifier(self._table), old))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_claim(self):
        """Hold what makes the people and companies of ``self`` known, until the transaction ends."""
        self.env["crm.lead.conversion.claim"]._claim(set().union(*self._l10n_vn_get_keys().values()))
