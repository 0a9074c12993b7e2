"""A case: one file, mail or card of a kind, with the truth of each lead that it should make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import World

# What a lead should say: {column: texts that are right}. A column of IDENTIFYING that is not named must be empty,
# another one only where it is named without any text.
Truth = dict[str, tuple[str, ...]]

IDENTIFYING = ("contact", "company", "phone", "phone2", "email", "vat")
OTHERS = (
    "province", "country", "salesperson", "source", "medium", "campaign", "function", "revenue", "tag", "street",
    "received", "cc", "activity", "stage", "outcome",
)  # fmt: skip
LEAD = "lead"  # whether there is a lead at all


@dataclass
class Case:
    """``truths``: for a list {number of the row: truth}; for a mail or card {1: truth}, empty where no lead is due."""

    data: bytes
    name: str
    truths: dict[int, Truth]
    written: dict[int, str] = field(default_factory=dict)  # for --show
    headings: str = ""


Maker = Callable[["World", int], list[Case]]


@dataclass(frozen=True)
class Kind:
    name: str
    door: str  # list, mail or card
    make: Maker


KINDS: list[Kind] = []


def kind(door: str, name: str) -> Callable[[Maker], Maker]:
    """Register a function that makes the cases of a kind: (world, number of rows or mails) → cases."""

    def register(make: Maker) -> Maker:
        KINDS.append(Kind(name, door, make))
        return make

    return register
