"""How do values become clean, whatever the door they came through?"""

from odoo import api, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_clean_values(self, vals_list):
        """Return ``vals_list`` (list of dicts, as for ``create`` or ``write``) with clean values."""
        return vals_list
