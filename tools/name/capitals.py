"""Capitals of names: Nguyễn Văn An, H'Hen Niê, McDonald, Kim Min-jun.

A name in mixed case stays as it is written: only its writer knows whether "In ấn" is a trade or a name. Capitals are
repaired where all letters are of one case, and where a legacy font lost those with a tone: NGUYễN, Trần Thị ánh.
Sources: TCVN 5712:1993, whose table VN3 has no capitals with a tone; ``data/lost_capitals.csv``, names that begin so.
"""

import re
import unicodedata

from ..facts import facts
from ..text import clean

# Longer texts are no names: only this many characters are read.
LONGEST = 200
_PIECES = re.compile(r"([\s'’\-.]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_TONED = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")
_SURNAMES = {row["surname"] for row in facts("surnames") if row["rank"] and row["ambiguous"] == "0"}
_LOST = {tuple(row["words"].split()) for row in facts("lost_capitals")}


def format(text: str) -> str:
    """Return ``text`` with capitals on first letters where these were lost; mixed case stays.

    >>> format('NGUYễN văn an'), format("h'hen niê"), format('Trần Thị ánh'), format('LÊ HÀ')
    ('Nguyễn Văn An', "H'Hen Niê", 'Trần Thị Ánh', 'Lê Hà')
    >>> format('McDonald'), format('Vợ chồng anh Khánh'), format('In ấn')
    ('McDonald', 'Vợ chồng anh Khánh', 'In ấn')
    """
    if len(text) > LONGEST:
        return text.strip()
    words = clean(text)
    if words.istitle() and words.replace(" ", "").isalpha():
        return words
    if not (words.isupper() or words.islower() or has_lost_word(words)):
        return _with_raised_given_name(words)
    if "-" in words:
        return " ".join(word if _is_hyphenated(word) else _in_pieces(word) for word in words.split(" "))
    return _in_pieces(words)


def has_lost_word(text: str) -> bool:
    """Return whether a word of ``text`` is in capitals but for its letters with a tone.

    >>> has_lost_word('CÔNG TY Cổ PHầN'), has_lost_word('CTCP Cỏ May'), has_lost_word('Gỗ')
    (True, False, False)
    """
    return not (text.isascii() or text.isupper() or text.islower()) and any(map(_is_lost, _LETTERS.findall(text)))


def _is_lost(word: str) -> bool:
    """Return whether ``word`` has small letters among capitals, all of them toned: PHầN, Tế is none."""
    if not any(char.islower() for char in word) or not all(map(has_no_old_capital, filter(str.islower, word))):
        return False
    return sum(map(str.isupper, word)) > 1 or word[-1:].isupper()


def has_no_old_capital(char: str) -> bool:
    """Return whether legacy fonts have no capital of the small letter ``char``."""
    return char == "ư" or not char.isascii() and bool(_TONED.search(unicodedata.normalize("NFD", char)))


def raise_lost(words: list[str]) -> list[str]:
    """Return ``words`` with capitals on those that begin a name, such as "ánh" in "Cơ khí ánh Dương"."""
    raised = list(words)
    for index, word in enumerate(words):
        if index and word[:1].islower() and has_no_old_capital(word[0]):
            following = words[index + 1] if index + 1 < len(words) else ""
            pair = (word, following.lower())
            alone = (word,) in _LOST and (following or words[index - 1])[:1].isupper()
            if alone or pair in _LOST and following[:1].isupper():
                raised[index] = _first_raised(word)
    return raised


def _with_raised_given_name(text: str) -> str:
    """Restore a toned capital in a person's name whose other words have theirs: Trần Thị ánh."""
    words = text.split(" ")
    if len(words) < 2 or words[0].lower() not in _SURNAMES:
        return text
    small = [word for word in words if not word[:1].isupper()]
    if not small or len(small) == len(words) - 1 or not all(word[:1] and has_no_old_capital(word[0]) for word in small):
        return text
    return " ".join(map(_first_raised, words))


def _first_raised(word: str) -> str:
    return word[:1].upper() + word[1:]


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
