"""Words of headings, folded, and the lists of words in ``data/heading_words.csv``.

>>> key_of('Số điện thoại (*):'), key_of('fullName'), key_of('tỉnh/thành_phố')
('so dien thoai', 'full name', 'tinh thanh pho')
>>> says('Ngày hẹn gọi lại', 'appointment'), says('Ngày hẹn gọi lại', 'past')
(True, False)
"""

import re
from functools import cache

from ..facts import facts
from ..text import fold

_MAX_HEADING = 300
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-ZĐ])")
_NOT_WORD = re.compile(r"[\W_]+")


def words_of(text: str) -> str:
    """Return the folded words of ``text``, with one blank between them."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def key_of(heading: str) -> str:
    """Return the folded words of ``heading`` without brackets and punctuation."""
    return full_key(BRACKETS.sub(" ", heading[:_MAX_HEADING])) or full_key(heading)


def full_key(heading: str) -> str:
    """Return the folded words of ``heading``, also those in brackets."""
    return words_of(_CAMEL.sub(" ", heading[:_MAX_HEADING])) or heading.strip()


@cache
def listed(kind: str) -> frozenset[str]:
    """Return the words of ``kind``, folded."""
    return frozenset(words_of(row["text"]) for row in facts("heading_words") if row["kind"] == kind)


def says(heading: str, kind: str) -> bool:
    """Return whether ``heading`` has a word of ``kind`` in it."""
    key = f" {key_of(heading)} "
    return any(f" {word} " in key for word in listed(kind))
