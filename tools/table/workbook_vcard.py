"""Address book of a phone (a file of vCards) as a table.

>>> book = Cards(b'BEGIN:VCARD\\nFN:Le Ha\\nTEL:0912345678\\nEND:VCARD\\nBEGIN:VCARD\\nFN:Le Tu\\nEND:VCARD')
>>> book.rows(book.names[0])
[['Họ và tên', 'Điện thoại'], ['Le Ha', '0912345678'], ['Le Tu', '']]
"""

import re
from functools import cache

from ..card import vcard
from ..facts import facts
from . import file_limits
from .cells import Rows

BEGINS = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*BEGIN:VCARD\s")


class Cards:
    """The sheet of a file of vCards (bytes), one row per card.

    :raise TooLarge: more cards than :mod:`file_limits` allows
    """

    names = ("vCard",)

    def __init__(self, data: bytes) -> None:
        file_limits.check_cards(vcard.count(data))
        self._cards = vcard.parse(data)

    def rows(self, _name: str) -> Rows:
        """Return the cards as lists of str below the headings of the vocabulary; photos are left out."""
        columns = dict.fromkeys(column for card in self._cards for column in card if column != "photo")
        headings = _headings()
        table: Rows = [[card.get(column, "") for column in columns] for card in self._cards]
        return [[headings.get(column, column) for column in columns], *table]


@cache
def _headings() -> dict[str, str]:
    """Return ``{column: its first heading in the vocabulary}``."""
    return {row["field"]: row["heading"] for row in reversed(facts("column_names")) if row["confidence"] != "ambiguous"}
