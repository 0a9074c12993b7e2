"""Titles before, behind or beside a name: Anh, Chị, Mr, ThS., Giám đốc.

Source: ``data/honorifics.csv``, titles of kinship, academic degrees and positions as lists of leads write them.

>>> text, rows = strip('Anh Trần Hà')
>>> text, [row['word'] for row in rows], strip_suffix('Trần Hà (Ms.)'.replace('(', '').replace(')', ''))
('Trần Hà', ['anh'], ('Trần Hà', 'f'))
"""

import re
from collections.abc import Sequence

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
_FIRST_WORDS = {words.split()[0] for words in (*_PREFIXES, *_PLAIN)}
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
    return word[:1].upper() + word[1:]


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


def _is_title(row: Row, sign: str, following: Sequence[str]) -> bool:
    """Return whether the word of ``row`` is a title here, not a name that looks the same."""
    if row["kind"] == "dotted":
        return sign == "."
    # "Ông Thị Lan": Ông is a surname before a middle name; in "Ông Văn Tuyết Diệu Đạt" Văn is the surname.
    if row["word"] != "ông" or not following:
        return True
    return following[0] not in ("thị", "thi") and not (len(following) < 3 and following[0] in ("văn", "van"))


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
