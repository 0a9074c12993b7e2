"""Tables of a web page that was saved with the extension of a workbook.

>>> Html(b'<table><tr><td>SDT<td>Ten<tr><td colspan=2>0912345678</table>').rows('1')
[['SDT', 'Ten'], ['0912345678', '']]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..encoding import decode_labelled
from . import file_limits, merged_cells
from .cells import Rows
from .merged_cells import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

BEGINS = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*<(?:(?:!doctype|html|head|meta|style|body|div)\b.*?<(?:table|tr)|table)\b"
)
_HEAD = 200_000
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?([\w-]{2,40})")
_WIDEST = 200
_LINES = {"br", "p", "div", "li", "tr"}
_BLANKS = re.compile(r"\s+")


class Html:
    """The tables of a web page (bytes); ``names`` are their numbers.

    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """

    def __init__(self, data: bytes) -> None:
        from lxml import etree

        file_limits.check_tree(data)
        label = _CHARSET.search(data[:_HEAD])
        text = decode_labelled(data, label[1].decode("ascii", "ignore") if label else None)
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=True)
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        tables = [table for table in root.iter("table") if table.find(".//table") is None]
        self._tables = {str(number): table for number, table in enumerate(tables, 1)}
        self.names = list(self._tables)
        file_limits.check_sheets(len(self.names))

    def rows(self, name: str) -> Rows:
        """Return the rows of table ``name`` as lists of str; the first is row 1."""
        spans: list[Span] = []
        covered: dict[int, int] = {}
        elements = enumerate(self._tables[name].iter("tr"))
        rows = file_limits.fitted(self._cells(row, number, spans, covered) for number, row in elements)
        return merged_cells.fill_down(rows, spans)

    def _cells(self, row: _Element, number: int, spans: list[Span], covered: dict[int, int]) -> list[str]:
        """Return the texts of ``row``; ``covered`` is ``{column: last row}`` of merged cells above it."""
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while covered.get(len(cells), -1) >= number:
                cells.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                spans.append((number, len(cells), height))
                covered.update(dict.fromkeys(range(len(cells), len(cells) + width), number + height - 1))
            cells += [_html_text(cell), *[""] * (width - 1)]
            file_limits.check_width(len(cells))
        return cells


def _html_text(cell: _Element) -> str:
    """Return the displayed text of ``cell``, with a line for each break and paragraph."""
    from lxml import etree

    pieces = []
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        text = part.text if event == "start" else part.tail if part is not cell else ""
        pieces += ["\n" if part.tag in _LINES else "", _BLANKS.sub(" ", text or "")]
    return "\n".join(filter(None, (line.strip() for line in "".join(pieces).split("\n"))))


def _span(cell: _Element, name: str) -> int:
    text = cell.get(name, "1")
    return min(int(text), _WIDEST) or 1 if text.isascii() and text.isdigit() else 1
