"""Readers of amounts of money, dates and times.

Times in the time zone of Viet Nam become naive datetimes in UTC; dates stay dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from .. import filler
from ..text import clean
from ..value import dates, money
from ..vocabulary import kinds
from .mapping import Column, Settings
from .values import LeadValues

# Viet Nam has no daylight saving time.
_AHEAD = timedelta(hours=7)


def read_money(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read amounts in the usual currency of their column; those in another one go to the notes."""
    for column in columns:
        field = column.field or column.name
        values.column(field)
        unit = money.unit_in_heading(column.label)
        marks = settings.formats.marks
        cells = [money.with_unit(cell, unit, marks) for cell in column.cells] if unit else column.cells
        column = column._replace(cells=cells)
        amounts = {
            cell: money.parse(cell, marks, settings.decimals)
            for cell in set(cells)
            if cell and not filler.is_empty(cell)
        }
        currencies = Counter(amount.currency for cell in cells if (amount := amounts.get(cell)))
        usual = currencies.most_common(1)[0][0] if currencies else "VND"
        for row, cell in enumerate(cells):
            if cell in amounts and (amount := _in_currency(values, row, column, amounts[cell], usual, settings)):
                values.set(field, column, row, float(amount.low))


def _in_currency(
    values: LeadValues, row: int, column: Column, amount: money.Amount | None, usual: str, settings: Settings
) -> money.Amount | None:
    """Return ``amount`` if it is in the usual currency of the column; keep the rest of the cell in the notes."""
    cell = column.cells[row]
    if not amount or amount.currency not in ("VND", settings.currency) or amount.currency != usual:
        values.note(row, column, cell)
        values.warn(row, column, "foreign_currency" if amount else "no_amount", text=cell)
        return None
    if amount.low != amount.high or money.has_remark(cell):
        values.note(row, column, cell)
    if not amount.sure and settings.currency == "VND":
        values.warn(row, column, "little_money", text=cell)
    return amount


def read_date(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read dates; a time is dropped."""
    _read_moments(values, columns, settings, to_date)


def read_datetime(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read times as naive datetimes in UTC; a date is midnight in Viet Nam."""
    _read_moments(values, columns, settings, to_utc)


def to_date(moment: date) -> date:
    """Return the day of a date or datetime."""
    return moment.date() if isinstance(moment, datetime) else moment


def to_utc(moment: date) -> datetime:
    """Return a date or datetime in the time of Viet Nam as a naive datetime in UTC.

    >>> to_utc(date(2026, 3, 12)), to_utc(datetime(2026, 3, 12, 14, 5))
    (datetime.datetime(2026, 3, 11, 17, 0), datetime.datetime(2026, 3, 12, 7, 5))
    """
    return (moment if isinstance(moment, datetime) else datetime.combine(moment, time())) - _AHEAD


def _moment_parser(column: Column, settings: Settings, planned: bool) -> Callable[[str], date | None]:
    """Return the function that reads the moments of ``column``, in the chosen formats where there are any."""
    chosen = settings.formats.dates
    day_first = dates.is_day_before_month(chosen)
    if day_first is None:
        day_first = dates.day_first(column.cells)

    def parse(cell: str) -> date | None:
        return (dates.parse_as(cell, chosen) if chosen else None) or dates.parse(cell, day_first, planned=planned)

    return parse


def _read_moments(
    values: LeadValues, columns: list[Column], settings: Settings, convert: Callable[[date], date]
) -> None:
    for column in columns:
        name = column.field or column.name
        parse = _moment_parser(column, settings, planned=name == "date_deadline")
        values.column(name)
        for row, cell in enumerate(column.cells):
            if not cell:
                continue
            moment = parse(cell)
            if moment:
                values.set(name, column, row, convert(moment))
                if dates.has_remark(cell):
                    values.note(row, column, cell)
            elif not filler.is_empty(cell):
                values.note(row, column, cell)
                values.warn(row, column, "no_date", text=cell)


def read_activity(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read the next action: its date, by default today, and its summary; a meeting of the past goes to the notes."""
    days: list[date | None] = [None] * values.count
    summaries = [""] * values.count
    for column in columns:
        parse = _moment_parser(column, settings, planned=True)
        is_history = kinds.is_meeting(column.label)
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell):
                continue
            moment = parse(cell) if column.name.endswith("_date") else None
            if is_history and (not moment or to_date(moment) < (settings.today or date.max)):
                values.note(row, column, cell)
                continue
            again = bool(moment and days[row])
            if moment and not again:
                days[row] = to_date(moment)
            if again or not moment or isinstance(moment, datetime) or dates.has_remark(cell):
                summaries[row] = ", ".join(filter(None, (summaries[row], clean(cell))))
    if any(days) or any(summaries):
        values.put("l10n_vn_planned_summary", summaries, ", ")
        values.put(
            "l10n_vn_planned_date",
            [day or (settings.today if text else None) for day, text in zip(days, summaries, strict=True)],
        )


def fill_summary(values: LeadValues, columns: list[Column]) -> None:
    """Call an action without a text as the heading of its date: "Ngày hẹn gọi lại".

    :param columns: those of dates that have a heading
    """
    for row, day in enumerate(values.fields.get("l10n_vn_planned_date", ())):
        if day and not values.get("l10n_vn_planned_summary", row):
            heading = next((column.label for column in columns if column.cells[row]), "")
            values.put_one("l10n_vn_planned_summary", row, heading)
