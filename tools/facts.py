"""The tables of facts beside this package, read once.

>>> rows('syllable_parts')[0]
{'part': 'onset', 'text': 'b'}
"""

import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name):
    """Return the lines of ``data/<name>.csv`` as a tuple of dicts of str; treat them as read-only."""
    with open(_DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


facts = rows
