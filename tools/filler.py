"""Placeholder words of empty fields: "không có", "n/a", "-".

Source: ``data/fillers.csv``, words of Vietnamese lists and forms.

>>> is_empty('Không có'), is_empty(' - '), is_empty('n/a'), is_empty('Nam')
(True, True, True, False)
>>> is_empty('Cá nhân'), is_empty('Cá nhân', field='company')
(False, True)
"""

import re

from .facts import facts
from .text import clean, fold, nfc

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_EDGES = " .,;:!-_*\"'()[]<>/\\=?~"


def _first_forms(words: str) -> set[str]:
    first = words.split()[0]
    return {first, first.strip(_EDGES), fold(first).strip(_EDGES)}


_ANYWHERE = {row["key"] for row in facts("fillers") if not row["field"]}
_IN_FIELD = {(row["key"], row["field"]) for row in facts("fillers") if row["field"]}
_FOLDED = {(fold(key), field) for key, field in [*_IN_FIELD, *((key, "") for key in _ANYWHERE)] if " " in key}
_FIRST = {form for word in _ANYWHERE | {key for key, _field in _IN_FIELD} for form in _first_forms(word)} | {""}


def is_empty(text: str | None, field: str | None = None) -> bool:
    """Return whether ``text`` is blank or a placeholder.

    :param text: a cell or the value of a form
    :param field: kind of column: ``company``, ``phone``, ``email``, ``name``, ``tax_code`` or ``address``, for
        words that are placeholders only there
    """
    if not text:
        return True
    if not text.isprintable():
        text = clean(text)
    words = text.split(maxsplit=1)
    if words and nfc(words[0].lower()).strip(_EDGES) not in _FIRST and _LETTER_OR_DIGIT.search(text):
        return False
    key = clean(text).lower()
    bare = key.strip(_EDGES)
    if not _LETTER_OR_DIGIT.search(bare):
        return True
    return any(_listed(word, field) for word in (key, bare))


def _listed(key: str, field: str | None) -> bool:
    if key in _ANYWHERE or (key, field) in _IN_FIELD:
        return True
    if " " not in key:
        return False
    folded = fold(key)
    return (folded, "") in _FOLDED or (folded, field) in _FOLDED
