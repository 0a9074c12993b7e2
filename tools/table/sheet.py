"""Where are the leads in this sheet? Header, data rows, and what stands around them.

Sheets made by people have a title above the header, day headings between the rows,
a total and a signature below; exports of advertising platforms hold test entries.
Rows keep the number that they have in the file (1 is the first, blank ones count).

>>> sheet = read([
...     ['DANH SÁCH KHÁCH', '', ''], ['STT', 'Họ tên', 'SĐT'], ['Ngày 1', '', ''],
...     [1, 'Lê Hà', 84912345678.0], ['', '', ''], ['2', 'test', '0123456789'], ['', 'Tổng cộng', '']])
>>> sheet.header_row, sheet.header
(2, ['STT', 'Họ tên', 'SĐT'])
>>> sheet.rows
[Row(number=4, cells=['1', 'Lê Hà', '84912345678'], lost=())]
>>> [(row.number, row.code) for row in sheet.left_out]
[(1, 'skip_section'), (3, 'skip_section'), (5, 'skip_empty'), (6, 'skip_test'), (7, 'skip_section')]
"""

from typing import NamedTuple

from .. import vocabulary
from . import header_row as headers
from . import row_filter
from .cells import cell_text, is_lost, neutralise
from .csv_text import DELIMITERS, parse, sniff_delimiter
from .row_filter import SKIP_EMPTY, SKIP_SECTION, SKIP_TEST

__all__ = [
    "DELIMITERS", "SKIP_EMPTY", "SKIP_SECTION", "SKIP_TEST", "LeftOut", "Row", "Sheet", "cell_text", "is_lost",
    "neutralise", "parse", "read", "sniff_delimiter", "with_event",
]  # fmt: skip

# The heading of the column that holds what only the title says.
EVENT_HEADING = "Chiến dịch"


class Row(NamedTuple):
    """A data row; ``lost`` holds the indexes of cells whose digits a spreadsheet rounded away."""

    number: int
    cells: list
    lost: tuple = ()


class LeftOut(NamedTuple):
    """A row that holds no lead; ``code`` is skip_section, skip_empty or skip_test."""

    number: int
    code: str
    cells: list


class Sheet(NamedTuple):
    """What :func:`read` found; ``header_row`` is 0 and ``header`` blank when the sheet has none.

    ``fields`` are ``{column index: field}``; ``event`` is what the title above the header names.
    """

    header: list
    header_row: int
    rows: list
    left_out: list
    fields: dict
    event: str = ""


def read(rows, fields=None):
    """Return the :class:`Sheet` in ``rows``.

    :param rows: list of lists of cells (str, numbers, dates, None), as the file has them
    :param fields: ``{column index: field}`` where it is known; else headings and values decide
    """
    rows = [[cell_text(cell) for cell in row] for row in rows]
    header, at = headers.find(rows)
    body = list(enumerate(rows, 1))[0 if at is None else at + 1 :]
    if fields is None:
        width = max(map(len, rows), default=0)
        headings = header + [""] * (width - len(header))
        fields = vocabulary.map_headings(headings, [row for _number, row in body if any(row)])
    above = list(enumerate(rows[:at], 1)) if at else []
    left_out = [LeftOut(number, SKIP_SECTION if any(row) else SKIP_EMPTY, row) for number, row in above]
    data = []
    for number, row in body:
        code = row_filter.reason_to_skip(row, header, fields)
        if code:
            left_out.append(LeftOut(number, code, row))
        else:
            data.append(Row(number, row, tuple(index for index, cell in enumerate(row) if is_lost(cell))))
    data, signatures = row_filter.without_signatures(data, left_out)
    left_out += [LeftOut(row.number, SKIP_SECTION, row.cells) for row in signatures]
    event = headers.event([row for _number, row in above])
    return Sheet(header, 0 if at is None else at + 1, data, sorted(left_out), fields, event)


def with_event(sheet):
    """Return ``sheet`` with the event of its title as one more column, where no column names a campaign."""
    if not sheet.event or not sheet.header or "campaign_id" in sheet.fields.values():
        return sheet
    width = max([len(sheet.header), *(len(row.cells) for row in sheet.rows)])
    rows = [row._replace(cells=[*row.cells, *[""] * (width - len(row.cells)), sheet.event]) for row in sheet.rows]
    header = [*sheet.header, *[""] * (width - len(sheet.header)), EVENT_HEADING]
    return sheet._replace(header=header, rows=rows, fields={**sheet.fields, width: "campaign_id"})
