"""Matches of records and their strength: how certain it is that two records are one customer.

>>> Match('res.partner', 7, ('phone', 'email'), True).strength
95
>>> Match('res.partner', 7, ('phone',), True, is_doubtful=True).strength
40
>>> level(95), level(50), level(30)
('sure', 'likely', 'possible')
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

# Kind (one of :data:`STRENGTHS`) and value.
Key = tuple[str, str]

# Strength of each kind of key, up to 100; names alone are weak.
STRENGTHS = {"vat": 95, "phone": 90, "zalo": 90, "email": 85, "company": 50, "person": 30}
_EACH_MORE = 5
_LIKELY, _SURE = 50, 80
_DOUBTFUL = 40


class Match(NamedTuple):
    """``model``: crm.lead or res.partner · ``id`` · ``reasons``: kinds of :data:`STRENGTHS`, best first · ``visible``:
    whether the user may read the record; of others only the owner may be shown · ``is_doubtful``: whether the names
    cannot be one person's, so that a shared phone is only a hint"""

    model: str
    id: int
    reasons: tuple[str, ...]
    visible: bool
    is_doubtful: bool = False

    @property
    def strength(self) -> int:
        """Return the strength of the match, 1 to 100."""
        return min(strength(self.reasons), _DOUBTFUL if self.is_doubtful else 100)


def strength(reasons: Sequence[str]) -> int:
    """Return the strength of ``reasons`` (kinds, best first): 1 to 100."""
    return min(100, STRENGTHS[reasons[0]] + _EACH_MORE * (len(reasons) - 1))


def rank(keys: Iterable[Key], found: Mapping[Key, Iterable[int]]) -> dict[int, set[str]]:
    """Return the records that share keys, the strongest match first; of equal ones the one with more kinds of keys.

    >>> phone, email, vat = ("phone", "+84912345678"), ("email", "a@b.vn"), ("vat", "0101243150")
    >>> list(rank({phone, email, vat}, {phone: (7,), email: (3, 7), vat: (5,)}))
    [7, 5, 3]

    :param keys: pairs (kind, value)
    :param found: key → record ids, best first
    :return: {record id: kinds of the shared keys}, in this order
    """
    kinds: dict[int, set[str]] = {}
    for key in sorted(keys, key=lambda key: (-STRENGTHS[key[0]], key)):
        for record_id in found.get(key, ()):
            kinds.setdefault(record_id, set()).add(key[0])
    return dict(sorted(kinds.items(), key=lambda shared: (-strength(sort_reasons(shared[1])), -len(shared[1]))))


def sort_reasons(kinds: Container[str]) -> tuple[str, ...]:
    """Return ``kinds`` in the order of their strength, best first."""
    return tuple(kind for kind in STRENGTHS if kind in kinds)


def level(strength: int) -> str:
    """Return ``sure``, ``likely`` or ``possible`` for a strength."""
    return "sure" if strength >= _SURE else "likely" if strength >= _LIKELY else "possible"
