"""A further table below the first one of a sheet, whose columns may stand in another order.

Its cells are moved below the headings of the first table that mean the same; its other columns become columns of their
own behind those of the sheet.

>>> sheet = Columns(['Họ tên', 'SĐT'], {0: 'contact_name', 1: 'phone'})
>>> below = sheet.add(['Điện thoại', 'Tên khách', 'Email'], [['0912345678', 'Lê Hà', 'ha@example.com']])
>>> below.moved(['0912345678', 'Lê Hà', 'ha@example.com']), sheet.header
(['Lê Hà', '0912345678', 'ha@example.com'], ['Họ tên', 'SĐT', 'Email'])
>>> sheet.fields[2], below.fields
('email_from', {0: 'phone', 1: 'contact_name', 2: 'email_from'})
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile
from typing import NamedTuple

from .. import vocabulary
from ..name import company_name, person_name
from ..text import clean
from ..vocabulary import COLLECTING, sniff
from ..vocabulary.heading import look_up
from ..vocabulary.words import key_of

# Layouts of tables in a sheet; a list of people has one or a few.
_MOST = 30
_FEWEST_HEADINGS, _CHECKED = 3, 20
_REACHING = {"phone", "phone_secondary", "email_from", "zalo"}
# Fields of several columns say nothing about the place of one, except row numbers.
_MANY = COLLECTING - {"ignore"}


class Layout(NamedTuple):
    """``header``, ``fields``: of the table · ``places``: those of its columns in the sheet, empty if all stay"""

    header: list[str]
    fields: dict[int, str]
    places: tuple[int, ...] = ()

    def moved(self, cells: list[str]) -> list[str]:
        """Return ``cells`` in the order of the sheet."""
        if not self.places:
            return cells
        row = [""] * (max(self.places) + 1)
        for place, cell in zip(self.places, cells, strict=False):
            row[place] = cell
        return row

    def moved_index(self, index: int) -> int:
        """Return the place in the sheet of the column ``index`` of the table."""
        return self.places[index] if self.places else index


class Columns:
    """Columns of a sheet, to which further tables may add some.

    ``header``, ``fields``: as those of a sheet · ``width``: count of the columns of the first table
    """

    def __init__(self, header: list[str], fields: dict[int, str], width: int = 0) -> None:
        self.header = header
        self.fields = fields
        self.width = max(width, len(header))
        self.first = Layout(header, fields)
        self._known: dict[tuple[str, ...], Layout] = {}

    def add(self, header: Sequence[str], rows: Sequence[list[str]]) -> Layout | None:
        """Return the :class:`Layout` of a table below, None if there are too many different ones.

        :param header: its row of headings
        :param rows: the rows below that
        """
        width = max(len(header), *(len(row) for row in rows)) if rows else len(header)
        own = [clean(cell) for cell in header] + [""] * (width - len(header))
        while own and not own[-1] and not any(len(row) >= len(own) and row[len(own) - 1] for row in rows):
            own.pop()
        known = self._known.get(tuple(own))
        if known or len(self._known) >= _MOST:
            return known
        fields = vocabulary.map_headings(own, [row for row in rows if any(row)])
        names = {key_of(heading): index for index, heading in reversed([*enumerate(self.header)]) if heading.strip()}
        meant = {field: index for index, field in reversed(self.fields.items()) if field not in _MANY}
        places: list[int] = []
        for index, heading in enumerate(own):
            same = [names.get(key_of(heading)) if heading else index, meant.get(fields.get(index, ""))]
            free = (place for place in same if place is not None and place not in places)
            place = next((place for place in free if heading or not self._heading(place)), None)
            places.append(self._new(heading, fields.get(index, "")) if place is None else place)
        equal = all(place == index for index, place in enumerate(places))
        self._known[tuple(own)] = Layout(own, fields, () if equal else tuple(places))
        return self._known[tuple(own)]

    def _heading(self, place: int) -> str:
        return self.header[place] if place < len(self.header) else ""

    def _new(self, heading: str, field: str) -> int:
        """Add a column to the sheet; of a field that it has already, the further column has none."""
        place = self.width
        self.header = [*self.header, *[""] * (place - len(self.header)), heading]
        self.width += 1
        if field and (field in COLLECTING or field not in self.fields.values()):
            self.fields = {**self.fields, place: field}
        return place


def is_of_things(
    body: Sequence[tuple[int, list[str]]], index: int, fields: dict[int, str], starts: Container[int] = ()
) -> bool:
    """Return whether a table of products, prices or the like begins at ``index``, apart from the leads above it.

    :param body: (number, cells) of the rows below the header of the leads
    :param fields: of the columns of the leads
    :param starts: indexes of headers of leads

    >>> rows = [['Lê Hà', '0912345678', ''], [], ['Sản phẩm', 'Số lượng', 'Đơn giá'], ['Máy in', '2', '3.500.000']]
    >>> is_of_things([*enumerate(rows, 2)], 2, {0: 'contact_name', 1: 'phone'})
    True
    """
    filled = [cell for cell in body[index][1] if cell.strip()]
    if len(filled) < _FEWEST_HEADINGS or index == 0 or sum(map(bool, body[index - 1][1])) > 1:
        return False
    if any(map(str.isdigit, "".join(filled))) or not any(look_up(cell).field for cell in filled):
        return False
    if any(person_name.is_certain(cell) or company_name.is_company(cell) for cell in filled):
        return False
    places = takewhile(lambda place: place not in starts, range(index + 1, min(index + 1 + _CHECKED, len(body))))
    below = [*takewhile(any, (body[place][1] for place in places))]
    reaching = [place for place, field in fields.items() if field in _REACHING]
    if any(_reaches(row[place]) for row in below for place in reaching if place < len(row)):
        return False
    return bool(below) and sum(any(map(sniff.is_amount, row)) for row in below) * 2 > len(below)


def _reaches(cell: str) -> bool:
    return sniff.is_email(cell) or sniff.is_sure_phone(cell)
