"""Limits of the size of an unpacked file of leads, whatever its format.

A file of some kilobytes can expand to thousands of millions of cells, by repeats, spans, or a cell far to the right:
readers count before they expand it.

>>> fitted([['Lê Hà', '0912345678']])
[['Lê Hà', '0912345678']]
>>> try:
...     fitted(iter(lambda: ['x'] * 900, None))
... except TooLarge as error:
...     error.code, error.value
('too_many_cells', 5000400)
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..exceptions import TooLarge

# Rows × width.
MOST_CELLS = 5_000_000
MOST_COLUMNS = 1_000
MOST_SHEETS = 1_000
# In one file or text, and in all files of one wizard together.
MOST_CARDS = 5_000
# In all cells; a repeated cell counts each time.
MOST_CHARACTERS = 200_000_000
# Size after unpacking; a million rows take a quarter of a gigabyte.
MOST_BYTES = 400_000_000
# For formats that are parsed to a tree: in memory, an element takes a multiple of its size in the file.
MOST_TREE_BYTES = 200_000_000
MOST_TREE_ELEMENTS = 2_000_000
# In the parts of a workbook that are no sheets: styles, relations.
MOST_OTHER_ELEMENTS = 1_000_000
# Columns of the widest sheet that a spreadsheet can have; most cells may be blank.
WIDEST_SHEET = 16_384
# Cutting off blank cells at the end of rows takes time.
_MOST_BLANK = 20 * MOST_CELLS
_MOST_SAME = 50_000
# Rows of fewer cells take as much memory as rows of four.
_NARROWEST = 4


def fitted(
    rows: Iterable[Sequence[Any]],
    convert: Callable[[Any], Any] | None = None,
    is_blank: Callable[[Any], bool] = lambda cell: cell in ("", None),
) -> list[list[Any]]:
    """Return ``rows`` as a list of lists, read only as far as they are within the limits.

    Blank cells at the end of a row wider than :data:`MOST_COLUMNS` are cut off.

    :param rows: iterable of rows (sequences of cells), best a lazy one
    :param convert: function of a cell, applied to the cells that are kept
    :param is_blank: function of a cell before its conversion
    :raise TooLarge: more than :data:`MOST_CELLS`, :data:`MOST_COLUMNS` or :data:`MOST_CHARACTERS`
    """
    kept: list[list[Any]] = []
    same: dict[str, str] = {}  # most cells of some columns have the text of another row
    widest, blank, characters = _NARROWEST, 0, 0
    for row in rows:
        width = len(row)
        if width > MOST_COLUMNS:
            check_width(width)
            blank += width
            while width and is_blank(row[width - 1]):
                width -= 1
            if width > MOST_COLUMNS:
                raise TooLarge(width, "too_many_columns")
            row = row[:width]
        widest = max(widest, width)
        if (len(kept) + 1) * widest > MOST_CELLS or blank > _MOST_BLANK:
            raise TooLarge(max((len(kept) + 1) * widest, blank), "too_many_cells")
        row = list(row) if convert is None else [convert(cell) for cell in row]
        characters += sum([len(cell) for cell in row if cell.__class__ is str])
        check_characters(characters)
        if len(same) > _MOST_SAME:
            same.clear()
        kept.append([same.setdefault(cell, cell) if cell.__class__ is str else cell for cell in row])
    return kept


def check_width(width: int) -> None:
    """Check the ``width`` of a row, blank cells counted.

    :raise TooLarge: it is wider than any spreadsheet
    """
    if width > WIDEST_SHEET:
        raise TooLarge(width, "too_many_columns")


def check_characters(count: int) -> None:
    """Check the ``count`` of characters.

    :raise TooLarge: more than :data:`MOST_CHARACTERS`
    """
    if count > MOST_CHARACTERS:
        raise TooLarge(count, "too_many_characters")


def check_sheets(count: int) -> None:
    """Check the ``count`` of sheets.

    :raise TooLarge: more than :data:`MOST_SHEETS`
    """
    if count > MOST_SHEETS:
        raise TooLarge(count, "too_many_sheets")


def check_cards(count: int) -> None:
    """Check the ``count`` of cards.

    :raise TooLarge: more than :data:`MOST_CARDS`
    """
    if count > MOST_CARDS:
        raise TooLarge(count, "too_many_cards")


def check_bytes(size: int, most: int | None = None) -> None:
    """Check the ``size`` in bytes.

    :raise TooLarge: more than ``most``, by default :data:`MOST_BYTES`
    """
    if size > (MOST_BYTES if most is None else most):
        raise TooLarge(size, "too_many_bytes")


def check_tree(data: bytes) -> None:
    """Check how large the tree of ``data`` (XML or HTML) becomes in memory, before it is parsed.

    :raise TooLarge: larger than any list of leads needs
    """
    check_bytes(len(data), MOST_TREE_BYTES)
    # An element has at most two "<", its end tag included.
    if (signs := data.count(b"<")) > 2 * MOST_TREE_ELEMENTS:
        raise TooLarge(signs, "too_many_cells")
