"""Names of people: parsing, titles, gender, capitals, comparison.

A Vietnamese name is family name, middle names, given name; people are addressed by the last word: Nguyễn Thị Minh Khai
is "Chị Khai". Capitals are corrected, accents are never added; text beside the name goes into the note. Source:
``data/surnames.csv``, family names of the peoples of Viet Nam, the first 119 in their rough order of frequency, the
others by people (Lê Trung Hoa, "Họ và tên người Việt Nam", 2005; names of members of the National Assembly).

>>> parse('CHỊ NGUYỄN THỊ MINH KHAI (kế toán)')[:5]
('Nguyễn Thị Minh Khai', 'Chị', 'f', 'Kế toán', '')
>>> parse('Mr.Nam').salutation, parse('Lê Văn Tám').salutation, parse('Trần Hà').salutation
('Anh Nam', 'Anh Tám', 'Anh/Chị Hà')
>>> same('Nguyễn Văn Hoà', 'nguyen van hoa'), same('Lê Thị Thủy', 'Lê Thị Thúy')
(True, False)
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .. import filler
from ..facts import Row, facts
from ..syllable import is_valid as is_syllable
from ..text import clean, fold, strip_accents
from . import honorific
from . import trade as name_trade
from .capitals import LONGEST, format
from .honorific import EDGES, FORMS, may_be_title
from .trade import ANYWHERE, STARTS, WHOLE

__all__ = [
    "FORMS", "LONGEST", "SURNAME_KEYS", "PersonName", "family_first", "format", "given_name", "is_certain", "is_person",
    "is_surname", "may_be_title", "parse", "same", "strip_phrases", "uses_titles",
]  # fmt: skip

_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_LABEL = re.compile(
    r"(?i)^(?:họ và tên|họ tên|họ & tên|tên kh|tên khách hàng|tên|người liên hệ|liên hệ|lh|gặp|name|full name|contact)"
    r"\s*[:：]\s*"
)
# Phrases around a name: "Dạ em tên Hoa ạ".
_PHRASE_BEFORE = re.compile(
    r"(?:dạ,?\s)?(?:tên\s)?(?:((?:anh|chị)\s)|(?:em|mình|tôi|tớ|cháu|con)\s)(?:tên\slà|tên|là)\s(?=\w)", re.IGNORECASE
)
_PHRASE_BEHIND = re.compile(r"(?<=\w)[ ,]{1,2}ạ[ .!]?$", re.IGNORECASE)
_LISTED = re.compile(r"^[0-9]{1,3}\s?[.)/]\s?(?=[^\W\d])")
_TAIL = re.compile(r"\s+[-–—|/]+\s*|\s*[-–—|]\s+|\s*[,;:|\n]\s*|\s*/\s*|\s+(?:&|và|VÀ)\s+")
_NUMBER = re.compile(
    r"[+(]?[0-9][0-9 .\-()]{5,20}[0-9]|<?[\w.+\-]{1,64}@[\w.\-]{1,64}>?|"
    r"(?<=\w\s)(?:[sS][nN]\.?\s?|[sS]inh (?:năm )?)?(?:19[3-9]|20[0-2])[0-9]$"
)
_NO_WORD = re.compile(r"\W+")
_ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_FEW_BLANKS = 4
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


class PersonName(NamedTuple):
    """``name`` for display · ``honorific``: Anh, Chị or '' · ``gender``: m, f or '' · ``role``: job position or degree
    used as a title · ``note``: the text beside the name"""

    name: str = ""
    honorific: str = ""
    gender: str = ""
    role: str = ""
    note: str = ""

    @property
    def given_name(self) -> str:
        """Return the last word of the name."""
        return given_name(self.name)

    @property
    def salutation(self) -> str:
        """Return "Anh Nam", "Chị Lan", or "Anh/Chị Hà" if the gender is unknown; '' without a name."""
        return f"{FORMS[self.gender]} {self.given_name}" if self.name else ""


_FORMS_AT_END = {"co", "inc", "ltd"}
_SURNAMES = {row["surname"] for row in facts("surnames") if row["rank"] and row["ambiguous"] != "2"}
_PLAIN_SURNAMES = _SURNAMES - {"ông", "y", "h"}
# Common nouns and given names too: surnames before one of the middle names only.
_DOUBTFUL_SURNAMES = {row["surname"] for row in facts("surnames") if row["ambiguous"] == "2"}
_SURE_MIDDLES = {"thị", "văn", "thi", "van", "a", "mí", "seo", "láo", "bá"}
# Clans of the highlands, whose names are no Vietnamese syllables: Ksor Phước, H'Hen Niê.
_HIGHLANDS = {"Gia Rai", "Ê Đê", "Cơ Tu", "Cơ Ho", "Khmer Krom", "Xtiêng"}
_CLANS = {row["surname"] for row in facts("surnames") if row["people"] in _HIGHLANDS} - {"y", "h"}
_CLAN_NAME = re.compile(r"(?:[^\W\d_]+['’]?[^\W\d_]*[ ]?){2,5}")
_MOST_FREQUENT = 119
# Without accents a rare surname is a given name: tráng, Trang.
SURNAME_KEYS = {fold(row["surname"]) for row in facts("surnames") if 0 < int(row["rank"] or 0) <= _MOST_FREQUENT}


def strip_phrases(text: str) -> str:
    """Return ``text`` without the phrase around a name; Anh and Chị stay, they are titles.

    >>> strip_phrases('Dạ em tên Hoa ạ'), strip_phrases('Chị là Lan'), strip_phrases('Dạ Thảo')
    ('Hoa', 'Chị Lan', 'Dạ Thảo')
    """
    if "ạ" in text[-3:].lower():
        text = _PHRASE_BEHIND.sub("", text)
    phrase = _PHRASE_BEFORE.match(text)
    return (phrase[1] or "") + text[phrase.end() :] if phrase else text


def parse(text: str | None) -> PersonName:
    """Return the :class:`PersonName` in a cell; an empty one if there is none."""
    return _parse(text or "")


@lru_cache(maxsize=10_000)
def _parse(text: str) -> PersonName:
    text = clean(text[:LONGEST])
    if _is_plain(text):
        return _plain(text)
    if filler.is_empty(text, "name"):
        return PersonName()
    position, rest = _position(text)
    if position and not rest:
        return PersonName("", role=position)
    if text.replace(" ", "").isalpha():
        name, trade = name_trade.split(text)
        return _named(name, trade, [], []) if _is_person(rest if position else name) else PersonName(text)
    rest, notes, titles = _brackets(_LABEL.sub("", _without_signs(text)))
    rest, numbers = _numbers(_LISTED.sub("", rest))
    rest, tail = _tail(rest)
    rest, trade = name_trade.split(rest)
    notes.insert(0, trade)
    if not _is_person(rest):
        return PersonName(_without_signs(text).strip(EDGES))
    return _named(rest.strip(EDGES), tail, [*notes, numbers], titles)


def _named(text: str, tail: str, notes: Sequence[str], titles: Sequence[Row]) -> PersonName:
    name, before = honorific.strip(text)
    position, rest = _position(text) if before and before[-1]["kind"] == "role" else ("", "")
    if position and len(rest) < len(name):  # a department between title and name
        name, more = honorific.strip(rest)
        before += more
    name, ending = honorific.strip_suffix(name)
    name, behind = honorific.strip_position(name)
    titles = [*before, *titles]
    gender = next((row["gender"] for row in titles if row["gender"]), ending)
    name = format(name)
    role = " ".join(honorific.display(row) for row in titles if row["kind"] in ("role", "academic"))
    if len(position) >= len(role):
        role = honorific.shown(position)
    if behind:
        role = f"{role} {honorific.shown(behind)}".strip()
    note = ", ".join(filter(None, [tail, *notes]))
    return PersonName(name, FORMS[gender] if gender else "", gender or _hint(name), role, note)


def _position(text: str) -> tuple[str, str]:
    """Split the position before a name, up to a certain one: "Trưởng khoa Dược Lê Thị Hoa"."""
    position, rest = honorific.position(text)
    words = rest.split(" ")
    if position and not is_certain(rest) and len(words) < _MOST_WORDS:
        for index in range(1, len(words) - 1):
            if is_certain(name := " ".join(words[index:])):
                return text[: len(text) - len(name)].rstrip(EDGES), name
    return position, rest


_MOST_WORDS = 10


def _is_plain(text: str) -> bool:
    """Return whether ``text`` is capitalised words only, the first of them a surname."""
    if not (text.replace(" ", "").isalpha() and text.istitle()):
        return False
    words = text.lower().split(" ", 2)
    return words[0] in _PLAIN_SURNAMES and not _begins_otherwise(words)


def _begins_otherwise(words: Sequence[str]) -> bool:
    """Return whether ``words`` begin with a surname that is part of another word: phó giám đốc, cầm đồ."""
    if len(words) > 1 and honorific.begins_position(words[0], words[1]):
        return True
    return any(words[: len(start)] == start for start in STARTS.get(words[0], ()))


def _plain(text: str) -> PersonName:
    if honorific.is_suffix(text.split()[-1].lower()) and text.count(" ") > 1:
        name, gender = honorific.strip_suffix(text)
        return PersonName(name, FORMS[gender] if gender else "", gender or _hint(name))
    return PersonName(text, "", _hint(text))


def _without_signs(text: str) -> str:
    """Replace emoji and other symbols by blanks."""
    if text.isascii():
        return text.replace("_", " ")
    return clean("".join(" " if unicodedata.category(c)[0] in "SC" or c in "\ufe0f_" else c for c in text))


def _brackets(text: str) -> tuple[str, list[str], list[Row]]:
    """Return ``text`` without brackets, the texts in the brackets, and the rows of titles among them."""
    notes: list[str] = []
    titles: list[Row] = []
    for inside in _BRACKET.findall(text):
        word = inside.strip(" .").lower()
        row = honorific.find(word)
        if row:
            titles.append(row)
        elif inside.strip(EDGES):
            notes.append(inside.strip(EDGES))
    return clean(_BRACKET.sub(" ", text)), notes, titles


def _numbers(text: str) -> tuple[str, str]:
    """Split ``text`` into the text without phone numbers and e-mail addresses, and these."""
    return _NUMBER.sub(" ", text), " ".join(match.strip() for match in _NUMBER.findall(text))


def _tail(text: str) -> tuple[str, str]:
    """Split the name from the text behind a dash, comma or bar."""
    if "," in text and _is_sorted(*map(str.strip, text.split(",", 1))):
        return text.replace(",", " "), ""
    head, *rest = _TAIL.split(text, maxsplit=1)
    if not rest:
        return text, ""
    if len(head.strip(EDGES)) == 1 or honorific.is_title(head.strip(EDGES)):
        name, tail = _tail(rest[0])
        return f"{head} {name}", tail
    if not head.strip(EDGES):
        return rest[0], ""
    return head, rest[0].strip(EDGES)


def _is_sorted(surname: str, rest: str) -> bool:
    """Return whether two parts are a surname and the other names, sorted as in an address book: "Nguyen, Van An"."""
    named = rest.istitle() and rest.replace(" ", "").isalpha() and 0 < rest.count(" ") < _FEW_BLANKS
    return named and fold(surname) in SURNAME_KEYS and not honorific.strip(f"{rest} {surname}")[1]


def _hint(name: str) -> str:
    """Return the gender of the middle name: Thị f, Văn m; without accents only Thi."""
    middle = name.lower().split()[1:-1]
    found = next((word for word in middle if word in ("thị", "văn", "thi")), "")
    if found == "thi" and not name.isascii():
        return ""
    return {"thị": "f", "thi": "f", "văn": "m"}.get(found, "")


def is_surname(word: str) -> bool:
    """Return whether ``word`` is a family name, spelled with its accents or with none.

    >>> is_surname('Phàn'), is_surname('Phần'), is_surname('Nguyen')
    (True, False, True)
    """
    word = word.lower()
    return word in _PLAIN_SURNAMES or word in _DOUBTFUL_SURNAMES or word.isascii() and word in SURNAME_KEYS


def uses_titles(names: Iterable[str | None]) -> bool:
    """Return whether a column writes titles before names; True for a short column.

    If no cell has a title such as Chị, Mr or "Anh Lê …", "Anh Hiếu" is a middle and a given name.

    :param names: the cells of the column
    """
    others = [name for name in names if name and not may_be_title(name)]
    return len(others) < _FEW or any(_parse(name[:LONGEST]).honorific for name in others)


_FEW = 20


def family_first(last: str | None, first: str | None) -> str:
    """Join the cells of a "họ" and a "tên" column to one name, family name first.

    >>> family_first('Nguyễn Thị', 'Lan'), family_first('Nguyễn', 'Nguyễn Thị Lan')
    ('Nguyễn Thị Lan', 'Nguyễn Thị Lan')
    """
    last, first = clean(last or ""), clean(first or "")
    if fold(first + " ").startswith(fold(last + " ") + " ") and " " in first:
        return first
    return f"{last} {first}".strip()


def given_name(name: str) -> str:
    """Return the given name, the last word of ``name`` (as displayed)."""
    return name.rpartition(" ")[2]


def is_certain(text: str) -> bool:
    """Return whether ``text`` is a surname and one to four Vietnamese syllables, nothing else.

    >>> is_certain('Nguyễn Văn An'), is_certain('HOÀNG HÀ MOBILE'), is_certain('Công ty An')
    (True, False, False)
    >>> is_certain('PHAN THI CO'), is_certain('Lam Son Co')
    (True, False)
    >>> is_certain('Ksor Krơn'), is_certain("H'Hen Niê"), is_certain('Bàn Văn Thanh'), is_certain('Bàn ghế')
    (True, True, True, False)
    >>> is_certain('Phó Đức Phương'), is_certain('Phó Tổng Giám Đốc')
    (True, False)
    """
    words = text.lower().split(" ")
    if not 1 < len(words) < 6:
        return False
    if words[0] in _PLAIN_SURNAMES and all(map(is_syllable, words)):
        named = words[-1] not in _FORMS_AT_END or bool(_hint(text))
        return named and not _begins_otherwise(words)
    if words[0] in _DOUBTFUL_SURNAMES:
        written = text.istitle() or text.isupper()
        return len(words) > 2 and written and words[1] in _SURE_MIDDLES and all(map(is_syllable, words))
    return _is_of_clan(text, words)


def _is_of_clan(text: str, words: Sequence[str]) -> bool:
    """Return whether ``text`` is a name of the highlands, with the clan first or last: Rơ Châm Hil, Y Moan Êban."""
    if words[0] not in _CLANS and (words[-1] not in _CLANS or not words[0].startswith(("y", "h"))):
        return False
    if not _CLAN_NAME.fullmatch(text) or not all(word[:1].isupper() for word in text.split(" ")):
        return False
    return ANYWHERE.isdisjoint(words) and words[-1] not in _FORMS_AT_END


def is_person(text: str | None) -> bool:
    """Return whether ``text`` can be the name of a person: not a shop, a company, a test or a placeholder."""
    return _is_person(clean((text or "")[:LONGEST]))


def _is_person(text: str) -> bool:
    if filler.is_empty(text, "name") or _ADDRESS.search(text) or not any(char.isalpha() for char in text):
        return False
    position, rest = honorific.position(text)
    if position and not rest:
        return False
    words = _NO_WORD.sub(" ", text.lower()).split()
    spelled = " ".join(words)
    if spelled in WHOLE or any(words[: len(start)] == start for start in STARTS.get(words[0], ())):
        return False
    return ANYWHERE.isdisjoint(words) and not any(" " in phrase and phrase in spelled for phrase in ANYWHERE)


def same(one: str | None, other: str | None) -> bool:
    """Return whether two names may be one person's. If both have accents, the accents must be equal.

    Equal names alone do not prove that two records are one person.
    """
    one, other = parse(one).name, parse(other).name
    if not one or not other:
        return False
    keys = (_accented_key, fold)[_is_bare(one) or _is_bare(other)]
    return bool(_orders(one, keys) & _orders(other, keys))


def _is_bare(name: str) -> bool:
    return strip_accents(name) == name


def _orders(name: str, key: Callable[[str], str]) -> set[str]:
    """Return the key of ``name`` and, if it is in Western order, of its Vietnamese order."""
    words = name.split()
    western = len(words) > 1 and fold(words[-1]) in SURNAME_KEYS and fold(words[0]) not in SURNAME_KEYS
    return {key(name), key(" ".join([words[-1], *words[:-1]]))} if western else {key(name)}


@lru_cache(maxsize=10_000)
def _accented_key(name: str) -> str:
    """Return ``name`` lower case with each tone behind its syllable, so that hoà and hòa are alike."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", name.lower()).split())


def _tone_last(word: str) -> str:
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)
