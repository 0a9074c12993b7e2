"""Which errors say that the server's disk is full or its database gone, and what is the user told then?"""

import errno
from functools import wraps

import psycopg2
from odoo.exceptions import UserError

FULL, GONE = "full", "gone"
_FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
# Classes of SQLSTATE: connection exceptions, and the server shutting down, crashing or starting.
_GONE_CODES = ("08", "57P01", "57P02", "57P03")


def failure_of(error):
    """Return ``full`` or ``gone`` where ``error`` says so of the disk or the database, otherwise None."""
    if isinstance(error, OSError):
        return FULL if error.errno in _FULL_NUMBERS else None
    if isinstance(error, psycopg2.errors.DiskFull):
        return FULL
    if isinstance(error, psycopg2.InterfaceError):
        return GONE
    if not isinstance(error, psycopg2.OperationalError):
        return None
    if error.pgcode:
        return GONE if error.pgcode.startswith(_GONE_CODES) else None
    # The client library itself has no codes; its other errors have classes of their own.
    return GONE if type(error) is psycopg2.OperationalError else None


def sentences(env):
    """Return the sentence for each failure, in the language of ``env``."""
    return {
        FULL: env._(
            "The server has no room left, so nothing of this step was saved. Ask your administrator to make room, then "
            "do it again."
        ),
        GONE: env._(
            "The connection to the database was lost, so nothing of this step was saved. Do it again in a few minutes."
        ),
    }


def explain(error, user):
    """Return what the record of a job says of ``error``, in the language of ``user``."""
    env = user.with_context(lang=user.lang or user.env.lang).env
    return sentences(env).get(failure_of(error)) or str(error)


def in_words(method):
    """Decorate a method that users call: a full disk or a lost database is told in one sentence.

    What is pending is written within the method, so that no such error comes after it.
    """

    @wraps(method)
    def wrapper(self, *args, **kwargs):
        # Before anything goes wrong: a lost database has no languages.
        told = sentences(self.env)
        try:
            result = method(self, *args, **kwargs)
            self.env.flush_all()
            return result
        except (OSError, psycopg2.Error) as error:
            failure = failure_of(error)
            if not failure:
                raise
            raise UserError(told[failure]) from error

    return wrapper
