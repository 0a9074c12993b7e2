"""Vietnamese encodings: detection, legacy fonts, mojibake, VIQR, lost letters."""

from . import legacy, lost, mojibake, viqr
from .detection import ENCODINGS, decode, decode_labelled, detect, repair

__all__ = ["ENCODINGS", "decode", "decode_labelled", "detect", "legacy", "lost", "mojibake", "repair", "viqr"]
