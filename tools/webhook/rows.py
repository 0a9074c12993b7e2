"""Rows of leads from payloads of web hooks.

>>> reading = read("zalo", {"event_name": "user_submit_info", "timestamp": "1764464400000", "sender": {"id": "55"},
...                         "info": {"name": "An", "phone": "84912345678"}}, {})
>>> reading.rows
[{'contact_name': 'An', 'phone': '84912345678', 'l10n_vn_external_id': '55', 'external_id': '55-1764464400000'}]
>>> read("zalo", {"event_name": "user_send_text", "message": {"text": "0912345678"}}, {}).kind
'ignored'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..facts import facts
from .body import Object, Payload
from .events import Event, find_events
from .flat import flatten
from .paths import fill, find

# Fields of which one record has several texts, a line each.
_ADDED = ("description",)
_IDS = {"external_id", "l10n_vn_external_id"}
MOST_ROWS = 200


@dataclass
class Reading:
    """What a payload is: ``kind`` is ``rows``, ``ignored`` (another event of the platform), ``incomplete`` (only the id
    of a lead whose data are at the platform), ``too_many`` or ``empty``.

    ``rows``: heading or field → text · ``remarks``: by row, what is not the customer's, as lines
    """

    kind: str
    rows: list[dict[str, str]] = field(default_factory=list)
    remarks: list[list[str]] = field(default_factory=list)


def read(platform: str, payload: Payload, headers: Mapping[str, str]) -> Reading:
    """Return the rows in ``payload`` as :class:`Reading`.

    :param platform: as in ``data/webhook_events.csv``; any other for payloads without a table
    :param headers: of the request
    """
    events = find_events(platform, payload, headers)
    if events is None:
        return Reading("ignored")
    if len(events) > MOST_ROWS:
        return Reading("too_many")
    if events:
        found = [_row(platform, event) for event in events]
        if all(event.name == "id" for event in events):
            return Reading("incomplete", [row for row, _remarks in found if row.get("external_id")])
    else:
        records = [one for one in (payload if isinstance(payload, list) else [payload]) if isinstance(one, dict)]
        if len(records) > MOST_ROWS:
            return Reading("too_many")
        found = [_flat_row(record) for record in records]
    found = [(row, remarks) for row, remarks in found if row.keys() - _IDS and any(row.values())]
    if not found:
        return Reading("empty")
    return Reading("rows", [row for row, _remarks in found], [remarks for _row, remarks in found])


def _row(platform: str, event: Event) -> tuple[dict[str, str], list[str]]:
    row, remarks = _flat_row(event.record) if event.rest == "vocabulary" else (_mapped(platform, event), [])
    if event.external_id:
        row["external_id"] = event.external_id
    return row, remarks


def _flat_row(record: Object) -> tuple[dict[str, str], list[str]]:
    flat = flatten(record)
    return {**flat.cells, **({"external_id": flat.external_id} if flat.external_id else {})}, flat.remarks


def _mapped(platform: str, event: Event) -> dict[str, str]:
    row: dict[str, str] = {}
    for line in facts("webhook_fields"):
        name = line["field"]
        if (line["platform"], line["event"]) != (platform, event.name) or row.get(name) and name not in _ADDED:
            continue
        texts = list(filter(None, (fill(line["text"], one) for one in find(event.record, line["each"]))))
        if name in _ADDED and texts:
            row[name] = "\n".join([*([row[name]] if name in row else []), *texts])
        elif texts:
            row[name] = texts[0]
    if row.keys() - _IDS:
        # With a column of phones, none is looked for in the notes: they have numbers of products.
        row.setdefault("phone", "")
    return row
