"""Phone numbers in a search box: the stored text, and the LIKE patterns of a typed part of a number.

The stored text of a record has its numbers in E.164 and the texts of its fields. Prefixes in the typed text are
converted to those of today (area codes of 2017, mobiles of 2018), also if only a part of the prefix was typed. The
beginning, the middle or the end of a number is enough.

>>> stored(['0168 612 3456'], 'zalo.me/saomai')
' +84386123456 01686123456 saomai '
>>> patterns('+84 168 612')
('%+84168612%', '% 0168612%', '%+8438612%', '% 0084168612%')
>>> patterns('0912345679', whole=True)
('% 0912345679 %', '% +84912345679 %')
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from ..facts import facts
from . import number, zalo

# Characters that Odoo's phone_validation removes, from stored and typed numbers, before it compares them.
_SIGNS = dict.fromkeys([*map(ord, "\\./()-"), *(code for code in range(0x3001) if chr(code).isspace())])
_LETTER = re.compile(r"[^\W\d_]")
_WILDCARD, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"
# Fields with phones are shorter; the rest is a note.
_LONGEST = 1000
# Shorter digits without the zero are more likely the middle or the end of a number.
_LONGEST_PIECE = 6
_MOBILE_2018 = "01"


def stored(phones: Iterable[str | Literal[False] | None], account: str | Literal[False] | None = "") -> str:
    """Return the text in which numbers are searched, '' if there are none.

    :param phones: values of the phone fields
    :param account: value of the field of the Zalo account
    """
    words: dict[str, None] = {}
    for text in (text for text in phones if text):
        words.update(dict.fromkeys([*number.parse(text).numbers, _bare(text)]))
    if account:
        words.update(dict.fromkeys([zalo.identity(account), *number.parse(account).numbers, zalo.compact(account)]))
    words.pop("", None)
    return f" {' '.join(words)} " if words else ""


def patterns(text: str, whole: bool = False) -> tuple[str, ...]:
    """Return patterns of ``LIKE``: a record is found if its :func:`stored` text matches one of them.

    :param text: the typed text
    :param whole: match whole numbers or fields only, no parts of them
    """
    text = text[:_LONGEST]
    bare = _bare(text)
    digits = "".join(str(unicodedata.digit(char, "")) for char in text)
    is_plus = bare.startswith(("+", "＋"))
    words = [] if is_plus and digits and not whole else [bare]
    if _LETTER.search(bare):
        starts = list(number.parse(text).numbers)
        words.append(zalo.compact(text).replace("\\", ""))
    else:
        starts = list(_starts(digits, is_plus))
        words += [digits] if digits and not is_plus else []
    if whole:
        found = [f"% {_WILDCARD.sub(_ESCAPED, word)} %" for word in (*words, *starts)]
    else:
        # A plus is always the beginning of a number; other beginnings need the blank before a word.
        found = [f"%{word}%" for word in words] + [
            f"%{start}%" if start[0] == "+" else f"% {start}%" for start in starts
        ]
    return tuple(dict.fromkeys(found))


def _bare(text: str) -> str:
    return text[:_LONGEST].translate(_SIGNS).lower()


def _starts(digits: str, is_plus: bool) -> Iterator[str]:
    """Yield the beginnings of stored numbers that the typed ``digits`` may stand for."""
    is_abroad = is_plus or digits.startswith("00")
    code = digits if is_plus else digits[2:]
    if is_abroad:
        yield f"+{code}"
        if code.startswith("84"):
            yield from _national("0" + code[2:].lstrip("0"), is_typed=False)
        yield f"00{code}"
    elif digits.startswith("0"):
        yield from _national(digits)
        if digits.startswith("084"):
            yield from _national("0" + digits[3:].lstrip("0"), is_typed=False)
    elif digits.startswith("84"):
        yield from _national("0" + digits[2:].lstrip("0"), is_typed=False)
    elif len(digits) > _LONGEST_PIECE:
        yield from _national("0" + digits, is_typed=False)


def _national(digits: str, is_typed: bool = True) -> Iterator[str]:
    """Yield ``digits`` (with the zero) in E.164: unchanged, and with the prefixes of today."""
    yield f"+84{digits[1:]}"
    if not is_typed:
        yield digits
    for old, new, subscriber, first in _moved():
        rest = digits[len(old) :]
        if digits.startswith(old) and len(rest) <= subscriber and (not rest or not first or rest[0] in first):
            yield f"+84{new[1:]}{rest}"
        elif digits.startswith(_MOBILE_2018) and old.startswith(digits):
            yield f"+84{new[1:]}"


@cache
def _moved() -> list[tuple[str, str, int, str]]:
    """Return (old prefix, new prefix, count of digits behind it, their possible first digits: '' for any)."""
    return [
        (row["old_prefix"], row["new_prefix"], int(row["subscriber_digits"]), row["subscriber_start"])
        for row in facts("phone_prefixes")
        if row["old_prefix"] and row["new_prefix"]
    ]
