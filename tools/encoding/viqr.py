"""Vietnamese in plain ASCII as mail programs of the nineties wrote it: Nguye^~n Va(n An (VIQR, RFC 1456).

Marks of VIQR are also ordinary signs, so a text is read word by word, and only where a syllable comes out.

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
# What ordinary text does not have: a circumflex, breve or horn on a vowel.
_SURE = re.compile(r"[aeoAEO]\^|[aA]\([a-z]|[ouOU]\+")
_ENOUGH = 5
_SHARE = 0.03
_SIGNS = ".?'`~(+"
_SAMPLE = 20_000
_MAIL = re.compile(r"(?<![^\s,;|<>\"])[^\s,;|<>\"@:]{1,80}(?:@|://)[^\s,;|<>\"]*")


def is_viqr(text):
    """Return whether ``text`` (str) is VIQR: its sure marks stand in many words, and these are syllables."""
    if not text.isascii():
        return False
    sample = text[:_SAMPLE]
    marked = [word for word in _WORD.findall(sample) if _SURE.search(word)]
    good = sum(_syllable(word) != word for word in marked)
    return good >= _ENOUGH and good * 2 > len(marked) and good > _SHARE * sample.count(" ")


def read(text):
    """Return ``text`` (str) with every word of VIQR composed; other words, addresses and signs stay."""
    pieces, end = [], 0
    for match in _MAIL.finditer(text):
        pieces += [_WORD.sub(_composed, text[end : match.start()]), match[0]]
        end = match.end()
    return nfc("".join([*pieces, _WORD.sub(_composed, text[end:])]))


def _composed(match):
    word, end = match[0], match.end()
    if word[-1] == "." and match.string[end : end + 1] == "," and not _SURE.search(word):
        return _syllable(word[:-1]) + "."  # "Co., Ltd"
    return _syllable(word)


def _syllable(word):
    """Return ``word`` composed; a sign at its end is one where only that gives a syllable."""
    if len(word.rstrip(_SIGNS)) < 2 and word[-1] not in "'`" and not _SURE.search(word):
        return word
    composed, shorter = _compose(word), _compose(word[:-1]) + word[-1]
    if is_valid(composed):
        return composed
    if is_valid(shorter[:-1]) and not word[-1].isalpha():
        return shorter
    return shorter if _SURE.search(word) else word


def _compose(word):
    return nfc(legacy.from_western(word, "viqr"))
