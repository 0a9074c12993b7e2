"""Kinds of values in cells: quick checks to distinguish columns, no validation.

Source: ``data/value_hints.csv``, words of places, companies and exports.

>>> is_phone('(024) 3829 277'), is_email('a.le@thu.example.vn'), is_money('50tr - 100tr'), is_date('2/11/24')
(True, True, True, True)
>>> is_province('TP. Hồ Chí Minh'), is_district('Huyện Ea Kar'), is_company('Cty CP Lá Phong')
(True, True, True)
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from .. import phone
from ..facts import facts
from ..name import honorific, person_name
from ..text import fold
from ..value import dates, province, tax_code

_LONGEST = 200
_LONGEST_PLACE = 40
_MOST_SPACES = 4
_SOME = 0.3
_MOST_DIGITS = 9
_MOST_STARS = 5
_LONGEST_NUMBER = 25
# Numbers in a row: more than this many, most of them not further apart than this.
_FEW, _MOST, _NEAR = 2, 0.8, 100
_PHONE = re.compile(r"^(?:p:|tel:)?[\s'\"=(]*\+?\(?\d[\d\s().\-/,;]{6,40}(?:\(?\D{0,40})?$", re.I)
_AMOUNT = re.compile(r"^(?!84)[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")
_HANDLE = re.compile(r"[\w.]{3,40}")
_SHORT_NAME = 7
_GROUPED = re.compile(r"^[0-9]{1,3}(?:([.,])[0-9]{3}){2,}(?:\D{0,10})$")
_FEWEST_OF_CODE = 8
_DIGITS = re.compile(r"\d")
_EMAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:]+")
_DATE = re.compile(r"^(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})(?:[T ].{0,20})?$")
_MONEY = re.compile(
    r"^(?:tren|duoi|khoang|tu|>|<|~)?\s*\d[\d.,\s]*"
    r"(?:k|tr|trieu|ty|ti|ngan|nghin|vnd|d|dong|usd|\$|m|b|-|–|den|/|\s|[\d.,])*$"
)
_URL = re.compile(r"^(?:https?://|www\.)\S+$", re.I)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text[:_LONGEST])).strip()


@cache
def _hints(kind: str) -> frozenset[str]:
    return frozenset(_words(row["text"]) for row in facts("value_hints") if row["kind"] == kind)


def are(test: Callable[[str], object], values: Iterable[str], least: float) -> bool:
    """Return whether the share ``least`` (above 0, up to 1) of the filled cells in ``values`` passes ``test``.

    >>> are(str.isdigit, ['1', 'hai', ' '], 0.5), are(str.isdigit, ['1', 'hai'], 0.6), are(str.isdigit, [], 0.5)
    (True, False, False)
    """
    filled = [value for value in values if value.strip()]
    passed = 0
    for left, value in zip(reversed(range(len(filled))), filled, strict=True):
        passed += bool(test(value))
        if passed / len(filled) >= least:
            return True
        if (passed + left) / len(filled) < least:
            return False
    return False


def are_choices(values: Iterable[str]) -> bool:
    """Return whether ``values`` are answers chosen from a list, which Facebook writes with ``_`` for a space.

    >>> are_choices(['căn_2_phòng_ngủ', 'shophouse']), are_choices(['cần gấp', 'giao_hàng'])
    (True, False)
    """
    picked, spaced = (sum(sign in value.strip() for value in values) for sign in "_ ")
    # The test entry that Facebook adds has spaces.
    return are(lambda value: "_" in value, values, _SOME) and spaced * 2 <= picked


def is_phone(text: str) -> bool:
    """Return whether ``text`` has the layout of a phone number, and is neither a date nor an amount."""
    text = text[:_LONGEST].strip("\u202a\u202c\u200e '\"=")
    if _DATE.match(text) or _AMOUNT.match(text) or not _PHONE.match(text) or phone.is_ruled_out(text):
        return False
    return 8 <= len(_DIGITS.findall(text)) <= 24


def has_phone(text: str) -> bool:
    """Return whether ``text`` contains a phone number."""
    return bool(phone.find(text[:_LONGEST]))


def is_sure_phone(text: str) -> bool:
    """Return whether ``text`` is a phone number that cannot be an amount.

    >>> is_sure_phone('0912345678'), is_sure_phone('912345678'), is_sure_phone('12500000'), is_sure_phone('350000000')
    (True, True, False, False)
    """
    if not is_phone(text):
        return False
    found = phone.parse(text)
    return bool(found.numbers) and not found.warnings and (text[:1] in "0+p('" or not text.endswith("000"))


def is_service(text: str) -> bool:
    """Return whether ``text`` is a number of a call centre: 1900 1234."""
    numbers = phone.parse(text[:_LONGEST]).numbers
    return bool(numbers) and all(map(phone.is_service, numbers))


def are_serial(values: Sequence[str]) -> bool:
    """Return whether ``values`` are numbers in a row, as those of orders, not phones of different people.

    >>> are_serial(['0912345601', '0912345602', '0912345603', '0912345605']), are_serial(['0912345601', '0987654321'])
    (True, False)
    """
    numbers = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < _LONGEST_NUMBER]
    steps = [after - before for before, after in pairwise(numbers)]
    near = sum(0 < abs(step) < _NEAR for step in steps)
    return len(numbers) == len(values) > _FEW and near >= _MOST * len(steps)


def is_email(text: str) -> bool:
    """Return whether ``text`` contains an e-mail address."""
    return bool(_EMAIL.search(text[:_LONGEST]))


def is_date(text: str) -> bool:
    """Return whether ``text`` has the layout of a date with its year."""
    return bool(_DATE.match(text[:_LONGEST].strip()))


def is_day(text: str) -> bool:
    """Return whether ``text`` is a date, with or without its year."""
    return dates.parse(text[:_LONGEST]) is not None


def is_money(text: str) -> bool:
    """Return whether ``text`` is an amount or a range, and no phone number."""
    return not is_phone(text.replace(".", "_")) and bool(_MONEY.match(fold(text[:_LONGEST])))


def is_amount(text: str) -> bool:
    """Return whether ``text`` is an amount, even one as long as a phone number."""
    return text.isdigit() or is_money(text)


def is_score(text: str) -> bool:
    """Return whether ``text`` is a score above the number of stars."""
    return text.isdigit() and int(text[:_MOST_DIGITS]) > _MOST_STARS


def is_url(text: str) -> bool:
    """Return whether ``text`` is a web address."""
    return bool(_URL.match(text[:_LONGEST].strip()))


def is_province(text: str) -> bool:
    """Return whether ``text`` is the name of a province or of its main town, and no address."""
    if len(text) > _LONGEST_PLACE or text[:1].isdigit() or text.count(",") > 1 or is_district(text):
        return False
    words = _words(text)
    if words.partition(" ")[0] in _hints("street"):
        return False
    if words in _hints("region"):
        return False
    return words in _hints("province") or province.parse(text) is not None


def are_provinces(values: Sequence[str], least: float) -> bool:
    """Return whether the share ``least`` of ``values`` are provinces, and one of them is no ambiguous abbreviation.

    >>> are_provinces(['ĐN', 'TB'], 0.7), are_provinces(['ĐN', 'TB', 'Hà Nội'], 0.7)
    (False, True)
    """
    return are(is_province, values, least) and any(province.parse(value, column=False) for value in values)


def is_district(text: str) -> bool:
    """Return whether ``text`` begins with a type of district and has a name behind it."""
    first, _space, rest = _words(text).partition(" ")
    return bool(rest) and (first in _hints("district") or " ".join((first, rest.split()[0])) in _hints("district"))


def is_company(text: str) -> bool:
    """Return whether ``text`` contains a word of companies, and is not a person named Trường or Viện.

    >>> is_company('Trường Mầm non Hoa Sen'), is_company('A.Nguyễn Khắc Viện'), is_company('Trần Xuân Trường')
    (True, False, False)
    """
    words = f" {_words(text)} "
    return not is_name(text) and any(f" {hint} " in words for hint in _hints("company"))


def is_campaign_link(text: str) -> bool:
    """Return whether ``text`` is a web address with parameters of a campaign."""
    return is_url(text) and ("utm_" in text or "clid=" in text)


def is_name(text: str) -> bool:
    """Return whether ``text`` is certainly a person: a surname and more, or a title and a few capitalised words."""
    if person_name.is_certain(text):
        return True
    name, titles = honorific.strip(text[:_LONGEST])
    return bool(titles) and name.istitle() and name.count(" ") < _MOST_SPACES and person_name.is_person(name)


def is_tax_code(text: str) -> bool:
    """Return whether ``text`` is a valid tax code."""
    return tax_code.is_valid(text[:_LONGEST])


def is_company_code(text: str) -> bool:
    """Return whether ``text`` is a valid tax code with its check digit, whose first zero was not lost.

    >>> is_company_code('0100112437'), is_company_code('001091012345'), is_company_code('100112437')
    (True, False, False)
    """
    text = text.strip()
    return is_tax_code(text) and not tax_code.is_personal(text) and tax_code.compact(text)[:3] == text[:3]


def is_no_code(text: str) -> bool:
    """Return whether ``text`` has too few digits for a tax code, or is written as an amount."""
    return len(_DIGITS.findall(text[:_LONGEST])) < _FEWEST_OF_CODE or bool(_GROUPED.match(text.strip()))


def is_handle(text: str) -> bool:
    """Return whether ``text`` is the name of an account, not of a person.

    >>> is_handle('leha_1990'), is_handle('shop.lehalove'), is_handle('Mr.An'), is_handle('lê hà')
    (True, True, False, False)
    """
    text = text.strip(" .@")
    if not _HANDLE.fullmatch(text) or not any(map(str.isalpha, text)):
        return False
    return "_" in text or text == text.lower() and (not text.isalpha() or text.isascii() and len(text) > _SHORT_NAME)


def is_no_name(text: str) -> bool:
    """Return whether ``text`` is a number, date, address or phone, hence no name."""
    return is_other_kind(text) or not any(map(str.isalpha, text)) or is_money(text)


def is_export_status(text: str) -> bool:
    """Return whether ``text`` is a status that an advertising platform gives to its form, not to the customer."""
    return _words(text) in _hints("export_status")


def is_value(text: str) -> bool:
    """Return whether ``text`` is a phone, an e-mail address or a date, hence no heading."""
    return is_phone(text) or is_email(text) or is_date(text)


def is_other_kind(text: str) -> bool:
    """Return whether ``text`` is a date, a web address, an e-mail address or a phone."""
    return is_date(text) or is_url(text) or is_email(text) or is_phone(text)
