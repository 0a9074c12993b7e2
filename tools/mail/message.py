"""Content of a mail: headers, lines of its text, cards, attached mails."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import cast

from .. import encoding
from . import invitation, policy
from .invitation import Invitation
from .lines import html_lines, text_lines, unflowed
from .policy import MimePart
from .result import Mailbox

_CARD_TYPES = {"text/vcard", "text/x-vcard", "text/directory", "application/vcard"}
_CALENDAR_TYPES = {"text/calendar", "application/ics"}
# Data for programs, which accompany a text for people.
_UNREAD_TYPES = {*_CALENDAR_TYPES, "text/csv", "text/x-amp-html", "text/rfc822-headers", "text/css", "text/xml"}
_LARGEST_CARD = 2_000_000
_MOST_CARDS = 20
_MOST_SHOWN, _COMPARED = 3, 50_000
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass
class Message:
    """An opened mail.

    ``headers``: ``{lower-case name: first value}`` · ``lines``, ``links``: visible lines, URLs · ``cards``: vCard files
    · ``attached``: attached mails · ``invitations``: of calendars · ``long_texts``: (name, bytes) of texts that are too
    long to show · ``tag``: the part behind the + of our address · ``from_count``: number of From headers ·
    ``has_xml``: whether an XML file is attached
    """

    headers: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cards: list[bytes] = field(default_factory=list)
    attached: list[EmailMessage] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    long_texts: list[tuple[str, bytes]] = field(default_factory=list)
    tag: str = ""
    from_count: int = 1
    has_xml: bool = False

    @property
    def is_answer(self) -> bool:
        """Return whether all its invitations are answers, or called off."""
        return bool(self.invitations) and all(invitation.is_answer for invitation in self.invitations)

    def addresses(self, name: str) -> list[Mailbox]:
        """Return ``[(name, address)]`` of the header ``name`` (str, lower case), addresses in lower case."""
        found = policy.addresses_of(self.headers.get(name, ""))
        return [(shown, address.lower()) for shown, address in found if "@" in address]

    @property
    def sender(self) -> Mailbox:
        """Return (name, address) of From; blanks where there is none."""
        return next(iter(self.addresses("from")), (self.headers.get("from", ""), ""))

    @property
    def proven_sender(self) -> str:
        """Return the address (str) in From, '' where From can be read as more than one address.

        A mail server may have checked another of them than the one that is read.

        >>> [Message({"from": text}).proven_sender for text in ('"a@x.vn" <b@y.vn>', 'a@x.vn, b@y.vn', 'a@x.vn"@y.vn')]
        ['b@y.vn', '', '']
        """
        found = [address for _name, address in self.addresses("from")]
        marks = _QUOTED.sub("", self.headers.get("from", "")).count("@")
        return found[0] if len(set(found)) == self.from_count == 1 and marks == len(found) else ""


def open_message(message: EmailMessage, ours: frozenset[str] = frozenset()) -> Message:
    """Return the :class:`Message` in ``message``, whose policy is replaced by ours, see :func:`policy.read_with`.

    :param ours: addresses (lower case) to keep in long lists of recipients
    :raise policy.TooManyParts: more than 300 parts
    """
    found = Message()
    found.from_count = sum(name.lower() == "from" for name, _value in message.raw_items())
    policy.read_with(message, ours)
    for name in {name.lower(): True for name, _value in message.raw_items()}:
        found.headers[name] = str(message.get(name, ""))
    found.tag = _tag(message, ours)
    texts = _read_parts(message, found)
    # Of alternative versions, HTML has the tables and links.
    shown = [text for text in texts if text[0] == "html" and text[1].strip()] or texts
    for kind, text in shown:
        lines, links = (html_lines if kind == "html" else text_lines)(text[: policy.LONGEST_TEXT])
        found.lines += lines
        found.links += links
    _add_invitations(found)
    return found


def _add_invitations(found: Message) -> None:
    """Add what the text does not say of the invitations: many programs send the invitation alone."""
    for invited in found.invitations[:_MOST_SHOWN]:
        said = "\n".join(found.lines)[:_COMPARED]
        lines = [line for line in invited.lines if line]
        missing = [line for line in lines if line not in said]
        if missing and (not said.strip() or missing == lines):
            found.lines += missing if not said.strip() else ["", *missing]


def _tag(message: EmailMessage, ours: frozenset[str]) -> str:
    raw = [str(value) for name, value in message.raw_items() if name.lower() in policy.RECIPIENTS]
    pairs = [pair for value in raw if "+" in value for pair in policy.addresses_of(value[:10_000])]
    return next(filter(None, (policy.without_tag(address, ours)[1] for _name, address in pairs)), "")


def _read_parts(part: MimePart, found: Message) -> list[tuple[str, str]]:
    """Read ``part`` and its parts into ``found``, without those of attached mails; return texts as (kind, text)."""
    texts: list[tuple[str, str]] = []
    waiting: list[MimePart] = [part]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart":
            if part.is_multipart():
                waiting = [*cast("list[MimePart]", part.get_payload()), *waiting]
        elif kind == "message/rfc822":
            if part.is_multipart() and part.get_payload():
                found.attached.append(cast(EmailMessage, part.get_payload(0)))
        elif kind in _CARD_TYPES or str(part.get_filename() or "").lower().endswith(".vcf"):
            data = policy.bytes_of(part)
            if len(data) < _LARGEST_CARD and len(found.cards) < _MOST_CARDS:
                found.cards.append(data)
        elif kind in _CALENDAR_TYPES or str(part.get_filename() or "").lower().endswith(".ics"):
            _read_invitation(part, found)
        elif str(part.get_filename() or "").lower().endswith(".eml"):
            found.attached.append(email.message_from_bytes(policy.bytes_of(part), policy=email.policy.SMTP))
        elif policy.is_text(part) and kind not in _UNREAD_TYPES:
            texts.append(_text(part, kind, found))
        found.has_xml = found.has_xml or "xml" in kind or str(part.get_filename() or "").lower().endswith(".xml")
    return texts


def _read_invitation(part: MimePart, found: Message) -> None:
    """Read an invitation; a calendar file that is attached to a letter is neither a question nor an answer."""
    data = policy.bytes_of(part)
    if len(data) > _LARGEST_CARD or len(found.invitations) == _MOST_CARDS:
        return
    text = encoding.decode_labelled(data, part.get_content_charset())
    if not policy.is_file(part) or str(part.get_param("method", "")):
        found.invitations.append(invitation.read(text, str(part.get_param("method", ""))))


def _text(part: MimePart, kind: str, found: Message) -> tuple[str, str]:
    text = policy.text_of(part)
    if len(text) > policy.LONGEST_TEXT:
        found.long_texts.append((f"mail.{'html' if kind == 'text/html' else 'txt'}", policy.bytes_of(part)))
    if kind == "text/plain" and part.get_param("format", "") == "flowed":
        text = unflowed(text, part.get_param("delsp", "") == "yes")
    return "html" if kind == "text/html" else "text", text
