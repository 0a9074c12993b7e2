"""How sure is it that two records are the same customer?

>>> Match('res.partner', 7, ('phone', 'email'), True).strength
95
>>> level(95), level(50), level(30)
('sure', 'likely', 'possible')
"""

from typing import NamedTuple

# What a number, address or code proves, of a hundred; names only suggest.
STRENGTHS = {"vat": 95, "phone": 90, "zalo": 90, "email": 85, "company": 50, "person": 30}
PROOFS = ("vat", "phone", "zalo", "email")
_EACH_MORE = 5
_LIKELY, _SURE = 50, 80


class Match(NamedTuple):
    """``model``: crm.lead or res.partner · ``id`` · ``reasons``: kinds of :data:`STRENGTHS`, best first · ``visible``:
    whether the user may read the record; of others only its keeper may be told"""

    model: str
    id: int
    reasons: tuple
    visible: bool

    @property
    def strength(self):
        """Return 1 to 100."""
        return min(100, STRENGTHS[self.reasons[0]] + _EACH_MORE * (len(self.reasons) - 1))

    @property
    def is_proof(self):
        """Return whether more than a name is shared."""
        return self.reasons[0] in PROOFS


def sorted_reasons(kinds):
    """Return ``kinds`` (set of str) as a tuple, best first."""
    return tuple(kind for kind in STRENGTHS if kind in kinds)


def level(strength):
    """Return ``sure``, ``likely`` or ``possible`` for a strength (int)."""
    return "sure" if strength >= _SURE else "likely" if strength >= _LIKELY else "possible"
