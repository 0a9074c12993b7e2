"""Kinds of headings: what a heading says about its column, whatever its field.

Words are compared with their accents where the heading has some: "bán" is no "bạn". Without accents, only words that
cannot be misread count. Source: ``data/heading_words.csv``.

>>> is_of_other_person('SĐT nhân viên phụ trách'), is_of_other_person('SĐT khách')
(True, False)
>>> is_of_other_party('Đơn vị vận chuyển'), is_of_other_party('Đơn vị công tác')
(True, False)
>>> is_about('Email Status'), is_number('Mã vận đơn'), is_unnamed('Cột 5'), names_person('Chủ căn hộ')
(True, True, True, True)
>>> weaker_roles(['Người gửi', 'SĐT người gửi', 'Người nhận', 'Ghi chú'])
{0, 1}
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from .. import phone
from ..facts import facts
from ..text import clean, fold
from .words import BRACKETS, full_key, key_of, listed, says, words_of

_FULL_NAME = {"ho", "full", "fullname"}
_NOT_WORD = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-ZĐ])")
_MAX_HEADING = 300
_UNNAMED = re.compile(r"(?:[a-z]{1,2}|[a-z]? ?[0-9]+)?")
_NUMBER_END = re.compile(r" ?[0-9]+$")
# The stronger role is the customer: who buys goes before who receives, who receives before who sends.
_ROLES = ("role_sender", "role_recipient", "role_buyer")


@cache
def _spelled(kind: str) -> tuple[tuple[str, str], ...]:
    """Return the words of ``kind`` as (with accents, without accents); the second is blank if it can be misread."""
    words = (clean(row["text"]).lower() for row in facts("heading_words") if row["kind"] == kind)
    return tuple((word, words_of(word) if word.isascii() or " " in word else "") for word in words)


def begins_with_head(heading: str) -> bool:
    """Return whether the first word of ``heading`` alone says what follows: "Email …", "Thẻ …" but not "The …"."""
    first = (clean(BRACKETS.sub(" ", heading[:_MAX_HEADING])).lower().split() or [""])[0]
    return any(first == word or plain and fold(first) == plain for word, plain in _spelled("head"))


def _has(heading: str, kind: str) -> bool:
    text = _CAMEL.sub(" ", BRACKETS.sub(" ", heading[:_MAX_HEADING]))
    text = f" {_NOT_WORD.sub(' ', clean(text).lower()).strip()} "
    if text.isascii():
        return any(plain and f" {plain} " in text for _word, plain in _spelled(kind))
    return any(f" {word} " in text for word, _plain in _spelled(kind))


@lru_cache(maxsize=10_000)
def is_of_other_person(heading: str) -> bool:
    """Return whether ``heading`` is about a salesperson, a referrer or a relative, not the customer."""
    return says(heading, "other_person")


@lru_cache(maxsize=10_000)
def is_of_other_party(heading: str) -> bool:
    """Return whether ``heading`` is about a carrier, advertiser, supplier, competitor or branch of our own."""
    return _has(heading, "other_party")


@lru_cache(maxsize=10_000)
def is_about(heading: str) -> bool:
    """Return whether ``heading`` is about an address or number: its status, its kind, how often it was used."""
    return _has(heading, "about")


@lru_cache(maxsize=10_000)
def is_number(heading: str) -> bool:
    """Return whether ``heading`` is of numbers that are neither phones nor tax codes: orders, invoices, cards."""
    return _has(heading, "number") or phone.is_other_heading(heading)


@lru_cache(maxsize=10_000)
def is_record_id(heading: str) -> bool:
    """Return whether ``heading`` is that of Odoo's external ids."""
    return full_key(heading.replace("_", " ")) in listed("record_id")


@lru_cache(maxsize=10_000)
def is_status_of_thing(heading: str) -> bool:
    """Return whether a status is that of a payment, parcel or address, not of the customer."""
    return _has(heading, "status_of")


@lru_cache(maxsize=10_000)
def is_meeting(heading: str) -> bool:
    """Return whether ``heading`` is of meetings or calls that may be over, not of appointments.

    >>> is_meeting('Ngày gặp'), is_meeting('Ngày hẹn gặp'), is_meeting('Lịch gặp')
    (True, False, False)
    """
    return says(heading, "meeting") and not (says(heading, "appointment") or says(heading, "coming"))


def is_unnamed(heading: str) -> bool:
    """Return whether ``heading`` says nothing: blank, "Cột 5", "Column 3", "F2"."""
    key = key_of(heading)
    return bool(_UNNAMED.fullmatch(key)) or _NUMBER_END.sub("", key) in listed("unnamed")


def names_person(heading: str) -> bool:
    """Return whether ``heading`` begins or ends as the name of a person does, who may be the customer."""
    if is_of_other_person(heading) or is_of_other_party(heading) or is_about(heading) or is_number(heading):
        return False
    key = key_of(heading)
    if any(f"{key} ".startswith(f"{word} ") for word in listed("person")):
        return True
    return any(f" {key}".endswith(f" {word}") for word in listed("person_end"))


@lru_cache(maxsize=10_000)
def is_staff(heading: str) -> bool:
    """Return whether ``heading`` is a member of staff and what he does for the customer, in any combination.

    >>> is_staff('Cán bộ tuyển sinh'), is_staff('Họ tên NV nghe máy'), is_staff('SĐT nhân viên tư vấn')
    (True, True, False)
    >>> is_staff('Nhân viên kỹ thuật'), is_staff('Nhân viên')
    (False, False)
    """
    words = key_of(heading).split()
    if len(words) > _MOST_STAFF_WORDS:
        return False
    begun = next((words[count:] for count in (3, 2, 1) if " ".join(words[:count]) in listed("staff_name")), words)
    starts = (begun[count:] for count in (3, 2, 1) if " ".join(begun[:count]) in listed("staff"))
    return any(bool(rest) and _are_tasks(rest) for rest in starts)


@lru_cache(maxsize=10_000)
def is_of_staff(heading: str) -> bool:
    """Return whether ``heading`` is of what belongs to a member of staff: "SĐT cán bộ tuyển sinh", "Email sale".

    >>> is_of_staff('SĐT cán bộ tuyển sinh'), is_of_staff('Email chuyên viên'), is_of_staff('SĐT phụ huynh')
    (True, True, False)
    """
    words = key_of(heading).split()[:_MOST_STAFF_WORDS]
    ends = (" ".join(words[place:]) for place in range(1, len(words)))
    return any(end in listed("staff") or is_staff(end) for end in ends)


def is_planned(heading: str) -> bool:
    """Return whether an amount is what a customer may buy: "Doanh thu dự kiến", "Ngân sách"."""
    return _has(heading, "another_time") or _has(heading, "expected")


@lru_cache(maxsize=10_000)
def is_spent(heading: str) -> bool:
    """Return whether an amount is what a customer has bought or paid, or of a year or month.

    >>> is_spent('Doanh số 2024'), is_spent('Số tiền đã mua'), is_spent('Ngân sách 2026'), is_spent('Doanh số')
    (True, True, False, False)
    """
    return says(heading, "spent") or bool(_PERIOD.search(key_of(heading))) and not is_planned(heading)


_PERIOD = re.compile(r"\b(?:(?:19|20)[0-9]{2}|(?:t|thang|q|quy|month|quarter) ?[0-9]{1,2})\b")
_MOST_STAFF_WORDS = 10


def _are_tasks(words: Sequence[str]) -> bool:
    """Return whether ``words`` are nothing but tasks of staff, the longest first."""
    words = list(words)
    while words:
        count = next((count for count in (4, 3, 2, 1) if " ".join(words[:count]) in listed("staff_task")), 0)
        if not count:
            return False
        words = words[count:]
    return True


def is_bare_role(heading: str) -> bool:
    """Return whether ``heading`` is a role alone, below which there may be names, kinds or counts of people.

    >>> is_bare_role('Phụ huynh'), is_bare_role('Họ tên phụ huynh')
    (True, False)
    """
    return key_of(heading) in listed("role_parent") | listed("role_student")


def is_member(heading: str) -> bool:
    """Return whether ``heading`` is a role that people and companies may have.

    >>> is_member('Hội viên'), is_member('Đại biểu tham dự')
    (True, False)
    """
    return key_of(heading) in listed("person")


def is_full_name(heading: str) -> bool:
    """Return whether ``heading`` speaks of the family name: companies below it stand there by mistake.

    >>> is_full_name('Họ và tên'), is_full_name('Full name'), is_full_name('Người mua')
    (True, True, False)
    """
    return not _FULL_NAME.isdisjoint(key_of(heading).split())


def students(headings: Sequence[str]) -> set[int]:
    """Return the indexes of ``headings`` of a student beside columns of a parent, who is the one to talk to.

    >>> students(['Học viên', 'SĐT học viên', 'Phụ huynh học viên', 'SĐT phụ huynh']), students(['Học viên', 'SĐT'])
    ({0, 1}, set())
    """
    parents = {index for index, text in enumerate(headings) if _has(text, "role_parent")}
    return {index for index, text in enumerate(headings) if parents and _has(text, "role_student")} - parents


def names_company(heading: str) -> bool:
    """Return whether ``heading`` begins as one of the customer's company: "Tên công ty …", "Nơi làm việc …"."""
    key = key_of(heading)
    return any(f"{key} ".startswith(f"{word} ") for word in listed("company"))


def weaker_roles(headings: Sequence[str]) -> set[int]:
    """Return the indexes of ``headings`` whose role is weaker than another one's: the sender beside the recipient."""
    ranks = [max((rank for rank, role in enumerate(_ROLES, 1) if _has(text, role)), default=0) for text in headings]
    best = max(ranks, default=0)
    return {index for index, rank in enumerate(ranks) if 0 < rank < best}
