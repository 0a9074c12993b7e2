"""The tables of ``tools/data``, read once.

>>> next(iter(rows('phone_prefixes')))['new_prefix']
'032'
"""
import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name):
    """Return the lines of the table ``name`` (str, without ending) as a tuple of dicts of str."""
    with open(_DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
