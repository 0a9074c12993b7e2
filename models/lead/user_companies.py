"""Companies that the salesperson of a lead may belong to, as forms and lists of Odoo ask for them."""

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _compute_user_company_ids(self):
        """Compute once for each company: written lead by lead, the same list takes a third of the time of a page."""
        for leads in self.grouped("company_id").values():
            super(CrmLead, leads[0])._compute_user_company_ids()
            field, ids = self._fields["user_company_ids"], (leads.company_id or leads[0].user_company_ids)._ids
            field._update_cache(leads[1:], ids)
