"""Words that identify kinds of mails and lines, from ``data/mail_words.csv`` and ``data/mail_notices.csv``.

>>> begins_with('auto_subject', 'Trả lời tự động: Chương trình ưu đãi')
True
>>> contains('bulk_body', 'Bấm vào đây để hủy đăng ký.'), words_of('Q. 7, TP.HCM')
(True, 'q 7 tp hcm')
"""

import re
from functools import cache

from ..facts import facts
from ..text import fold

# Characters of a line that are compared.
_READ = 400
_NOT_WORD = re.compile(r"[\W_]+")


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded wordings (frozenset of str) of one ``kind`` in the tables."""
    rows = (*facts("mail_words"), *facts("mail_notices"))
    return frozenset(row["words"] for row in rows if row["kind"] == kind)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    longest_first = sorted(words(kind), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def words_of(text: str, read: int = _READ) -> str:
    """Return the folded words (str) of the first ``read`` characters of ``text`` (str), separated by blanks."""
    return _NOT_WORD.sub(" ", fold(text[:read])).strip()


def is_one(kind: str, text: str) -> bool:
    """Return whether all of ``text`` (str) is a wording of ``kind``."""
    return len(text) < _READ and words_of(text) in words(kind)


def begins_with(kind: str, text: str) -> bool:
    """Return whether ``text`` (str) begins with a wording of ``kind``."""
    return bool(_pattern(kind).match(words_of(text)))


def ends_with(kind: str, text: str) -> bool:
    """Return whether ``text`` (str, short) ends with a wording of ``kind``."""
    return f" {words_of(text)}".endswith(_endings(kind))


@cache
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(f" {wording}" for wording in words(kind))


def contains(kind: str, text: str, read: int = _READ) -> bool:
    """Return whether a wording of ``kind`` is in the first ``read`` characters of ``text`` (str)."""
    return bool(_pattern(kind).search(words_of(text, read)))
