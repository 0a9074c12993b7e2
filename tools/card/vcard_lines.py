"""Properties of vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), MECARD and BIZCARD files.

The versions differ in folding, encodings and names of types, and phones and scanners write them wrongly: a line that
is no :class:`Property` is returned as it is in :attr:`Card.unread`.

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
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import encoding
from ..text import nfc

_BEGIN = re.compile(rb"BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"END\s*:\s*VCARD\s*", re.IGNORECASE)
_BARE = re.compile(rb"(?:item\d+\.)?(FN|N|TEL|EMAIL|ORG)(;[^:]{0,200})?:", re.IGNORECASE)
# A printed card has lines of "Tel:" and "Email:", too.
_BARE_SURE = re.compile(
    rb"(?:item\d+\.)?(?:(?:FN|N)(?:;[^:]{0,200})?:|VERSION:|X-[A-Z\-]{1,40}[;:]|(?:TEL|EMAIL|ORG|ADR);)", re.IGNORECASE
)
_BEGIN_AT_END = re.compile(rb"(?:^|:)\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END_LINE = re.compile(rb"^\s*END\s*:\s*VCARD\s*$", re.IGNORECASE)
_AGENT = re.compile(rb"(?:item\d+\.)?AGENT(?:;[^:]{0,200})?:\s*", re.IGNORECASE)
_AGENT_BEGIN = re.compile(rb"(?:item\d+\.)?AGENT(?:;[^:]{0,200})?:\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
# The beginning of a property, which is no continuation of a line that ends with "=".
_PROPERTY = re.compile(
    rb"(?:item\d+\.)?(?:BEGIN|END|VERSION|FN|N|TEL|EMAIL|ORG|TITLE|ROLE|ADR|LABEL|NOTE|URL|BDAY|PHOTO|REV|X-[A-Z\-]+)"
    rb"(?:;[A-Za-z=\-\"]{1,60}){0,6}:"
)
_TORN_LETTER = re.compile(rb"[ \t]=[89AB][0-9A-Fa-f]")
# Letters in quoted-printable whose label is missing: =C3=AA.
_UNLABELLED = re.compile(rb"=[C-F][0-9A-F]=[89AB][0-9A-F]")
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
# Limits against slow regular expressions and huge files.
_LONGEST_HEAD = 2000
_MOST_LINES = 5000


class Property(NamedTuple):
    """A property of a card.

    ``name`` and ``types`` in capitals · ``value``: str with its escapes, see :func:`components` and :func:`plain` ·
    ``params``: ``{name: str}`` · ``group``: prefix that a property shares with its label, '' for none · ``data``:
    bytes of an image
    """

    name: str
    value: str
    types: set[str]
    params: dict[str, str]
    group: str = ""
    data: bytes = b""


class Card(NamedTuple):
    """A card: ``properties`` · ``unread``: the lines that are no property · ``agents``: cards of assistants"""

    properties: list[Property]
    unread: list[str]
    agents: Sequence["Card"] = ()


class _Block(NamedTuple):
    """The lines of a card, and those of the cards of its AGENT properties."""

    lines: list[bytes]
    agents: list[list[bytes]]


def cards(data: bytes) -> list[Card]:
    """Return the list of :class:`Card` in ``data`` (bytes); text around the cards is ignored. Never raises."""
    recognised = encoding.detect(data[:4096])
    if recognised.encoding.startswith("utf-16"):
        data = encoding.decode(data, recognised.encoding).encode("utf-8", "replace")
    blocks = _split(list(_unfold(data)))
    found = [_card(block.lines)._replace(agents=[*map(_card, block.agents)]) for block in blocks]
    return found or _qr_cards(encoding.decode_labelled(data, None))


def count(data: bytes | str) -> int:
    """Return the number (int) of beginnings of cards in ``data`` (bytes or str), without parsing them."""
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    return len(_STARTS.findall(data.replace(b"\0", b"")))  # the zero bytes of UTF-16


def _unfold(data: bytes) -> Iterator[bytes]:
    """Yield the unfolded lines (bytes) of ``data``: bytes, because folding may split a multi-byte letter."""
    pieces: list[bytes] = []
    quoted = image = False
    for line in data.removeprefix(b"\xef\xbb\xbf").splitlines():
        if pieces and quoted and pieces[-1].rstrip(b" \t").endswith(b"=") and not _PROPERTY.match(line):
            pieces[-1] = pieces[-1].rstrip(b" \t")[:-1]
            # A letter of several bytes has no blank in it: this one is of a folded line.
            pieces.append(line[1:] if _TORN_LETTER.match(line) and pieces[-1][-3:-2] == b"=" else line)
        elif pieces and line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
        elif pieces and image and _BASE64_LINE.fullmatch(line.strip()):
            pieces.append(line.strip())
        else:
            if pieces:
                yield b"".join(pieces)
            head = line[:_LONGEST_HEAD]
            quoted = bool(_QUOTED_PRINTABLE.match(head) or _UNLABELLED.search(head))
            pieces, image = [line], bool(_BASE64.match(head))
    if pieces:
        yield b"".join(pieces)


def _split(lines: Sequence[bytes]) -> list[_Block]:
    """Return the lines of each card; those of a card within a card are not the outer one's.

    Where an END is missing, a card ends where the next one begins.
    """
    begins, ends = (sum(1 for line in lines if sign.search(line)) for sign in (_BEGIN_AT_END, _END_LINE))
    found: list[_Block] = []
    outside: list[bytes] = []
    # The open cards, from the outermost one: the lines, and the card whose agent they are.
    opened: list[tuple[list[bytes], _Block]] = []
    for line in lines:
        word = line.strip()
        if _BEGIN.fullmatch(word) or _AGENT_BEGIN.fullmatch(word):
            own, block = opened[-1] if opened else ([], None)
            waiting = bool(own) and bool(_AGENT.fullmatch(own[-1].strip()))
            if block and (waiting or not _BEGIN.fullmatch(word)):
                if waiting:
                    own.pop()
                block.agents.append([])
                opened.append((block.agents[-1], block))
                continue
            if begins != ends:
                opened.clear()
            found.append(_Block([], []))
            opened.append((found[-1].lines, found[-1]))
        elif _END.fullmatch(word):
            if opened:
                opened.pop()
        elif word:
            (opened[-1][0] if opened else outside).append(line)
    names = {match[1].upper() for match in map(_BARE.match, outside) if match}
    if not found and len(names) > 1 and any(map(_BARE_SURE.match, outside)):
        found = [_Block(outside, [])]
    return found


def _card(lines: list[bytes]) -> Card:
    images = [line for line in lines if _BASE64.match(line[:_LONGEST_HEAD])]
    texts = [line for line in lines if not _BASE64.match(line[:_LONGEST_HEAD])]
    raw = b"\n".join(texts[:_MOST_LINES])
    charset = _CHARSET.search(raw)
    text = encoding.decode_labelled(raw, charset[1].decode() if charset else None)
    properties: list[Property] = []
    unread: list[str] = []
    for line in text.split("\n"):
        found = _property(line)
        if found:
            properties.append(found)
        elif line.strip():
            unread.append(line.strip())
    for image_line in images:
        head, _colon, value = image_line.partition(b":")
        found = _property(head.decode("ascii", "replace") + ":")
        if found:
            properties.append(found._replace(data=image(value)))
    return Card(properties, unread + [line.decode("utf-8", "replace") for line in texts[_MOST_LINES:]])


def _property(line: str) -> Property | None:
    """Return the :class:`Property` of ``line`` (str), None when it is none."""
    match = _HEAD.match(line[:_LONGEST_HEAD])
    head = match[0][:-1] if match else line[:_LONGEST_HEAD].partition(":")[0]
    if len(head) >= min(len(line), _LONGEST_HEAD):
        return None
    label, *params = _PARAMETERS.findall(head) or [""]
    group, _dot, name = label.strip().rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    types, by_key = _parameters(params)
    value = line[len(head) + 1 :]
    labelled = "QUOTED-PRINTABLE" in types or by_key.get("ENCODING", "").upper() == "QUOTED-PRINTABLE"
    if labelled or "=" in value and _UNLABELLED.search(value.encode("ascii", "replace")):
        value = _from_quoted_printable(value, by_key.get("CHARSET"))
    return Property(name.upper(), value, types, by_key, group.lower())


def _parameters(params: list[str]) -> tuple[set[str], dict[str, str]]:
    types: set[str] = set()
    by_key: dict[str, str] = {}
    for param in params:
        key, equals, value = param.strip().partition("=")
        value = value.replace('"', "").strip()
        if not equals or key.upper() == "TYPE":
            types.update(word.strip().upper() for word in (value if equals else key).split(","))
        else:
            by_key[key.upper()] = value
    return types, by_key


def _from_quoted_printable(value: str, charset: str | None) -> str:
    """Decode each component separately: an encoded semicolon is text, no separator."""
    pieces = value.encode("utf-8", "replace").split(b";")
    decoded = encoding.decode_labelled(b"\n;\n".join(map(binascii.a2b_qp, pieces)), charset)
    return ";".join(piece.replace(";", "\\;") for piece in decoded.split("\n;\n"))


def image(value: bytes) -> bytes:
    """Return the image (bytes) in ``value`` (bytes: base64 or a data URI), b'' where a browser cannot show it."""
    if value.lstrip()[:5].lower() == b"data:":
        value = value.partition(b",")[2]
    try:
        data = base64.b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", value) + b"===")
    except binascii.Error:
        return b""
    is_image = data.startswith(_IMAGES) or data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return data if is_image else b""


def components(value: str) -> list[str]:
    """Return the components (list of str) of a structured ``value`` (str), such as a name or an address.

    >>> components('Võ;Minh;;Mr.;'), components('12 Bạch Đằng\\\\, Q. 1\\\\; lầu 2;Huế')
    (['Võ', 'Minh', '', 'Mr.', ''], ['12 Bạch Đằng, Q. 1; lầu 2', 'Huế'])
    """
    return [plain(part) for part in _COMPONENT.findall(value)]


def plain(value: str) -> str:
    """Return ``value`` (str) without escapes, composed (str)."""
    return nfc(_ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)).strip()


def _qr_cards(text: str) -> list[Card]:
    """Return the cards of QR codes that are no vCard: "MECARD:N:…;TEL:…;;" (NTT DoCoMo) and "BIZCARD:…"."""
    starts = list(_QR.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [_qr_card(start[1].upper(), text[start.end() : end]) for start, end in zip(starts, ends, strict=False)]


def _qr_card(kind: str, text: str) -> Card:
    properties: list[Property] = []
    unread: list[str] = []
    position = 0
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


def _qr_property(kind: str, name: str, value: str) -> Property:
    types = {"FAX"} if name == "F" else {"CELL"} if name == "M" else set()
    if kind == "BIZCARD":
        name, value = (_BIZCARD.get(name, name), value) if name != "N" else ("GIVEN", value)
    elif name == "N":
        value = value.replace(",", ";")
    elif name == "ADR":
        name, value = "LABEL", re.sub(r"\s*,[\s,]*", ", ", value).strip(", ")
    return Property({"TEL-AV": "TEL", "SOUND": "X-SOUND"}.get(name, name), value, types, {})
