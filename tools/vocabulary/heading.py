"""Meaning of a single heading or label, by its words alone.

The vocabulary has the whole heading, one of its halves, or the rest without polite words, numbers and words such as
"khách hàng"; a question is recognised by a phrase in it, a long heading by its beginning, since in Vietnamese the head
of a noun phrase comes first: "Nguồn khách biết đến" is a source. Sources: ``data/column_names.csv``,
``data/heading_phrases.csv`` and ``data/heading_words.csv``, headings of Vietnamese lists and of the forms of Facebook,
Google and Zalo.

>>> look_up('SĐT (Zalo)*'), look_up('Câu 2: Số điện thoại của bạn')
(Suggestion(field='phone', confidence='high'), Suggestion(field='phone', confidence='high'))
>>> read_question('Anh/chị đang ở tỉnh nào?').field, read_beginning('Trạng thái chăm sóc').field
('state_id', 'stage_id')
>>> [read_beginning(text).field for text in ('Lịch hẹn lái thử', 'Thời gian gọi lại cho khách', 'Ngày giao dự kiến')]
['next_activity_date', 'next_activity_date', None]
>>> read_beginning('Tên con')
Suggestion(field=None, confidence='none')
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ..facts import facts
from ..text import clean
from .kinds import begins_with_head, is_of_other_party, is_of_other_person, is_planned, is_staff
from .words import BRACKETS, full_key, key_of, listed, says, words_of


class Suggestion(NamedTuple):
    """``field``: name or None · ``confidence``: high, medium, low, none, or ambiguous if the values must decide"""

    field: str | None
    confidence: str


NOTHING = Suggestion(None, "none")
# A column without a field: its values go to the notes under its heading.
OTHER = "l10n_vn_other"
SECOND = {"phone": "phone_secondary", "email_from": "email_cc", "street": "street2"}
# "SĐT nhân viên phụ trách" is neither the phone nor the name of the customer.
OTHER_PERSON = {"user_id", "team_id", "referred"}
_PERSONAL = {"phone", "phone_secondary", "email_from", "email_cc", "contact_name", "zalo", "facebook", "street"}
_OF_CUSTOMER = _PERSONAL | {"partner_name", "vat", "website"}
_PLACES = {"street", "city", "state_id"}
# Fields that the beginning of a heading is enough for; others are too special for a guess.
_GUESSED = {
    "phone", "email_from", "contact_name", "partner_name", "street", "state_id", "vat", "function", "source_id",
    "campaign_id", "tag_ids", "description", "create_date", "expected_revenue", "stage_id", "website", "birthdate",
    "gender", "zalo", "facebook", "personal_id", "fax", "department", "user_id", "customer_code",
    "next_activity_date", "next_activity_summary",
}  # fmt: skip
_PLANNED = {"expected_revenue", "next_activity_date", "next_activity_summary"}

_MAX_HEADING = 300
_SHORT = 7
_BRACKETED = re.compile(r"[(\[（]([^()\[\]（）]*)[)\]）]")
_HALVES = re.compile(r"\s*[/|&,;\n]\s*|\s+(?:-|–|hoặc|hoac|or|và/hoặc)\s+")
_PRONOUN = re.compile(r"\b(?:của )?(?:anh/chị|anh chị|anh,? chị|quý khách hàng|quý khách|quý vị|bạn|chị/anh|mình)\b")
_LEAD_IN = re.compile(
    r"^(?:(?:xin|vui long|please|moi|hay|cho|cho biet|cho xin|dien(?! thoai)|nhap|cung cap|nhap vao|enter|your|"
    r"cho chung toi biet|de lai) )+"
)
_TAIL = re.compile(r"(?: (?:cua|la gi|la|ban|cua ban|cua anh chi|cua quy khach|bat buoc|neu co|required|optional))+$")
# "Biết đến công ty qua": the source, in whatever words.
_KNOWN_BY = re.compile(r"(?<! cho)(?<! dac) biet (?:[^ ]+ ){0,5}?(?:qua|thong qua|tu|nho|tai dau|o dau) ")
_NUMBERED = re.compile(r"^(?:(?:cau|cau hoi|q|question|muc) ?)?[0-9]{1,2} (?=[^0-9])")
# "Phone 1 - Label" in exports of address books: the kind of the number in the column beside it.
_LABELLED = re.compile(r"(?i)\w\s+-\s+(?:label|type)$")
_QUESTION_LENGTH = 5
_WHICH = re.compile(r" (?:nao|gi|which|what) ")
_MANY = re.compile(r"\b(?:chon nhieu|nhieu lua chon|nhieu dap an|select all|multiple choice)\b")
_MOST_STRIPPED = 4
_MOST_BEGUN = 9


@cache
def _names() -> dict[str, Suggestion]:
    names = {full_key(row["heading"]): Suggestion(row["field"], row["confidence"]) for row in facts("column_names")}
    joined = {key.replace(" ", ""): found for key, found in names.items() if len(key) > _SHORT}
    return joined | names


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((f" {words_of(row['phrase'])} ", row["field"]) for row in facts("heading_phrases"))


@cache
def _long_forms() -> dict[str, str]:
    pairs = (row["text"].split("=") for row in facts("heading_words") if row["kind"] == "short")
    return {words_of(short): words_of(long) for short, long in pairs}


@lru_cache(maxsize=10_000)
def look_up(heading: str) -> Suggestion:
    """Return the :class:`Suggestion` for a whole heading, for its halves, or for it without words that add nothing."""
    heading = heading[:_MAX_HEADING].replace("_", " ")
    if found := _named(heading):
        return _placed(found, heading)
    if _LABELLED.search(heading):
        return Suggestion(OTHER, "high")
    if is_staff(heading):
        return Suggestion("user_id", "medium")
    polite = _PRONOUN.sub(" ", BRACKETS.sub(" ", heading.lower()))
    halves = [half for half in _HALVES.split(polite) if half.strip()]
    found = _of_halves([_named(half) for half in halves]) if len(halves) > 1 else NOTHING
    return found if found.field else _stripped(heading)


def _named(heading: str) -> Suggestion | None:
    return next((_names()[key] for key in _keys(heading) if key in _names()), None)


def _keys(heading: str) -> Iterator[str]:
    """Yield the spellings of ``heading`` to look up, the most literal first."""
    yield full_key(heading)
    yield key_of(heading)
    polite = _polite(heading)
    yield polite
    yield _without_tail(_LEAD_IN.sub("", key_of(heading)), heading)
    yield polite.replace(" ", "")


def _polite(heading: str) -> str:
    """Return the key of ``heading`` without polite words and without a number before it."""
    key = key_of(_PRONOUN.sub(" ", clean(heading).lower().replace("_", " ")))
    return _without_tail(_LEAD_IN.sub("", _NUMBERED.sub("", key)), heading)


def _without_tail(key: str, heading: str) -> str:
    """Return ``key`` without words that add nothing at its end; "bán" is a seller's, though it folds like "bạn"."""
    return key if clean(heading).lower().endswith(" bán") else _TAIL.sub("", key)


def _placed(found: Suggestion, heading: str) -> Suggestion:
    """Return the kind of place that brackets name: "Nơi ở (tỉnh/TP)"; else ``found``."""
    if found.field in _PLACES:
        for inside in _BRACKETED.findall(heading):
            place = _names().get(full_key(inside))
            if place and place.field in _PLACES and place.field != found.field:
                return Suggestion(place.field, "medium")
    return found


def _of_halves(found: Sequence[Suggestion | None]) -> Suggestion:
    known_ones = [suggestion for suggestion in found if suggestion]
    fields = {suggestion.field for suggestion in known_ones}
    if not known_ones or len(known_ones) * 2 < len(found) or len(fields) > 2:
        return NOTHING
    if len(fields) == 2 and fields <= _PLACES:  # "Thành phố/Huyện": the values decide
        return Suggestion("state_id", "ambiguous")
    first = known_ones[0]
    if first.confidence == "ambiguous" and len(fields) == 1:
        return first
    return Suggestion(first.field, "medium" if len(fields) == 1 else "low")


def _stripped(heading: str) -> Suggestion:
    """Return the :class:`Suggestion` for ``heading`` without the words that add nothing."""
    if is_of_other_person(heading):
        return NOTHING
    words = _polite(heading).split()
    words = " ".join(_long_forms().get(word, word) for word in words).split() if len(words) < _MOST_BEGUN else words
    second = False
    for _time in range(_MOST_STRIPPED):
        found = _names().get(" ".join(words))
        if found:
            if found.field in _OF_CUSTOMER and is_of_other_party(heading):
                return NOTHING
            if not second:
                return found if found.confidence == "ambiguous" else Suggestion(found.field, "medium")
            field = SECOND.get(found.field or "")
            return Suggestion(field, "medium") if field else NOTHING
        words, was_second = _shorter(words)
        second = second or was_second
    return NOTHING


def _shorter(words: list[str]) -> tuple[list[str], bool]:
    """Return ``words`` without a qualifier at the end or beginning, and whether it means a second value."""
    for count in (3, 2, 1):
        if len(words) > count:
            ending = " ".join(words[-count:])
            if ending in listed("qualifier") or ending in listed("first"):
                return words[:-count], False
            if ending in listed("second"):
                return words[:-count], True
    return words[1:] if len(words) > 1 and words[0] in listed("prefix") else words, False


@lru_cache(maxsize=10_000)
def read_question(heading: str) -> Suggestion:
    """Return the :class:`Suggestion` for a question, by the first phrase of the vocabulary in it."""
    key = f" {key_of(heading)} "
    if _KNOWN_BY.search(key):
        return Suggestion("source_id", "medium")
    question = is_question(heading)
    found = _longest_phrases(key)
    fields = {field for _start, _end, field in found}
    if not found or OTHER_PERSON & fields and _PERSONAL & fields:
        return NOTHING
    start, _end, field = min(found)
    if start > 0 and not question and _end != len(key):
        return NOTHING
    if start > 0 and not question and field != "tag_ids":
        return NOTHING
    return Suggestion(field, "medium" if len(fields) == 1 else "low")


def is_question(heading: str) -> bool:
    """Return whether ``heading`` is a question or as long as one."""
    return "?" in heading or f" {key_of(heading)} ".count(" ") > _QUESTION_LENGTH


def is_choice(heading: str) -> bool:
    """Return whether ``heading`` is a question with "which" or "what", not one for yes or no."""
    return bool(_WHICH.search(f" {key_of(heading)} "))


def is_multiple_choice(heading: str) -> bool:
    """Return whether ``heading`` says that several answers may be chosen.

    >>> is_multiple_choice('Nhu cầu (chọn nhiều đáp án)'), is_multiple_choice('Nhu cầu của nhiều người')
    (True, False)
    """
    return bool(_MANY.search(full_key(heading)))


def _longest_phrases(key: str) -> list[tuple[int, int, str]]:
    """Return (start, end, field) of the phrases of the vocabulary in ``key`` that are not part of a longer one."""
    found = [(key.find(phrase), phrase, field) for phrase, field in _phrases()]
    spans = [(start, start + len(phrase), field) for start, phrase, field in found if start >= 0]
    return [
        (start, end, field)
        for start, end, field in spans
        if not any(left <= start and end <= right and (left, right) != (start, end) for left, right, _field in spans)
    ]


@lru_cache(maxsize=10_000)
def read_beginning(heading: str) -> Suggestion:
    """Return the :class:`Suggestion` for the longest known beginning of ``heading``, to be confirmed by values."""
    words = _polite(heading).split()
    words = [long for word in words for long in _long_forms().get(word, word).split()]
    if len(words) > _MOST_BEGUN or is_of_other_person(heading) or says(heading, "past"):
        return NOTHING
    for count in range(len(words) - 1, 0, -1):
        start = " ".join(words[:count])
        found = _names().get(start)
        if found and found.confidence == "ambiguous" and found.field == "expected_revenue" and not is_planned(heading):
            return NOTHING  # "Doanh số tích lũy": what the customer has bought
        if found and (count > 1 or begins_with_head(heading)):
            if found.field in _PLANNED or not says(heading, "another_time"):
                return Suggestion(found.field, "low") if found.field in _GUESSED else NOTHING
            if start not in listed("moment"):
                return NOTHING  # "Ngày tạo phiếu hẹn"
            break
    appointment = words[:1] and words[0] in listed("moment") and says(heading, "appointment")
    return Suggestion("next_activity_date", "low") if appointment else NOTHING
