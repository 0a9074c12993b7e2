"""Phone numbers in a search box: what is stored to be searched, and what somebody's typing may match of it.

A record is searched by its numbers in E.164 and by what stands in its fields, in one text. What is typed is brought
up to date (area codes of 2017, mobile prefixes of 2018) as far as it was typed, so a beginning, a middle or an end
of a number finds it.

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

# What phone_validation leaves out of phones, stored or typed, before it compares them.
_SIGNS = re.compile(r"[\s\\./()\-]")
_LETTER = re.compile(r"[^\W\d_]")
_WILDCARD, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"
# No field with phones is longer; what stands behind is a note.
_LONGEST = 1000
# Without its zero, a shorter piece is rather the middle or the end of a number.
_LONGEST_PIECE = 6
_MOBILE_2018 = "01"


def stored(phones: Iterable[str | Literal[False] | None], account: str | Literal[False] | None = "") -> str:
    """Return the text by which numbers are searched, '' where there are none.

    :param phones: what stands in the fields of phones
    :param account: what stands in the field of the Zalo account
    """
    words: dict[str, None] = {}
    for text in (text for text in phones if text):
        words.update(dict.fromkeys([*number.parse(text).numbers, _bare(text)]))
    if account:
        words.update(dict.fromkeys([zalo.identity(account), *number.parse(account).numbers, zalo.compact(account)]))
    words.pop("", None)
    return f" {' '.join(words)} " if words else ""


def patterns(text: str, whole: bool = False) -> tuple[str, ...]:
    """Return the patterns of ``LIKE``, one of which the text of :func:`stored` matches where ``text`` is meant.

    :param text: what somebody has typed
    :param whole: only whole numbers or fields are meant, no parts of them
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
        # A plus begins a number wherever it stands; other beginnings are those of a word.
        found = [f"%{word}%" for word in words] + [
            f"%{start}%" if start[0] == "+" else f"% {start}%" for start in starts
        ]
    return tuple(dict.fromkeys(found))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text[:_LONGEST]).lower()


def _starts(digits: str, is_plus: bool) -> Iterator[str]:
    """Yield the beginnings of stored numbers that the typed ``digits`` may mean."""
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
    """Yield what begins with ``digits`` (a zero first) today: as it stands, and with prefixes brought up to date."""
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
    """Return (old prefix, new prefix, digits behind it, with which of them these begin: '' for any)."""
    return [
        (row["old_prefix"], row["new_prefix"], int(row["subscriber_digits"]), row["subscriber_start"])
        for row in facts("phone_prefixes")
        if row["old_prefix"] and row["new_prefix"]
    ]
