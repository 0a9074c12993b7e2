"""Which lead field does this heading or label mean?

Vietnamese lead files name the same field in hundreds of ways. The words stand in
``data/column_names.csv``; headings that mean two things are decided by their values,
and a heading that stays unclear has no field: better none than a wrong one.

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
from functools import cache
from typing import NamedTuple

from . import sniff
from .facts import facts
from .text import clean, fold


class Suggestion(NamedTuple):
    """A field name or None, and how far to trust it: high, medium, low or none."""

    field: str | None
    confidence: str


NOTHING = Suggestion(None, "none")
_RANK = {"high": 3, "medium": 2, "low": 1, "none": 0}
# These may come from several columns; of all others the best column wins.
COLLECTING = {"description", "tag_ids", "ad_info", "ignore", "phone_secondary", "email_cc"}
SECOND = {"phone": "phone_secondary", "email_from": "email_cc"}
# "SĐT nhân viên phụ trách" is neither the phone nor the name of the customer.
_OTHER_PERSON = {"user_id", "team_id", "referred"}
_PERSONAL = {"phone", "phone_secondary", "email_from", "email_cc", "contact_name", "zalo", "facebook", "street"}

_MAX_HEADING = 300
_SHORT = 7
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-ZĐ])")
_NOT_WORD = re.compile(r"[\W_]+")
_HALVES = re.compile(r"\s*[/|&,;\n]\s*|\s+(?:-|–|hoặc|hoac|or|và/hoặc)\s+")
_PRONOUN = re.compile(r"\b(?:của )?(?:anh/chị|anh chị|anh,? chị|quý khách hàng|quý khách|quý vị|bạn|chị/anh|mình)\b")
_LEAD_IN = re.compile(
    r"^(?:(?:xin|vui long|please|moi|hay|cho biet|dien|nhap|cung cap|nhap vao|enter|your|cho chung toi biet|de lai) )+"
)
_TAIL = re.compile(r"(?: (?:cua|la gi|la|ban|cua ban|cua anh chi|cua quy khach|bat buoc|neu co|required|optional))+$")
_QUESTION_LENGTH = 5


def _words(text):
    return _NOT_WORD.sub(" ", fold(text)).strip()


def key_of(heading):
    """Return the folded words of ``heading`` (str) without brackets and punctuation.

    >>> key_of('Số điện thoại (*):'), key_of('fullName'), key_of('tỉnh/thành_phố')
    ('so dien thoai', 'full name', 'tinh thanh pho')
    """
    return _full_key(_BRACKETS.sub(" ", heading[:_MAX_HEADING])) or _full_key(heading)


def _full_key(heading):
    return _words(_CAMEL.sub(" ", heading[:_MAX_HEADING])) or heading.strip()


@cache
def _names():
    names = {_full_key(row["heading"]): Suggestion(row["field"], row["confidence"]) for row in facts("column_names")}
    joined = {key.replace(" ", ""): found for key, found in names.items() if len(key) > _SHORT}
    return joined | names


@cache
def _phrases():
    return tuple((f" {_words(row['phrase'])} ", row["field"]) for row in facts("heading_phrases"))


def field_of(heading, values=()):
    """Return the :class:`Suggestion` for one column.

    :param heading: str, as it stands in the file
    :param values: some cells of the column (iterable of str), to decide what the heading leaves open
    """
    heading = heading if isinstance(heading, str) else str(heading or "")
    return _decide(heading, list(values), set())


def label_of(text):
    """Return the field (str or None) that a label in running text means, without any guess.

    >>> label_of('Số điện thoại'), label_of('Kính gửi')
    ('phone', None)
    """
    return _known(text).field


def _decide(heading, values, others):
    found = _known(heading) if heading.strip() else NOTHING
    if found is NOTHING:
        found = _asked(heading)
    if found.confidence == "ambiguous":
        found = _by_values(key_of(heading), found.field, values, others)
    return _checked(found, values)


def _known(heading):
    """Return what the vocabulary says of the whole heading, or of its halves when they agree or one is unknown."""
    heading = heading[:_MAX_HEADING]
    if found := _named(heading):
        return found
    polite = _PRONOUN.sub(" ", _BRACKETS.sub(" ", heading.lower()))
    halves = [half for half in _HALVES.split(polite) if half.strip()]
    return _of_halves([_named(half) for half in halves]) if len(halves) > 1 else NOTHING


def _named(heading):
    return next((_names()[key] for key in _keys(heading) if key in _names()), None)


def _keys(heading):
    """Yield the spellings of ``heading`` to look up, the most literal first."""
    yield _full_key(heading)
    yield key_of(heading)
    polite = _TAIL.sub("", _LEAD_IN.sub("", key_of(_PRONOUN.sub(" ", clean(heading).lower()))))
    yield polite
    yield _TAIL.sub("", _LEAD_IN.sub("", key_of(heading)))
    yield polite.replace(" ", "")


def _of_halves(found):
    known = [suggestion for suggestion in found if suggestion]
    fields = {suggestion.field for suggestion in known}
    if not known or len(known) * 2 < len(found) or len(fields) > 2:
        return NOTHING
    first = known[0]
    if first.confidence == "ambiguous" and len(fields) == 1:
        return first
    return Suggestion(first.field, "medium" if len(fields) == 1 else "low")


def _asked(heading):
    """Return what a question-like heading asks for, by the first phrase of the vocabulary inside it."""
    key = f" {key_of(heading)} "
    question = "?" in heading or key.count(" ") > _QUESTION_LENGTH
    found = _longest_phrases(key)
    fields = {field for _start, _end, field in found}
    if not found or _OTHER_PERSON & fields and _PERSONAL & fields:
        return NOTHING
    start, _end, field = min(found)
    if start > 0 and not question:
        return NOTHING
    return Suggestion(field, "medium" if len(fields) == 1 else "low")


def _longest_phrases(key):
    """Return (start, end, field) of the known phrases in ``key`` that are not part of a longer one."""
    spans = [(key.find(phrase), phrase, field) for phrase, field in _phrases()]
    spans = [(start, start + len(phrase), field) for start, phrase, field in spans if start >= 0]
    return [
        (start, end, field)
        for start, end, field in spans
        if not any(left <= start and end <= right and (left, right) != (start, end) for left, right, _field in spans)
    ]


def _by_values(key, field, values, others):
    """Return the decision on a heading of two meanings."""
    decide = {
        "contact_name": _person_or_company,
        "state_id": _place,
        "street": _address,
        "stage_id": _status,
        "expected_revenue": _money,
    }[field]
    return decide(key, values, others)


def _person_or_company(key, values, others):
    if key in ("ten", "name", "ten goi") and others & {"contact_last_name", "contact_middle_name"}:
        return Suggestion("contact_first_name", "medium")
    if sniff.share(sniff.is_company, values) > 0.5 or "contact_name" in others:
        return Suggestion("partner_name", "medium")
    return Suggestion("contact_name", "medium" if values else "low")


def _place(key, values, others):
    if sniff.share(sniff.is_district, values) >= 0.5:
        return Suggestion("city", "medium")
    if "state_id" in others:
        return Suggestion("city", "medium") if "city" not in others and "thanh pho" in key else NOTHING
    if sniff.share(sniff.is_province, values) >= 0.4:
        return Suggestion("state_id", "medium")
    if key in ("thanh pho", "tp", "city"):
        return Suggestion("city" if values else "state_id", "low")
    return NOTHING


def _address(_key, values, others):
    if sniff.share(sniff.is_email, values) >= 0.5:
        return Suggestion("email_from", "medium")
    if sniff.share(sniff.is_province, values) >= 0.7 and "state_id" not in others:
        return Suggestion("state_id", "medium")
    return Suggestion("street", "medium")


def _status(key, values, _others):
    if sniff.share(sniff.is_export_status, values) > 0.9:
        return Suggestion("ignore", "medium")
    if sniff.share(str.isdigit, values) >= 0.5 or key == "tt" and not values:
        return Suggestion("ignore", "medium") if key == "tt" else NOTHING
    return Suggestion("stage_id", "medium")


def _money(_key, values, _others):
    if not values:
        return Suggestion("expected_revenue", "low")
    return Suggestion("expected_revenue", "medium") if sniff.share(sniff.is_money, values) >= 0.5 else NOTHING


_PROVEN = 0.6
_PROOFS = {"phone": sniff.is_phone, "email_from": sniff.is_email}


def _checked(found, values):
    """Return ``found``, corrected where the values are plainly something else."""
    filled = [value for value in values if value.strip()]
    if len(filled) < 2:
        return found
    shares = {field: sniff.share(proof, filled) for field, proof in _PROOFS.items()}
    if found.field in (None, *_PROOFS) and not shares.get(found.field):
        proven = next((field for field, share in shares.items() if share >= _PROVEN), None)
        if proven:
            return Suggestion(proven, "low" if found.field else "medium")
        if found.field and sniff.share(sniff.is_other_kind, filled) > _PROVEN:
            return NOTHING
    return found


def map_headings(headings, rows):
    """Return ``{heading index: field}`` for a sheet; columns of no certain meaning are absent.

    :param headings: list of str
    :param rows: list of lists of str, the data rows (the first 200 are looked at)
    """
    columns = [[row[index] for row in rows[:200] if index < len(row)] for index in range(len(headings))]
    columns = [[clean(value) for value in column if isinstance(value, str) and value.strip()] for column in columns]
    sure = {field for field, confidence in map(_known, headings) if confidence in ("high", "medium")}
    found = [_decide(heading, values, sure) for heading, values in zip(headings, columns, strict=True)]
    return _one_column_a_field(found)


def _one_column_a_field(found):
    order = sorted(range(len(found)), key=lambda index: (-_RANK[found[index].confidence], index))
    mapping = {}
    for index in order:
        field = found[index].field
        if field in mapping.values() and field not in COLLECTING:
            field = SECOND.get(field)
        if field:
            mapping[index] = field
    return dict(sorted(mapping.items()))


_PAIR = re.compile(r"^[\s>*•+\-–]*([^:：\t|=]{1,80}?)\**\s*(?:[:：\t|=]|\s[-–]\s)\s*\**(.*)$")
_DASH_PAIR = re.compile(r"^[\s>*•+\-–]*([^:：\t|=]{1,60}?)\s+[-–]\s+(.*)$")
_LONGEST_SPLIT = 1000
_NEXT_PAIR = re.compile(r"\s*[|;,•\t]\s*|\s+[-–]\s+|\s{2,}|\s+(?=[^\W\d_]{2,12}\s?:)")


def read_pairs(lines):
    """Return ``[(field, value)]`` of the lines (iterable of str) of the form "Nhãn: giá trị".

    A label whose value stands on the next line, two pairs on one line and the further lines of a
    message are understood; whatever has no known label is left alone.
    """
    pairs, open_label = [], None
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


def _continue(pairs, field, line):
    if pairs and pairs[-1][0] == field == "description":
        pairs[-1] = (field, f"{pairs[-1][1]}\n{line}")
    else:
        pairs.append((field, line))


def _pairs_of_line(line):
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


def _colon_near(value, start):
    return any(mark in value[start : start + 80] for mark in ":：=")


def _pair(line):
    for pattern in (_PAIR, _DASH_PAIR):
        match = pattern.match(line)
        if match and (field := _field_of_label(match[1], match[2].strip())):
            return field, match[2].strip()
    return None


def _field_of_label(label, value):
    found = _known(label)
    if found.confidence == "ambiguous":
        found = _by_values(key_of(label), found.field, [value] if value else [], set())
    return found.field if found.field != "ignore" else None
