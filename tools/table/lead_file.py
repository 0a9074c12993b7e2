"""What stands in this file of leads, and how was it written?

>>> reading = read_text('Hä tªn;§iÖn tho¹i\\nNguyÔn V¨n An;0912345678'.encode('cp1252'))
>>> reading.encoding, reading.separator, reading.sheet.header, reading.sheet.rows[0].cells
('tcvn3', ';', ['Họ tên', 'Điện thoại'], ['Nguyễn Văn An', '0912345678'])
>>> reading.examples[0]
('Hä tªn', 'Họ tên')
"""

import csv
import html
import io
import re
from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

from .. import encoding as encodings
from .. import vocabulary
from ..encoding import legacy, viqr
from ..exceptions import InvalidFormat
from ..text import fold, nfc
from ..vocabulary import sniff
from . import file_limits, workbook
from . import sheet as table

_SHOWN_ROWS = 60
_SHOWN_EXAMPLES = 4
_KNOWN_HEADINGS = 2
# The import screen compares headings letter by letter.
_LONGEST_HEADING = 300
# What a web program writes for a letter; what it writes for a sign between cells stays as it is.
_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_BETWEEN = '"<>,;|\t\r\n'
# A text has a few at most; those from 80 on stand in texts that were read wrongly.
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_LOOKED_AT, _FEW, _SOME = 10_000, 20, 0.01
# Of the column that rows bring along which came back to be mended, in the languages of the addon.
_MENDED_HEADINGS = {"what is wrong", "loi can sua"}


class Reading(NamedTuple):
    """``sheet``: a :class:`table.Sheet` · ``encoding``: a name of :data:`encoding.ENCODINGS`, '' for workbooks ·
    ``sure``: False where the encoding is a guess · ``repaired``: cells mended by kind of damage ·
    ``examples``: (before, after) of some cells · ``names``, ``name``: the workbook's sheets and the one read"""

    sheet: table.Sheet
    encoding: str = ""
    sure: bool = True
    separator: str = ""
    repaired: dict = {}
    examples: tuple = ()
    names: tuple = ()
    name: str = ""


def read(data, encoding="", separator="", quote='"', sheet=""):
    """Return the :class:`Reading` of a file (bytes), a workbook or text; the other arguments as its reader takes them.

    :raises InvalidFormat: it is neither
    :raises TooLarge: it unfolds to more than the limits of :mod:`file_limits`
    """
    book = workbook.read(data)
    return read_workbook(book, sheet, encoding) if book else read_text(data, encoding, separator, quote)


def read_text(data, encoding="", separator="", quote='"'):
    """Return the :class:`Reading` of a CSV or TSV file.

    :param data: bytes
    :param encoding: str, '' to recognise it; one that somebody chose is taken as it is, nothing is mended
    :param separator: str, '' to recognise it
    :raises LookupError: ``encoding`` is none
    :raises InvalidFormat: a picture, a program or the like
    """
    found = encodings.detect(data)
    chosen = encoding and encoding != found.encoding
    text = _ENTITY.sub(_letter, encodings.decode(data, encoding) if chosen else found.text)
    if len(_CONTROLS.findall(text, 0, _LOOKED_AT)) > max(_FEW, len(text[:_LOOKED_AT]) * _SOME):
        raise InvalidFormat(data[:8])
    separator = separator or table.sniff_delimiter(text)
    rows = _parse(text, separator, quote)
    rows, repaired = (rows, {}) if chosen else repair(rows)
    if found.damage and not chosen:
        repaired[found.damage] = sum(nfc(one) != two for one, two in _pairs(_plain(data, separator), rows))
    return Reading(
        table.with_event(table.read(rows)),
        encoding if chosen else found.encoding,
        bool(chosen or found.sure),
        separator,
        repaired,
        _examples(_plain(data, separator), rows),
    )


def read_rows(rows, names=(), name="", font=""):
    """Return the :class:`Reading` of the rows of a workbook (lists of str, numbers, dates, None).

    :param font: str, the font encoding of its texts, '' to recognise it
    """
    before = rows
    if font in legacy.NAMES or font == "viqr":
        convert = viqr.read if font == "viqr" else lambda cell: legacy.from_western(cell, font)
        rows = [[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        repaired = {font: sum(one != two for one, two in _pairs(before, rows))}
    else:
        rows, repaired = repair(rows)
    return Reading(
        table.with_event(table.read(rows)),
        font,
        True,
        "",
        repaired,
        _examples(before[:_SHOWN_ROWS], rows),
        tuple(names),
        name,
    )


def read_workbook(workbook, name="", font=""):
    """Return the :class:`Reading` of a sheet of ``workbook``: ``name``, or the first one that holds leads."""
    if name in workbook.names:
        return read_rows(workbook.rows(name), workbook.names, name, font)
    first, looked_at = None, 0
    for title in workbook.names:
        if looked_at > file_limits.MOST_CELLS:
            break
        rows = workbook.rows(title)
        looked_at += len(rows) * max(map(len, rows), default=0)
        reading = read_rows(rows, workbook.names, title, font)
        first = first or reading
        if len(set(reading.sheet.fields.values())) >= _KNOWN_HEADINGS and reading.sheet.rows:
            return reading
    return first


def repair(rows):
    """Undo wrong encodings in ``rows``, column by column; return (rows, {damage: count of cells})."""
    found = [encodings.repair(cells) for cells in zip_longest(*rows, fillvalue="")]
    fonts = Counter(name for _cells, what in found for name in what if name in legacy.NAMES)
    if fonts:  # what most columns are written in, the others are too
        font = fonts.most_common(1)[0][0]
        found = [one if font in one[1] else _repaired_as(font, *one) for one in found]
    repaired = Counter()
    for _cells, what in found:
        repaired.update(what)
    return [list(row) for row in zip(*(cells for cells, _what in found), strict=True)], dict(repaired)


def _repaired_as(font, cells, what):
    cells, more = encodings.repair(cells, font)
    return cells, Counter(what) + Counter(more)


def _letter(entity):
    """Return the letter that ``entity`` (a match) stands for: "H&agrave; N&#7897;i"."""
    letter = html.unescape(entity[0])
    return entity[0] if letter in _BETWEEN else letter


def _parse(text, separator, quote):
    if quote in ('"', "", None):
        return table.parse(text, separator)
    return file_limits.fitted(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote))


def _plain(data, separator):
    """Return the first rows as a program reads them that knows Unicode and Western only."""
    head = data[: _SHOWN_ROWS * 2000]
    try:
        text = data.decode("utf-8-sig")[: len(head)] if len(head) == len(data) else head.decode("utf-8-sig", "ignore")
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return table.parse(text, separator, _SHOWN_ROWS)


def _pairs(before, after):
    for old, new in zip(before, after, strict=False):
        for one, two in zip(old, new, strict=False):
            if isinstance(one, str) and isinstance(two, str):
                yield one, two


def _examples(before, after):
    """Return some cells as they would have been read and as they are, the shorter ones of each kind first."""
    changed = dict.fromkeys((one, two) for one, two in _pairs(before, after) if nfc(one) != two and two.strip())
    fitting = [pair for pair in changed if "\x00" not in pair[0] and len(pair[0]) < 80]
    return tuple(fitting[:_SHOWN_EXAMPLES])


def headings(reading, unnamed):
    """Return one heading a column, cut where it is a text; those without get ``unnamed`` (str with %s) and a number."""
    width = max([len(reading.sheet.header), *(len(row.cells) for row in reading.sheet.rows)], default=0)
    header = reading.sheet.header + [""] * (width - len(reading.sheet.header))
    return [heading[:_LONGEST_HEADING] or unnamed % number for number, heading in enumerate(header, 1)]


def fields(reading):
    """Return ``{column index: field}``: :data:`vocabulary.OTHER` for what has none, without what tells nothing."""
    sheet = reading.sheet
    width = max([len(sheet.header), *(len(row.cells) for row in sheet.rows)], default=0)
    found = {}
    for index in range(width):
        field = sheet.fields.get(index, "")
        if field in ("", "ignore"):
            values = [row.cells[index] for row in sheet.rows if index < len(row.cells)]
            named = sheet.header[index] if index < len(sheet.header) else ""
            silent = fold(named) in _MENDED_HEADINGS or _tells_nothing(
                [value for value in values if value], field or not named, len(sheet.rows)
            )
            field = "" if silent else vocabulary.OTHER
        if field:
            found[index] = field
    return found


_ROW_NUMBER = re.compile(r"#?\s?[0-9]{1,6}[.)]?")


def _tells_nothing(values, ignored, count):
    """Return whether ``values`` are blank, row numbers (of a column that is ``ignored``), or words of a platform."""
    if not ignored:
        return not values
    numbers = all(_ROW_NUMBER.fullmatch(value) and int(value.strip("#.) ")) <= 2 * count + 10 for value in values)
    return numbers or all(map(sniff.is_export_status, values))


def left_out(reading):
    """Return ``{code: count}`` of the rows that hold no lead."""
    return dict(Counter(row.code for row in reading.sheet.left_out))
