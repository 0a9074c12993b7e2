"""Phone numbers of Vietnamese lead lists: parsing, validation, formats.

A cell holds no number, one, or several, with notes, extensions, the forms that ended in 2017 (area codes) and 2018
(11-digit mobiles), or a number damaged by a spreadsheet. :mod:`.numbering_plan` has the rules of numbers and their
sources, :mod:`.cell` finds numbers in text.

>>> parse('0912.345.678 / 0169 123 4567').numbers
('+84912345678', '+84391234567')
>>> parse('ĐT: (08) 3822 1234 máy lẻ 12 gặp chị Lan')[:3]
(('+842838221234',), ('12',), 'gặp chị Lan')
>>> parse('8.49123E+10').numbers
()
>>> format('+84912345678')
'0912 345 678'
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat

from .. import filler
from ..exceptions import InvalidComponent, InvalidFormat, InvalidLength
from ..text import clean
from . import cell, numbering_plan, other_number

# Cells with phone numbers are shorter; the rest of a longer text is a note.
_SCANNED = 1000
_USUAL = re.compile(r"(?:p:)?(?:0|(?:\+84|84)[ .]?)?([35789][0-9]{2})([ .\-]?)([0-9]{3})\2([0-9]{3})")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]|＋")
_SCIENTIFIC = re.compile(r"(?<![0-9.,])([0-9])[.,]?([0-9]{0,15})[eE]\+?([0-9]{1,2})(?![0-9])")
_DECIMAL_END = re.compile(r"(?:(?<=[0-9]{8})|(?<=,[0-9]{3}))\.0{1,2}(?![0-9])")
_LETTER_O = re.compile(r"(?<=[0-9])[oO](?=[0-9.\- ]|$)|(?<![^\W_])[oO](?=[.\- ]?[0-9])")
_LETTER_I = re.compile(r"(?<=[0-9])[lI|](?=[0-9])")


class Phones(NamedTuple):
    """The phone numbers of a cell.

    ``numbers``: E.164, in the order of the cell, each once · ``extensions``: one for each number, '' if it has none ·
    ``note``: the text left over, with all digits that are no number · ``proposals``: E.164 of other possible readings ·
    ``warnings``: codes ``unconfirmed_prefix``, ``old_landline_possible``, ``digits_lost``, ``unread_digits``
    """

    numbers: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    note: str = ""
    proposals: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse(text: str | None, country: str | None = "VN") -> Phones:
    """Return the :class:`Phones` of a cell.

    :param text: the whole cell
    :param country: ISO code of the country as whose national numbers those without a country code are tried first;
        then they are tried as Vietnamese
    """
    return _parse(text or "", country or "VN")


@lru_cache(maxsize=10_000)
def _parse(text: str, country: str) -> Phones:
    fast = _fast(text) if country == "VN" else None
    if fast:
        return fast
    found = _parse_cell(repair(text[:_SCANNED]), country)
    return found._replace(note=f"{found.note} {text[_SCANNED:]}".strip()) if len(text) > _SCANNED else found


def _fast(text: str) -> Phones | None:
    """Return the :class:`Phones` of a single mobile in a usual layout, else None. Most cells are."""
    match = _USUAL.fullmatch(text)
    if not match or match[2] and match[3][-1] == match[4][-1] == "0":
        return None  # perhaps an amount or a size
    reading = numbering_plan.national("0" + match[1] + match[3] + match[4])
    if not reading:
        return None
    if reading.kind == "mobile" and not reading.proposal:
        return Phones((reading.e164,), ("",))
    return _phones([cell.Found(reading, "", 0, len(text))], "", False, ())


def repair(text: str) -> str:
    """Return ``text`` clean and on one line, with ASCII digits, and without what spreadsheets and fonts did to them."""
    text = clean(text.replace("\n", " ; ")) if "\n" in text else clean(text)
    if _FOREIGN_DIGIT.search(text):
        text = "".join(_ascii_digit(char) for char in text).replace("＋", "+")
    if "e" in text or "E" in text:
        text = _SCIENTIFIC.sub(_from_scientific, text)
    return _LETTER_O.sub("0", _DECIMAL_END.sub("", text))


def _ascii_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _from_scientific(match: re.Match[str]) -> str:
    """Return all digits if none was lost in scientific notation, else the text unchanged."""
    first, decimals, exponent = match[1], match[2], int(match[3])
    whole, rest = decimals[:exponent], decimals[exponent:]
    return first + whole if len(whole) == exponent >= 8 and not rest.strip("0") else match[0]


def _parse_cell(text: str, country: str) -> Phones:
    if len(text) < 20 and filler.is_empty(text, "phone"):
        return Phones()
    masked = other_number.mask(text)
    scanned = _SCIENTIFIC.sub(lambda match: "e" * len(match[0]), masked)
    found, note = cell.collect(scanned, text, country)
    # Of a number that occurs twice the first extension counts.
    readings = list(reversed({number.reading.e164: number for number in reversed(found)}.values()))
    proposals = () if readings or not _LETTER_I.search(scanned) else _one_for_letters(scanned, country)
    return _phones(readings, note, scanned != masked, proposals)


def _phones(readings: Sequence[cell.Found], note: str, lost: bool, proposals: Sequence[str]) -> Phones:
    numbers = tuple(found.reading.e164 for found in readings)
    proposals = (*(found.reading.proposal for found in readings if found.reading.proposal), *proposals)
    return Phones(
        numbers,
        tuple(found.extension for found in readings),
        note,
        tuple(dict.fromkeys(proposal for proposal in proposals if proposal not in numbers)),
        _warnings(readings, note, lost),
    )


def _one_for_letters(text: str, country: str) -> tuple[str, ...]:
    """Return the E.164 numbers found if l, I and | between digits are read as 1."""
    return tuple(found.reading.e164 for found in cell.collect(_LETTER_I.sub("1", text), text, country)[0])


def _warnings(readings: Sequence[cell.Found], note: str, lost: bool) -> tuple[str, ...]:
    found = {
        "unconfirmed_prefix": any(found.reading.kind == "unconfirmed" for found in readings),
        "old_landline_possible": any(found.reading.proposal for found in readings),
        "digits_lost": lost,
        "unread_digits": not lost and sum(char.isdigit() for char in note) > 5,
    }
    return tuple(code for code, holds in found.items() if holds)


def compact(text: str | None, country: str | None = "VN") -> str:
    """Return the first number of ``text`` in E.164, '' if there is none."""
    numbers = parse(text, country).numbers
    return numbers[0] if numbers else ""


def validate(text: str, country: str | None = "VN") -> str:
    """Return the one number of ``text`` in E.164.

    :raises InvalidFormat: no digits, or more than one number
    :raises InvalidLength: fewer than 8 or more than 15 digits
    :raises InvalidComponent: a prefix that does not exist, or a placeholder such as 0000000000
    """
    found = parse(text, country)
    if len(found.numbers) == 1:
        return found.numbers[0]
    digits = sum(char.isdigit() for char in text)
    if found.numbers or not digits or "digits_lost" in found.warnings:
        raise InvalidFormat(text)
    if not 8 <= digits <= 15:
        raise InvalidLength(text)
    raise InvalidComponent(text)


def is_valid(text: str | None, country: str | None = "VN") -> bool:
    """Return whether ``text`` is exactly one phone number."""
    return len(parse(text, country).numbers) == 1


def format(e164: str) -> str:
    """Return ``e164`` for display: national format in Viet Nam, international format elsewhere.

    >>> format('+842838221234'), format('+6561234567'), format('+8419001234')
    ('028 3822 1234', '+65 6123 4567', '1900 1234')
    """
    national = "0" + e164[3:]
    if e164.startswith("+84") and len(national) == 10 and national[:3] in numbering_plan.MOBILES:
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    if is_service(e164):
        return f"{e164[3:7]} {e164[7:]}"
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    style = PhoneNumberFormat.NATIONAL if number.country_code == 84 else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


@lru_cache(maxsize=10_000)
def international(e164: str, extension: str = "") -> str:
    """Return ``e164`` in the international format in which Odoo stores phones.

    >>> international('+84912345678'), international('+842838221234', '12')
    ('+84 912 345 678', '+84 28 3822 1234 ext. 12')
    """
    if extension:
        return f"{international(e164)} ext. {extension}"
    if is_mobile(e164):
        return f"{e164[:3]} {e164[3:6]} {e164[6:9]} {e164[9:]}"
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def identity(e164: str) -> str:
    """Return the key by which records with the number ``e164`` match, '' for numbers that prove nothing.

    Old and new forms of a number share a key; hotlines and emergency numbers have none.

    >>> identity('+841691234567') == identity('+84391234567') == '+84391234567'
    True
    >>> identity('+8419001234')
    ''
    """
    number = compact(e164)
    return "" if is_service(number) else number


def is_service(e164: str) -> bool:
    """Return whether ``e164`` is a hotline (1900, 1800), which is no person's number."""
    return e164.startswith(tuple("+84" + prefix for prefix in numbering_plan.SERVICES)) and len(e164) in (11, 13)


_AS_WRITTEN = re.compile(r"\+84 ?\d{3} ?\d{3} ?\d{3}|\+84 ?\d{2} ?\d{3} ?\d{4}")


@cache
def _mobile_pattern() -> re.Pattern[str]:
    metadata = phonenumbers.PhoneMetadata.metadata_for_region("VN")
    mobile = metadata.mobile if metadata else None
    # Without metadata of Viet Nam nothing is a mobile.
    return re.compile(mobile and mobile.national_number_pattern or "(?!)")


def parse_international(text: str) -> str:
    """Return the E.164 of a Vietnamese mobile in international format, '' for any other text.

    The result is that of :mod:`phonenumbers`, from its own metadata, in a tenth of the time.

    >>> [parse_international(text) for text in ('+84 912 345 678', '0912 345 678', '+84 012 345 678')]
    ['+84912345678', '', '']
    """
    if not text.startswith("+84") or not _AS_WRITTEN.fullmatch(text):
        return ""
    number = text.replace(" ", "")
    return number if _mobile_pattern().fullmatch(number[3:]) else ""


def is_mobile(e164: str) -> bool:
    """Return whether ``e164`` is a Vietnamese mobile by today's numbering plan."""
    return e164.startswith("+84") and len(e164) == 12 and "0" + e164[3:5] in numbering_plan.MOBILES


def zalo_url(e164: str) -> str:
    """Return the Zalo address of a Vietnamese mobile (E.164), '' for any other number.

    >>> zalo_url('+84912345678')
    'https://zalo.me/84912345678'
    """
    return "https://zalo.me/" + e164[1:] if is_mobile(e164) else ""
