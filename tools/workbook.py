"""What do the sheets of an XLSX file say? Cells as people see them: zeros that a number format shows are there.

>>> shown(912345678, '0000000000'), shown(912345678, '0#,##0'), shown(0.5, '0')
('0912345678', 912345678, 0.5)
"""

import io
import re
import zipfile
from functools import lru_cache

_ZEROS = re.compile(r'0(?:[0 .\-/()\\"_]|\[[^\]]*\])*(?:;.*)?')
_NOT_ZERO = re.compile(r"\[[^\]]*\]|[^0]")
# What a spreadsheet shows where a formula failed.
_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}


def is_xlsx(data):
    """Return whether ``data`` (bytes) is an XLSX file."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


class Workbook:
    """The visible sheets of an XLSX file; ``names`` in their order."""

    def __init__(self, data):
        import openpyxl

        self._book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheets = self._book.worksheets
        self.names = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"] or [sheets[0].title]

    def rows(self, name):
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1."""
        sheet = self._book[name]
        sheet.reset_dimensions()
        return [[_value(cell) for cell in row] for row in sheet.iter_rows()]


def _value(cell):
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, cell.number_format)
    return None if isinstance(value, str) and value in _ERRORS else value


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
