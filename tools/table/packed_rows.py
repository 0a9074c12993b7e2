"""How are the rows of a long list kept, so that some of them are read without all the others?

>>> rows = PackedRows(pack([(number, [f'Khách {number}']) for number in range(2, 1302)]))
>>> len(rows), rows[:1], rows[499:501], rows[1300:]
(1300, [[2, ['Khách 2']]], [[501, ['Khách 501']], [502, ['Khách 502']]], [])
"""

import base64
import gzip
import json
from itertools import chain

_PIECE = 500


def pack(rows):
    """Return ``rows`` (list of what JSON can hold) as bytes: their count, then a line for each 500 of them."""
    pieces = (rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE))
    lines = (base64.b64encode(gzip.compress(json.dumps(piece).encode(), 1)) for piece in pieces)
    return b"\n".join([str(len(rows)).encode(), *lines])


class PackedRows:
    """The rows that :func:`pack` packed; slices unpack what they hold and nothing else."""

    def __init__(self, data):
        count, *self._lines = data.split(b"\n")
        self._count = int(count)

    def __len__(self):
        return self._count

    def __getitem__(self, part):
        start, stop, _step = part.indices(self._count)
        first = start // _PIECE
        lines = self._lines[first : -(-stop // _PIECE)]
        rows = list(chain.from_iterable(json.loads(gzip.decompress(base64.b64decode(line))) for line in lines))
        return rows[start - first * _PIECE : max(stop, start) - first * _PIECE]
