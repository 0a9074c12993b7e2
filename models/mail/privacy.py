"""Mails of people who have asked to be erased: they make no lead, and nothing of them is stored."""

from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _l10n_vn_is_erased(self, mail):
        """Return whether the sender of ``mail`` (``IncomingMail``), or the person in it, has asked to be erased."""
        leads = self.env["crm.lead"]
        _name, address = mail.message.sender
        keys = leads._l10n_vn_match_keys(leads._l10n_vn_mail_key_values(mail.reading))
        return bool(leads._l10n_vn_find_erased(keys | leads._l10n_vn_match_keys({"email_from": address})))
