"""Headings with two meanings, decided by the values of their column.

>>> decide('ten khach hang', 'contact_name', ['Công ty TNHH Gió Mới', 'Cty CP Lá Phong'], set()).field
'partner_name'
>>> decide('lien he', 'phone', ['0912 345 678 (gọi chiều)', 'fb: lan'], set()).field
'phone'
"""

import re
from collections.abc import Sequence, Set

from . import sniff
from .heading import NOTHING, Suggestion

_CITY = re.compile(r"\b(?:thanh pho|tp|city)\b")
_MORE_THAN_HALF = 0.51
_SOME = 0.3
_MANY = 6
_PERSON = {"contact_name", "contact_first_name"}
# Headings of a contact, whatever it is; others may be of anything.
_CONTACT = {"lien he"}
# Names that people give themselves in a messenger.
_OWN_NAMES = {"ten zalo", "ten tai khoan zalo"}


def decide(key: str, field: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return the :class:`Suggestion` for a heading with two meanings.

    :param key: folded words of the heading
    :param field: the first meaning in the vocabulary
    :param values: cells of the column
    :param others: fields that other columns have for certain
    """
    decide = {
        "contact_name": _person_or_company,
        "partner_name": _account,
        "state_id": _place,
        "street": _address,
        "stage_id": _status,
        "expected_revenue": _money,
        "date_deadline": _deadline,
        "phone": _contact,
    }[field]
    return decide(key, values, others)


def _person_or_company(key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    if key in _OWN_NAMES:
        return Suggestion("zalo" if others & _PERSON else "contact_name", "medium")
    if key in ("ten", "name", "ten goi") and others & {"contact_last_name", "contact_middle_name"}:
        whole = "contact_first_name" in others
        return Suggestion("contact_name" if whole else "contact_first_name", "medium")
    if sniff.are(str.isdigit, values, 0.5) or key == "khach" and _are_kinds(values):
        return NOTHING
    if sniff.are(sniff.is_company, values, _MORE_THAN_HALF) or "contact_name" in others:
        return Suggestion("partner_name", "medium")
    return Suggestion("contact_name", "medium" if values else "low")


def _account(_key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Decide about "Account name": a customer, or the account of the advertiser."""
    if "ad_info" in others:
        return Suggestion("ad_info", "medium")
    return NOTHING if "partner_name" in others or _are_kinds(values) else Suggestion("partner_name", "medium")


def _are_kinds(values: Sequence[str]) -> bool:
    """Return whether many cells have few different texts: kinds of customers (mới, cũ), not their names."""
    return len(values) >= _MANY and len(set(values)) * 3 <= len(values)


def _place(key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    if sniff.are(sniff.is_district, values, 0.5):
        return Suggestion("city", "medium")
    if "state_id" in others:
        return Suggestion("city", "medium") if "city" not in others and _CITY.search(key) else NOTHING
    if sniff.are(sniff.is_province, values, 0.4):
        return Suggestion("state_id", "medium")
    if key in ("thanh pho", "tp", "city"):
        return Suggestion("city" if values else "state_id", "low")
    return NOTHING


def _address(_key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    if sniff.are(sniff.is_email, values, 0.5):
        return Suggestion("email_from", "medium")
    if sniff.are(sniff.is_province, values, 0.7) and "state_id" not in others:
        return Suggestion("state_id", "medium")
    return Suggestion("street", "medium")


def _status(key: str, values: Sequence[str], _others: Set[str]) -> Suggestion:
    if sniff.are(sniff.is_export_status, values, 0.9):
        return Suggestion("ignore", "medium")
    if sniff.are(str.isdigit, values, 0.5) or key == "tt" and not values:
        return Suggestion("ignore", "medium") if key == "tt" else NOTHING
    return Suggestion("stage_id", "medium")


def _money(key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Decide about an amount: a turnover beside a tax code is the customer's own."""
    if "vat" in others and key.startswith(("doanh thu", "doanh so", "revenue", "turnover")):
        return NOTHING
    if not values:
        return Suggestion("expected_revenue", "low")
    return Suggestion("expected_revenue", "medium") if sniff.are(sniff.is_money, values, 0.5) else NOTHING


def _deadline(key: str, _values: Sequence[str], others: Set[str]) -> Suggestion:
    """Decide about a deadline: beside a column of next actions it is the day of the action."""
    if "next_activity_summary" in others and "next_activity_date" not in others:
        return Suggestion("next_activity_date", "medium")
    return NOTHING if key.startswith(("ngay", "thoi gian")) else Suggestion("date_deadline", "medium")


def _contact(key: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Decide about "Liên hệ": a phone, an e-mail address or a person."""
    if "phone" not in others and any(map(sniff.is_phone, values)) or sniff.are(sniff.has_phone, values, _SOME):
        return Suggestion("phone", "medium")
    if sniff.are(sniff.is_email, values, _SOME):
        return Suggestion("email_from", "medium")
    if key not in _CONTACT and not sniff.are(sniff.is_name, values, _MORE_THAN_HALF):
        return NOTHING  # "Thông tin khách hàng" may be anything
    return NOTHING if "contact_name" in others or not values else Suggestion("contact_name", "low")
