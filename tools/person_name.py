"""Names of people: family name, middle names, given name, with whatever stands around them.

People are addressed by the last word: Nguyễn Thị Minh Khai is "Chị Khai". Capitals are repaired,
accents are never invented, what is no name goes into the note.

>>> parse('CHỊ NGUYỄN THỊ MINH KHAI (kế toán)')[:5]
('Nguyễn Thị Minh Khai', 'Chị', 'f', 'kế toán', '')
>>> parse('Mr.Nam').salutation, parse('Lê Văn Tám').salutation, parse('Trần Hà').salutation
('Anh Nam', 'Anh Tám', 'Anh/Chị Hà')
>>> same('Nguyễn Văn Hoà', 'nguyen van hoa'), same('Lê Thị Thủy', 'Lê Thị Thúy')
(True, False)
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from . import filler
from .facts import facts
from .syllable import is_valid as is_syllable
from .text import clean, fold, strip_accents

# Longer texts are no names; only their beginning is read.
LONGEST = 200

_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_LABEL = re.compile(
    r"(?i)^(?:họ và tên|họ tên|họ & tên|tên kh|tên khách hàng|tên|người liên hệ|liên hệ|lh|gặp|name|full name|contact)"
    r"\s*[:：]\s*"
)
_LISTED = re.compile(r"^[0-9]{1,3}\s?[.)/]\s?(?=[^\W\d])")
_TAIL = re.compile(r"\s+[-–—|/]+\s*|\s*[-–—|]\s+|\s*[,;:|\n]\s*|\s*/\s*|\s+(?:&|và|VÀ)\s+")
_NUMBER = re.compile(r"[+(]?[0-9][0-9 .\-()]{5,20}[0-9]|<?[\w.+\-]{1,64}@[\w.\-]{1,64}>?")
_TOKEN = re.compile(r"[^\s./]+")
_NO_WORD = re.compile(r"\W+")
_PIECES = re.compile(r"([\s'’\-.]+)")
_EDGES = " \t.,;:!?*~_=+|/\\-–—\"'“”‘’`<>#@&^"
_ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_FORMS = {"m": "Anh", "f": "Chị", "": "Anh/Chị"}
# Without accents these are surnames or given names.
_NAMES_WHEN_PLAIN = {"nha", "me", "bo", "tiem", "quan", "xuong", "ba me"}
# Surnames or given names when written without accents.
_NEVER_PLAIN = {"chu", "duong", "cu", "cau", "bac", "be", "di", "chau", "ban", "ngai", "co", "thim"}


class PersonName(NamedTuple):
    """``name`` for display · ``honorific`` as Anh, Chị, or '' · ``gender``: m, f or '' · ``role``: a function used as
    a title · ``note``: what stood beside the name"""

    name: str = ""
    honorific: str = ""
    gender: str = ""
    role: str = ""
    note: str = ""

    @property
    def given_name(self):
        return given_name(self.name)

    @property
    def salutation(self):
        """Return "Anh Nam", "Chị Lan", or "Anh/Chị Hà" where nothing tells which."""
        return f"{_FORMS[self.gender]} {self.given_name}" if self.name else ""


def _titles():
    prefixes = {row["word"]: row for row in facts("honorifics") if row["kind"] != "suffix"}
    suffixes = {row["word"]: row for row in facts("honorifics") if row["kind"] in ("suffix", "english")}
    plain = {fold(word): row for word, row in reversed(prefixes.items()) if fold(word) not in _NEVER_PLAIN}
    return prefixes, plain, suffixes


_PREFIXES, _PLAIN, _SUFFIX_ROWS = _titles()
_FORMS_AT_END = {"co", "inc", "ltd"}
_FIRST_WORDS = {words.split()[0] for words in (*_PREFIXES, *_PLAIN)}
_SUFFIXES = {word: row["gender"] for word, row in _SUFFIX_ROWS.items()}
_SURNAMES = {row["surname"] for row in facts("surnames") if row["rank"]}
_PLAIN_SURNAMES = _SURNAMES - {"ông"}
SURNAME_KEYS = {fold(surname) for surname in _SURNAMES}


def _not_persons():
    """Return the words that tell that a text is no name: by first word, anywhere, as the whole."""
    starts, anywhere, whole = {}, set(), set()
    for row in facts("not_persons"):
        words = row["words"]
        if row["place"] == "whole":
            whole.add(words)
        for form in {words, fold(words)} - _NAMES_WHEN_PLAIN:
            if row["place"] == "start":
                starts.setdefault(form.split()[0], []).append(form.split())
            elif row["place"] == "anywhere":
                anywhere.add(form)
    return starts, anywhere, whole


_STARTS, _ANYWHERE, _WHOLE = _not_persons()


def parse(text):
    """Return the :class:`PersonName` in ``text`` (str); empty when there is none."""
    return _parse(text or "")


@lru_cache(maxsize=50_000)
def _parse(text):
    text = clean(text[:LONGEST])
    if _is_plain(text):
        return _plain(text)
    if filler.is_empty(text, "name"):
        return PersonName()
    if text.replace(" ", "").isalpha():
        return _named(text, "", [], []) if _is_person(text) else PersonName(text)
    rest, notes, titles = _brackets(_LABEL.sub("", _without_signs(text)))
    rest, numbers = _numbers(_LISTED.sub("", rest))
    rest, tail = _tail(rest)
    if not _is_person(rest):
        return PersonName(_without_signs(text).strip(_EDGES))
    return _named(rest.strip(_EDGES), tail, [*notes, numbers], titles)


def _named(text, tail, notes, titles):
    name, before = _strip_titles(text)
    name, ending = _strip_ending(name)
    titles = [*before, *titles]
    gender = next((row["gender"] for row in titles if row["gender"]), ending)
    name = format(name)
    role = " ".join(row["word"] for row in titles if row["kind"] in ("role", "academic"))
    note = ", ".join(filter(None, [tail, *notes]))
    return PersonName(name, _FORMS[gender] if gender else "", gender or _hint(name), role, note)


def _is_plain(text):
    """Return whether ``text`` is nothing but capitalised words, the first of them a surname."""
    return text.replace(" ", "").isalpha() and text.istitle() and text.partition(" ")[0].lower() in _PLAIN_SURNAMES


def _plain(text):
    if text.split()[-1].lower() in _SUFFIXES and text.count(" ") > 1:
        name, gender = _strip_ending(text)
        return PersonName(name, _FORMS[gender] if gender else "", gender or _hint(name))
    return PersonName(text, "", _hint(text))


def _without_signs(text):
    """Replace emoji and other signs, which people put around their names, by blanks."""
    if text.isascii():
        return text.replace("_", " ")
    return clean("".join(" " if unicodedata.category(c)[0] in "SC" or c in "\ufe0f_" else c for c in text))


def _brackets(text):
    """Return text without brackets, what the brackets said, and the titles among it."""
    notes, titles = [], []
    for inside in _BRACKET.findall(text):
        word = inside.strip(" .").lower()
        row = _SUFFIX_ROWS.get(word) or _PREFIXES.get(word)
        if row:
            titles.append(row)
        elif inside.strip(_EDGES):
            notes.append(inside.strip(_EDGES))
    return clean(_BRACKET.sub(" ", text)), notes, titles


def _numbers(text):
    """Take phone numbers and e-mail addresses out of ``text``."""
    return _NUMBER.sub(" ", text), " ".join(match.strip() for match in _NUMBER.findall(text))


def _tail(text):
    """Part the name from what follows a dash, comma or bar."""
    head, *rest = _TAIL.split(text, maxsplit=1)
    if not rest:
        return text, ""
    if len(head.strip(_EDGES)) == 1 or head.strip(_EDGES).lower() in _PREFIXES:
        return f"{head} {rest[0]}", ""
    if not head.strip(_EDGES):
        return rest[0], ""
    return head, rest[0].strip(_EDGES)


def _strip_titles(text):
    """Return ``text`` without the titles at its beginning, and their rows; a name is always left."""
    titles = []
    plain = text.isascii()
    while True:
        row, end = _title_at_start(text, plain)
        left = text[end:].lstrip(_EDGES)
        if not row or not left:
            return text, titles
        titles.append(row)
        text = left


def _title_at_start(text, plain):
    first = _TOKEN.search(text)
    if not first or first[0].lower() not in _FIRST_WORDS:
        return None, 0
    tokens = [match for _number, match in zip(range(4), _TOKEN.finditer(text), strict=False)]
    for count in (3, 2, 1):
        if len(tokens) < count:
            continue
        words = " ".join(token[0] for token in tokens[:count]).lower()
        row = _PREFIXES.get(words) or (_PLAIN.get(words) if plain else None)
        end = tokens[count - 1].end()
        if row and _is_title(row, text[end : end + 1], [token[0].lower() for token in tokens[count:]]):
            return row, end
    return None, 0


def _is_title(row, sign, following):
    """Tell a title from a name that looks like it."""
    if row["kind"] == "dotted":
        return sign == "."
    # "Ông Thị Lan": Ông is a surname before a middle name.
    return not (row["word"] == "ông" and following and following[0] in ("thị", "văn", "thi", "van"))


def _strip_ending(text):
    """Take "Mr" or "san" off the end of a name; return the name and the gender."""
    head, _blank, last = text.replace("-", " ").rpartition(" ")
    word = last.strip(".").lower()
    if head and word == "san":
        return head, ""
    if head and word in _SUFFIXES and (word in ("mr", "ms", "mrs", "miss") or last.endswith(".")):
        return head.rstrip(_EDGES), _SUFFIXES[word]
    return text, ""


def _hint(name):
    """Return the gender that a middle name tells: Thị f, Văn m; without accents only Thi."""
    middle = name.lower().split()[1:-1]
    found = next((word for word in middle if word in ("thị", "văn", "thi")), "")
    if found == "thi" and not name.isascii():
        return ""
    return {"thị": "f", "thi": "f", "văn": "m"}.get(found, "")


def may_be_title(text):
    """Return whether ``text`` (str) is "Anh" and one more word: a given name behind a title, or behind a middle name.

    >>> may_be_title('Anh Hiếu'), may_be_title('Anh Lê Hiếu'), may_be_title('Chị Lan')
    (True, False, False)
    """
    first, _blank, rest = text.strip().partition(" ")
    return first in ("Anh", "ANH", "anh") and rest.isalpha()


def uses_titles(names):
    """Return whether ``names`` (iterable of str, a column) come with titles; True where there are few names.

    In a column where nobody is called Chị, Anh Lê … or Mr, "Anh Hiếu" is a name without its surname.
    """
    others = [name for name in names if name and not may_be_title(name)]
    return len(others) < _FEW or any(_parse(name[:LONGEST]).honorific for name in others)


_FEW = 20


def format(text):
    """Return ``text`` (str) with the capitals of a name: first letters only, mixed foreign spelling kept.

    >>> format('NGUYễN văn an'), format("h'hen niê"), format('McDonald')
    ('Nguyễn Văn An', "H'Hen Niê", 'McDonald')
    """
    if len(text) > LONGEST:
        return text.strip()
    words = clean(text)
    if words.istitle() and words.replace(" ", "").isalpha():
        return words
    if "-" in words:
        return " ".join(word if _is_hyphenated(word) else _in_pieces(word) for word in words.split(" "))
    return _in_pieces(words)


def _is_hyphenated(word):
    """Return whether ``word`` is a foreign double name that its writer has given capitals: Jae-yong, Jean-Pierre."""
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and head.istitle() and tail.isalpha() and not tail.isupper()


def _in_pieces(words):
    return "".join(_capitalise(piece) for piece in _PIECES.split(words))


def _capitalise(word):
    inner = word[1:]
    foreign = word[:1].isupper() and any(c.islower() for c in inner) and any(c.isupper() for c in inner)
    if foreign and word.isascii():
        return word
    return word[:1].upper() + inner.lower()


def family_first(last, first):
    """Join a "họ" and a "tên" column (two str) to one name, family name first.

    >>> family_first('Nguyễn Thị', 'Lan'), family_first('Nguyễn', 'Nguyễn Thị Lan')
    ('Nguyễn Thị Lan', 'Nguyễn Thị Lan')
    """
    last, first = clean(last or ""), clean(first or "")
    if fold(first + " ").startswith(fold(last + " ") + " ") and " " in first:
        return first
    return f"{last} {first}".strip()


def given_name(name):
    """Return the word by which the bearer of ``name`` (str, for display) is addressed: the last one."""
    return name.rpartition(" ")[2]


def is_certain(text):
    """Return whether ``text`` (str) is nothing but a surname and Vietnamese names behind it.

    >>> is_certain('Nguyễn Văn An'), is_certain('HOÀNG HÀ MOBILE'), is_certain('Công ty An')
    (True, False, False)
    """
    words = text.lower().split(" ")
    return (
        1 < len(words) < 6
        and words[0] in _PLAIN_SURNAMES
        and all(map(is_syllable, words))
        and words[-1] not in _FORMS_AT_END
    )


def is_person(text):
    """Return whether ``text`` (str) can be the name of a person, not a shop, a company, a test or a filler."""
    return _is_person(clean((text or "")[:LONGEST]))


def _is_person(text):
    if filler.is_empty(text, "name") or _ADDRESS.search(text) or not any(char.isalpha() for char in text):
        return False
    words = _NO_WORD.sub(" ", text.lower()).split()
    spelled = " ".join(words)
    if spelled in _WHOLE or any(words[: len(start)] == start for start in _STARTS.get(words[0], ())):
        return False
    return _ANYWHERE.isdisjoint(words) and not any(" " in phrase and phrase in spelled for phrase in _ANYWHERE)


def same(one, other):
    """Return whether two names (str) may be the same person's: the accents decide wherever both have them.

    Equal names alone never prove that two people are one.
    """
    one, other = parse(one).name, parse(other).name
    if not one or not other:
        return False
    keys = (_accented_key, fold)[_is_bare(one) or _is_bare(other)]
    return bool(_orders(one, keys) & _orders(other, keys))


def _is_bare(name):
    return strip_accents(name) == name


def _orders(name, key):
    """Return the key of ``name``, and of its Vietnamese order when it is written the Western way."""
    words = name.split()
    western = len(words) > 1 and fold(words[-1]) in SURNAME_KEYS and fold(words[0]) not in SURNAME_KEYS
    return {key(name), key(" ".join([words[-1], *words[:-1]]))} if western else {key(name)}


@lru_cache(maxsize=20_000)
def _accented_key(name):
    """Return ``name`` lower case with each tone behind its syllable, so that hoà and hòa are alike."""
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", name.lower()).split())


def _tone_last(word):
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)
