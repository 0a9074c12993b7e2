"""Search text of the leads of customers that Odoo merges by SQL."""

from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Leads of the merged customers get the words of the one that is left."""
        res = super()._update_foreign_keys(src_partners, dst_partner)
        # sudo: leads of every user have the customer
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads.search([("partner_id", "=", dst_partner.id)])._l10n_vn_renew_search_text()
        return res
