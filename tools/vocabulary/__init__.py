"""Vocabulary of headings and labels: text → field of a lead.

This module re-exports :mod:`.mapping`, the functions for whole sheets and texts. Beside it :mod:`.heading` looks up a
single heading, :mod:`.sniff` guesses the kind of value in a cell.
"""

from .mapping import (
    COLLECTING,
    OTHER,
    SECOND,
    field_of,
    is_heading,
    label_of,
    map_headings,
    read_pairs,
)

__all__ = ["COLLECTING", "OTHER", "SECOND", "field_of", "is_heading", "label_of", "map_headings", "read_pairs"]
