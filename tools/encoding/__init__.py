"""Vietnamese encodings: detection, legacy fonts, mojibake, VIQR."""

from .detection import (
    ENCODINGS,
    decode,
    decode_labelled,
    detect,
    legacy,
    mojibake,
    repair,
    viqr,
)
