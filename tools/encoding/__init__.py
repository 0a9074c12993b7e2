"""Vietnamese encodings: detection, legacy fonts, mojibake, VIQR."""

from . import legacy, mojibake, viqr
from .detection import ENCODINGS, decode, decode_labelled, detect, repair

__all__ = ["ENCODINGS", "decode", "decode_labelled", "detect", "legacy", "mojibake", "repair", "viqr"]
