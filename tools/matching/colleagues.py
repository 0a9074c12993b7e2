"""Colleagues by the names that lists give them: "Bảo", "chị Hà", "A. Bảo", "Gia Bảo", "bao.nv", "BaoNV", "NVB".

>>> staff = Staff([Colleague(1, 'Nguyễn Gia Bảo'), Colleague(2, 'Trần Thị Hà'), Colleague(3, 'Lê Thu Hà', 'ha.lt')])
>>> staff.find('A. Bảo'), staff.find('Thu Hà'), staff.find('chị Hà'), staff.find('NGB')
([1], [3], [2, 3], [1])
>>> staff.find('Hoàng Bảo'), staff.near('Hoàng Bảo')
([], [1])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..facts import facts
from ..name import honorific
from ..text import clean, fold

_READ = 100
_SIGNS = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
_BEHIND = re.compile(r"\s[-–—|]\s.*")
# "A.Bảo", "c.Hà": titles without a blank behind.
_DOTTED = re.compile(r"^[^\W\d_]{1,3}\.\s*(?=[^\W\d_]{2})")
# Words for the job of a salesperson, beside a name.
_ROLES = frozenset(row["word"] for row in facts("salesperson_words"))
_MOST_INITIALS = 5
# Surnames that are no given names.
_SURNAMES = {
    spelling
    for row in facts("surnames")
    if row["ambiguous"] == "0"
    for spelling in (row["surname"], fold(row["surname"]))
}


class Colleague(NamedTuple):
    """``id`` · ``name`` · ``login`` · ``email`` · ``sells``: whether the person is a salesperson"""

    id: int
    name: str
    login: str = ""
    email: str = ""
    sells: bool = True


class _Known(NamedTuple):
    id: int
    words: tuple[str, ...]
    turned: tuple[str, ...]
    addresses: frozenset[str]
    codes: frozenset[str]
    initials: str
    sells: bool


class Staff:
    """The colleagues among whom names are looked up."""

    def __init__(self, people: Iterable[Colleague]) -> None:
        self._people = [_known(one) for one in people]

    def find(self, text: str) -> list[int]:
        """Return the ids of those whom ``text`` may name by the surest kind of name that anybody has.

        Address or login, full name, codes such as "BaoNV", given name with or without words before it, initials.
        Salespeople go before others. One id is the answer, several are a question.
        """
        text = clean(text[:_READ])
        for fits in _tests(text):
            found = [one for one in self._people if fits(one)]
            if found:
                return [one.id for one in found if one.sells] or [one.id for one in found]
        return []

    def near(self, text: str) -> list[int]:
        """Return the ids of those who share the given name of ``text``, whatever its accents."""
        words = _words(_bare(clean(text[:_READ])))
        given = {fold(one[-1]) for one in (words, _turned(words)) if one}
        return [
            one.id for one in self._people if any(name and fold(name[-1]) in given for name in (one.words, one.turned))
        ]


def _tests(text: str) -> list[Callable[[_Known], bool]]:
    """Return the tests of a person for the name ``text``, the surest first."""
    folded = fold(text)
    bare = _bare(text)
    names = [words for words in dict.fromkeys((_words(text), _words(bare))) if words]
    turned = [words for words in map(_turned, names) if words]
    codes = {code for one in (text, bare) if len(code := "".join(_SIGNS.split(fold(one)))) > 2}
    tests: list[Callable[[_Known], bool]] = [
        lambda one: folded in one.addresses,
        lambda one: any(_are_same(words, one.words) for words in names),
        lambda one: not codes.isdisjoint(one.codes),
        lambda one: any(_is_short(words, one.words) for words in names),
    ]
    letters = "".join(text.replace(".", " ").split())
    if letters.isupper() and letters.isalpha() and 1 < len(letters) <= _MOST_INITIALS:
        tests.append(lambda one: fold(letters) == one.initials)
    return [
        *tests,
        lambda one: any(_are_same(words, one.words) or _is_short(words, one.words) for words in turned),
        lambda one: any(_are_same(words, one.turned) or _is_short(words, one.turned) for words in names),
    ]


def _known(person: Colleague) -> _Known:
    words = _words(_untitled(clean(person.name[:_READ])))
    plain = [fold(word) for word in words]
    firsts = "".join(word[0] for word in plain)
    given = plain[-1] if plain else ""
    addresses = {fold(text) for text in (person.login, person.email) if text}
    locals_ = {"".join(_SIGNS.split(address.partition("@")[0])) for address in addresses}
    codes = {f"{given}{firsts[:-1]}", f"{firsts[:-1]}{given}"} if len(words) > 1 else set()
    return _Known(
        person.id,
        words,
        _turned(words),
        frozenset(addresses),
        frozenset({*codes, *locals_}),
        firsts if len(words) > 1 else "",
        person.sells,
    )


def _bare(text: str) -> str:
    """Return ``text`` without titles, remarks in brackets or behind a dash, and words for the job."""
    words = _untitled(text).split()
    while len(words) > 1 and fold(words[0].strip(".:")) in _ROLES:
        words.pop(0)
    while len(words) > 1 and (fold(words[-1]) in _ROLES or words[-1].isdigit()):
        words.pop()
    return _untitled(" ".join(words))


def _untitled(text: str) -> str:
    """Return ``text`` without titles, and remarks in brackets or behind a dash."""
    text = _BEHIND.sub("", _IN_BRACKETS.sub(" ", text)).strip() or text
    name, titles = honorific.strip(text)
    return name if titles else _DOTTED.sub("", name)


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``words`` of a name as in English, "Bảo Nguyễn", with the surname first; () for another name."""
    turned = len(words) > 1 and words[-1] in _SURNAMES and words[0] not in _SURNAMES
    return (words[-1], *words[:-1]) if turned else ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(_SIGNS.sub(" ", unicodedata.normalize("NFC", text).lower()).split())


def _are_same(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return len(words) == len(others) and all(map(_same, words, others))


def _is_short(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Return whether ``words`` are the last word of ``name``, with some of the words or letters before it."""
    if len(words) >= len(name) or not _same(words[-1], name[-1]):
        return False
    before = iter(name[:-1])
    return all(any(_same(word, other) or word == other[0] for other in before) for word in words[:-1])


def _same(word: str, other: str) -> bool:
    """Return whether two words are equal; one that is written without accents is equal to any with them."""
    if word == other:
        return True
    if fold(word) != fold(other):
        return False
    return word.isascii() or other.isascii() or _letters(word) == _letters(other)


def _letters(word: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", word))
