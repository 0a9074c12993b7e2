"""How does a mail to the leads' address go through the gateway, so that none is lost and none breaks it?

What is not for leads takes Odoo's way untouched.
"""

import email.utils
import logging
import re
import xmlrpc.client

import psycopg2
from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ..tools import mail_body, mail_message
from ..tools.email_address import domain, is_free_mail

_logger = logging.getLogger(__name__)

# The mail at hand travels in the context, since none of the gateway's own arguments can carry it.
MAIL, FORCED = "l10n_vn_mail", "l10n_vn_mail_forced"
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD = 1_000_000
_ADDRESS = re.compile(rb"[\w.+\-]{1,64}@[\w.\-]{1,253}")
_PLACES = ("to", "delivered-to", "x-original-to", "cc", "from")
_ORIGINAL = "original_email.eml"


class IncomingMail:
    """A mail on its way: ``data`` (bytes), what was read of it, and what became of it: ``reason`` why it is no lead,
    ``joined`` the id of the open lead that it was added to."""

    def __init__(self, data):
        self.data = data
        self.message = mail_message.Message()
        self.reading = mail_body.Reading("person")
        self.routed = False
        self.reason = ""
        self.joined = False
        self.alias = None


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
        mail = IncomingMail(data)
        try:
            with self.env.cr.savepoint():
                record_id = super(MailThread, self.with_context(**{MAIL: mail})).message_process(
                    model, data, custom_values, save_original, strip_attachments, thread_id
                )
        except (psycopg2.OperationalError, ConcurrencyError):
            raise  # to be tried again
        except Exception as error:
            known = isinstance(error, ValueError)  # such as no route; anything else is a fault to be found
            _logger.warning("A mail to the leads' address is kept: %s", str(error)[:300], exc_info=not known)
            mail.reason, record_id = "error", False
        if mail.reason or not record_id and not self._l10n_vn_is_known(mail):
            self._l10n_vn_keep_mail(mail)
        return record_id

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
    def _l10n_vn_is_known(self, mail):
        """Return whether the mail came a second time, which is no loss."""
        message_id = mail.message.headers.get("message-id", "").strip()
        return bool(message_id) and not mail.routed and bool(
            self.env["mail.message"].sudo().search_count([("message_id", "=", message_id)], limit=1)
        )  # the gateway's own question, and only whether there is one comes out

    @api.model
    def _l10n_vn_keep_mail(self, mail):
        self.env["crm.lead.mail.kept"]._l10n_vn_keep(mail)

    # Reading

    @api.model
    def message_parse(self, message, save_original=False):
        mail = self.env.context.get(MAIL)
        if not mail:
            return super().message_parse(message, save_original=save_original)
        addresses = self.env["mail.alias"]._l10n_vn_own_addresses()
        mail.message = mail_message.open_message(message, addresses)
        try:
            forced = bool(self.env.context.get(FORCED))
            mail.reading = mail_body.read(mail.message, self._l10n_vn_ours(mail, addresses), forced)
        except Exception:  # whatever is wrong with our reading, the mail itself becomes a lead
            _logger.warning("The text of a mail could not be read", exc_info=True)
            mail.reading = mail_body.Reading("person", mail_body.title_of(mail.message.headers.get("subject", "")))
        values = super().message_parse(message)
        values["message_id"] = self._l10n_vn_message_id(mail, values["message_id"])
        values["attachments"] = [
            *([self._Attachment(_ORIGINAL, mail.data, {})] if save_original else []),
            *values.get("attachments", []),
            *(self._Attachment(name, data, {}) for name, data in mail.message.long_texts),
        ]
        return values

    @api.model
    def _l10n_vn_message_id(self, mail, message_id):
        """Some forms send every mail with the same Message-ID: another subject, time or sender is another mail."""
        known = self.env["mail.message"].sudo().search([("message_id", "=", message_id)], limit=1)
        if not known:  # sudo: as the gateway asks itself; nothing of the message leaves this method
            return message_id
        sent = email.utils.parsedate_to_datetime(mail.message.headers["date"]) if _has_date(mail) else None
        same_time = not sent or abs(sent.timestamp() - known.date.timestamp()) < 1
        same_subject = (known.subject or "") == mail.message.headers.get("subject", "")
        if same_time and same_subject:
            return message_id
        return email.utils.make_msgid(domain="l10n-vn-crm.invalid")

    @api.model
    def _l10n_vn_ours(self, mail, addresses):
        """Return which addresses are our own: of the aliases, the companies and the colleagues who are in this mail."""
        domains = {address.partition("@")[2] for address in addresses}
        companies = self.env["res.company"].sudo().search([])  # every company's address is nobody's lead
        company_emails = {company.email.strip().lower() for company in companies if company.email}
        domains |= {domain(address) for address in company_emails if not is_free_mail(address)}
        domains |= set(self.env["mail.alias.domain"].sudo().search([]).mapped("name"))
        # Where no address is known, as with a mailbox fetched for leads, the one domain written to must be ours.
        hosts = {name: {domain(address) for _shown, address in mail.message.addresses(name)} for name in _PLACES}
        recipients = hosts["to"] | hosts["delivered-to"] | hosts["x-original-to"]
        if len(recipients) == 1 and not set().union(*hosts.values()) & domains:
            domains |= {host for host in recipients if not is_free_mail(f"a@{host}")}
        named = [address for name in ("from", "reply-to", "to") for _shown, address in mail.message.addresses(name)]
        users = self.env["res.users"].sudo()  # only their addresses are compared
        colleagues = users.search([("share", "=", False), ("email_normalized", "in", named)]).mapped("email_normalized")
        return mail_body.Ours(frozenset({*addresses, *company_emails, *colleagues}), frozenset(filter(None, domains)))

    @api.model
    def _message_parse_extract_payload_postprocess(self, message, payload_dict):
        try:
            return super()._message_parse_extract_payload_postprocess(message, payload_dict)
        except Exception:
            if not self.env.context.get(MAIL):
                raise
            return {"body": payload_dict["body"], "attachments": payload_dict["attachments"]}

    # Bounces

    @api.model
    def _detect_is_bounce(self, message, message_dict):
        mail = self.env.context.get(MAIL)
        if mail and self.env.context.get(FORCED):
            return False
        return super()._detect_is_bounce(message, message_dict) or bool(mail and mail.reading.kind == "bounce")

    @api.model
    def _message_parse_extract_bounce(self, email_message, message_dict):
        try:
            return super()._message_parse_extract_bounce(email_message, message_dict)
        except (AttributeError, LookupError, TypeError, ValueError):
            if not self.env.context.get(MAIL):
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
        mail = self.env.context.get(MAIL)
        if not mail:
            return routes
        mail.routed = True
        if message_dict.get("is_bounce"):
            mail.reason = "bounce"
        return [route for route in (self._l10n_vn_lead_route(mail, route) for route in routes) if route]

    @api.model
    def _l10n_vn_lead_route(self, mail, route):
        """Return ``route``, to an open lead of the sender where there is one; None for what is no lead."""
        model, thread_id, custom_values, user_id, alias = route
        if model != "crm.lead" or thread_id:
            return route
        mail.alias = alias
        if self.env.context.get(FORCED):
            return route
        if mail.reading.kind in mail_body.NO_LEAD:
            mail.reason = mail.reading.kind
            return None
        mail.joined = self.env["crm.lead"]._l10n_vn_find_open_lead(mail.reading, alias, custom_values).id
        return (model, mail.joined or thread_id, custom_values, user_id, alias)

    @api.model
    def _detect_loop_sender(self, message, message_dict, routes):
        mail = self.env.context.get(MAIL)
        if mail and self.env.context.get(FORCED):
            return False
        is_loop = super()._detect_loop_sender(message, message_dict, routes)
        if is_loop and mail:
            mail.reason = "loop"
        return is_loop

    @api.model
    def _detect_loop_headers(self, msg_dict):
        is_loop = super()._detect_loop_headers(msg_dict)
        mail = self.env.context.get(MAIL)
        if is_loop and mail:
            mail.reason = "loop"
            return not self.env.context.get(FORCED)
        return is_loop


def _has_date(mail):
    try:
        return bool(email.utils.parsedate_to_datetime(mail.message.headers.get("date", "")))
    except (TypeError, ValueError, OverflowError):
        return False
