"""Events in payloads: which records of customers a platform has sent, by ``data/webhook_events.csv``.

==============  ======================================================================================================
``each``        path of the events of a payload, empty where it is one
``where``       path in an event of what its kind is, or ``header:`` and a header of the request
``is``          the kind; words behind a dot may follow; ``*`` for any
``records``     path in an event of its records
``external_id`` template of the id of a record, under which it comes in once
``rest``        ``vocabulary`` where all values are the customer's, ``leave`` where only listed paths are
==============  ======================================================================================================

The first ``where`` that a payload has decides. A payload of none of the kinds is another event of the platform
(``None``), or one from a bridge, which sends what it likes (``[]``).

>>> order = {"id": "7", "line_items": [{"title": "Máy"}], "customer": {"phone": "0912345678"}}
>>> [(event.name, event.external_id) for event in find_events("haravan", order, {"X-Haravan-Topic": "orders/create"})]
[('order', 'order-7')]
>>> find_events("haravan", order, {"X-Haravan-Topic": "products/update"}), find_events("haravan", {"phone": "1"}, {})
(None, [])
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..facts import Row, facts
from .body import Object
from .paths import as_text, fill, find

_HEADER = "header:"


@dataclass(frozen=True)
class Event:
    """``name``: as in the tables · ``record``: of one customer · ``external_id`` · ``rest``: as in the table"""

    name: str
    record: Object
    external_id: str
    rest: str


@cache
def _table(platform: str) -> tuple[tuple[str, str, tuple[Row, ...]], ...]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in facts("webhook_events"):
        if row["platform"] == platform:
            found.setdefault((row["each"], row["where"]), []).append(row)
    return tuple((each, where, tuple(rows)) for (each, where), rows in found.items())


def headers_of(platform: str) -> tuple[str, ...]:
    """Return the names of the headers in which ``platform`` says what has happened."""
    return tuple(where.removeprefix(_HEADER) for _each, where, _rows in _table(platform) if where.startswith(_HEADER))


def find_events(platform: str, payload: object, headers: Mapping[str, str]) -> list[Event] | None:
    """Return the events of customers in ``payload``; None where it has others only, [] where it has none."""
    for each, where, rows in _table(platform):
        found, is_there = [], False
        for one in find(payload, each):
            kinds = _kinds(one, where, headers)
            is_there = is_there or bool(kinds)
            row = next((row for row in rows if any(_is(kind, row["is"]) for kind in kinds)), None)
            if row:
                found += [
                    Event(row["event"], record, _id(row, record), row["rest"])
                    for record in find(one, row["records"])
                    if isinstance(record, dict)
                ]
        if found:
            return found
        if is_there and not any(row["is"] == "*" for row in rows):
            return None
    return []


def _kinds(one: object, where: str, headers: Mapping[str, str]) -> list[object]:
    if where.startswith(_HEADER):
        kind = headers.get(where.removeprefix(_HEADER))
        return [kind] if kind else []
    return find(one, where)


def _is(kind: object, wanted: str) -> bool:
    return wanted == "*" or as_text(kind) == wanted or as_text(kind).startswith(f"{wanted}.")


def _id(row: Row, record: Object) -> str:
    """Return the id of ``record``; '' where a part of it is missing that no other stands for."""
    text = fill(row["external_id"], record)
    return "" if text.rstrip("-").count("-") < row["external_id"].count("-") else text
