"""Kinds of business cards: printed ones as text, vCards, QR codes."""

from . import printed, vcards
