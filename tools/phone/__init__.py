"""Vietnamese phone numbers: numbering plan, parsing, variants, Zalo."""

from .number import (
    Phones,
    as_written,
    compact,
    format,
    identity,
    international,
    is_mobile,
    is_service,
    is_valid,
    parse,
    validate,
    zalo_url,
)

__all__ = [
    "Phones", "as_written", "compact", "format", "identity", "international", "is_mobile", "is_service", "is_valid",
    "parse", "validate", "zalo_url",
]  # fmt: skip
