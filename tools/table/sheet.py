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

from collections.abc import Container, Sequence
from itertools import takewhile
from typing import NamedTuple

from .. import vocabulary
from ..vocabulary.words import key_of
from . import header_row as headers
from . import row_filter
from .cells import Cell, cell_text, is_lost
from .further_table import Columns, is_of_things
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
    width = max(map(len, texts), default=0)
    headings = header + [""] * (width - len(header))
    known = fields
    if fields is None:
        fields = vocabulary.map_headings(headings, [row for _number, row in body if any(row)])
    starts = _starts(body, header, fields)
    if known is None:
        others = {index for index in starts if [*map(key_of, body[index][1])] != [*map(key_of, header)]}
        if others:  # only the rows of the first table say what its columns are
            fields = vocabulary.map_headings(headings, _rows_of_first(body, starts, others))
    above = list(enumerate(texts[:at], 1)) if at else []
    left_out = [LeftOut(number, SKIP_SECTION if any(row) else SKIP_EMPTY, row) for number, row in above]
    columns = Columns(header, fields, width)
    data: list[Row] = []
    table, of_no_leads, of_things = columns.first, False, False
    for index, (number, row) in enumerate(body):
        if not any(row):
            of_no_leads = of_no_leads and not of_things
        elif not of_no_leads and index not in starts and is_of_things(body, index, table.fields, starts):
            of_no_leads = of_things = True
        if index in starts:
            of_things = False
            below = None if starts[index] else columns.add(row, _until_next(body, starts, index))
            table, of_no_leads = below or columns.first, below is None
            left_out += [LeftOut(title.number, SKIP_SECTION, title.cells) for title in _pop_titles(data, body, index)]
            left_out.append(LeftOut(number, SKIP_SECTION, row))
            continue
        code = row_filter.reason_to_skip(row, table.header, table.fields)
        if code or of_no_leads:
            left_out.append(LeftOut(number, code or SKIP_SECTION, row))
        else:
            lost = tuple(table.moved_index(place) for place, cell in enumerate(row) if is_lost(cell))
            data.append(Row(number, table.moved(row), lost))
    data, signatures = row_filter.without_signatures(data, left_out)
    left_out += [LeftOut(row.number, SKIP_SECTION, row.cells) for row in signatures]
    event = headers.event([row for _number, row in above])
    return Sheet(columns.header, 0 if at is None else at + 1, data, sorted(left_out), columns.fields, event)


def _starts(body: Sequence[tuple[int, list[str]]], header: list[str], fields: dict[int, str]) -> dict[int, bool]:
    """Return ``{index in body: whether it is of no leads}`` of the headers of further tables."""
    found = ((index, row_filter.starts_other_table(row, header, fields)) for index, (_number, row) in enumerate(body))
    return {index: of_no_leads for index, of_no_leads in found if of_no_leads is not None}


def _rows_of_first(
    body: Sequence[tuple[int, list[str]]], starts: Container[int], others: Container[int]
) -> list[list[str]]:
    """Return the filled rows below the first header and below its repetitions."""
    rows, is_first = [], True
    for index, (_number, row) in enumerate(body):
        if index in starts:
            is_first = index not in others
        elif is_first and any(row):
            rows.append(row)
    return rows


def _until_next(body: Sequence[tuple[int, list[str]]], starts: Container[int], index: int) -> list[list[str]]:
    """Return the first rows below the header at ``index``, up to the next header."""
    below = range(index + 1, min(index + 1 + _READ_ROWS, len(body)))
    return [body[place][1] for place in takewhile(lambda place: place not in starts, below)]


def _pop_titles(data: list[Row], body: Sequence[tuple[int, list[str]]], index: int) -> list[Row]:
    """Return the titles directly above the header at ``index``, blank rows between, and remove them from ``data``."""
    titles: list[Row] = []
    for place in range(index - 1, -1, -1):
        number, row = body[place]
        if data and data[-1].number == number and row_filter.is_title(data[-1]):
            titles.append(data.pop())
        elif any(map(str.strip, row)):
            break
    return titles


# Rows of a further table by which its columns are known.
_READ_ROWS = 200


def with_event(sheet: Sheet) -> Sheet:
    """Return ``sheet`` with the event of its title as one more column, unless a column names the campaign."""
    if not sheet.event or not sheet.header or "campaign_id" in sheet.fields.values():
        return sheet
    width = max([len(sheet.header), *(len(row.cells) for row in sheet.rows)])
    rows = [row._replace(cells=[*row.cells, *[""] * (width - len(row.cells)), sheet.event]) for row in sheet.rows]
    header = [*sheet.header, *[""] * (width - len(sheet.header)), EVENT_HEADING]
    return sheet._replace(header=header, rows=rows, fields={**sheet.fields, width: "campaign_id"})
