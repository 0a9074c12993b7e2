"""Mails with random damage: none breaks the reading, none is lost.

``MAIL_FUZZ=20000`` runs that many through the reading and a fiftieth of them through the gateway.
"""

import email
import email.policy
import os
import random

from odoo.tests import BaseCase, tagged

from ...tools.mail import body as mail_body
from ...tools.mail import message as mail_message
from ...tools.mail import policy as mail_policy
from ..common import EMAILS, MailCase
from ..tools.test_mail_body import MAILS, OURS, mail

RUNS = int(os.environ.get("MAIL_FUZZ", 1000))
NASTY = [
    b"\0", b"\xff", b"\r", b"\n\n", b"=?utf-8?B?", b"?=", b"=?viscii?Q?=F6?=", b"--", b"<div>" * 50, b"> ", b"\t|",
    b"<blockquote>" * 20, b"charset=tcvn", b"Content-Type: multipart/mixed; boundary=b\n", b"@", b":", b"From: x\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Type: message/rfc822\n\n", b"\xed\xa0\x80", b"&#0;", b"<!--",
    "ữ".encode(), "ê\u0303".encode(), b"BEGIN:VCARD\nFN:\nEND:VCARD", b"utm_source=%FF", b"09123456789012345",
    b"Content-Type: text/html; charset*=x'y'%\n", b"Content-Disposition: attachment; filename*0*=\n", b"a" * 3000,
    b"]]>", b"\xe2\x80\xa8",
]  # fmt: skip


def seeds():
    return [
        *(file.read_bytes() for file in sorted(EMAILS.glob("*.eml"))),
        *(mail(*said[:4]) for said in MAILS.values()),
    ]


def damaged(data, chance):
    """Return ``data`` (bytes) with up to eight random changes."""
    data = bytearray(data)
    for _change in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) + 1)
        action = chance.randrange(6)
        if action == 0:
            data[place : place + chance.randrange(60)] = b""
        elif action == 1:
            data[place:place] = chance.choice(NASTY)
        elif action == 2 and place < len(data):
            data[place] = chance.randrange(256)
        elif action == 3:
            end = place + chance.randrange(200)
            data[place:place] = data[place:end] * chance.randint(1, 4)
        elif action == 4:
            lines = bytes(data).split(b"\n")
            chance.shuffle(lines) if chance.random() < 0.2 else lines.insert(chance.randrange(len(lines)), lines[0])
            data = bytearray(b"\n".join(lines))
        else:
            data = bytearray(
                bytes(data).replace(b"utf-8", chance.choice([b"viscii", b"utf-16", b"x", b"hex", b"cp1258"]))
            )
    return bytes(data)


@tagged("-at_install", "post_install")
class TestReadingDamage(BaseCase):
    def test_reading_never_fails(self):
        chance, mails = random.Random(2025), seeds()
        for number in range(RUNS):
            data = damaged(chance.choice(mails), chance)
            message = email.message_from_bytes(data, policy=email.policy.SMTP)
            try:
                reading = mail_body.read(mail_message.open_message(message, OURS.addresses), OURS)
            except mail_policy.TooManyParts:
                continue
            except Exception as error:
                self.fail(f"mail {number}: {error!r}: {data[:2000]!r}")
            self.assertTrue(all(isinstance(text, str) and text for _column, text in reading.columns))


@tagged("-at_install", "post_install")
class TestGatewayDamage(MailCase):
    def test_no_mail_is_lost(self):
        chance, mails = random.Random(7), seeds()
        self.team.l10n_vn_join_mails = False
        self.env["ir.config_parameter"].set_param("mail.gateway.loop.threshold", 10**6)
        with self.assertNoLogs("odoo.addons.l10n_vn_crm", "WARNING"):
            for number in range(max(RUNS // 50, 60)):
                data = damaged(chance.choice(mails), chance)
                before = self.env["mail.message"].search_count([]) + self.kept.search_count([])
                self.receive(data, "crm.lead")
                after = self.env["mail.message"].search_count([]) + self.kept.search_count([])
                known = b"Message-ID" in data  # two damaged copies of one mail may be one mail still
                self.assertTrue(after > before or known, f"mail {number}: {data[:1000]!r}")
