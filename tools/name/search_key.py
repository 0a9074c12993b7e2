"""Search keys of names: folded texts by which equal names are found; an equal key is no proof.

>>> company('Cty TNHH TM & DV Sao Mai') == company('CÔNG TY CỔ PHẦN THƯƠNG MẠI DỊCH VỤ SAO MAI')
True
>>> person('Anh NGUYỄN VĂN AN'), person('Khai Nguyen'), person('Lan')
('nguyen van an', 'nguyen khai', '')
>>> same_company('Công ty Thủy Tạ', 'CTY THUY TA'), same_company('Công ty Thủy Tạ', 'Công ty Thúy Tạ')
(True, False)
"""

import unicodedata

from ..text import fold, strip_accents
from . import company_name, person_name

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
# Shorter keys are abbreviations that many companies share.
_SHORTEST = 3


def company(text: str | None) -> str:
    """Return the search key of a company's name, '' if it is too short to compare."""
    key = company_name.compact(text or "")
    return key if len(key) >= _SHORTEST else ""


def person(text: str | None) -> str:
    """Return the search key of a person's name, family name first; '' for a given name alone and for other texts."""
    if not text or not person_name.is_person(text):
        return ""
    words = fold(person_name.parse(text).name).split()
    if len(words) < 2:
        return ""
    if words[-1] in person_name.SURNAME_KEYS and words[0] not in person_name.SURNAME_KEYS:
        words = [words[-1], *words[:-1]]
    return " ".join(words)


def same_company(one: str | None, other: str | None) -> bool:
    """Return whether two names that share a key may be one company's: if both have accents, these must be equal."""
    one, other = company_name.core(one), company_name.core(other)
    if fold(one) != fold(other) or strip_accents(one) == one or strip_accents(other) == other:
        return True
    return _accented(one) == _accented(other)


def same_person(one: str | None, other: str | None) -> bool:
    """Return whether two names may be one person's (:func:`.person_name.same`)."""
    return person_name.same(one, other)


def _accented(text: str) -> str:
    """Return ``text`` lower case with each tone behind its syllable, so that hoà and hòa are alike."""
    words = unicodedata.normalize("NFD", text.lower()).split()
    return " ".join(
        "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES) for word in words
    )
