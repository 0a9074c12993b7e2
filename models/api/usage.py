"""Use of the verbs: who calls which, how often an hour, how many rows, and how many calls are refused."""

import functools
from collections.abc import Callable

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, MissingError, UserError, ValidationError
from odoo.tools import SQL

from ..api_error import ApiError
from ..argument_checks import public
from ..matching.lock import counting

# Codes of Odoo's own errors; any other is refused.
_CODES = {AccessError: "no_access", LockError: "busy", MissingError: "not_found", ValidationError: "invalid"}


def verb(records: str) -> Callable[[Callable], Callable]:
    """Make a method of leads a verb for programs: checked as :func:`public` does, and its use is counted.

    It runs in the language of the user where the context has none. Errors of Odoo without a code get one.

    :param records: as of :func:`public`
    """

    def decorate(method):
        checked = public(records)(method)

        @functools.wraps(checked)
        def counted(self, *args, **kwargs):
            self = self if self.env.lang else self.with_context(lang=self.env.user.lang)
            usage = self.env["crm.lead.api.usage"]
            try:
                answer = checked(self, *args, **kwargs)
            except UserError as error:
                usage._count(method.__name__, refused=1)
                coded = _with_code(error)
                if coded is error:
                    raise
                raise coded from error
            usage._count(method.__name__, rows=len(answer) if isinstance(answer, list) else 1)
            return answer

        return counted

    return decorate


def _with_code(error):
    """Return ``error`` where it has a code, else one that has; it keeps its status of HTTP."""
    if hasattr(error, "context"):
        return error
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), "refused")
    coded = ApiError(str(error), code)
    if isinstance(error, AccessError):
        # Of this type: XML-RPC has a fault of its own for it.
        error.context = coded.context
        return error
    coded.http_status = error.http_status
    return coded


class CrmLeadApiUsage(models.Model):
    _name = "crm.lead.api.usage"
    _inherit = "crm.lead.hourly.count"
    _description = "Calls of Programs"
    _log_access = False

    verb = fields.Char(required=True, readonly=True)
    hour = fields.Datetime("In the Hour from")
    call_count = fields.Integer("Calls", required=True, readonly=True)
    row_count = fields.Integer("Rows", required=True, readonly=True)

    _verb_unique = models.UniqueIndex("(user_number, verb, hour)")

    @api.model
    def _count(self, name, rows=0, refused=0):
        """Count a call, unless the superuser makes it; calls do not wait for each other."""
        if self.env.su:
            return
        hour = self._this_hour()
        with counting(self) as cr:
            cr.execute(
                SQL(
                    "INSERT INTO crm_lead_api_usage AS used"
                    " (user_number, verb, hour, call_count, row_count, refused_count)"
                    " VALUES (%s, %s, %s, 1, %s, %s) ON CONFLICT (user_number, verb, hour) DO UPDATE SET"
                    " call_count = used.call_count + 1, row_count = used.row_count + excluded.row_count,"
                    " refused_count = used.refused_count + excluded.refused_count",
                    self.env.uid,
                    name,
                    hour,
                    rows,
                    refused,
                )
            )
