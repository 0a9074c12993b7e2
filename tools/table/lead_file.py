"""Content of a file of leads: its sheet, encoding, delimiter and repaired cells.

>>> content = read_text('Hä tªn;§iÖn tho¹i\\nNguyÔn V¨n An;0912345678'.encode('cp1252'))
>>> content.encoding, content.separator, content.sheet.header, content.sheet.rows[0].cells
('tcvn3', ';', ['Họ tên', 'Điện thoại'], ['Nguyễn Văn An', '0912345678'])
>>> content.examples[0]
('Hä tªn', 'Họ tên')
"""

import csv
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from .. import encoding as encodings
from .. import vocabulary
from ..encoding import legacy, viqr
from ..encoding import lost as lost_letters
from ..encoding.lost import Lost
from ..exceptions import InvalidFormat
from ..text import fold, nfc
from ..vocabulary import sniff
from . import csv_text, file_limits
from . import sheet as sheets
from . import workbook as workbooks
from .cells import Cell, Rows
from .workbook import Workbook

# Cells of a column, {damage: count of cells}
Repaired: TypeAlias = tuple[list[Cell], dict[str, int]]

_SHOWN_ROWS = 60
_SHOWN_EXAMPLES = 4
_KNOWN_HEADINGS = 2
# The import screen compares headings letter by letter.
_LONGEST_HEADING = 300
# Entities of HTML that web programs leave in exports; those of separators stay as they are.
_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_BETWEEN = '"<>,;|\t\r\n'
# Control characters: a few are usual in a text, many mean a binary file. From 0x80 on they mean a wrong encoding.
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_LOOKED_AT, _FEW, _SOME = 10_000, 20, 0.01
# Folded headings, in the languages of the addon, of the column of errors in files of rejected rows.
_ERROR_HEADINGS = {"what is wrong", "loi can sua"}


class FileContent(NamedTuple):
    """A file of leads as it was read.

    ``sheet``: the rows and fields · ``encoding``: a name of :data:`encoding.ENCODINGS`, '' for workbooks · ``sure``:
    False where the encoding is a guess · ``separator``: the delimiter, '' for workbooks · ``repaired``:
    ``{damage: count of repaired cells}`` · ``examples``: (before, after) of some repaired cells · ``names``, ``name``:
    the sheets of the workbook and the one that was read · ``lost``: the letters that no encoding brings back
    """

    sheet: sheets.Sheet
    encoding: str = ""
    sure: bool = True
    separator: str = ""
    repaired: dict[str, int] = {}
    examples: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    name: str = ""
    lost: Lost = Lost()


def read(data: bytes, encoding: str = "", separator: str = "", quote: str = '"', sheet: str = "") -> FileContent:
    """Return the :class:`FileContent` of a workbook or text.

    :param data: bytes of the file
    :param encoding: str, '' to detect it; see :func:`read_text`
    :param separator: str, '' to detect it
    :param quote: quotation mark of a text (str)
    :param sheet: name of the sheet of a workbook, '' for the first that holds leads
    :raise LookupError: ``encoding`` is unknown
    :raise InvalidFormat: neither a workbook nor a text
    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """
    book = workbooks.read(data)
    return read_workbook(book, sheet, encoding) if book else read_text(data, encoding, separator, quote)


def read_text(data: bytes, encoding: str = "", separator: str = "", quote: str = '"') -> FileContent:
    """Return the :class:`FileContent` of a CSV or TSV file.

    :param data: bytes
    :param encoding: str, '' to detect it; where it differs from the detected one, nothing is repaired
    :param separator: str, '' to detect it
    :param quote: quotation mark (str), '' for the usual one
    :raise LookupError: ``encoding`` is unknown
    :raise InvalidFormat: a binary file
    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """
    found = encodings.detect(data)
    chosen = bool(encoding) and encoding != found.encoding
    text = _ENTITY.sub(_letter, encodings.decode(data, encoding) if chosen else found.text)
    if len(_CONTROLS.findall(text, 0, _LOOKED_AT)) > max(_FEW, len(text[:_LOOKED_AT]) * _SOME):
        raise InvalidFormat(data[:8])
    separator = separator or csv_text.sniff_delimiter(text)
    rows: Sequence[Sequence[Cell]] = _parse(text, separator, quote)
    damage, sure, known = found.damage, found.sure, found.encoding
    del text, found  # as large as the rows
    repaired: dict[str, int] = {}
    if not chosen:
        rows, repaired = repair(rows)
    if damage and not chosen:
        repaired[damage] = sum(nfc(one) != two for one, two in _pairs(_plain(data, separator), rows))
    lost = lost_letters.find(rows)
    return FileContent(
        sheets.with_event(sheets.read(rows)),
        encoding if chosen else known,
        (chosen or sure) and not lost.places,
        separator,
        repaired,
        _examples(_plain(data, separator), rows),
        lost=lost,
    )


def read_rows(rows: Rows, names: Iterable[str] = (), name: str = "", font: str = "") -> FileContent:
    """Return the :class:`FileContent` of the rows of a sheet.

    :param rows: list of lists of cells (str, numbers, dates, None)
    :param names: names of all sheets of the workbook
    :param name: name of the sheet
    :param font: font encoding (str) of its texts, '' to detect it

    >>> read_rows([['Ho. te^n', 'Email'], ["Tra^`n Thi. DDa`o", 'dao.le+a@x.vn']], font='viqr').sheet.rows[0].cells
    ['Trần Thị Đào', 'dao.le+a@x.vn']
    """
    before = rows
    if font in legacy.NAMES or font == "viqr":
        rows = [[_from_font(cell, font) if isinstance(cell, str) else cell for cell in row] for row in rows]
        repaired = {font: sum(one != two for one, two in _pairs(before, rows))}
    else:
        rows, repaired = repair(rows)
    lost = lost_letters.find(rows)
    return FileContent(
        sheets.with_event(sheets.read(rows)),
        font,
        not lost.places,
        "",
        repaired,
        _examples(before[:_SHOWN_ROWS], rows),
        tuple(names),
        name,
        lost,
    )


def _from_font(text: str, font: str) -> str:
    return viqr.read(text) if font == "viqr" else legacy.from_western(text, font)


def read_workbook(workbook: Workbook, name: str = "", font: str = "") -> FileContent:
    """Return the :class:`FileContent` of a sheet of ``workbook``: ``name``, or the first one that holds leads.

    :param font: font encoding (str) of its texts, '' to detect it
    :raise InvalidFormat: there is no sheet in it
    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """
    if name in workbook.names:
        return read_rows(workbook.rows(name), workbook.names, name, font)
    first: FileContent | None = None
    looked_at = 0
    for title in workbook.names:
        if first and looked_at > file_limits.MOST_CELLS:
            break
        rows = workbook.rows(title)
        looked_at += len(rows) * max(map(len, rows), default=0)
        content = read_rows(rows, workbook.names, title, font)
        first = first or content
        if len(set(content.sheet.fields.values())) >= _KNOWN_HEADINGS and content.sheet.rows:
            return content
    if first is None:
        raise InvalidFormat(name)
    return first


def repair(rows: Sequence[Sequence[Cell]]) -> tuple[Rows, dict[str, int]]:
    """Repair wrong encodings in ``rows``, column by column; return (rows, ``{damage: count of cells}``)."""
    found: list[Repaired] = [encodings.repair(cells) for cells in zip_longest(*rows, fillvalue="")]
    fonts = Counter(name for _cells, what in found for name in what if name in legacy.NAMES)
    if fonts:  # columns that are too short to decide are in the encoding of most others
        font = fonts.most_common(1)[0][0]
        found = [one if font in one[1] else _repaired_as(font, *one) for one in found]
    repaired: Counter[str] = Counter()
    for _cells, what in found:
        repaired.update(what)
    return [list(row) for row in zip(*(cells for cells, _what in found), strict=True)], dict(repaired)


def _repaired_as(font: str, cells: list[Cell], what: dict[str, int]) -> Repaired:
    again, more = encodings.repair(cells, font)
    return again, Counter(what) + Counter(more)


def _letter(entity: re.Match[str]) -> str:
    """Return the letter that ``entity`` (a match) stands for: "H&agrave; N&#7897;i"."""
    letter = html.unescape(entity[0])
    return entity[0] if letter in _BETWEEN else letter


def _parse(text: str, separator: str, quote: str | None) -> list[list[str]]:
    if quote in ('"', "", None):
        return csv_text.parse(text, separator)
    return file_limits.fitted(csv.reader(csv_text.lines_of(text), delimiter=separator, quotechar=quote))


def _plain(data: bytes, separator: str) -> list[list[str]]:
    """Return the first rows as a program without Vietnamese encodings reads them: as UTF-8 or cp1252."""
    head = data[: _SHOWN_ROWS * 2000]
    try:
        text = data.decode("utf-8-sig")[: len(head)] if len(head) == len(data) else head.decode("utf-8-sig", "ignore")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return csv_text.parse(text, separator, _SHOWN_ROWS)


def _pairs(before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, str]]:
    for old, new in zip(before, after, strict=False):
        for one, two in zip(old, new, strict=False):
            if isinstance(one, str) and isinstance(two, str):
                yield one, two


def _examples(before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    """Return (text before, text after) of some repaired cells (str), at most four."""
    changed = dict.fromkeys((one, two) for one, two in _pairs(before, after) if nfc(one) != two and two.strip())
    fitting = [pair for pair in changed if "\x00" not in pair[0] and len(pair[0]) < 80]
    return tuple(fitting[:_SHOWN_EXAMPLES])


def headings(content: FileContent, unnamed: str) -> list[str]:
    """Return one heading (str) per column, at most 300 characters.

    :param unnamed: heading of columns without one, with ``%s`` for their number
    """
    width = max([len(content.sheet.header), *(len(row.cells) for row in content.sheet.rows)], default=0)
    header = content.sheet.header + [""] * (width - len(content.sheet.header))
    return [heading[:_LONGEST_HEADING] or unnamed % number for number, heading in enumerate(header, 1)]


def fields(content: FileContent) -> dict[int, str]:
    """Return ``{column index: field}``.

    Columns of no known field are :data:`vocabulary.OTHER`; those without information (blank, row numbers, delivery
    states of a platform) are left out.
    """
    sheet = content.sheet
    width = max([len(sheet.header), *(len(row.cells) for row in sheet.rows)], default=0)
    found = {}
    for index in range(width):
        field = sheet.fields.get(index, "")
        if field in ("", "ignore"):
            values = [row.cells[index] for row in sheet.rows if index < len(row.cells)]
            heading = sheet.header[index] if index < len(sheet.header) else ""
            dropped = fold(heading) in _ERROR_HEADINGS or _is_uninformative(
                [value for value in values if value], bool(field) or not heading, len(sheet.rows)
            )
            field = "" if dropped else vocabulary.OTHER
        if field:
            found[index] = field
    return found


_ROW_NUMBER = re.compile(r"#?\s?[0-9]{1,6}[.)]?")


def _is_uninformative(values: list[str], ignored: bool, count: int) -> bool:
    """Return whether ``values`` are blank or, in an ``ignored`` column, row numbers or states of an export."""
    if not ignored:
        return not values
    numbers = all(_ROW_NUMBER.fullmatch(value) and int(value.strip("#.) ")) <= 2 * count + 10 for value in values)
    return numbers or all(map(sniff.is_export_status, values))


def left_out(content: FileContent) -> dict[str, int]:
    """Return ``{code: count}`` of the rows without a lead."""
    return dict(Counter(row.code for row in content.sheet.left_out))
