"""Mail policy (:mod:`email.policy`) that reads damaged headers, wrong charsets and old Vietnamese encodings.

Damaged mails are read without an exception. The text of a part is decoded once and cached; files stay as sent.

>>> import email, email.policy
>>> mail = email.message_from_bytes(b'Subject: =?viscii?Q?H=F6i_gi=E1?=\\n\\nA', policy=email.policy.SMTP)
>>> str(read_with(mail)['Subject'])
'Hỏi giá'
>>> decode_words('=?utf-8?Q?C=E1=BA?= =?utf-8?Q?=A7n?= mua')
'Cần mua'
"""

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Collection
from email.contentmanager import ContentManager
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import getaddresses
from functools import lru_cache
from typing import Any, TypeAlias, cast

from .. import encoding
from ..text import nfc
from .result import Mailbox

# Generic in type stubs only.
MimePart: TypeAlias = "Message[str, str]"

# Longer headers are cut.
_LONGEST_HEADER = 100_000
_LONGEST_LIST = 2_000_000
_MOST_ADDRESSES = 100
_MOST_PARTS = 300
_EVIDENCE = 2000
_SEAM = b"\n\n"
# Of a longer text the beginning is shown; the whole is kept as a file.
LONGEST_TEXT = 400_000

_ADDRESSES = {
    "from", "sender", "to", "cc", "bcc", "reply-to", "delivered-to", "return-path", "resent-to", "resent-cc",
    "resent-from", "x-original-to", "x-forwarded-to",
}  # fmt: skip
_SENDERS = ("from", "reply-to", "sender", "resent-from")
RECIPIENTS = ("to", "cc", "delivered-to", "resent-to", "resent-cc", "x-original-to")
_ENCODED = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]{0,20000})\?=(?:\s+(?==\?))?")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_BAD = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)])
_SPECIAL = re.compile(r'[\\"]')
_SEPARATOR = re.compile(r"[,;]")
_OF_ADDRESS = re.compile(r'[<>@"]')


class TooManyParts(ValueError):
    """A mail with more than 300 parts."""


class _Contents(ContentManager):
    """Content manager that returns text parts as str, all others as bytes; ``texts`` is a cache by id of the part."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[int, str] = {}

    def get_content(self, msg: MimePart, *args: Any, **kwargs: Any) -> str | bytes:
        if is_text(msg):
            return text_of(msg)[:LONGEST_TEXT]
        return bytes_of(msg)


class MailPolicy(EmailPolicy):
    """The policy of incoming mails.

    ``ours``: addresses that are kept in a list of recipients of any length · ``evidence``: text of the mail, by which
    the old encoding of short headers is detected
    """

    content_manager: _Contents
    ours: frozenset[str] = frozenset()
    evidence: bytes = b""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return ``value`` (str) of header ``name`` decoded (str): headers are plain str, no header objects."""
        name = name.lower()
        longest = _LONGEST_LIST if name in RECIPIENTS else _LONGEST_HEADER
        return _header(name, str(value)[:longest], self.ours, self.evidence)


_POLICY = MailPolicy(linesep="\r\n")


def read_with(message: EmailMessage, ours: frozenset[str] = frozenset()) -> EmailMessage:
    """Set our policy on ``message`` and all its parts; return it.

    :param ours: addresses (lower case) to keep in long lists of recipients
    :raise TooManyParts: more than 300 parts
    """
    # clone() takes the attributes of subclasses too; its stub knows those of EmailPolicy only.
    policy = _POLICY.clone(content_manager=_Contents(), ours=ours)  # type: ignore[call-arg]
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise TooManyParts(number)
        part.policy = policy
    message.policy = policy.clone(evidence=_evidence(message))  # type: ignore[call-arg]
    return message


def _evidence(message: EmailMessage) -> bytes:
    """Return the beginning of the first text, b'' unless it is in an old encoding."""
    part = next(filter(is_text, message.walk()), None)
    data = bytes_of(part)[:_EVIDENCE] if part and not part.is_multipart() else b""
    if data.isascii():
        return b""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data if error.end < len(data) - 3 else b""
    return b""


@lru_cache(maxsize=2000)
def _header(name: str, value: str, ours: frozenset[str], evidence: bytes) -> str:
    if name in _ADDRESSES:
        pairs = addresses_of(_with_whole_name(value) if name in _SENDERS else value)
        if name in RECIPIENTS:
            pairs = [(shown, without_tag(address, ours)[0]) for shown, address in pairs]
        return format_addresses(pairs, ours)
    text = decode_words(value, evidence)
    if name == "content-type" and text[:5].lower() == "text/" and "charset" not in text.lower():
        return f'{text.rstrip("; ")}; charset="utf-8"'
    return text


def decode_words(raw: str, evidence: bytes = b"") -> str:
    """Return a header as one line of composed text.

    :param raw: str as the parser keeps it, bytes as surrogates
    :param evidence: bytes of the same mail in the same encoding
    """
    raw = raw[:_LONGEST_HEADER]
    pieces, position, pending, charset = [], 0, b"", None
    for match in _ENCODED.finditer(raw):
        between = raw[position : match.start()]
        if between or pending and match[1].lower().partition("*")[0] != charset:
            pieces.append(_decode(pending, charset, evidence) if pending else "")
            pieces.append(_plain(between))
            pending = b""
        charset = match[1].lower().partition("*")[0]
        pending += _word_bytes(match[2].lower(), match[3])
        position = match.end()
    if pending:
        pieces.append(_decode(pending, charset, evidence))
    pieces.append(_plain(raw[position:]))
    return _BREAKS.sub(" ", "".join(pieces).translate(_BAD)).strip()


def _decode(data: bytes, charset: str | None, evidence: bytes) -> str:
    if not evidence or data.isascii() or charset == "utf-8":
        return encoding.decode_labelled(data, charset)
    return encoding.decode_labelled(data + _SEAM + evidence, charset).partition(_SEAM.decode())[0]


def _word_bytes(kind: str, text: str) -> bytes:
    data = text.encode("ascii", "surrogateescape") if not _mixed(text) else text.encode("utf-8", "replace")
    if kind == "q":
        return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data.replace(b"_", b" "))
    try:
        return b64decode(data + b"==")
    except (binascii.Error, ValueError):
        return data


def _mixed(text: str) -> bool:
    return any(ord(char) > 127 and not 0xDC80 <= ord(char) <= 0xDCFF for char in text)


def _plain(text: str) -> str:
    if text.isascii():
        return text
    if not _SURROGATE.search(text) or _mixed(text):
        return nfc(_SURROGATE.sub("\ufffd", text))
    return encoding.decode_labelled(text.encode("ascii", "surrogateescape"), None)


def _with_whole_name(raw: str) -> str:
    """Quote the name of the only sender: a list of addresses would end at its comma.

    >>> _with_whole_name('Nguyễn Văn An, Phòng Mua hàng <an@x.vn>'), _with_whole_name('a@x.vn, An <b@y.vn>')
    ('"Nguyễn Văn An, Phòng Mua hàng" <an@x.vn>', 'a@x.vn, An <b@y.vn>')
    """
    name, bracket, rest = raw.strip().rpartition("<")
    is_single = bracket and rest[-1:] == ">" and "@" in rest and not _SEPARATOR.search(rest)
    if is_single and _SEPARATOR.search(name) and not _OF_ADDRESS.search(name):
        return f'"{_SPECIAL.sub("", name).strip()}" <{rest}'
    return raw


def addresses_of(raw: str) -> list[Mailbox]:
    """Return ``[(name, address)]`` of ``raw``, the value (str) of an address header before decoding."""
    found = _pairs(_BREAKS.sub(" ", raw))
    if not any("@" in address for _name, address in found):
        found = _pairs(decode_words(raw))
    return [(name, address) for name, address in found if "@" in address or name]


def _pairs(text: str) -> list[Mailbox]:
    try:
        pairs = getaddresses([text], strict=False)
    except TypeError:  # a Python without strict
        pairs = getaddresses([text])
    except (ValueError, IndexError, AttributeError):
        return []
    return [(decode_words(name), _address(address)) for name, address in pairs if name or address]


def _address(text: str) -> str:
    text = decode_words(text) if not text.isascii() or "=?" in text else text
    return text.strip(" <>\"'").replace(" ", "") if "@" in text else text


def without_tag(address: str, ours: Collection[str]) -> tuple[str, str]:
    """Return (address, tag) of ``address`` (str): ``leads+facebook@x.vn`` is ``leads@x.vn`` where that is ours.

    :param ours: our addresses, or their parts before the @, in lower case

    >>> without_tag('leads+hoi.cho@x.vn', {'leads@x.vn'}), without_tag('an+1@y.vn', {'leads@x.vn'})
    (('leads@x.vn', 'hoi.cho'), ('an+1@y.vn', ''))
    """
    local, _at, host = address.rpartition("@")
    base, plus, tag = local.partition("+")
    bare = f"{base}@{host}"
    known = bool(plus) and (bare.lower() in ours or base.lower() in ours)
    return (bare, tag) if known else (address, "")


def format_addresses(pairs: list[Mailbox], ours: Collection[str] = frozenset()) -> str:
    """Return ``pairs`` as a header value (str): the first hundred, and all addresses in ``ours`` (lower case)."""
    if len(pairs) > _MOST_ADDRESSES:
        pairs = [*pairs[:_MOST_ADDRESSES], *(pair for pair in pairs[_MOST_ADDRESSES:] if pair[1].lower() in ours)]
    return ", ".join(_formatted(name, address) for name, address in pairs)


def _formatted(name: str, address: str) -> str:
    if not name:
        return address
    name = _SPECIAL.sub("", name)
    return f'"{name}" <{address}>' if "@" in address else name


def is_file(part: MimePart) -> bool:
    """Return whether ``part`` is an attachment."""
    return bool(part.get_filename()) or str(part.get("content-disposition", "")).lower().startswith("attachment")


def is_text(part: MimePart) -> bool:
    """Return whether ``part`` is a text and no attachment."""
    return part.get_content_maintype() == "text" and not is_file(part)


def text_of(part: MimePart) -> str:
    """Return the whole text (str) of a text part."""
    texts = cast(MailPolicy, part.policy).content_manager.texts
    if id(part) not in texts:
        data = bytes_of(part)
        texts[id(part)] = encoding.decode_labelled(data, part.get_content_charset()).translate(_BAD)
    return texts[id(part)]


def bytes_of(part: MimePart) -> bytes:
    """Return the content of ``part`` as bytes; of an attached mail all of it."""
    if part.is_multipart():
        return b"".join(map(_mail_bytes, cast("list[MimePart]", part.get_payload())))
    try:
        return cast(bytes, part.get_payload(decode=True)) or b""
    except (ValueError, LookupError, AssertionError, zlib.error):
        payload = part.get_payload()
        return payload.encode("utf-8", "replace") if isinstance(payload, str) else b""


def _mail_bytes(message: MimePart) -> bytes:
    """Return an attached mail as bytes, its headers unchanged."""
    head = "".join(f"{name}: {value}\r\n" for name, value in message.raw_items())
    body = message.get_payload() if not message.is_multipart() else ""
    if message.is_multipart():
        boundary = message.get_boundary() or "part"
        inner = cast("list[MimePart]", message.get_payload())
        parts = [f"--{boundary}\r\n".encode() + _mail_bytes(part) + b"\r\n" for part in inner]
        return _raw(head) + b"\r\n" + b"".join(parts) + f"--{boundary}--\r\n".encode()
    return _raw(f"{head}\r\n{body if isinstance(body, str) else ''}")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "replace") if _mixed(text) else text.encode("ascii", "surrogateescape")
