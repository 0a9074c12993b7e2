"""Mails of customers, brought over XML-RPC as Odoo's own mailgate script brings them."""

import xmlrpc.client
from email.message import EmailMessage

from .browser import Refused

TEXT = """Chào anh chị, {description}.

Trân trọng,
--
{contact_name}
{partner_name}
ĐT: {phone}
E: {email_from}
"""


def written(row, number, address, text=TEXT):
    """Return the bytes of a mail of the person ``row``, and its Message-ID."""
    message = EmailMessage()
    message["From"] = f"{row['contact_name']} <{row['email_from']}>"
    message["To"] = address
    message["Subject"] = f"{row['name']}"
    message["Message-ID"] = f"<{number}.{row['email_from']}>"
    message["Date"] = "Tue, 03 Jun 2025 08:41:10 +0700"
    message.set_content(text.format(**row))
    return message.as_bytes(), message["Message-ID"]


class MailGate:
    """The mail server's door: calls of one user by XML-RPC."""

    def __init__(self, browser, database):
        self._address, self._database = f"{browser.address}/xmlrpc/2/object", database
        self._user_id, self._password = browser.user_id, browser.login

    def bring(self, mail):
        """Hand over the bytes ``mail``.

        :raise Refused: where Odoo does not take it
        """
        words = ("mail.thread", "message_process", [False, xmlrpc.client.Binary(mail)], {})
        try:
            with xmlrpc.client.ServerProxy(self._address, allow_none=True) as models:
                models.execute_kw(self._database, self._user_id, self._password, *words)
        except xmlrpc.client.Fault as fault:
            last = (str(fault.faultString).strip().splitlines() or ["empty"])[-1]
            is_raw = "Traceback" in str(fault.faultString)
            raise Refused(f"fault {fault.faultCode}", last[:200], is_raw) from fault
        except (OSError, xmlrpc.client.ProtocolError) as error:
            raise Refused("no answer", repr(error)[:200], True) from error
