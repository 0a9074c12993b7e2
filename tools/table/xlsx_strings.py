"""Shared texts of an XLSX file.

>>> import io
>>> part = f'<sst xmlns="{MAIN}"><si><t>Lê Hà</t></si><si><r><t>Lê </t></r><r><t>Tú</t></r></si></sst>'
>>> read(io.BytesIO(part.encode()))
['Lê Hà', 'Lê Tú']
"""

import re
from typing import IO
from xml.etree import ElementTree

from openpyxl.cell.text import Text

from .xlsx_markup import MAIN, NotPlain, Part, text_of

_ITEM = re.compile(r'(<si><t(?: xml:space="preserve")?>([^<]*)</t></si>|<si>.*?</si>)', re.S)


def read(stream: IO[bytes]) -> list[str]:
    """Return the texts in the part ``stream``, as openpyxl reads them.

    :raise NotPlain: it is not written as spreadsheets write it; other errors are a parser's
    """
    part = Part(stream, b"sst", b"</si>", b"</sst>")
    texts: list[str] = []
    for piece in part.pieces():
        items = _ITEM.findall(piece)
        if sum(len(whole) for whole, _text in items) != len(piece):
            raise NotPlain("between texts")
        # openpyxl leaves these letters out; Excel writes "_x005F_" for an underscore before something like "x000D_".
        texts += [(text_of(text) if text else _formatted(whole)).replace("x005F_", "") for whole, text in items]
    ElementTree.fromstring(part.around)
    return texts


def _formatted(item: str) -> str:
    """Return the text of ``item`` with formats of its letters, or how it is spoken beside it."""
    [element] = ElementTree.fromstring(f'<sst xmlns="{MAIN}">{item}</sst>')
    text: str = Text.from_tree(element).content
    return text
