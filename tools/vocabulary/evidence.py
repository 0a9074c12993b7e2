"""Evidence of the values of a column, for or against the field of its heading.

A heading that only begins like a known one, and a column whose heading says nothing, get a field that identifies
somebody only if the values prove it; a heading that says something else gets none by its values alone.

>>> by_values('Cột 5', ['Cty CP Lá Phong', 'DNTN An'], set()).field
'partner_name'
>>> by_values('Cập nhật 2', ['đã đến trung tâm', 'hỏi bệnh viện K'], set()).field
"""

import re
from collections.abc import Sequence, Set
from functools import partial

from . import kinds, sniff
from .heading import NOTHING, Suggestion, is_question, read_beginning, read_question

_PROVEN = 0.6
_MOST = 0.5
_SOME = 0.3
_MANY = 6
_FEWEST_CODES = 3
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
# Kinds of values of which a column has at least one.
_NEEDED = {"create_date": sniff.is_day, "personal_id": lambda text: not sniff.is_no_code(text)}
# Several columns may have these.
_REPEATED = {"description", "next_activity_date", "next_activity_summary"}
_NAMES = {"contact_name", "contact_first_name", "contact_last_name", "contact_middle_name", "partner_name"}
_IDENTIFYING = _NAMES | {"phone", "phone_secondary", "email_from", "email_cc", "vat", "zalo", "website"}
# An external id of Odoo: module and name.
_EXTERNAL_ID = re.compile(r"[a-z_][a-z0-9_]*\.[A-Za-z_][\w.-]*")


def guess(heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return the :class:`Suggestion` for a heading that is not in the vocabulary, by its question or its beginning.

    :param values: cells of the column, which confirm it
    :param others: fields that other columns have for certain
    """
    found = read_question(heading)
    denied = found.field in others or kinds.is_of_staff(heading) or not _holds(found.field or "", heading, values)
    if found.field in _IDENTIFYING and denied:
        found = NOTHING
    if found.field:
        return found
    found = read_beginning(heading)
    if found.field == "stage_id" and kinds.is_status_of_thing(heading):
        return NOTHING
    if found.field == "tag_ids" and (kinds.is_number(heading) or sniff.are(sniff.is_no_name, values, _PROVEN)):
        return NOTHING
    return found if _is_confirmed(found.field or "", heading, values, others) else NOTHING


def _is_confirmed(field: str, heading: str, values: Sequence[str], others: Set[str]) -> bool:
    proof = _CONFIRMING.get(field)
    if field in others and field not in _REPEATED or values and proof and not sniff.are(proof, values, _MOST):
        return False
    return field not in _IDENTIFYING or _holds(field, heading, values)


def _holds(field: str, heading: str, values: Sequence[str]) -> bool:
    """Return whether neither the heading nor the values deny the guess that a column has the identifying ``field``."""
    if kinds.is_of_other_party(heading) or kinds.is_about(heading):
        return False
    if not values and field != "partner_name":
        return True
    if field in _PROOFS:
        return sniff.are(sniff.has_phone if field == "phone" else _PROOFS[field], values, _MOST)
    if field == "partner_name":
        # "Công ty BH" has companies too, but not those of the customers.
        if not is_question(heading) and not (
            kinds.names_company(heading) and sniff.are(sniff.is_company, values, _SOME)
        ):
            return False
        return not sniff.are(sniff.is_no_name, values, _MOST) and not sniff.are(sniff.is_name, values, _PROVEN)
    if field in _NAMES:
        return not sniff.are(sniff.is_no_name, values, _MOST) and not _are_kinds(values)
    return True


def _are_kinds(values: Sequence[str]) -> bool:
    """Return whether many cells have few different texts: branches or brands, not those of each customer."""
    return len(values) >= _MANY and len(set(values)) * 3 <= len(values)


def checked(found: Suggestion, heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return ``found``, corrected if the values are clearly of another kind."""
    filled = [value for value in values if value.strip()]
    field = found.field
    if field == "expected_revenue" and kinds.is_spent(heading):
        return NOTHING
    if field == "function" and len(filled) > 1 and not any(any(map(str.isalpha, value)) for value in filled):
        return NOTHING  # "Vị trí GPS"
    if field == "lead_external_id" and filled and kinds.is_record_id(heading):
        return Suggestion("id", "high") if all(map(_EXTERNAL_ID.fullmatch, filled)) else found
    if len(filled) < 2 or not field:
        return found
    if field == "website" and any(map(sniff.is_campaign_link, filled)):
        return Suggestion("landing_page_url", "medium")
    if field == "name" and sniff.are(sniff.is_amount, filled, _PROVEN):
        return NOTHING if "expected_revenue" in others else Suggestion("expected_revenue", "medium")
    if field in _CONTRADICTING and sniff.are(_CONTRADICTING[field], filled, _PROVEN):
        return NOTHING
    if field in _NEEDED and not any(map(_NEEDED[field], filled)):
        return NOTHING
    if field == "vat" and sniff.are(sniff.is_no_code, filled, 1):
        return NOTHING  # rates of VAT, amounts, words
    if field == "partner_name" and found.confidence != "high" and _are_kinds(filled):
        return NOTHING
    if field == "description" and found.confidence != "high" and sniff.are(sniff.is_no_name, filled, _PROVEN):
        return NOTHING  # the day of an update
    if field in _PROOFS and found.confidence != "high" and _are_kinds(filled):
        return NOTHING  # the hotline that customers called
    if field == "phone" and sniff.are(sniff.is_service, filled, _PROVEN):
        return NOTHING  # likewise: 1900 1234
    if field in ("contact_name", "partner_name"):
        if field == "contact_name" and kinds.is_bare_role(heading) and _are_kinds(filled):
            return NOTHING  # "Phụ huynh": mẹ, bố, mẹ
        return _checked_name(found, heading, filled, others)
    if field in _PROOFS and not any(map(_PROOFS[field], filled)):
        proven = next((field for field, proof in _PROOFS.items() if sniff.are(proof, filled, _PROVEN)), None)
        if proven == "phone" and kinds.is_number(heading):
            return found
        if proven:
            return Suggestion(proven, "low")
        said = field == "phone" and any(map(sniff.has_phone, filled))  # "Chị Hà 0912 345 678"
        if found.confidence != "high" and not said or sniff.are(sniff.is_other_kind, filled, _PROVEN):
            return NOTHING
    return found


def _checked_name(found: Suggestion, heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return ``found``; in a column of callers or senders with numbers or addresses instead of names, those."""
    if found.field == "contact_name" and sniff.are(sniff.is_handle, values, _PROVEN):
        return NOTHING  # buyers of a marketplace, by their accounts
    is_free = found.field == "contact_name" and "partner_name" not in others and not kinds.is_full_name(heading)
    if is_free and sniff.are(sniff.is_company, values, _MOST):
        return Suggestion("partner_name", "medium")  # members of an association; people among them stay people
    if not sniff.are(sniff.is_no_name, values, _PROVEN):
        return found
    proven = next((field for field, proof in _SURE_PROOFS.items() if sniff.are(proof, values, _PROVEN)), None)
    return Suggestion(proven, "low") if proven and proven not in others else NOTHING


# Columns without a known heading, the surest kind first: field, test, least share, fields that rule it out.
_BY_VALUES = (
    ("vat", sniff.is_company_code, 0.7, {"vat"}),
    ("state_id", sniff.is_province, 0.7, {"state_id"}),
    ("city", sniff.is_district, 0.6, {"city", "street"}),
    ("partner_name", sniff.is_company, 0.7, {"partner_name"}),
    ("contact_name", sniff.is_name, 0.7, {"contact_name", "contact_first_name", "contact_last_name"}),
)


def _are_no_customers(values: Sequence[str]) -> bool:
    """Return whether numbers like phones are tax codes, numbers in a row, or those of a call centre."""
    others = any(sniff.are(proof, values, _PROVEN) for proof in (sniff.is_company_code, sniff.is_service))
    return others or sniff.are_serial(values)


def by_values(heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    """Return the :class:`Suggestion` for a column by its values.

    :param heading: of no known field; only one that says nothing leaves companies, people and tax codes to the values
    :param others: fields that other columns have
    """
    filled = [value for value in values if value.strip()]
    if len(filled) < 2 or kinds.is_of_other_person(heading) or kinds.is_of_other_party(heading):
        return NOTHING
    unnamed = kinds.is_unnamed(heading)
    if not unnamed and (kinds.is_about(heading) or kinds.is_number(heading)):
        return NOTHING
    for field, proof in _SURE_PROOFS.items():
        if sniff.are(proof, filled, _PROVEN):
            few = len(filled) > 2 and len(set(filled)) * 2 <= len(filled)  # numbers of the call centre
            if few or field == "phone" and _are_no_customers(filled) or not unnamed and field in others:
                return NOTHING
            return Suggestion(field, "medium" if unnamed else "low")
    for field, proof, enough, rivals in _BY_VALUES:
        are = sniff.are_provinces if field == "state_id" else partial(sniff.are, proof)
        if field == "vat" and len(filled) < _FEWEST_CODES:
            continue
        allowed = unnamed or field not in _IDENTIFYING or field == "contact_name" and kinds.names_person(heading)
        allowed = allowed or field == "partner_name" and kinds.is_member(heading)
        if allowed and not rivals & others and are(filled, enough):
            return Suggestion(field, "low") if unnamed or not _are_kinds(filled) else NOTHING
    return NOTHING
