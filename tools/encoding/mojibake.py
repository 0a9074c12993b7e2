"""Mojibake: UTF-8 that was decoded with another code page, Nguyá»…n for Nguyễn.

Only runs of characters that are exactly the bytes of UTF-8 letters are changed, so clean text and foreign words stay.
Text decoded wrongly twice is repaired twice.

>>> fix('Nguyá»…n VÄƒn Háº­u')
'Nguyễn Văn Hậu'
>>> fix('NguyÃ¡Â»â€¦n'), fix('Nguy·ªÖn'), fix('Café Müller')
('Nguyễn', 'Nguyễn', 'Café Müller')
"""

import re
from collections.abc import Callable

from ..syllable import is_valid
from .legacy import charmap

_MAX_ROUNDS = 3
# Characters that a repaired run may hold: letters and punctuation of lead data.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9"
    "\u0300-\u0303\u0306\u0309\u031b\u0323\u2010-\u203a\u20ab\u20ac\u2122\ufeff\u200b-\u200f\u2190-\u21ff"
    "\u2600-\u27bf\ufe0f\uff01-\uff5e\U0001f300-\U0001faff]+"
)


class _Misreading:
    """UTF-8 bytes decoded with one or more other code pages."""

    def __init__(self, *code_pages: str) -> None:
        self._byte_of = {ord(page[byte]): chr(byte) for page in code_pages for byte in range(0x80, 0x100)}
        head2, head3, head4 = (self._chars(*span) for span in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5)))
        tail = self._chars(0x80, 0xC0)
        self.run = re.compile(f"(?:{head2}{tail}|{head3}{tail}{{2}}|{head4}{tail}{{3}})+")
        self.trace = re.compile(self._chars(0xC2, 0xF5) + tail)

    def _chars(self, start: int, stop: int) -> str:
        members = {chr(code) for code, byte in self._byte_of.items() if start <= ord(byte) < stop}
        return f"[{re.escape(''.join(sorted(members)))}]"

    def undo(self, run: str) -> str | None:
        """Return the original text of ``run``, or None when its bytes are not UTF-8."""
        try:
            return run.translate(self._byte_of).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None


_LATIN1, _CP1252, _CP1258, _MAC = map(charmap, ("latin-1", "cp1252", "cp1258", "mac_roman"))
_WESTERN = _Misreading(_LATIN1, _CP1252, _CP1258)
_MACINTOSH = _Misreading(_MAC)


def _fixed_run(misreading: _Misreading) -> Callable[[re.Match[str]], str]:
    def fixed(match: re.Match[str]) -> str:
        text = run = match[0]
        for _round in range(_MAX_ROUNDS):
            undone = misreading.undo(text)
            if undone is None:
                return run
            text = undone
            if not misreading.run.fullmatch(text):
                break
        return text.replace("Ã", _WHOLE) if _is_plausible(text, match) else run

    return fixed


def _is_plausible(text: str, match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    return bool(_PLAUSIBLE.fullmatch(text)) and not (before.islower() and text[0].isupper())


def fix(text: str) -> str:
    """Return ``text`` (str) with every run of misread UTF-8 repaired."""
    if text.isascii():
        return text
    fixed = text
    for misreading in (_WESTERN, _MACINTOSH):
        # Searching for a pair is five times as fast as for a run, and most text has none.
        if misreading.trace.search(fixed):
            fixed = misreading.run.sub(_fixed_run(misreading), fixed)
    if fixed != text or _TORN_TRACE.search(text):
        # Decide line by line: in a list with damaged rows, XÃ in an intact row is correct.
        fixed = "\n".join(map(_mended_line, text.split("\n"), fixed.split("\n")))
    return fixed.replace(_WHOLE, "Ã")


def _mended_line(text: str, fixed: str) -> str:
    return _TORN.sub(_mended, fixed) if fixed != text or _TORN_TRACE.search(text) else fixed


# Protects a repaired Ã (XÃ of HỢP TÁC XÃ) from being taken as the first byte of another letter.
_WHOLE = "\ue0c3"
# Letters whose second byte is undefined in cp1252 (dropped), or is its no-break space (turned into a space).
_DROPPED = {"Ã": "ÁÍÝí", "Ä": "Đ", "Æ": "Ơ", "áº": "ậẠ", "á»": "ềọỏỐờỠử"}
_BLANKED = {"Ã": "à", "Æ": "Ơ", "áº": "Ạ", "á»": "Ỡ"}
_TORN_TRACE = re.compile("á[º»]|[a-z]Ã ")
_TORN = re.compile("([^\\W\\d_ÃÄÆº]{0,8})(á[º»]|[ÃÄÆ])\ufffd?( ?)([^\\W\\d_ÃÄÆº]{0,8})")


# Letters that end a word (Đại, Mạo) and are no word of their own.
_ONLY_ENDS = frozenset("iouIOU")


def _mended(match: re.Match[str]) -> str:
    """Return the word of ``match`` with its truncated letter restored, where only one letter makes it a syllable."""
    before, lead, blank, after = match.groups()
    if blank:
        return _mended_at_blank(match)
    if lead == "Ã" and is_valid(before + lead + after):  # DOÃN is intact
        return match[0]
    words = [before + letter + after for letter in _DROPPED[lead]]
    words = [word for word in words if is_valid(word)]
    return words[0] if len(words) == 1 else match[0]


def _mended_at_blank(match: re.Match[str]) -> str:
    before, lead, _blank, after = match.groups()
    start = before + _BLANKED.get(lead, "")
    if is_valid(start + after) and (after in _ONLY_ENDS or not (is_valid(after) and is_valid(start))):
        return start + after
    if not is_valid(start):
        return match[0]
    return f"{start} {after}" if after else start
