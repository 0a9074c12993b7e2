"""Conversion window of many leads: fields and buttons; its logic is in ``models/conversion/window_mass.py``."""

from odoo import fields, models

from ..models.argument_checks import ONE, public
from ..models.storage_failure import in_words


class CrmLead2opportunityPartnerMass(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner.mass"

    lead_tomerge_ids = fields.Many2many(default=lambda self: self._default_lead_tomerge_ids())
    l10n_vn_lead_count = fields.Integer("Leads", compute="_compute_l10n_vn_counts")
    l10n_vn_duplicate_count = fields.Integer("With Duplicates", compute="_compute_l10n_vn_counts")
    l10n_vn_unqualified_count = fields.Integer("Not Qualified Yet", compute="_compute_l10n_vn_unqualified")
    l10n_vn_unqualified = fields.Char("Missing of Them", compute="_compute_l10n_vn_unqualified")

    def _default_lead_tomerge_ids(self):
        """Skip leads that were merged or deleted since the list was loaded: the record names them."""
        return self.env["crm.lead"].browse(self.env.context.get("active_ids", [])).exists()

    @in_words
    def action_mass_convert(self):
        """Convert the leads, above 10,000 in the background, and show the outcomes."""
        self.ensure_one()
        if self.name != "convert":
            return super().action_mass_convert()
        return self._l10n_vn_start_conversion()

    @public(ONE)
    @in_words
    def action_l10n_vn_start(self) -> dict:
        """Convert up to 200 leads at once, more in steps that the screen requests.

        :return: action that shows the record of the conversion
        """
        return self._l10n_vn_start_conversion(in_steps=True)
