"""Routing of incoming mail to leads, to open leads of the sender, or to rejected mails.

A mail that cannot be read is tried again without its text, then stored whole. Mails for other models are processed by
Odoo alone.
"""

import email.utils
import logging
import re
import xmlrpc.client
from datetime import timezone

import psycopg2
from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import plaintext2html

from ...tools.mail import body
from ...tools.mail import message as mail_message
from ...tools.mail import policy as mail_policy
from ...tools.mail.result import NO_LEAD, MailReading
from ..context import WantedLead
from ..storage_failure import failure_of, in_words
from .incoming import CURRENT, IncomingMail, current_mail

_logger = logging.getLogger(__name__)

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD = 1_000_000
_ADDRESS = re.compile(rb"[\w.+\-]{1,64}@[\w.\-]{1,253}")
_ORIGINAL, _INVITATION = "original_email.eml", "invite.ics"
_SAME_TIME = 1  # seconds: dates in mails have no smaller unit


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(
        self, model, message, custom_values=None, save_original=False, strip_attachments=False, thread_id=None
    ):
        data = message.data if isinstance(message, xmlrpc.client.Binary) else message
        data = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else bytes(data)
        if not self._l10n_vn_is_for_leads(model, data):
            return super().message_process(model, message, custom_values, save_original, strip_attachments, thread_id)
        self.env["crm.lead.mail.rejected"]._l10n_vn_check_gateway()
        is_fetched = self.env.context.get("default_fetchmail_server_id")
        receive = self._l10n_vn_receive_fetched if is_fetched else self._l10n_vn_receive
        return receive(data, model, custom_values, save_original, strip_attachments, thread_id)

    @api.model
    @in_words
    def _l10n_vn_receive(self, data, model, custom_values, save_original, strip_attachments, thread_id):
        """Process a mail for leads and store it where it is rejected; return as :meth:`message_process` does."""
        mail = IncomingMail(data, is_wanted=bool(WantedLead.of(self)))
        record_id = self._l10n_vn_process(mail, model, custom_values, save_original, strip_attachments, thread_id)
        if not (record_id or mail.reason) and self._l10n_vn_has_foreign_id(mail):
            mail.new_id = email.utils.make_msgid(domain="l10n-vn-crm.invalid")
            record_id = self._l10n_vn_process(mail, model, custom_values, save_original, strip_attachments, thread_id)
        if mail.reason or not (record_id or mail.duplicate):
            self.env["crm.lead.mail.rejected"]._l10n_vn_store_rejected(mail)
        return record_id

    @api.model
    def _l10n_vn_process(self, mail, *arguments):
        """Let Odoo process ``mail``; where that fails, try once more without the values read from its text.

        :return: id of the record, False where there is none
        """
        model, custom_values, save_original, strip_attachments, thread_id = arguments
        before = current_mail(self.env)
        for is_plain in (False, True):
            mail.is_plain = is_plain
            try:
                with self.env.cr.savepoint():
                    self.env.cr.cache[CURRENT] = mail
                    record_id = super().message_process(
                        model, mail.data, custom_values, save_original, strip_attachments, thread_id
                    )
                    # sudo: as the gateway does for the status of an alias
                    if mail.alias and mail.alias.sudo().alias_status != "valid":
                        mail.alias.sudo().alias_status = "valid"
                    return record_id
            except (psycopg2.OperationalError, ConcurrencyError):
                raise  # retried by the caller
            except Exception as error:
                if failure_of(error):
                    raise  # it cannot be stored either
                known = isinstance(error, ValueError)  # such as no route; log a traceback of anything else
                _logger.warning("A mail for leads could not be read: %s", str(error)[:300], exc_info=not known)
                mail.reason, mail.alias, mail.joined, mail.scopes = "error", None, set(), []
                if known:
                    break
            finally:
                self.env.cr.cache[CURRENT] = before
        return False

    @api.model
    def _l10n_vn_is_for_leads(self, model, data):
        """Return whether ``data`` (bytes) is a mail to an address of leads, or answers one of a lead."""
        if model == "crm.lead":
            return True
        end = _HEAD_END.search(data[:_LONGEST_HEAD])
        head = data[: end.start() if end else _LONGEST_HEAD].lower()
        if b"-crm.lead@" in head:
            return True
        named = {found.decode("ascii", "ignore") for found in _ADDRESS.findall(head)}
        bare = {re.sub(r"\+[^@]*", "", address) for address in named}
        locals_ = {address.partition("@")[0] for address in bare}
        return any(
            address in bare or "@" not in address and address in locals_
            for address in self.env["mail.alias"]._l10n_vn_lead_addresses()
        )

    @api.model
    def _l10n_vn_has_foreign_id(self, mail):
        """Return whether a different mail has the Message-ID of ``mail``; set ``duplicate`` where it is the same mail.

        Some forms send every mail with the same Message-ID; another subject or time means another mail.
        """
        message_id = mail.message.headers.get("message-id", "").strip()
        if mail.routed or not message_id:
            return False
        # sudo: as the gateway searches it; nothing of the message leaves this method
        known = self.env["mail.message"].sudo().search([("message_id", "=", message_id)], limit=1)
        sent = _sent_at(mail)
        same_time = not sent or not known.date or abs(sent.timestamp() - known.date.timestamp()) < _SAME_TIME
        same_subject = (known.subject or "") == mail.message.headers.get("subject", "")
        mail.duplicate = bool(known) and same_time and same_subject
        return bool(known) and not mail.duplicate

    # Reading

    @api.model
    def message_parse(self, message, save_original=False):
        mail = current_mail(self.env)
        if not mail:
            return super().message_parse(message, save_original=save_original)
        addresses, domains, mail.companies = self.env["mail.alias"]._l10n_vn_get_own_addresses()
        mail.message = mail_message.open_message(message, addresses)
        try:
            ours = self._l10n_vn_find_ours(mail, addresses, domains)
            mail.reading = body.read(mail.message, ours, mail.is_wanted)
        except Exception:  # a fault of our reading must not lose the mail: it becomes a lead
            _logger.warning("The text of a mail could not be read", exc_info=True)
            mail.reading = MailReading("person", body.title_of(mail.message.headers.get("subject", "")))
        values = super().message_parse(message)
        values["message_id"] = mail.new_id or values["message_id"]
        self._l10n_vn_keep_invitations(message, mail, values)
        values["attachments"] = [
            *([self._Attachment(_ORIGINAL, mail.data, {})] if save_original else []),
            *values.get("attachments", []),
            *(self._Attachment(name, data, {}) for name, data in mail.message.long_texts),
        ]
        return values

    @api.model
    def _l10n_vn_keep_invitations(self, message, mail, values):
        """Name the file of an invitation; show the text of a mail that is nothing but that file."""
        others, files = [], {}
        for file in values.get("attachments", []):
            content = file.content if isinstance(file.content, str) else file.content.decode("utf-8", "replace")
            if file.fname in ("attachment", _INVITATION) and content.lstrip().startswith("BEGIN:VCALENDAR"):
                files.setdefault(content.strip(), file._replace(fname=_INVITATION))
            else:
                others.append(file)
        if message.get_content_type() == "text/calendar":
            files[""] = self._Attachment(_INVITATION, mail_policy.bytes_of(message), {})
            values["body"] = plaintext2html("\n".join(mail.message.lines))
        values["attachments"] = [*others, *files.values()]

    @api.model
    def _message_parse_extract_payload_postprocess(self, message, payload_dict):
        try:
            return super()._message_parse_extract_payload_postprocess(message, payload_dict)
        except Exception:
            if not current_mail(self.env):
                raise
            return {"body": payload_dict["body"], "attachments": payload_dict["attachments"]}

    # Bounces

    @api.model
    def _detect_is_bounce(self, message, message_dict):
        mail = current_mail(self.env)
        if mail and mail.is_wanted:
            return False
        return super()._detect_is_bounce(message, message_dict) or bool(mail and mail.reading.kind == "bounce")

    @api.model
    def _message_parse_extract_bounce(self, email_message, message_dict):
        try:
            return super()._message_parse_extract_bounce(email_message, message_dict)
        except (AttributeError, LookupError, TypeError, ValueError):
            if not current_mail(self.env):
                raise
            return {
                "is_bounce": True,
                "bounced_email": False,
                "bounced_partner": self.env["res.partner"],
                "bounced_msg_ids": False,
                "bounced_message": self.env["mail.message"],
            }

    # Routing

    @api.model
    def message_route(self, message, message_dict, model=None, thread_id=None, custom_values=None):
        routes = super().message_route(message, message_dict, model, thread_id, custom_values)
        mail = current_mail(self.env)
        if not mail:
            return routes
        mail.routed = True
        if message_dict.get("is_bounce"):
            mail.reason = "bounce"
        if mail.reading.kind == "unsubscribe":
            self._l10n_vn_blacklist_sender(mail)
        return [route for route in (self._l10n_vn_lead_route(mail, route) for route in routes) if route]

    @api.model
    def _l10n_vn_lead_route(self, mail, route):
        """Return ``route``, changed to an open lead of the sender where there is one; None for a rejected mail."""
        model, thread_id, custom_values, user_id, alias = route
        if model != "crm.lead" or thread_id:
            return route
        mail.alias = alias
        if self._l10n_vn_is_erased(mail):
            mail.reason = "erased"
            return None
        joins = not mail.is_wanted
        if joins and mail.reading.kind in NO_LEAD:
            mail.reason = mail.reading.kind
            return None
        lead, values = self.env["crm.lead"]._l10n_vn_route_mail(mail, alias, custom_values, joins)
        # Without its alias: Odoo would answer the customer with a bounce where the lead cannot be created.
        return (model, lead.id or thread_id, values, user_id, None)

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        mail = current_mail(self.env)
        if mail and mail.is_wanted:
            return False
        is_loop = super()._detect_loop_sender(message, message_dict, routes)
        if is_loop and mail:
            mail.reason = "loop"
        return is_loop

    @api.model
    def _detect_loop_headers(self, msg_dict):
        is_loop = super()._detect_loop_headers(msg_dict)
        mail = current_mail(self.env)
        if is_loop and mail:
            mail.reason = "loop"
            return not mail.is_wanted
        return is_loop


def _sent_at(mail):
    try:
        sent = email.utils.parsedate_to_datetime(mail.message.headers.get("date", ""))
        return sent if sent.tzinfo else sent.replace(tzinfo=timezone.utc)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
