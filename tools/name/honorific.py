"""Titles before, behind or beside a name: Anh, Chị, Mr, ThS., Giám đốc.

Sources: ``data/honorifics.csv``, titles of kinship, academic degrees and positions as lists of leads and business cards
write them (positions: Enterprise Law 59/2020/QH14, cards of companies and authorities); ``data/departments.csv``, the
departments behind a position; ``data/title_places.csv``, places that begin like a title: A Lưới.

>>> text, rows = strip('Anh Trần Hà')
>>> text, [row['word'] for row in rows], strip_suffix('Trần Hà (Ms.)'.replace('(', '').replace(')', ''))
('Trần Hà', ['anh'], ('Trần Hà', 'f'))
"""

import re
from collections.abc import Container, Sequence

from ..facts import Row, facts
from ..text import fold

_VOWELS = frozenset("aeiouy")
_TOKEN = re.compile(r"[^\s./]+")
EDGES = " \t.,;:!?*~_=+|/\\-–—\"'“”‘’`<>#@&^"
FORMS = {"m": "Anh", "f": "Chị", "": "Anh/Chị"}
# Without accents these are surnames or given names.
_NEVER_PLAIN = {"chu", "duong", "cu", "cau", "bac", "be", "di", "chau", "ban", "ngai", "co", "thim"}


def _titles() -> tuple[dict[str, Row], dict[str, Row], dict[str, Row]]:
    prefixes = {row["word"]: row for row in facts("honorifics") if row["kind"] != "suffix"}
    suffixes = {row["word"]: row for row in facts("honorifics") if row["kind"] in ("suffix", "english")}
    plain = {fold(word): row for word, row in reversed(prefixes.items()) if fold(word) not in _NEVER_PLAIN}
    return prefixes, plain, suffixes


_PREFIXES, _PLAIN, _SUFFIX_ROWS = _titles()
# First word → the number of words of the longest title that begins with it.
_FIRST_WORDS: dict[str, int] = {}
for _title in map(str.split, (*_PREFIXES, *_PLAIN)):
    _FIRST_WORDS[_title[0]] = max(len(_title), _FIRST_WORDS.get(_title[0], 0))
# Positions of people, longest first; those of two words are no given names, and abbreviations have no vowel.
_ROLES = {words: row for words, row in _PREFIXES.items() if row["kind"] == "role"}
_NAMES_TOO = {"đại đức", "linh mục", "hòa thượng", "thượng tọa", "quản lý", "quản lí", "chủ hộ"}
_LONGEST_ROLE = max(words.count(" ") for words in _ROLES) + 1
_DEPARTMENTS = {words: words.split() for words in (row["words"] for row in facts("departments"))}
_LONGEST_DEPARTMENT = max(map(len, _DEPARTMENTS.values()))
_PLACES = {row["words"] for row in facts("title_places")}
_ACRONYMS = {"hđqt", "hđtv", "ubnd", "htx", "ceo", "cfo", "coo", "cto", "cmo"}
_SUFFIXES = {word: row["gender"] for word, row in _SUFFIX_ROWS.items()}


def find(word: str) -> Row | None:
    """Return the row of ``data/honorifics.csv`` for a title, None if there is none.

    :param word: one title, lower case
    """
    return _SUFFIX_ROWS.get(word) or _PREFIXES.get(word)


def display(row: Row) -> str:
    """Return the title of ``row`` in the spelling of a job position.

    >>> [display(find(word)) for word in ('ths', 'gđ', 'giám đốc')]
    ['ThS', 'GĐ', 'Giám đốc']
    """
    word = row["word"]
    if row["kind"] == "academic" or _VOWELS.isdisjoint(fold(word)):
        return word.upper().replace("THS", "ThS").replace("TH S", "ThS")
    return shown(word)


def shown(position: str) -> str:
    """Return ``position`` in the spelling of a job position, if all its letters are of one case.

    >>> shown('PHÓ CHỦ TỊCH HĐQT'), shown('phó gđ'), shown('Phó Giám đốc')
    ('Phó chủ tịch HĐQT', 'Phó GĐ', 'Phó Giám đốc')
    """
    if position.isupper() or position.islower():
        words = position.lower().split()
        position = " ".join(word.upper() if _is_acronym(word) else word for word in words)
    return position[:1].upper() + position[1:]


def _is_acronym(word: str) -> bool:
    return word in _ACRONYMS or _VOWELS.isdisjoint(fold(word))


def is_title(text: str) -> bool:
    """Return whether ``text`` is a title and nothing else."""
    return text.lower() in _PREFIXES


def is_suffix(word: str) -> bool:
    """Return whether ``word`` (lower case) is a title that follows a name."""
    return word in _SUFFIXES


def strip(text: str) -> tuple[str, list[Row]]:
    """Remove the titles at the beginning of ``text``; at least one word is left.

    :return: the rest, and the rows of the titles in their order
    """
    titles: list[Row] = []
    plain = text.isascii()
    while True:
        row, end = _title_at_start(text, plain)
        left = text[end:].lstrip(EDGES)
        if not row or not left:
            return text, titles
        titles.append(row)
        text = left


def _title_at_start(text: str, plain: bool) -> tuple[Row | None, int]:
    first = _TOKEN.search(text)
    longest = _FIRST_WORDS.get(first[0].lower(), 0) if first else 0
    if not longest:
        return None, 0
    tokens = [match for _number, match in zip(range(longest + 1), _TOKEN.finditer(text), strict=False)]
    if len(tokens) > 1 and f"{tokens[0][0]} {tokens[1][0]}".lower().rstrip(EDGES) in _PLACES:
        return None, 0
    for count in range(min(longest, len(tokens)), 0, -1):
        words = " ".join(token[0] for token in tokens[:count]).lower()
        row = _PREFIXES.get(words) or (_PLAIN.get(words) if plain else None)
        end = tokens[count - 1].end()
        if row and _is_title(row, text[end : end + 1], [token[0].lower() for token in tokens[count:]]):
            return row, end
    return None, 0


def _is_title(row: Row, sign: str, following: Sequence[str]) -> bool:
    """Return whether the word of ``row`` is a title here, not a name that looks the same."""
    if row["kind"] == "dotted":
        return sign == "."
    # "Ông Thị Lan": Ông is a surname before a middle name; in "Ông Văn Tuyết Diệu Đạt" Văn is the surname.
    if row["word"] != "ông" or not following:
        return True
    return following[0] not in ("thị", "thi") and not (len(following) < 3 and following[0] in ("văn", "van"))


def position(text: str) -> tuple[str, str]:
    """Split the position and department at the beginning of ``text`` from what follows, which may be nothing.

    >>> position('Phó Tổng Giám đốc'), position('Trưởng phòng Kinh doanh Lê Thị Hoa'), position('Phó Đức Phương')
    (('Phó Tổng Giám đốc', ''), ('Trưởng phòng Kinh doanh', 'Lê Thị Hoa'), ('', 'Phó Đức Phương'))
    >>> position('Kế toán'), position('Trợ lý Giám đốc'), position('Kế hoạch')
    (('Kế toán', ''), ('Trợ lý Giám đốc', ''), ('', 'Kế hoạch'))
    """
    first = _WORD.search(text)
    if not first or first[0].lower().strip(EDGES) not in _ROLE_WORDS:
        return "", text
    tokens = list(_WORD.finditer(text))
    words = [token[0].lower().strip(EDGES) for token in tokens[:_MOST_WORDS]]
    end = _position_end(words)
    if not end:
        return "", text
    start = tokens[end].start() if end < len(tokens) else len(text)
    return text[:start].strip(EDGES), text[start:].strip()


def _position_end(words: Sequence[str]) -> int:
    """Return how many of the ``words`` (lower case) are positions with their departments, 0 where none is."""
    end = 0
    while more := _longest(words[end:], _ROLES, _LONGEST_ROLE):
        end += more
        while more := _longest(words[end:], _DEPARTMENTS, _LONGEST_DEPARTMENT):
            end += more
        if words[end : end + 1] in (["kiêm"], ["và"], ["&"]) and _longest(words[end + 1 :], _ROLES, _LONGEST_ROLE):
            end += 1
    return end


def _longest(words: Sequence[str], known: Container[str], most: int) -> int:
    """Return how many words at the beginning of ``words`` are the longest phrase of ``known``, 0 where none is."""
    if not words or words[0] not in _POSITION_WORDS:
        return 0
    return next((count for count in range(min(most, len(words)), 0, -1) if " ".join(words[:count]) in known), 0)


_WORD = re.compile(r"[^\s,;:/\-–—|]+")
_MOST_WORDS = 16
_ROLE_WORDS = {words.split()[0] for words in _ROLES}
_POSITION_WORDS = {words.split()[0] for words in (*_ROLES, *_DEPARTMENTS)}


def begins_position(first: str, second: str) -> bool:
    """Return whether two words, lower case, begin a position: "phó giám …", not "phó đức …"."""
    return (first, second) in _ROLE_STARTS


_ROLE_STARTS = {tuple(words.split()[:2]) for words in _ROLES if " " in words}


def strip_position(text: str) -> tuple[str, str]:
    """Split the position at the end of a name: "Lan kế toán", "Nguyễn Văn An GĐ".

    :return: the name, and the position as written; the whole text and '' if there is none

    >>> strip_position('Nguyễn Văn An PGĐ'), strip_position('Lan kế toán trưởng'), strip_position('Lê Đại Đức')
    (('Nguyễn Văn An', 'PGĐ'), ('Lan', 'kế toán trưởng'), ('Lê Đại Đức', ''))
    """
    words = text.split(" ")
    lower = [word.lower().strip(EDGES) for word in words[-_LONGEST_ROLE - 1 :]]
    if lower[-1] not in _LAST_ROLE_WORDS:
        return text, ""
    for count in range(min(_LONGEST_ROLE, len(words) - 1), 0, -1):
        role = " ".join(lower[-count:])
        short = _VOWELS.isdisjoint(fold(role))
        if role in _ROLES and role not in _NAMES_TOO and (count > 1 or short):
            return " ".join(words[:-count]).rstrip(EDGES), " ".join(words[-count:]).strip(EDGES)
    return text, ""


_LAST_ROLE_WORDS = {words.split()[-1] for words in _ROLES}


def strip_suffix(text: str) -> tuple[str, str]:
    """Remove a title such as "Mr" or "san" at the end of a name.

    :return: the name, and the gender of the title: m, f or ''
    """
    head, _blank, last = text.replace("-", " ").rpartition(" ")
    word = last.strip(".").lower()
    if head and word == "san":
        return head, ""
    if head and word in _SUFFIXES and (word in ("mr", "ms", "mrs", "miss") or last.endswith(".")):
        return head.rstrip(EDGES), _SUFFIXES[word]
    return text, ""


def may_be_title(text: str) -> bool:
    """Return whether ``text`` is "Anh" and one more word: a title and a given name, or a middle and a given name.

    >>> may_be_title('Anh Hiếu'), may_be_title('Anh Lê Hiếu'), may_be_title('Chị Lan')
    (True, False, False)
    """
    first, _blank, rest = text.strip().partition(" ")
    return first in ("Anh", "ANH", "anh") and rest.isalpha()
