"""Vietnamese phone numbers: numbering plan, parsing, variants, search, Zalo.

This module re-exports :mod:`.number`: parsing, validation and formats. Beside it :mod:`.variants` gives the spellings
of a number, :mod:`.search` the text and patterns of a search box, :mod:`.zalo` reads Zalo accounts.
"""

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

__all__ = [
    "Phones", "compact", "format", "identity", "international", "is_mobile", "is_service", "is_valid", "parse",
    "parse_international", "validate", "zalo_url",
]  # fmt: skip
