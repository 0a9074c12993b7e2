"""Layouts of numbers that are no phones: dates, clocks, coordinates, decimals, percentages, amounts.

Each is searched only in a text that has one of its signs. Sources: ISO 8601 and the ways to write dates in Viet Nam;
``data/money_words.csv``.
"""

import re
from typing import NamedTuple

from ..facts import facts


class Layouts(NamedTuple):
    """``patterns`` of numbers in lower case, and ``signs`` of which the text has one; none: the text has a letter"""

    signs: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


_DAY, _MONTH, _YEAR = r"(?:[0-2]?[0-9]|3[01])", r"(?:0?[0-9]|1[0-2])", r"(?:19|20)[0-9]{2}"
_TO = r"\s?(?:-|–|—|~|→|->|đến|den|tới|to|và|&|\+|,)\s?"
_SHORT_DATE = rf"{_DAY}/{_DAY}(?:/(?:{_YEAR}|[0-9]{{2}}))?"
# Not behind a part of a phone: "0912 34 56 12, 13/09/2025".
_APART = r"(?<![0-9/])(?<![0-9][ .\-])"
_ONE = r"(?<![0-9])(?<![0-9][.\-])"
_TO_DATE = r"\s?(?:-|–|~|đến|den)\s?"
_END = r"(?![0-9]|[.\-][0-9]{1,3}(?![0-9]))"
_SLASH_DATES = (
    # 12-15/09/2025, 12, 13, 14/09, 12/9 - 15/9/2025
    rf"{_APART}(?:{_DAY}{_TO}){{1,9}}{_DAY}/{_MONTH}(?:/(?:{_YEAR}|[0-9]{{2}}))?(?![0-9/])",
    rf"{_APART}{_SHORT_DATE}{_TO}{_SHORT_DATE}(?![0-9/])",
    # 09/08/2025, 9/25/25, 09/2025, 2025/08/09
    rf"(?<![0-9/]){_DAY}/{_DAY}/(?:{_YEAR}|[0-9]{{2}})(?![0-9/])",
    rf"(?<![0-9/]){_MONTH}/{_YEAR}(?![0-9/])",
    rf"(?<![0-9/]){_YEAR}/{_MONTH}/{_DAY}(?![0-9/])",
)
_YEAR_DATES = (
    # 12-15.09.2025, 09-08-2025, 2025-08-09T10:20
    rf"{_APART}(?:{_DAY}\.?{_TO}){{1,9}}{_DAY}([.\-]){_MONTH}\1{_YEAR}(?![0-9])",
    rf"{_ONE}{_DAY}([.\-]){_MONTH}\1{_YEAR}(?:{_TO_DATE}{_DAY}\1{_MONTH}\1{_YEAR})?{_END}",
    rf"(?<![0-9])(?<![0-9]\.){_YEAR}([.\-]){_MONTH}\1{_DAY}(?:{_TO_DATE}{_YEAR}\1{_MONTH}\1{_DAY})?{_END}",
)
_CLOCK = (  # 10:20, 10:20:30.000+07:00; "Tel 1:09 12 34 56 78" has none
    r"(?<![0-9:.])(?:[01][0-9]|2[0-4]|[0-9](?!:0[0-9][ .\-][0-9]{2}[ .\-]))"
    r":[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?:\s?[+\-][01][0-9]:?[0-5][0-9])?(?![0-9:])"
)
_HOURS = r"(?<![0-9.])(?:[01]?[0-9]|2[0-4])\s?(?:giờ|gio|h|g)\s?(?:[0-5][0-9](?![0-9])|(?![0-9a-zà-ỹ]))"
_RANGE_OF_DATES = rf"{_APART}{_DAY}([.\-]){_MONTH}\1[0-9]{{2}}{_TO_DATE}{_DAY}\1{_MONTH}\1[0-9]{{2}}(?![0-9])"
_PLACES = (
    # 10.762622, 106.660172
    r"(?<![0-9.,])-?[1-9][0-9]{0,2}\.[0-9]{4,16}°?\s?[,;/ ]\s?-?[1-9][0-9]{0,2}\.[0-9]{4,16}(?![0-9])",
    r"(?<![0-9.,])-?[1-9][0-9]{0,2},[0-9]{4,16}\s?[;/ ]\s?-?[1-9][0-9]{0,2},[0-9]{4,16}(?![0-9])",
    # A decimal, not 0.912.345.678
    r"(?<![0-9.,])0[.,][0-9]{5,30}(?![0-9]|[.,][0-9])",
)
_DEGREES = r"(?<![0-9.,])-?[0-9]{1,3}(?:[.,][0-9]{1,16})?\s?°[0-9'’′″\".,\s]{0,24}"
_PERCENT = r"(?<![0-9.,])[0-9]{1,3}(?:[.,][0-9]{1,16})?\s?%"
_CURRENCY_SIGNS = "$€£¥₫₩฿"
# Words that are others, too: a bottle, a person, a company.
_OTHER_WORDS = {"chai", "ng", "us", "xị", "lít", "ti", "ty", "chuc", "tram", "mil"}
_WORDS = {row["word"] for row in facts("money_words") if row["kind"] in ("unit", "currency") and len(row["word"]) > 1}
_MONEY_WORDS = "|".join(map(re.escape, sorted(_WORDS - _OTHER_WORDS | {"trđ"}, key=lambda word: (-len(word), word))))
_AMOUNT = r"[1-9][0-9]{0,14}(?:[.,][0-9]{3}){0,5}(?:[.,][0-9]{1,2})?"
_SPACED_AMOUNT = r"[1-9][0-9]{0,2}(?:\s[0-9]{3}){1,4}"
_TO_AMOUNT = r"\s?(?:-|–|~|đến|den|tới|to)\s?"
_UNIT = rf"(?:\s?(?:{_MONEY_WORDS}|[{_CURRENCY_SIGNS}])|[đdkmb]|\s[đd](?!/))(?![0-9a-zà-ỹ])"
_MONEY = (
    rf"(?<![0-9+])(?<![0-9][.,])(?:{_AMOUNT}{_TO_AMOUNT})?{_AMOUNT}{_UNIT}",
    rf"(?<![0-9+])(?<![0-9][.,\s\-])(?:{_SPACED_AMOUNT}{_TO_AMOUNT})?{_SPACED_AMOUNT}{_UNIT}",
    rf"(?:(?<![a-zà-ỹ])(?:vnd|vnđ|usd|us\$|eur|sgd)|[{_CURRENCY_SIGNS}])\s?{_AMOUNT}(?![0-9])",
)
# A mobile with its country code.
_NOT_MOBILE = r"(?<![0-9.,+])(?!84[.,][1-9][0-9]{2}[.,][0-9]{3}[.,][0-9]{3}(?![.,]?[0-9]))"
_MILLIONS = (
    rf"{_NOT_MOBILE}(?:{_AMOUNT}{_TO_AMOUNT})?[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{0,4}}\.000\.000(?![0-9]|\.[0-9])",
    rf"{_NOT_MOBILE}(?:{_AMOUNT}{_TO_AMOUNT})?[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{0,4}},000,000(?![0-9]|,[0-9])",
)
# Sizes and amounts in round numbers: 320.400.500. A mobile without its zero that is round, too, stays unread.
_ROUND = tuple(rf"(?<![0-9.,+])[1-9][0-9]0(?:{sign}[0-9]{{2}}0){{2,4}}(?![0-9]|{sign}[0-9])" for sign in (r"\.", ","))
_BY_SIGNS = (
    (("/",), _SLASH_DATES),
    (("20", "19"), _YEAR_DATES),
    (("-", "–", "~"), (_RANGE_OF_DATES,)),
    ((":",), (_CLOCK,)),
    ((".", ","), _PLACES),
    (("°",), (_DEGREES,)),
    (("%",), (_PERCENT,)),
    (tuple(_CURRENCY_SIGNS), _MONEY),
    ((), (_HOURS, *_MONEY)),
    ((".000", ",000"), _MILLIONS),
    (("0.", "0,"), _ROUND),
)

LAYOUTS = tuple(Layouts(signs, tuple(map(re.compile, patterns))) for signs, patterns in _BY_SIGNS)
# Those of running text only: numbers in e-mail addresses, dates without a year.
LAYOUTS_IN_TEXT = (
    Layouts(("@",), (re.compile(r"[\w.+\-]{1,64}(?=@[a-z0-9])"),)),
    Layouts(("/",), (re.compile(rf"(?<![0-9/]){_DAY}/{_MONTH}(?![0-9/])"),)),
)
