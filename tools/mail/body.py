"""Reader of mails: the customer and the request in a mail.

The customer is not always the sender: the notifier of a form, or a colleague who forwards a mail or sends a business
card, writes for another person. Quoted mails, our own addresses and footers are not read as the customer's.

>>> import email, email.policy
>>> text = 'From: Kieu My Yen <yen@x.vn>\\nSubject: Re: Máy\\n\\nCần 6 máy. 0909 771 225\\n-- \\nKiều Mỹ Yến'
>>> mail = email.message_from_bytes(text.encode(), policy=email.policy.SMTP)
>>> reading = read(open_message(mail))
>>> reading.kind, reading.title
('person', 'Máy')
>>> sorted(reading.columns)[:3]
[('contact_name', 'Kiều Mỹ Yến'), ('description', 'Cần 6 máy. 0909 771 225'), ('email_from', 'yen@x.vn')]
"""

import re
from collections.abc import Iterator, Sequence

from .. import phone
from ..card import vcard
from ..card.vcard import CardColumns
from ..name import person_name
from ..text import clean, fold
from ..value import email_address, province
from . import classify, quote, words
from . import signature as mail_signature
from .columns import LONGEST_NEED, campaign_columns, from_findings, is_of_notifier
from .findings import read as read_findings
from .form import names_another, read_form
from .message import Message, open_message
from .quote import Older
from .result import NO_ADDRESSES, Column, Form, Mailbox, MailFindings, MailReading, Ours
from .signature_parts import name_on

_MOST_NESTED = 5
_PREFIX = re.compile(r"^\s*(?:\[[^\]]{1,30}\]\s*)?([^\W\d_][\w ]{0,12}?)\s*(?:\[\d+\])?\s*[:：]\s*")
_WARNING_TAG = re.compile(r"(?i)^\s*[\[(*]*(?:external|ext|bên ngoài|cảnh báo|spam\??|\*+spam\*+)[\])*]+\s*:?\s*")


def read(message: Message, ours: Ours = NO_ADDRESSES, is_lead: bool = False, depth: int = 0) -> MailReading:
    """Return the :class:`MailReading` of ``message`` (:class:`Message`).

    :param ours: our own addresses
    :param is_lead: whether a user has decided that it is a lead: bounces and newsletters are then read like others
    :param depth: how many mails this one is attached in
    """
    reading = _read(message, ours, is_lead, depth)
    return reading._replace(columns=tuple((column, text) for column, text in reading.columns if text))


def _read(message: Message, ours: Ours, is_lead: bool, depth: int) -> MailReading:
    name, address = message.sender
    parts = quote.split(message.lines)
    own = _without_footer(parts.own)
    text = "\n".join(own)
    title = title_of(message.headers.get("subject", ""))
    kind = None if is_lead else classify.kind_by_headers(message.headers, address, text, ours.domains)
    if kind and not (kind == "bulk" and names_another(read_form(own), name, address)):
        return MailReading(kind, title)
    if ours.has(address):
        return _read_internal(message, own, parts.older, ours, title, depth)
    if parts.older and not text.strip() and _is_from_program(message, name, address):
        return _read_forwarded(parts.older, ours, title, "form") or MailReading("form", title)
    return _read_sender(message, own, name, address, ours, title)


def title_of(subject: str) -> str:
    """Return ``subject`` (str) without "Re:", "Fwd:", "TL:" and the warnings that servers add (str).

    >>> title_of('Re: [EXTERNAL] Fwd: TL: Báo giá'), title_of('Máy in: báo giá')
    ('Báo giá', 'Máy in: báo giá')
    """
    subject = clean(subject)
    for _round in range(12):
        subject = _WARNING_TAG.sub("", subject)
        match = _PREFIX.match(subject)
        if not match:
            break
        spelled = words.words_of(match[1])
        if spelled not in words.words("prefix_reply") and spelled not in words.words("prefix_forward"):
            break
        subject = subject[match.end() :]
    return subject.strip()[:500]


# Mails of colleagues


def _read_internal(
    message: Message, own: list[str], older: Older | None, ours: Ours, title: str, depth: int
) -> MailReading:
    """Read the customer a colleague writes for: the holder of a card, the sender of a forwarded mail, or a name."""
    cards = [card for data in message.cards for card in vcard.parse(data)]
    if cards:
        return MailReading("internal", title, tuple(_of_card(cards, own)))
    if message.attached and depth < _MOST_NESTED:
        inner = read(open_message(message.attached[0]), ours, depth=depth + 1)
        if inner.kind not in ("own", "bounce"):
            return MailReading("internal", inner.title or title, inner.columns)
    form = read_form(own)
    reply = next((pair for pair in message.addresses("reply-to") if not ours.has(pair[1])), ("", ""))
    if names_another(form, *message.sender):
        return _read_form(message, own, form, reply, ours, title)
    if not reply[1] and _is_outgoing(message, ours, bool(older and older.is_forward)):
        return MailReading("own", title)
    if older and (found := _read_forwarded(older, ours, title)):
        return found
    if reply[1]:
        return _read_form(message, own, form, reply, ours, title)
    body, _signature = mail_signature.split_signature(own, message.sender[0])
    findings = read_findings(body, [])
    findings.names = findings.mentioned or findings.names
    return MailReading("internal", title, tuple(from_findings(findings, ("", ""), body, ours)))


def _is_outgoing(message: Message, ours: Ours, is_forward: bool) -> bool:
    """Return whether ``message`` is a copy of an outgoing mail: sent by the program, or addressed to outsiders.

    Mails forwarded from our shared addresses are not.
    """
    if any(name.startswith("x-odoo-") for name in message.headers):
        return True
    sender = message.sender[1]
    recipients = [address for _name, address in message.addresses("to")]
    is_ours = sender in ours.addresses and not is_forward
    return is_ours or bool(recipients) and not any(map(ours.has, recipients))


def _read_forwarded(older: Older, ours: Ours, title: str, kind: str = "internal") -> MailReading | None:
    """Return the :class:`MailReading` of the first quoted mail of an outsider, None where there is none.

    Notifications of contact forms may begin with "From: …" and "Subject: …" of the customer, too.
    """
    for _round in range(_MOST_NESTED):
        parts = quote.split(older.lines)
        name, address = older.sender
        if address and not ours.has(address) and not email_address.is_no_reply(address):
            message = Message({"from": f'"{name}" <{address}>', "subject": older.subject})
            found = _read_sender(message, _without_footer(parts.own), name, address, ours, title_of(older.subject))
            return found._replace(kind=kind, title=found.title or title)
        form = read_form(parts.own)
        if names_another(form, name, address):
            message = Message({"from": f'"{name}" <{address}>', "subject": older.subject})
            found = _read_form(message, parts.own, form, ("", ""), ours, title_of(older.subject) or title)
            return found._replace(kind=kind)
        if not parts.older:
            return None
        older = parts.older
    return None


def _of_card(cards: list[CardColumns], own: list[str]) -> Iterator[Column]:
    first, *others = cards
    for column, value in first.items():
        if isinstance(value, str) and column != "description":
            yield column, value
    notes = [first.get("description", ""), *(_summary(card) for card in others)]
    yield "description", "\n".join(filter(None, ["\n".join(own).strip()[:LONGEST_NEED], *notes]))


def _summary(card: CardColumns) -> str:
    return ", ".join(value for value in card.values() if isinstance(value, str))


# Mails of customers and forms


def _read_sender(message: Message, own: list[str], name: str, address: str, ours: Ours, title: str) -> MailReading:
    form = read_form(own)
    reply = next((pair for pair in message.addresses("reply-to") if not ours.has(pair[1])), ("", ""))
    if _is_from_program(message, name, address) or names_another(form, name, address):
        return _read_form(message, own, form, reply, ours, title)
    body, signature = mail_signature.split_signature(own, name)
    findings = read_findings(body, signature)
    cards = [card for data in message.cards for card in vcard.parse(data)]
    findings.names += [
        card["contact_name"] for card in cards if "contact_name" in card and _is_of_sender(card, name, address)
    ]
    columns = dict(from_findings(findings, (name, address), body, ours))
    for card in cards:
        if _is_of_sender(card, name, address):
            columns = {**_texts(card), **columns}
        else:
            columns["description"] = "\n".join(filter(None, [columns.get("description"), _summary(card)]))
    return MailReading("person", title, tuple(columns.items()))


def _is_from_program(message: Message, name: str, address: str) -> bool:
    return email_address.is_no_reply(address) or classify.is_machine(message.headers, name, address)


def _texts(card: CardColumns) -> dict[str, str]:
    return {column: value for column, value in card.items() if isinstance(value, str) and column != "description"}


def _is_of_sender(card: CardColumns, name: str, address: str) -> bool:
    mail = card.get("email_from", "").lower()
    same_house = mail and email_address.domain(mail) == email_address.domain(address)
    known = fold(card.get("contact_name", ""))
    return (
        mail == address or (known and known == fold(name)) or bool(same_house and not email_address.is_free_mail(mail))
    )


def _read_form(message: Message, own: list[str], form: Form, reply: Mailbox, ours: Ours, title: str) -> MailReading:
    """Read the labelled lines of a form; other lines are the notifier's."""
    sender = message.sender[1]
    findings: MailFindings | None = None
    emails = [email for cell in form.pop("email_from", ()) for email in email_address.parse(cell).addresses]
    emails = [email for email in emails if not is_of_notifier(email, sender, ours)]
    if not emails and reply[1] and not email_address.is_no_reply(reply[1]) and reply[1] != sender:
        emails = [reply[1]]
    reached = _sort_phones(form)
    if not form or not (emails or reached):
        findings = read_findings(own, [])
        emails += [email for email in findings.emails if not is_of_notifier(email, sender, ours)]
    _move_misplaced(form)
    columns = [(column, value) for column, values in form.items() for value in values]
    if emails:
        columns.append(("email_from", emails[0]))
    if "contact_name" not in form:
        name = reply[0] if emails and emails[0] == reply[1] else ""
        name = name or next(iter([*findings.names, *findings.mentioned]), "") if findings else name
        name = name or _name_above(
            own, [*emails, *form.get("phone", ()), *(filter(phone.is_mobile, findings.phones) if findings else ())]
        )
        if name and person_name.is_person(name):
            columns.append(("contact_name", clean(name)))
    if findings and not reached:
        columns += [("phone", number) for number in findings.phones[:2]]
    if findings and findings.province and "state_id" not in form and "street" not in form:
        columns.append(("state_id", findings.province))
    columns += campaign_columns(message, own, form)
    if not any(column == "description" for column, _value in columns):
        columns.append(("description", "\n".join(own).strip()[:LONGEST_NEED]))
    return MailReading("form", title, tuple(columns))


def _sort_phones(form: Form) -> bool:
    """Put the mobiles of ``form`` before its landlines; return whether one of its phones is no date and no code."""
    texts = form.get("phone", [])
    numbers = [number for text in texts for number in phone.parse(text).numbers]
    mobile = next(filter(phone.is_mobile, numbers), "")
    if mobile and mobile != numbers[0]:
        form["phone"] = [mobile, *texts]
    return bool(numbers) or any(not phone.is_ruled_out(text) for text in texts)


def _move_misplaced(form: Form) -> None:
    """Move names out of the column ``zalo`` and places out of ``function``.

    "Tên Zalo: Lê Thị Hồng Gấm" is no number, "Vị trí: Nha Trang" in a chat no job title.
    """
    names = [text for text in form.get("zalo", ()) if name_on(text)]
    if names and "contact_name" not in form:
        form["contact_name"] = names
        form["zalo"] = [text for text in form["zalo"] if text not in names]
    places = [text for text in form.get("function", ()) if province.parse(text, column=False)]
    if places and "state_id" not in form:
        form["state_id"] = places
        del form["function"]


def _name_above(lines: list[str], addresses: Sequence[str]) -> str:
    """Return the name (str) on a line of its own right above one of ``addresses`` (e-mails, phones), '' without one."""
    lines = [line.strip() for line in lines if line.strip()]
    for line, below in zip(lines, lines[1:], strict=False):
        if any(text in (below, phone.compact(below)) for text in addresses) and (name := name_on(line)):
            return name
    return ""


# Lines


def _without_footer(lines: list[str]) -> list[str]:
    """Return ``lines`` without disclaimers and lines that mail programs add."""
    kept: list[str] = []
    for line in lines:
        if line.strip() and words.begins_with("dropped_line", line):
            continue
        if kept and line.strip() and words.begins_with("disclaimer", line):
            break
        kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
