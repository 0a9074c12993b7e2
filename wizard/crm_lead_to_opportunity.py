"""What does the user choose when one lead becomes an opportunity?"""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    name = fields.Selection(selection_add=[("attach", "Attach to an existing opportunity")])
    action = fields.Selection(
        selection_add=[("nothing", "Do not link to a customer")], ondelete={"nothing": "set default"}, default="create"
    )
    l10n_vn_opportunity_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        domain=[("type", "=", "opportunity"), ("won_status", "=", "pending")],
        compute="_compute_l10n_vn_opportunity_id",
        store=True,
        readonly=False,
    )
    l10n_vn_candidates = fields.Json(compute="_compute_l10n_vn_candidates")
    l10n_vn_stage_id = fields.Many2one(
        "crm.stage",
        "Stage",
        compute="_compute_l10n_vn_stage_id",
        store=True,
        readonly=False,
        domain="[('l10n_vn_applies_to', 'in', ['opportunity', 'both']), ('is_won', '=', False), "
        "'|', ('team_ids', '=', False), ('team_ids', 'in', team_id)]",
    )
    l10n_vn_expected_revenue = fields.Monetary(
        "Expected Revenue",
        currency_field="l10n_vn_currency_id",
        compute="_compute_l10n_vn_expectations",
        store=True,
        readonly=False,
    )
    l10n_vn_currency_id = fields.Many2one(related="lead_id.company_currency")
    l10n_vn_date_deadline = fields.Date(
        "Expected Closing", compute="_compute_l10n_vn_expectations", store=True, readonly=False
    )
    l10n_vn_activity_type_id = fields.Many2one(
        "mail.activity.type", "Next Action", domain="[('res_model', 'in', (False, 'crm.lead'))]"
    )
    l10n_vn_activity_date = fields.Date(
        "Next Action Date", compute="_compute_l10n_vn_activity_date", store=True, readonly=False
    )
    l10n_vn_activity_summary = fields.Char("Summary")

    @api.depends("lead_id", "partner_id")
    def _compute_duplicated_lead_ids(self):
        for wizard in self:
            lead = wizard.lead_id
            super(
                CrmLead2opportunityPartner, wizard.with_context(l10n_vn_duplicates_of=lead._origin.id)
            )._compute_duplicated_lead_ids()

    @api.depends("duplicated_lead_ids")
    def _compute_l10n_vn_opportunity_id(self):
        for wizard in self:
            there = wizard.duplicated_lead_ids._origin - wizard.lead_id._origin
            is_open = there.filtered(lambda lead: lead.type == "opportunity" and lead.won_status == "pending")
            wizard.l10n_vn_opportunity_id = is_open._sort_by_confidence_level(reverse=True)[:1]

    @api.depends("lead_id")
    def _compute_l10n_vn_candidates(self):
        for wizard in self:
            wizard.l10n_vn_candidates = wizard.lead_id._l10n_vn_get_candidates() if wizard.lead_id else []

    @api.depends("team_id")
    def _compute_l10n_vn_stage_id(self):
        for wizard in self:
            target = self.env["crm.lead"].new({"type": "opportunity", "team_id": wizard.team_id.id})
            wizard.l10n_vn_stage_id = target._l10n_vn_find_first_stage() if wizard.lead_id.type == "lead" else False

    @api.depends("lead_id")
    def _compute_l10n_vn_expectations(self):
        for wizard in self:
            wizard.l10n_vn_expected_revenue = wizard.lead_id.expected_revenue
            wizard.l10n_vn_date_deadline = wizard.lead_id.date_deadline

    @api.depends("l10n_vn_activity_type_id")
    def _compute_l10n_vn_activity_date(self):
        for wizard in self:
            kind = wizard.l10n_vn_activity_type_id
            wizard.l10n_vn_activity_date = kind._get_date_deadline() if kind else False

    def action_apply(self):
        """Convert, merge or attach; where somebody else was faster, show what came out and say so."""
        lead = self.lead_id
        if lead and len(self.env.context.get("active_ids") or [lead.id]) == 1:
            if outcome := lead._l10n_vn_find_outcome():
                return outcome
        if self.name == "attach":
            return self._l10n_vn_attach().redirect_lead_opportunity_view()
        return super(CrmLead2opportunityPartner, self.with_context(l10n_vn_merge_of=lead.id or None)).action_apply()

    def _l10n_vn_attach(self):
        """Add the lead's history and data to the chosen opportunity, which keeps its own."""
        if not self.l10n_vn_opportunity_id:
            raise UserError(self.env._("Choose the opportunity to which the lead belongs."))
        lead, opportunity = self.lead_id, self.l10n_vn_opportunity_id
        self.lead_id = opportunity
        lead._l10n_vn_attach(opportunity)
        self._l10n_vn_plan_next(opportunity)
        return opportunity

    def _action_merge(self):
        opportunity = super()._action_merge()
        self._l10n_vn_plan_next(opportunity)
        return opportunity

    def _action_convert(self):
        opportunity = super()._action_convert()
        self._l10n_vn_plan_next(opportunity)
        return opportunity

    def _convert_and_allocate(self, leads, user_ids, team_id=False):
        """Lock the leads, then let the chosen values be written in the step in which they become opportunities."""
        leads._l10n_vn_lock()
        leads.filtered(lambda lead: not lead.partner_id)._l10n_vn_claim()
        values = self._l10n_vn_get_opportunity_values()
        super()._convert_and_allocate(leads.with_context(l10n_vn_opportunity_values=values), user_ids, team_id)

    def _l10n_vn_get_opportunity_values(self):
        values = {
            "stage_id": self.l10n_vn_stage_id.id,
            "expected_revenue": self.l10n_vn_expected_revenue,
            "date_deadline": self.l10n_vn_date_deadline,
        }
        if self.team_id:
            values["team_id"] = self.team_id.id
        changed = {name: value for name, value in values.items() if value}
        return changed if self.lead_id.type == "lead" else {}

    def _l10n_vn_plan_next(self, lead):
        """Plan the next action with the new salesperson."""
        if self.l10n_vn_activity_type_id:
            lead.activity_schedule(
                activity_type_id=self.l10n_vn_activity_type_id.id,
                date_deadline=self.l10n_vn_activity_date,
                summary=self.l10n_vn_activity_summary,
                user_id=lead.user_id.id or self.env.uid,
            )

    def _convert_handle_partner(self, lead, action, partner_id):
        """Leave the lead without a customer where the user wants it so."""
        if action == "nothing":
            return
        super()._convert_handle_partner(lead, action, partner_id)
