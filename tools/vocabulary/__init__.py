"""Vocabulary: which field a heading or label means."""

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
