"""Words that mark a row of a sheet as a footer, a section, a test entry or the title of an event.

Their table is ``data/row_marks.csv``.

>>> is_marked('Tổng cộng: 12 khách', 'footer'), is_marked('Người lập biểu', 'footer'), is_marked('Lê Tổng', 'footer')
(True, True, False)
"""

import re
from functools import cache

from ..facts import facts
from ..text import clean, fold


@cache
def _marks(kind: str) -> tuple[tuple[str, str, str], ...]:
    rows = (row for row in facts("row_marks") if row["kind"] == kind)
    return tuple((_words(row["text"]), row["match"], row["text"]) for row in rows)


_NO_YEAR = re.compile(r"\b(?!20[0-9]{2}\b)[0-9]+\b")
_NOT_WORD = re.compile(r"[\W_]+")


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text[:200])).strip()


_AFTER_ALONE = re.compile(
    r"(?: \d+| (?:khach|nguoi|dong|kh|don|ban ghi|record|records|rows|of|vnd|khach hang|so|d|dai bieu|hoc vien|"
    r"hoc sinh|ho so|phieu|luot|thanh vien|doanh nghiep|cong ty))*"
)


@cache
def _mark_starts(kind: str) -> frozenset[str]:
    return frozenset(mark.split(" ")[0] for mark, *_how in _marks(kind))


def is_marked(text: str, kind: str) -> bool:
    """Return whether ``text`` (str) has a mark of ``kind``: footer, section, test_name, doubtful_name, event, label."""
    words = _words(text)
    if _mark_starts(kind).isdisjoint(words.split(" ")):
        return False
    return any(_fits(words, *mark, text) for mark in _marks(kind))


def is_only(text: str, *kinds: str) -> bool:
    """Return whether ``text`` consists of marks of ``kinds`` and of numbers that are no years.

    >>> is_only('Webinar ID: 812 345', 'event', 'label'), is_only('Triển lãm 2026', 'event', 'label')
    (True, False)
    """
    rest = f" {_words(text).replace(' ', '  ')} "
    for mark in _longest_first(kinds):
        rest = rest.replace(f" {mark.replace(' ', '  ')} ", " ")
    return not _NO_YEAR.sub("", rest).strip()


@cache
def _longest_first(kinds: tuple[str, ...]) -> list[str]:
    marks = {mark for kind in kinds for mark, *_how in _marks(kind)}
    return sorted(marks, key=len, reverse=True)


def _fits(words: str, mark: str, match: str, written: str, text: str) -> bool:
    """Return whether ``words`` begin with ``mark`` and continue as ``match`` (start, alone, note, number, …) allows.

    ``accents``: the whole text, as ``written``; "thử" is a trial, Thu and Thư are people.
    """
    if match == "words":
        return f" {mark} " in f" {words} "
    if not f"{words} ".startswith(f"{mark} "):
        return False
    rest = words[len(mark) :]
    return {
        "whole": not rest,
        "accents": not rest and clean(text).lower().strip(" .") == written,
        "start": True,
        "alone": bool(_AFTER_ALONE.fullmatch(rest)),
        "note": ":" in text,
        "number": rest[1:2].isdigit(),
    }[match]


def start_of(text: str, kind: str) -> int:
    """Return the position (int) of the first mark of ``kind`` in ``text`` (str), 0 when there is none."""
    for match in _WORD.finditer(text[:200]):
        rest = f"{_words(text[match.start() :])} "
        if any(rest.startswith(f"{mark} ") for mark, *_how in _marks(kind)):
            return match.start()
    return 0


_WORD = re.compile(r"\w+")
