"""Status that a list gives its leads: the result of the last talk, and that a lead is lost."""

from odoo import api, fields, models

from ..context import ListImport

_OUTCOME, _REASON = "l10n_vn_list_outcome_id", "l10n_vn_list_lost_reason_id"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Not stored, and not to be chosen on a screen: the readers of a list give them.
    l10n_vn_list_outcome_id = fields.Many2one(
        "crm.talk.outcome", "Last Result in the List", store=False, readonly=True, export_string_translation=False
    )
    l10n_vn_list_lost_reason_id = fields.Many2one(
        "crm.lost.reason", "Lost Reason in the List", store=False, readonly=True, export_string_translation=False
    )

    @api.model
    def _l10n_vn_pop_list_status(self, vals_list):
        """Remove what a list says from ``vals_list`` (list of dicts); return it as [(outcome id, reason id)]."""
        return [(vals.pop(_OUTCOME, False), vals.pop(_REASON, False)) for vals in vals_list]

    def _l10n_vn_apply_list_status(self, statuses):
        """Give leads without a result the one of their list, and mark those as lost that are lost by the list.

        Results are proof: only a list of the import screen, which is stored with its import, gives them.

        :param statuses: list of (outcome id, reason id), one a lead, either may be blank
        """
        if not any(map(any, statuses)):
            return
        # sudo: a salesperson may create leads for others and not read them.
        leads, outcomes, reasons = self.sudo(), {}, {}
        for lead, (outcome_id, reason_id) in zip(leads, statuses, strict=True):
            if outcome_id and ListImport.of(self) and not lead.l10n_vn_outcome_id:
                outcomes.setdefault(outcome_id, []).append(lead.id)
            if reason_id and lead.won_status == "pending":
                reasons.setdefault(reason_id, []).append(lead.id)
        for outcome in self.env["crm.talk.outcome"].browse(outcomes):
            unanswered = 1 if outcome.is_no_answer else 0
            talked = leads.browse(outcomes[outcome.id])
            talked._l10n_vn_write_proof({"l10n_vn_outcome_id": outcome.id, "l10n_vn_no_answer_count": unanswered})
            talked._l10n_vn_note_outcome(outcome)
        for reason_id, lead_ids in reasons.items():
            leads.browse(lead_ids).action_set_lost(lost_reason_id=reason_id)
