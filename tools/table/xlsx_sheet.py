"""Rows of a sheet of an XLSX file, as openpyxl gives them but many times faster.

Rows and cells in the form in which spreadsheets write them are read by one regular expression. Dates, formatted texts
and cells of other forms are given to openpyxl's parser one by one, and so is all that is around the rows. For anything
else an error is raised, and openpyxl reads the sheet.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree import ElementTree

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from .cells import ERRORS, Cell, shown
from .file_limits import MOST_COLUMNS
from .xlsx_markup import MAIN, NotPlain, Part, text_of

_ROW = re.compile(r'<row((?: [A-Za-z0-9:]+="[^"<>&]*")*)( ?/)?>')
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
# Attributes of rows that are known to have no influence on their values; the number of the row is "r".
_HARMLESS = {"r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed"}
_HARMLESS |= {"thickTop", "thickBot"}
_WITH_PREFIX = "x14ac:dyDescent", b' xmlns:x14ac="'
_FORMULA = (
    r'<f(?: aca="[a-z]+")?(?: t="[A-Za-z]+")?(?: ref="[A-Z0-9:]+")?(?: ca="[01]")?(?: si="[0-9]+")?(?: ?/>|>[^<&]*</f>)'
)
# Whole cell, letters of the column, style, type, value, text in the cell; or a cell of another form, which has no other
# cell in it: a regular expression that goes on to the next end tag would take the square of the time.
_CELL = re.compile(
    r'(<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]{1,9})")?'
    rf'(?: ?/>|>(?:{_FORMULA})?(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
    r"|<c [^<]*(?:<(?!c[ />]|/c>)[^<]*)*</c>)"
)
_COORDINATE = re.compile(r'<c r="([A-Z]{1,3})[0-9]{1,7}"')


def value_of(cell: ReadOnlyCell) -> Cell:
    """Return the value of ``cell`` of openpyxl, with the leading zeros of its format; None for an error."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, cell.number_format)
    return None if isinstance(value, str) and value in ERRORS else value


class SheetRows:
    """The rows of a sheet; ``around`` is its part without them (bytes), after the last row.

    :param sheet: the sheet as openpyxl has opened it
    :param stream: binary stream of its part
    :param texts: the shared texts of the file
    """

    def __init__(self, sheet: ReadOnlyWorksheet, stream: IO[bytes], texts: Sequence[str]) -> None:
        self._sheet, self._texts = sheet, [None if text in ERRORS else text for text in texts]
        self._part = Part(stream, b"worksheet", b"</row>", b"</sheetData>", inner=b"<sheetData>")
        self._allowed = _HARMLESS | ({_WITH_PREFIX[0]} if _WITH_PREFIX[1] in self._part.attributes else set())
        self._parser = self._new_parser(b"", texts)
        # Number format of each style, None for dates.
        self._formats: dict[str, str | None] = {}
        self._columns: dict[str, int] = {}

    @property
    def around(self) -> bytes:
        """The part without its rows, after the last row."""
        return self._part.around

    def __iter__(self) -> Iterator[list[Cell]]:
        """Yield the rows as lists of str, numbers, dates and None, missing rows as blank ones.

        :raise NotPlain: the sheet is not written as spreadsheets write it; other errors are openpyxl's
        """
        last = 0
        for piece in self._part.pieces():
            for number, cells in self._rows(piece, last):
                yield from ([] for _missing in range(last + 1, number))
                yield cells
                last = number
        if list(self._new_parser(self.around, ()).parse()):
            raise NotPlain("rows elsewhere")

    def _new_parser(self, part: bytes, texts: Sequence[str]) -> WorkSheetParser:
        book = self._sheet.parent
        return WorkSheetParser(
            io.BytesIO(part),
            texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )

    def _rows(self, piece: str, last: int) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the numbers and cells of the rows in ``piece``."""
        start = 0
        while start < len(piece):
            row = _ROW.match(piece, start)
            if not row:
                raise NotPlain("row")
            attributes = _ATTRIBUTE.findall(row[1])
            named = dict(attributes)
            if len(named) != len(attributes) or not named.keys() <= self._allowed:
                raise NotPlain("attributes of a row")
            number = int(named["r"]) if "r" in named else last + 1
            if number <= last:
                raise NotPlain("order of rows")
            last, start = number, row.end()
            if row[2]:
                yield number, []
                continue
            end = piece.find("</row>", start)
            if end < 0:
                raise NotPlain("end of a row")
            yield number, self._cells(piece, start, end)
            start = end + len("</row>")

    def _cells(self, piece: str, start: int, end: int) -> list[Cell]:
        cells: list[Cell] = []
        size = 0
        for whole, letters, style, kind, value, text in _CELL.findall(piece, start, end):
            size += len(whole)
            column = self._columns.get(letters) or self._column(letters or whole)
            if column <= len(cells):
                raise NotPlain("order of cells")
            if column > len(cells) + 1:
                cells += [None] * (column - len(cells) - 1)
            cells.append(self._value(whole, letters, style, kind, value, text))
        if size != end - start:
            raise NotPlain("between cells")
        return cells

    def _column(self, found: str) -> int:
        """Return the number of the column ``found`` (letters, or a cell of another form)."""
        if found.startswith("<") and (match := _COORDINATE.match(found)):
            found = match[1]
        if not found.isalpha():
            raise NotPlain("column")
        number = 0
        for letter in found:
            number = number * 26 + ord(letter) - 64
        if number > MOST_COLUMNS:
            raise NotPlain("width")
        self._columns[found] = number
        return number

    def _value(self, whole: str, letters: str, style: str, kind: str, value: str, text: str) -> Cell:
        if not letters:
            return self._odd(whole)
        if kind == "inlineStr":
            found = text_of(text) if text or "<is>" in whole else None
        elif not value:
            return None
        elif kind == "s":
            return self._texts[int(value)]
        elif kind in ("", "n"):
            if style not in self._formats:
                self._formats[style] = self._format(int(style or 0))
            if (number_format := self._formats[style]) is None:
                return self._odd(whole)
            return shown(float(value) if "." in value or "E" in value or "e" in value else int(value), number_format)
        elif kind == "b":
            return bool(int(value))
        elif kind in ("str", "e"):
            found = text_of(value)
        else:
            return self._odd(whole)
        return None if found in ERRORS else found

    def _format(self, style: int) -> str | None:
        if style in self._sheet.parent._date_formats:
            return None
        return ReadOnlyCell(self._sheet, 1, 1, None, style_id=style).number_format or ""

    def _odd(self, cell: str) -> Cell:
        """Return the value of ``cell`` (markup) as openpyxl reads it."""
        [element] = ElementTree.fromstring(f'<row xmlns="{MAIN}">{cell}</row>')
        return value_of(ReadOnlyCell(self._sheet, **self._parser.parse_cell(element)))
