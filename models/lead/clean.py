"""Cleaning of phones, names, e-mail addresses and tax codes of leads, for ``create`` and ``write``.

Values that need no cleaning stay as they are, such as foreign phones and names with mixed capitals.
"""

import unicodedata

from odoo import api, models
from odoo.tools import email_normalize

from ...tools import phone
from ...tools.name import person_name
from ...tools.phone import zalo
from ...tools.text import fold
from ...tools.value import email_address, tax_code
from ..context import Cleaned

_ONE_LINE = ("name", "contact_name", "partner_name", "function", "street", "city")
_NUMBERS = ("phone", "l10n_vn_phone2", "l10n_vn_zalo", "l10n_vn_vat", "contact_name", "email_from")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.depends("l10n_vn_phone2", "country_id", "company_id")
    def _compute_l10n_vn_phone2_sanitized(self):
        for lead in self:
            lead.l10n_vn_phone2_sanitized = lead.l10n_vn_phone2 and lead._phone_format(number=lead.l10n_vn_phone2)

    @api.model
    def _l10n_vn_clean_values(self, vals_list):
        """Return ``vals_list`` (list of dicts, as for ``create`` or ``write``) with clean values."""
        loading = Cleaned.of(self)
        for vals in vals_list:
            for name, value in vals.items():
                if isinstance(value, str) and not value.isascii():
                    vals[name] = unicodedata.normalize("NFC", value)
            if loading:
                self._l10n_vn_drop_unset(vals)
            else:
                self._l10n_vn_clean_lead(vals)
        return vals_list

    @api.model
    def _l10n_vn_drop_unset(self, vals):
        """Drop a blank stage or team, as an empty cell of a list gives: Odoo then finds one by itself."""
        for name in ("stage_id", "team_id"):
            if vals.get(name) is False:
                del vals[name]

    @api.model
    def _l10n_vn_clean_lead(self, vals):
        for name in _NUMBERS:
            if type(vals.get(name)) is int:  # as programs send a phone
                vals[name] = str(vals[name])
        for name in _ONE_LINE:
            value = vals.get(name)
            if isinstance(value, str) and value != (tidy := " ".join(value.split())):
                vals[name] = tidy or False if name != "name" else tidy or value
        if vals.get("contact_name"):
            self._l10n_vn_clean_name(vals)
        if vals.get("phone"):
            self._l10n_vn_clean_phone(vals)
        if vals.get("l10n_vn_phone2") and (number := self._l10n_vn_local_number(vals["l10n_vn_phone2"], vals)):
            vals["l10n_vn_phone2"] = phone.international(number)
        account = vals.get("l10n_vn_zalo")
        number = zalo.identity(account) if isinstance(account, str) else ""
        if number.startswith("+84") and _digits(account) not in _spellings(number):
            vals["l10n_vn_zalo"] = phone.international(number)
        if vals.get("email_from"):
            vals["email_from"] = _email(vals["email_from"])
        if vals.get("l10n_vn_vat") and tax_code.is_valid(vals["l10n_vn_vat"]):
            vals["l10n_vn_vat"] = tax_code.compact(vals["l10n_vn_vat"])

    @api.model
    def _l10n_vn_clean_name(self, vals):
        """Capitalise a Vietnamese name written in one case, and move its honorific to the field of honorifics."""
        found = person_name.parse(vals["contact_name"])
        if found.note or not found.name or not _is_vietnamese(found.name):
            return
        if found.role:
            # Of an existing lead the position is known, or left empty on purpose.
            if not self and not vals.get("function"):
                vals |= {"function": found.role, "contact_name": found.name}
                if found.honorific:
                    vals.setdefault("l10n_vn_honorific", found.honorific)
        elif found.honorific:
            vals.setdefault("l10n_vn_honorific", found.honorific)
            vals["contact_name"] = found.name
        elif vals["contact_name"].isupper() or vals["contact_name"].islower():
            vals["contact_name"] = found.name

    # Phones

    @api.model
    def _l10n_vn_clean_phone(self, vals):
        """Rewrite a Vietnamese number that Odoo cannot read; move a second one in the cell to the second phone."""
        number = self._l10n_vn_local_number(vals["phone"], vals)
        if not number:
            return
        found = phone.parse(vals["phone"])
        if len(found.numbers) > 1 and not vals.get("l10n_vn_phone2"):
            vals["l10n_vn_phone2"] = phone.international(found.numbers[1])
        if len(found.numbers) <= 2 and not found.note:
            vals["phone"] = phone.international(number, found.extensions[0])

    @api.model
    def _l10n_vn_local_number(self, text, vals):
        """Return the E.164 of ``text`` where it is a Vietnamese number in a form that Odoo does not read, else ''."""
        country = self._l10n_vn_phone_country(vals)
        if not isinstance(text, str) or country not in ("VN", None):
            return ""
        numbers = phone.parse(text).numbers
        if not numbers or not numbers[0].startswith("+84"):
            return ""
        if country is None:  # Odoo reads no national numbers then, and a landline may be of any country
            return numbers[0] if phone.is_mobile(numbers[0]) and "+" not in text else ""
        return numbers[0] if len(numbers) > 1 or _digits(text) not in _spellings(numbers[0]) else ""

    @api.model
    def _l10n_vn_phone_country(self, vals):
        """Return the code of the country of a lead with ``vals``: its own, else the company's; None where unknown."""
        country = vals.get("country_id")  # an id, or a record where Odoo merges leads
        known = self.env["res.country"].browse(getattr(country, "id", country) or []) or self[:1].country_id
        return (known or self.env.company.country_id).code or None


def _digits(text):
    return "".join(char for char in text if char.isdigit())


def _spellings(e164):
    """Return the spellings (set of digits) of ``e164`` that Odoo reads by itself."""
    return {e164[1:], "0" + e164[3:], "00" + e164[1:]}


def _is_vietnamese(name):
    words = name.split()
    return len(words) > 1 and (not name.isascii() or fold(words[0]) in person_name.SURNAME_KEYS)


def _email(text):
    """Return ``text``, or the only address in it where Odoo finds none."""
    if not isinstance(text, str) or email_normalize(text, strict=False):
        return text
    found = email_address.parse(text)
    return found.addresses[0] if len(found.addresses) == 1 and not found.note else text
