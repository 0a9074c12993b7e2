"""Sheets of leads: header, data rows, and rows that hold no lead.

Sheets made by people have a title above the header, day headings between the rows, a total and a signature below;
exports of advertising platforms have test entries. Rows are numbered as in the file, from 1, blank ones counted.

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

from collections.abc import Sequence
from typing import NamedTuple

from .. import vocabulary
from . import header_row as headers
from . import row_filter
from .cells import Cell, cell_text, is_lost
from .row_filter import SKIP_EMPTY, SKIP_SECTION, SKIP_TEST, LeftOut, Row

__all__ = ["SKIP_EMPTY", "SKIP_SECTION", "SKIP_TEST", "LeftOut", "Row", "Sheet", "read", "with_event"]

# Heading of the column that is filled from the title.
EVENT_HEADING = "Chiến dịch"


class Sheet(NamedTuple):
    """A sheet as :func:`read` returns it.

    ``header``: headings, blank without a header · ``header_row``: its row number, 0 without one · ``rows``: rows of
    leads · ``left_out``: other rows · ``fields``: ``{column index: field}`` · ``event``: the event, seminar or
    campaign of the title above the header
    """

    header: list[str]
    header_row: int
    rows: list[Row]
    left_out: list[LeftOut]
    fields: dict[int, str]
    event: str = ""


def read(rows: Sequence[Sequence[Cell]], fields: dict[int, str] | None = None) -> Sheet:
    """Return the :class:`Sheet` in ``rows``.

    :param rows: list of lists of cells (str, numbers, dates, None), as the file has them
    :param fields: ``{column index: field}``, None to take them from headings and values
    """
    texts = [[cell_text(cell) for cell in row] for row in rows]
    header, at = headers.find(texts)
    body = list(enumerate(texts, 1))[0 if at is None else at + 1 :]
    if fields is None:
        width = max(map(len, texts), default=0)
        headings = header + [""] * (width - len(header))
        fields = vocabulary.map_headings(headings, [row for _number, row in body if any(row)])
    above = list(enumerate(texts[:at], 1)) if at else []
    left_out = [LeftOut(number, SKIP_SECTION if any(row) else SKIP_EMPTY, row) for number, row in above]
    data = []
    is_other_table = False
    for number, row in body:
        code = row_filter.reason_to_skip(row, header, fields)
        starts = row_filter.starts_other_table(row, header, fields)
        if starts is not None:
            is_other_table, code = starts, SKIP_SECTION
        elif is_other_table:
            code = code or SKIP_SECTION
        if code:
            left_out.append(LeftOut(number, code, row))
        else:
            data.append(Row(number, row, tuple(index for index, cell in enumerate(row) if is_lost(cell))))
    data, signatures = row_filter.without_signatures(data, left_out)
    left_out += [LeftOut(row.number, SKIP_SECTION, row.cells) for row in signatures]
    event = headers.event([row for _number, row in above])
    return Sheet(header, 0 if at is None else at + 1, data, sorted(left_out), fields, event)


def with_event(sheet: Sheet) -> Sheet:
    """Return ``sheet`` with the event of its title as one more column, unless a column names the campaign."""
    if not sheet.event or not sheet.header or "campaign_id" in sheet.fields.values():
        return sheet
    width = max([len(sheet.header), *(len(row.cells) for row in sheet.rows)])
    rows = [row._replace(cells=[*row.cells, *[""] * (width - len(row.cells)), sheet.event]) for row in sheet.rows]
    header = [*sheet.header, *[""] * (width - len(sheet.header)), EVENT_HEADING]
    return sheet._replace(header=header, rows=rows, fields={**sheet.fields, width: "campaign_id"})
