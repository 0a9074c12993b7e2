"""The person's own records: leads and contacts with a phone, address, account or code of the request."""

import re
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ...tools.matching import identity
from ...tools.matching.identity import Profile
from ...tools.privacy.traces import Traces

_LONGEST_CODE = 20
_MOST_ROUNDS = 4


class Roots(NamedTuple):
    """``leads``, ``partners``: the person's own · ``doubtful``: records (any of the two models) that share a value but
    have another name: somebody else's unless the administrator says otherwise"""

    leads: models.BaseModel
    partners: models.BaseModel
    doubtful: tuple[models.BaseModel, ...] = ()


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    def _get_keys(self):
        """Return the match keys of the request, of any company.

        :raise UserError: where it has none
        """
        values = {
            "phone": self._get_written_phone(),
            "email_from": self._get_written_email(),
            "l10n_vn_zalo": self.zalo,
            "l10n_vn_vat": self.code,
        }
        keys = self.env["crm.lead"]._l10n_vn_match_keys({name: value for name, value in values.items() if value})
        if not keys and not self._get_traces(()):
            raise UserError(self.env._("Enter a phone number, an e-mail address, a Zalo account or a code first."))
        return keys

    def _get_written_email(self):
        """Return the address of the request (str), normalised, '' where there is none.

        :raise UserError: where it is no address
        """
        if not (self.email or "").strip():
            return ""
        address = email_normalize(self.email, strict=False)
        if not address:
            raise UserError(self.env._("“%s” is no e-mail address.", self.email))
        return address

    def _find_roots(self):
        """Return the :class:`Roots` of the request, whatever their company.

        What they are known by finds further ones: a lead has the phone, another one the address.
        """
        keys, roots = self._get_keys(), None
        for _round in range(_MOST_ROUNDS):
            found = self._match_roots(keys, roots)
            if roots and (found.leads, found.partners) == (roots.leads, roots.partners):
                break
            roots = found
            traces = self._get_traces([roots.leads, roots.partners])
            keys = keys | {("phone", number) for number in traces.phones}
            keys |= {("email", identity.email_value(address)) for address in traces.emails}
        return roots

    def _match_roots(self, keys, before):
        """Return the :class:`Roots` with one of ``keys``; ``before`` are those that were found by fewer."""
        leads, partners = self.env["crm.lead"], self.env["res.partner"]
        # Everywhere: also records of companies in which the administrator does not work.
        companies = self.env["res.company"].search([])
        found = {
            leads: leads._l10n_vn_match_leads(keys, archived=True, companies=companies),
            partners: leads._l10n_vn_match_customers(keys, archived=True, companies=companies),
        }
        name = self.name or before and next(filter(None, before.leads.mapped("contact_name")), "") or ""
        wanted = Profile(name, "", frozenset(keys))
        mine, doubtful = {leads: leads, partners: partners}, []
        for model, by_key in found.items():
            ids = sorted({id_ for of_key in by_key.values() for id_ in of_key})
            find = leads._l10n_vn_find_profiles if model is leads else leads._l10n_vn_find_customer_profiles
            profiles = find(ids)
            for record in model.browse(ids):
                if identity.relation(wanted, profiles[record.id]) == "maybe":
                    doubtful.append(record)
                else:
                    mine[model] |= record
        mine[partners] |= mine[leads].partner_id.filtered(self._is_made_of_leads(mine[leads]))
        mine[partners] |= self._get_addresses_of(mine[partners])
        people = mine[partners].filtered(lambda one: not one.is_company)
        mine[leads] |= leads.search([("partner_id", "in", people.ids)])
        own = {*mine[leads], *mine[partners]}
        return Roots(mine[leads], mine[partners], tuple(record for record in doubtful if record not in own))

    def _is_made_of_leads(self, leads):
        """Return a predicate: whether a contact is a person of whom only ``leads`` are."""
        return lambda partner: (
            not partner.is_company
            and not (
                self.env["crm.lead"].search_count(
                    [("partner_id", "=", partner.id), ("id", "not in", leads.ids)], limit=1
                )
            )
        )

    def _get_addresses_of(self, partners):
        """Return the further addresses (of deliveries, of invoices) of people."""
        people = partners.filtered(lambda partner: not partner.is_company)
        return partners.search([("parent_id", "in", people.ids), ("type", "!=", "contact")])

    def _get_traces(self, roots, others=()):
        """Return the :class:`Traces` of the request, with what its own records are known by.

        :param roots: recordsets of leads and contacts
        :param others: records of other people: a landline or mailbox that they share is no trace
        """
        phones, emails, accounts = {self._get_written_phone()}, {self._get_written_email()}, set()
        names = {(self.name or "").strip()}
        codes = {digits for digits in [re.sub(r"\D", "", self.code or "")[:_LONGEST_CODE]] if digits}
        leads = self.env["crm.lead"]
        keys = leads._l10n_vn_match_keys({"l10n_vn_zalo": self.zalo}) if self.zalo else set()
        for record in (record for records in roots for record in records):
            keys |= self._get_keys_of(record)
            if record.email_normalized:
                emails.add(record.email_normalized)
            is_lead = record._name == "crm.lead"
            names.add((record.contact_name if is_lead else not record.is_company and record.name) or "")
        for kind, value in keys:
            if kind == "email" and not identity.is_shared_mailbox(value):
                emails.add(value)
            elif kind == "phone" or kind == "zalo" and value.startswith("+"):
                phones.add(value)
            elif kind == "zalo":
                accounts.add(value)
        shared = set().union(*(self._get_keys_of(record) for records in others for record in records))
        phones -= {"", *(value for _kind, value in shared)}
        emails = {one for one in emails - {""} if ("email", identity.email_value(one)) not in shared}
        return Traces(phones, emails, accounts, codes, names - {""})

    def _get_keys_of(self, record):
        """Return the match keys of a lead or contact, without its tax code, which belongs to a company."""
        is_lead = record._name == "crm.lead"
        values = {
            "phone": record.phone,
            "l10n_vn_phone2": is_lead and record.l10n_vn_phone2,
            "email_from": record.email_from if is_lead else record.email,
            "l10n_vn_zalo": record.l10n_vn_zalo,
        }
        return self.env["crm.lead"]._l10n_vn_match_keys({name: value for name, value in values.items() if value})
