"""Readers of relational columns: salespeople, teams, campaigns, tags, languages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from .. import filler
from ..facts import facts
from ..text import clean, fold
from .mapping import Column, Settings
from .values import LeadValues

_PLATFORMS = {row["code"]: row["source"] for row in facts("platform_codes")}
# These may be names too: of a person, or of a source of the company.
_DOUBTFUL = {row["code"] for row in facts("platform_codes") if row["doubtful"]}
_UTM = (("utm_source", "source_id"), ("utm_medium", "medium_id"), ("utm_campaign", "campaign_id"))


def read_existing(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read names of records that must exist, such as salespeople; unknown names go to the notes."""
    _read_records(values, columns, settings, create=False)


def read_or_create(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read names of records that are created if they do not exist, such as campaigns."""
    for column in columns:
        if column.field == "source_id":
            column = column._replace(cells=_platforms(column.cells, settings))
        _read_records(values, [column], settings, create=True)


def _platforms(cells: Sequence[str], settings: Settings) -> list[str]:
    """Return ``cells`` with the name of the platform for its code, unless a source has the code as its name."""
    codes = {cell: code for cell in set(cells) if (code := fold(cell)) in _PLATFORMS}
    doubtful = {cell for cell, code in codes.items() if code in _DOUBTFUL}
    names = settings.records.find("source_id", doubtful) if doubtful else {}
    known = {
        cell: _PLATFORMS[code]
        for cell, code in codes.items()
        if cell not in doubtful or cell not in names and not cell.istitle()
    }
    return [known.get(cell, cell) for cell in cells]


def read_status(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read words of a status: each is a stage, the result of a talk, a reason for which the lead is lost, or new.

    What is not the name of a stage stays in the notes too: it may say more than the field.
    """
    values.column("stage_id")
    for column in columns:
        cells = {cell for cell in set(column.cells) if cell and not filler.is_empty(cell)}
        known = settings.records.statuses(cells)
        for row, cell in enumerate(column.cells):
            if cell not in cells:
                continue
            status = known.get(cell)
            if not status or not status.is_name:
                values.note(row, column, cell)
            if not status:
                values.warn(row, column, "unknown_status", text=cell)
                continue
            for field, value in zip(_STATUS_FIELDS, status, strict=False):
                if value and not values.put_one(field, row, value) and status.is_name:
                    values.note(row, column, cell)


# Of the lead, for the stage, the result of the last talk and the reason of a Status.
_STATUS_FIELDS = ("stage_id", "l10n_vn_list_outcome_id", "l10n_vn_list_lost_reason_id")


def _read_records(values: LeadValues, columns: list[Column], settings: Settings, create: bool) -> None:
    for column in columns:
        name = column.field or column.name
        empty = {cell for cell in set(column.cells) if not cell or filler.is_empty(cell)}
        ids = settings.records.find(name, set(column.cells) - empty, create)
        missing = {cell for cell in set(column.cells) - empty if not ids.get(cell)} if name == "user_id" else ()
        meant = settings.records.may_mean(name, missing) if missing else {}
        again = name in values.fields
        if not again:
            values.fields[name] = [ids.get(cell) or None for cell in column.cells]
        for row, cell in enumerate(column.cells):
            if again and ids.get(cell):
                values.set(name, column, row, ids[cell])
            if cell not in empty and not ids.get(cell):
                values.note(row, column, cell)
                if meant.get(cell):
                    values.warn(row, column, "ambiguous_user", text=cell, names=", ".join(meant[cell]))
                else:
                    values.warn(row, column, "unknown_record", label=column.label, text=cell)


def read_landing_page(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read web addresses, and the campaign in their parameters if no column has it."""
    for column in columns:
        values.put("l10n_vn_landing_page", [clean(cell) for cell in column.cells], " ")
        asked = [parse_qs(urlsplit(cell).query) if "utm_" in cell else {} for cell in map(_url, column.cells)]
        for parameter, name in _UTM:
            given = values.fields.get(name, [None] * values.count)
            names = [
                "" if known else clean(query.get(parameter, [""])[0]) for known, query in zip(given, asked, strict=True)
            ]
            if any(names):
                read_or_create(values, [column._replace(name=name, field=name, cells=names)], settings)


def read_tags(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read tags; those that do not exist are created."""
    for column in columns:
        field = column.field or column.name
        words = {cell: split_names(cell) for cell in set(column.cells)}
        ids = settings.records.find(field, {word for found in words.values() for word in found}, create=True)
        for row, cell in enumerate(column.cells):
            values.add(field, row, [ids[word] for word in words[cell] if ids.get(word)])
            for word in words[cell]:
                if not ids.get(word):
                    values.note(row, column, word)


def read_language(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read languages; unknown ones go to the notes."""
    values.column("lang_id")
    for column in columns:
        ids = settings.records.find("lang_id", set(column.cells))
        for row, cell in enumerate(column.cells):
            if ids.get(cell):
                values.set("lang_id", column, row, ids[cell])
            elif cell and not filler.is_empty(cell):
                values.note(row, column, cell)


def split_names(cell: str) -> list[str]:
    """Return the names in a cell such as "Máy in, Két"; an option of an ad form is one name.

    >>> split_names('Máy in, Két;Máy in'), split_names('chưa_biết,_cần_tư_vấn'), split_names('không')
    (['Máy in', 'Két'], ['chưa biết, cần tư vấn'], [])
    """
    if not cell or filler.is_empty(cell):
        return []
    if "_" in cell and " " not in cell:
        return [clean(cell.replace("_", " "))]
    parts = (clean(part) for part in cell.replace(";", ",").replace("\n", ",").split(","))
    return [part for part in dict.fromkeys(parts) if part and not filler.is_empty(part)]


def _url(cell: str) -> str:
    """Return ``cell`` if it can be a web address, else ''."""
    return cell if cell[:4].lower() in ("http", "www.") else ""
