"""Contacts and attempts of merged leads: the record that is left keeps the first, the latest and their number."""

from odoo import api, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_merge_contacts(self, groups):
        """Keep first and latest contact of merged leads, the first message without an answer, and the longest trial.

        Recalls are added up, and attempts to reach the customer after the latest contact. The first answer is measured
        no more where it came before the record that is left, or where that one was not measured when it was answered.

        :param dict groups: {lead that is left: leads merged into it}
        """
        chosen = {
            "l10n_vn_answer_by": min,
            "l10n_vn_first_contact": min,
            "l10n_vn_first_answer": min,
            "l10n_vn_last_contact": max,
            "l10n_vn_last_attempt": max,
            "l10n_vn_waiting_since": min,
            "l10n_vn_trial_start": min,
            "l10n_vn_trial_end": max,
            "l10n_vn_trial_extension_count": max,
            "l10n_vn_recall_hold_until": max,
        }
        changes = {}
        for kept, merged in groups.items():
            leads = kept + merged
            known = {name: choose(filter(None, leads.mapped(name)), default=False) for name, choose in chosen.items()}
            first, last = known["l10n_vn_first_answer"], known["l10n_vn_last_contact"]
            was_unmeasured = first and first == kept.l10n_vn_first_answer and not kept.l10n_vn_answer_by
            if first and first < kept.create_date or was_unmeasured:
                known["l10n_vn_answer_by"] = False
            tried = leads.filtered("l10n_vn_last_attempt")
            tried = tried.filtered(lambda lead, last=last: not last or lead.l10n_vn_last_attempt > last)
            known["l10n_vn_attempt_count"] = sum(tried.mapped("l10n_vn_attempt_count"))
            known["l10n_vn_recall_count"] = sum(leads.mapped("l10n_vn_recall_count"))
            changes[kept] = {name: value for name, value in known.items() if value != kept[name]}
        self._l10n_vn_write_each({kept: values for kept, values in changes.items() if values})
