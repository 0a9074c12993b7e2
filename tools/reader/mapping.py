"""Types of column readers: columns, settings, lookup of records, and mappings from columns to fields.

>>> Mapping(print, {'zalo': 'l10n_vn_zalo', 'fax': None}).columns['zalo']
'l10n_vn_zalo'
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from .values import LeadValues


class Column(NamedTuple):
    """``position`` in the list · ``name``: field of the vocabulary · ``field``: of leads, None if the reader decides ·
    ``label`` in notes: the heading, if there is one · ``cells``: one text for each row"""

    position: int
    name: str
    field: str | None
    label: str
    cells: Sequence[str]


class Records(Protocol):
    """Lookup of records by their names."""

    def find(self, field: str, names: Collection[str], create: bool = False) -> dict[str, int]:
        """Return ``{name: id}`` of the records that the relational ``field`` of leads may point to.

        :param create: create records for unknown names, if the user may
        """

    def provinces(self) -> dict[str, int]:
        """Return ``{code: id}`` of the provinces of Viet Nam."""

    def vietnam(self) -> int:
        """Return the id of Viet Nam in ``res.country``."""

    def titles(self, cells: Collection[str]) -> dict[str, str]:
        """Return ``{cell: title}`` of the existing leads to which the ``cells`` of an id column refer."""


class Settings(NamedTuple):
    """Settings of readers.

    ``records``: the lookup · ``country``: ISO code by which phones are parsed · ``currency``: of the company ·
    ``today``: the user's date · ``is_list``: whether the columns are of a list or mail, whose notes may have contacts,
    not of a program · ``label``: column → label in the user's language · ``separator``: path of a column without reader
    → text between the values of two such columns, None if only the first value stays · ``untitled``: title of a lead
    without a name
    """

    records: Records
    country: str = "VN"
    currency: str = "VND"
    today: date | None = None
    is_list: bool = True
    label: Callable[[str], str] = str
    separator: Callable[[str], str | None] = lambda _path: None
    untitled: str = "?"


Read = Callable[["LeadValues", "list[Column]", Settings], None]


class Mapping(NamedTuple):
    """``read``: function that reads the cells of its columns into the values; it chooses the field of a column without
    one, or adds the cells to the notes · ``columns``: {field of the vocabulary or of leads: field of leads, or None}
    """

    read: Read
    columns: dict[str, str | None]


def same(*names: str) -> dict[str, str | None]:
    """Return the columns of a mapping whose names are those of their fields."""
    return dict(zip(names, names, strict=True))


def free(*names: str) -> dict[str, str | None]:
    """Return the columns of a mapping that have no field."""
    return dict.fromkeys(names)
