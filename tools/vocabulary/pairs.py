"""Pairs of label and value in the lines of a text.

>>> read_pairs(['Họ tên: Lê Thị Hà', 'Chào công ty', 'SĐT - 0912 345 678'])
[('contact_name', 'Lê Thị Hà'), ('phone', '0912 345 678')]
"""

import re
from collections.abc import Iterable, Set

from ..text import clean
from .ambiguous import decide
from .heading import look_up
from .words import key_of

# A field of the vocabulary and its value in a text.
Pair = tuple[str, str]

_BULLETS = " \t\n>*•+-–"
_ENUMERATED = re.compile(r"^[0-9]{1,2}[.)]\s+")
# A label and its sign, at the beginning of a line without bullets.
_PAIR = re.compile(r"([^:：\t|=]{1,80}?)\**\s*(?:[:：\t|=]|\s[-–]\s)")
_DASH_PAIR = re.compile(r"([^:：\t|=]{1,60}?)\s+[-–]\s+")
_LABEL_ENDS = 120
_LONGEST_SPLIT = 1000
_NEXT_PAIR = re.compile(r"\s*[|;,•\t]\s*|\s+[-–]\s+|\s{2,}|\s+(?=[^\W\d_]{2,12}\s?:)")


def read_pairs(lines: Iterable[str]) -> list[Pair]:
    """Return ``[(field, value)]`` of the lines of the form "Nhãn: giá trị".

    A label may have its value on the next line, a line may have several pairs, a message may have several lines. Lines
    without a label of the vocabulary are skipped.

    :param lines: the lines of a text
    """
    lines = list(lines)
    pairs = _read(lines, frozenset())
    fields = {field for field, _value in pairs}
    # Beside a tax code a turnover is the customer's own.
    return _read(lines, frozenset(("vat",))) if fields >= {"vat", "expected_revenue"} else pairs


def _read(lines: Iterable[str], others: Set[str]) -> list[Pair]:
    pairs: list[Pair] = []
    open_label = None
    for line in lines:
        found = _pairs_of_line(clean(line.replace("\t", " \u2502 ")).replace("\u2502", "\t"), others)
        if found:
            pairs += [pair for pair in found if pair[1]]
            open_label = found[-1][0] if not found[-1][1] or found[-1][0] == "description" else None
        elif open_label and line.strip():
            _continue(pairs, open_label, clean(line))
            open_label = open_label if open_label == "description" else None
        elif not line.strip() and open_label == "description" and pairs and pairs[-1][0] == open_label:
            open_label = None
    return pairs


def _continue(pairs: list[Pair], field: str, line: str) -> None:
    if pairs and pairs[-1][0] == field == "description":
        pairs[-1] = (field, f"{pairs[-1][1]}\n{line}")
    else:
        pairs.append((field, line))


def _pairs_of_line(line: str, others: Set[str]) -> list[Pair]:
    found = _pair(line, others)
    if not found:
        return []
    field, value = found
    if len(value) > _LONGEST_SPLIT:
        return [found]
    for cut in _NEXT_PAIR.finditer(value):
        more = _pairs_of_line(value[cut.end() :], others) if _colon_near(value, cut.end()) else []
        if more:
            return [(field, value[: cut.start()].strip()), *more]
    return [(field, value)]


def _colon_near(value: str, start: int) -> bool:
    return any(mark in value[start : start + 80] for mark in ":：=")


def _pair(line: str, others: Set[str]) -> Pair | None:
    line = _ENUMERATED.sub("", line.lstrip(_BULLETS))
    head = line[:_LABEL_ENDS]
    for pattern in (_PAIR, _DASH_PAIR):
        match = pattern.match(head)
        if match:
            value = line[match.end() :].strip().lstrip("*").strip()
            if field := _field_of_label(match[1], value, others):
                return field, value
    return None


def _field_of_label(label: str, value: str, others: Set[str]) -> str | None:
    found = look_up(label)
    if found.confidence == "ambiguous" and found.field:
        found = decide(key_of(label), found.field, [value] if value else [], others)
    return found.field if found.field != "ignore" else None
