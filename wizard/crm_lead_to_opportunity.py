"""Conversion window of one lead: fields and button; its logic is in ``models/conversion/window.py``."""

from odoo import fields, models

from ..models.argument_checks import ONE, public
from ..models.context import BY_WORDS, MERGE_ALL
from ..models.storage_failure import in_words


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    name = fields.Selection(selection_add=[("attach", "Attach to an existing opportunity")])
    action = fields.Selection(
        selection_add=[("nothing", "Do not link to a customer")],
        ondelete={"nothing": lambda wizards: wizards.write({"action": "create"})},
    )
    commercial_partner_id = fields.Many2one(context={BY_WORDS: True})
    partner_id = fields.Many2one(context={BY_WORDS: True})
    l10n_vn_opportunity_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        domain=[("type", "=", "opportunity"), ("won_status", "=", "pending")],
        compute="_compute_l10n_vn_opportunity_id",
        store=True,
        readonly=False,
        compute_sudo=False,
    )
    l10n_vn_candidates = fields.Json("Customers That May Be Meant", compute="_compute_l10n_vn_candidates")
    # Stored and sent back by the screen: computed again on saving, it would contain customers created since.
    l10n_vn_known_customers = fields.Char(
        "Customers Found at First",
        compute="_compute_l10n_vn_known_customers",
        store=True,
        precompute=True,
        readonly=False,
        compute_sudo=False,
    )
    l10n_vn_is_archived = fields.Boolean("Customer Is Archived", compute="_compute_l10n_vn_is_archived")
    l10n_vn_stage_id = fields.Many2one(
        "crm.stage",
        "Stage",
        compute="_compute_l10n_vn_stage_id",
        store=True,
        readonly=False,
        compute_sudo=False,
        domain="[('l10n_vn_applies_to', 'in', ['opportunity', 'both']), ('is_won', '=', False), "
        "'|', ('team_ids', '=', False), ('team_ids', 'in', team_id)]",
    )
    l10n_vn_expected_revenue = fields.Monetary(
        "Expected Revenue",
        currency_field="l10n_vn_currency_id",
        compute="_compute_l10n_vn_expectations",
        store=True,
        readonly=False,
        compute_sudo=False,
    )
    l10n_vn_currency_id = fields.Many2one(related="lead_id.company_currency", related_sudo=False)
    l10n_vn_date_deadline = fields.Date(
        "Expected Closing", compute="_compute_l10n_vn_expectations", store=True, readonly=False, compute_sudo=False
    )
    l10n_vn_activity_type_id = fields.Many2one(
        "mail.activity.type", "Next Action", domain="[('res_model', 'in', (False, 'crm.lead'))]"
    )
    l10n_vn_activity_date = fields.Date(
        "Next Action Date", compute="_compute_l10n_vn_activity_date", store=True, readonly=False, compute_sudo=False
    )
    l10n_vn_activity_summary = fields.Char("Summary")

    l10n_vn_answers = fields.Json("Answers", help="Given in this window: saved on the lead with the conversion.")
    l10n_vn_qualification = fields.Json("Qualification", compute="_compute_l10n_vn_gate")
    l10n_vn_missing = fields.Char("Still Missing", compute="_compute_l10n_vn_gate")
    l10n_vn_can_pass = fields.Boolean("May Let Pass", compute="_compute_l10n_vn_gate")
    l10n_vn_pass_reason = fields.Char("Reason to Let It Pass")
    # What was proposed last: revenue and date follow the answers until the user changes them.
    l10n_vn_proposals = fields.Json(
        "Proposals", compute="_compute_l10n_vn_expectations", store=True, readonly=False, compute_sudo=False
    )

    @in_words
    def action_apply(self):
        """Convert, merge or attach; where the lead is converted already, show the opportunity."""
        self._l10n_vn_save_answers()
        if action := self._l10n_vn_attach_or_notify():
            return action
        merging = MERGE_ALL.on(self) if self.lead_id else self
        return super(CrmLead2opportunityPartner, merging).action_apply()

    @public(ONE)
    @in_words
    def action_l10n_vn_apply(self) -> dict:
        """Do what :meth:`action_apply` does, and show the opportunity in the place of the lead's form.

        :return: action
        """
        lead_id = self.lead_id.id
        return self._l10n_vn_show(self.action_apply(), lead_id)

    @public(ONE)
    @in_words
    def action_l10n_vn_save_answers(self) -> dict:
        """Save the answers on the lead without converting it; return the action that closes the window."""
        self._l10n_vn_save_answers()
        return {"type": "ir.actions.act_window_close"}
