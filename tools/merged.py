"""What stands in the cells that a merged cell covers: a company beside its three people, a day beside its calls?

>>> down([['Cty Sao Mai', 'Lan'], ['', 'Tú'], ['', '']], [(0, 0, 3)])
[['Cty Sao Mai', 'Lan'], ['Cty Sao Mai', 'Tú'], ['', '']]
"""

import re

_RANGE = re.compile(rb'<(?:\w{1,9}:)?mergeCell [^<>]{0,99}?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 200
_MOST = 100_000


def down(rows, spans):
    """Repeat the first cell of each of ``spans`` in the rows below that say something of their own.

    :param rows: list of lists of cells; changed in place and returned
    :param spans: iterable of (row, column, height), counted from 0
    """
    covered = {}
    for top, column, height in spans:
        if height > 1 and top < len(rows) and column < len(rows[top]) and rows[top][column] not in ("", None):
            for row in range(top + 1, min(top + height, len(rows))):
                covered.setdefault(row, {})[column] = rows[top][column]
    for row, cells in covered.items():
        if any(cell not in ("", None) for column, cell in enumerate(rows[row]) if column not in cells):
            rows[row] += [""] * (max(cells) + 1 - len(rows[row]))
            for column, value in cells.items():
                rows[row][column] = value
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
