"""Size of an unpacked XLSX file, counted in its XML before a library parses it.

>>> import io
>>> check_sheet(io.BytesIO(b'<sheetData><row r="1"><c r="A1"/><c r="B1"/></row></sheetData>'))
2
"""

import re
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from ..exceptions import TooLarge
from . import file_limits

_ROW = re.compile(rb"<(?:\w{1,9}:)?row[ />\s]")
_CELL = re.compile(rb"<(?:\w{1,9}:)?c[ />\s]")
_SHEET = re.compile(rb"<(?:\w{1,9}:)?sheet\s")
# Libraries load the shared strings at once, and slowly.
_STRINGS = re.compile(r"(?i)sharedstrings")
_WORKSHEET = re.compile(r"(?i)(?:^|/)worksheets/")
_CHUNK, _OVERLAP = 1 << 20, 20
# Blank cells with a format count too: each is read.
_MOST_CELLS = 2 * file_limits.MOST_CELLS
_SIGNS_A_STRING = 4
_MOST_STRINGS = 1_000_000


def check_parts(archive: ZipFile) -> None:
    """Check the parts of ``archive`` that are no sheets: styles, relations, shared strings.

    :raise TooLarge: a part is larger than a list of leads needs
    """
    for part in archive.infolist():
        if _WORKSHEET.search(part.filename) or not part.filename.lower().endswith((".xml", ".rels")):
            continue
        is_strings = _STRINGS.search(part.filename)
        most = _SIGNS_A_STRING * _MOST_STRINGS if is_strings else file_limits.MOST_OTHER_ELEMENTS
        signs = sheets = 0
        with archive.open(part) as stream:
            for chunk in _chunks(stream):
                signs += chunk.count(b"<")
                sheets += len(_SHEET.findall(chunk))
                file_limits.check_sheets(sheets)
                if signs > most:
                    raise TooLarge(signs, "too_many_cells")


def check_sheet(stream: IO[bytes]) -> int:
    """Return the number of cells (int) in the XML of a sheet (a binary stream).

    :raise TooLarge: more than is read, or more in one row than any spreadsheet has
    """
    cells = in_row = 0
    for chunk in _chunks(stream):
        first, *others = map(len, map(_CELL.findall, _ROW.split(chunk)))
        file_limits.check_width(max([in_row + first, *others]))
        in_row = others[-1] if others else in_row + first
        cells += first + sum(others)
        if cells > _MOST_CELLS:
            raise TooLarge(cells, "too_many_cells")
    return cells


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of ``stream``, cut in front of an element."""
    before = b""
    while chunk := stream.read(_CHUNK):
        text = before + chunk
        cut = text.rfind(b"<", -_OVERLAP)
        before = text[cut:] if cut > 0 else b""
        yield text[:cut] if cut > 0 else text
    yield before
