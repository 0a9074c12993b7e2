"""Merged cells: their value repeated in the rows that they span, a company beside its three people.

>>> fill_down([['Cty Sao Mai', 'Lan'], ['', 'Tú'], ['', '']], [(0, 0, 3)])
[['Cty Sao Mai', 'Lan'], ['Cty Sao Mai', 'Tú'], ['', '']]
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, TypeAlias

from .cells import Cell, Rows
from .file_limits import check_characters

# Row, column, height; counted from 0.
Span: TypeAlias = tuple[int, int, int]

_RANGE = re.compile(rb'<(?:\w{1,9}:)?mergeCell [^<>]{0,99}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 200
_MOST = 100_000


def fill_down(rows: Rows, spans: Iterable[Span]) -> Rows:
    """Repeat the first cell of each of ``spans`` in the rows below that have cells of their own.

    :param rows: list of lists of cells; changed in place and returned
    :param spans: iterable of :data:`Span`
    :raise TooLarge: the repeated cells have more characters than :mod:`file_limits` allows
    """
    starting: dict[int, list[tuple[int, int, Cell]]] = defaultdict(list)
    characters = 0
    for top, column, height in spans:
        if height > 1 and top < len(rows) and column < len(rows[top]) and rows[top][column] not in ("", None):
            starting[top].append((column, top + height, rows[top][column]))
    covering: dict[int, tuple[int, Cell]] = {}  # {column: (end, value)}; of overlapping spans the last one
    for number, row in enumerate(rows):
        if covering:
            covering = {column: (end, value) for column, (end, value) in covering.items() if end > number}
            if any(cell not in ("", None) for column, cell in enumerate(row) if column not in covering):
                row += [""] * (max(covering, default=-1) + 1 - len(row))
                for column, (_end, value) in covering.items():
                    row[column] = value
                    characters += len(value) if isinstance(value, str) else 0
                check_characters(characters)
        covering.update((column, (end, value)) for column, end, value in starting.get(number, ()))
    return rows


def xlsx_spans(stream: IO[bytes]) -> list[Span]:
    """Return the list of :data:`Span` in the XML of a sheet (a binary stream): they follow its cells."""
    spans: list[Span] = []
    before = b""
    while (chunk := stream.read(_CHUNK)) and len(spans) < _MOST:
        text = before + chunk
        cut = text.rfind(b">") + 1 or len(text)
        spans += [(int(top) - 1, _column(letters), int(last) - int(top) + 1) for letters, top, last in
                  _RANGE.findall(text[:cut])]  # fmt: skip
        before = text[cut:][:_OVERLAP]
    return spans


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
