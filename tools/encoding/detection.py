"""Detection of encodings, Vietnamese ones from before Unicode included.

Order: byte order mark, UTF-16 by its zero bytes, UTF-8, then the code page that yields most well-formed Vietnamese
syllables. General detectors do not know TCVN3, VNI or VISCII, and take short UTF-8 files for Western ones.

>>> detect('Họ tên;SĐT'.encode('utf-16-le')).encoding
'utf-16-le'
>>> recognised = detect('Hä vµ tªn;§iÖn tho¹i'.encode('cp1252'))
>>> recognised.encoding, recognised.text
('tcvn3', 'Họ và tên;Điện thoại')
>>> repair(['Nguyeãn Vaên An', 'Café Müller'])
(['Nguyễn Văn An', 'Café Müller'], {'vni': 1})
"""

import codecs
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..syllable import weigh
from ..text import nfc
from . import legacy, mojibake, viqr

# Name and label, in the order of a selection list.
ENCODINGS = (
    ("utf-8", "Unicode (UTF-8)"),
    ("utf-8-sig", "Unicode (UTF-8, BOM)"),
    ("utf-16-le", "Unicode (UTF-16 LE)"),
    ("utf-16-be", "Unicode (UTF-16 BE)"),
    ("windows-1258", "Windows-1258"),
    ("tcvn3", "TCVN3 (ABC, .VnTime)"),
    ("vni", "VNI-Windows (VNI-Times)"),
    ("viscii", "VISCII"),
    ("tcvn5712", "TCVN 5712 (VN1)"),
    ("cp1252", "Windows-1252"),
    ("mac-roman", "Mac OS Roman"),
    ("viqr", "VIQR"),
)
MOJIBAKE = "mojibake"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BOM = "\ufeff"
_ZERO_SHARE = 0.2
_HEAD = 65536
_WINDOWS = 400
_WINDOW = 256
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_FOREIGN = re.compile("[\udc80-\udcff]+")
# Up to one stray byte for five valid letters is damage; more means another encoding.
_DIRT_SHARE = 0.2


class Recognised(NamedTuple):
    """A detected encoding and the decoded text.

    ``encoding``: a name of :data:`ENCODINGS` · ``text``: the whole text, composed and repaired · ``damage``:
    ``mojibake`` when misread UTF-8 was repaired, else '' · ``sure``: False when the bytes prove no encoding (Western
    letters that form no Vietnamese syllables)
    """

    encoding: str
    text: str
    damage: str = ""
    sure: bool = True


def detect(data: bytes) -> Recognised:
    """Return the encoding and text of ``data`` (bytes) as :class:`Recognised`; never raises."""
    encoding = _bom(data) or _utf16(data) or _utf8(data)
    sure = True
    if not encoding:
        encoding, sure = _best_code_page(data)
    text = _plain_decode(data, encoding)
    if encoding == "utf-8" and viqr.is_viqr(text):
        return Recognised("viqr", nfc(viqr.read(text)))
    fixed = mojibake.fix(text) if encoding.startswith("utf") else text
    return Recognised(encoding, nfc(fixed), MOJIBAKE if fixed != text else "", sure)


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return ``data`` (bytes) as composed text.

    :param encoding: a name of :data:`ENCODINGS` or a codec of Python, None to detect it
    :raise LookupError: ``encoding`` is unknown
    """
    return nfc(_plain_decode(data, encoding)) if encoding else detect(data).text


def _bom(data: bytes) -> str | None:
    return next((name for mark, name, _codec in _BOMS if data.startswith(mark)), None)


def _utf16(data: bytes) -> str | None:
    """Return the UTF-16 without byte order mark, by the zero bytes of its ASCII characters, or None."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 <= len(head) * _ZERO_SHARE:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _utf8(data: bytes) -> str | None:
    try:
        text, read = codecs.utf_8_decode(data, "strict", False)
        valid = read == len(data) or len(text) < read
    except UnicodeDecodeError:
        valid = _is_utf8_with_dirt(_sample(data))
    return "utf-8" if valid else None


def _is_utf8_with_dirt(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogateescape")
    foreign = sum(map(len, _FOREIGN.findall(text)))
    letters = len(text) - len(text.encode("ascii", "ignore")) - foreign
    return foreign <= letters * _DIRT_SHARE


def _plain_decode(data: bytes, encoding: str) -> str:
    if encoding in legacy.NAMES:
        return legacy.from_bytes(data, encoding)
    if encoding == "viqr":
        return viqr.read(_decode_utf8(data))
    if encoding == "cp1252":
        return codecs.charmap_decode(data, "strict", legacy.WESTERN)[0]
    if encoding in ("utf-8", "utf-8-sig"):
        return _decode_utf8(data).lstrip(_BOM)
    return data.decode(encoding, "replace").lstrip(_BOM)


def _decode_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _FOREIGN.sub(_foreign_bytes, data.decode("utf-8", "surrogateescape"))


def _foreign_bytes(match: re.Match[str]) -> str:
    """Return the stray bytes as cp1252; a truncated UTF-8 letter becomes U+FFFD."""
    data = match.group().encode("utf-8", "surrogateescape")
    return "\ufffd" if data[0] >= 0xC2 and len(data) > 1 else "".join(legacy.WESTERN[byte] for byte in data)


def _sample(data: bytes) -> bytes:
    """Return excerpts of ``data`` around bytes that are not ASCII, spread over all of it."""
    stride = max(len(data) // _WINDOWS, _WINDOW)
    windows: list[bytes] = []
    position = 0
    while match := _HIGH_BYTE.search(data, position):
        start = match.start()
        while start and data[start - 1] > 0x20 and match.start() - start < 32:
            start -= 1
        end = start + _WINDOW
        windows.append(data[start:end].rsplit(None, 1)[0] if end < len(data) else data[start:end])
        position = max(start + stride, end)
    return b"\n".join(windows)


def _best_code_page(data: bytes) -> tuple[str, bool]:
    """Return (name, sure) of the code page in which ``data`` reads most like Vietnamese."""
    sample = _sample(data)
    weights = {name: weigh(_plain_decode(sample, name)) for name in ("cp1252", *legacy.NAMES)}
    best = max(weights, key=lambda name: weights[name].score)
    return best, weights[best].good > weights[best].bad


def repair(values: Iterable[object], font: str | None = None) -> tuple[list[Any], dict[str, int]]:
    """Repair wrong encodings in decoded text: one column of a sheet, the lines of a mail.

    Misread UTF-8 is repaired cell by cell; a font encoding is decided for all ``values`` together,
    because single words such as ``Hoà`` are valid in both encodings.

    :param values: cells; those that are not str pass through
    :param font: encoding (str) of other columns of the sheet, used where ``values`` are too few to decide
    :return: (list of values, ``{damage: count of repaired cells}``)

    >>> repair(['Phã G§', '22"½ inch'], 'tcvn3')[0], repair(['Ống ½inch'], 'tcvn3')[0]
    (['Phó GĐ', '22"½ inch'], ['Ống ½inch'])
    """
    fixed = [mojibake.fix(value) if isinstance(value, str) else value for value in values]
    what = {MOJIBAKE: _count_changes(values, fixed)}
    encoding = _font_of(fixed) or font
    if encoding:
        converted = [_from_font(value, encoding) for value in fixed]
        what[encoding] = _count_changes(fixed, converted)
        fixed = converted
    return fixed, {name: count for name, count in what.items() if count}


def _count_changes(before: Iterable[object], after: Iterable[object]) -> int:
    return sum(old != new for old, new in zip(before, after, strict=True))


def _accented(values: Iterable[object]) -> list[str]:
    return [value for value in values if isinstance(value, str) and not value.isascii()]


def _font_of(values: Iterable[object]) -> str | None:
    """Return the font encoding in which the texts of ``values`` have more valid syllables than as they are, or None."""
    sample = "\n".join(dict.fromkeys(_accented(values)))[:_HEAD]
    as_is = weigh(sample)
    if not as_is.bad:
        return None
    weights = {name: weigh(legacy.from_western(sample, name)) for name in legacy.NAMES}
    best = max(weights, key=lambda name: weights[name].score)
    return best if weights[best].bad < as_is.bad and weights[best].good > as_is.good else None


def _from_font(value: object, encoding: str) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    converted = legacy.from_western(value, encoding)
    as_is, weight = weigh(value), weigh(converted)
    better = as_is.bad and weight.score > as_is.score
    if better or weight.score == as_is.score > 0:
        return converted
    # "§T", "Phã G§" and "H'Hen Niª": signs inside words identify the font where syllables cannot.
    if not _FONT_SIGN.search(value) or not _is_western(value):
        return value
    return converted if weight.bad <= as_is.bad + (weight.good >= as_is.good > 0) else value


def _is_western(value: str) -> bool:
    try:
        return bool(value.encode("cp1252"))
    except UnicodeEncodeError:
        return False


_FONT_SIGN = re.compile(r"[¡-¿×÷](?=[^\W\d_])|(?<=[^\W\d_])[¡-¿×÷]|Ñ(?=[/.]|[A-Z]|\b)|\bñ(?=[/.])|[aeoAEO][âêÂÊ]")


def decode_labelled(data: bytes, charset: str | None) -> str:
    """Return the text (str) of ``data`` (bytes), a part of a mail labelled with ``charset`` (str or None).

    The label is used only where it fits the bytes: ``viscii``, ``x-viet-tcvn5712`` or ``unknown-8bit`` have no codec
    in Python, and a Western or Unicode label is often wrong. Never raises.
    """
    name = _label_name(charset)
    found = detect(data)
    if name is None or found.encoding.startswith("utf") and not _is_7bit(data):
        return found.text
    if name in _BELIEVED:
        return nfc(_plain_decode(data, name))
    return _decode_as_named(data, name, found)


_BELIEVED = ("viscii", "vni", "viqr", "windows-1258")
_LABELS = (
    ("viscii", "viscii"),
    ("viqr", "viqr"),
    ("vni", "vni"),
    ("tcvn", None),
    ("viet", None),
    ("1258", "windows-1258"),
    ("unknown", None),
    ("8bit", None),
    ("ascii", None),
)
_WESTERN_CODECS = ("iso8859-1", "iso8859-15", "iso8859-9", "cp1252", "cp1254", "latin_1", "utf-8")


def _label_name(charset: str | None) -> str | None:
    folded = (charset or "unknown").strip().lower()
    return next((name for part, name in _LABELS if part in folded), folded)


def _is_7bit(data: bytes) -> bool:
    return not _HIGH_BYTE.search(data)


def _decode_as_named(data: bytes, name: str, found: Recognised) -> str:
    try:
        text = data.decode(name)
        western = codecs.lookup(name).name in _WESTERN_CODECS
    except (LookupError, ValueError):
        return found.text
    return found.text if western and found.sure else nfc(text)
