"""Mails of customers, and of the programs that write for them.

A person who fills in labelled lines is their sender: only a program is set aside for the one whom its lines name.
"""

from collections.abc import Iterator, Sequence

from .. import phone
from ..card import vcard
from ..card.vcard import CardColumns
from ..name import person_name
from ..text import clean, fold
from ..value import email_address, province
from . import classify, sender_name, several
from . import signature as mail_signature
from .columns import LONGEST_NEED, campaign_columns, from_findings, is_of_notifier
from .findings import read as read_findings
from .form import has_trailer, names_another
from .form import read_form as read_labels
from .message import Message
from .result import Column, Form, Mailbox, MailFindings, MailReading, Ours
from .signature_parts import name_on

_PHONES = ("phone", "phone_secondary", "zalo")


def read_sender(message: Message, own: list[str], name: str, address: str, ours: Ours, title: str) -> MailReading:
    """Return the :class:`MailReading` of a mail from outside.

    :param own: lines of the sender
    :param name: the name (str) in From
    :param address: the address (str) in From, '' where a forwarded mail names none
    :param title: the subject without "Re:"
    """
    who = sender_name.split(name)
    form = read_labels(own)
    reply = reply_to(message, ours)
    is_program = is_from_program(message, name, address) or _is_of_service(form, address) or has_trailer(own)
    if is_program or names_another(form, who.person, address) and _is_set_aside(message, own, form, who.person, ours):
        found = read_form(message, own, form, reply if reply[1] else _invited_by(message, ours), ours, title)
        return found if is_program or not address else _with_sender(found, (name, address))
    body, signature = mail_signature.split_signature(own, who.person)
    first = several.first_of(own)
    if first:
        body, signature = own, []
    findings = read_findings(first.lines if first else body, signature)
    findings.names[:0] = [first.name] if first else []
    cards = [card for data in message.cards for card in vcard.parse(data)]
    findings.names += [
        card["contact_name"] for card in cards if "contact_name" in card and _is_of_sender(card, name, address)
    ]
    if who.company:
        findings.companies.append(who.company)
    labelled = _is_labelled(form, who.person, address)
    columns = dict(from_findings(findings, ("" if labelled or first else who.person, address), body, ours))
    if who.function:
        columns.setdefault("function", who.function)
    for card in cards:
        if _is_of_sender(card, name, address):
            columns = {**_texts(card), **columns}
        else:
            columns["description"] = "\n".join(filter(None, [columns.get("description"), summary(card)]))
    if not labelled:
        return MailReading("person", title, tuple(columns.items()))
    kind = "form" if person_name.is_certain(who.person) and names_another(form, who.person, address) else "person"
    columns["description"] = "\n".join(own).strip()[:LONGEST_NEED]
    return MailReading(kind, title, tuple(_with_labels(form, columns)), is_labelled=True)


def reply_to(message: Message, ours: Ours) -> Mailbox:
    """Return the first mailbox in Reply-To that is not ours, blanks where there is none."""
    return next((pair for pair in message.addresses("reply-to") if not ours.has(pair[1])), ("", ""))


def _invited_by(message: Message, ours: Ours) -> Mailbox:
    """Return who invites through a program, or who is invited by us through it; blanks without an invitation."""
    people = (person for invitation in message.invitations for person in invitation.people)
    outsiders = (person for person in people if not ours.has(person[1]) and not email_address.is_no_reply(person[1]))
    return next(outsiders, ("", ""))


def is_from_program(message: Message, name: str, address: str) -> bool:
    """Return whether ``message`` was sent by a program, as its sender (name and address in From) and headers say."""
    if any(person[1] == address for invitation in message.invitations for person in invitation.people):
        return False  # calendars mark the invitations of people as their own
    return email_address.is_no_reply(address) or classify.is_machine(message.headers, name, address)


# Labelled lines


def _is_of_service(form: Form, address: str) -> bool:
    """Return whether a service for forms sends the labelled lines, under whatever name."""
    names_somebody = "contact_name" in form and ("phone" in form or "email_from" in form)
    return names_somebody and email_address.service_of(address) == "form"


def _is_set_aside(message: Message, own: list[str], form: Form, person: str, ours: Ours) -> bool:
    """Return whether the labelled lines are those of another than the sender: a program's, or about somebody else.

    Of two people with an address each, the one whom the lines name is the customer. Who writes from a free mailbox
    under no certain name is no program: the address in the lines may be of the same person.
    """
    address = message.sender[1]
    reply = reply_to(message, ours)[1]
    if reply and reply != address or classify.is_form_notice(message.headers, address, "\n".join(own)):
        return True
    emails = [email for cell in form.get("email_from", ()) for email in email_address.parse(cell).addresses]
    if not any(email != address and not is_of_notifier(email, address, ours) for email in emails):
        return False
    return person_name.is_certain(person) or not email_address.is_free_mail(address)


def _is_labelled(form: Form, person: str, address: str) -> bool:
    """Return whether the sender names himself, or the person to call, in labelled lines."""
    if names_another(form, person, address):
        return True
    emails = email_address.parse(next(iter(form.get("email_from", ())), "")).addresses
    return "contact_name" in form and address in emails and not person_name.is_certain(person)


def _with_labels(form: Form, columns: dict[str, str]) -> Iterator[Column]:
    """Yield ``columns`` with the labelled values, which go before those of the text: its signature is the sender's."""
    _sort_phones(form)
    _move_misplaced(form)
    replaced = {"contact_name", *(_PHONES if "phone" in form else ()), *(("l10n_vn_vat",) if "vat" in form else ())}
    kept = {column: text for column, text in columns.items() if column not in replaced}
    yield from ((column, text) for column, texts in form.items() if column not in kept for text in texts)
    yield from kept.items()


def _with_sender(reading: MailReading, sender: Mailbox) -> MailReading:
    """Return ``reading`` with the sender, who is not its customer, below the description."""
    if reading.get("email_from") == sender[1] or sender[1] in reading.get("description"):
        return reading
    written = f"{sender[0]} <{sender[1]}>".strip()
    others = [column for column in reading.columns if column[0] != "description"]
    description = "\n".join(filter(None, [reading.get("description"), written]))
    return reading._replace(columns=(*others, ("description", description)))


# Cards


def summary(card: CardColumns) -> str:
    """Return the values of ``card`` as one line (str)."""
    return ", ".join(value for value in card.values() if isinstance(value, str))


def _texts(card: CardColumns) -> dict[str, str]:
    return {column: value for column, value in card.items() if isinstance(value, str) and column != "description"}


def _is_of_sender(card: CardColumns, name: str, address: str) -> bool:
    mail = card.get("email_from", "").lower()
    same_house = mail and email_address.domain(mail) == email_address.domain(address)
    known = fold(card.get("contact_name", ""))
    return (
        mail == address or (known and known == fold(name)) or bool(same_house and not email_address.is_free_mail(mail))
    )


# Forms


def read_form(message: Message, own: list[str], form: Form, reply: Mailbox, ours: Ours, title: str) -> MailReading:
    """Return the :class:`MailReading` of the labelled lines of a form; other lines are the notifier's.

    :param reply: of :func:`reply_to`
    """
    sender = message.sender[1]
    findings: MailFindings | None = None
    emails = [email for cell in form.pop("email_from", ()) for email in email_address.parse(cell).addresses]
    emails = [email for email in emails if not is_of_notifier(email, sender, ours)]
    if not emails and reply[1] and not email_address.is_no_reply(reply[1]) and reply[1] != sender:
        emails = [reply[1]]
    reached = _sort_phones(form)
    if not form or not (emails or reached):
        first = several.first_of(own)
        findings = read_findings(first.lines if first else own, [])
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
