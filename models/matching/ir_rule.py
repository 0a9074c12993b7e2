"""What is a salesperson told where a record rule has just hidden a lead?"""

from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        sentence = records._name == "crm.lead" and records._l10n_vn_describe_new_owners()
        return AccessError(sentence) if sentence else error
