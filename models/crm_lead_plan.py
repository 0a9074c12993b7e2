"""How does a planned step in a list become an activity?"""

from odoo import api, fields, models
from odoo.tools import clean_context

_DATE, _SUMMARY = "l10n_vn_planned_date", "l10n_vn_planned_summary"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_take_plans(self, vals_list):
        """Take the plans out of ``vals_list`` (list of dicts); return (date, summary) of each."""
        return [(vals.pop(_DATE, False), vals.pop(_SUMMARY, False)) for vals in vals_list]

    def _l10n_vn_plan(self, plans):
        """Schedule the step of ``plans``, (date, summary) or blanks, for each lead of ``self`` with its salesperson."""
        if not any(map(any, plans)):
            return
        model_id = self.env["ir.model"]._get_id("crm.lead")
        kind = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        # No mail for each activity: salespeople see their next actions in the activity menu. Presets are for leads.
        context = clean_context(self.env.context) | {"mail_activity_quick_update": True}
        self.env["mail.activity"].with_context(context).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": lead.id,
                    "activity_type_id": kind.id if kind else False,
                    "user_id": lead.user_id.id or self.env.uid,
                    "date_deadline": day or fields.Date.context_today(self),
                    "summary": summary,
                }
                for lead, (day, summary) in zip(self, plans, strict=True)
                if day or summary
            ]
        )
