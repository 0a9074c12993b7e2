"""People who have asked to be erased: keyed hashes of their phones and addresses, so that no door brings them in again.

A hash alone would be found by trying all numbers: the key is a system parameter that administrators read only, and
belongs to no copy of the data that leaves the company.
"""

import hashlib
import hmac
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, ormcache

from .texts import is_text

_KEY = "l10n_vn_crm.erasure_key"
_KINDS = ("phone", "email", "zalo")
# Of a lead, what is personal beside its texts.
_PERSONAL = {"partner_id", "l10n_vn_answers", "l10n_vn_planned_summary"}


class CrmLeadErased(models.Model):
    """No group has access: hashes are compared, never shown."""

    _name = "crm.lead.erased"
    _description = "Person Who Was Erased"
    _log_access = False

    digest = fields.Char(required=True, export_string_translation=False)
    request_id = fields.Many2one("crm.lead.privacy.request", ondelete="set null", export_string_translation=False)
    erased_on = fields.Date(required=True, export_string_translation=False)

    _digest_unique = models.UniqueIndex("(digest)")

    @api.model
    def _remember(self, keys, request):
        """Store the hashes of ``keys``, pairs of kind and value."""
        digests = self._digest(keys)
        known = set(self.search([("digest", "in", list(digests))]).mapped("digest"))
        self.create(
            [
                {"digest": digest, "request_id": request.id, "erased_on": fields.Date.context_today(self)}
                for digest in digests
                if digest not in known
            ]
        )
        self.env.registry.clear_cache("stable")

    @api.model
    def _forget(self, keys):
        """Delete the hashes of ``keys``: the person came back and agreed."""
        self.search([("digest", "in", list(self._digest(keys)))]).unlink()
        self.env.registry.clear_cache("stable")

    @api.model
    def _digest(self, keys):
        """Return ``{digest: key}`` of those of ``keys`` that are a phone, an address or an account."""
        parameters = self.env["ir.config_parameter"]
        secret = parameters.get_param(_KEY)
        if not secret:
            secret = secrets.token_hex(32)
            parameters.set_param(_KEY, secret)
        found = {}
        for kind, value in keys:
            if kind in _KINDS:
                # The account of a phone is that phone.
                name = "phone" if value.startswith("+") else kind
                digest = hmac.new(secret.encode(), f"{name}:{value}".encode(), hashlib.sha256).hexdigest()
                found[digest] = (kind, value)
        return found

    @api.model
    @ormcache(cache="stable")
    def _has_any(self):
        return bool(self.search_count([], limit=1))

    @api.model
    def _find(self, keys):
        """Return ``{key: date of the erasure}`` of those of ``keys`` whose person was erased."""
        # sudo: no user reads hashes; whether this person was erased is told to who would enter them again.
        people = self.sudo()
        if not keys or not people._has_any():
            return {}
        digests = people._digest(keys)
        found = people.search([("digest", "in", list(digests))])
        return {digests[one.digest]: one.erased_on for one in found}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_erased_on = fields.Datetime("Data Erased On", readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _l10n_vn_find_erased(self, keys):
        """Return ``{key: sentence}`` of those of ``keys``, pairs of kind and value, whose person was erased."""
        return {
            key: self.env._(
                "This person has asked that their data be erased (%s): do not enter or contact them again.",
                format_date(self.env, day),
            )
            for key, day in self.env["crm.lead.erased"]._find(keys).items()
        }

    def _l10n_vn_refuse_on_erased(self, vals):
        """Refuse ``vals`` of the leads ``self`` that are personal where one of the leads was anonymised.

        :raise UserError: naming the day
        """
        texts = {name for name in vals if name in self._fields and is_text(self._fields[name])}
        if not any(vals[name] for name in vals.keys() & (texts | _PERSONAL)):
            return
        # sudo: who may not see a lead gets Odoo's own refusal, and does not learn that it was anonymised
        days = [lead.l10n_vn_erased_on for lead in self.sudo() if lead.l10n_vn_erased_on]
        if days and self.has_access("write"):
            raise UserError(
                self.env._(
                    "The personal data of this lead were erased on %s, as the person asked or because their period was"
                    " over: none are entered here again.",
                    format_date(self.env, max(days)),
                )
            )

    @api.model
    def _l10n_vn_refuse_erased(self, vals_list, is_form=False):
        """Refuse values of leads (list of dicts) whose person was erased; who agrees in a form comes in again.

        :param bool is_form: whether the person has filled in a form of the web site
        :raise UserError: naming the phone or address, and the day
        """
        people = self.env["crm.lead.erased"].sudo()  # sudo: whether there is anybody; no user reads or writes hashes
        if not people._has_any():
            return
        for vals in vals_list:
            found = self._l10n_vn_find_erased(self._l10n_vn_match_keys(vals))
            if found and is_form and vals.get("l10n_vn_consent") == "given":
                people._forget(found)
            elif found and is_form:
                raise UserError(
                    self.env._("You have asked us to erase your data. Tick that you agree, so that we may contact you.")
                )
            elif found:
                (_kind, value), sentence = next(iter(found.items()))
                raise UserError(self.env._("%(value)s: %(sentence)s", value=value, sentence=sentence))


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_erased_on = fields.Datetime("Data Erased On", readonly=True, copy=False, index="btree_not_null")
