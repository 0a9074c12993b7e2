"""How are headers and parts of a mail read so that nothing in them can fail?

The standard library reads a mail through its *policy*; this one knows the old Vietnamese encodings, wrong labels and
damaged headers. A part's text is decoded once and kept; files are handed on as the bytes that were sent.

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
from email.contentmanager import ContentManager
from email.policy import EmailPolicy
from email.utils import getaddresses
from functools import lru_cache

from .. import encoding
from ..text import nfc

# Longer headers are cut: no address, subject or list of references needs more.
_LONGEST_HEADER = 100_000
_LONGEST_LIST = 2_000_000
_MOST_ADDRESSES = 100
_MOST_PARTS = 300
_EVIDENCE = 2000
_SEAM = b"\n\n"
# A longer text is shown from its beginning and kept whole as a file.
LONGEST_TEXT = 400_000

_ADDRESSES = {
    "from", "sender", "to", "cc", "bcc", "reply-to", "delivered-to", "return-path", "resent-to", "resent-cc",
    "resent-from", "x-original-to", "x-forwarded-to",
}  # fmt: skip
RECIPIENTS = ("to", "cc", "delivered-to", "resent-to", "resent-cc", "x-original-to")
_ENCODED = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?([^?]{0,20000})\?=(?:\s+(?==\?))?")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_BAD = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)])
_SPECIAL = re.compile(r'[\\"]')


class TooManyParts(ValueError):
    """A mail of more parts than any person sends."""


class _Contents(ContentManager):
    """Gives text parts as str and everything else as bytes; remembers texts by part."""

    def __init__(self):
        super().__init__()
        self.texts = {}

    def get_content(self, msg, *args, **kwargs):
        if is_text(msg):
            return text_of(msg)[:LONGEST_TEXT]
        return bytes_of(msg)


class MailPolicy(EmailPolicy):
    """``ours`` (frozenset of str) are addresses that stay in a list of recipients however long it is; ``evidence``
    (bytes) is text of the mail that helps to tell in which old encoding its short headers are."""

    ours = frozenset()
    evidence = b""

    def header_fetch_parse(self, name, value):
        name = name.lower()
        longest = _LONGEST_LIST if name in RECIPIENTS else _LONGEST_HEADER
        return _header(name, str(value)[:longest], self.ours, self.evidence)


_POLICY = MailPolicy(linesep="\r\n")


def read_with(message, ours=frozenset()):
    """Let ``message`` (email.message.EmailMessage) and all its parts be read through our policy; return it.

    :param ours: addresses (frozenset of str, lower case) to keep in long lists of recipients
    :raises TooManyParts: more than 300 parts
    """
    policy = _POLICY.clone(content_manager=_Contents(), ours=ours)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise TooManyParts(number)
        part.policy = policy
    message.policy = policy.clone(evidence=_evidence(message))
    return message


def _evidence(message):
    """Return the beginning of the first text where it is in an old encoding."""
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
def _header(name, value, ours, evidence):
    if name in _ADDRESSES:
        pairs = addresses_of(value)
        if name in RECIPIENTS:
            pairs = [(shown, without_tag(address, ours)[0]) for shown, address in pairs]
        return format_addresses(pairs, ours)
    text = decode_words(value, evidence)
    if name == "content-type" and text[:5].lower() == "text/" and "charset" not in text.lower():
        return f'{text.rstrip("; ")}; charset="utf-8"'
    return text


def decode_words(raw, evidence=b""):
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


def _decode(data, charset, evidence):
    if not evidence or data.isascii() or charset == "utf-8":
        return encoding.decode_labelled(data, charset)
    return encoding.decode_labelled(data + _SEAM + evidence, charset).partition(_SEAM.decode())[0]


def _word_bytes(kind, text):
    data = text.encode("ascii", "surrogateescape") if not _mixed(text) else text.encode("utf-8", "replace")
    if kind == "q":
        return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data.replace(b"_", b" "))
    try:
        return b64decode(data + b"==")
    except (binascii.Error, ValueError):
        return data


def _mixed(text):
    return any(ord(char) > 127 and not 0xDC80 <= ord(char) <= 0xDCFF for char in text)


def _plain(text):
    if text.isascii():
        return text
    if not _SURROGATE.search(text) or _mixed(text):
        return nfc(_SURROGATE.sub("\ufffd", text))
    return encoding.decode_labelled(text.encode("ascii", "surrogateescape"), None)


def addresses_of(raw):
    """Return ``[(name, address)]`` of an address header (str as the parser keeps it)."""
    found = _pairs(_BREAKS.sub(" ", raw))
    if not any("@" in address for _name, address in found):
        found = _pairs(decode_words(raw))
    return [(name, address) for name, address in found if "@" in address or name]


def _pairs(text):
    try:
        pairs = getaddresses([text], strict=False)
    except TypeError:  # a Python without strict
        pairs = getaddresses([text])
    except (ValueError, IndexError, AttributeError):
        return []
    return [(decode_words(name), _address(address)) for name, address in pairs if name or address]


def _address(text):
    text = decode_words(text) if not text.isascii() or "=?" in text else text
    return text.strip(" <>\"'").replace(" ", "") if "@" in text else text


def without_tag(address, ours):
    """Return (address, tag): ``leads+facebook@x.vn`` is ``leads@x.vn`` where that is one of ``ours``.

    >>> without_tag('leads+hoi.cho@x.vn', {'leads@x.vn'}), without_tag('an+1@y.vn', {'leads@x.vn'})
    (('leads@x.vn', 'hoi.cho'), ('an+1@y.vn', ''))
    """
    local, _at, host = address.rpartition("@")
    base, plus, tag = local.partition("+")
    bare = f"{base}@{host}"
    known = plus and (bare.lower() in ours or base.lower() in ours)
    return (bare, tag) if known else (address, "")


def format_addresses(pairs, ours=frozenset()):
    """Return ``pairs`` of (name, address) as one header value (str), the first hundred and those of ``ours``."""
    if len(pairs) > _MOST_ADDRESSES:
        pairs = [*pairs[:_MOST_ADDRESSES], *(pair for pair in pairs[_MOST_ADDRESSES:] if pair[1].lower() in ours)]
    return ", ".join(_formatted(name, address) for name, address in pairs)


def _formatted(name, address):
    if not name:
        return address
    name = _SPECIAL.sub("", name)
    return f'"{name}" <{address}>' if "@" in address else name


def is_file(part):
    """Return whether ``part`` is something to keep, not to read."""
    return bool(part.get_filename()) or str(part.get("content-disposition", "")).lower().startswith("attachment")


def is_text(part):
    return part.get_content_maintype() == "text" and not is_file(part)


def text_of(part):
    """Return the whole text (str) of a text part."""
    texts = part.policy.content_manager.texts
    if id(part) not in texts:
        data = bytes_of(part)
        texts[id(part)] = encoding.decode_labelled(data, part.get_content_charset()).translate(_BAD)
    return texts[id(part)]


def bytes_of(part):
    """Return what ``part`` holds, as bytes; an attached mail as it was sent."""
    if part.is_multipart():
        return b"".join(_mail_bytes(inner) for inner in part.get_payload())
    try:
        return part.get_payload(decode=True) or b""
    except (ValueError, LookupError, AssertionError, zlib.error):
        payload = part.get_payload()
        return payload.encode("utf-8", "replace") if isinstance(payload, str) else b""


def _mail_bytes(message):
    """Return an attached mail as bytes, headers as they came."""
    head = "".join(f"{name}: {value}\r\n" for name, value in message.raw_items())
    body = message.get_payload() if not message.is_multipart() else ""
    if message.is_multipart():
        boundary = message.get_boundary() or "part"
        parts = [f"--{boundary}\r\n".encode() + _mail_bytes(part) + b"\r\n" for part in message.get_payload()]
        return _raw(head) + b"\r\n" + b"".join(parts) + f"--{boundary}--\r\n".encode()
    return _raw(f"{head}\r\n{body if isinstance(body, str) else ''}")


def _raw(text):
    return text.encode("utf-8", "replace") if _mixed(text) else text.encode("ascii", "surrogateescape")
