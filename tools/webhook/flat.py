"""Payloads of any shape as headings and values for the vocabulary.

What belongs to somebody other than the customer (shop, page, staff), and what has no heading, becomes remarks, in which
nothing looks for phones and names: a wrong value is worse than none. ``data/webhook_keys.csv`` says what keys mean:

==========  =======================================================================
``frame``   around values of the customer
``other``   of somebody else
``object``  of somebody else where it is an object
``drop``    of machines: left out
``id``      of the event
else        the field of leads
==========  =======================================================================

In an object that is not known only the parts of a customer are read.

>>> flatten({"data": {"ho_ten": "An", "Số ĐT": "0912345678"}, "shop": {"phone": "19001234"}, "ip": "1.2.3.4"})
Flat(cells={'ho ten': 'An', 'Số ĐT': '0912345678'}, external_id='', remarks=['shop.phone: 19001234'])
>>> flatten({"fields": [{"title": "Họ tên", "value": "An"}, {"label": "Zalo", "answer": "0912345678"}]}).cells
{'Họ tên': 'An', 'Zalo': '0912345678'}
>>> flatten({"fields": {"name": {"id": "name", "title": "", "value": "An"}}, "user_id": "7", "submission_id": "s1"})
Flat(cells={'Họ và tên': 'An'}, external_id='s1', remarks=['user_id: 7'])
"""

import re
from dataclasses import dataclass, field
from functools import cache

from ..facts import facts
from ..text import fold
from ..vocabulary import label_of
from .body import Object
from .paths import as_text

# Fields of leads whose names a program may send. Of other names in snake case the vocabulary decides: an "user_id" of
# another system is no user of this database.
_FIELDS = {
    "city", "contact_name", "description", "email_from", "expected_revenue", "function", "name", "partner_name",
    "phone", "street", "street2", "website", "zip",
}  # fmt: skip
_OWN = "l10n_vn_"
_NAME = "Họ và tên"
_PERSON = ("contact_name", "contact_first_name", "contact_last_name")
# Ids of these are known to the vocabulary; other numbers of records are of another system.
_ADVERTISING = ("ad", "adset", "adgroup", "campaign")
# Names of fields that other systems use with another meaning.
_TECHNICAL = {
    "active", "color", "created", "id", "lang", "priority", "probability", "state", "status", "type", "updated",
}  # fmt: skip
_TITLES = ("title", "label", "name", "question", "key", "field", "id")
_VALUES = ("value", "values", "answer", "raw_value")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass
class Flat:
    """``cells``: heading → text · ``external_id``: of the event, '' where it has none · ``remarks``: lines"""

    cells: dict[str, str] = field(default_factory=dict)
    external_id: str = ""
    remarks: list[str] = field(default_factory=list)


@cache
def _meanings() -> dict[str, str]:
    return {row["key"]: row["meaning"] for row in facts("webhook_keys")}


def meaning(key: str) -> str:
    """Return what ``data/webhook_keys.csv`` says of a key: by the key, else by its first word where that is another's.

    >>> meaning("Shop Phone"), meaning("pageName"), meaning("fields"), meaning("Email"), meaning("url-page")
    ('other', 'other', 'frame', '', 'l10n_vn_landing_page')
    """
    known, words = _meanings(), _NOT_WORD.sub("_", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)))
    words = words if key.startswith("_") else words.strip("_")
    found = known.get(words)
    return found or ("other" if known.get(words.partition("_")[0]) == "other" else "")


def flatten(record: Object) -> Flat:
    """Return a payload, or the record of one customer in it, as :class:`Flat`."""
    flat = Flat()
    _read_object(record, flat)
    if "name" in flat.cells and not any(label_of(heading) in _PERSON for heading in flat.cells if heading != "name"):
        # The field of leads with this name is the title: forms mean the person.
        flat.cells = {_NAME if heading == "name" else heading: text for heading, text in flat.cells.items()}
    return flat


def _read_object(record: Object, flat: Flat) -> None:
    for key, value in record.items():
        kind = meaning(key)
        if kind == "drop":
            continue
        if kind == "id" and (text := as_text(value)):
            flat.external_id = flat.external_id or text
        elif kind == "other":
            _remark(key, value, flat)
        elif pair := _pair(value, key):
            _put(*pair, flat)
        elif isinstance(value, dict):
            if kind == "frame":
                _read_object(value, flat)
            else:
                _read_parts(key, value, flat)
        elif isinstance(value, list) and value and len(pairs := list(filter(None, map(_pair, value)))) == len(value):
            for title, text in pairs:
                _put(title, text, flat)
        elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
            _remark(key, value, flat)
        else:
            _put(key, as_text(value), flat)


def _read_parts(key: str, value: Object, flat: Flat) -> None:
    for inner, part in value.items():
        if isinstance(part, dict) and meaning(inner) == "frame":
            _read_object(part, flat)
        elif meaning(inner) != "drop":
            _remark(f"{key}.{inner}", part, flat)


def _pair(value: object, key: str = "") -> tuple[str, str] | None:
    """Return (title, text) of an object that is a field of a form with its value, None of any other value."""
    if not isinstance(value, dict):
        return None
    name = next((name for name in _VALUES if name in value), None)
    if name is None:
        return None
    title = next((text for text in map(as_text, map(value.get, _TITLES)) if text), key)
    return (title, as_text(value[name])) if title else None


def _put(key: str, text: str, flat: Flat) -> None:
    known = meaning(key)
    if not text or known == "drop":
        return
    if known == "other" or key.lower() in _TECHNICAL or _is_number_of_record(key, text):
        flat.remarks.append(f"{key}: {text}")
        return
    if known.startswith(_OWN):
        heading = known
    else:
        is_field = key in _FIELDS or key.startswith(_OWN)
        heading = key if is_field else key.replace("_", " ").replace("-", " ").strip() or key
    if heading not in flat.cells:
        flat.cells[heading] = text
    elif flat.cells[heading] != text:
        flat.remarks.append(f"{key}: {text}")


def _is_number_of_record(key: str, text: str) -> bool:
    words = _NOT_WORD.split(fold(key))
    return text.isdigit() and words[-1] in ("id", "ids") and words[0] not in _ADVERTISING


def _remark(key: str, value: object, flat: Flat) -> None:
    """Add the texts in ``value`` to the remarks, each with its path."""
    waiting = [(key, value)]
    while waiting:
        path, one = waiting.pop()
        if pair := _pair(one):
            flat.remarks.append(": ".join(pair))
        elif isinstance(one, dict):
            waiting.extend(
                (f"{path}.{inner}", of_inner) for inner, of_inner in reversed(one.items()) if meaning(inner) != "drop"
            )
        elif isinstance(one, list) and any(isinstance(inner, (dict, list)) for inner in one):
            waiting.extend((f"{path}.{number}", inner) for number, inner in reversed(list(enumerate(one, 1))))
        elif text := as_text(one):
            flat.remarks.append(f"{path}: {text}")
