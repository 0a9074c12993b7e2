"""Stored answers to requests of programs: what is sent again is answered again and done once.

Doors:
  ``_l10n_vn_once`` – do the work of a request with a key once, and give the first answer again

Of two requests with one key the second waits at the unique index for the first. PostgreSQL then refuses it, because it
began before the first was committed; Odoo repeats it, and it finds the answer.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from odoo import api, fields, models
from odoo.tools import SQL

from .api_error import ApiError
from .argument_checks import check_text

LONGEST_KEY = 200
_KEPT_DAYS = 7


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_once(self, verb: str, request_key: str, arguments: dict, work: Callable[[], object]) -> object:
        """Return ``work()``; where the user has sent this ``request_key`` in the last seven days, its answer of then.

        :param verb: name of the method
        :param request_key: chosen by the program, '' for no protection against repeats
        :param arguments: of the method, as JSON can hold them
        :param work: returns what JSON can hold
        :raise ApiError: ``key_reused``, where the key was sent with other leads or arguments
        """
        check_text(self, "request_key", request_key)
        if not request_key:
            return work()
        if len(request_key) > LONGEST_KEY or "\0" in request_key:
            raise ApiError(
                self.env._("“request_key” may have %s characters at most.", LONGEST_KEY), "too_long", "request_key"
            )
        requests = self.env["crm.lead.api.request"]
        fingerprint = sha256(json.dumps([self.ids, arguments], sort_keys=True, default=str).encode()).hexdigest()
        if requests._begin(verb, request_key, fingerprint):
            answer = work()
            requests._end(verb, request_key, answer)
            return answer
        known, answer = requests._find(verb, request_key)
        if known != fingerprint:
            raise ApiError(
                self.env._("The key “%s” was sent before with other leads or arguments.", request_key),
                "key_reused",
                "request_key",
            )
        return answer


class CrmLeadApiRequest(models.Model):
    _name = "crm.lead.api.request"
    _description = "Answer to a Request with a Key"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade", export_string_translation=False)
    verb = fields.Char(required=True, export_string_translation=False)
    key = fields.Char(required=True, export_string_translation=False)
    fingerprint = fields.Char(required=True, export_string_translation=False)
    answer = fields.Json(export_string_translation=False)
    date = fields.Datetime(required=True, index=True, export_string_translation=False)

    _key_unique = models.UniqueIndex("(user_id, verb, key)")

    def _begin(self, verb, key, fingerprint):
        """Reserve the key; return whether it is new.

        :raise psycopg2.OperationalError: where another transaction has just used it; Odoo repeats this one
        """
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_api_request (user_id, verb, key, fingerprint, date) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING RETURNING id",
                self.env.uid,
                verb,
                key,
                fingerprint,
                self.env.cr.now(),
            ),
            log_exceptions=False,
        )
        return bool(self.env.cr.fetchall())

    def _end(self, verb, key, answer):
        self.env.cr.execute(
            SQL("UPDATE crm_lead_api_request SET answer = %s WHERE %s", json.dumps(answer), self._of(verb, key))
        )

    def _find(self, verb, key):
        """Return (fingerprint, answer) of a key that is known."""
        query = SQL("SELECT fingerprint, answer FROM crm_lead_api_request WHERE %s", self._of(verb, key))
        [found] = self.env.execute_query(query)
        return found

    def _of(self, verb, key):
        return SQL("user_id = %s AND verb = %s AND key = %s", self.env.uid, verb, key)

    @api.autovacuum
    def _gc_requests(self):
        """Delete answers older than seven days."""
        old = fields.Datetime.now() - timedelta(days=_KEPT_DAYS)
        self.env.cr.execute(SQL("DELETE FROM crm_lead_api_request WHERE date < %s", old))
