"""Dialogs about the leads that were selected in a list or form."""

from odoo import api, models


class CrmLeadSelection(models.AbstractModel):
    """Base of dialogs with a field ``lead_ids``, which is filled with the selected leads."""

    _name = "crm.lead.selection"
    _description = "Selected Leads"

    @api.model
    def default_get(self, fields_list):
        """Fill ``lead_ids`` with the leads of the action, unless its context has a default for them."""
        values = super().default_get(fields_list)
        if "lead_ids" in fields_list and self.env.context.get("active_model") == "crm.lead":
            values.setdefault("lead_ids", [(6, 0, self.env.context.get("active_ids", []))])
        return values
