"""What do the sheets of an XLSX, XLS or ODS file, or of a web page called one, say?

Cells are what people see: with the zeros that a format shows.

>>> shown(912345678, '0000000000'), shown(912345678, '0#,##0'), shown(0.5, '0')
('0912345678', 912345678, 0.5)
"""

import io
import re
import zipfile
from functools import lru_cache

from . import merged, workbook_cards, workbook_xml
from .encoding import decode_labelled
from .exceptions import InvalidFormat

_ZEROS = re.compile(r'0(?:[0 .\-/()\\"_]|\[[^\]]*\])*(?:;.*)?')
_NOT_ZERO = re.compile(r"\[[^\]]*\]|[^0]")
# What a spreadsheet shows where a formula failed.
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
# Web programs export a page with a table and call it .xls.
_HEAD = 200_000
_HTML = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*<(?:(?:!doctype|html|head|meta|style|body|div)\b.*?<(?:table|tr)|table)\b"
)
# Documents and pictures, which hold no list that could be read.
_NO_LISTS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM6")
# A million rows take a quarter of it; more is a bomb.
_LARGEST = 1 << 30
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def read(data):
    """Return the workbook (with ``names`` and ``rows(name)``) in ``data`` (bytes), None when it is text.

    :raises ImportError: the library for this kind of file is not installed
    :raises InvalidFormat: a damaged or protected workbook, or another kind of file that looks like one
    """
    if data.startswith(_NO_LISTS):
        raise InvalidFormat(data[:8])
    if workbook_cards.BEGINS.match(data[:_HEAD]):
        return workbook_cards.Cards(data)
    is_xml = workbook_xml.BEGINS.match(data[:_HEAD])
    if not is_xml and not data.startswith((_OLE, _ZIP)):
        return Html(data) if _HTML.match(data[:_HEAD]) else None
    try:
        if is_xml:
            return workbook_xml.Xml(data)
        return Xls(data) if data.startswith(_OLE) else _zipped(data)
    except ImportError:
        raise
    except Exception as error:  # each library has errors of its own for a file that it cannot open
        raise InvalidFormat(data[:8]) from error


def _zipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST:
            raise InvalidFormat(data[:8])
        return Ods(archive.read("content.xml")) if "content.xml" in archive.namelist() else Xlsx(data)


class Xlsx:
    """The visible sheets of an XLSX file; ``names`` in their order."""

    def __init__(self, data):
        import openpyxl

        self._data = data
        self._book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheets = self._book.worksheets
        self.names = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"] or [sheets[0].title]

    def rows(self, name):
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1."""
        sheet = self._book[name]
        sheet.reset_dimensions()
        rows = [[_xlsx_value(cell) for cell in row] for row in sheet.iter_rows()]
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive, archive.open(sheet._worksheet_path) as stream:
            return merged.down(rows, merged.of_xlsx(stream))


def _xlsx_value(cell):
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, cell.number_format)
    return None if isinstance(value, str) and value in ERRORS else value


class Xls:
    """The visible sheets of an XLS file (Excel 97 to 2003); ``names`` in their order."""

    def __init__(self, data):
        import xlrd

        self._dates = xlrd.xldate.xldate_as_datetime
        self._kinds = xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR
        try:
            self._book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        except (NotImplementedError, AssertionError, IndexError, KeyError):
            self._book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
        sheets = self._book.sheets()
        self.names = [sheet.name for sheet in sheets if not sheet.visibility] or [sheets[0].name]

    def rows(self, name):
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1."""
        sheet = self._book.sheet_by_name(name)
        rows = [[self._value(cell) for cell in sheet.row(row)] for row in range(sheet.nrows)]
        return merged.down(rows, [(top, left, end - top) for top, end, left, _right in sheet.merged_cells])

    def _value(self, cell):
        number, date, boolean, error = self._kinds
        if cell.ctype == number:
            return shown(cell.value, self._format(cell))
        if cell.ctype == date:
            try:
                return self._dates(cell.value, self._book.datemode)
            except (ValueError, OverflowError):
                return cell.value
        if cell.ctype == boolean:
            return bool(cell.value)
        return None if cell.ctype == error or cell.value in ERRORS else cell.value

    def _format(self, cell):
        if cell.xf_index is None or cell.xf_index >= len(self._book.xf_list):
            return ""
        found = self._book.format_map.get(self._book.xf_list[cell.xf_index].format_key)
        return found.format_str if found else ""


_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?([\w-]{2,40})")
_WIDEST = 200
_LINES = {"br", "p", "div", "li", "tr"}
_BLANKS = re.compile(r"\s+")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_REPEATED = 1000


class Ods:
    """The sheets of an ODS file, from its ``content.xml`` (bytes); ``names`` in their order."""

    def __init__(self, content):
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        self._tables = {
            table.get(f"{_TABLE}name", ""): table for table in etree.fromstring(content, parser).iter(f"{_TABLE}table")
        }
        self.names = list(self._tables)

    def rows(self, name):
        """Return the rows of sheet ``name`` as lists of str; the first is row 1."""
        rows, spans = [], []
        for row in self._tables[name].iter(f"{_TABLE}table-row"):
            cells = self._cells(row, len(rows), spans)
            repeated = int(row.get(f"{_TABLE}number-rows-repeated", 1))
            rows += [list(cells) for _time in range(min(repeated, _MOST_REPEATED))]
        while rows and not any(rows[-1]):
            rows.pop()
        return merged.down(rows, spans)

    def _cells(self, row, number, spans):
        """Return the texts of ``row`` (an element); its cells that cover others go to ``spans``."""
        cells = []
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            value = _ods_value(cell)
            spans.append((number, len(cells), int(cell.get(f"{_TABLE}number-rows-spanned", 1))))
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            cells += [value] * (
                min(repeated, _MOST_REPEATED) if value else repeated if repeated < _MOST_REPEATED else 1
            )
        while cells and not cells[-1]:
            cells.pop()
        return cells


def _ods_value(cell):
    """Return what a cell shows; its exact value where that is a date, or a number shown shorter than it is."""
    text = "\n".join("".join(part.itertext()) for part in cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", text).replace("T", " ")
    if kind == "float" and not text.isdigit():
        value = cell.get(f"{_OFFICE}value", text)
        return value.removesuffix(".0")
    return "" if text in ERRORS else text


def shown(number, number_format):
    """Return ``number`` with the leading zeros that ``number_format`` gives it (str), else as it is."""
    width = _width(number_format or "")
    if width > 1 and number >= 0 and number == int(number):
        return str(int(number)).zfill(width)
    return number


@lru_cache(maxsize=1000)
def _width(number_format):
    first = number_format.split(";")[0]
    return len(_NOT_ZERO.sub("", first)) if _ZEROS.fullmatch(first) else 0


class Html:
    """The tables of a web page (bytes) that is called a workbook; ``names`` are their numbers."""

    def __init__(self, data):
        from lxml import etree

        label = _CHARSET.search(data[:_HEAD])
        text = decode_labelled(data, label and label[1].decode("ascii", "ignore"))
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=True)
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        tables = [table for table in root.iter("table") if table.find(".//table") is None]
        self._tables = {str(number): table for number, table in enumerate(tables, 1)}
        self.names = list(self._tables)

    def rows(self, name):
        """Return the rows of table ``name`` as lists of str; the first is row 1."""
        rows, spans, covered = [], [], {}
        for row in self._tables[name].iter("tr"):
            rows.append(self._cells(row, len(rows), spans, covered))
        return merged.down(rows, spans)

    def _cells(self, row, number, spans, covered):
        """Return the texts of ``row`` (an element); ``covered`` is ``{column: last row}`` of the cells above it."""
        cells = []
        for cell in row.iterchildren("td", "th"):
            while covered.get(len(cells), -1) >= number:
                cells.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                spans.append((number, len(cells), height))
                covered.update(dict.fromkeys(range(len(cells), len(cells) + width), number + height - 1))
            cells += [_html_text(cell), *[""] * (width - 1)]
        return cells


def _html_text(cell):
    """Return what a cell shows; a line for each that breaks or paragraphs make."""
    from lxml import etree

    pieces = []
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        text = part.text if event == "start" else part.tail if part is not cell else ""
        pieces += ["\n" if part.tag in _LINES else "", _BLANKS.sub(" ", text or "")]
    return "\n".join(filter(None, (line.strip() for line in "".join(pieces).split("\n"))))


def _span(cell, name):
    text = cell.get(name, "1")
    return min(int(text), _WIDEST) or 1 if text.isascii() and text.isdigit() else 1
