"""Sheets of workbooks in the XML format of Excel 2003 (SpreadsheetML).

>>> book = Xml(b'''<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
... xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Khach"><Table><Row>
... <Cell><Data>SDT</Data></Cell><Cell ss:Index="3"><Data>Ten</Data></Cell></Row></Table></Worksheet></Workbook>''')
>>> book.names, book.rows('Khach')
(['Khach'], [['SDT', '', 'Ten']])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..exceptions import InvalidFormat
from . import file_limits, merged_cells
from .cells import Rows
from .merged_cells import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^<>]{1,200}\?>\s*){0,3}<(?:\w{1,9}:)?Workbook\b")
_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST = 1000
_MIDNIGHT = re.compile(r"(?:T00:00:00)?(?:\.0+)?$")


class Xml:
    """The sheets of the XML (bytes) of a workbook; ``names`` in their order.

    :raise InvalidFormat: there is no sheet in it
    :raise TooLarge: larger than the limits of :mod:`file_limits`
    """

    def __init__(self, data: bytes) -> None:
        from lxml import etree

        file_limits.check_tree(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
        root = etree.fromstring(data, parser)
        sheets = [] if root is None else root.iter(f"{_SPACE}Worksheet")
        self._sheets = {sheet.get(f"{_SPACE}Name", ""): sheet for sheet in sheets}
        self.names = list(self._sheets)
        file_limits.check_sheets(len(self.names))
        if not self.names:
            raise InvalidFormat(data[:8])

    def rows(self, name: str) -> Rows:
        """Return the rows of sheet ``name`` as lists of str; the first is row 1."""
        spans: list[Span] = []
        return merged_cells.fill_down(file_limits.fitted(self._rows(name, spans)), spans)

    def _rows(self, name: str, spans: list[Span]) -> Iterator[list[str]]:
        number = 0
        for row in self._sheets[name].iter(f"{_SPACE}Row"):
            gap = min(max(_number(row, "Index", number + 1) - 1 - number, 0), _MOST)
            yield from ([] for _blank in range(gap))
            number += gap
            yield _cells(row, number, spans)
            number += 1


def _cells(row: _Element, number: int, spans: list[Span]) -> list[str]:
    """Return the texts of ``row``; its merged cells are added to ``spans``."""
    cells: list[str] = []
    for cell in row.iterchildren(f"{_SPACE}Cell"):
        gap = _number(cell, "Index", len(cells) + 1) - 1 - len(cells)
        cells += [""] * min(max(gap, 0), _MOST)
        if (height := _number(cell, "MergeDown", 0) + 1) > 1:
            spans.append((number, len(cells), height))
        cells += [_text(cell.find(f"{_SPACE}Data")), *[""] * min(_number(cell, "MergeAcross", 0), _MOST)]
        file_limits.check_width(len(cells))
    return cells


def _text(data: _Element | None) -> str:
    text = "" if data is None else "".join(data.itertext()).strip()
    if data is not None and data.get(f"{_SPACE}Type") == "DateTime":
        return _MIDNIGHT.sub("", text).replace("T", " ")
    return text


def _number(element: _Element, name: str, default: int) -> int:
    text = element.get(f"{_SPACE}{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else default
