"""Vietnamese code pages and fonts from before Unicode: TCVN3 (ABC), VNI, VISCII, VIQR, windows-1258.

Such text comes as bytes, or as Unicode made of Western characters where a font drew Vietnamese letters over them.

Sources of ``data/legacy_encodings.csv``: TCVN 5712:1993, RFC 1456 (VISCII, VIQR), the VNI-Windows font table, the
windows-1258 code page.

>>> from_western('NguyÔn V¨n An', 'tcvn3'), from_western('Nguyeãn Vaên An', 'vni')
('Nguyễn Văn An', 'Nguyễn Văn An')
>>> from_bytes('Nguyªn §øc NGUYÔN'.encode('cp1252'), 'tcvn3')
'Nguyên Đức NGUYỄN'
>>> from_western("Nguye^~n Va(n Dda.t", 'viqr')
'Nguyễn Văn Đạt'
"""

import codecs
import re
from functools import cache
from itertools import product

from ..facts import facts
from ..text import nfc

SINGLE_BYTE = ("windows-1258", "tcvn3", "viscii", "tcvn5712")
NAMES = ("windows-1258", "tcvn3", "vni", "viscii", "tcvn5712")


def charmap(codec: str) -> str:
    """Return the 256 characters (str) of ``codec`` (str); a byte without a character becomes its C1 control."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256))


WESTERN = charmap("cp1252")
_CP1258 = charmap("cp1258")


@cache
def _sequences(encoding: str) -> dict[str, str]:
    """Return ``{character sequence as cp1252 shows it: letter}``."""
    table = {}
    for row in facts("legacy_encodings"):
        if row["encoding"] in (encoding, "tcvn3" if encoding == "tcvn5712" else encoding):
            table["".join(WESTERN[byte] for byte in bytes.fromhex(row["bytes_hex"]))] = row["char"]
    return _with_any_case_of_mark(table) if encoding in ("vni", "viqr") else table


def _with_any_case_of_mark(table: dict[str, str]) -> dict[str, str]:
    """Return ``table`` where a capital may carry the mark of a small letter (Aù, Dd), and the reverse."""
    swapped = {key[0] + key[1].swapcase(): char for key, char in table.items() if len(key) == 2}
    return swapped | table


@cache
def _bytes_table(encoding: str) -> str:
    if encoding == "windows-1258":
        return _CP1258
    return "".join(_sequences(encoding).get(char, char) for char in WESTERN)


@cache
def _western_table(encoding: str) -> dict[int, str]:
    """Return the translation of text that was read as cp1252 (or latin-1) but is ``encoding``."""
    target = _bytes_table(encoding)
    table = {ord(char): target[byte] for byte, char in enumerate(WESTERN) if target[byte] != char}
    return {byte: target[byte] for byte in range(0x80, 0xA0) if target[byte] != chr(byte)} | table


@cache
def _letters(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return (pattern, ``{match: letter}``) of an encoding that writes one letter as up to three characters."""
    table = _sequences(encoding)
    first, second, third = (sorted({key[at] for key in table if len(key) > max(at, 1)}) for at in range(3))
    singles = [key for key in table if len(key) == 1]
    found = {"".join(parts) for parts in product(first, second, ["", *third])} | set(singles)
    classes = [f"[{re.escape(''.join(chars))}]" for chars in (first, second, third, singles) if chars]
    pattern = "{}{}{}?" if third else "{}{}|{}"
    return re.compile(pattern.format(*classes)), {key: _longest_first(key, table) for key in found}


def _longest_first(key: str, table: dict[str, str]) -> str:
    end = next((end for end in range(len(key), 0, -1) if key[:end] in table), 0)
    return table.get(key[:end], "") + key[end:]


def _convert_sequences(text: str, encoding: str) -> str:
    pattern, table = _letters(encoding)
    return pattern.sub(lambda match: table[match[0]], text)


def from_bytes(data: bytes, encoding: str) -> str:
    """Return ``data`` (bytes), in ``encoding`` (one of :data:`NAMES`), as composed text (str); no byte is lost."""
    if encoding in SINGLE_BYTE:
        text = codecs.charmap_decode(data, "strict", _bytes_table(encoding))[0]
        return _finish(text, encoding)
    return from_western(codecs.charmap_decode(data, "strict", WESTERN)[0], encoding)


def from_western(text: str, encoding: str) -> str:
    """Return ``text`` (str), bytes of an old encoding that were decoded as cp1252, as composed Vietnamese (str).

    :param encoding: one of :data:`NAMES`, or ``viqr``
    """
    if encoding in SINGLE_BYTE:
        return _finish(text.translate(_western_table(encoding)), encoding)
    return nfc(_convert_sequences(text, encoding))


def _finish(text: str, encoding: str) -> str:
    return nfc(restore_capitals(text) if encoding == "tcvn3" else text)


# TCVN3 has no capitals with a tone: NGUYỄN is stored as NGUYễN.
_TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_CAPITALS = "A-ZĂÂÊÔƠƯĐ"
_SMALLS = "a-zăâêôơưđ"
_IN_CAPITALS = re.compile(
    rf"(?<!\w)(?=[{_CAPITALS}]*[{_TONED}])[{_TONED}]*[{_CAPITALS}][{_TONED}]*[{_CAPITALS}][{_CAPITALS}{_TONED}]*(?!\w)"
)
# One capital at most, and a following word that does not confirm the small letter.
_DOUBTFUL = re.compile(
    rf"(?<!\w)(?:[{_CAPITALS}]?[{_TONED}]+(?! ?\w?\w?[{_SMALLS}])|[{_TONED}][{_SMALLS}{_TONED}]+(?! [{_SMALLS}]))(?!\w)"
)
_TWO_CAPITALS = re.compile(rf"[{_CAPITALS}]{{2}}")
_SMALL = re.compile(f"[{_SMALLS}]")
_FIELD_END = re.compile(r'[,;|"\t\r\n]')
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 60


def restore_capitals(text: str) -> str:
    """Return ``text`` (str, decoded TCVN3) with the toned capitals that the encoding cannot store.

    A word with two plain capitals is taken as all capitals. With fewer, the neighbouring words in the
    same field decide: ``LÊ THị Hà`` gives ``LÊ THỊ HÀ``; ``Trần Thị ánh`` gives ``Trần Thị Ánh``.
    """
    return _DOUBTFUL.sub(_restored, _IN_CAPITALS.sub(lambda match: match[0].upper(), text))


def _restored(match: re.Match[str]) -> str:
    word = match[0]
    before, after = _field_around(match)
    around = before + after
    if not _SMALL.search(word + around):
        return word.upper() if _TWO_CAPITALS.search(around) else word
    if not word[0].islower():
        return word
    words = _LETTERS.findall(before) + _LETTERS.findall(after)
    return word.capitalize() if words and all(other[0].isupper() for other in words) else word


def _field_around(match: re.Match[str]) -> tuple[str, str]:
    """Return up to 60 characters before and after ``match`` in its field (two str)."""
    text, start, end = match.string, match.start(), match.end()
    before = _FIELD_END.split(text[max(0, start - _REACH) : start])[-1]
    return before, _FIELD_END.split(text[end : end + _REACH], maxsplit=1)[0]
