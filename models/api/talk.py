"""Verb of programs for the result of a talk: outcome, note, stage and next action, named by codes."""

from odoo import models

from ..api_error import ApiError
from ..argument_checks import SOME, check_keys, check_text
from .arguments import check_size, find_coded, read_day
from .each_lead import error
from .usage import verb

_ACTION_KEYS = ("type", "date", "summary")
_ACTION_DOMAIN = [("res_model", "in", (False, "crm.lead"))]


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @verb(SOME)
    def l10n_vn_record_result(
        self,
        outcome: str | int,
        note: str = "",
        stage: str | int = "",
        next_action: dict | None = None,
        request_key: str = "",
    ) -> list[dict]:
        """Record the result of a talk with the customers of these leads.

        The result is posted in the chatter and put on top of the notes, the user's next activity is marked as done and
        a new one is scheduled.

        :param outcome: code (str) or id (int) of a result of talks
        :param str note: plain text
        :param stage: code or id of the new stage; empty to keep each lead's own
        :param dict next_action: ``type`` (code or id of a kind of activity), ``date`` (ISO or as written in Viet Nam;
            today where left out) and, optionally, ``summary``
        :param str request_key: the same key gives the first answer again for seven days
        :return: one dict a lead, in their order:

            * ``lead_id``
            * ``outcome``: recorded or failed
            * ``stage``: its code
            * ``error``: ``code``, ``field``, ``message``, all '' where there is none
        :raise ApiError: where an argument is not valid
        :raise ConcurrencyError: where another transaction holds a lead; Odoo repeats the request
        """
        check_size(self)
        check_text(self, "note", note)
        result = find_coded(self, "outcome", outcome, "crm.talk.outcome")
        if not result:
            raise ApiError(self.env._("“outcome” is missing."), "missing_argument", "outcome")
        new_stage = find_coded(self, "stage", stage, "crm.stage")
        action = self._l10n_vn_read_next_action(next_action)
        arguments = {"outcome": result.id, "note": note, "stage": new_stage.id, "next_action": next_action}
        return self._l10n_vn_once(
            "l10n_vn_record_result",
            request_key,
            arguments,
            lambda: self._l10n_vn_record_each(result, note or "", new_stage, action),
        )

    def _l10n_vn_read_next_action(self, action):
        """Return the values of the activity that ``next_action`` asks for, an empty dict where there is none."""
        if not action and action in (None, False, {}):
            return {}
        check_keys(self, "next_action", action, _ACTION_KEYS)
        check_text(self, "next_action.summary", action.get("summary"))
        kind = find_coded(self, "next_action.type", action.get("type"), "mail.activity.type", _ACTION_DOMAIN)
        values = {
            "activity_type_id": kind.id,
            "date_deadline": read_day(self, "next_action.date", action.get("date")),
            "summary": action.get("summary"),
        }
        return {name: value for name, value in values.items() if value}

    def _l10n_vn_record_each(self, outcome, note, stage, action):
        self.browse().check_access("write")
        errors = self._l10n_vn_try_each(lambda leads: leads._l10n_vn_record(outcome, note, stage, action))
        return [
            {
                "lead_id": lead.id,
                "outcome": "failed" if lead.id in errors else "recorded",
                "stage": "" if lead.id in errors else lead.stage_id.l10n_vn_code or "",
                "error": errors.get(lead.id, error()),
            }
            for lead in self
        ]
