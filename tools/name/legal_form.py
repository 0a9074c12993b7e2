"""Legal forms of foreign companies: GmbH, S.r.l., Sdn Bhd, K.K.

Short forms are words or abbreviations in Vietnamese, too (SA, AS, PT): they count only as they are written, beside a
word that is no Vietnamese syllable. Source: ``data/legal_forms.csv``, from the list of entity legal forms of ISO 20275
(GLEIF) and the usual abbreviations in each country.

>>> is_foreign('Fjord Timber AS'), is_foreign('Van Dijk B.V.'), is_foreign('Kho AS'), is_foreign('Trần Thị SA')
(True, True, False, False)
>>> is_foreign('有限公司'), is_foreign('深圳阳光有限公司')
(False, True)
"""

import re
from collections.abc import Iterable
from functools import cache

from .. import syllable
from ..facts import facts
from ..text import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 200
# Of a text in capitals, "SALE AS" and "FJORD TIMBER AS", so many words must be foreign.
_FEWEST_FOREIGN = 2
# "Sales AG" are those of An Giang, "PT Gym" is a trainer.
_NO_NAMES = {"sales", "sale", "marketing", "manager", "staff", "leader", "team", "head", "admin",
             "facebook", "zalo", "tiktok", "gym", "yoga", "fitness", "trainer", "excel", "test", "demo"}  # fmt: skip


@cache
def any_spelling() -> frozenset[str]:
    """Return the forms that end a name in every spelling (frozenset of str), folded, blanks between their words."""
    return frozenset(_words(row["written"]) for row in facts("legal_forms") if row["spelling"] == "any")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@cache
def _pattern(spelling: str, place: str) -> re.Pattern[str]:
    rows = [row for row in facts("legal_forms") if (row["spelling"], row["place"]) == (spelling, place)]
    forms = "|".join(re.escape(row["written"].rstrip(".")) for row in sorted(rows, key=_length, reverse=True))
    between = r"[\s,]{1,3}" if spelling == "exact" else r"\s?"
    return re.compile(rf"(?:{forms})\.?{between}(?=\w)" if place == "start" else rf"(?<=\w){between}(?:{forms})\.?$")


def _length(row: dict[str, str]) -> int:
    return len(row["written"])


def is_foreign(text: str) -> bool:
    """Return whether ``text`` (str) is a name beside a form that is known by its exact spelling."""
    text = text[:_LONGEST].strip(" ,;")
    if _pattern("script", "start").match(text) or _pattern("script", "end").search(text):
        return True
    start, end = _pattern("exact", "start").match(text), _pattern("exact", "end").search(text)
    behind = _are_foreign(text[start.end() :]) if start else []
    before = _are_foreign(text[: end.start()]) if end else []
    return bool(behind) and all(behind) or any(before)


def _are_foreign(name: str) -> list[bool]:
    """Return which words of ``name`` (str) are no Vietnamese syllables.

    None are of a text that names no company: salespeople, a group of a chat, one word in capitals.
    """
    words = _WORD.findall(name)
    if not has_name(map(fold, words)):
        return []
    foreign = [not (syllable.is_valid(word.lower()) or syllable.is_valid(fold(word))) for word in words]
    return [] if name.isupper() and sum(foreign) < _FEWEST_FOREIGN else foreign


def has_name(words: Iterable[str]) -> bool:
    """Return whether ``words`` (folded) may be a company's name, not a group of salespeople or of a chat."""
    return _NO_NAMES.isdisjoint(words)


def ends_with_form(text: str) -> bool:
    """Return whether ``text`` (str) ends with the abbreviation of a form and its full stop, which ends no sentence.

    >>> ends_with_form('Rossi S.r.l.'), ends_with_form('Mây Trắng Co., Ltd.'), ends_with_form('Cần 3 cái.')
    (True, True, False)
    """
    if not text.endswith("."):
        return False
    words = _words(text[-60:]).split()
    endings = {" ".join(words[-count:]) for count in range(1, min(5, len(words)) + 1)}
    return bool(endings & (any_spelling() | _SHORTENED)) or bool(_pattern("exact", "end").search(text))


_SHORTENED = frozenset({"ltd", "co", "corp", "llc", "jsc"})


@cache
def behind_comma() -> str:
    """Return a pattern (str) of the forms that may stand behind a comma: "Acme, Inc."."""
    forms = {row["written"].rstrip(".").lower() for row in facts("legal_forms") if row["place"] == "end"}
    return "|".join(map(re.escape, sorted(forms | _SHORTENED, key=len, reverse=True)))
