"""Unicode normalisation, cleaning and folding (search keys without accents) of Vietnamese text.

All 134 accented Vietnamese letters have a composed (NFC) form; only Đ/đ does not
decompose, so folding maps it by hand. Source: the Unicode character database, by :mod:`unicodedata`.

>>> nfc('Nguyễn')
'Nguyễn'
>>> fold('  Đặng  Thị Hòa ')
'dang thi hoa'
>>> clean('\U0001d4d7\U0001d4fe\U0001d4f4')
'Huk'
>>> clean('\u202a0922\xa0121155\u202c')
'0922 121155'
"""

import re
import unicodedata
from functools import lru_cache

# Zero-width characters, direction marks and the byte order mark.
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
_BAD_CONTROL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
# Letters in bold or script, with which names in social networks are decorated.
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_FOLD = str.maketrans("đĐð", "dDd")
_LONG = 100
# Composed Latin letters → their plain letter.
_PLAIN = _FOLD | {
    code: plain
    for code in range(0xC0, 0x1F00)
    if (plain := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and plain.isascii()
}


def nfc(text: str) -> str:
    """Return ``text`` in composed form, the form that Odoo stores and compares."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return ``text`` on one line: every run of white space becomes one blank, none at the ends."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """Return ``text`` composed, without invisible or control characters, white space squeezed.

    Repair legacy encodings first: in TCVN3 a soft hyphen is the letter ư.
    """
    return squeeze(text if text.isascii() and text.isprintable() else clean_lines(text))


def clean_lines(text: str) -> str:
    """Like :func:`clean`, but line breaks and indents of a longer text (str) stay."""
    if not text.isascii():
        text = nfc(text)
        if _MATHEMATICAL.search(text):
            text = nfc(_MATHEMATICAL.sub(lambda letters: unicodedata.normalize("NFKC", letters[0]), text))
    if text.isprintable():  # no control, no invisible character, no line break
        return text.strip()
    text = text.replace("\xa0", " ").translate(_INVISIBLE).translate(_BAD_CONTROL)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def strip_accents(text: str) -> str:
    """Return ``text`` without Vietnamese (or other Latin) accents, case kept."""
    if text.isascii() or (text := text.translate(_PLAIN)).isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain).translate(_FOLD)


def fold(text: str) -> str:
    """Return the search key of ``text``: cleaned, without accents, lower case.

    ``hòa`` and ``hoà`` share a key, but so do the names ``Thủy`` and ``Thúy``: equal keys do not prove equal names.
    """
    return _fold(text) if len(text) < _LONG else strip_accents(clean(text)).lower()


# Each cell of a list is folded several times.
@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    return strip_accents(clean(text)).lower()
