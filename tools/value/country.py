"""Countries by their Vietnamese and English names, and by their codes.

Two or three letters are a code in capitals only: "Mỹ" is the United States, "MY" Malaysia. Sources:
``data/countries.csv``, ISO 3166-1 and the names that the Ministry of Foreign Affairs and lists of leads use, those
spelled by sound (Ô-xtrây-li-a) included.

>>> [code(name) for name in ('Mỹ', 'MY', 'Hoa Kỳ', 'Anh', 'UK', 'Han Quoc', 'Áo', 'nước Bỉ', 'Cộng hoà Séc')]
['US', 'MY', 'US', 'GB', 'GB', 'KR', 'AT', 'BE', 'CZ']
>>> code('Hà Nội'), code('Kor'), code('châu Âu')
('', '', '')
"""

import re
import unicodedata
from functools import lru_cache

from .. import filler
from ..facts import facts
from ..text import clean, fold

_LONGEST = 80
_SIGNS = re.compile(r"[^a-z]+")
_BEFORE = re.compile(r"^(?:nuoc|quoc gia|dat nuoc|the|o|tai|ben)\s+(?=\S)")
_BRACKETED = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
_CODES = {row["name"]: row["code"] for row in facts("countries") if row["kind"] == "code"}


def _key(folded: str) -> str:
    return _SIGNS.sub("", folded)


_NAMES = {_key(fold(row["name"])): row["code"] for row in facts("countries") if row["kind"] == "name"}
_SHORTEST = 3
# By their accents: names of so few letters are other words without them (ý, ỷ; bỉ, bị).
_ACCENTED = {
    unicodedata.normalize("NFC", row["name"].lower()): row["code"]
    for row in facts("countries")
    if row["kind"] == "name"
}


def code(text: str | None) -> str:
    """Return the ISO code (alpha-2) of the country that ``text`` names, '' if it names none."""
    return _code(text or "")


@lru_cache(maxsize=5_000)
def _code(text: str) -> str:
    text = clean(text[: _LONGEST + 1])
    if len(text) > _LONGEST or filler.is_empty(text):
        return ""
    letters = text.strip(" .,;:-")
    if letters.replace(".", "") in _CODES:
        return _CODES[letters.replace(".", "")]
    found = _named(letters)
    inside = None if found else _BRACKETED.match(letters)
    if inside:  # "Hàn Quốc (Korea)", "Vietnam (VN)"
        both = {named for named in map(_code, inside.groups()) if named}
        return both.pop() if len(both) == 1 else ""
    return found


def _named(text: str) -> str:
    folded = _BEFORE.sub("", fold(text))
    name = _key(folded)
    if len(name) < _SHORTEST and not text.isascii():
        return _ACCENTED.get(text.lower().rpartition(" ")[2], "")
    return _NAMES.get(name, "")
