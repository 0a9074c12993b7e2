"""Sheets of XLSX files. Imported where a file needs it, as it imports openpyxl."""

import io
import zipfile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS

from ..exceptions import InvalidFormat, TooLarge
from . import file_limits, merged_cells, workbook_count, xlsx_strings
from .cells import Rows
from .xlsx_sheet import SheetRows, value_of


class Xlsx:
    """The visible sheets of an XLSX file; ``names`` in their order.

    Sheets and shared texts that are written as spreadsheets write them are read by :mod:`xlsx_sheet` and
    :mod:`xlsx_strings`, others by openpyxl, with the same result.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        reader = _Reader(io.BytesIO(data), read_only=True, data_only=True)
        reader.read()
        self._book, self._texts = reader.wb, reader.shared_strings
        sheets = self._book.worksheets
        self.names = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"] or [sheets[0].title]

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name`` as lists of str, numbers, dates and None; the first is row 1.

        :raise InvalidFormat: the sheet is damaged
        :raise TooLarge: larger than the limits of :mod:`file_limits`
        """
        sheet = self._book[name]
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            try:
                with archive.open(sheet._worksheet_path) as stream:
                    workbook_count.check_sheet(stream)
                try:
                    return self.fast_rows(archive, sheet)
                except Exception:  # whether it is an error, and which, is openpyxl's to say
                    return self.slow_rows(archive, sheet)
            except TooLarge:
                raise
            except Exception as error:  # openpyxl raises errors of many kinds for a damaged sheet
                raise InvalidFormat(name) from error

    def fast_rows(self, archive: zipfile.ZipFile, sheet: ReadOnlyWorksheet) -> Rows:
        """Return the rows of ``sheet``, raise any error where they have to be read by :meth:`slow_rows`."""
        with archive.open(sheet._worksheet_path) as stream:
            read = SheetRows(sheet, stream, self._texts)
            rows = file_limits.fitted(read)
        return merged_cells.fill_down(rows, merged_cells.xlsx_spans(io.BytesIO(read.around)))

    def slow_rows(self, archive: zipfile.ZipFile, sheet: ReadOnlyWorksheet) -> Rows:
        """Return the rows of ``sheet`` as openpyxl reads them."""
        sheet.reset_dimensions()
        rows = file_limits.fitted(sheet.iter_rows(), value_of, lambda cell: cell.value is None)
        with archive.open(sheet._worksheet_path) as stream:
            return merged_cells.fill_down(rows, merged_cells.xlsx_spans(stream))


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl has no types
    """Reader of a workbook without its sheets."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        try:
            with self.archive.open(part.PartName[1:]) as stream:
                self.shared_strings = xlsx_strings.read(stream)
        except Exception:  # whether it is an error, and which, is openpyxl's to say
            super().read_strings()

    def read_worksheets(self) -> None:
        """Open the sheets, as in the class above, but without looking for their size.

        To find it, openpyxl parses the whole sheet where its size is not noted.
        """
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files:
                continue
            if "chartsheet" in relation.Type:
                self.read_chartsheet(sheet, relation)
                continue
            if (path := get_rels_path(relation.target)) in self.valid_files:
                get_dependents(self.archive, path)
            opened = _Sheet(self.wb, sheet.name, relation.target, self.shared_strings)
            opened.sheet_state = sheet.state
            self.wb._sheets.append(opened)


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]
    def _get_size(self) -> None:
        pass
