"""Readers of texts: plain fields, notes, priorities, percentages.

A reader (:data:`.mapping.Read`) is called with the values so far, its columns and the settings.
"""

from __future__ import annotations

from markupsafe import escape

from .. import filler
from ..facts import facts
from ..text import clean, clean_lines, fold
from .mapping import Column, Settings
from .values import LeadValues

_PRIORITIES = {row["words"]: row["priority"] for row in facts("priority_words")}


def read_text(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read texts; those of several columns are joined."""
    for column in columns:
        texts = ["" if cell and filler.is_empty(cell) else clean(cell) for cell in column.cells]
        values.put(column.field or column.name, texts, " ")


def read_named_text(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read texts of several columns into one field, each with its label."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if cell:
                values.put_one(column.field or column.name, row, f"{column.label}: {clean(cell)}", "\n")


def read_description(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read descriptions as HTML; from the second column on with their label."""
    for column in columns:
        labelled = column.position != columns[0].position
        for row, cell in enumerate(column.cells):
            if cell and not filler.is_empty(cell):
                text = f"{column.label}: {clean_lines(cell)}" if labelled else clean_lines(cell)
                values.put_one("description", row, as_html(text), "")
    values.column("description")


def read_to_notes(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Add the cells to the notes, under the label of their column."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if cell and not filler.is_empty(cell):
                values.note(row, column, cell)


def read_ignored(_values: LeadValues, _columns: list[Column], _settings: Settings) -> None:
    """Skip columns without data of leads, such as row numbers and ticks."""


def read_code(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read the code of a lead or customer in another system."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if cell:
                values.set("l10n_vn_external_id", column, row, clean(cell))


def read_priority(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read stars, or words of priority, as 0 to 3."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            stars = min(cell.count("★") + cell.count("*") + cell.count("⭐"), 3) if cell else 0
            known = str(stars) if stars else _PRIORITIES.get(fold(cell))
            if known:
                values.set("priority", column, row, known)
            elif cell and not filler.is_empty(cell):
                values.note(row, column, cell)
    values.fields["priority"] = [value or "0" for value in values.column("priority")]


def read_probability(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read percentages; a number below 1 without a percent sign is a share."""
    values.column("probability")
    for column in columns:
        for row, cell in enumerate(column.cells):
            text = cell.replace("%", "").replace(",", ".").strip()
            if not text:
                continue
            try:
                share = float(text)
            except ValueError:
                share = -1.0
            if 0 <= share <= 100:
                values.set("probability", column, row, share * 100 if share < 1 and "%" not in cell else share)
            else:
                values.note(row, column, cell)


def as_html(text: str) -> str:
    """Return ``text`` as an HTML paragraph; HTML, as in exports of Odoo, is unchanged.

    >>> as_html('Cần 2 máy <gấp>'), as_html('<p>Gấp</p>')
    ('<p>Cần 2 máy &lt;gấp&gt;</p>', '<p>Gấp</p>')
    """
    if text.startswith("<") and "</" in text:
        return text
    return f"<p>{escape(text)}</p>".replace("\n", "<br>")
