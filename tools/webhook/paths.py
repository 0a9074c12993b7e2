"""Paths into payloads: keys separated by dots, ``[]`` for each element of a list, ``.`` for the payload itself.

>>> order = {"customer": {"name": "An", "phone": ""}, "lines": [{"title": "Máy", "quantity": "2"}, {"title": "Lõi"}]}
>>> find(order, "lines[].title"), first(order, "customer.name"), find(order, "customer.fax")
(['Máy', 'Lõi'], 'An', [])
>>> fill("{quantity} × {title}", order["lines"][0]), fill("{a} {b}", order)
('2 × Máy', '')
"""

import re

_PLACE = re.compile(r"\{([^{}]+)\}")
_BLANKS = re.compile(r"\s{2,}")


def find(payload: object, path: str) -> list[object]:
    """Return what is at ``path`` (list), without what is empty."""
    found = [payload]
    for part in path.split(".") if path not in ("", ".") else ():
        key, is_list = part.removesuffix("[]"), part.endswith("[]")
        found = [one[key] for one in found if isinstance(one, dict) and key in one] if key else found
        if is_list:
            found = [inner for one in found if isinstance(one, list) for inner in one]
    return [one for one in found if one not in (None, "", [], {})]


def first(payload: object, path: str) -> str:
    """Return the text of the first value at ``path``, '' where there is none."""
    return next((text for text in map(as_text, find(payload, path)) if text), "")


def as_text(value: object) -> str:
    """Return a value that is no object as text; '' for an object, or for what is empty.

    >>> as_text(["a", True, None, "b"]), as_text(False), as_text({"a": "b"})
    ('a, true, b', '', '')
    """
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value))) if not any(isinstance(one, dict) for one in value) else ""
    if value is True:
        return "true"
    return value.strip() if isinstance(value, str) else ""


def fill(template: str, payload: object) -> str:
    """Return ``template`` with the values at its paths in braces; '' where all of them are empty."""
    values = {path: first(payload, path) for path in _PLACE.findall(template)}
    if not any(values.values()):
        return ""
    return _BLANKS.sub(" ", _PLACE.sub(lambda place: values[place[1]], template)).strip(" ·:×")
