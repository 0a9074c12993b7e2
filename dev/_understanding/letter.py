"""Mails under construction: headers, parts, files, signatures."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from . import spelling
from .case import Case, Truth
from .doors import ADDRESS
from .world import Person, World, e164


def mail(
    w: World,
    sender: tuple[str, str],
    subject: str,
    text: str = "",
    html: str = "",
    headers: dict[str, str] | None = None,
    files: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """Return a mail to our address from ``sender`` (name, address); ``files`` are (name, type, content)."""
    message = EmailMessage()
    name, address = sender
    local, _, host = address.partition("@")
    message["From"] = Address(name, local, host)
    message["To"] = ADDRESS
    message["Subject"] = subject
    message["Date"] = format_datetime(spelling.moment(w))
    message["Message-ID"] = f"<{w.digits(16)}.{w.digits(6)}@{host}>"
    for key, value in (headers or {}).items():
        message[key] = value
    charset = "utf-8"
    if text or not html:
        message.set_content(text, charset=charset, cte=w.pick("8bit", "base64", "quoted-printable"))
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html", charset=charset)
    for file_name, kind, content in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=file_name)
    return message.as_bytes()


def case(data: bytes, truth: Truth | None, written: str) -> Case:
    """Return a case of one mail; ``truth`` is None where it should make no lead."""
    truths = {} if truth is None else {1: truth}
    return Case(data, "mail.eml", truths, {1: " ⏎ ".join(line for line in written.splitlines() if line.strip())})


def known(p: Person, *columns: str) -> Truth:
    """Return the truth of a mail that says ``columns`` of ``p`` in its own way."""
    said = {
        "contact": p.name, "company": p.company, "phone": e164(p.phone), "phone2": e164(p.phone2), "email": p.email,
        "vat": p.vat, "function": p.job, "province": p.province,
    }  # fmt: skip
    return {column: (said[column],) for column in columns}
