"""VIQR (RFC 1456), Vietnamese in plain ASCII as mail programs of the nineties wrote it: Nguye^~n Va(n An.

Its marks are also ordinary punctuation, so each word is converted only where the result is a Vietnamese syllable.

>>> is_viqr("Nguye^~n Va(n An, Co^ng ty Vie^.t Tie^'n, Hue^'"), is_viqr("Ban co khoe khong? Toi khoe.")
(True, False)
>>> read("Tra^`n Thi. DDa`o <dao.le@example.vn>, Hue^' (Vie^.t Nam)")
'Trần Thị Đào <dao.le@example.vn>, Huế (Việt Nam)'
"""

import re

from ..syllable import is_valid
from ..text import nfc
from . import legacy

_WORD = re.compile(r"(?<![\w@.'`?~^+\-])[A-Za-z]{1,4}[A-Za-z^(+'`?~.]{1,10}")
# Marks that ordinary text does not have: a circumflex, breve or horn on a vowel.
_SURE = re.compile(r"[aeoAEO]\^|[aA]\([a-z]|[ouOU]\+")
_ENOUGH = 5
_SHARE = 0.03
_SIGNS = ".?'`~(+"
_SAMPLE = 20_000
_MAIL = re.compile(r"(?<![^\s,;|<>\"])[^\s,;|<>\"@:]{1,80}(?:@|://)[^\s,;|<>\"]*")


def is_viqr(text: str) -> bool:
    """Return whether ``text`` (str) is VIQR: many words have unambiguous marks, and most of these are syllables."""
    if not text.isascii():
        return False
    sample = text[:_SAMPLE]
    marked: list[str] = [word for word in _WORD.findall(sample) if _SURE.search(word)]
    good = sum(_syllable(word) != word for word in marked)
    return good >= _ENOUGH and good * 2 > len(marked) and good > _SHARE * sample.count(" ")


def read(text: str) -> str:
    """Return ``text`` (str) with every VIQR word converted (str); other words, addresses and punctuation stay."""
    pieces: list[str] = []
    end = 0
    for match in _MAIL.finditer(text):
        pieces += [_WORD.sub(_composed, text[end : match.start()]), match[0]]
        end = match.end()
    return nfc("".join([*pieces, _WORD.sub(_composed, text[end:])]))


def _composed(match: re.Match[str]) -> str:
    word, end = match[0], match.end()
    if word[-1] == "." and match.string[end : end + 1] == "," and not _SURE.search(word):
        return _syllable(word[:-1]) + "."  # "Co., Ltd"
    return _syllable(word)


def _syllable(word: str) -> str:
    """Return ``word`` converted; its last sign is punctuation where only that gives a syllable."""
    if len(word.rstrip(_SIGNS)) < 2 and word[-1] not in "'`" and not _SURE.search(word):
        return word
    composed, shorter = _compose(word), _compose(word[:-1]) + word[-1]
    if is_valid(composed):
        return composed
    if is_valid(shorter[:-1]) and not word[-1].isalpha():
        return shorter
    return shorter if _SURE.search(word) else word


def _compose(word: str) -> str:
    return nfc(legacy.from_western(word, "viqr"))
