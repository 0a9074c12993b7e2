"""Packed rows of a long list, from which a slice is read without unpacking all others.

>>> rows = PackedRows(pack([(number, [f'Khách {number}']) for number in range(2, 1302)]))
>>> len(rows), rows[:1], rows[499:501], rows[1300:]
(1300, [[2, ['Khách 2']]], [[501, ['Khách 501']], [502, ['Khách 502']]], [])
"""

import base64
import gzip
import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

_PIECE = 500


def pack(rows: Sequence[Any]) -> bytes:
    """Return ``rows`` (list of JSON values) as bytes: their count, then one compressed line per 500 rows."""
    pieces = (rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE))
    lines = (base64.b64encode(gzip.compress(json.dumps(piece).encode(), 1)) for piece in pieces)
    return b"\n".join([str(len(rows)).encode(), *lines])


class PackedRows:
    """The rows in ``data`` (bytes) of :func:`pack`; a slice unpacks its own lines only."""

    def __init__(self, data: bytes) -> None:
        count, *self._lines = data.split(b"\n")
        self._count = int(count)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[Any]:
        start, stop, _step = part.indices(self._count)
        first = start // _PIECE
        lines = self._lines[first : -(-stop // _PIECE)]
        rows = list(chain.from_iterable(json.loads(gzip.decompress(base64.b64decode(line))) for line in lines))
        return rows[start - first * _PIECE : max(stop, start) - first * _PIECE]
