"""Which properties stand in the text of a business card, whoever wrote it?

vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) differ in how long lines are folded, letters encoded and types named;
phones and scanners add mistakes of their own. Here every line becomes a :class:`Property` or is handed back as it is.

>>> [card] = cards(b'BEGIN:VCARD\\r\\nTEL;CELL:0912\\r\\n  345 678\\r\\nEND:VCARD')
>>> card.properties[0].name, card.properties[0].types, card.properties[0].value
('TEL', {'CELL'}, '0912 345 678')
>>> [card] = cards(b'MECARD:N:Le,An;TEL:0912345678;;')
>>> [(found.name, found.value) for found in card.properties]
[('N', 'Le;An'), ('TEL', '0912345678')]
"""

import base64
import binascii
import re
from typing import NamedTuple

from .. import encoding
from ..text import nfc

_BEGIN = re.compile(rb"BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"END\s*:\s*VCARD\s*", re.IGNORECASE)
_BARE = re.compile(rb"(?:item\d+\.)?(FN|N|TEL|EMAIL|ORG)(?:;[^:]{0,200})?:", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb"[^:]*;\s*(?:ENCODING=)?\"?QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb"[^:]*;\s*(?:ENCODING=)?\"?(?:BASE64|B)\"?\s*(?:[;:]|$)|[^:]*:\s*data:", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{20,}={0,2}|[A-Za-z0-9+/]*={1,2}")
_CHARSET = re.compile(rb"CHARSET=\"?([\w\-:.]{2,40})", re.IGNORECASE)
_HEAD = re.compile(r"[^\":]*(?:\"[^\"]*\"[^\":]*)*:")
_PARAMETERS = re.compile(r"(?:[^;\"]|\"[^\"]*\"?)+")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_COMPONENT = re.compile(r"(?:^|;)((?:[^\\;]|\\.?)*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STARTS = re.compile(rb"(?i)\bBEGIN\s{0,9}:\s{0,9}VCARD\b|\b(?:MECARD|BIZCARD):")
_QR = re.compile(r"(?i)\b(MECARD|BIZCARD):")
_QR_FIELD = re.compile(r"((?:[^\\;]|\\.?)*)(;|$)", re.DOTALL)
_BIZCARD = {"X": "X", "T": "TITLE", "C": "ORG", "A": "LABEL", "B": "TEL", "M": "TEL", "F": "TEL", "E": "EMAIL"}
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
# No head of a property is longer, no card has more lines.
_LONGEST_HEAD = 2000
_MOST_LINES = 5000


class Property(NamedTuple):
    """``name`` and ``types`` in capitals · ``value``: str with its escapes, see :func:`components` and :func:`plain`
    · ``params``: ``{name: str}`` · ``group``: what binds a line to its label, '' for none · ``data``: bytes of an image
    """

    name: str
    value: str
    types: set
    params: dict
    group: str = ""
    data: bytes = b""


class Card(NamedTuple):
    """``properties``: list of :class:`Property` · ``unread``: list of str, the lines that are none"""

    properties: list
    unread: list


def cards(data):
    """Return the list of :class:`Card` in ``data`` (bytes); text around the cards is passed over. Never raises."""
    recognised = encoding.detect(data[:4096])
    if recognised.encoding.startswith("utf-16"):
        data = encoding.decode(data, recognised.encoding).encode("utf-8", "replace")
    found = [_card(lines) for lines in _split(_unfold(data))]
    return found or _qr_cards(encoding.decode_labelled(data, None))


def count(data):
    """Return how many cards ``data`` (bytes or str) begins at least, without reading them."""
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    return len(_STARTS.findall(data.replace(b"\0", b"")))  # nothing between the letters of UTF-16


def _unfold(data):
    """Yield the logical lines (bytes) of ``data``; a letter may have been cut in two at the end of a line."""
    pieces, quoted, image = [], False, False
    for line in data.removeprefix(b"\xef\xbb\xbf").splitlines():
        if pieces and quoted and pieces[-1].endswith(b"="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
        elif pieces and image and _BASE64_LINE.fullmatch(line.strip()):
            pieces.append(line.strip())
        else:
            if pieces:
                yield b"".join(pieces)
            head = line[:_LONGEST_HEAD]
            pieces, quoted, image = [line], bool(_QUOTED_PRINTABLE.match(head)), bool(_BASE64.match(head))
    if pieces:
        yield b"".join(pieces)


def _split(lines):
    """Return the lines of each card; a card that is never closed ends where the next one starts."""
    found, outside, current, agent = [], [], None, False
    for line in lines:
        word = line.strip()
        if _BEGIN.fullmatch(word):
            agent = bool(current) and current[-1].strip().upper().startswith(b"AGENT")
            if not agent:
                current = []
                found.append(current)
        elif _END.fullmatch(word):
            current, agent = (current, False) if agent else (None, False)
        elif not agent and word:
            (outside if current is None else current).append(line)
    names = {match[1].upper() for match in map(_BARE.match, outside) if match}
    if not found and len(names) > 1:
        found = [outside]
    return found


def _card(lines):
    images = [line for line in lines if _BASE64.match(line[:_LONGEST_HEAD])]
    texts = [line for line in lines if not _BASE64.match(line[:_LONGEST_HEAD])]
    raw = b"\n".join(texts[:_MOST_LINES])
    charset = _CHARSET.search(raw)
    text = encoding.decode_labelled(raw, charset[1].decode() if charset else None)
    properties, unread = [], []
    for line in text.split("\n"):
        found = _property(line)
        if found:
            properties.append(found)
        elif line.strip():
            unread.append(line.strip())
    for line in images:
        head, _colon, value = line.partition(b":")
        found = _property(head.decode("ascii", "replace") + ":")
        if found:
            properties.append(found._replace(data=image(value)))
    return Card(properties, unread + [line.decode("utf-8", "replace") for line in texts[_MOST_LINES:]])


def _property(line):
    """Return the :class:`Property` of ``line`` (str), None when it is none."""
    head = _HEAD.match(line[:_LONGEST_HEAD])
    head = head[0][:-1] if head else line[:_LONGEST_HEAD].partition(":")[0]
    if len(head) >= min(len(line), _LONGEST_HEAD):
        return None
    label, *params = _PARAMETERS.findall(head) or [""]
    group, _dot, name = label.strip().rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    types, named = _parameters(params)
    value = line[len(head) + 1 :]
    if "QUOTED-PRINTABLE" in types or named.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _from_quoted_printable(value, named.get("CHARSET"))
    return Property(name.upper(), value, types, named, group.lower())


def _parameters(params):
    types, named = set(), {}
    for param in params:
        key, equals, value = param.strip().partition("=")
        value = value.replace('"', "").strip()
        if not equals or key.upper() == "TYPE":
            types.update(word.strip().upper() for word in (value if equals else key).split(","))
        else:
            named[key.upper()] = value
    return types, named


def _from_quoted_printable(value, charset):
    """Decode each component apart: an encoded semicolon is a letter, not the end of a component."""
    pieces = value.encode("utf-8", "replace").split(b";")
    decoded = encoding.decode_labelled(b"\n;\n".join(map(binascii.a2b_qp, pieces)), charset)
    return ";".join(piece.replace(";", "\\;") for piece in decoded.split("\n;\n"))


def image(value):
    """Return the image (bytes) in ``value`` (bytes: base64 or a data URI), b'' when it is none that a screen shows."""
    if value.lstrip()[:5].lower() == b"data:":
        value = value.partition(b",")[2]
    try:
        data = base64.b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", value) + b"===")
    except binascii.Error:
        return b""
    is_image = data.startswith(_IMAGES) or data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data if is_image else b""


def components(value):
    """Return the components (list of str) of a structured ``value``, such as a name or an address.

    >>> components('Võ;Minh;;Mr.;'), components('12 Bạch Đằng\\\\, Q. 1\\\\; lầu 2;Huế')
    (['Võ', 'Minh', '', 'Mr.', ''], ['12 Bạch Đằng, Q. 1; lầu 2', 'Huế'])
    """
    return [plain(part) for part in _COMPONENT.findall(value)]


def plain(value):
    """Return ``value`` (str) without escapes, composed."""
    return nfc(_ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)).strip()


def _qr_cards(text):
    """Return the cards of QR codes that are no vCard: "MECARD:N:…;TEL:…;;" (NTT DoCoMo) and "BIZCARD:…"."""
    starts = list(_QR.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [_qr_card(start[1].upper(), text[start.end() : end]) for start, end in zip(starts, ends, strict=False)]


def _qr_card(kind, text):
    properties, unread, position = [], [], 0
    for match in _QR_FIELD.finditer(text):
        if match.start() != position or not match[1].strip():
            break
        position = match.end()
        name, colon, value = match[1].partition(":")
        if colon and _NAME.fullmatch(name.strip()):
            properties.append(_qr_property(kind, name.strip().upper(), value))
        else:
            unread.append(match[1].strip())
    return Card(properties, unread)


def _qr_property(kind, name, value):
    types = {"FAX"} if name == "F" else {"CELL"} if name == "M" else set()
    if kind == "BIZCARD":
        name, value = (_BIZCARD.get(name, name), value) if name != "N" else ("GIVEN", value)
    elif name == "N":
        value = value.replace(",", ";")
    elif name == "ADR":
        name, value = "LABEL", re.sub(r"\s*,[\s,]*", ", ", value).strip(", ")
    return Property({"TEL-AV": "TEL", "SOUND": "X-SOUND"}.get(name, name), value, types, {})
