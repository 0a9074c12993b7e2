"""Groups of what has equal values, so that each group is written at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")
V = TypeVar("V")


def values_key(values: Mapping[str, object], names: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return a key that is equal for equal ``values``, of whatever type these are.

    >>> values_key({"b": [1], "a": True}) == values_key({"a": True, "b": [1]})
    True
    >>> values_key({"a": 1}) == values_key({"a": True}), values_key({"a": 1, "b": 2}, ["b"])
    (False, (('b', '2'),))

    :param names: of the values that count; all where not given
    """
    return tuple((name, repr(values[name])) for name in sorted(values if names is None else names))


def group_by_values(
    items: Iterable[T], values: Callable[[T], Mapping[str, V]], beside: Callable[[T], Hashable] = lambda item: None
) -> list[tuple[Mapping[str, V], list[T]]]:
    """Return (values, items) of each group of ``items`` whose ``values`` are equal, in the order of their first.

    >>> group_by_values(["a", "B", "c"], lambda item: {"is_upper": item.isupper()})
    [({'is_upper': False}, ['a', 'c']), ({'is_upper': True}, ['B'])]

    :param beside: what else must be equal
    """
    groups: dict[Hashable, tuple[Mapping[str, V], list[T]]] = {}
    for item in items:
        of_item = values(item)
        groups.setdefault((values_key(of_item), beside(item)), (of_item, []))[1].append(item)
    return list(groups.values())
