"""Cells of files: their text as a person would have typed it, and text that is safe to write to a spreadsheet.

>>> cell_text('="0912345678"'), cell_text(84912345678.0), is_lost('8.49123E+10'), neutralise('=1+1')
('0912345678', '84912345678', True, "'=1+1")
"""

import datetime
import re
from typing import TypeAlias, TypeVar

from ..text import clean_lines

# As the readers of workbooks give them.
Cell: TypeAlias = str | float | datetime.date | datetime.time | datetime.timedelta | None
Rows: TypeAlias = list[list[Cell]]
_AnyCell = TypeVar("_AnyCell")

_NUMBER_STARTS = frozenset("='+-0123456789")
_FORMULA_TEXT = re.compile(r'^=\s*"((?:[^"]|"")*)"$', re.S)
_WHOLE_FLOAT = re.compile(r"^([+-]?\d{5,})[.,]0+$")
_SCIENTIFIC = re.compile(r"^([+-]?)(\d)(?:[.,](\d{1,30}))?[eE]\+?(\d{1,2})$")
_MIDNIGHT = datetime.time(0)


def cell_text(cell: Cell) -> str:
    """Return ``cell`` (str, number, date, None) as the text (str) that a person would have typed.

    Digits that a spreadsheet has rounded away are not restored, see :func:`is_lost`.

    >>> cell_text('="0912345678"'), cell_text('84912345678.0'), cell_text('8.4912345678E+10')
    ('0912345678', '84912345678', '84912345678')
    >>> cell_text('8.49123E+10'), cell_text(None), cell_text("'-"), cell_text("'Anh Nam'")
    ('8.49123E+10', '', '-', "'Anh Nam'")
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return str(cell.date() if cell.time() == _MIDNIGHT else cell.replace(microsecond=0))
    return _typed_number(clean_lines(str(cell)))


def _typed_number(text: str) -> str:
    if text[:1] not in _NUMBER_STARTS:
        return text
    if match := _FORMULA_TEXT.match(text):
        return match[1].replace('""', '"').strip()
    if text[:1] == "'" and (text[1:2].isdigit() or neutralise(text[1:]) != text[1:]):
        return _typed_number(text[1:].strip())  # the apostrophe that a spreadsheet or neutralise() adds
    if match := _WHOLE_FLOAT.match(text):
        return match[1]
    if (match := _SCIENTIFIC.match(text)) and not is_lost(text):
        sign, first, rest, exponent = match.groups()
        return sign + (first + (rest or "")).ljust(int(exponent) + 1, "0")
    return text


def is_lost(text: str) -> bool:
    """Return whether ``text`` (str) is a number in scientific notation whose last digits were rounded away.

    >>> is_lost('8.49123E+10'), is_lost('8,49123E+10'), is_lost('0912345678')
    (True, True, False)
    """
    match = _SCIENTIFIC.match(text.strip()) if "E" in text or "e" in text else None
    return match is not None and len(match[3] or "") < int(match[4]) and int(match[4]) >= 6


_FORMULA_START = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠]|^[\t\r]")
_NUMBER_LIKE = re.compile(r"^[+-] ?\(?\d[\d .()\-/]*$")


def neutralise(cell: _AnyCell) -> _AnyCell | str:
    """Return ``cell`` as it can be written to a file that a spreadsheet opens: text that would be a formula is quoted.

    Phones and numbers stay as they are, other types than str pass through.

    >>> neutralise('=1+1'), neutralise('+84 912 345 678'), neutralise('-5'), neutralise(12)
    ("'=1+1", '+84 912 345 678', '-5', 12)
    """
    if not isinstance(cell, str) or not _FORMULA_START.match(cell) or _NUMBER_LIKE.match(cell):
        return cell
    return "'" + cell
