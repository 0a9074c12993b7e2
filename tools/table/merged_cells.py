"""What stands in the cells that a merged cell covers: a company beside its three people, a day beside its calls?

>>> down([['Cty Sao Mai', 'Lan'], ['', 'Tú'], ['', '']], [(0, 0, 3)])
[['Cty Sao Mai', 'Lan'], ['Cty Sao Mai', 'Tú'], ['', '']]
"""

import re
from collections import defaultdict

from .file_limits import check_characters

_RANGE = re.compile(rb'<(?:\w{1,9}:)?mergeCell [^<>]{0,99}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 200
_MOST = 100_000


def down(rows, spans):
    """Repeat the first cell of each of ``spans`` in the rows below that say something of their own.

    :param rows: list of lists of cells; changed in place and returned
    :param spans: iterable of (row, column, height), counted from 0
    :raises TooLarge: what is repeated takes more characters than is read
    """
    starting, characters = defaultdict(list), 0
    for top, column, height in spans:
        if height > 1 and top < len(rows) and column < len(rows[top]) and rows[top][column] not in ("", None):
            starting[top].append((column, top + height, rows[top][column]))
    covering = {}  # what reaches down to a row, by column: of spans that overlap, the last
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


def of_xlsx(stream):
    """Return the spans that the XML of a sheet (a binary stream) names behind its cells."""
    spans, before = [], b""
    while (chunk := stream.read(_CHUNK)) and len(spans) < _MOST:
        text = before + chunk
        cut = text.rfind(b">") + 1 or len(text)
        spans += [(int(top) - 1, _column(letters), int(last) - int(top) + 1) for letters, top, last in
                  _RANGE.findall(text[:cut])]  # fmt: skip
        before = text[cut:][:_OVERLAP]
    return spans


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
