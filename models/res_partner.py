"""What is kept of a customer beside what Odoo knows?"""

from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_zalo = fields.Char("Zalo", help="The number or name under which this contact is found on Zalo.")

    @api.model
    def _l10n_vn_has_address(self, addresses):
        """Return whether any contact, of whatever company, has one of ``addresses`` (set of str, normalized)."""
        self.flush_model(["email_normalized"])
        query = SQL("SELECT 1 FROM res_partner WHERE email_normalized = ANY(%s) LIMIT 1", list(addresses))
        return bool(self.env.execute_query(query))
