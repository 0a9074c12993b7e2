"""Vietnamese code pages and fonts from before Unicode: TCVN3 (ABC), VNI, VISCII, VIQR, windows-1258.

Such text comes as bytes, or as ordinary Unicode made of Western characters when a
document was written in a font that drew Vietnamese over them.

Sources: TCVN 5712:1993, RFC 1456 (VISCII, VIQR), the VNI-Windows font table, the
windows-1258 code page; in ``data/legacy_encodings.csv``.

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

from .facts import facts
from .text import nfc

SINGLE_BYTE = ("windows-1258", "tcvn3", "viscii", "tcvn5712")
NAMES = ("windows-1258", "tcvn3", "vni", "viscii", "tcvn5712")


def charmap(codec):
    """Return the 256 characters of ``codec``; a byte without a character stays its C1 control."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256))


WESTERN = charmap("cp1252")
_CP1258 = charmap("cp1258")


@cache
def _sequences(encoding):
    """Return ``{character sequence as cp1252 shows it: letter}``."""
    table = {}
    for row in facts("legacy_encodings"):
        if row["encoding"] in (encoding, "tcvn3" if encoding == "tcvn5712" else encoding):
            table["".join(WESTERN[byte] for byte in bytes.fromhex(row["bytes_hex"]))] = row["char"]
    return _with_any_case_of_mark(table) if encoding in ("vni", "viqr") else table


def _with_any_case_of_mark(table):
    """Return ``table`` where a capital may carry the mark of a small letter (Aù, Dd), and the reverse."""
    swapped = {key[0] + key[1].swapcase(): char for key, char in table.items() if len(key) == 2}
    return swapped | table


@cache
def _bytes_table(encoding):
    if encoding == "windows-1258":
        return _CP1258
    return "".join(_sequences(encoding).get(char, char) for char in WESTERN)


@cache
def _western_table(encoding):
    """Return the translation of text that was read as cp1252 (or latin-1) but is ``encoding``."""
    target = _bytes_table(encoding)
    table = {ord(char): target[byte] for byte, char in enumerate(WESTERN) if target[byte] != char}
    return {byte: target[byte] for byte in range(0x80, 0xA0) if target[byte] != chr(byte)} | table


@cache
def _sequence_pattern(encoding):
    keys = _sequences(encoding)
    places = ["".join(sorted({key[place] for key in keys if len(key) > max(place, 1)})) for place in range(3)]
    first, second, third = (f"[{re.escape(chars)}]" if chars else "" for chars in places)
    singles = "".join(key for key in keys if len(key) == 1)
    pattern = first + second + (third and third + "?") + (singles and f"|[{re.escape(singles)}]")
    return re.compile(pattern)


def _convert_sequences(text, encoding):
    table = _sequences(encoding)

    def letter(match):
        found = match.group()
        for end in range(len(found), 0, -1):
            if found[:end] in table:
                return table[found[:end]] + found[end:]
        return found

    return _sequence_pattern(encoding).sub(letter, text)


def from_bytes(data, encoding):
    """Return ``data`` (bytes) in one of :data:`NAMES` as composed text; no byte is lost."""
    if encoding in SINGLE_BYTE:
        text = codecs.charmap_decode(data, "strict", _bytes_table(encoding))[0]
        return _finish(text, encoding)
    return from_western(codecs.charmap_decode(data, "strict", WESTERN)[0], encoding)


def from_western(text, encoding):
    """Return ``text`` (str) whose Western characters stand for ``encoding`` (of :data:`NAMES`, or viqr)."""
    if encoding in SINGLE_BYTE:
        return _finish(text.translate(_western_table(encoding)), encoding)
    return nfc(_convert_sequences(text, encoding))


def _finish(text, encoding):
    return nfc(restore_capitals(text) if encoding == "tcvn3" else text)


# TCVN3 has no capitals with a tone: NGUYỄN is stored as NGUYễN.
_TONED = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_CAPITALS = "A-ZĂÂÊÔƠƯĐ"
_HALF_CAPITAL = re.compile(rf"(?<![\w])[{_CAPITALS}{_TONED}]+(?![\w])")
_FIELD_END = re.compile(r'[,;|"\t\r\n]')
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 80


def restore_capitals(text):
    """Return ``text`` (str, decoded TCVN3) with the toned capitals that the encoding could not store.

    A word with two plain capitals is a word in capitals. With fewer, its neighbours in the
    same field decide: ``LÊ THị Hà`` gives ``LÊ THỊ HÀ``; ``Trần Thị ánh`` gives ``Trần Thị Ánh``.
    """
    return _HALF_CAPITAL.sub(_restored, text)


def _restored(match):
    word = match.group()
    capitals = sum(map(str.isupper, word))
    if capitals == len(word):
        return word
    if capitals > 1:
        return word.upper()
    return _as_neighbours(word, _neighbours(match))


def _neighbours(match):
    """Return the other words of the field around ``match``, near ones only."""
    text, start, end = match.string, match.start(), match.end()
    before = _FIELD_END.split(text[max(0, start - _REACH) : start])[-1]
    after = _FIELD_END.split(text[end : end + _REACH], maxsplit=1)[0]
    return _LETTERS.findall(before) + _LETTERS.findall(after)


def _as_neighbours(word, others):
    calm = any(char.islower() and char not in _TONED for other in others for char in other)
    if not calm and any(sum(map(str.isupper, other)) > 1 for other in others):
        return word.upper()
    if word[0].islower() and others and all(other[0].isupper() for other in others):
        return word[0].upper() + word[1:]
    return word
