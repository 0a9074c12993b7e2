"""Refusal of calls that a public method cannot answer: in one sentence, in the language of the user."""

import functools
import inspect

from odoo import fields
from odoo.exceptions import UserError

# On how many records a method works.
ANY, ONE, SOME = "any", "one", "some"


def public(records):
    """Make a method of a model refuse arguments that it does not know, and recordsets of another size than ``records``.

    :param str records: ``ANY`` (also none), ``ONE`` or ``SOME`` (at least one)
    """

    def decorate(method):
        parameters = list(inspect.signature(method).parameters.values())[1:]

        @functools.wraps(method)
        def checked(self, *args, **kwargs):
            _check_arguments(self, method.__name__, parameters, args, kwargs)
            if records != ANY and not self:
                raise UserError(_env(self)._("Choose a record first: “%s” works on none.", method.__name__))
            if records == ONE and len(self) > 1:
                raise UserError(
                    _env(self)._(
                        "“%(method)s” works on one record at a time, not on %(count)s.",
                        method=method.__name__,
                        count=len(self),
                    )
                )
            return method(self, *args, **kwargs)

        checked.l10n_vn_records = records
        return checked

    return decorate


def _env(records):
    """Return the environment of ``records`` in a language: a program that calls names none."""
    return records.env if records.env.lang else records.with_context(lang=records.env.user.lang).env


def _check_arguments(records, method, parameters, args, kwargs):
    names = [parameter.name for parameter in parameters]
    unknown = sorted(map(str, kwargs.keys() - set(names)))
    given = {*names[: len(args)], *kwargs}
    missing = [one.name for one in parameters if one.default is inspect.Parameter.empty and one.name not in given]
    if len(args) > len(names) or unknown or kwargs.keys() & set(names[: len(args)]):
        raise UserError(
            _env(records)._(
                "“%(method)s” does not know the argument %(unknown)s. Allowed: %(allowed)s.",
                method=method,
                unknown=_quoted(unknown or [str(len(args))]),
                allowed=_quoted(names),
            )
        )
    if missing:
        raise UserError(
            _env(records)._(
                "“%(method)s” needs the argument %(missing)s. Allowed: %(allowed)s.",
                method=method,
                missing=_quoted(missing),
                allowed=_quoted(names),
            )
        )


def check_choice(records, name, value, allowed):
    """Refuse a ``value`` of the argument ``name`` (str) that is none of ``allowed`` (texts)."""
    if not isinstance(value, str) or value not in allowed:
        raise UserError(
            _env(records)._(
                "“%(name)s” cannot be “%(value)s”. Allowed: %(allowed)s.",
                name=name,
                value=_shown(value),
                allowed=_quoted(allowed),
            )
        )


def check_keys(records, name, value, allowed):
    """Refuse a ``value`` of the argument ``name`` that is no dict, or has keys beside ``allowed``."""
    if not isinstance(value, dict):
        env = _env(records)
        raise UserError(
            env._(
                "“%(name)s” must be a dictionary, not “%(value)s”. Allowed keys: %(allowed)s.",
                name=name,
                value=_shown(value),
                allowed=_quoted(allowed),
            )
        )
    unknown = sorted(str(key) for key in value if key not in allowed)
    if unknown:
        raise UserError(
            _env(records)._(
                "“%(name)s” does not know %(unknown)s. Allowed keys: %(allowed)s.",
                name=name,
                unknown=_quoted(unknown),
                allowed=_quoted(allowed),
            )
        )


def check_text(records, name, value):
    """Refuse a ``value`` that is no text; what is empty counts as no text given."""
    if value not in (None, False) and not isinstance(value, str):
        raise UserError(_env(records)._("“%(name)s” must be a text, not “%(value)s”.", name=name, value=_shown(value)))


def check_flag(records, name, value):
    """Refuse a ``value`` that is neither true nor false."""
    if not isinstance(value, (bool, type(None))) and value not in (0, 1):
        raise UserError(
            _env(records)._("“%(name)s” must be true or false, not “%(value)s”.", name=name, value=_shown(value))
        )


def check_count(records, name, value):
    """Refuse a ``value`` that is no whole number above zero."""
    if type(value) is not int or value < 1:
        raise UserError(
            _env(records)._("“%(name)s” must be a number above 0, not “%(value)s”.", name=name, value=_shown(value))
        )


def check_date(records, name, value):
    """Return the date of ``value`` (date, or text as 2026-11-29), False where it is empty."""
    try:
        return fields.Date.to_date(value) or False
    except (TypeError, ValueError, AttributeError):
        raise UserError(
            _env(records)._(
                "“%(name)s” must be a date such as 2026-11-29, not “%(value)s”.", name=name, value=_shown(value)
            )
        ) from None


def check_record(records, name, value, model):
    """Return the record of ``model`` with the id ``value``, an empty recordset where the argument is left empty."""
    return check_records(records, name, [] if value is None or value is False else [value], model)


def check_records(records, name, value, model):
    """Return the records of ``model`` whose ids are the list ``value``.

    :raise UserError: where it is no list of ids, or a record is not there
    """
    env = _env(records)
    ids = list(value) if isinstance(value, (list, tuple)) else [value]
    found = records.env[model]
    wrong = [id_ for id_ in ids if type(id_) is not int or not 0 < id_ < 2**31]
    if not wrong:
        found = found.browse(dict.fromkeys(ids))
        wrong = (found - found.exists()).ids
    if wrong:
        raise UserError(
            env._(
                "“%(name)s” must be ids of %(model)s that are there, not %(value)s.",
                name=name,
                model=f"“{env['ir.model']._get(model).sudo().name}”",  # sudo: the name of a model is no secret
                value=_quoted(map(_shown, wrong)),
            )
        )
    return found


def _quoted(texts):
    return ", ".join(f"“{text}”" for text in texts) or "–"


def _shown(value):
    """Return ``value`` as a person can read it, however long it is."""
    return str(value)[:80]
