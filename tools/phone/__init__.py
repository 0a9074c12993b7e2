"""Vietnamese phone numbers: numbering plan, parsing, variants, search, Zalo.

This module re-exports :mod:`.number`: parsing, validation and formats of a cell, and :mod:`.running_text`: the numbers
in a mail, a note or a card. Beside them :mod:`.variants` gives the spellings of a number, :mod:`.search` the text and
patterns of a search box, :mod:`.zalo` reads Zalo accounts. What is no phone is decided in :mod:`.other_number`.
"""

from .label import is_other_heading, is_other_label
from .lines import find_in_lines
from .number import (
    Phones,
    compact,
    format,
    identity,
    international,
    is_mobile,
    is_service,
    is_valid,
    parse,
    parse_international,
    validate,
    zalo_url,
)
from .running_text import InText, find, is_ruled_out

__all__ = [
    "InText", "Phones", "compact", "find", "find_in_lines", "format", "identity", "international", "is_mobile",
    "is_other_heading", "is_other_label", "is_ruled_out", "is_service", "is_valid", "parse", "parse_international",
    "validate", "zalo_url",
]  # fmt: skip
