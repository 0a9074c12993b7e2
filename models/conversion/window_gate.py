"""Qualification in the conversion window of one lead: what is missing, and the answers that are given there."""

from odoo import api, models

from .answer import OF_ANSWERS


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    def _l10n_vn_get_draft(self):
        """Return the lead as it is with the answers given in the window, not saved."""
        if not self.l10n_vn_answers:
            return self.lead_id._origin
        draft = self.env["crm.lead"].new(origin=self.lead_id._origin)
        # All drafts of a lead share one cache.
        draft.invalidate_recordset(OF_ANSWERS, flush=False)
        draft.l10n_vn_answers = {**(draft.l10n_vn_answers or {}), **(self.l10n_vn_answers or {})}
        return draft

    @api.depends("lead_id", "name", "duplicated_lead_ids", "l10n_vn_opportunity_id", "l10n_vn_answers")
    @api.depends_context("lang", "uid")
    def _compute_l10n_vn_gate(self):
        self.l10n_vn_can_pass = self.env.user.has_group("sales_team.group_sale_manager")
        for wizard in self:
            is_lead = wizard.lead_id.type == "lead"
            wizard.l10n_vn_qualification = is_lead and wizard._l10n_vn_get_draft().l10n_vn_qualification
            wizard.l10n_vn_missing = ", ".join(wizard._l10n_vn_get_missing() if is_lead else ())

    def _l10n_vn_get_missing(self):
        """Return the names of the criteria without which the gate refuses what the window is about to do."""
        lead = self.lead_id._origin
        merged = {"merge": self.duplicated_lead_ids, "attach": self.l10n_vn_opportunity_id}.get(self.name, lead)
        group = lead | merged._origin
        criteria = self.l10n_vn_qualification["criteria"]
        met = {one["id"] for one in criteria if one["is_met"]}
        answers = group._l10n_vn_get_answers()
        met |= {id_ for other in group - lead for id_, answer in answers[other.id].items() if answer.counts}
        missing = {id_ for of_lead in (group - lead)._l10n_vn_get_missing([group]).values() for id_ in of_lead.ids}
        if self.l10n_vn_qualification["is_required"] and not any(False in answers[id_] for id_ in group.ids):
            missing |= {one["id"] for one in criteria if one["is_required"]}
        return [one.name for one in self.env["crm.lead.criterion"]._get_shown() if one.id in missing - met]

    def _l10n_vn_save_answers(self):
        """Write the answers given in the window on the lead, and the exception of a manager who gives a reason.

        :raise UserError: where an answer does not fit its criterion
        :raise AccessError: where the user may not write the lead, or gives a reason and is no sales manager
        """
        leads = self.lead_id.filtered(lambda lead: lead.type == "lead")
        if leads and self.l10n_vn_answers:
            leads.l10n_vn_answers = self.l10n_vn_answers
        if leads and self.l10n_vn_pass_reason and self.l10n_vn_missing:
            leads.l10n_vn_let_pass(self.l10n_vn_pass_reason)

    @api.model
    def _l10n_vn_show(self, action, lead_id):
        """Return ``action`` as one that shows a lead in the place of the form of the lead with the id ``lead_id``."""
        if action.get("type") != "ir.actions.act_window" or action.get("res_model") != "crm.lead":
            return action
        action = {"views": [(False, "form")], **action}
        return {
            "type": "ir.actions.client",
            "tag": "l10n_vn_crm.show_converted",
            "params": {"action": action, "lead_id": lead_id},
        }
