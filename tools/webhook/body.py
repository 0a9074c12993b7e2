"""Bodies of web hooks as Python values, within limits on depth, number of values and length of keys.

Numbers are texts: a phone or an id of a platform is no quantity, and ids have more digits than a float holds.

>>> read(b'{"phone": 84912345678, "tags": [true, null]}', "application/json")
{'phone': '84912345678', 'tags': [True, None]}
>>> read(b"fields[name][value]=An&form_id=5&tag[]=a&tag[]=b", "application/x-www-form-urlencoded")
{'fields': {'name': {'value': 'An'}}, 'form_id': '5', 'tag': ['a', 'b']}
"""

import json
import re
from typing import Any, NoReturn
from urllib.parse import parse_qsl

# A JSON object, and what a body may be.
Object = dict[str, Any]
Payload = Object | list[Any]

LARGEST = 256 * 1024
DEEPEST = 12
MOST_VALUES = 5000
LONGEST_KEY = 300

_FORM = "application/x-www-form-urlencoded"
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
# A string that does not end reaches to the end of the text, so that no character is looked at twice.
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
_SIGNS = re.compile(rb"[\[\]{},]")


class UnreadableBody(ValueError):
    """A body that cannot be read; ``code``: ``too_large``, ``too_deep``, ``too_many``, ``not_text``, ``not_json``,
    ``empty``
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(body: bytes, content_type: str = "") -> Payload:
    """Return the object or list of a ``body``: JSON, or a form that is URL-encoded.

    :param content_type: header of the request; a form whose body is JSON is read as JSON
    :raise UnreadableBody: where it is no object or list of objects, or beyond a limit
    """
    if len(body) > LARGEST:
        raise UnreadableBody("too_large")
    text = body.strip()
    if not text:
        raise UnreadableBody("empty")
    is_form = content_type.partition(";")[0].strip().lower() == _FORM
    value = _read_form(text) if is_form and text[:1] not in (b"{", b"[") else _read_json(text)
    _check(value)
    return value


def show(body: bytes) -> str:
    """Return a body for people: JSON with its letters and line breaks, all else as it is.

    >>> show(b'{"name": "H\\\\u00e0"}'), show(b"ch\\xffo\\0")
    ('{\\n  "name": "Hà"\\n}', 'ch�o�')
    """
    try:
        text = json.dumps(read(body), ensure_ascii=False, indent=2)
    except UnreadableBody:
        text = body[:LARGEST].decode(errors="replace")
    return text.encode(errors="replace").decode().replace("\0", "�")


def _read_json(text: bytes) -> Payload:
    _check_signs(text)
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise UnreadableBody("not_text") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableBody("not_json") from error
    if isinstance(value, dict) and value or isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return value
    raise UnreadableBody("empty" if value in ({}, []) else "not_json")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _check_signs(text: bytes) -> None:
    """Refuse JSON that is too deep or has too many values, before it is parsed."""
    depth = 0
    for count, sign in enumerate(_SIGNS.findall(_STRING.sub(b"", text)), 1):
        depth += sign in b"[{"
        depth -= sign in b"]}"
        if depth > DEEPEST:
            raise UnreadableBody("too_deep")
        if count > 2 * MOST_VALUES:
            raise UnreadableBody("too_many")


def _read_form(text: bytes) -> Object:
    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_VALUES)
    except UnicodeDecodeError as error:
        raise UnreadableBody("not_text") from error
    except ValueError as error:
        raise UnreadableBody("too_many") from error
    found: Object = {}
    for key, value in pairs:
        name, parts = key.partition("[")[0], _BRACKETED.findall(key)
        if len(parts) >= DEEPEST:
            raise UnreadableBody("too_deep")
        _put(found, [name or key, *parts] if name else [key], value)
    if not found:
        raise UnreadableBody("empty")
    return found


def _put(target: Object, keys: list[str], value: object) -> None:
    """Put ``value`` into nested dicts under ``keys``; an empty last key adds to a list."""
    *outer, last = keys
    if last == "" and outer:
        *outer, last = outer
        value = [value]
    for key in outer:
        inner = target.setdefault(key, {})
        target = inner if isinstance(inner, dict) else target.setdefault(f"{key}[]", {})
    known = target.get(last)
    if isinstance(value, list) and isinstance(known, list):
        known.extend(value)
    elif last not in target:
        target[last] = value


def _check(value: Payload) -> None:
    """Refuse a value that is beyond a limit, or has keys that are too long."""
    waiting: list[tuple[object, int]] = [(value, 1)]
    count = 0
    while waiting:
        one, depth = waiting.pop()
        count += 1
        if count > MOST_VALUES:
            raise UnreadableBody("too_many")
        if isinstance(one, (dict, list)):
            if depth > DEEPEST:
                raise UnreadableBody("too_deep")
            if isinstance(one, dict) and any(len(key) > LONGEST_KEY for key in one):
                raise UnreadableBody("too_many")
            waiting.extend((inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one))
