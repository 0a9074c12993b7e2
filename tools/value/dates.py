"""Dates and times of Vietnamese lists, forms and exports, as naive values in the time zone of Ho Chi Minh City.

The day comes before the month unless the column shows otherwise. Times with an offset are converted. Viet Nam is at
+07:00 all year (Asia/Ho_Chi_Minh in the IANA time zone database). Day 1 of Excel is 1900-01-01 (ECMA-376).

>>> parse('14:05 12/03/2025'), parse('ngày 12 tháng 3 năm 2025')
(datetime.datetime(2025, 3, 12, 14, 5), datetime.date(2025, 3, 12))
>>> parse('2025-03-12T00:30:00-05:00'), parse('45728'), parse('1741762800')
(datetime.datetime(2025, 3, 12, 12, 30), datetime.date(2025, 3, 12), datetime.datetime(2025, 3, 12, 14, 0))
>>> day_first(['03/04/2025', '03/25/2025']), parse('03/25/2025')
(False, datetime.date(2025, 3, 25))
>>> parse('5/2', today=date(2026, 1, 20)), parse('5/2', today=date(2026, 1, 20), planned=True)
(datetime.date(2025, 2, 5), datetime.date(2026, 2, 5))
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from ..facts import facts
from ..text import clean, fold

# Dates are shorter.
_READ = 80
_ZONE = timezone(timedelta(hours=7))
_EXCEL_EPOCH = datetime(1899, 12, 30)
# 1954 to 2119: other five-digit numbers are no dates.
_EXCEL_DAYS = range(20_000, 80_000)
_HALF_A_YEAR = 182

_NUMBER = re.compile(r"([0-9]{5,14})(?:[.,]([0-9]{1,15}))?")
_TIME = re.compile(
    r"(?<![0-9/.\-])([01]?[0-9]|2[0-4])\s?(?::|h|gio|g)\s?([0-5]?[0-9](?![0-9]?[/.\-]))?(?:\s?(?::|m|p|phut)\s?([0-5][0-9])(?:[.,][0-9]{1,9})?)?"
    r"(?:\s?(?:p|phut|s)\b)?\s?(am|pm|sa|ch|a\.m\.|p\.m\.|sang|chieu|toi|trua)?(?![0-9a-z])"
)
_OFFSET = re.compile(
    r"\s?(?:z|utc|gmt)?\s?([+-])([01][0-9]):?([0-5][0-9])?$|\s?(?:utc|gmt|(?<=[0-9])z)$|"
    r"\s?(?:utc|gmt)([+-])([0-9]{1,2})$"
)
_YEAR_FIRST = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s?[-/.]\s?([01]?[0-9])\s?[-/.]\s?([0-3]?[0-9])(?![0-9])")
_NUMERIC = re.compile(
    r"(?<![0-9])([0-3]?[0-9])\s?[-/.]\s?([0-3]?[0-9])\s?[-/.]\s?((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])|"
    r"(?<![0-9])([0-3]?[0-9])\s([01]?[0-9])\s((?:19|20)[0-9]{2})(?![0-9])"
)
_WORDS = re.compile(
    r"(?<![0-9])([0-3]?[0-9])\s?(?:thang|thg|th|t|/)\.?\s?([01]?[0-9])(?:\s?(?:nam|,|/|-)?\s?((?:19|20)[0-9]{2}))?(?![0-9])"
)
_MONTH_FIRST = re.compile(r"(?:thang|thg)\s?([01]?[0-9])\s([0-3]?[0-9])(?:[\s,]+((?:19|20)[0-9]{2}))?(?![0-9])")
_DAY_MONTH = re.compile(r"^(?:ngay )?([0-3]?[0-9])\s?[-/]\s?([01]?[0-9])$")
_MONTH_WORDS = {row["word"]: row["month"] for row in facts("month_words")}
_MONTH_NAME = re.compile(r"\b(" + "|".join(sorted(_MONTH_WORDS, key=len, reverse=True)) + r")\b\.?")
_ENGLISH = re.compile(
    r"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th)?(?:\s|-|of)*m([0-9]{1,2})m[\s,\-]*((?:19|20)?[0-9]{2})?(?![0-9])"
)
_ENGLISH_US = re.compile(r"m([0-9]{1,2})m\s?([0-3]?[0-9])(?:st|nd|rd|th)?(?:[\s,\-]+((?:19|20)[0-9]{2}))?(?![0-9])")
_WITH_WORDS = ((_WORDS, 1, 2), (_MONTH_FIRST, 2, 1), (_ENGLISH, 1, 2), (_ENGLISH_US, 2, 1), (_DAY_MONTH, 1, 2))
_WEEKDAY = re.compile(
    r"(?<!\w)(?:thu\s?|t\.?\s?)(hai|ba|tu|nam|sau|bay|[2-7])(?:\s?[,.]|\s(?=[0-9])|$)|(?<!\w)(?:chu nhat|cn)\b\.?,?"
)
_WEEKDAY_WORDS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def parse(value: object, day_first: bool = True, today: date | None = None, planned: bool = False) -> date | None:
    """Return the moment of a cell: a naive datetime in Vietnamese time, a date if it has no time, else None.

    :param value: str, number, date or datetime (aware ones are converted)
    :param day_first: whether 03/04/2025 is the 3rd of April; a number above 12 is always the day
    :param today: a day without a year is the last one up to this date; by default the current date
    :param planned: a day without a year is the one nearest to ``today`` instead, past or future
    """
    if isinstance(value, datetime):
        return value.astimezone(_ZONE).replace(tzinfo=None) if value.tzinfo else value
    if value is None or isinstance(value, date | bool):
        return value if isinstance(value, date) else None
    text = str(value)[:_READ]
    return _parse(text, bool(day_first), today or _today(), planned)


def _today() -> date:
    return datetime.now(_ZONE).date()


@lru_cache(maxsize=10_000)
def _parse(text: str, day_first: bool, today: date, planned: bool) -> date | None:
    text = fold(clean(text)).strip(" '\"=;,")
    try:
        number = _NUMBER.fullmatch(text)
        if number:
            return _from_number(number[1], number[2])
        return _from_words(text, day_first, today, planned)
    except (ValueError, OverflowError):
        return None


def _from_number(digits: str, fraction: str | None) -> date | None:
    """Return the moment of Excel days, Unix seconds or milliseconds, and 20250312 with or without a time."""
    value = int(digits)
    if len(digits) == 5:
        return _from_excel(value, fraction) if value in _EXCEL_DAYS else None
    if len(digits) in (10, 13) and digits[0] in "123":
        seconds = value // (1000 if len(digits) == 13 else 1)
        return datetime.fromtimestamp(seconds, _ZONE).replace(tzinfo=None)
    if len(digits) == 8 and digits[4:6] in ("19", "20") and digits[2:4] <= "12":
        return datetime.strptime(digits, "%d%m%Y").date()
    if len(digits) in (8, 12, 14) and digits[:2] in ("19", "20"):
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S"[: {8: 6, 12: 10, 14: 12}[len(digits)]])
        return moment.date() if len(digits) == 8 else moment
    return None


def _from_excel(days: int, fraction: str | None) -> date:
    seconds = round(float(f"0.{fraction or 0}") * 86400)
    moment = _EXCEL_EPOCH + timedelta(days=days, seconds=seconds)
    return moment if seconds else moment.date()


def _from_words(text: str, day_first: bool, today: date, planned: bool) -> date | None:
    text, offset = _take_offset(text)
    text, clock, midnight = _take_time(text)
    day = _day(text, day_first, today, planned)
    if day is None or clock is None or (midnight and offset is None):
        return day
    moment = datetime.combine(day, clock)
    return moment if offset is None else moment - offset + _ZONE.utcoffset(None)


def _take_offset(text: str) -> tuple[str, timedelta | None]:
    """Return ``text`` without the UTC offset at its end, and the offset, None if there is none."""
    match = _OFFSET.search(text)
    if not match or ":" not in text[: match.start()]:
        return text, None
    sign, hours, minutes = match[1] or match[4] or "+", match[2] or match[5] or 0, match[3] or 0
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return text[: match.start()], -offset if sign == "-" else offset


def _take_time(text: str) -> tuple[str, time | None, bool]:
    """Return ``text`` without its time, the time (None if there is none), and whether it is 00:00:00.

    Spreadsheets export a date without a time with 00:00:00.
    """
    match = _TIME.search(text.replace("t", " ", 1) if re.match(r"[0-9-]{8,10}t[0-9]", text) else text)
    if not match:
        return text, None, False
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4] in ("pm", "p.m.", "ch", "chieu", "toi") and hour < 12:
        hour += 12
    elif match[4] in ("am", "a.m.", "sa") and hour == 12:
        hour = 0
    clock = time(hour % 24, minute, second)
    return f"{text[: match.start()]} {text[match.end() :]}", clock, clock == time() and match[3] is not None


def _day(text: str, day_first: bool, today: date, planned: bool) -> date | None:
    match = _YEAR_FIRST.search(text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _NUMERIC.search(text)
    if match:
        first, second, year = (match[index] or match[index + 3] for index in (1, 2, 3))
        return _numeric(int(first), int(second), _full_year(year), day_first)
    weekday, text = _take_weekday(text)
    named = _MONTH_NAME.sub(lambda found: f"m{_MONTH_WORDS[found[1]]}m", text)
    for pattern, day, month in _WITH_WORDS:
        match = pattern.search(named if pattern in (_ENGLISH, _ENGLISH_US) else text)
        if match:
            given = match[3] if pattern is not _DAY_MONTH else None
            return _dated(int(match[day]), int(match[month]), given, weekday, today, planned)
    return None


def _numeric(first: int, second: int, year: int, day_first: bool) -> date:
    day, month = (first, second) if (day_first or first > 12) and second <= 12 else (second, first)
    return date(year, month, day)


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)


def _take_weekday(text: str) -> tuple[int | None, str]:
    """Return the weekday (0 is Monday, None if there is none) and ``text`` without it."""
    match = _WEEKDAY.search(text)
    if not match:
        return None, text
    word = match[1]
    weekday = 6 if word is None else _WEEKDAY_WORDS[word] if word in _WEEKDAY_WORDS else int(word) - 2
    return weekday, f"{text[: match.start()]} {text[match.end() :]}"


def _dated(day: int, month: int, year: str | None, weekday: int | None, today: date, planned: bool) -> date | None:
    """Return the date; without a year the last one up to ``today`` that is on ``weekday``, if one is given.

    A ``planned`` day is the one nearest to ``today``.
    """
    if year:
        return date(_full_year(year), month, day)
    if planned:
        today += timedelta(days=_HALF_A_YEAR)
    for earlier in range(12):
        try:
            found = date(today.year - earlier, month, day)
        except ValueError:
            continue
        if found <= today and weekday in (None, found.weekday()):
            return found
    return None


_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")


@lru_cache(maxsize=10_000)
def parse_as(text: str, formats: tuple[str, ...]) -> date | None:
    """Return the moment of a cell that is written in one of ``formats`` (of ``strptime``), with or without a time.

    >>> parse_as('2025-04-03', ('%Y-%d-%m',)), parse_as('03042025 14:05', ('%m%d%Y',)), parse_as('3/4', ('%d/%m/%Y',))
    (datetime.date(2025, 3, 4), datetime.datetime(2025, 3, 4, 14, 5), None)
    """
    text = clean(text[:_READ])
    for one in formats:
        for behind in _TIMES:
            try:
                moment = datetime.strptime(text, one + behind)
            except (ValueError, OverflowError, re.error):
                continue
            has_time = bool(behind) or any(sign in one for sign in ("%H", "%I", "%X", "%c"))
            return moment.replace(tzinfo=None) if has_time else moment.date()
    return None


def is_day_before_month(formats: Iterable[str]) -> bool | None:
    """Return whether ``formats`` write the day before the month, None if none of them says so for dates with numbers.

    >>> is_day_before_month(['%d/%m/%Y']), is_day_before_month(['%m/%d/%Y']), is_day_before_month(['%Y-%m-%d'])
    (True, False, None)
    """
    for one in formats:
        day, month, year = one.find("%d"), one.find("%m"), one.lower().find("%y")
        if min(day, month) >= 0 and not 0 <= year < min(day, month):
            return day < month
    return None


_DATE_WORDS = re.compile(
    r"(?<![a-z])(?:ngay|thang|thg|th|nam|luc|vao|hom|gio|phut|giay|h|g|p|s|t|z|utc|gmt|am|pm|sa|ch|a\.m\.|p\.m\.|sang|chieu|toi|"
    r"trua|thu|chu nhat|cn|hai|ba|tu|sau|bay|st|nd|rd|of)(?![a-z])"
)


def has_remark(text: str) -> bool:
    """Return whether ``text`` has words beside a date and a time.

    >>> has_remark('14h05 ngày 12/03/2025'), has_remark('12/3/2025 gọi anh Nam')
    (False, True)
    """
    if len(text) > _READ:
        return True
    if not any(map(str.isalpha, text)):
        return False
    words = fold(clean(text))
    return any(map(str.isalpha, _DATE_WORDS.sub("", _MONTH_NAME.sub("", words))))


def day_first(values: Iterable[object]) -> bool:
    """Return whether a column writes the day before the month.

    :param values: the cells of the column
    :return: False if the second number is above 12 in some cell and the first in none; also if all cells have a time,
        the same first number and many second numbers: the submissions of a form within one month

    >>> day_first(f'06/{day:02}/2026 08:15' for day in range(1, 9))
    False
    """
    values = list(values)
    pairs = [match for match in map(_first_two, values) if match]
    if any(first > 12 for first, _second in pairs):
        return True
    if any(second > 12 for _first, second in pairs):
        return False
    firsts, seconds = ({pair[index] for pair in pairs} for index in (0, 1))
    return not (len(firsts) == 1 and len(seconds) >= _MANY_DAYS and all(":" in str(value) for value in values if value))


_MANY_DAYS = 4


def _first_two(value: object) -> tuple[int, int] | None:
    match = _NUMERIC.search(clean(str(value)[:_READ])) if value else None
    return (int(match[1] or match[4]), int(match[2] or match[5])) if match else None
