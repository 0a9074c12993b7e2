"""Arguments of verbs: codes, logins and days as programs write them, read as records and dates."""

from collections.abc import Collection
from datetime import date, datetime

from odoo.models import BaseModel

from ...tools.value import dates
from ..api_error import ApiError
from ..argument_checks import check_record, check_records

# Leads that one call may name.
MOST_LEADS = 1000


def find_coded(records: BaseModel, name: str, value: object, model: str, domain: Collection = ()) -> BaseModel:
    """Return the record of ``model`` that ``value`` names, empty where the argument ``name`` is left empty.

    :param value: code (str) or id (int)
    :param domain: of the records that may be named
    :raise ApiError: ``unknown_code`` with the codes that there are, or ``unknown_record``
    """
    if type(value) is int:
        return check_record(records, name, value, model)
    if not value:
        return records.env[model]
    found = records.env[model].search([*domain, ("l10n_vn_code", "=", value)]) if isinstance(value, str) else None
    if not found:
        codes = records.env[model].search(list(domain)).mapped("l10n_vn_code")
        message = records.env._(
            "“%(name)s” cannot be “%(value)s”. Allowed: %(allowed)s.",
            name=name,
            value=str(value)[:80],
            allowed=", ".join(f"“{code}”" for code in codes if code),
        )
        raise ApiError(message, "unknown_code", name)
    return found


def find_salespeople(records: BaseModel, name: str, value: object) -> BaseModel:
    """Return the users whose ids or logins are the list ``value``.

    :raise ApiError: ``wrong_type``, ``unknown_record`` or ``not_allowed`` (portal users, archived ones)
    """
    if not isinstance(value, (list, tuple)) or not all(type(one) in (int, str) for one in value):
        message = records.env._("“%(name)s” must be a list of ids or logins.", name=name)
        raise ApiError(message, "wrong_type", name)
    users = records.env["res.users"].with_context(active_test=False)
    logins = {one for one in value if isinstance(one, str)}
    by_login = {user.login: user.id for user in users.search([("login", "in", list(logins))])} if logins else {}
    if unknown := sorted(logins - by_login.keys()):
        message = records.env._("No user has the login “%s”.", unknown[0][:80])
        raise ApiError(message, "unknown_record", name)
    found = check_records(records, name, [by_login.get(one, one) for one in value], "res.users")
    if refused := found.filtered(lambda user: user.share or not user.active):
        message = records.env._("“%s” is no active employee: leads can't be assigned to them.", refused[0].name)
        raise ApiError(message, "not_allowed", name)
    return found


def read_day(records: BaseModel, name: str, value: object) -> date | None:
    """Return the day of ``value``: ISO, or as written in Viet Nam (01/12/2026, 1/12); None where it is empty.

    :raise ApiError: ``bad_date``
    """
    if value in (None, False, ""):
        return None
    day = dates.parse(value, planned=True) if isinstance(value, (str, date)) else None
    if not day:
        message = records.env._(
            "“%(name)s” must be a date such as 2026-12-01 or 01/12/2026, not “%(value)s”.",
            name=name,
            value=str(value)[:80],
        )
        raise ApiError(message, "bad_date", name)
    return day.date() if isinstance(day, datetime) else day


def check_size(records: BaseModel) -> None:
    """Refuse a call that names more leads than :data:`MOST_LEADS`.

    :raise ApiError: ``too_many``
    """
    if len(records) > MOST_LEADS:
        message = records.env._(
            "%(count)s leads in one call are too many: send %(limit)s at most.", count=len(records), limit=MOST_LEADS
        )
        raise ApiError(message, "too_many", "ids")
