"""Won leads: conversion of a lead that reaches a won stage into a won opportunity with a customer."""

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_follow_won_stage(self):
        """Make won opportunities, with a customer, of the leads of ``self`` that are in a won stage."""
        # sudo: whoever has just given a lead to a colleague may no longer read it
        leads = self.sudo()
        leads.fetch(["type", "stage_id"])  # not the whole records of thousands that were created at once
        won = leads.filtered(
            lambda lead: lead.type == "lead" and lead.stage_id.is_won and lead.l10n_vn_stage_use == "lead"
        )
        if won:
            self.browse(won.ids)._l10n_vn_convert_won()

    def _l10n_vn_convert_won(self):
        """Convert leads that were won: give each a customer and make it an opportunity, keeping its won stage."""
        self._l10n_vn_give_customers({"customer": "each_exist_or_create"}, {})
        for revenue, leads in self.grouped(lambda lead: (lead.l10n_vn_proposals or {}).get("expected_revenue")).items():
            proposed = {"expected_revenue": revenue} if revenue else {}
            leads.write({"type": "opportunity", "date_conversion": self.env.cr.now(), **proposed})
        self._message_log_batch(
            bodies={
                lead.id: self.env._(
                    "Won as a lead: it is now an opportunity of customer %(customer)s.",
                    customer=lead.partner_id._get_html_link(),
                )
                for lead in self
            }
        )

    def action_set_won(self):
        self.filtered(lambda lead: lead.type == "lead" and lead.won_status != "won")._l10n_vn_check_gate()
        for leads in self.grouped("l10n_vn_stage_use").values():
            super(CrmLead, leads).action_set_won()
        return True
