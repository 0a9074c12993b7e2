"""Rows of a sheet that are no leads: blank ones, titles, totals, repeated headers, test entries, signatures.

>>> reason_to_skip(['2', 'test', '0123456789'], ['STT', 'Họ tên', 'SĐT'], {0: 'ignore', 1: 'contact_name', 2: 'phone'})
'skip_test'
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ..name import company_name, person_name
from ..syllable import is_valid as is_syllable
from ..text import clean, fold
from ..vocabulary import sniff
from ..vocabulary.heading import look_up
from ..vocabulary.words import key_of
from .row_marks import is_marked

SKIP_SECTION, SKIP_EMPTY, SKIP_TEST = "skip_section", "skip_empty", "skip_test"
_NUMBER = re.compile(r"[\d\s.,:/()%-]*")
_COUNT = re.compile(
    r"[\d\s.,:/()%+-]*(?:khach|khach hang|nguoi|lead|leads|kh|ho|don vi|co so|dong|vnd|d|₫|tr|trieu|ty|usd|don|phieu|"
    r"dai bieu|hoc vien|hoc sinh|ho so|dong/thang|san pham|sp|cai|bo|kg|tan|m2|luot|buoi|ve)?"
)
_TEST_MARK = re.compile(r"<\s*test lead\s*:|dummy data for", re.I)
_TEST_EMAIL = re.compile(r"^(?:test\d*|testing|demo|abc|asdf|no-?email|example)@|@(?:test|abc|a)(?:\.\w+)?$")
_FAKE_PHONE = re.compile(r"^(?:84|0)?(\d)\1{7,9}$|^0?1234567890?$|^0?987654321$|^16505550\d{3}$|^(?:84|0)?[1-9]0{7,9}$")
# "aaa", "asdasd", "sdfg": random keys.
_RANDOM_KEYS = re.compile(r"^([a-z]{1,4})\1{2,}$|^([a-z]{3,4})\2$|^[b-df-hj-np-tvwxz]{3,}$")
_PHONE_FIELDS = {"phone", "phone_secondary", "zalo", None}
_NAME_FIELDS = {"contact_name", "contact_first_name", "partner_name"}
_REACHING = {"phone", "phone_secondary", "email_from", "zalo"}
_FEWEST_HEADINGS = 3
_FAMILY_FIELDS = {"contact_last_name", "contact_middle_name"}


class Row(NamedTuple):
    """A row of a lead: ``number`` in the file · ``cells`` · ``lost``: indexes of cells with rounded digits"""

    number: int
    cells: list[str]
    lost: tuple[int, ...] = ()


class LeftOut(NamedTuple):
    """A row that holds no lead; ``code`` is skip_section, skip_empty or skip_test."""

    number: int
    code: str
    cells: list[str]


def reason_to_skip(row: list[str], header: list[str], fields: dict[int, str]) -> str | None:
    """Return the code of the reason why ``row`` (list of str) is no lead, None when it is one.

    Codes: :data:`SKIP_SECTION`, :data:`SKIP_EMPTY`, :data:`SKIP_TEST`.

    :param header: list of str
    :param fields: ``{column index: field}``
    """
    filled = {index: cell for index, cell in enumerate(row) if cell.strip()}
    values = {index: cell for index, cell in filled.items() if not _is_row_number(index, cell, fields)}
    if not values:
        return SKIP_EMPTY
    if _is_repeated_header(filled, header) or _is_numbering(filled):
        return SKIP_SECTION
    if _is_sum(values) and not any(_is_written_phone(cell, fields.get(index)) for index, cell in values.items()):
        return SKIP_SECTION
    if any(_reaches(cell, fields.get(index)) for index, cell in values.items()):
        return SKIP_TEST if _is_test(values, fields) else None
    if _is_footer(values) or _is_section(values, fields, len(header)):
        return SKIP_SECTION
    return SKIP_TEST if _is_test(values, fields) else None


def starts_other_table(row: list[str], header: list[str], fields: dict[int, str]) -> bool | None:
    """Return None unless ``row`` has headings of ``header`` in other places, as the next table of a report has.

    Then return whether that table is of no leads: it has neither phones nor e-mail addresses.

    >>> header = ['Name (original)', 'Email', 'Join time', 'Leave time']
    >>> starts_other_table(['Name', 'Join time', 'Leave time'], header, {0: 'contact_name', 1: 'email_from'})
    True
    """
    filled = [cell for cell in row if cell.strip()]
    if len(filled) < _FEWEST_HEADINGS or any(map(sniff.is_value, filled)):
        return None
    ours = _places(tuple(header))
    same = [cell for cell in filled if key_of(cell) in ours]
    named = [look_up(cell).field for cell in filled]
    reaches = not _REACHING.isdisjoint(named)
    if len(same) * 2 < len(filled) and not (reaches and len({*named} & {*fields.values()}) * 2 >= len(filled)):
        # Of other headings than ours, if nearly all are known and none is a word of a lead: "Mới", "Zalo".
        known = len(set(filter(None, named)))
        if not header or known < _FEWEST_HEADINGS or known * 3 < len(filled) * 2:
            return None
        if not (reaches or _NAME_FIELDS & {*named}) or any(map(str.isdigit, "".join(filled))):
            return None
    return not reaches


@lru_cache(maxsize=10)
def _places(header: tuple[str, ...]) -> dict[str, int]:
    return {key_of(heading): index for index, heading in enumerate(header) if heading.strip()}


def _is_numbering(filled: dict[int, str]) -> bool:
    """Return whether the cells are the numbers of their columns, as below the headings of a form: (1), (2), (3)."""
    numbers = (cell.strip("() ") for cell in filled.values())
    return len(filled) > 2 and all(number == str(place) for place, number in enumerate(numbers, 1))


def _reaches(cell: str, field: str | None) -> bool:
    """Return whether ``cell`` is a phone or e-mail address; an amount in a money column is no phone."""
    is_phone = sniff.is_phone if field else sniff.is_sure_phone
    return sniff.is_email(cell) or field in _PHONE_FIELDS and is_phone(cell)


def _is_row_number(index: int, cell: str, fields: dict[int, str]) -> bool:
    return fields.get(index) == "ignore" and bool(_NUMBER.fullmatch(cell))


def _is_repeated_header(filled: dict[int, str], header: list[str]) -> bool:
    if not header:
        return False
    folded, different = _folded(tuple(header)), 0
    for index, cell in filled.items():
        if index >= len(header) or cell[:1].isdigit() or fold(cell) != folded[index]:
            different += 1
            if different * 5 > len(filled):
                return False
    return len(filled) - different >= min(2, len(filled))


@lru_cache(maxsize=10)
def _folded(header: tuple[str, ...]) -> list[str]:
    return [fold(heading) for heading in header]


def _is_count(cell: str) -> bool:
    return len(cell) < 60 and bool(_COUNT.fullmatch(fold(cell)))


_SIGNED_ON = re.compile(
    r"(?:^|, ?)ng[àa]y\s*(?:[\d.…_ ]*\s*th[áa]ng\s*[\d.…_ ]*\s*n[ăa]m|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$)", re.I
)


def _is_footer(values: dict[int, str]) -> bool:
    if any(_SIGNED_ON.search(cell[:200]) for cell in values.values()):
        return len(values) <= 2
    return _is_sum(values)


def _is_sum(values: dict[int, str]) -> bool:
    """Return whether the row is a sum or signature: a mark of it, beside nothing but counts and amounts."""
    first, *rest = values.values()
    return is_marked(first, "footer") and all(
        _COUNT.fullmatch(fold(cell)) or is_marked(cell, "footer") for cell in rest
    )


def _is_written_phone(cell: str, field: str | None) -> bool:
    """Return whether a cell of phones or addresses holds one, and no sum of eleven digits."""
    return field in _REACHING and _reaches(cell, field) and bool(_BEGINS_PHONE.match(cell) or "@" in cell)


_BEGINS_PHONE = re.compile(r"[\s'\"=(+p:]*(?:0|84)")


def _is_section(values: dict[int, str], fields: dict[int, str], width: int) -> bool:
    if width < 3:
        return False
    if len(values) > 1:  # "I", "Phường Ba Đình", perhaps a count
        first, _title, *rest = values.values()
        return 0 in values and bool(_CHAPTER.fullmatch(first)) and all(map(_is_count, rest))
    ((index, cell),) = values.items()
    if is_marked(cell, "section") or cell.rstrip().endswith(":") or _LISTED.match(cell):
        return index == 0 or fields.get(index) not in ("description", "street", "state_id", "city")
    return fields.get(index) == "ignore" or index == 0 and fields.get(0) not in (*_NAME_FIELDS, "description")


_CHAPTER = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)/]?")
_LISTED = re.compile(r"^(?:[IVX]{1,4}|[A-H])[.)/]\s|^[-=*_—–]{2,}")


def _is_test(values: dict[int, str], fields: dict[int, str]) -> bool:
    """Return whether phone, e-mail address and name together mark the row as a test entry."""
    if _TEST_MARK.search("|".join(values.values())):
        return True
    phones = [cell for index, cell in values.items() if fields.get(index) == "phone"]
    emails = [cell for index, cell in values.items() if fields.get(index) == "email_from" or "@" in cell]
    weight = any(map(_is_fake_phone, phones)) + any(map(_is_test_email, emails))
    name = _name(values, fields)
    if weight < 2 and name and len(name) < 40:
        weight += 2 * _is_test_name(name)
    if weight == 1:
        weight += bool(is_marked(name, "doubtful_name") or _RANDOM_KEYS.match(fold(name[:40]).strip()))
    return weight >= 2


def _is_test_name(name: str) -> bool:
    """Return whether ``name`` is that of a test entry, not of a company such as "Speed Test JSC".

    >>> _is_test_name('Test Nguyễn'), _is_test_name('Khách test 2'), _is_test_name('Cty CP Test Việt')
    (True, True, False)
    >>> _is_test_name('Trung tâm Drug Test'), _is_test_name('A/B Test Agency'), _is_test_name('Công ty test')
    (False, False, True)
    """
    if not is_marked(name, "test_name"):
        return False
    rest = _TEST_WORD.sub(" ", clean(company_name.core(name)).lower()).split()
    if not rest or person_name.is_certain(name):
        return True
    organised = company_name.is_company(name) or sniff.is_company(name)
    foreign = [word for word in rest if not is_syllable(word) and not word.isdigit() and word not in _TEST_ROLES]
    return not organised and not foreign


_TEST_WORD = re.compile(r"\b(?:test(?:ing|er)?\d*|thử|thu|dummy|demo|form|lead|nghiệm|nghiem)\b|[^\w\s]|_")
_TEST_ROLES = {
    "lead", "form", "user", "mr", "ms", "mrs", "account", "customer", "data", "only", "name", "kh", "sale",
    "abc", "abcd", "xyz", "asdf", "qwerty", "facebook", "zalo", "google", "ads", "admin",
}  # fmt: skip


def _name(values: dict[int, str], fields: dict[int, str]) -> str:
    """Return the first name in the row, joined where it has several columns: "Lê" and "Thử" are Lê Thử."""
    name = next((cell for index, cell in values.items() if fields.get(index) in _NAME_FIELDS), "")
    before = (cell for index, cell in values.items() if fields.get(index) in _FAMILY_FIELDS)
    return " ".join((*before, name))


def _is_fake_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text[:60])
    return bool(_FAKE_PHONE.match(digits)) or 0 < len(digits) < 6 and text.strip().isdigit()


def _is_test_email(text: str) -> bool:
    return bool(_TEST_EMAIL.search(text.strip().lower()[:200]))


def without_signatures(data: list[Row], left_out: list[LeftOut]) -> tuple[list[Row], list[Row]]:
    """Return (rows of leads, rows of signatures), the names below "Người lập" at the end of a sheet.

    :param data: rows that :func:`reason_to_skip` has kept
    :param left_out: rows that it has not
    """
    # A sum in the middle is no end of the list.
    last = next((row.number for row in reversed(data) if not _is_signature(row)), 0)
    ends = (row for row in left_out if row.number > last)
    footers = [row.number for row in ends if any(is_marked(cell, "footer") for cell in row.cells if cell)]
    end = len(data)
    while end and footers and data[end - 1].number > footers[0] and _is_signature(data[end - 1]):
        end -= 1
    return data[:end], data[end:]


def is_title(row: Row) -> bool:
    """Return whether ``row`` has one text only, as a title has, and a lead without a phone."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 1 and not sniff.is_value(filled[0])


def _is_signature(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) <= 3 and not any(map(sniff.is_value, filled))
