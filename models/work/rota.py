"""Order in which salespeople get leads: by turn, or by the number of their open leads."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass
class Place:
    """Place of a salesperson.

    ``rank``: lower ones first, whatever the turn · ``load``: number of open leads, 0 where leads go in turn ·
    ``room``: number of leads that the salesperson may still get, None for any · ``turn``: position of the last turn
    """

    rank: int = 0
    load: int = 0
    room: int | None = None
    turn: int = 0


class Rota:
    """Order of salespeople, each with a :class:`Place`; ``position`` is that of the last turn.

    Who got no lead for the longest time is next. Of those who were absent none has turns to catch up with.

    >>> rota = Rota({"An": Place(), "Bình": Place(room=1), "Chi": Place(rank=1)})
    >>> [rota.pick(["An", "Bình", "Chi"]) for _lead in range(4)]
    ['An', 'Bình', 'An', 'An']
    >>> [rota.pick(["Bình", "Chi"]), rota.pick(["Bình"]), rota.position]
    ['Chi', None, 5]
    >>> rota = Rota({"An": Place(load=7), "Bình": Place(load=5)})
    >>> [rota.pick(["An", "Bình"]) for _lead in range(4)]
    ['Bình', 'Bình', 'An', 'Bình']
    """

    def __init__(self, places: dict[Hashable, Place], position: int = 0, by_load: bool = True) -> None:
        self.places, self.position, self.by_load = places, position, by_load

    def pick(self, candidates: Iterable[Hashable]) -> Hashable | None:
        """Return who of ``candidates`` gets the next lead, whose place is counted on; None where all are full."""
        found = min((one for one in candidates if self.places[one].room != 0), default=None, key=self._order)
        if found is not None:
            self.position += 1
            self.places[found].turn = self.position
            self.add(found)
        return found

    def add(self, one: Hashable) -> None:
        """Count a lead of ``one`` that is no turn."""
        place = self.places[one]
        place.load += 1
        place.room = place.room and place.room - 1

    def _order(self, one: Hashable) -> tuple[int, int, int]:
        place = self.places[one]
        return place.rank, place.load if self.by_load else 0, place.turn
