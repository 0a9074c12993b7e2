"""Look-up: who has a person or company, by phone, e-mail address, Zalo account or tax code in any spelling."""

from odoo import api, models

from ..api_error import ApiError
from ..argument_checks import ANY, check_text
from .usage import verb


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    @verb(ANY)
    def l10n_vn_lookup(
        self, phone: str | int = "", email: str = "", zalo: str | int = "", vat: str | int = ""
    ) -> list[dict]:
        """Return the leads, opportunities and customers of a person or company, before a program creates one.

        At least one argument is needed.

        :param phone: in any spelling, also as a number: "0912.345.678", "+84 912 345 678", 84912345678
        :param str email: address
        :param zalo: account, link or phone number of Zalo
        :param vat: tax code of a company, or of a person
        :return: list of dicts, best first; of records that the user may not read texts are '' and ``id`` is 0, and one
            dict stands for all of an owner:

            * ``model``, ``id``, ``name``, ``stage``
            * ``type``: lead, opportunity or customer
            * ``state``: open, won, lost or archived
            * ``matched_by``: list of phone, email, zalo, vat
            * ``level``: sure, likely or possible
            * ``owner``, ``owner_id``: the salesperson
            * ``since``: date and time, UTC
            * ``company``
        :raise ApiError: where nothing is asked for, or ``owner_limit`` where too many owners of hidden customers were
            shown within this hour
        """
        values = {"phone": phone, "email_from": email, "l10n_vn_zalo": zalo, "l10n_vn_vat": vat}
        for name, value in zip(("phone", "email", "zalo", "vat"), values.values(), strict=True):
            if type(value) is not int:
                check_text(self, name, value)
        values = {name: str(value).replace("\0", "") for name, value in values.items() if value}
        if not values:
            raise ApiError(self.env._("Give a phone, e-mail address, Zalo account or tax code."), "missing_argument")
        return [self._l10n_vn_show_match(match) for match in self.l10n_vn_who_has(values)]

    @api.model
    def _l10n_vn_show_match(self, match):
        owner = match["owner"] or {"name": "", "user_id": 0}
        texts = {name: match.get(name, "") for name in ("model", "name", "type", "stage", "state", "company")}
        return {
            **texts,
            "id": match.get("id", 0),
            "matched_by": match["reasons"],
            "level": match["level"],
            "owner": owner["name"],
            "owner_id": owner["user_id"],
            "since": match["since"],
        }
