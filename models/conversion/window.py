"""Conversion window of one lead: proposed values, and the steps of Odoo's conversion that use them.

Its fields and its button are in ``wizard/``; methods that concern the lead alone have the lead as ``self``.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..context import CONVERSION_STORED, DuplicatesOf, OpportunityValues, SharedReads
from ..matching.lock import lock_or_retry


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_propose_opportunity(self, duplicates):
        """Return the most advanced open opportunity among ``duplicates``, to which to attach the lead ``self``."""
        is_open = (duplicates - self).filtered(lambda lead: lead.type == "opportunity" and lead.won_status == "pending")
        return is_open._sort_by_confidence_level(reverse=True)[:1]

    def _l10n_vn_get_differing(self, values):
        """Return those of ``values`` (dict, ids of records) that are set and differ from the lead's own."""
        own = {name: self[name].id if self._fields[name].relational else self[name] for name in values}
        return {name: value for name, value in values.items() if value and value != own[name]}


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Check that the lead still exists.

        :raise RedirectWarning: where it was merged, with a button that opens the record that is left
        :raise UserError: where it was deleted
        """
        context = self.env.context
        for vals in vals_list if self._fields["lead_id"].required else ():
            lead_id = vals.get("lead_id") or context.get("default_lead_id") or context.get("active_id")
            if lead_id and context.get("active_model", "crm.lead") == "crm.lead":
                self.env["crm.lead"].browse(lead_id)._l10n_vn_check_exists()
        return super().create(vals_list)

    def onchange(self, values, field_names, fields_spec):
        """Read what several fields of the window are computed from once."""
        return super(CrmLead2opportunityPartner, SharedReads().on(self)).onchange(values, field_names, fields_spec)

    # Proposals

    @api.depends("lead_id", "partner_id")
    def _compute_duplicated_lead_ids(self):
        for wizard in self:
            asking = DuplicatesOf(wizard.lead_id._origin.id).on(wizard) if wizard.lead_id._origin else wizard
            super(CrmLead2opportunityPartner, asking)._compute_duplicated_lead_ids()

    @api.depends("duplicated_lead_ids")
    def _compute_l10n_vn_opportunity_id(self):
        for wizard in self:
            found = wizard.duplicated_lead_ids._origin
            wizard.l10n_vn_opportunity_id = wizard.lead_id._origin._l10n_vn_propose_opportunity(found)

    @api.depends("lead_id")
    def _compute_l10n_vn_candidates(self):
        for wizard in self:
            wizard.l10n_vn_candidates = wizard.lead_id._origin._l10n_vn_get_candidates() if wizard.lead_id else []

    @api.depends("lead_id", "action")
    def _compute_l10n_vn_known_customers(self):
        """Store the customers that were found when the window opened: *create* is a decision against these only."""
        for wizard in self:
            found = wizard.lead_id._origin._find_matching_partner() if wizard.action == "create" else wizard.partner_id
            wizard.l10n_vn_known_customers = wizard._l10n_vn_join_ids(found)

    def _l10n_vn_join_ids(self, partners):
        return ",".join(map(str, sorted(partners._origin.ids)))

    def _l10n_vn_get_known_ids(self):
        """Return the ids (set of int) of the customers that were found when the window opened."""
        return {int(id_) for id_ in (self.l10n_vn_known_customers or "").split(",") if id_.isdecimal()}

    @api.depends("partner_id")
    def _compute_commercial_partner_id(self):
        """Propose the company whose phone or mailbox the lead has, for a new contact below it."""
        super()._compute_commercial_partner_id()
        if len(self.env.context.get("active_ids") or ()) > 1:
            return  # the window of many leads has one company for all of them
        for wizard in self.filtered(lambda wizard: not wizard.partner_id and not wizard.commercial_partner_id):
            wizard.commercial_partner_id = wizard.lead_id._origin._l10n_vn_find_employer()

    @api.depends("partner_id")
    def _compute_l10n_vn_is_archived(self):
        for wizard in self:
            wizard.l10n_vn_is_archived = bool(wizard.partner_id) and not wizard.partner_id.active

    @api.depends("lead_id", "team_id")
    def _compute_l10n_vn_stage_id(self):
        for wizard in self:
            wizard.l10n_vn_stage_id = wizard.lead_id._origin._l10n_vn_propose_stage(wizard.team_id._origin)

    @api.depends("lead_id", "l10n_vn_answers")
    def _compute_l10n_vn_expectations(self):
        """Propose what the lead or its answers say; what the user has changed in the window stays."""
        for wizard in self:
            before, lead = wizard.l10n_vn_proposals or {}, wizard._l10n_vn_get_draft()
            proposals = {
                "expected_revenue": lead.expected_revenue,
                "date_deadline": fields.Date.to_string(lead.date_deadline),
                **(lead.l10n_vn_proposals or {}),
            }
            if wizard.l10n_vn_expected_revenue == before.get("expected_revenue", 0):
                wizard.l10n_vn_expected_revenue = proposals["expected_revenue"]
            if fields.Date.to_string(wizard.l10n_vn_date_deadline) == before.get("date_deadline", False):
                wizard.l10n_vn_date_deadline = proposals["date_deadline"]
            wizard.l10n_vn_proposals = proposals

    @api.depends("l10n_vn_activity_type_id")
    def _compute_l10n_vn_activity_date(self):
        for wizard in self:
            kind = wizard.l10n_vn_activity_type_id
            wizard.l10n_vn_activity_date = kind._get_date_deadline() if kind else False

    # Steps

    def _l10n_vn_attach_or_notify(self):
        """Do what Odoo's conversion has no step for: attach the lead, or notify that it is converted already.

        :return: action, or None where Odoo's conversion has to go on
        :raise UserError: where the lead is archived, or no opportunity to attach it to is chosen
        """
        lead = self.lead_id
        alone = len(self.env.context.get("active_ids") or lead.ids) == 1
        if alone and (notification := lead._l10n_vn_get_converted_notification()):
            return notification
        if alone and self.name == "convert" and not lead.active:
            raise UserError(self.env._("“%s” is lost or archived: restore it first.", lead.name))
        if self.name == "attach":
            return self._l10n_vn_attach().redirect_lead_opportunity_view()
        return None

    def _l10n_vn_attach(self):
        """Merge the lead into the chosen opportunity, which keeps its own values; return the opportunity."""
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
        """Lock the leads and keys, and pass the chosen values to the write that makes opportunities of them."""
        lock_or_retry(leads)
        leads.filtered(lambda lead: not lead.partner_id)._l10n_vn_lock_keys()
        leads = CONVERSION_STORED.on(leads)
        snapshots = leads._l10n_vn_snapshot_conversion()
        if leads == self.lead_id:
            leads = OpportunityValues(self._l10n_vn_get_opportunity_values()).on(leads)
        super()._convert_and_allocate(leads, user_ids, team_id)
        snapshots._finish_snapshots()

    def _l10n_vn_get_opportunity_values(self):
        """Return the values that the user has chosen and that differ from the lead's own."""
        return self.lead_id._l10n_vn_get_differing(
            {
                "stage_id": self.l10n_vn_stage_id.id,
                "expected_revenue": self.l10n_vn_expected_revenue,
                "date_deadline": self.l10n_vn_date_deadline,
            }
        )

    def _l10n_vn_plan_next(self, lead):
        """Schedule the chosen next action for the new salesperson."""
        if self.l10n_vn_activity_type_id:
            plan = {
                "activity_type_id": self.l10n_vn_activity_type_id.id,
                "date_deadline": self.l10n_vn_activity_date,
                "summary": self.l10n_vn_activity_summary or self.l10n_vn_activity_type_id.summary,
                "automated": True,
            }
            lead._l10n_vn_schedule([plan], is_quiet=False)

    def _convert_handle_partner(self, lead, action, partner_id):
        """Skip the customer where the user chose *nothing*; restore a chosen customer that is archived.

        A customer that was created since the window opened is not created a second time. The lead keeps its own
        contact data where the chosen customer is another person, or a company.

        :raise AccessError: where the user may not change the archived customer
        """
        if action == "nothing":
            return
        if action == "create" and not partner_id:
            found = lead._find_matching_partner()
            if found.id not in self._l10n_vn_get_known_ids():
                partner_id = found.id
        if action == "exist":
            self.env["res.partner"].browse(partner_id).filtered(lambda partner: not partner.active).action_unarchive()
        with lead._l10n_vn_keeping_own({lead: self.env["res.partner"].browse(partner_id or [])}):
            super()._convert_handle_partner(lead, action, partner_id)
