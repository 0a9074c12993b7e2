"""Words of a status column: "Đang tư vấn", "KNM lần 2", "3. Đã báo giá", "Không nghe máy - gọi lại chiều".

What a word means is said by a table that companies extend; this module cuts cells into words and compares them. Source:
``data/status_words.csv``, words of Vietnamese lists, with the records that they mean, and words that say nothing.

>>> key('  ĐANG tư-vấn! '), [text for text, _part in readings('Không nghe máy - gọi lại chiều')]
('dang tu van', ['Không nghe máy - gọi lại chiều', 'Không nghe máy', 'gọi lại chiều'])
>>> Words([('Bận', 1), ('Đã bán', 2)]).find('bận'), Words([('Bận', 1)]).find('Bạn'), Words([('Bận', 1)]).find('BAN')
(1, None, 1)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from ..facts import facts
from ..text import clean, fold

_T = TypeVar("_T", bound=Hashable)

# Longer cells are remarks.
LONGEST = 80
_MOST_PARTS = 5
_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s*(?:[,;|+&\n→>/:]|\s[-–—]\s|\.\s)\s*")
_IN_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]{0,80}[)\]}]")
# "1. Mới", "L3 - Quan tâm", "B2: Tư vấn"
_NUMBER_BEFORE = re.compile(r"(?:[a-z]{0,2}[0-9]{1,2}|[0-9]{1,2}[a-z]) (?=[a-z])")
# "KNM lần 2", "Không nghe máy x3", "knm2", "gọi 2 lần"
_TIMES_BEHIND = re.compile(r" ?(?:(?:lan|l|x|thu) ?){0,2}[0-9]{1,2} ?(?:lan)?$|(?: lan)? (?:dau|cuoi)$")
_FILLERS = tuple(sorted((fold(row["word"]) for row in facts("status_words") if row["meaning"] == "filler"), key=len))


def key(text: str) -> str:
    """Return the words of ``text`` without accents, signs and capitals."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def readings(cell: str) -> list[tuple[str, bool]]:
    """Return the texts in a cell that may be a word of a status: pairs of text and whether it is only a part.

    The whole cell comes first, then its parts in their order, without bare numbers.
    """
    text = clean(cell[: 2 * LONGEST].replace("\n", ";"))
    if not text or len(text) > LONGEST:
        return []
    parts = [part.strip() for part in _PARTS.split(_IN_BRACKETS.sub(" ", text))]
    return [(text, False), *((part, True) for part in parts[:_MOST_PARTS] if any(map(str.isalpha, part)))]


class Words(Generic[_T]):
    """Words with what each means; a word of later ``pairs`` replaces an equal earlier one."""

    def __init__(self, pairs: Iterable[tuple[str, _T]]) -> None:
        self._meanings: dict[str, dict[str, _T]] = {}
        for word, meaning in pairs:
            if found := key(word):
                self._meanings.setdefault(found, {})[_letters(word)] = meaning

    def find(self, text: str) -> _T | None:
        """Return the meaning of ``text``, None where it is unknown or, without its accents, has several."""
        for words in _spellings(key(text)):
            if words in self._meanings:
                return self._fitting(text, self._meanings[words])
        return None

    @staticmethod
    def _fitting(text: str, known: dict[str, _T]) -> _T | None:
        """Return the meaning of the words that do not contradict the accents of ``text``."""
        letters = _letters(text)
        if letters in known:
            return known[letters]
        written = set(letters.split())
        meanings = {
            meaning
            for word, meaning in known.items()
            if all(_agree(one, written) for one in word.split() if not one.isascii())
        }
        return meanings.pop() if len(meanings) == 1 else None


def _agree(word: str, written: set[str]) -> bool:
    """Return whether the ``written`` words of a cell may be ``word``: one equal to it, or to it without accents."""
    plain = fold(word)
    return word in written or plain in written or not any(fold(one) == plain for one in written)


def _letters(text: str) -> str:
    """Return the words of ``text`` in lower case, each accent behind its syllable: hoà and hòa are equal."""
    words = _SIGNS.sub(" ", clean(text).lower()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    marks = "".join(sorted(char for char in letters if unicodedata.combining(char)))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return plain + marks


def _spellings(words: str) -> list[str]:
    """Return ``words`` (folded), and without a number before, a count behind and words that say nothing."""
    found = [words]
    shorter = _TIMES_BEHIND.sub("", _NUMBER_BEFORE.sub("", words))
    for filler in reversed(_FILLERS):
        if shorter.startswith(f"{filler} "):
            shorter = shorter[len(filler) + 1 :]
        if shorter.endswith(f" {filler}"):
            shorter = shorter[: -len(filler) - 1]
    shorter = _TIMES_BEHIND.sub("", shorter)
    return [*found, shorter] if shorter and shorter != words else found
