"""Amounts of money: "1,5 tỷ", "200-300tr", "dưới 10 triệu", "10 nghìn USD".

The decimal mark of Viet Nam is the comma, but groups of three digits behind each mark are thousands. A number without a
unit is taken literally, and marked unsure if it is too small: 500 in a budget column is usually 500 million. Source:
``data/money_words.csv``, units, numerals and currencies of Vietnamese.

>>> parse('1,5 tỷ')[:3], parse('200-300 triệu')[:2]
((1500000000, 1500000000, 'VND'), (200000000, 300000000))
>>> parse('trên 1 tỷ')[:2], parse('dưới 10tr')[:2], parse('2 tỷ rưỡi').low
((1000000000, None), (0, 10000000), 2500000000)
>>> parse('10 nghìn USD')[:3], parse('500').sure, parse('thỏa thuận')
((10000, 10000, 'USD'), False, None)
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .. import filler
from ..facts import facts
from ..text import clean

# Amounts are shorter; the rest of a longer text is a remark.
_READ = 120
_SMALLEST_SURE = 100_000
_LARGEST = Decimal(10) ** 15

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[$€£¥₫₩฿<>≤≥+~→%/–—\-]")
_SPACED = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\s[0-9]{3}){1,4})(?![0-9])")
_SCIENTIFIC = re.compile(r"([0-9](?:[.,][0-9]{1,15})?)e\+?([0-9]{1,2})(?![0-9])")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_MOST_IN_COLUMN = 10**12
_GROUP = 3
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")


# ISO 4217: currencies without a smaller unit.
_WITHOUT_CENTS = frozenset(("VND", "JPY", "KRW"))
_CENTS = 2


class Amount(NamedTuple):
    """``low`` and ``high`` in ``currency``, equal for an exact amount, ``high`` None for "trên …"; int unless there are
    cents · ``sure``: False if a person should confirm it"""

    low: int | float
    high: int | float | None
    currency: str = "VND"
    sure: bool = True


class _Side(NamedTuple):
    value: Decimal
    unit: Decimal
    named: bool


def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in facts("money_words") if row["kind"] == kind}


_UNITS = {word: Decimal(value) for word, value in _words("unit").items()}
_NUMBERS = {word: Decimal(value) for word, value in _words("number").items()}
_CURRENCIES = _words("currency")
_HALVES, _TO = set(_words("half")), set(_words("to"))
_BELOW, _ABOVE = tuple(_words("below")), tuple(_words("above"))


class Marks(NamedTuple):
    """Signs in numbers as somebody has chosen them: ``thousands``, None if not chosen, '' if there is none ·
    ``decimal``, '' if not chosen"""

    thousands: str | None = None
    decimal: str = ""


def parse(text: object, marks: Marks = Marks(), cents: int = 0) -> Amount | None:  # noqa: B008 (immutable)
    """Return the :class:`Amount` in a cell, None if there is none.

    :param text: str, int, float or None
    :param marks: hold for every number that can be written with them
    :param cents: number of decimals of an amount that names no currency

    >>> parse('USD 1,234.56').low, parse('1.234', Marks(decimal='.'), cents=2).low, parse('1.234').low
    (1234.56, 1.23, 1234)
    """
    if text is None or isinstance(text, bool):
        return None
    return _parse(str(text), marks, cents)


@lru_cache(maxsize=10_000)
def _parse(text: str, marks: Marks, cents: int) -> Amount | None:
    text = clean(text[:_READ]).lower()
    if filler.is_empty(text) or "%" in text:
        return None
    text = _SCIENTIFIC.sub(_written_out, _SPACED.sub(lambda match: "".join(match[0].split()), text))
    tokens = _TOKEN.findall(text.replace("us$", "$").replace("đô la", "đô"))
    if marks.decimal or marks.thousands is not None:
        tokens = [_unmarked(token, marks) if token[0].isdigit() else token for token in tokens]
    sides = [side for side in map(_side, _split(_until_rate(tokens))) if side]
    return _amount(sides, tokens, cents) if sides else None


def _unmarked(number: str, marks: Marks) -> str:
    """Return ``number`` with its decimals behind a point, if it can be written with ``marks``.

    >>> _unmarked('1.234', Marks('.')), _unmarked('1,234', Marks('.')), _unmarked('1,500,000', Marks('.', ','))
    ('1234', '1.2340', '1,500,000')
    """
    decimal = marks.decimal or {".": ",", ",": "."}.get(marks.thousands or "", "")
    thousands = marks.thousands if marks.thousands is not None else {".": ",", ",": "."}.get(decimal, "")
    if thousands == decimal:
        thousands = ""
    head, mark, decimals = number.partition(decimal) if decimal else (number, "", "")
    groups = head.split(thousands) if thousands else [head]
    if not all(map(str.isdigit, groups)) or mark and not decimals.isdigit():
        return number
    if len(groups) > 1 and (len(groups[0]) > _GROUP or any(len(group) != _GROUP for group in groups[1:])):
        return number
    # Three decimals would be taken for thousands.
    return "".join(groups) + (f".{decimals}0" if mark else "")


def unit_in_heading(heading: str) -> str:
    """Return the unit in the brackets or at the end of a column's ``heading``, '' if there is none.

    >>> [unit_in_heading(text) for text in ('Dự toán (triệu đồng)', 'Ngân sách - tỷ đồng', 'Giá trị (VNĐ)')]
    ['triệu', 'tỷ', '']
    """
    heading = clean(heading[:_READ]).lower()
    inside = _IN_BRACKETS.search(heading)
    words = _TOKEN.findall(inside[1] if inside else heading)
    if not inside:
        words = [] if any(word[0].isdigit() for word in words) else words[-2:]
    return next((word for word in words if len(word) > 1 and _UNITS.get(word, 0) >= 1000), "")


def with_unit(text: str, unit: str, marks: Marks = Marks()) -> str:  # noqa: B008 (immutable)
    """Return ``text`` with the ``unit`` of its column if it is a bare number; any other text unchanged.

    A number that would be too large with the unit is unchanged too.


    >>> with_unit('150', 'triệu'), with_unit('1,5 tỷ', 'triệu'), with_unit('150000000', 'triệu')
    ('150 triệu', '1,5 tỷ', '150000000')
    >>> with_unit('1 - 1.5', 'tỷ'), with_unit('trên 3', 'tỷ'), with_unit('3 căn', 'tỷ')
    ('1 - 1.5 tỷ', 'trên 3 tỷ', '3 căn')
    """
    if not unit or not _is_bare(text[:_READ]):
        return text
    amount = parse(f"{text} {unit}", marks)
    return f"{text} {unit}" if amount and (amount.high or amount.low) <= _MOST_IN_COLUMN else text


def _is_bare(text: str) -> bool:
    """Return whether ``text`` is an amount without a unit and a currency."""
    tokens = _TOKEN.findall(clean(text).lower())
    return any(token[0].isdigit() for token in tokens) and not any(
        token in _NAMING or token[0].isalpha() and token not in _KNOWN for token in tokens
    )


def _written_out(match: re.Match[str]) -> str:
    return str(int(Decimal(match[1].replace(",", ".")).scaleb(min(int(match[2]), 15))))


def _until_rate(tokens: list[str]) -> list[str]:
    """Return ``tokens`` up to a slash: "5tr/tháng"."""
    return tokens[: tokens.index("/")] if "/" in tokens[1:] else tokens


def _split(tokens: Iterable[str]) -> list[list[str]]:
    sides: list[list[str]] = [[]]
    for token in tokens:
        if token in _TO and any(_is_number(before) for before in sides[-1]):
            sides.append([])
        elif token not in _TO:
            sides[-1].append(token)
    return sides[:2]


def _is_number(token: str) -> bool:
    return token[0].isdigit() or token in _UNITS or token in _NUMBERS


def _side(tokens: Sequence[str]) -> _Side | None:
    """Return the sum of the numbers of one side of a range, None if there is none."""
    total, unit, index, found = Decimal(0), Decimal(0), 0, False
    while index < len(tokens):
        token = tokens[index]
        number, scale, index = _term(tokens, index, found)
        if number is None:
            total += unit / 2 if token in _HALVES else 0
            continue
        found = True
        if 0 < scale < 1000 <= unit:  # "một tỷ năm trăm" goes on in millions
            total += number * scale * unit / 1000
        elif scale:
            total, unit = total + number * scale, scale
        elif unit:
            total += unit * number / 10 ** len(token) if token.isdigit() else 0
        else:
            total = number
    return _Side(total, unit, bool(unit)) if found and total <= _LARGEST else None


def _term(tokens: Sequence[str], index: int, found: bool) -> tuple[Decimal | None, Decimal, int]:
    """Return the number at ``index`` (None if there is none), its unit, and the index behind both."""
    token = tokens[index]
    if token in _UNITS and not found:
        return Decimal(1), *_scale(tokens, index)
    scale, end = _scale(tokens, index + 1)
    if token in _NUMBERS and scale:
        return _NUMBERS[token], scale, end
    number = _number(token)
    return (number, scale, end) if number is not None else (None, scale, index + 1)


def _scale(tokens: Sequence[str], index: int) -> tuple[Decimal, int]:
    """Return the product of the unit words from ``index`` on (0 if there is none) and the index behind them."""
    scale = Decimal(0)
    while index < len(tokens) and tokens[index] in _UNITS and scale < _LARGEST:
        scale = (scale or 1) * _UNITS[tokens[index]]
        index += 1
    return scale, index


def _number(token: str) -> Decimal | None:
    """Return the value of digits, None for words and signs."""
    if not token[0].isdigit():
        return None
    token = token[:40]
    if _THOUSANDS.fullmatch(token) and token[0] != "0":
        return Decimal(token.replace(".", "").replace(",", ""))
    head, mark, decimals = token.replace(",", ".").rpartition(".")
    return Decimal(head.replace(".", "") + "." + decimals if mark else decimals)


def _amount(sides: Sequence[_Side], tokens: Sequence[str], cents: int) -> Amount:
    first, last = sides[0], sides[-1]
    low, high = _shared_unit(first, last) if len(sides) == 2 else (first.value, first.value)
    named = next((_CURRENCIES[token] for token in tokens if token in _CURRENCIES), None)
    currency = named or "VND"
    places = (0 if named in _WITHOUT_CENTS else _CENTS) if named else cents
    sure = high >= _SMALLEST_SURE or currency != "VND"
    least, most = _rounded(min(low, high), places), _rounded(max(low, high), places)
    if len(sides) == 1:
        return Amount(*_open(least, most, f" {' '.join(tokens)} "), currency, sure)
    return Amount(least, most, currency, sure)


def _shared_unit(first: _Side, last: _Side) -> tuple[Decimal, Decimal]:
    """Return both numbers; the first, if it has no unit, in that of the last or the next smaller: "500 - 1 tỷ"."""
    unit = last.unit if not first.named else Decimal(1)
    while unit > 1000 and first.value * unit > last.value:
        unit /= 1000
    return first.value * (unit or 1), last.value


def _open(low: int | float, high: int | float, spelled: str) -> tuple[int | float, int | float | None]:
    if any(f" {word} " in spelled for word in _BELOW):
        return 0, high
    if any(f" {word} " in spelled for word in _ABOVE):
        return low, None
    return low, high


def _rounded(value: Decimal, places: int) -> int | float:
    whole = int(value.to_integral_value())
    return whole if not places or value == whole else float(round(value, places))


def shorten(amount: float) -> str:
    """Return an amount of đồng as it is said: in tỷ or triệu where two decimals are enough, else in full.

    >>> [shorten(amount) for amount in (200_000_000, 1_500_000_000, 88_250_000, 1_234_567, 500_000, 0)]
    ['200 triệu', '1,5 tỷ', '88,25 triệu', '1.234.567', '500.000', '0']
    >>> parse(shorten(1_234_000_000)).low
    1234000000
    """
    exact = Decimal(str(amount)).quantize(Decimal(1))
    for unit, word in ((Decimal(10) ** 9, "tỷ"), (Decimal(10) ** 6, "triệu")):
        if exact >= unit and not exact % (unit / 100):
            number = (exact / unit).normalize()
            whole, _mark, decimals = f"{number:f}".partition(".")
            return f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "") + f" {word}"
    return f"{exact:,}".replace(",", ".")


def has_remark(text: str) -> bool:
    """Return whether ``text`` has words beside an amount.

    >>> has_remark('1,5 tỷ'), has_remark('khoảng 500tr'), has_remark('500tr chưa VAT')
    (False, False, True)
    """
    if len(text) > _READ:
        return True
    return any(token[0].isalpha() and token not in _KNOWN for token in _TOKEN.findall(clean(text).lower()))


_NAMING = {*_UNITS, *_NUMBERS, *_CURRENCIES, *_HALVES}
_KNOWN = {
    part
    for words in (_UNITS, _NUMBERS, _CURRENCIES, _HALVES, _TO, _BELOW, _ABOVE, _words("filler"))
    for word in words
    for part in word.split()
}
