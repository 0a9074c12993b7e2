"""What is kept of a customer beside what Odoo knows?"""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_zalo = fields.Char("Zalo", help="The number or name under which this contact is found on Zalo.")
