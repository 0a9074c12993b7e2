"""Capitals of names: Nguyễn Văn An, H'Hen Niê, McDonald, Kim Min-jun."""

import re

from ..text import clean

# Longer texts are no names: only this many characters are read.
LONGEST = 200
_PIECES = re.compile(r"([\s'’\-.]+)")


def format(text: str) -> str:
    """Return ``text`` with capitals on first letters only; mixed case in foreign names stays.

    >>> format('NGUYễN văn an'), format("h'hen niê"), format('McDonald')
    ('Nguyễn Văn An', "H'Hen Niê", 'McDonald')
    """
    if len(text) > LONGEST:
        return text.strip()
    words = clean(text)
    if words.istitle() and words.replace(" ", "").isalpha():
        return words
    if "-" in words:
        return " ".join(word if _is_hyphenated(word) else _in_pieces(word) for word in words.split(" "))
    return _in_pieces(words)


def _is_hyphenated(word: str) -> bool:
    """Return whether ``word`` is a foreign double name with capitals: Jae-yong, Jean-Pierre."""
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and head.istitle() and tail.isalpha() and not tail.isupper()


def _in_pieces(words: str) -> str:
    return "".join(_capitalise(piece) for piece in _PIECES.split(words))


def _capitalise(word: str) -> str:
    inner = word[1:]
    foreign = word[:1].isupper() and any(c.islower() for c in inner) and any(c.isupper() for c in inner)
    if foreign and word.isascii():
        return word
    return word[:1].upper() + inner.lower()
