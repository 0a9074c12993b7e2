"""Mails fetched from a mailbox: Odoo marks each as handled, whatever comes of it, and nobody delivers it again."""

import email
import email.policy
import logging
import time

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...tools.mail import message as mail_message
from .incoming import IncomingMail

_logger = logging.getLogger(__name__)

_TRIES = 5


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _l10n_vn_receive_fetched(self, data, *arguments):
        """Process a mail as ``_l10n_vn_receive``; again after a conflict with another transaction.

        Odoo fetches each mail in a transaction of its own and commits it, so a rollback takes back nothing else. After
        the last conflict the mail is stored as rejected, from where it can be processed again.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                return self._l10n_vn_receive(data, *arguments)
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                time.sleep(0.1 * attempt)
        _logger.warning("A fetched mail was stored as rejected: others changed the same records %s times", _TRIES)
        mail = IncomingMail(data)
        addresses, _domains, mail.companies = self.env["mail.alias"]._l10n_vn_get_own_addresses()
        mail.message = mail_message.open_message(email.message_from_bytes(data, policy=email.policy.SMTP), addresses)
        self.env["crm.lead.mail.rejected"]._l10n_vn_store_rejected(mail)
        return False
