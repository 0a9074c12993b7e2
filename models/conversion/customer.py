"""Customers of leads: search for an existing contact, creation of new companies and contacts."""

from collections import namedtuple

from odoo import api, models
from odoo.tools import parse_contact_from_email

from ...tools.matching import identity
from ...tools.matching.match import rank
from ...tools.value import tax_code
from ..context import SharedReads

# Kinds of keys that identify a person; a tax code identifies a company.
PERSON = {"phone", "email", "zalo"}
# Reasons of a match that suggest a customer without proving it.
SUGGESTING = {"company", "person"}
MOST_CANDIDATES = 10
Plan = namedtuple("Plan", ("lead", "vals", "company", "is_own"))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_get_company_keys(self):
        """Return {lead id: keys that prove its company}, an empty set where it has no tax code."""
        coded = self.filtered("l10n_vn_vat")._l10n_vn_get_keys()
        return {lead.id: {key for key in coded.get(lead.id, ()) if key[0] == "vat"} for lead in self}

    def _find_matching_partner(self):
        """Extend Odoo's search by e-mail with phone and tax code; a shared mailbox does not identify a person."""
        reads, key = SharedReads.of(self), ("customer", self.id)
        if reads is not None and key in reads:
            return self.env["res.partner"].browse(reads[key])
        found = super()._find_matching_partner()
        if found and not self.partner_id and self._l10n_vn_is_shared(self.email_normalized):
            found = self.env["res.partner"]
        found = found or self._l10n_vn_find_customers()[self.id]
        if reads is not None:
            reads[key] = found.ids
        return found

    def _l10n_vn_find_customers(self):
        """Return {lead id: its customer}: its own, else the best match by e-mail, then by phone, then by tax code.

        A shared phone or mailbox finds no contact whose name contradicts the lead's, nor the company where the lead
        has a contact name. A tax code finds a person only where the lead has no contact name.
        """
        own = self.filtered("partner_id")
        others = self - own
        found = {lead.id: lead.partner_id for lead in own} | dict.fromkeys(others.ids, self.env["res.partner"])
        keys = others._l10n_vn_get_keys()
        matches = self._l10n_vn_match_customers(set().union(*keys.values())) if keys else {}
        mailed = others.filtered(
            lambda lead: (
                ("email", identity.email_value(lead.email_normalized or "")) in matches
                and not self._l10n_vn_is_shared(lead.email_normalized)
            )
        )
        if mailed:
            found |= {
                lead_id: partners[:1]
                for lead_id, partners in mailed._partner_find_from_emails(
                    {lead: [lead.email_normalized] for lead in mailed}, no_create=True
                ).items()
            }
        readable = self._l10n_vn_readable(matches)
        others = others.filtered(lambda lead: not found[lead.id])
        person = {lead.id: {key for key in keys[lead.id] if key[0] in PERSON} for lead in others}
        for lead, sure in others._l10n_vn_find_persons(person, matches, readable).items():
            company = set() if lead.contact_name else keys[lead.id] - person[lead.id]
            ids = [*sure, *rank(company, matches)]
            if known := next((id_ for id_ in ids if id_ in readable._ids), None):
                found[lead.id] = readable.browse(known)
        return found

    @api.model
    def _l10n_vn_is_shared(self, email):
        return identity.is_shared_mailbox(email or "")

    @api.model
    def _l10n_vn_readable(self, matches):
        """Return the customers of ``matches`` that the user may read, best first."""
        ids = dict.fromkeys(id_ for found in matches.values() for id_ in found)
        return self.env["res.partner"].browse(ids)._filtered_access("read")

    def _create_customer(self, with_parent=None):
        """Extend Odoo's: a company that exists by tax code, or by name and phone, is not created again."""
        company = with_parent or (self.partner_name and self._l10n_vn_find_companies().get(self.id))
        return super()._create_customer(with_parent=company or with_parent)

    def _l10n_vn_find_companies(self):
        """Return {lead id: company that has the lead's tax code, or else its name and its phone or mailbox}."""
        keys = self._l10n_vn_get_company_keys()
        wanted = set().union(*keys.values()) if keys else set()
        matches = self._l10n_vn_match_customers(wanted) if wanted else {}
        companies = self._l10n_vn_readable(matches).filtered("is_company")
        found = self._l10n_vn_find_companies_by_name()
        for lead_id, of_lead in keys.items():
            ids = {id_ for key in of_lead for id_ in matches.get(key, ())}
            if company := companies.filtered(lambda partner, ids=ids: partner.id in ids)[:1]:
                found[lead_id] = company
        return found

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        """Add the tax code to the company, or to a person without company, and Zalo to the person."""
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        if (is_company or not self.partner_name and not parent_id) and tax_code.is_valid(self.l10n_vn_vat or ""):
            values["vat"] = self.l10n_vn_vat
        if self.l10n_vn_zalo and not (is_company and self.contact_name):
            values["l10n_vn_zalo"] = self.l10n_vn_zalo
        return values

    def _l10n_vn_create_customers(self, salespeople=None):
        """Create the customers of ``self``, companies and their contacts, and link the leads to them.

        Two leads of one person get one customer; two of one tax code, or of one name and phone, one company.

        :param dict salespeople: {lead id: user id} of the salespeople to whom the leads will be assigned
        """
        salespeople = salespeople or {}
        first_of = self._l10n_vn_first_lead_of_person()
        leads = self.browse(dict.fromkeys(first_of.values()))
        companies, new = leads._l10n_vn_create_companies(salespeople)
        customers, plans = {}, []
        for lead in leads:
            company = companies.get(lead.id) or self.env["res.partner"]
            if name := lead.contact_name or parse_contact_from_email(lead.email_from or "")[0]:
                plans.append(lead._l10n_vn_plan_partner(salespeople, name, company, new.get(lead.id)))
            elif company:
                customers[lead.id] = company
            else:
                plans.append(lead._l10n_vn_plan_partner(salespeople, lead.name, company))
        created = self._l10n_vn_create_partners(plans)
        customers.update((plan.lead.id, partner) for plan, partner in zip(plans, created, strict=True))
        self._l10n_vn_set_customers({lead: customers[first_of[lead.id]] for lead in self})

    def _l10n_vn_plan_partner(self, salespeople, name, company, own_company=None, is_company=False):
        """Return the :class:`Plan` (values of ``create``) of a partner for the lead ``self``."""
        vals = self._prepare_customer_values(name, is_company=is_company, parent_id=company.id)
        vals["user_id"] = salespeople.get(self.id) or vals["user_id"]
        return Plan(self, vals, company, bool(company) and company == own_company)

    def _l10n_vn_first_lead_of_person(self):
        """Return {lead id: id of the first lead of the same person}."""
        keys = {
            lead_id: {key for key in keys if key[0] in PERSON} for lead_id, keys in self._l10n_vn_get_keys().items()
        }
        return {lead_id: group[0] for group in self._l10n_vn_group_people(keys) for lead_id in group}

    @api.model
    def _l10n_vn_group_by_keys(self, keys):
        """Return lists of ids that are linked by shared keys, in the order of ``keys``, {id: set of keys}."""
        leader, first = {}, {}

        def find(id_):
            while leader[id_] != id_:
                leader[id_] = leader[leader[id_]]
                id_ = leader[id_]
            return id_

        for id_, of_id in keys.items():
            leader[id_] = id_
            for key in of_id:
                leader[find(id_)] = find(first.setdefault(key, id_))
        groups = {}
        for id_ in keys:
            groups.setdefault(find(id_), []).append(id_)
        return list(groups.values())

    def _l10n_vn_create_companies(self, salespeople):
        """Find, or create, the companies that leads of ``self`` name.

        :return: {lead id: company}, and {lead id: company} of those created from the data of this lead
        """
        named = self.filtered("partner_name")
        companies = named._l10n_vn_find_companies()
        missing = named.filtered(lambda lead: lead.id not in companies)
        groups = self._l10n_vn_group_by_keys(missing._l10n_vn_get_new_company_keys())
        no_parent = self.env["res.partner"]
        created = self._l10n_vn_create_partners(
            [
                lead._l10n_vn_plan_partner(salespeople, lead.partner_name, no_parent, is_company=True)
                for lead in self.browse(group[0] for group in groups)
            ]
        )
        new = {group[0]: company for group, company in zip(groups, created, strict=True)}
        companies.update((lead_id, new[group[0]]) for group in groups for lead_id in group)
        return companies, new

    def _l10n_vn_set_customers(self, customers):
        """Link each lead to its customer of ``customers``, {lead: partner}."""
        changes = {lead: {"partner_id": partner} for lead, partner in customers.items() if lead.partner_id != partner}
        leads = self.browse(lead.id for lead in changes)
        with leads._l10n_vn_keeping_computed(), self._l10n_vn_keeping_own(customers):
            self._l10n_vn_write_each(changes)
        leads._check_company(["partner_id"])

    def _l10n_vn_get_candidates(self):
        """Return the customers that the lead ``self`` may belong to, best first, of those that the user may read.

        Archived ones come last, and only where more than the name matches: a former customer should not be created
        again, while a similar name alone would offer what was archived on purpose.

        :return: list of dicts of ``id``, ``name``, ``detail`` (phone, e-mail, tax code), ``reasons`` (of the match),
            ``is_archived``, and ``company`` (dict of ``id`` and ``name``, or False): parent to propose for a new
            contact, where the customer is a company or a colleague
        """
        reasons = {self.partner_id._origin.id: ("own",)} if self.partner_id else {}
        for match in self._l10n_vn_find_matches(searched=("res.partner",)).get(self.id, ()):
            if match.visible:
                reasons.setdefault(match.id, match.reasons)
        partners = self.env["res.partner"].browse(reasons)
        candidates = partners.filtered(lambda partner: partner.active or not SUGGESTING.issuperset(reasons[partner.id]))
        candidates = candidates.sorted(lambda partner: not partner.active)[:MOST_CANDIDATES]
        employers = self._l10n_vn_describe_employers(candidates)
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "detail": " · ".join(filter(None, (partner.phone, partner.email, partner.vat))),
                "reasons": list(reasons[partner.id]),
                "is_archived": not partner.active,
                "company": employers.get(partner, False),
            }
            for partner in candidates
        ]
