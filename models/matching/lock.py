"""How do two transactions that bring in the same person at the same time make one lead?

Who looks for known people before it creates leads takes its turn first, company by company, and holds it until its end.
What others have committed while it waited is not in its view of the database: it asks for that in another one.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Any number that no other advisory lock of the database uses as its first part.
_LOCK = 190725
# Leads that came in since a transaction began are among the last so many.
_LAST = 2000
PERSON = {"phone", "email", "vat"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_lock_companies(self, companies):
        """Wait until nobody else brings people into ``companies``; hold the turn until the transaction ends."""
        ids = sorted(companies.ids) or [0]  # in one order, so that nobody waits in a circle
        self.env.cr.execute(
            SQL("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int4[]) AS company (id)", _LOCK, ids)
        )

    @api.model
    def _l10n_vn_is_unseen(self, keys, companies):
        """Return whether somebody of ``keys`` has come in since this transaction began, so that it cannot see him.

        :param keys: set of :meth:`_l10n_vn_match_keys`
        :param companies: where to look, as for :meth:`_l10n_vn_match_leads`
        """
        latest = SQL("SELECT max(id), count(*) FROM crm_lead WHERE id > (SELECT max(id) FROM crm_lead) - %s", _LAST)
        with self.env.registry.cursor() as cr:
            now = self.with_env(self.env(cr=cr))
            if self.env.execute_query(latest) == now.env.execute_query(latest):
                return False
            found = now._l10n_vn_match_leads(keys, companies=companies.with_env(now.env))
        ids = {lead_id for ids in found.values() for lead_id in ids}
        return len(self.browse(ids).exists()) < len(ids)

    def _l10n_vn_lock_keys(self):
        """Hold what makes the people and companies of ``self`` known, until the transaction ends."""
        self.env["crm.lead.key.lock"]._lock_keys(set().union(*self._l10n_vn_get_keys().values()))


class CrmLeadKeyLock(models.Model):
    """Keys of customers that are being created: the second transaction with one of them waits, and is repeated."""

    _name = "crm.lead.key.lock"
    _description = "Customer under Creation"
    _log_access = False

    key = fields.Char(required=True)
    locked_at = fields.Datetime(required=True)

    _key_unique = models.Constraint("UNIQUE(key)", "A customer is created once.")

    @api.model
    def _lock_keys(self, keys):
        """Hold ``keys`` until the transaction ends.

        Odoo's transactions see the database as it was when they began. A row that another one has written since then
        cannot be written without PostgreSQL refusing; Odoo then repeats the request, which finds the customer.
        """
        values = sorted(f"{kind}:{value}" for kind, value in keys)
        if values:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (key, locked_at) SELECT unnest(%s::varchar[]), %s"
                    " ON CONFLICT (key) DO UPDATE SET locked_at = excluded.locked_at",
                    SQL.identifier(self._table),
                    values,
                    self.env.cr.now(),
                )
            )

    @api.autovacuum
    def _gc_keys(self):
        old = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE locked_at < %s", SQL.identifier(self._table), old))
