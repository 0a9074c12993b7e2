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
from collections.abc import Iterator

from ..card import vcard
from ..card.vcard import CardColumns
from ..text import clean
from ..value import email_address
from . import classify, customer, notice, quote, several, words
from . import signature as mail_signature
from .columns import LONGEST_NEED, from_findings
from .findings import read as read_findings
from .form import names_another, read_form
from .message import Message, open_message
from .quote import Older
from .result import NO_ADDRESSES, NO_LEAD, Column, MailReading, Ours, name_words

_MOST_NESTED = 5
_MOST_ATTACHED = 5
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
    if message.is_answer and not is_lead:
        return MailReading("calendar", title)
    kind = None if is_lead else classify.kind_by_headers(message.headers, address, text, ours.domains)
    if kind and not (kind == "bulk" and names_another(read_form(own), name, address)):
        return MailReading(kind, title)
    if not is_lead and (kind := _kind_of_notice(message, own, ours)):
        return MailReading(kind, title)
    if ours.has(address):
        return _read_internal(message, own, parts.older, ours, title, depth)
    if parts.older and not text.strip() and customer.is_from_program(message, name, address):
        return _read_forwarded(parts.older, ours, title, "form") or MailReading("form", title)
    return customer.read_sender(message, own, name, address, ours, title)


def _kind_of_notice(message: Message, own: list[str], ours: Ours) -> str | None:
    name, address = message.sender
    kind = notice.kind_of(notice.Letter(message.headers, name, address, own, tuple(message.links), message.has_xml))
    return None if kind == "unsubscribe" and ours.has(address) else kind


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
        inner, *others = [read(open_message(mail), ours, depth=depth + 1) for mail in message.attached[:_MOST_ATTACHED]]
        if inner.kind not in ("own", "bounce"):
            others = [other for other in others if other.kind not in NO_LEAD]
            attached = MailReading("internal", inner.title or title, inner.columns)
            return several.with_others(attached, others) if others else attached
    name = message.sender[0]
    form = read_form(mail_signature.without_own(own, name))
    reply = customer.reply_to(message, ours)
    if names_another(form, *message.sender):
        return customer.read_form(message, own, form, reply, ours, title)
    if not reply[1] and _is_outgoing(message, ours, bool(older and older.is_forward)):
        return MailReading("own", title)
    if older and (found := _read_forwarded(older, ours, title)):
        return found
    if reply[1]:
        return customer.read_form(message, own, form, reply, ours, title)
    body = mail_signature.without_own(mail_signature.split_signature(own, name)[0], name)
    first = several.first_of(own)
    body = own if first else body
    findings = read_findings(first.lines if first else body, [])
    names = [first.name] if first else findings.mentioned or findings.names
    findings.names = [found for found in names if name_words(found) != name_words(name) and not ours.is_called(found)]
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

    One with an address goes before one of whom the header shows the name only. Notifications of contact forms may
    begin with "From: …" and "Subject: …" of the customer, too.
    """
    named: MailReading | None = None
    for _round in range(_MOST_NESTED):
        parts = quote.split(older.lines)
        name, address = older.sender
        title_there = title_of(older.subject) or title
        message = Message({"from": f'"{name}" <{address}>' if address else name, "subject": older.subject})
        if address and not ours.has(address) and not email_address.is_no_reply(address):
            found = customer.read_sender(message, _without_footer(parts.own), name, address, ours, title_there)
            others = _forwarded_beside(parts.older, address, ours) if older.is_forward else []
            return (several.with_others(found, others) if others else found)._replace(kind=kind)
        form = read_form(parts.own)
        if names_another(form, name, address):
            found = customer.read_form(message, parts.own, form, ("", ""), ours, title_there)
            return found._replace(kind=kind)
        if not (address or named or ours.is_called(name)) and (name or older.is_forward):
            found = customer.read_sender(message, _without_footer(parts.own), name, "", ours, title_there)
            named = found._replace(kind=kind)
        if not parts.older:
            break
        older = parts.older
    return named


def _forwarded_beside(older: Older | None, address: str, ours: Ours) -> list[MailReading]:
    """Return the readings of the mails of other outsiders that are forwarded below the first one."""
    found: list[MailReading] = []
    for _round in range(_MOST_NESTED):
        if not older:
            break
        parts, (name, sender) = quote.split(older.lines), older.sender
        if older.is_forward and sender and sender != address and not ours.has(sender):
            message = Message({"from": f'"{name}" <{sender}>', "subject": older.subject})
            lines, title = _without_footer(parts.own), title_of(older.subject)
            found.append(customer.read_sender(message, lines, name, sender, ours, title))
        older = parts.older
    return found


def _of_card(cards: list[CardColumns], own: list[str]) -> Iterator[Column]:
    first, *others = cards
    for column, value in first.items():
        if isinstance(value, str) and column != "description":
            yield column, value
    notes = [first.get("description", ""), *(customer.summary(card) for card in others)]
    yield "description", "\n".join(filter(None, ["\n".join(own).strip()[:LONGEST_NEED], *notes]))


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
