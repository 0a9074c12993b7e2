"""Conversion window of many leads: counts, duplicates, and the start of the conversion."""

from collections import Counter

from odoo import api, models

# Number of leads converted in one request (about two seconds); more are converted in steps, with a progress bar.
AT_ONCE = 200
BACKGROUND_ABOVE = 10000


class CrmLead2opportunityPartnerMass(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner.mass"

    @api.depends("lead_tomerge_ids", "duplicated_lead_ids")
    def _compute_l10n_vn_counts(self):
        for wizard in self:
            wizard.l10n_vn_lead_count = len(wizard.lead_tomerge_ids)
            wizard.l10n_vn_duplicate_count = len(wizard.duplicated_lead_ids)

    @api.depends("lead_tomerge_ids")
    @api.depends_context("lang")
    def _compute_l10n_vn_unqualified(self):
        """Count the leads that the gate would skip, and how many of them miss each criterion."""
        for wizard in self:
            missing = wizard.lead_tomerge_ids._origin._l10n_vn_get_missing()
            counts = Counter(criterion for criteria in missing.values() for criterion in criteria)
            wizard.l10n_vn_unqualified_count = len(missing)
            wizard.l10n_vn_unqualified = ", ".join(
                f"{criterion.name} ({count})"
                for criterion, count in sorted(counts.items(), key=lambda item: (item[0].sequence, item[0].id))
            )

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

    def _l10n_vn_start_conversion(self, in_steps=False):
        """Convert the leads, above 10,000 in the background.

        :param bool in_steps: leave more than 200 leads to the screen, which calls ``l10n_vn_go_on`` for each step
        :return: action that shows the record of the conversion
        """
        leads = self.env["crm.lead"].browse(self.env.context.get("active_ids") or self.lead_tomerge_ids.ids)
        background = len(leads) > BACKGROUND_ABOVE
        record = self.env["crm.lead.conversion"]._open(leads, self._l10n_vn_get_options(), background)
        if background:
            record._start_work()
        if record.state == "running" and not (in_steps and record.lead_count > AT_ONCE):
            record._go_on()
        return record._get_screen()

    def _l10n_vn_get_options(self):
        return {
            "deduplicate": self.deduplicate,
            "customer": self.action,
            "known": sorted(self._l10n_vn_get_known_ids()),
            "partner_id": self.partner_id.id,
            "user_ids": self.user_ids.ids,
            "team_id": self.team_id.id,
            "force_assignment": self.force_assignment,
        }
