"""Lists: rows of people under headings, with what stands above, between and below them in real files."""

from __future__ import annotations

from collections.abc import Sequence

from . import sheet, spelling
from .case import Case, Truth
from .columns import Column, column
from .odd import ODD
from .sheet import Cell
from .world import World

HANDMADE = ("xlsx", "xlsx", "xlsx", "csv", "csv utf-8-sig", "semicolon", "tsv", "xls")


class Listing:
    """Rows of a file under construction; :meth:`people` notes what each row should become."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[list[Cell]] = []
        self.truths: dict[int, Truth] = {}
        self.headings: list[str] = []

    def lines(self, *rows: Sequence[Cell]) -> None:
        """Add rows that are no leads."""
        self.rows += [list(row) for row in rows]

    def head(self, columns: Sequence[Column], handmade: bool = False) -> None:
        self.headings = [self.world.one_of(one.headings) for one in columns]
        if handmade:
            self.headings = [spelling.heading(self.world, heading) for heading in self.headings]
        self.rows.append(list(self.headings))

    def people(self, columns: Sequence[Column], count: int) -> None:
        for _ in range(count):
            person, row = self.world.person(), []
            truth: Truth = {}
            for one in columns:
                cell, says = one.cell(self.world, person) if self.world.chance(one.fill) else ("", {})
                row.append(cell)
                truth |= says
            self.rows.append(row)
            self.truths[len(self.rows)] = truth

    def case(self, name: str, form: str) -> Case:
        content, ending = sheet.write(self.rows, form)
        written = {number: " | ".join(map(sheet.as_text, self.rows[number - 1])) for number in self.truths}
        return Case(content, f"{name}.{ending}", self.truths, written, " | ".join(self.headings))


def listing(
    world: World, count: int, columns: Sequence[Column], name: str, form: str = "", mixed: bool = False
) -> Case:
    """Return a list of ``count`` people.

    :param form: as for :func:`sheet.write`; one that people choose by hand where empty
    :param mixed: typed by hand: columns in another order, a number before them, empty ones between, headings as typed
    """
    columns = list(columns)
    if mixed:
        columns = _mixed(world, columns)
    result = Listing(world)
    result.head(columns, handmade=mixed)
    result.people(columns, count)
    return result.case(name, form or world.one_of(HANDMADE))


def _mixed(world: World, columns: list[Column]) -> list[Column]:
    # Of its own columns too, those of other lists of the same people.
    known = {heading for one in columns for heading in one.headings}
    odd = [one for one in ODD if known.isdisjoint(one.headings)]
    first, rest = columns[:2], columns[2:] + world.rnd.sample(odd, world.between(1, 3))
    world.rnd.shuffle(rest)
    columns = first + rest
    if world.chance(0.3):
        columns.insert(world.between(1, len(columns)), column("", lambda w, p: ("", {})))
    if world.chance(0.6):
        numbers = iter(range(1, 100_000))
        columns.insert(0, column("STT|TT|No.|#", lambda w, p: (next(numbers), {})))
    return columns
