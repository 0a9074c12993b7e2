"""Letters that were lost when a file was saved: "Nguy?n V?n An", or U+FFFD, the replacement character of Unicode.

A program that saves Vietnamese in a code page without its letters (Excel's "CSV (Comma delimited)") writes a question
mark for each of them. No encoding brings them back: the file must be saved once more from its source.

>>> find([['Họ tên', 'SĐT'], ['Nguy?n V?n An', '0912345678']])
Lost(places=2, examples=('Nguy?n V?n An',))
>>> find([['Nguyễn Văn An', 'giá bao nhiêu?'], ['Lê Hà', 'https://a.vn/x?utm=b?c']]).places
0
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LOST = re.compile(
    "[^\\W\\d_]\\?{1,3}(?=[^\\W\\d_])|(?:^|(?<=[\\s,;(]))\\?{1,2}(?=[^\\W\\d_])|\ufffd+(?=[^\\W\\d_])|(?<=[^\\W\\d_])\ufffd+"
)
# Links and addresses have question marks of their own.
_ADDRESS_SIGNS = ("/", "=", "@", "#", "&", "www.")
_READ = 1000
_FEWEST = 2
# Lost letters for each cell with letters that are intact: fewer are slips of the keyboard.
_SHARE = 0.1
_SHOWN = 3


class Lost(NamedTuple):
    """``places``: how many places have lost letters, 0 if so few that they are slips · ``examples``: some cells"""

    places: int = 0
    examples: tuple[str, ...] = ()


def find(rows: Iterable[Sequence[object]]) -> Lost:
    """Return the :class:`Lost` of the cells of a sheet."""
    count = intact = 0
    examples: list[str] = []
    for row in rows:
        for cell in row:
            if not isinstance(cell, str):
                continue
            places = _count(cell) if "?" in cell or "\ufffd" in cell else 0
            count += places
            intact += not places and not cell.isascii()
            if places and len(examples) < _SHOWN:
                examples.append(cell[:_READ])
    if count < _FEWEST or count < intact * _SHARE:
        return Lost()
    return Lost(count, tuple(examples))


def _count(cell: str) -> int:
    words = (word for word in cell[:_READ].split() if not any(sign in word for sign in _ADDRESS_SIGNS))
    return sum(1 for _place in _LOST.finditer(" ".join(words)))
