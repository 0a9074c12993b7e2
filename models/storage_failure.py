"""Errors of a full disk or a lost database, and their messages to users."""

import contextlib
import errno
from collections.abc import Callable
from functools import wraps

import psycopg2
from odoo.api import Environment
from odoo.exceptions import UserError

DISK_FULL, DATABASE_LOST = "full", "gone"
_DISK_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT)
# Classes of SQLSTATE: connection exceptions, and the server shutting down, crashing or starting.
_DATABASE_LOST_SQLSTATES = ("08", "57P01", "57P02", "57P03")


def failure_of(error: BaseException) -> str | None:
    """Return ``DISK_FULL`` for an ``error`` of a full disk, ``DATABASE_LOST`` for a lost database, otherwise None."""
    if isinstance(error, OSError):
        return DISK_FULL if error.errno in _DISK_FULL_ERRNOS else None
    if isinstance(error, psycopg2.errors.DiskFull):
        return DISK_FULL
    if isinstance(error, psycopg2.InterfaceError):
        return DATABASE_LOST
    if not isinstance(error, psycopg2.OperationalError):
        return None
    if error.pgcode:
        return DATABASE_LOST if error.pgcode.startswith(_DATABASE_LOST_SQLSTATES) else None
    # Errors of the client library have no code; those of the server have classes of their own.
    return DATABASE_LOST if type(error) is psycopg2.OperationalError else None


def messages_of(env: Environment) -> dict[str, str]:
    """Return ``{failure: message}`` in the language of ``env``."""
    return {
        DISK_FULL: env._(
            "The server has no room left, so nothing of this step was saved. Ask your administrator to make room, then "
            "do it again."
        ),
        DATABASE_LOST: env._(
            "The connection to the database was lost, so nothing of this step was saved. Do it again in a few minutes."
        ),
    }


def in_words(method: Callable) -> Callable:
    """Decorate a method that users call: a full disk or a lost database raises a ``UserError`` with its message.

    Pending changes are flushed within the method, so that no such error comes after it.
    """

    @wraps(method)
    def wrapper(self, *args, **kwargs):
        # Translated first: once the database is lost, no translation can be read.
        messages = messages_of(self.env)
        try:
            result = method(self, *args, **kwargs)
            self.env.flush_all()
            return result
        except (OSError, psycopg2.Error) as error:
            failure = failure_of(error)
            if not failure:
                raise
            if failure == DATABASE_LOST:
                # Perhaps another connection of this request has noticed it first: Odoo's rollback at the end of the
                # request would fail, and that error would be shown instead.
                with contextlib.suppress(psycopg2.Error):
                    self.env.cr.connection.close()
            raise UserError(messages[failure]) from error

    return wrapper
