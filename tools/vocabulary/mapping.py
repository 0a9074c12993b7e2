"""Mapping of headings and labels to lead fields.

Vietnamese lead files have hundreds of names for a field, listed in ``data/column_names.csv``. A heading with two
meanings is decided by the values of its column; one that stays ambiguous gets no field, since a wrong one costs more.

>>> field_of('SĐT (Zalo)*')
Suggestion(field='phone', confidence='high')
>>> field_of('Tình trạng').field, field_of('Tháng trước').field
('stage_id', None)
>>> field_of('Tên khách hàng', ['Công ty TNHH Gió Mới', 'Cty CP Lá Phong']).field
'partner_name'
>>> map_headings(['STT', 'Họ đệm', 'Tên', 'ĐT'], [])
{0: 'ignore', 1: 'contact_last_name', 2: 'contact_first_name', 3: 'phone'}
>>> read_pairs(['Họ tên: Lê Thị Hà', 'Chào công ty', 'SĐT - 0912 345 678'])
[('contact_name', 'Lê Thị Hà'), ('phone', '0912 345 678')]
"""

import re
from collections.abc import Iterable, Sequence, Set
from functools import partial

from .. import phone
from ..text import clean
from . import sniff
from .ambiguous import decide
from .heading import (
    NOTHING,
    OTHER,
    SECOND,
    Suggestion,
    is_choice,
    is_multiple_choice,
    is_of_other_person,
    key_of,
    look_up,
    read_beginning,
    read_question,
)

__all__ = [
    "COLLECTING", "NOTHING", "OTHER", "SECOND", "Suggestion", "field_of", "key_of", "label_of", "map_headings",
    "read_pairs",
]  # fmt: skip

# A field of the vocabulary and its value in a text.
Pair = tuple[str, str]

_RANK = {"high": 3, "medium": 2, "low": 1, "none": 0}
# Several columns may map to these fields; to others only the best column does.
COLLECTING = {
    "description", "tag_ids", "ad_info", "ignore", "phone_secondary", "email_cc", "next_activity_date",
    "next_activity_summary", OTHER,
}  # fmt: skip


def field_of(heading: object, values: Iterable[str] = ()) -> Suggestion:
    """Return the :class:`Suggestion` for one column.

    :param heading: cell of the header row
    :param values: some cells of the column, which decide about an ambiguous heading
    """
    heading = heading if isinstance(heading, str) else str(heading or "")
    return _decide(heading, list(values), set())


def label_of(text: str) -> str | None:
    """Return the field of a label in running text, None if it has none; without guesses.

    >>> label_of('Số điện thoại'), label_of('Kính gửi')
    ('phone', None)
    """
    return look_up(text).field


def is_heading(text: str) -> bool:
    """Return whether ``text`` may be the heading of a column: a name or a question of the vocabulary."""
    return bool(look_up(text).field or read_question(text).field)


def _decide(heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    found = look_up(heading) if heading.strip() else NOTHING
    if not found.field and heading.strip():
        found = read_question(heading)
        if not found.field:
            found = _confirmed(read_beginning(heading), values, others)
    if found.field in (None, "description") and (
        is_multiple_choice(heading) or is_choice(heading) and sniff.are_choices(values)
    ):
        return Suggestion("tag_ids", "medium")
    if found.confidence == "ambiguous" and found.field:
        found = decide(key_of(heading), found.field, values, others)
    if not found.field and is_of_other_person(heading):
        return NOTHING
    return _checked(found, values, others, phone.is_other_heading(heading))


def _confirmed(found: Suggestion, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return a guess if its field is free and the values do not contradict it, else nothing."""
    proof = _CONFIRMING.get(found.field or "")
    if found.field in others or values and proof and not sniff.are(proof, values, 0.5):
        return NOTHING
    return found


_PROVEN = 0.6
_PROOFS = {"phone": sniff.is_phone, "email_from": sniff.is_email}
# In a column without a known heading an amount is no phone.
_SURE_PROOFS = _PROOFS | {"phone": sniff.is_sure_phone}
# Kinds of values that contradict the heading: dates, phones or addresses among words, scores among stars.
_CONTRADICTING = dict.fromkeys(("tag_ids", "function", "source_id"), sniff.is_other_kind) | {"priority": sniff.is_score}
_CONFIRMING = _PROOFS | {
    "next_activity_date": sniff.is_day,
    "create_date": sniff.is_date,
    "birthdate": sniff.is_date,
    "expected_revenue": sniff.is_money,
    "state_id": sniff.is_province,
    "vat": sniff.is_tax_code,
}
# Columns without a known heading, the surest kind first: field, test, least share, fields that rule it out.
_BY_VALUES = (
    ("vat", sniff.is_tax_code, 0.7, {"vat"}),
    ("state_id", sniff.is_province, 0.7, {"state_id"}),
    ("city", sniff.is_district, 0.6, {"city", "street"}),
    ("partner_name", sniff.is_company, 0.7, {"partner_name"}),
    ("contact_name", sniff.is_name, 0.7, {"contact_name", "contact_first_name", "contact_last_name"}),
)


def _checked(found: Suggestion, values: Sequence[str], others: Set[str], of_codes: bool) -> Suggestion:
    """Return ``found``, corrected if the values are clearly of another kind.

    :param of_codes: whether the heading names codes or amounts, which have the layout of phones and tax codes
    """
    filled = [value for value in values if value.strip()]
    if len(filled) < 2:
        return found
    if found.field == "website" and any(map(sniff.is_campaign_link, filled)):
        return Suggestion("landing_page_url", "medium")
    if found.field == "name" and sniff.are(sniff.is_amount, filled, _PROVEN):
        return NOTHING if "expected_revenue" in others else Suggestion("expected_revenue", "medium")
    if found.field in _CONTRADICTING and sniff.are(_CONTRADICTING[found.field], filled, _PROVEN):
        found = NOTHING
    proofs = _PROOFS if found.field else _SURE_PROOFS
    if found.field is None or found.field in _PROOFS and not any(map(proofs[found.field], filled)):
        proven = next((field for field, proof in proofs.items() if sniff.are(proof, filled, _PROVEN)), None)
        if proven == "phone" and (of_codes or not found.field and sniff.are_serial(filled)):
            return found if found.field else NOTHING
        if proven and not found.field and len(filled) > 2 and len(set(filled)) * 2 <= len(filled):
            return NOTHING  # few numbers in many rows: those of the call centre
        if proven:
            return Suggestion(proven, "low" if found.field else "medium")
        if found.field and sniff.are(sniff.is_other_kind, filled, _PROVEN):
            return NOTHING
    return found if found.field else _by_values(filled, others | {"vat"} if of_codes else others)


def _by_values(values: Sequence[str], others: Set[str]) -> Suggestion:
    for field, proof, enough, rivals in _BY_VALUES:
        are = sniff.are_provinces if field == "state_id" else partial(sniff.are, proof)
        if not rivals & others and are(values, enough):
            return Suggestion(field, "low")
    return NOTHING


def map_headings(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[int, str]:
    """Return ``{column index: field}`` for a sheet, without the columns whose meaning is not certain.

    :param headings: the header row
    :param rows: the rows below (the first 200 are read)
    """
    cells = [[row[index] for row in rows[:200] if index < len(row)] for index in range(len(headings))]
    columns = [[clean(value) for value in column if isinstance(value, str) and value.strip()] for column in cells]
    sure = {field for field, confidence in map(look_up, headings) if field and confidence in ("high", "medium")}
    found = [_decide(heading, values, sure) for heading, values in zip(headings, columns, strict=True)]
    return _one_column_a_field(found)


def _one_column_a_field(found: Sequence[Suggestion]) -> dict[int, str]:
    order = sorted(range(len(found)), key=lambda index: (-_RANK[found[index].confidence], index))
    mapping: dict[int, str] = {}
    for index in order:
        field = found[index].field
        if field in mapping.values() and field not in COLLECTING:
            field = SECOND.get(field or "")
        if field:
            mapping[index] = field
    return dict(sorted(mapping.items()))


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
    pairs: list[Pair] = []
    open_label = None
    for line in lines:
        found = _pairs_of_line(clean(line.replace("\t", " \u2502 ")).replace("\u2502", "\t"))
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


def _pairs_of_line(line: str) -> list[Pair]:
    found = _pair(line)
    if not found:
        return []
    field, value = found
    if len(value) > _LONGEST_SPLIT:
        return [found]
    for cut in _NEXT_PAIR.finditer(value):
        more = _pairs_of_line(value[cut.end() :]) if _colon_near(value, cut.end()) else []
        if more:
            return [(field, value[: cut.start()].strip()), *more]
    return [(field, value)]


def _colon_near(value: str, start: int) -> bool:
    return any(mark in value[start : start + 80] for mark in ":：=")


def _pair(line: str) -> Pair | None:
    line = _ENUMERATED.sub("", line.lstrip(_BULLETS))
    head = line[:_LABEL_ENDS]
    for pattern in (_PAIR, _DASH_PAIR):
        match = pattern.match(head)
        if match:
            value = line[match.end() :].strip().lstrip("*").strip()
            if field := _field_of_label(match[1], value):
                return field, value
    return None


def _field_of_label(label: str, value: str) -> str | None:
    found = look_up(label)
    if found.confidence == "ambiguous" and found.field:
        found = decide(key_of(label), found.field, [value] if value else [], set())
    return found.field if found.field != "ignore" else None
