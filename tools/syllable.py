"""Vietnamese syllables: validation, and the share of valid ones in a text.

A syllable is onset + rime + tone; rimes that end in a stop (c, ch, p, t; k in
Đắk Lắk) carry only sắc or nặng. The tone is on one fixed vowel, or on one of two in oa, oe
and uy (hoà and hòa). A text in the wrong encoding has many words that break these rules. Source: Vietnamese
orthography (``data/syllable_parts.csv``).

>>> is_valid('Nguyễn'), is_valid('hoà'), is_valid('NguyÔn'), is_valid('café')
(True, True, False, False)
>>> weigh('Nguyễn Văn Hậu, Café Müller')
Weight(good=3, bad=2)
"""

import re
from functools import cache
from typing import NamedTuple

from .facts import facts
from .text import nfc

_TONES = ("", "\u0301", "\u0323", "\u0300", "\u0309", "\u0303")
_STOP_TONES = _TONES[1:3]
_TWO_STYLES = {"oa", "oe", "uy"}
_STRONG_VOWELS = "ơêôâăư"
_VOWELS = "aeiouy" + _STRONG_VOWELS
# Latin letters and all that is not ASCII; quotes, dashes, no-break blanks and °²³ end a word. One
# character alone proves nothing: it may be a sign such as € or ·.
_WORD = re.compile(r"(?:[A-Za-z]|[^\x00-\xa0°²³\u2010-\u203a\ufeff]){2,}")


class Weight(NamedTuple):
    """Number of accented words that are (``good``) or cannot be (``bad``) Vietnamese."""

    good: int
    bad: int

    @property
    def score(self) -> int:
        """Return ``good`` less ``bad``."""
        return self.good - self.bad


def _tone_places(rime: str) -> list[int]:
    """Return the indexes of the letters of ``rime`` that may carry the tone."""
    vowels = [index for index, letter in enumerate(rime) if letter in _VOWELS]
    for strong in _STRONG_VOWELS:
        if strong in rime:
            return [rime.index(strong)]
    if rime in _TWO_STYLES:
        return vowels
    if vowels[-1] < len(rime) - 1:
        return vowels[-1:]
    return [vowels[0] if len(vowels) < 3 else vowels[1]]


@cache
def _syllables() -> frozenset[str]:
    parts: dict[str, list[str]] = {"onset": [""], "rime": []}
    for row in facts("syllable_parts"):
        parts[row["part"]].append(row["text"])
    toned = [
        nfc(rime[: place + 1] + tone + rime[place + 1 :])
        for rime in parts["rime"]
        for tone in (_STOP_TONES if rime.endswith(("c", "ch", "k", "p", "t")) else _TONES)
        for place in _tone_places(rime)
    ]
    return frozenset(onset + rime for onset in parts["onset"] for rime in toned)


def _has_usual_case(word: str) -> bool:
    return word[1:].islower() or word.isupper() or len(word) == 1


def is_valid(word: str) -> bool:
    """Return whether ``word`` (NFC) is one well-formed Vietnamese syllable in usual letter case."""
    return word.lower() in _syllables() and _has_usual_case(word)


def weigh(text: str) -> Weight:
    """Return the :class:`Weight` of the accented words of ``text``; ASCII words do not count."""
    words = [word for word in _WORD.findall(nfc(text)) if not word.isascii()]
    good = sum(map(is_valid, words))
    return Weight(good, len(words) - good)
