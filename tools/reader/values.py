"""Typed values of leads by field, with the notes and warnings of each row.

>>> values = LeadValues(2)
>>> values.put('phone', ['0912', ''])
>>> values.put('phone', ['', '0987'])
>>> values.put_one('l10n_vn_received_at', 1, datetime(2026, 3, 12, 7, 5))
True
>>> values.fields
{'phone': ['0912', '0987'], 'l10n_vn_received_at': [None, datetime.datetime(2026, 3, 12, 7, 5)]}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..text import clean_lines
from .mapping import Column

# Ids of several records are a tuple; datetimes are naive, in UTC.
Value = str | int | float | date | datetime | tuple[int, ...] | None


# Codes of the warnings whose message says that the cell was added to the notes.
KEPT = frozenset(
    {"foreign_currency", "no_amount", "no_date", "no_email", "no_province", "unknown_record", "unknown_status"}
)


class Told(tuple[int, str]):
    """A warning (column index, message) with its ``code``."""

    code: str

    def __new__(cls, column: int, message: str, code: str) -> Told:
        """Return the warning."""
        told = super().__new__(cls, (column, message))
        told.code = code
        return told


class Kept(Told):
    """A warning that a cell was added to the notes; only true if the row is imported."""


class ReadWarning(NamedTuple):
    """``column``: index · ``code`` with ``params``, from which a model makes a message in the user's language"""

    column: int
    code: str
    params: dict[str, str]


class LeadValues:
    """Values of ``count`` rows.

    ``fields`` maps a field to its values, ``raw`` a path without a reader to its unchanged cells; ``notes`` and
    ``warnings`` map the index of a row to lines and :class:`ReadWarning`, ``spare_phones`` and ``spare_emails`` to
    numbers and addresses in other columns, for rows that have none in their own; ``name_phones`` to the numbers behind
    the name of the person or company, which may fill the second phone too.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.fields: dict[str, list[Value]] = {}
        self.raw: dict[str, list[Any]] = {}
        self.notes: dict[int, list[str]] = {}
        self.warnings: dict[int, list[ReadWarning]] = {}
        self.spare_phones: dict[int, list[str]] = {}
        self.spare_emails: dict[int, list[str]] = {}
        self.name_phones: dict[int, list[str]] = {}

    def column(self, field: str) -> list[Value]:
        """Return the list of the values of ``field``, which is added with blank ones if missing."""
        if field not in self.fields:
            self.fields[field] = [None] * self.count
        return self.fields[field]

    def get(self, field: str, row: int) -> Any:
        """Return the value of ``field`` in ``row``, None if there is none."""
        column = self.fields.get(field)
        return column[row] if column else None

    def put(self, field: str, values: Sequence[Value], separator: str | None = None) -> None:
        """Set ``field`` in all rows; an earlier value stays, joined with the new one by ``separator`` if given."""
        if field not in self.fields:
            self.fields[field] = list(values)
            return
        for row, value in enumerate(values):
            self.put_one(field, row, value, separator)

    def put_one(self, field: str, row: int, value: Value, separator: str | None = None) -> bool:
        """Set ``field`` of one row; return whether it was free or the values could be joined."""
        return _put(self.column(field), row, value, separator)

    def put_raw(self, path: str, cells: Sequence[Any], separator: str | None = None) -> None:
        """Like :meth:`put`, for a column without a reader."""
        if path not in self.raw:
            self.raw[path] = list(cells)
            return
        for row, cell in enumerate(cells):
            _put(self.raw[path], row, cell, separator)

    def set_raw(self, path: str, column: Column, row: int, text: str, separator: str | None) -> None:
        """Like :meth:`set`, for a further ``column`` of a path without a reader."""
        if not _put(self.raw[path], row, column.cells[row], separator):
            self.note(row, column, text)

    def add(self, field: str, row: int, ids: Iterable[int]) -> None:
        """Add the record ids to ``field`` of ``row``."""
        before: tuple[int, ...] = self.get(field, row) or ()
        self.column(field)[row] = tuple(dict.fromkeys([*before, *ids]))

    def set(self, field: str, column: Column, row: int, value: Value) -> None:
        """Set ``field`` of ``row``; if an earlier column has set it, the cell goes to the notes."""
        if not self.put_one(field, row, value):
            self.note(row, column, column.cells[row])

    def note(self, row: int, column: Column, text: str) -> None:
        """Add ``text``, which has no field, to the notes of ``row`` under the label of ``column``."""
        self.notes.setdefault(row, []).append(f"{column.label}: {clean_lines(text)}")

    def warn(self, row: int, column: Column, code: str, **params: str) -> None:
        """Add a warning about a cell of ``row``.

        :param params: texts for the message
        """
        self.warnings.setdefault(row, []).append(ReadWarning(column.position, code, params))

    def is_filled(self) -> list[bool]:
        """Return for each row whether it has any value."""
        columns = [*self.fields.values(), *self.raw.values()]
        return [any(row) or not all(map(is_blank, row)) for row in zip(*columns, strict=True)]


def is_blank(value: Value) -> bool:
    """Return whether ``value`` is blank; a number, even 0, is not.

    >>> is_blank(''), is_blank(0.0)
    (True, False)
    """
    return value is None or value is False or value == "" or value == ()


def _put(column: list[Any], row: int, value: Value, separator: str | None) -> bool:
    # The quick check first: this runs for every cell.
    if not value and is_blank(value):
        return True
    if not column[row] and is_blank(column[row]):
        column[row] = value
    elif separator is not None and value != column[row]:
        column[row] = f"{column[row]}{separator}{value}"
    else:
        return bool(column[row] == value)
    return True
