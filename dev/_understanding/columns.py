"""Columns of lists: headings, how a cell is written, and what it says of the lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from . import people, spelling
from .case import Truth
from .sheet import Cell
from .world import Person, World, e164, unaccent

Written = tuple[Cell, Truth]


@dataclass(frozen=True)
class Column:
    """``headings``: spellings, of which a file has one · ``fill``: share of rows that have a value."""

    headings: tuple[str, ...]
    cell: Callable[[World, Person], Written]
    fill: float = 1.0

    def sometimes(self, fill: float) -> Column:
        return replace(self, fill=fill)


def column(headings: str, cell: Callable[[World, Person], Written], fill: float = 1.0) -> Column:
    """Return a column; ``headings`` are separated by "|"."""
    return Column(tuple(heading.strip() for heading in headings.split("|")), cell, fill)


def noise(headings: str, cell: Callable[[World, Person], Cell], fill: float = 0.8) -> Column:
    """Return a column that says nothing of any column of the truth."""
    return column(headings, lambda w, p: (cell(w, p), {}), fill)


def name(headings: str, style: str = "", fill: float = 1.0) -> Column:
    def cell(w: World, p: Person) -> Written:
        written, right = spelling.name(w, p, style)
        return written, {"contact": right}

    return column(headings, cell, fill)


def company(headings: str, fill: float = 1.0) -> Column:
    def cell(w: World, p: Person) -> Written:
        written, right = spelling.company(w, p)
        return written, {"company": right}

    return column(headings, cell, fill)


def phone(headings: str, fill: float = 1.0, as_written: Callable[[str], Cell] | None = None) -> Column:
    def cell(w: World, p: Person) -> Written:
        return as_written(p.phone) if as_written else spelling.phone(w, p.phone), {"phone": (e164(p.phone),)}

    return column(headings, cell, fill)


def phone2(headings: str, fill: float = 0.5) -> Column:
    return column(headings, lambda w, p: (spelling.phone(w, p.phone2), {"phone2": (e164(p.phone2),)}), fill)


def email(headings: str, fill: float = 0.85) -> Column:
    def cell(w: World, p: Person) -> Written:
        return p.email.upper() if w.chance(0.05) else p.email, {"email": (p.email,)}

    return column(headings, cell, fill)


def vat(headings: str, fill: float = 0.8) -> Column:
    return column(headings, lambda w, p: (p.vat, {"vat": (p.vat,)}), fill)


def province(headings: str, fill: float = 0.9) -> Column:
    def cell(w: World, p: Person) -> Written:
        text = p.province_text
        written = w.pick(text, text, text, text.upper(), unaccent(text))
        return written, {"province": (p.province,)}

    return column(headings, cell, fill)


def address(headings: str, fill: float = 0.9) -> Column:
    """Return a column of whole addresses with the province at their end."""

    def cell(w: World, p: Person) -> Written:
        middle = w.pick(
            "", f"phường {w.between(1, 14)}", f"P. {w.pick('Tân Định', 'Thạnh Lộc', 'Mỹ An')}", f"ấp {w.between(1, 9)}"
        )
        parts = [p.street, middle, p.province_text]
        return ", ".join(filter(None, parts)), {"province": (p.province,)}

    return column(headings, cell, fill)


def sales(headings: str, fill: float = 0.9, style: str = "full") -> Column:
    """Return a column of our salespeople; ``style`` "given" writes "chị Lan"."""

    def cell(w: World, p: Person) -> Written:
        given = p.sales.split()[-1]
        written = p.sales if style == "full" else w.pick(given, given, f"{w.pick('Anh', 'chị', 'em', 'Ms')} {given}")
        return written, {"salesperson": (p.sales,)}

    return column(headings, cell, fill)


def job(headings: str, fill: float = 0.7) -> Column:
    return column(headings, lambda w, p: (p.job, {"function": (p.job,)}), fill)


def choice(headings: str, key: str, choices: dict[str, str], fill: float = 0.95) -> Column:
    """Return a column of words {written: right text of ``key``}."""

    def cell(w: World, _p: Person) -> Written:
        written = w.one_of(choices)
        return written, {key: tuple(choices[written].split("|"))}

    return column(headings, cell, fill)


def words(headings: str, *choices: str, fill: float = 0.85) -> Column:
    return noise(headings, lambda w, _p: w.pick(*choices), fill)


def source(headings: str, fill: float = 0.95) -> Column:
    return choice(headings, "source", SOURCES, fill)


SOURCES = {
    "Facebook": "Facebook", "FB": "Facebook", "fb": "Facebook", "Zalo": "Zalo", "TikTok": "TikTok|Tiktok",
    "Website": "Website", "Giới thiệu": "Giới thiệu", "Hội chợ": "Hội chợ", "Google": "Google",
}  # fmt: skip
REVENUE = "revenue"


def revenue(headings: str, fill: float = 0.7) -> Column:
    def cell(w: World, _p: Person) -> Written:
        written, value = spelling.amount(w)
        return written, {REVENUE: (str(value),)}

    return column(headings, cell, fill)


def received(headings: str, fill: float = 1.0) -> Column:
    """Return a column of the time when the person left the data, in one format for the whole file."""
    formats: list[str] = []

    def cell(w: World, _p: Person) -> Written:
        if not formats:
            formats.append(
                w.pick("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y %H:%M", "%d/%m/%Y")
            )
        moment = spelling.moment(w)
        return moment.strftime(formats[0]), {"received": (moment.date().isoformat(),)}

    return column(headings, cell, fill)


def no(key: str, of: Column) -> Column:
    """Return the column ``of``, from which ``key`` must not be filled."""

    def cell(w: World, p: Person) -> Written:
        written, truth = of.cell(w, p)
        return written, truth | {key: ()}

    return replace(of, cell=cell)


def product(headings: str, fill: float = 0.9) -> Column:
    return words(headings, *people.PRODUCTS, fill=fill)
