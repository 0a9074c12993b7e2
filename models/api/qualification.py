"""Verb of programs for qualification: answers to criteria, named by codes."""

from odoo import models
from odoo.exceptions import UserError

from ..api_error import ApiError
from ..argument_checks import SOME, check_dict
from .arguments import check_size, find_coded
from .each_lead import error
from .usage import verb


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @verb(SOME)
    def l10n_vn_qualify(self, answers: dict, request_key: str = "") -> list[dict]:
        """Save answers to qualification criteria on these leads.

        :param dict answers: code (or id, as text) of a criterion → True for a tick, False to take it back, or the
            answer as people write it: "20 máy", "200 triệu", "31/12/2026", the name of a choice
        :param str request_key: the same key gives the first answer again for seven days
        :return: one dict a lead, in their order:

            * ``lead_id``
            * ``outcome``: saved or failed
            * ``is_qualified``: whether it may become an opportunity
            * ``missing``: codes of the required criteria that are not answered
            * ``error``: ``code``, ``field``, ``message``, all '' where there is none
        :raise ApiError: ``unknown_code`` or ``bad_answer``, with the code of the criterion as field
        """
        check_size(self)
        check_dict(self, "answers", answers)
        values = {}
        for code, answer in answers.items():
            key = int(code) if str(code).isdecimal() else code
            criterion = find_coded(self, "answers", key, "crm.lead.criterion")
            values[str(criterion.id)] = self._l10n_vn_check_answer(criterion, answer)
        return self._l10n_vn_once(
            "l10n_vn_qualify", request_key, {"answers": answers}, lambda: self._l10n_vn_qualify_each(values)
        )

    def _l10n_vn_check_answer(self, criterion, answer):
        """Return ``answer``, which must fit the criterion.

        :raise ApiError: ``bad_answer``
        """
        if answer not in (None, False, ""):
            try:
                criterion._read_answer(answer, self.env.company.currency_id)
            except UserError as refusal:
                code = criterion.l10n_vn_code or str(criterion.id)
                raise ApiError(str(refusal), "bad_answer", code) from refusal
        return answer

    def _l10n_vn_qualify_each(self, values):
        self.browse().check_access("write")
        errors = self._l10n_vn_try_each(lambda leads: leads.write({"l10n_vn_answers": values}))
        missing = self._l10n_vn_get_missing_codes(errors)
        return [
            {
                "lead_id": lead.id,
                "outcome": "failed" if lead.id in errors else "saved",
                "is_qualified": lead.id not in errors and not missing.get(lead.id),
                "missing": missing.get(lead.id, []),
                "error": errors.get(lead.id, error()),
            }
            for lead in self
        ]

    def _l10n_vn_get_missing_codes(self, without=()):
        """Return ``{lead id: codes of the criteria that it misses}``, without leads of ``without`` (ids)."""
        leads = self.browse(id_ for id_ in self.ids if id_ not in without)
        return {
            lead.id: [criterion.l10n_vn_code or str(criterion.id) for criterion in criteria]
            for lead, criteria in leads._l10n_vn_get_missing().items()
        }
