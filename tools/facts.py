"""The tables of facts beside this package, read once.

>>> facts('syllable_parts')[0]
{'part': 'onset', 'text': 'b'}
"""

import csv
from functools import cache
from pathlib import Path

# A row of a table: column → text.
Row = dict[str, str]

_DATA = Path(__file__).parent / "data"


@cache
def facts(name: str) -> tuple[Row, ...]:
    """Return the rows (tuple of dict) of ``data/<name>.csv``; treat them as read-only."""
    with open(_DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
