"""Vietnamese tax codes (mã số thuế) of companies, branches and persons.

Ten digits with a check digit; a branch adds three (0301234567-001). Since 2025-07-01 persons and household businesses
use the twelve digits of their identity number, which have no check digit. Sources: Circular 86/2024/TT-BTC;
``stdnum.vn.mst`` of python-stdnum for ten and thirteen digits.

>>> validate('01 001 12437')
'0100112437'
>>> compact('MST: 100112437'), format('0100112437001')
('0100112437', '0100112437-001')
>>> company_key('0100112437-001')
'0100112437'
"""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from ..exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from ..text import clean

# Codes are shorter; only this many characters are read.
_READ = 100

_LABEL = re.compile(r"^[^0-9]*:?\s*")
_DECIMAL_END = re.compile(r"(?<=[0-9]{8})\.0+$")
_SEPARATOR = re.compile(r"[\s.\-–—_/']+")
_BRANCH = re.compile(r"^([0-9]{10})([0-9]{3})$")
_FEWEST, _MOST = 7, 14
# Groups of three digits, thousands at the end, or a currency.
_AMOUNT = re.compile(
    r"^[0-9]{1,3}(?:[.,][0-9]{3}){2,}|0{4,}$|[0-9]\s?(?:đ|₫|vnd|vnđ|đồng|tr|triệu|tỷ|tỉ|usd|\$)(?!\w)", re.IGNORECASE
)
_CENTURIES = "0123"


def compact(text: str | None) -> str:
    """Return the digits of ``text``: a branch with its dash, with the leading zero that a spreadsheet removed.

    A text that is no code is returned cleaned.
    """
    text = clean((text or "")[:_READ])
    digits = _SEPARATOR.sub("", _DECIMAL_END.sub("", _LABEL.sub("", _ascii(text)))).rstrip(";,")
    if not (digits.isascii() and digits.isdigit()):
        return text
    return _dashed(_with_zero(digits))


def _ascii(text: str) -> str:
    return text if text.isascii() else "".join(str(unicodedata.decimal(char, char)) for char in text)


def _with_zero(digits: str) -> str:
    """Return ``digits`` with a leading zero if they are a code only with it; a written one proves that none is lost."""
    padded = "0" + digits
    if len(digits) in (9, 12) and digits[0] != "0" and mst.is_valid(padded):
        return padded
    is_amount = digits.endswith("0000")
    return padded if len(digits) == 11 and _is_personal(padded) and not is_amount else digits


def _dashed(digits: str) -> str:
    return _BRANCH.sub(r"\1-\2", digits)


def validate(text: str | None) -> str:
    """Return ``text`` as a tax code: 10 digits, 10-3, or 12.

    :raises InvalidFormat: other characters than digits and separators
    :raises InvalidLength: not 10, 12 or 13 digits
    :raises InvalidComponent: branch 000, or a personal number of a province that does not exist
    :raises InvalidChecksum: the check digit does not agree
    """
    code = compact(text)
    digits = code.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidFormat(text)
    if len(digits) not in (10, 12, 13):
        raise InvalidLength(text)
    if len(digits) == 12 and not _is_personal(digits) or digits[10:] == "000":
        raise InvalidComponent(text)
    if len(digits) != 12:
        _check(text, digits)
    return code


def _check(text: str | None, digits: str) -> None:
    try:
        mst.validate(digits)
    except ValidationError:
        raise InvalidChecksum(text) from None


def is_valid(text: str | None) -> bool:
    """Return whether ``text`` is a tax code."""
    try:
        return bool(validate(text))
    except ValueError:
        return False


def may_be_mistyped(text: str | None) -> bool:
    """Return whether ``text`` may be a code with a wrong digit, or of another country: no amount, no padded number.

    >>> may_be_mistyped('0301234567'), may_be_mistyped('GB 123 4567 82')
    (True, True)
    >>> may_be_mistyped('3.500.000.000'), may_be_mistyped('000000000123'), may_be_mistyped('đang làm')
    (False, False, False)
    """
    text = clean((text or "")[:_READ])
    digits = "".join(char for char in _ascii(text) if char.isdigit())
    return _FEWEST <= len(digits) <= _MOST and not digits.startswith("00") and not _AMOUNT.search(text)


def _is_personal(digits: str) -> bool:
    """Return whether twelve digits may be an identity number: province 001 to 096, century and sex, year, six more."""
    return len(digits) == 12 and digits[0] == "0" and 1 <= int(digits[1:3]) <= 96 and digits[3] in _CENTURIES


def is_personal(text: str | None) -> bool:
    """Return whether ``text`` is the twelve digits of a person: personal data, not the code of a company."""
    return _is_personal(compact(text))


def format(text: str | None) -> str:
    """Return ``text`` as on an invoice: 0100112437 or 0100112437-001; the same as :func:`compact`."""
    return compact(text)


def company_key(text: str | None) -> str:
    """Return the ten digits that a company and its branches share, '' for persons and other texts."""
    if not is_valid(text) or is_personal(text):
        return ""
    return compact(text)[:10]
