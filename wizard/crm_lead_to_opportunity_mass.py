"""What does the user choose for many leads at once?"""

from odoo import api, fields, models

from ..models.checked import ONE, public
from ..models.storage_failure import in_words

# What takes about two seconds; more is done in steps, with a progress bar.
AT_ONCE = 200
BACKGROUND_ABOVE = 10000


class CrmLead2opportunityPartnerMass(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner.mass"

    lead_tomerge_ids = fields.Many2many(default=lambda self: self._default_lead_tomerge_ids())
    l10n_vn_lead_count = fields.Integer("Leads", compute="_compute_l10n_vn_counts")
    l10n_vn_duplicate_count = fields.Integer("With Duplicates", compute="_compute_l10n_vn_counts")

    def _default_lead_tomerge_ids(self):
        """Leave out leads that were merged or deleted since the list was loaded: their outcome is told at the end."""
        return self.env["crm.lead"].browse(self.env.context.get("active_ids", [])).exists()

    @api.depends("lead_tomerge_ids", "duplicated_lead_ids")
    def _compute_l10n_vn_counts(self):
        for wizard in self:
            wizard.l10n_vn_lead_count = len(wizard.lead_tomerge_ids)
            wizard.l10n_vn_duplicate_count = len(wizard.duplicated_lead_ids)

    @api.depends("lead_tomerge_ids")
    def _compute_duplicated_lead_ids(self):
        for wizard in self:
            leads = wizard.lead_tomerge_ids._origin
            groups = leads._l10n_vn_get_duplicate_groups()
            wizard.duplicated_lead_ids = leads & leads.browse().union(*groups)

    @api.depends("lead_tomerge_ids", "action")
    def _compute_l10n_vn_known_customers(self):
        for wizard in self:
            asked = wizard.lead_tomerge_ids._origin if wizard.action == "create" else self.env["crm.lead"]
            customers = self.env["res.partner"].union(*asked._l10n_vn_find_customers().values())
            wizard.l10n_vn_known_customers = wizard._l10n_vn_join_ids(customers)

    @in_words
    def action_mass_convert(self):
        """Convert the leads, and show what became of each; above 10,000 in the background."""
        self.ensure_one()
        if self.name != "convert":
            return super().action_mass_convert()
        record = self._l10n_vn_open()
        if record.state == "running":
            record._go_on()
        return record._get_screen()

    @public(ONE)
    @in_words
    def action_l10n_vn_start(self):
        """Convert few leads at once, more in steps that the screen asks for while it shows how far it is."""
        record = self._l10n_vn_open()
        if record.state == "running" and record.lead_count <= AT_ONCE:
            record._go_on()
        return record._get_screen()

    def _l10n_vn_open(self):
        leads = self.env["crm.lead"].browse(self.env.context.get("active_ids") or self.lead_tomerge_ids.ids)
        background = len(leads) > BACKGROUND_ABOVE
        record = self.env["crm.lead.conversion"]._open(leads, self._l10n_vn_get_order(), background)
        if background:
            record._start_in_background()
        return record

    def _l10n_vn_get_order(self):
        return {
            "deduplicate": self.deduplicate,
            "customer": self.action,
            "known": sorted(self._l10n_vn_get_known_ids()),
            "partner_id": self.partner_id.id,
            "user_ids": self.user_ids.ids,
            "team_id": self.team_id.id,
            "force_assignment": self.force_assignment,
        }
