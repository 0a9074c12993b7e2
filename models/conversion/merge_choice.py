"""Choices of a person who merges records: which one is left, and whose values it gets where they differ."""

from odoo import models

from ..context import MergeChoice


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _sort_by_confidence_level(self, reverse=False):
        """Extend Odoo's: the record that a person has chosen to be left is the surest."""
        leads, choice = super()._sort_by_confidence_level(reverse), MergeChoice.of(self)
        if choice is None:
            return leads
        return leads.sorted(lambda lead: (lead.id != choice.lead_id) == reverse)

    def _merge_data(self, fnames=None):
        """Extend Odoo's with the values that a person has chosen."""
        return {**super()._merge_data(fnames), **(MergeChoice.of(self) or {})}
