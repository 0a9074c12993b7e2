"""Argument checks of public methods: what cannot be answered is refused in one sentence of the user's language."""

import functools
import inspect
from collections.abc import Callable, Collection
from datetime import date
from typing import Literal

from odoo import fields
from odoo.models import BaseModel

from .api_error import ApiError

# On how many records a method works.
ANY, ONE, SOME = "any", "one", "some"


def public(records: str) -> Callable[[Callable], Callable]:
    """Make a method of a model refuse arguments that it does not know, and recordsets of another size than ``records``.

    The decorated method raises an ``ApiError`` that names what is wrong and what is allowed.

    :param records: ``ANY`` (also none), ``ONE`` or ``SOME`` (at least one)
    """

    def decorate(method):
        parameters = list(inspect.signature(method).parameters.values())[1:]

        @functools.wraps(method)
        def checked(self, *args, **kwargs):
            _check_known(self, method.__name__, parameters, args, kwargs)
            if records != ANY and not self:
                raise ApiError(
                    _env(self)._("Choose a record first: “%s” works on none.", method.__name__), "no_record", "ids"
                )
            if records == ONE and len(self) > 1:
                raise ApiError(
                    _env(self)._(
                        "“%(method)s” works on one record at a time, not on %(count)s.",
                        method=method.__name__,
                        count=len(self),
                    ),
                    "several_records",
                    "ids",
                )
            _check_complete(self, method.__name__, parameters, args, kwargs)
            return method(self, *args, **kwargs)

        checked.l10n_vn_records = records
        return checked

    return decorate


def _env(records):
    """Return the environment of ``records`` with a language: programs often send none, then it is the user's."""
    return records.env if records.env.lang else records.with_context(lang=records.env.user.lang).env


def _check_known(records, method, parameters, args, kwargs):
    names = [parameter.name for parameter in parameters]
    unknown = sorted(map(str, kwargs.keys() - set(names)))
    if len(args) > len(names) or unknown or kwargs.keys() & set(names[: len(args)]):
        raise ApiError(
            _env(records)._(
                "“%(method)s” does not know the argument %(unknown)s. Allowed: %(allowed)s.",
                method=method,
                unknown=_quoted(unknown or [str(len(args))]),
                allowed=_quoted(names),
            ),
            "unknown_argument",
            ", ".join(unknown),
        )


def _check_complete(records, method, parameters, args, kwargs):
    names = [parameter.name for parameter in parameters]
    given = {*names[: len(args)], *kwargs}
    missing = [one.name for one in parameters if one.default is inspect.Parameter.empty and one.name not in given]
    if missing:
        raise ApiError(
            _env(records)._(
                "“%(method)s” needs the argument %(missing)s. Allowed: %(allowed)s.",
                method=method,
                missing=_quoted(missing),
                allowed=_quoted(names),
            ),
            "missing_argument",
            ", ".join(missing),
        )


def check_choice(records: BaseModel, name: str, value: object, allowed: Collection[str]) -> None:
    """Refuse a ``value`` of the argument ``name`` that is none of ``allowed``.

    :raise ApiError: naming the allowed values
    """
    if not isinstance(value, str) or value not in allowed:
        raise ApiError(
            _env(records)._(
                "“%(name)s” cannot be “%(value)s”. Allowed: %(allowed)s.",
                name=name,
                value=_shown(value),
                allowed=_quoted(allowed),
            ),
            "not_allowed",
            name,
        )


def check_keys(records: BaseModel, name: str, value: object, allowed: Collection[str]) -> None:
    """Refuse a ``value`` of the argument ``name`` that is no dict, or has keys beside ``allowed``.

    :raise ApiError: naming the allowed keys
    """
    if not isinstance(value, dict):
        raise ApiError(
            _env(records)._(
                "“%(name)s” must be a dictionary, not “%(value)s”. Allowed keys: %(allowed)s.",
                name=name,
                value=_shown(value),
                allowed=_quoted(allowed),
            ),
            "wrong_type",
            name,
        )
    unknown = sorted(str(key) for key in value if key not in allowed)
    if unknown:
        raise ApiError(
            _env(records)._(
                "“%(name)s” does not know %(unknown)s. Allowed keys: %(allowed)s.",
                name=name,
                unknown=_quoted(unknown),
                allowed=_quoted(allowed),
            ),
            "unknown_key",
            name,
        )


def check_dict(records: BaseModel, name: str, value: object) -> None:
    """Refuse a ``value`` of the argument ``name`` that is no dict.

    :raise ApiError: naming the argument and the value
    """
    if not isinstance(value, dict):
        raise ApiError(
            _env(records)._("“%(name)s” must be a dictionary, not “%(value)s”.", name=name, value=_shown(value)),
            "wrong_type",
            name,
        )


def check_texts(records: BaseModel, name: str, value: object) -> None:
    """Refuse a ``value`` of the argument ``name`` that is no list of texts; False stands for no text.

    :raise ApiError: naming the argument and the value
    """
    if not isinstance(value, (list, tuple)) or not all(not text or isinstance(text, str) for text in value):
        raise ApiError(
            _env(records)._("“%(name)s” must be a list of texts, not “%(value)s”.", name=name, value=_shown(value)),
            "wrong_type",
            name,
        )


def check_text(records: BaseModel, name: str, value: object) -> None:
    """Refuse a ``value`` of the argument ``name`` that is no text; None and False count as no text given.

    :raise ApiError: naming the argument and the value
    """
    if value not in (None, False) and not isinstance(value, str):
        raise ApiError(
            _env(records)._("“%(name)s” must be a text, not “%(value)s”.", name=name, value=_shown(value)),
            "wrong_type",
            name,
        )


def check_flag(records: BaseModel, name: str, value: object) -> None:
    """Refuse a ``value`` of the argument ``name`` that is neither true nor false (None is false).

    :raise ApiError: naming the argument and the value
    """
    if not isinstance(value, (bool, type(None))) and value not in (0, 1):
        raise ApiError(
            _env(records)._("“%(name)s” must be true or false, not “%(value)s”.", name=name, value=_shown(value)),
            "wrong_type",
            name,
        )


def check_count(records: BaseModel, name: str, value: object) -> None:
    """Refuse a ``value`` of the argument ``name`` that is no whole number above zero.

    :raise ApiError: naming the argument and the value
    """
    if type(value) is not int or value < 1:
        raise ApiError(
            _env(records)._("“%(name)s” must be a number above 0, not “%(value)s”.", name=name, value=_shown(value)),
            "wrong_type",
            name,
        )


def check_date(records: BaseModel, name: str, value: object) -> date | Literal[False]:
    """Return the date of ``value`` (date, or text as 2026-11-29), False where it is empty.

    :raise ApiError: where it is no date
    """
    try:
        return fields.Date.to_date(value) or False
    except (TypeError, ValueError, AttributeError):
        raise ApiError(
            _env(records)._(
                "“%(name)s” must be a date such as 2026-11-29, not “%(value)s”.", name=name, value=_shown(value)
            ),
            "wrong_date",
            name,
        ) from None


def check_record(records: BaseModel, name: str, value: object, model: str) -> BaseModel:
    """Return the record of ``model`` with the id ``value``, an empty recordset where the argument is left empty.

    :raise ApiError: where it is no id, or the record does not exist
    """
    return check_records(records, name, [] if value is None or value is False else [value], model)


def check_records(records: BaseModel, name: str, value: object, model: str) -> BaseModel:
    """Return the records of ``model`` whose ids are the list ``value``.

    :raise ApiError: where it is no list of ids, or a record does not exist
    """
    env = _env(records)
    ids = list(value) if isinstance(value, (list, tuple)) else [value]
    found = records.env[model]
    wrong = [id_ for id_ in ids if type(id_) is not int or not 0 < id_ < 2**31]
    if not wrong:
        found = found.browse(dict.fromkeys(ids))
        wrong = (found - found.exists()).ids
    if wrong:
        raise ApiError(
            env._(
                "“%(name)s” must be ids of %(model)s that are there, not %(value)s.",
                name=name,
                model=f"“{env['ir.model']._get(model).sudo().name}”",  # sudo: the name of a model is no secret
                value=_quoted(map(_shown, wrong)),
            ),
            "unknown_record",
            name,
        )
    return found


def _quoted(texts):
    return ", ".join(f"“{text}”" for text in texts) or "–"


def _shown(value):
    """Return ``value`` as a text short enough for a sentence."""
    return str(value)[:80]
