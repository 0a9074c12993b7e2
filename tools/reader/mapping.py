"""Types of column readers: columns, settings, lookup of records, and mappings from columns to fields.

>>> Mapping(print, {'zalo': 'l10n_vn_zalo', 'fax': None}).columns['zalo']
'l10n_vn_zalo'
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Mapping as MappingType
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..value.money import Marks

if TYPE_CHECKING:
    from .values import LeadValues

# The choice of numbers without a separator of thousands; an empty one leaves it to the readers.
NO_SEPARATOR = "none"


class Column(NamedTuple):
    """``position`` in the list · ``name``: field of the vocabulary · ``field``: of leads, None if the reader decides ·
    ``label`` in notes: the heading, if there is one · ``cells``: one text for each row"""

    position: int
    name: str
    field: str | None
    label: str
    cells: Sequence[str]


class Status(NamedTuple):
    """What a word of a status column means, by ids: ``stage`` · ``outcome`` of a talk · ``lost_reason`` of a lead that
    is lost · all None: a new lead. ``is_name``: whether the word is the name of the stage."""

    stage: int | None = None
    outcome: int | None = None
    lost_reason: int | None = None
    is_name: bool = False


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

    def statuses(self, cells: Collection[str]) -> dict[str, Status]:
        """Return ``{cell: status}`` of the cells of a status column that are known."""

    def may_mean(self, field: str, names: Collection[str]) -> dict[str, list[str]]:
        """Return ``{name: names of records}`` that may be meant by ``names`` for which :meth:`find` found nothing."""

    def titles(self, cells: Collection[str]) -> dict[str, str]:
        """Return ``{cell: title}`` of the existing leads to which the ``cells`` of an id column refer."""


class Formats(NamedTuple):
    """What the user has chosen for a list: ``dates``: formats of ``strptime`` · ``marks``: signs in numbers"""

    dates: tuple[str, ...] = ()
    marks: Marks = Marks()

    @classmethod
    def of(cls, options: MappingType[str, Any]) -> Formats:
        """Return those chosen in the options of the import screen; an empty one is not chosen.

        >>> Formats.of({'date_format': '%m/%d/%Y', 'float_thousand_separator': 'none', 'float_decimal_separator': ','})
        Formats(dates=('%m/%d/%Y',), marks=Marks(thousands='', decimal=','))
        """
        given = {name: value for name, value in options.items() if isinstance(value, str) and value}
        thousands = given.get("float_thousand_separator")
        decimal = given.get("float_decimal_separator", "")
        return cls(
            tuple(given[name] for name in ("date_format", "datetime_format") if name in given),
            Marks("" if thousands == NO_SEPARATOR else thousands, decimal if decimal in (".", ",") else ""),
        )


class Settings(NamedTuple):
    """Settings of readers.

    ``records``: the lookup · ``country``: ISO code by which phones are parsed · ``currency``: of the company, with its
    number of ``decimals`` · ``formats``: :class:`Formats` ·
    ``today``: the user's date · ``is_list``: whether the columns are of a list or mail, whose notes may have contacts,
    not of a program · ``label``: column → label in the user's language · ``separator``: path of a column without reader
    → text between the values of two such columns, None if only the first value stays · ``untitled``: title of a lead
    without a name
    """

    records: Records
    country: str = "VN"
    currency: str = "VND"
    decimals: int = 0
    formats: Formats = Formats()
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
