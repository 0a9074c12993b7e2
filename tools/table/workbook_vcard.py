"""What does an address book of a phone, a file of vCards, say as a table?

>>> book = Cards(b'BEGIN:VCARD\\nFN:Le Ha\\nTEL:0912345678\\nEND:VCARD\\nBEGIN:VCARD\\nFN:Le Tu\\nEND:VCARD')
>>> book.rows(book.names[0])
[['Họ và tên', 'Điện thoại'], ['Le Ha', '0912345678'], ['Le Tu', '']]
"""

import re
from functools import cache

from ..card import vcard
from ..facts import facts
from . import file_limits

BEGINS = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*BEGIN:VCARD\s")


class Cards:
    """The one sheet of a file of vCards (bytes), a row a card.

    :raises TooLarge: more cards than is read
    """

    names = ("vCard",)

    def __init__(self, data):
        file_limits.check_cards(vcard.count(data))
        self._cards = vcard.parse(data)

    def rows(self, _name):
        """Return the cards as lists of str under the headings of the vocabulary; photos have no place in a table."""
        columns = dict.fromkeys(column for card in self._cards for column in card if column != "photo")
        named = _headings()
        table = [[card.get(column, "") for column in columns] for card in self._cards]
        return [[named.get(column, column) for column in columns], *table]


@cache
def _headings():
    """Return ``{column: its first heading in the vocabulary}``."""
    return {row["field"]: row["heading"] for row in reversed(facts("column_names")) if row["confidence"] != "ambiguous"}
