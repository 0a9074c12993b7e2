"""The mail that the gateway is processing, with its reading and the decisions taken so far."""

from odoo import api
from odoo.tools import email_normalize

from ...tools.mail import message as mail_message
from ...tools.mail.result import MailReading

# Key of the mail in the cache of the cursor: the arguments of the gateway cannot carry it, and in the context it would
# give every mail new environments, which cost more than reading it.
CURRENT = "l10n_vn_mail"


class IncomingMail:
    """A mail that is being processed: ``data`` (bytes), its reading, and the decisions taken so far.

    ``is_wanted``: a user makes a lead of it, whatever its kind · ``reason``: why it is rejected · ``joined``: ids
    of the open leads to which it was added · ``duplicate``: received before · ``new_id``: replaces a Message-ID
    that another mail has · ``is_plain``: second try, without reading the text · ``asks_name``: the gateway is about
    to call ``fields_get`` for the name only · ``companies``: all companies · ``scopes``: for each new lead the
    companies in which to search for an open lead, or None · ``scope``: that of the lead being created
    """

    def __init__(self, data: bytes, is_wanted: bool = False) -> None:
        self.data, self.is_wanted = data, is_wanted
        self.message = mail_message.Message()
        self.reading = MailReading("person")
        self.routed = False
        self.reason = ""
        self.joined, self.scopes, self.scope = set(), [], None
        self.alias = None
        self.new_id = ""
        self.duplicate = False
        self.is_plain = False
        self.asks_name = False
        self.companies = None

    @property
    def sender(self) -> str:
        """Return the normalized address in From where it is the customer's own; else '': the sender is not proven."""
        address = self.message.proven_sender
        is_proof = self.reading.kind == "person" and self.reading.get("email_from") == address
        return email_normalize(address, strict=False) or "" if is_proof else ""


def current_mail(env: api.Environment) -> IncomingMail | None:
    """Return the :class:`IncomingMail` that the gateway is processing in ``env``, None where there is none."""
    return env.cr.cache.get(CURRENT)
