"""Vietnamese numbering plan: digits of before and after the changes of 2017 and 2018 → the number that is valid today.

Sources: Decision 798/QĐ-BTTTT (mobile prefixes, 2018), Decision 2036/QĐ-BTTTT (area codes, 2017), lists of the
operators (``data/phone_prefixes.csv``); libphonenumber for the numbers of other countries.

>>> national('01691234567').e164, national('0912345678').kind
('+84391234567', 'mobile')
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat

from ..facts import facts

_ALL_APART = {1, 2, 3}
_PAIRS = {2, 4, 6, 8}
_TYPED_ROWS = ("1234567890", "0123456789")


class PhoneReading(NamedTuple):
    """A number as it is dialled today.

    ``e164`` · ``kind``: mobile, landline, service, foreign, or unconfirmed where no source confirms the mobile prefix ·
    ``proposal``: E.164 of the landline that the same digits were before 2017, or ''
    """

    e164: str
    kind: str
    proposal: str = ""


# Today's prefix · digits with which the subscriber's number may begin · kind of the row.
_Rule = tuple[str, str, str]


def _tables() -> tuple[dict[str, _Rule], dict[tuple[str, int], _Rule], dict[str, _Rule]]:
    mobiles: dict[str, _Rule] = {}
    moved: dict[tuple[str, int], _Rule] = {}
    areas: dict[str, _Rule] = {}
    for row in facts("phone_prefixes"):
        rule = (row["new_prefix"], row["subscriber_start"] or "0123456789", row["kind"])
        if row["kind"].startswith("mobile_") and not row["old_prefix"]:
            mobiles[row["new_prefix"]] = rule
        elif row["kind"].startswith(("mobile", "landline")) and row["old_prefix"]:
            moved[row["old_prefix"], len(row["old_prefix"]) + int(row["subscriber_digits"])] = rule
        if row["kind"].startswith("landline"):
            areas[row["new_prefix"]] = (row["new_prefix"], "23456789", "landline")
    return mobiles, moved, areas


MOBILES, _MOVED, _AREAS = _tables()
SERVICES = tuple(row["new_prefix"] for row in facts("phone_prefixes") if row["kind"] == "service")


def vietnamese(
    digits: str, breaks: Sequence[int] = (), closed: Sequence[int] = (), landline: bool = False, plus: bool = False
) -> PhoneReading | None:
    """Return the Vietnamese number of ``digits``, None if they are none.

    :param digits: with or without country code and leading zero
    :param breaks: offsets in ``digits`` at which the text has a gap
    :param closed: those of ``breaks`` with a closing bracket, as behind an area code
    :param landline: whether a word beside the number says that it is a landline
    :param plus: whether a plus or 00 precedes ``digits``
    """
    if digits in _TYPED_ROWS:
        return None
    for cut, zero in _spellings(digits, plus):
        whole = zero + digits[cut:]
        shift = cut - len(zero)
        reading = national(whole, tuple(b - shift for b in breaks), tuple(c - shift for c in closed), landline)
        if reading:
            return reading
    return None


def _spellings(digits: str, plus: bool) -> Iterator[tuple[int, str]]:
    """Yield (count of digits to drop, zero to add) for each way to read ``digits``, the likeliest first."""
    if digits.startswith("84") and (plus or len(digits) >= 11):
        yield (2, "") if digits[2:3] == "0" or digits[2:4] in ("19", "18") and len(digits) < 13 else (2, "0")
        if digits[2:3] in "18":
            yield (2, "0")
    if digits.startswith("084"):
        yield (0, "")
        yield (3, "0")
    elif digits.startswith("0"):
        yield (0, "")
    elif not plus:
        yield (0, "")
        yield (0, "0")


def national(
    digits: str, breaks: Sequence[int] = (), closed: Sequence[int] = (), landline: bool = False
) -> PhoneReading | None:
    """Return the number of ``digits`` with their leading zero, None if there is none.

    The other arguments are those of :func:`vietnamese`.
    """
    if digits[:1] != "0":
        return _service(digits)
    if len(set(digits[1:])) == 1:
        return None
    return _mobile(digits, breaks, closed, landline) if len(digits) == 10 else _eleven(digits)


def _service(digits: str) -> PhoneReading | None:
    if digits.startswith(SERVICES) and len(digits) in (8, 10):
        return PhoneReading("+84" + digits, "service")
    return None


def _eleven(digits: str) -> PhoneReading | None:
    for rule, rest in (
        (_MOVED.get((digits[:4], 11)), digits[4:]) if digits[1] == "1" else (None, ""),
        (_AREAS.get(digits[:3]), digits[3:]),
        (_AREAS.get(digits[:4]), digits[4:]),
        (_MOVED.get((digits[:4], 11)), digits[4:]),
    ):
        if rule and len(digits) == 11 and rest[0] in rule[1]:
            return PhoneReading("+84" + rule[0][1:] + rest, "mobile" if "mobile" in rule[2] else "landline")
    return None


def _mobile(digits: str, breaks: Sequence[int], closed: Sequence[int], landline: bool) -> PhoneReading | None:
    """Return the number of ten digits: a mobile of today, or a landline with an area code of before 2017."""
    rule = MOBILES.get(digits[:3])
    old = _old_landline(digits)
    if not rule or digits[3] not in rule[1]:
        return old[0] if old else None
    unconfirmed = rule[2] == "mobile_unconfirmed"
    if old and (landline or _area_apart(old[1], breaks, closed, unconfirmed)):
        return old[0]
    return PhoneReading("+84" + digits[1:], "unconfirmed" if unconfirmed else "mobile", old[0].e164 if old else "")


def _old_landline(digits: str) -> tuple[PhoneReading, int] | None:
    """Return the landline with today's area code and the length of the old area code, None if there is none."""
    for length in (3, 2):
        rule = _MOVED.get((digits[:length], 10))
        if rule and digits[length] in rule[1]:
            return PhoneReading("+84" + rule[0][1:] + digits[length:], "landline"), length
    return None


def _area_apart(length: int, breaks: Sequence[int], closed: Sequence[int], unconfirmed: bool) -> bool:
    """Return whether a gap separates the area code from the number, which is not usual for mobile prefixes.

    Three digits, a gap and another gap is a common layout of mobiles too; gaps between all digits, or between all
    pairs of digits ("08 12 34 56 78"), say nothing.
    """
    if length not in breaks or _ALL_APART.issubset(breaks) or _PAIRS.issubset(breaks) and length not in closed:
        return False
    return length == 2 or unconfirmed or length in closed or not any(b > length for b in breaks)


@lru_cache(maxsize=10_000)
def with_country_code(digits: str) -> PhoneReading | None:
    """Return the foreign number of ``digits`` with a country code, by libphonenumber; None if it is not valid."""
    return _checked("+" + digits, None)


@lru_cache(maxsize=10_000)
def in_country(digits: str, country: str) -> PhoneReading | None:
    """Return the national number ``digits`` of ``country`` (ISO code), by libphonenumber; None if it is not valid."""
    return _checked(digits, country)


def _checked(digits: str, country: str | None) -> PhoneReading | None:
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return PhoneReading(phonenumbers.format_number(number, PhoneNumberFormat.E164), "foreign")
