"""Vocabulary of headings and labels: text → field of a lead.

This module re-exports :mod:`.mapping` and :mod:`.pairs`, the functions for whole sheets and texts. Beside them
:mod:`.heading` looks up a single heading, :mod:`.kinds` says what it is about, :mod:`.evidence` weighs the values of
its column, :mod:`.sniff` guesses the kind of value in a cell.
"""

from .heading import OTHER, SECOND
from .mapping import COLLECTING, field_of, is_heading, label_of, map_headings
from .pairs import read_pairs

__all__ = ["COLLECTING", "OTHER", "SECOND", "field_of", "is_heading", "label_of", "map_headings", "read_pairs"]
