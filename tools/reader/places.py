"""Readers of places: provinces, addresses, districts.

Provinces become records of today's 34; the original text of an address is stored beside its parts.
"""

from __future__ import annotations

from .. import filler
from ..text import clean
from ..value import province
from .mapping import Column, Settings
from .values import LeadValues


def read_state(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read provinces, and the country of rows with a Vietnamese one."""
    for column in columns:
        named = {cell: clean(cell) for cell in set(column.cells) if province.parse(cell) or not filler.is_empty(cell)}
        ids = settings.records.find("state_id", set(named))
        values.put("l10n_vn_province_text", [named.get(cell, "") for cell in column.cells], ", ")
        values.put("state_id", [ids.get(cell) or None for cell in column.cells])
        for row, cell in enumerate(column.cells):
            if cell in named and not ids.get(cell):
                values.note(row, column, cell)
                _warn(values, row, column, cell)
    _fill_country(values, settings)


def _warn(values: LeadValues, row: int, column: Column, cell: str) -> None:
    means = province.candidates(cell)
    if len(means) > 1:
        names = ", ".join(candidate.name for candidate in means)
        values.warn(row, column, "ambiguous_province", text=cell, names=names)
    else:
        values.warn(row, column, "no_province", text=cell)


def _fill_country(values: LeadValues, settings: Settings) -> None:
    """Set the country of Vietnamese provinces if no column has one."""
    states = values.column("state_id")
    provinces = set(settings.records.provinces().values()) if any(states) else set()
    if any(state in provinces for state in states):
        country = settings.records.vietnam()
        values.put("country_id", [country if state in provinces else None for state in states])


def read_address(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read addresses and cities into street, city and province, and store the original text.

    A province in a column of cities goes before one at the end of a street.
    """
    cities = [column for column in columns if column.name == "city"]
    for column in cities:
        for row, cell in enumerate(column.cells):
            if not values.get("state_id", row) and province.is_province(cell):
                _put_state(values, row, province.parse(cell, column=False), settings)
    streets = [column for column in columns if column.name != "city"]
    if streets:
        _read_streets(values, streets, settings)
    if cities:
        read_city(values, cities, settings)


def _read_streets(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    values.column("street")
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell, "address"):
                continue
            street, city, state = province.from_address(cell)
            if state and not _is_state(values, row, state, settings):
                # Another column names the province: this one is a street named after a province.
                street, city, state = clean(cell), "", None
            values.put_one("street", row, street, ", ")
            if city:
                values.put_one("city", row, city)
            _put_state(values, row, state, settings)
            if street != clean(cell):
                values.put_one("l10n_vn_province_text", row, clean(cell), ", ")
    _fill_country(values, settings)


def _is_state(values: LeadValues, row: int, state: province.Province, settings: Settings) -> bool:
    """Return whether the province of ``row`` is ``state``, or not known yet."""
    known = values.get("state_id", row)
    return not known or known == settings.records.provinces().get(state.code)


def read_mail_address(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read the address of a mail; the district stays in the street: since July 2025 there are no districts."""
    for row, cell in enumerate(columns[0].cells):
        street, city, state = province.from_address(cell)
        values.put_one("street", row, ", ".join(filter(None, (street, city))))
        _put_state(values, row, state, settings)
    _fill_country(values, settings)


def read_city(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read cities or districts, and the province they are in."""
    cities = values.column("city")
    written = set()
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell, "address"):
                continue
            # The city of the address column is in its original text too.
            cities[row] = f"{cities[row]}, {clean(cell)}" if row in written else clean(cell)
            written.add(row)
            if not values.get("state_id", row):
                _put_state(values, row, province.parse(cell, column=False), settings)
    _fill_country(values, settings)


def _put_state(values: LeadValues, row: int, state: province.Province | None, settings: Settings) -> None:
    state_id = settings.records.provinces().get(state.code) if state else None
    if state_id:
        values.put_one("state_id", row, state_id)
