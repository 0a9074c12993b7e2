"""Matches that are a colleague or the company of a lead, not the same person.

A lead that is linked to one of these keeps its own name, phone, e-mail and job position.
"""

import contextlib

from odoo import models

from ...tools.matching import identity
from ...tools.matching.identity_groups import group_records
from ...tools.matching.match import rank
from ...tools.name import search_key

# Fields that Odoo copies from the customer to the lead; those of a colleague would replace the lead's own contact data.
OWN = ("contact_name", "function", "phone", "email_from")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_group_people(self, keys):
        """Return lists of ids of leads of the same person, in the order of ``keys``, {lead id: set of keys}."""
        leads = {lead.id: lead for lead in self.browse(keys)}
        apart = self.env["crm.lead.apart"]._find_apart("crm.lead", keys)
        return group_records(keys, lambda id_: leads[id_]._l10n_vn_get_profiles()[leads[id_]], apart)

    def _l10n_vn_find_persons(self, keys, matches, readable):
        """Return {lead: ids of the customers of ``readable`` that are this person}, best first.

        :param dict keys: lead id → keys that may prove a person
        :param dict matches: as of :meth:`_l10n_vn_match_customers`
        :param readable: customers (``res.partner``) that the user may read; others are ignored
        """
        seen = set(readable.ids)
        ids = {lead: [id_ for id_ in rank(keys[lead.id], matches) if id_ in seen] for lead in self}
        others = self._l10n_vn_find_customer_profiles({id_ for of_lead in ids.values() for id_ in of_lead})
        profiles = self.filtered(lambda lead: ids[lead])._l10n_vn_get_profiles()
        return {
            lead: identity.split_by_certainty(profiles[lead], of_lead, others, person_only=True)[0] if of_lead else []
            for lead, of_lead in ids.items()
        }

    def _l10n_vn_find_employers(self):
        """Return {lead: companies with a contact of the lead's phone or mailbox}, best first, that the user may read.

        A lead without a contact name is the company itself and has none.
        """
        asking = self.filtered(lambda lead: lead.contact_name and not lead.partner_id)
        keys = {
            lead_id: {key for key in of_lead if key[0] in ("phone", "email") and not identity.is_proof(key)}
            for lead_id, of_lead in asking._l10n_vn_get_keys().items()
        }
        wanted = set().union(*keys.values()) if keys else set()
        matches = self._l10n_vn_match_customers(wanted) if wanted else {}
        readable = self._l10n_vn_readable(matches)
        seen = set(readable.ids)
        employers = dict.fromkeys(self, self.env["res.partner"])
        for lead in asking if readable else ():
            sharing = readable.browse(id_ for id_ in rank(keys[lead.id], matches) if id_ in seen)
            employers[lead] = sharing.commercial_partner_id.filtered("is_company")._filtered_access("read")
        return employers

    def _l10n_vn_find_employer(self):
        """Return the company to propose as parent of a new contact of the lead ``self``, or an empty recordset.

        None is proposed where the lead names another company.
        """
        if not self:
            return self.env["res.partner"]
        named = self._l10n_vn_find_companies().get(self.id)
        companies = self._l10n_vn_find_employers()[self] if not self.partner_name else self.env["res.partner"]
        return named or companies[:1]

    def _l10n_vn_find_companies_by_name(self):
        """Return {lead id: company of the same name with a contact of the lead's phone or mailbox}."""
        found = {}
        for lead, companies in self._l10n_vn_find_employers().items():
            named = companies.filtered(
                lambda company, lead=lead: identity.same_company(company.name, lead.partner_name)
            )
            if named:
                found[lead.id] = named[0]
        return found

    def _l10n_vn_get_new_company_keys(self):
        """Return {lead id: keys of its company}: a tax code, or a phone or mailbox together with the same name."""
        keys = self._l10n_vn_get_company_keys()
        for lead_id, of_lead in self._l10n_vn_get_keys().items():
            name = search_key.company(self.browse(lead_id).partner_name)
            places = [key for key in of_lead if name and key[0] in ("phone", "email") and not identity.is_proof(key)]
            keys[lead_id] = keys[lead_id] | {("place", (name, *key)) for key in places}
        return keys

    def _l10n_vn_describe_employers(self, customers):
        """Return {customer: its company, as dict of id and name} for the customers that are colleagues of ``self``.

        Each company once, with its best candidate of ``customers``.
        """
        described = {}
        for partner in customers if self.contact_name else ():
            company = partner.commercial_partner_id.filtered("is_company")._filtered_access("read")
            values = {"id": company.id, "name": company.display_name}
            if company and values not in described.values() and self._l10n_vn_is_other_contact(partner):
                described[partner] = values
        return described

    def _l10n_vn_is_other_contact(self, partner):
        """Return whether ``partner`` is the company or a colleague of the lead ``self``, not the person itself."""
        self.ensure_one()
        if not partner:
            return False
        if partner.is_company:
            return True
        # sudo: name of a customer that the user has chosen or could find; only a boolean is returned.
        name = partner.sudo().name
        mine, theirs = (self._l10n_vn_profile_of({"contact_name": one}) for one in (self.contact_name, name))
        return not identity.names_agree(mine, theirs)

    @contextlib.contextmanager
    def _l10n_vn_keeping_own(self, customers):
        """Protect the contact data of leads that get their company or a colleague of ``customers``, {lead: partner}."""
        kept = {name: [] for name in OWN}
        for lead, partner in customers.items():
            if lead.partner_id != partner and lead._l10n_vn_is_other_contact(partner):
                for name in OWN:
                    if lead[name]:
                        kept[name].append(lead.id)
        pairs = [([self._fields[name]], self.browse(ids)) for name, ids in kept.items() if ids]
        with self.env.protecting(pairs) if pairs else contextlib.nullcontext():
            yield

    def _l10n_vn_works_with(self, partner):
        """Return whether ``partner`` is a company, or known to belong to that of the lead ``self``.

        It is known by the name of the company, or by a phone, mailbox or tax code of the customer or its company.
        """
        self.ensure_one()
        if partner.is_company:
            return True
        # sudo: the company of a customer that is being linked to the lead; only a boolean is returned.
        ids = {partner.id, partner.sudo().commercial_partner_id.id}
        mine = self._l10n_vn_get_profiles()[self]
        return any(
            identity.same_company(mine.company, theirs.company) or identity.relation(mine, theirs) != "different"
            for theirs in self._l10n_vn_find_customer_profiles(ids).values()
        )

    def _handle_partner_assignment(self, force_partner_id=False, create_missing=True, with_parent=None):
        """Keep the lead's own e-mail, phone and name where it is linked to its company or to a known colleague.

        A customer of whom nothing is known but the choice of another module is copied to the lead, as in Odoo.
        """
        partner = self.env["res.partner"].browse(force_partner_id or [])
        kept = self.filtered(lambda lead: partner and lead._l10n_vn_works_with(partner))
        with self._l10n_vn_keeping_own(dict.fromkeys(kept, partner)):
            return super()._handle_partner_assignment(force_partner_id, create_missing, with_parent)
