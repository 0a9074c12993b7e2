"""How do two transactions that bring in the same person at the same time make one lead?

Who looks for known people before it creates leads takes its turn first, company by company, and holds it until its end.
What others have committed while it waited is not in its view of the database: it asks for that in another one.
"""

from odoo import api, models
from odoo.tools import SQL

# Any number that no other advisory lock of the database uses as its first part.
_LOCK = 190725
# Leads that came in since a transaction began are among the last so many.
_LAST = 2000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_take_turn(self, companies):
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
