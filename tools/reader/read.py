"""Reader of the columns of a list, mail, card or form, with the mappings of its columns.

>>> from types import SimpleNamespace
>>> from .mappings import MAPPINGS
>>> nothing = SimpleNamespace(find=lambda *names, **options: {}, titles=lambda cells: {})
>>> reader = Reader(MAPPINGS, Settings(nothing))
>>> columns = {'contact_name': [(0, ['Chị Mai'])], 'expected_revenue': [(1, ['1,5 tỷ'])]}
>>> values = reader.read_columns(columns, ['Tên', 'Dự toán'])
>>> values.fields['expected_revenue'], values.fields['l10n_vn_honorific'], values.fields['name']
([1500000000.0], ['Chị'], ['Mai'])
>>> values = reader.read_columns({'date_deadline': [(0, ['12/3/2026', 'hôm nào rảnh'])]}, ['Hạn chót'])
>>> values.fields['date_deadline'], values.warnings[1]
([datetime.date(2026, 3, 12), None], [ReadWarning(column=0, code='no_date', params={'text': 'hôm nào rảnh'})])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType
from typing import Any

from ..table import cell_text
from ..text import clean
from ..vocabulary import OTHER, kinds
from . import amounts, contacts, texts
from .mapping import Column, Mapping, Settings
from .values import LeadValues

# Columns that refer to existing leads.
IDS = ("id", ".id")
_ACTIONS = ("next_activity_date", "l10n_vn_planned_date")
_NOTES = ("description", OTHER)

Columns = MappingType[str, Sequence[tuple[int, Sequence[Any]]]]


class Reader:
    """Reader of columns, each by the mapping that names it.

    ``fields``: {column that has a reader: its field of leads, None if the reader chooses it}

    :param mappings: in the order of reading; of several that name a column the first one reads it
    """

    def __init__(self, mappings: Iterable[Mapping], settings: Settings) -> None:
        self.settings = settings
        self.fields: dict[str, str | None] = {}
        self.mappings: list[Mapping] = []
        for mapping in mappings:
            own = {name: field for name, field in mapping.columns.items() if name not in self.fields}
            self.mappings.append(mapping._replace(columns=own))
            self.fields |= own

    def read_columns(self, columns: Columns, headings: Sequence[Any] = ()) -> LeadValues:
        """Return the values of the rows.

        :param columns: {name: [(index, cells)]}, all of the same length; one name may stand for several columns
        :param headings: headings by column index; a blank one is replaced by the label of its field
        """
        values = LeadValues(max((len(cells) for found in columns.values() for _index, cells in found), default=0))
        found = self._columns(columns, headings)
        for mapping in self.mappings:
            own = [column for name in mapping.columns for column in found.get(name, ())]
            if own:
                mapping.read(values, own, self.settings)
        if self.settings.is_list and not columns.keys() & {*contacts.PHONES, *IDS, "l10n_vn_external_id"}:
            notes = [column for name in _NOTES for column in found.get(name, ())]
            contacts.find_in_notes(
                values, [column for column in notes if not _is_of_another(column.position, headings)]
            )
        self._keep_unread(values, columns, headings)
        self._finish(values)
        amounts.fill_summary(
            values,
            [column for name in _ACTIONS for column in found.get(name, ()) if _heading(column.position, headings)],
        )
        return values

    def _columns(self, columns: Columns, headings: Sequence[Any]) -> dict[str, list[Column]]:
        """Return the columns that have a reader, with all cells as texts."""
        return {
            name: [
                Column(index, name, self.fields[name], self._label(name, index, headings), [*map(_text, cells)])
                for index, cells in found
            ]
            for name, found in columns.items()
            if name in self.fields
        }

    def _label(self, name: str, index: int, headings: Sequence[Any]) -> str:
        return clean(_heading(index, headings)) or self.settings.label(name)

    def _keep_unread(self, values: LeadValues, columns: Columns, headings: Sequence[Any]) -> None:
        for path in [path for path in columns if path not in self.fields]:
            (_index, cells), *more = columns[path]
            separator = self.settings.separator(path)
            values.put_raw(path, cells)
            for index, cells in more:
                column = Column(index, path, None, self._label(path, index, headings), cells)
                for row, cell in enumerate(cells):
                    values.set_raw(path, column, row, cell_text(cell) if cell else "", separator)

    def _finish(self, values: LeadValues) -> None:
        """Add the notes to the description, use contact data found in other columns, and set missing titles."""
        contacts.fill_spare(values)
        if self.settings.is_list and not values.raw.keys() & set(IDS):
            contacts.fill_first_email(values)
        for row, lines in values.notes.items():
            values.put_one("description", row, "".join(map(texts.as_html, lines)), "")
        self._fill_titles(values)

    def _fill_titles(self, values: LeadValues) -> None:
        """Keep the titles of existing leads; make others of person and company, else of the e-mail address or phone."""
        titles = values.column("name")
        named = {
            row: str(cell)
            for path in IDS
            for row, cell in enumerate(values.raw.get(path, ()))
            if cell and not titles[row]
        }
        known = self.settings.records.titles(set(named.values())) if named else {}
        for row, filled in enumerate(values.is_filled()):
            if named.get(row) in known:
                titles[row] = known[named[row]]
            elif filled and not titles[row]:
                who = [values.get("contact_name", row), values.get("partner_name", row)]
                reached = values.get("email_from", row) or values.get("phone", row)
                titles[row] = " – ".join(filter(None, who)) or reached or self.settings.untitled


def _heading(index: int, headings: Sequence[Any]) -> str:
    return str(headings[index] or "") if index < len(headings) else ""


def _is_of_another(index: int, headings: Sequence[Any]) -> bool:
    """Return whether the numbers of a column are of another person, or are no phones."""
    text = _heading(index, headings)
    return kinds.is_of_other_person(text) or kinds.is_of_other_party(text) or kinds.is_number(text)


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else "" if cell is False else cell_text(cell)
