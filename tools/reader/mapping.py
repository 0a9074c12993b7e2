"""What a reader is: which columns it reads, what it is given, and what it may ask for.

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
    """``position`` in the list · ``name``: the vocabulary's · ``field``: of leads, None where the reader decides ·
    ``label``: how the notes call it, the heading if there is one · ``cells``: list of str"""

    position: int
    name: str
    field: str | None
    label: str
    cells: Sequence[str]


class Records(Protocol):
    """Lookup of the records that texts name."""

    def find(self, field: str, names: Collection[str], create: bool = False) -> dict[str, int]:
        """Return ``{name: id}`` of the records that the relational ``field`` of leads may point to.

        :param create: make records of the names that nobody has, where the user may
        """

    def provinces(self) -> dict[str, int]:
        """Return ``{code: id}`` of the provinces of Viet Nam."""

    def vietnam(self) -> int:
        """Return the id of the country."""

    def titles(self, cells: Collection[str]) -> dict[str, str]:
        """Return ``{cell: title}`` of the leads that the ``cells`` of an id column name."""


class Settings(NamedTuple):
    """What readers know beside the cells.

    ``records``: the lookup · ``country``: code of the country as whose phones are read · ``currency`` of the company ·
    ``today``: the user's date · ``is_list``: whether the columns are of a list or mail, in which contacts may stand in
    notes, rather than of a program · ``label``: column → its name for people · ``separator``: path of a column without
    reader → what joins two of them, None where the first one stays · ``untitled``: title of a lead without a name
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
    """``read`` puts what the cells of its columns say into the values; a column without a field is put where ``read``
    decides, or in the notes.

    ``columns``: {name of the vocabulary, or of a field of leads: field of leads, or None}
    """

    read: Read
    columns: dict[str, str | None]


def same(*names: str) -> dict[str, str | None]:
    """Return columns that are called as their field."""
    return dict(zip(names, names, strict=True))


def free(*names: str) -> dict[str, str | None]:
    """Return columns without a field of their own."""
    return dict.fromkeys(names)
