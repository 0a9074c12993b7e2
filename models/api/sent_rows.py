"""Rows as a program sends them: dicts of plain values, checked one by one."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ...tools.table import cell_text
from ..api_request import LONGEST_KEY

EXTERNAL_ID = "external_id"
LONGEST_CELL = 32_767
LONGEST_NAME = 300
MOST_KEYS = 200
_BROKEN = re.compile("[\\0\ud800-\udfff]")


@dataclass
class SentRow:
    """A row with its ``index``, ``cells`` by key, ``flags`` and ``ids``: keys whose value is true, or a whole number.

    ``error``: (code, key), ('', '') where it can be read.
    """

    index: int
    cells: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    external_id: str = ""
    error: tuple[str, str] = ("", "")


def read(rows: Sequence[object]) -> list[SentRow]:
    """Return ``rows`` as texts; a row that cannot be read has the reason."""
    return [_read_row(index, row) for index, row in enumerate(rows)]


def _read_row(index, row):
    sent = SentRow(index)
    if not isinstance(row, dict):
        sent.error = "wrong_type", ""
    elif len(row) > MOST_KEYS:
        sent.error = "too_many_keys", ""
    else:
        for key, value in row.items():
            if sent.error[0]:
                break
            _read_value(sent, key, value)
        if not sent.error[0] and not any(sent.cells.values()):
            sent.error = "empty_row", ""
    return sent


def _read_value(sent, key, value):
    if not isinstance(key, str) or not key.strip() or len(key) > LONGEST_NAME or _is_broken(key):
        sent.error = "wrong_key", str(key)[:80].replace("\0", "")
        return
    cell, code = _as_cell(value)
    if code:
        sent.error = code, key
    elif key == EXTERNAL_ID:
        sent.external_id = cell.strip()
        if value is True:
            sent.error = "wrong_type", key
        elif len(sent.external_id) > LONGEST_KEY:
            sent.error = "too_long", key
    else:
        sent.cells[key] = cell
        if value is True:
            sent.flags.add(key)
        elif type(value) is int:
            sent.ids.add(key)


def _as_cell(value):
    """Return (text, ''), or ('', code) of a value that is none."""
    if value is None or value is False:
        return "", ""
    if isinstance(value, str):
        if _is_broken(value):
            return "", "bad_character"
        return (cell_text(value), "") if len(value) <= LONGEST_CELL else ("", "too_long")
    if value is True:
        return "1", ""
    if isinstance(value, int):
        return (str(value), "") if abs(value) < 10**30 else ("", "too_long")
    if isinstance(value, float) and math.isfinite(value) or isinstance(value, date):
        return cell_text(value), ""
    return "", "wrong_type"


def _is_broken(text):
    """Return whether the database cannot store ``text``: it has a NUL, or half of a character."""
    return bool(_BROKEN.search(text))
