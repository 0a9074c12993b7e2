"""Groups of records that are one person, by shared keys and names.

Keys that are proof (:func:`.identity.is_proof`) link first; a shared phone links only names that agree. Names that
contradict each other are not linked through a third record: An, a lead without a name that has An's phone, and Hà who
has its e-mail address are two people.

>>> phone, email = ("phone", "+84912345678"), ("email", "ha@saomai.vn")
>>> from .identity import Profile
>>> keys = {1: {phone}, 2: {phone, email}, 3: {email}}
>>> profiles = {id_: Profile(name, "", frozenset(keys[id_])) for id_, name in ((1, "An"), (2, ""), (3, "Hà"))}
>>> group_records(keys, profiles.get), group_records(keys, profiles.get, {frozenset((2, 3))})
([[1], [2, 3]], [[1, 2], [3]])
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache
from typing import Generic, TypeVar

from .identity import Key, Names, Profile, is_proof, name_key, names_agree

# Type of the ids of the caller's records.
Id = TypeVar("Id")


def group_records(
    keys: Mapping[Id, Set[Key]],
    profile_of: Callable[[Id], Profile],
    apart: Set[frozenset[Id]] = frozenset(),
) -> list[list[Id]]:
    """Return the ids in groups of one person each, in the order of ``keys``.

    :param keys: id → set of pairs (kind, value)
    :param profile_of: function id → :class:`.identity.Profile`, called only for ids that share a key
    :param apart: pairs of ids that are never in one group
    :return: list of lists of ids; every id is in one of them
    """
    sharing: dict[Key, list[Id]] = {}
    for id_, of_id in keys.items():
        for key in of_id:
            sharing.setdefault(key, []).append(id_)
    groups = _Groups(keys, cache(profile_of), apart)
    shared = [key for key, ids in sharing.items() if len(ids) > 1]
    for key in sorted(shared, key=lambda key: (not is_proof(key, True), key[0], str(key[1]))):
        ids = sharing[key]
        groups.link(ids if is_proof(key, True) else groups.without_ambiguous(ids))
    found: dict[Id, list[Id]] = {}
    for id_ in keys:
        found.setdefault(groups.find(id_), []).append(id_)
    return list(found.values())


class _Groups(Generic[Id]):
    """Union-find structure of ids: each group has a leader, and its members by :func:`.identity.name_key`."""

    def __init__(
        self, keys: Mapping[Id, Set[Key]], profile_of: Callable[[Id], Profile], apart: Set[frozenset[Id]]
    ) -> None:
        self.keys, self.profile_of, self.apart = keys, profile_of, apart
        self.leader = {id_: id_ for id_ in keys}
        self.members: dict[Id, dict[Names, list[Id]]] = {}
        self.place = {id_: place for place, id_ in enumerate(keys)}
        self.named: dict[Names, Profile] = {}
        self.agree = cache(lambda one, other: names_agree(self.named[one], self.named[other]))

    def find(self, id_: Id) -> Id:
        """Return the leader of the group of ``id_``."""
        while self.leader[id_] != id_:
            self.leader[id_] = self.leader[self.leader[id_]]
            id_ = self.leader[id_]
        return id_

    def link(self, ids: Iterable[Id]) -> None:
        """Join the groups of ``ids``, which share a key, as far as no names contradict each other."""
        leaders: list[Id] = []
        for id_ in ids:
            for leader in leaders:
                one, other = self.find(leader), self.find(id_)
                if one != other and self._may_meet(self._members(one), self._members(other)):
                    self._join(one, other)
            leaders = list(dict.fromkeys(map(self.find, [*leaders, id_])))

    def without_ambiguous(self, ids: Sequence[Id]) -> list[Id]:
        """Return ``ids`` without those whose names agree with several people who cannot be one."""
        kinds = {id_: self._kind(id_) for id_ in ids}
        distinct = list(dict.fromkeys(kinds.values()))
        ambiguous: set[Names] = set()
        for kind in distinct:
            fitting = [other for other in distinct if other != kind and self.agree(kind, other)]
            if any(not self.agree(one, other) for place, one in enumerate(fitting) for other in fitting[:place]):
                ambiguous.add(kind)
        return [id_ for id_ in ids if kinds[id_] not in ambiguous]

    def _kind(self, id_: Id) -> Names:
        profile = self.profile_of(id_)
        kind = name_key(profile)
        self.named.setdefault(kind, profile)
        return kind

    def _members(self, leader: Id) -> dict[Names, list[Id]]:
        if leader not in self.members:
            self.members[leader] = {self._kind(leader): [leader]}
        return self.members[leader]

    def _may_meet(self, one: dict[Names, list[Id]], other: dict[Names, list[Id]]) -> bool:
        if self.apart and self._are_kept_apart(one, other):
            return False
        return all(
            self.agree(kind, their_kind) or all(self._is_proved(id_, their) for id_ in ids for their in theirs)
            for kind, ids in one.items()
            for their_kind, theirs in other.items()
        )

    def _are_kept_apart(self, one: dict[Names, list[Id]], other: dict[Names, list[Id]]) -> bool:
        theirs = [id_ for ids in other.values() for id_ in ids]
        return any(frozenset((id_, their)) in self.apart for ids in one.values() for id_ in ids for their in theirs)

    def _is_proved(self, one: Id, other: Id) -> bool:
        shared = self.keys[one] & self.keys[other] | self.profile_of(one).keys & self.profile_of(other).keys
        return any(is_proof(key, True) for key in shared)

    def _join(self, one: Id, other: Id) -> None:
        leader, follower = sorted((one, other), key=self.place.__getitem__)
        for kind, ids in self.members.pop(follower).items():
            self.members[leader].setdefault(kind, []).extend(ids)
        self.leader[follower] = leader
