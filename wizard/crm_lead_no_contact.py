"""Dialog in which a user notes that customers want no calls, mails or Zalo messages, or want them again."""

from odoo import fields, models

from ..models.argument_checks import ONE, public
from ..models.privacy.refusal import CHANNELS


class CrmLeadNoContact(models.TransientModel):
    _name = "crm.lead.no.contact"
    _description = "Do Not Contact"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True)
    phone = fields.Boolean("No Calls", default=True)
    email = fields.Boolean("No Mails", default=True)
    zalo = fields.Boolean("No Zalo Messages", default=True)
    reason = fields.Text()

    @public(ONE)
    def action_refuse(self) -> dict:
        """Blacklist the chosen ways of the leads; return the action that closes the dialog.

        :raise AccessError: where the user may not write a lead
        """
        if chosen := self._get_chosen():
            self.lead_ids.l10n_vn_refuse_contact(chosen, self.reason or "")
        return {"type": "ir.actions.act_window_close"}

    @public(ONE)
    def action_allow(self) -> dict:
        """Take the chosen ways of the leads off the blacklists; return the action that closes the dialog.

        :raise AccessError: where the user is no sales manager, or may not write a lead
        """
        if chosen := self._get_chosen():
            self.lead_ids.l10n_vn_allow_contact(chosen, self.reason or "")
        return {"type": "ir.actions.act_window_close"}

    def _get_chosen(self):
        return [channel for channel in CHANNELS if self[channel]]
