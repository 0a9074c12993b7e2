"""Dialog that undoes a conversion or a merge: what comes back, and what stays as it is."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.argument_checks import ONE, public
from ..models.storage_failure import in_words


class CrmLeadReturn(models.TransientModel):
    _name = "crm.lead.return"
    _description = "Return to Leads"

    lead_id = fields.Many2one("crm.lead", "Lead or Opportunity", required=True, ondelete="cascade")
    mode = fields.Selection(
        [("return", "Return to leads"), ("separate", "Separate merged leads")], compute="_compute_preview"
    )
    has_merged = fields.Boolean(compute="_compute_preview")
    separate = fields.Boolean("Separate the leads that were merged into it", default=True)
    refusals = fields.Text("Not Possible", compute="_compute_preview")
    back = fields.Text("Comes Back", compute="_compute_preview")
    stays = fields.Text("Stays as It Is", compute="_compute_preview")
    reason = fields.Text()

    @api.model
    def default_get(self, fields_list):
        """Fill the record of the form from which the dialog is opened."""
        values = super().default_get(fields_list)
        context = self.env.context
        if "lead_id" in fields_list and context.get("active_model") == "crm.lead":
            values.setdefault("lead_id", context.get("active_id"))
        return values

    @api.depends("lead_id", "separate")
    def _compute_preview(self):
        for wizard in self:
            lead = wizard.lead_id._origin
            wizard.mode = lead._l10n_vn_get_undo_mode() if lead else False
            wizard.has_merged = lead.l10n_vn_has_merged
            preview = {}
            if wizard.mode == "return":
                [preview] = lead.l10n_vn_preview_return(wizard.separate)
            elif wizard.mode == "separate":
                preview = lead._l10n_vn_preview_separation()
            for name in ("refusals", "back", "stays"):
                wizard[name] = "\n".join(preview.get(name, ()))

    @public(ONE)
    @in_words
    def action_confirm(self) -> dict:
        """Undo the conversion, or the merges where the record was not converted.

        :return: action that shows the record and notifies of what stays as it is
        :raise UserError: saying why it cannot be undone
        """
        lead = self.lead_id
        if self.mode == "return":
            [answer] = lead.l10n_vn_return_to_lead(self.reason or "", self.separate)
        else:
            answer = lead.l10n_vn_separate_merged(self.reason or "")
        if not answer["is_back"]:
            raise UserError("\n".join(answer["reasons"]))
        message = (
            self.env._("Done: the lead is back.") if self.mode == "return" else self.env._("The leads are separated.")
        )
        # The lead may go back to a colleague.
        shown = lead._filtered_access("read")
        following = (
            {**shown.redirect_lead_opportunity_view(), "views": [(False, "form")]}
            if shown
            else self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_opportunities")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if answer["reasons"] else "success",
                "message": "\n".join([message, *answer["reasons"]]),
                "sticky": bool(answer["reasons"]),
                "next": following,
            },
        }
