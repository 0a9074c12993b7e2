"""Sheets of XLSX, XLS and ODS files.

Cells are given as a spreadsheet shows them, with the leading zeros of their format.

>>> shown(912345678, '0000000000'), shown(912345678, '0#,##0'), shown(0.5, '0')
('0912345678', 912345678, 0.5)
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from ..exceptions import InvalidFormat, TooLarge
from . import file_limits, merged_cells, workbook_count, workbook_html, workbook_vcard, workbook_xml
from .cells import Cell, Rows
from .merged_cells import Span

if TYPE_CHECKING:  # imported where a file needs them: most servers read one or two of these formats
    from lxml.etree import _Element
    from openpyxl.cell.read_only import ReadOnlyCell as XlsxCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from xlrd.sheet import Cell as XlsCell
    from xlrd.sheet import Sheet as XlsSheet

_ZEROS = re.compile(r'0(?:[0 .\-/()\\"_]|\[[^\]]*\])*(?:;.*)?')
_NOT_ZERO = re.compile(r"\[[^\]]*\]|[^0]")
# Texts that a spreadsheet shows where a formula failed.
ERRORS = {
    "#N/A",
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "Err:502",
    "Err:508",
    "Err:509",
    "Err:511",
}
# First bytes of documents, pictures and archives that are no list.
_NO_LISTS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM6")
_HEAD = 200_000
_DAMAGED = (NotImplementedError, AssertionError, IndexError, KeyError)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


class Workbook(Protocol):
    """A file of one or more named sheets."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the sheets, in their order."""

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name``; the first is row 1.

        :raise TooLarge: larger than the limits of :mod:`file_limits`
        """


def read(data: bytes) -> Workbook | None:
    """Return the :class:`Workbook` in ``data`` (bytes), None for a text.

    :raise ImportError: the library for this kind of file is not installed
    :raise InvalidFormat: a damaged or protected workbook, or another binary file
    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """
    if data.startswith(_NO_LISTS):
        raise InvalidFormat(data[:8])
    if workbook_vcard.BEGINS.match(data[:_HEAD]):
        return workbook_vcard.Cards(data)
    is_xml = workbook_xml.BEGINS.match(data[:_HEAD])
    if not is_xml and not data.startswith((_OLE, _ZIP)):
        return workbook_html.Html(data) if workbook_html.BEGINS.match(data[:_HEAD]) else None
    try:
        if is_xml:
            return workbook_xml.Xml(data)
        return Xls(data) if data.startswith(_OLE) else _zipped(data)
    except (ImportError, TooLarge):
        raise
    except Exception as error:  # the libraries raise errors of many kinds for a damaged file
        raise InvalidFormat(data[:8]) from error


def _zipped(data: bytes) -> Workbook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        file_limits.check_bytes(sum(part.file_size for part in archive.infolist()))
        if "content.xml" not in archive.namelist():
            workbook_count.check_parts(archive)
            return Xlsx(data)
        file_limits.check_bytes(archive.getinfo("content.xml").file_size, file_limits.MOST_TREE_BYTES)
        return Ods(archive.read("content.xml"))


class Xlsx:
    """The visible sheets of an XLSX file; ``names`` in their order."""

    def __init__(self, data: bytes) -> None:
        import openpyxl

        self._data = data
        self._book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheets = self._book.worksheets
        self.names = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"] or [sheets[0].title]

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1.

        :raise InvalidFormat: the sheet is damaged
        :raise TooLarge: larger than the limits of :mod:`file_limits`
        """
        try:
            return self._read_rows(self._book[name])
        except TooLarge:
            raise
        except Exception as error:  # openpyxl raises errors of many kinds for a damaged sheet
            raise InvalidFormat(name) from error

    def _read_rows(self, sheet: ReadOnlyWorksheet) -> Rows:
        sheet.reset_dimensions()
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            with archive.open(sheet._worksheet_path) as stream:
                workbook_count.check_sheet(stream)
            rows = file_limits.fitted(sheet.iter_rows(), _xlsx_value, lambda cell: cell.value is None)
            with archive.open(sheet._worksheet_path) as stream:
                return merged_cells.fill_down(rows, merged_cells.xlsx_spans(stream))


def _xlsx_value(cell: XlsxCell) -> Cell:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, cell.number_format)
    return None if isinstance(value, str) and value in ERRORS else value


class Xls:
    """The visible sheets of an XLS file (Excel 97 to 2003); ``names`` in their order."""

    def __init__(self, data: bytes) -> None:
        import xlrd

        self._data = data
        self._dates = xlrd.xldate.xldate_as_datetime
        self._kinds = xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR
        try:
            self._open(formatting_info=True)
        except _DAMAGED:
            self._open(formatting_info=False)
        names = self._book.sheet_names()
        file_limits.check_sheets(len(names))
        hidden = self._book._sheet_visibility
        self.names = [name for name, is_hidden in zip(names, hidden, strict=True) if not is_hidden] or names[:1]

    def _open(self, formatting_info: bool) -> None:
        import xlrd

        # Against memory: rows are not filled up to the widest one, and sheets are loaded when they are read.
        self._book = xlrd.open_workbook(
            file_contents=self._data,
            formatting_info=formatting_info,
            logfile=io.StringIO(),
            on_demand=True,
            ragged_rows=True,
        )

    def _sheet(self, name: str) -> XlsSheet:
        try:
            return self._book.sheet_by_name(name)
        except _DAMAGED:
            self._open(formatting_info=False)
            return self._book.sheet_by_name(name)

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1."""
        sheet = self._sheet(name)
        rows = file_limits.fitted(map(sheet.row, range(sheet.nrows)), self._value, lambda cell: cell.value == "")
        return merged_cells.fill_down(rows, [(top, left, end - top) for top, end, left, _right in sheet.merged_cells])

    def _value(self, cell: XlsCell) -> Cell:
        number, date, boolean, error = self._kinds
        value: Cell = cell.value
        if cell.ctype == number:
            return shown(cell.value, self._format(cell))
        if cell.ctype == date:
            with suppress(ValueError, OverflowError):
                value = self._dates(cell.value, self._book.datemode)
            return value
        if cell.ctype == boolean:
            return bool(value)
        return None if cell.ctype == error or value in ERRORS else value

    def _format(self, cell: XlsCell) -> str:
        if cell.xf_index is None or cell.xf_index >= len(self._book.xf_list):
            return ""
        found = self._book.format_map.get(self._book.xf_list[cell.xf_index].format_key)
        return found.format_str if found else ""


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_REPEATED = 1000


class Ods:
    """The sheets of an ODS file, from its ``content.xml`` (bytes); ``names`` in their order."""

    def __init__(self, content: bytes) -> None:
        from lxml import etree

        file_limits.check_tree(content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        self._tables = {
            table.get(f"{_TABLE}name", ""): table for table in etree.fromstring(content, parser).iter(f"{_TABLE}table")
        }
        self.names = list(self._tables)
        file_limits.check_sheets(len(self.names))

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name`` as lists of str; the first is row 1."""
        spans: list[Span] = []
        rows = file_limits.fitted(self._rows(name, spans))
        while rows and not any(rows[-1]):
            rows.pop()
        return merged_cells.fill_down(rows, spans)

    def _rows(self, name: str, spans: list[Span]) -> Iterator[list[str]]:
        number = 0
        for row in self._tables[name].iter(f"{_TABLE}table-row"):
            cells = self._cells(row, number, spans)
            repeated = _number(row, "number-rows-repeated")
            repeated = repeated if cells else min(repeated, _MOST_REPEATED)
            number += repeated
            for _time in range(repeated):
                yield cells

    def _cells(self, row: _Element, number: int, spans: list[Span]) -> list[str]:
        """Return the texts of ``row``; its merged cells are added to ``spans``."""
        cells: list[str] = []
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            value = _ods_value(cell)
            if (height := _number(cell, "number-rows-spanned")) > 1:
                spans.append((number, len(cells), height))
            repeated = _number(cell, "number-columns-repeated")
            repeated = repeated if value or repeated < _MOST_REPEATED else 1
            file_limits.check_width(len(cells) + repeated)
            cells += [value] * repeated
        while cells and not cells[-1]:
            cells.pop()
        return cells


def _number(element: _Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _ods_value(cell: _Element) -> str:
    """Return the displayed text of ``cell``; the exact value of a date, or of a number that is displayed rounded."""
    text = "\n".join("".join(part.itertext()) for part in cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    value: str
    if kind == "date":
        value = cell.get(f"{_OFFICE}date-value", text)
        return value.replace("T", " ")
    if kind == "float" and not text.isdigit():
        value = cell.get(f"{_OFFICE}value", text)
        return value.removesuffix(".0")
    return "" if text in ERRORS else text


def shown(number: float, number_format: str | None) -> str | float:
    """Return ``number`` as text with the leading zeros of its ``number_format`` (str or None), else as it is."""
    width = _width(number_format or "")
    if width > 1 and number >= 0 and number == int(number):
        return str(int(number)).zfill(width)
    return number


@lru_cache(maxsize=1000)
def _width(number_format: str) -> int:
    first = number_format.split(";")[0]
    return len(_NOT_ZERO.sub("", first)) if _ZEROS.fullmatch(first) else 0
