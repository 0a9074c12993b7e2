"""Verb of programs for conversion: leads become opportunities, with the outcome of each."""

from collections.abc import Sequence

from odoo import models

from ..api_error import ApiError
from ..argument_checks import SOME, check_choice, check_flag, check_record
from .arguments import check_size, find_salespeople
from .each_lead import error
from .usage import verb

CUSTOMERS = ("each_exist_or_create", "create", "exist", "nothing")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @verb(SOME)
    def l10n_vn_convert(
        self,
        deduplicate: bool = True,
        customer: str = "each_exist_or_create",
        customer_id: int = 0,
        users: Sequence[int | str] = (),
        team_id: int = 0,
        reassign: bool = False,
        request_key: str = "",
    ) -> list[dict]:
        """Convert these leads into opportunities, as the conversion of many leads on the screen does.

        :param bool deduplicate: merge duplicates first
        :param str customer: ``each_exist_or_create`` (find the customer of each, else create it), ``create``, ``exist``
            (``customer_id`` for all) or ``nothing``
        :param int customer_id: id of the customer (``res.partner``), with ``exist``
        :param list users: ids or logins of salespeople who get the leads in turn; empty to keep each lead's own
        :param int team_id: team of the leads that are assigned, 0 to keep each lead's own
        :param bool reassign: assign also leads that have a salesperson
        :param str request_key: the same key gives the first answer again for seven days
        :return: one dict a lead, in their order:

            * ``lead_id``
            * ``outcome``: converted; merged; there: it was an opportunity already; skipped; or gone
            * ``opportunity_id``, ``customer_id``: 0 where there is none
            * ``missing``: codes of the criteria for which it was skipped
            * ``conversion_id``: of this conversion, for ``l10n_vn_undo``
            * ``error``: ``code``, ``field``, ``message``, all '' where there is none
        :raise AccessError: where the user may not change leads
        :raise ApiError: where there are more than 1,000 leads, or an argument is not valid
        """
        check_size(self)
        for name, value in (("deduplicate", deduplicate), ("reassign", reassign)):
            check_flag(self, name, value)
        check_choice(self, "customer", customer, CUSTOMERS)
        partner = check_record(self, "customer_id", customer_id or None, "res.partner")
        if (customer == "exist") != bool(partner):
            message = self.env._("“customer_id” goes with “exist”, and with nothing else.")
            raise ApiError(message, "missing_argument" if not partner else "not_allowed", "customer_id")
        options = {
            "deduplicate": bool(deduplicate),
            "customer": customer,
            "partner_id": partner.id,
            "user_ids": find_salespeople(self, "users", users).ids,
            "team_id": check_record(self, "team_id", team_id or None, "crm.team").id,
            "force_assignment": bool(reassign),
        }
        return self._l10n_vn_once("l10n_vn_convert", request_key, options, lambda: self._l10n_vn_convert_each(options))

    def _l10n_vn_convert_each(self, options):
        self.browse().check_access("write")
        existing = self.exists()
        writable = existing._filtered_access("write")
        missing = writable._l10n_vn_get_missing_codes()
        codes = dict.fromkeys(self.ids, "not_found") | dict.fromkeys(existing.ids, "no_access")
        codes |= dict.fromkeys(writable.ids, "refused") | dict.fromkeys(missing, "not_qualified")
        conversion = self.env["crm.lead.conversion"]._convert_at_once(self, options)
        lines = {line.lead_number: line for line in conversion.line_ids}
        return [lines[lead.id]._get_answer(codes[lead.id], missing.get(lead.id, [])) for lead in self]


class CrmLeadConversionLine(models.Model):
    _inherit = "crm.lead.conversion.line"

    def _get_answer(self, code, missing):
        """Return the answer for the lead of this line; ``code`` and ``missing`` say why, where it was skipped."""
        is_skipped, opportunity = self.outcome == "skipped", self.opportunity_id
        return {
            "lead_id": self.lead_number,
            "outcome": "gone" if is_skipped and code == "not_found" else self.outcome,
            "opportunity_id": opportunity.id or 0,
            "customer_id": opportunity.partner_id.id or 0,
            "missing": missing if is_skipped else [],
            "conversion_id": self.conversion_id.id,
            "error": error(code, self.reason or "") if is_skipped else error(),
        }
