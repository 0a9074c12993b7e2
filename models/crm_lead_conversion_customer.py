"""Who is the customer of a lead: somebody who is there, or whom to create?"""

from odoo import api, models
from odoo.tools import parse_contact_from_email

from ..tools import tax_code

# What makes a person; a tax code makes a company.
PERSON = {"phone", "email"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_get_keys(self):
        """Return {lead id: keys}, of :meth:`_l10n_vn_match_keys`, of the leads of ``self``."""
        names = ("phone", "l10n_vn_phone2", "email_from", "l10n_vn_vat", "l10n_vn_zalo")
        return {lead.id: self._l10n_vn_match_keys({name: lead[name] for name in names}) for lead in self}

    def _find_matching_partner(self):
        """Add to Odoo's search by e-mail: by phone, and by tax code."""
        return super()._find_matching_partner() or self._l10n_vn_find_customers()[self.id]

    def _l10n_vn_find_customers(self):
        """Return {lead id: its customer}: its own, else the best match by e-mail, then by phone, then by tax code.

        A tax code finds a person only where the lead knows no other person of that company.
        """
        own = self.filtered("partner_id")
        others = self - own
        found = {lead.id: lead.partner_id for lead in own} | dict.fromkeys(others.ids, self.env["res.partner"])
        mailed = others.filtered(lambda lead: lead.email_normalized or lead.email_from)
        if mailed:
            found |= {
                lead_id: partners[:1]
                for lead_id, partners in mailed._partner_find_from_emails(
                    {lead: [lead.email_normalized or lead.email_from] for lead in mailed}, no_create=True
                ).items()
            }
        missing = others.filtered(lambda lead: not found[lead.id])
        keys = missing._l10n_vn_get_keys()
        matches = self._l10n_vn_match_customers(set().union(*keys.values())) if keys else {}
        readable = self._l10n_vn_readable(matches)
        for lead in missing:
            kinds = [*PERSON, *(() if lead.contact_name else ("vat",))]
            ids = [id_ for kind, value in keys[lead.id] if kind in kinds for id_ in matches.get((kind, value), ())]
            found[lead.id] = (
                readable.filtered(lambda partner, ids=ids: partner.id in ids)[:1] if ids else found[lead.id]
            )
        return found

    @api.model
    def _l10n_vn_readable(self, matches):
        """Return the customers of ``matches`` that the user may see, best first."""
        ids = dict.fromkeys(id_ for found in matches.values() for id_ in found)
        return self.env["res.partner"].browse(ids)._filtered_access("read")

    def _create_customer(self, with_parent=None):
        """Add to Odoo's: a company that is known by its tax code is not created again."""
        company = with_parent or (self.partner_name and self._l10n_vn_find_companies().get(self.id))
        return super()._create_customer(with_parent=company or with_parent)

    def _l10n_vn_find_companies(self):
        """Return {lead id: company that has the lead's tax code}."""
        keys = {lead_id: {key for key in keys if key[0] == "vat"} for lead_id, keys in self._l10n_vn_get_keys().items()}
        wanted = set().union(*keys.values()) if keys else set()
        matches = self._l10n_vn_match_customers(wanted) if wanted else {}
        companies = self._l10n_vn_readable(matches).filtered("is_company")
        found = {}
        for lead_id, of_lead in keys.items():
            ids = {id_ for key in of_lead for id_ in matches.get(key, ())}
            if company := companies.filtered(lambda partner, ids=ids: partner.id in ids)[:1]:
                found[lead_id] = company
        return found

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        """Add the tax code to the company, or to a person who has none, and Zalo to the person."""
        values = super()._prepare_customer_values(partner_name, is_company, parent_id)
        if (is_company or not self.partner_name and not parent_id) and tax_code.is_valid(self.l10n_vn_vat or ""):
            values["vat"] = self.l10n_vn_vat
        if self.l10n_vn_zalo and not (is_company and self.contact_name):
            values["l10n_vn_zalo"] = self.l10n_vn_zalo
        return values

    def _l10n_vn_create_customers(self, salespeople=None):
        """Create the customers of ``self``, companies and their contacts, and give them to the leads.

        Two leads of one person get one customer, two of one tax code one company.

        :param dict salespeople: {lead id: user id} of those who are about to get the leads
        """
        salespeople = salespeople or {}
        leaders = self._l10n_vn_lead_of_each_person()
        leads = self.browse(dict.fromkeys(leaders.values()))
        companies = leads._l10n_vn_create_companies(salespeople)
        customers, plans = {}, []
        for lead in leads:
            company = companies.get(lead.id) or self.env["res.partner"]
            if name := lead.contact_name or parse_contact_from_email(lead.email_from or "")[0]:
                plans.append((lead, lead._prepare_customer_values(name, parent_id=company.id), company))
            elif company:
                customers[lead.id] = company
            else:
                plans.append((lead, lead._prepare_customer_values(lead.name), company))
        for lead, vals, _company in plans:
            vals["user_id"] = salespeople.get(lead.id) or vals["user_id"]
        made = self._l10n_vn_create_partners([(vals, company) for _lead, vals, company in plans])
        customers.update((lead.id, partner) for (lead, _vals, _company), partner in zip(plans, made, strict=True))
        self._l10n_vn_set_customers({lead: customers[leaders[lead.id]] for lead in self})

    def _l10n_vn_lead_of_each_person(self):
        """Return {lead id: id of the first lead of the same person}."""
        keys = {
            lead_id: {key for key in keys if key[0] in PERSON} for lead_id, keys in self._l10n_vn_get_keys().items()
        }
        return {lead_id: group[0] for group in self._l10n_vn_group_by_keys(keys) for lead_id in group}

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
        """Return {lead id: company}, found by tax code or created, of the leads of ``self`` that name one."""
        named = self.filtered("partner_name")
        companies = named._l10n_vn_find_companies()
        missing = named.filtered(lambda lead: lead.id not in companies)
        keys = {
            lead_id: {key for key in keys if key[0] == "vat"} for lead_id, keys in missing._l10n_vn_get_keys().items()
        }
        groups = self._l10n_vn_group_by_keys(keys)
        plans = []
        for lead in self.browse(group[0] for group in groups):
            vals = lead._prepare_customer_values(lead.partner_name, is_company=True)
            plans.append(({**vals, "user_id": salespeople.get(lead.id) or vals["user_id"]}, self.env["res.partner"]))
        made = self._l10n_vn_create_partners(plans)
        companies.update((lead_id, company) for group, company in zip(groups, made, strict=True) for lead_id in group)
        return companies

    @api.model
    def _l10n_vn_create_partners(self, plans):
        """Create partners of ``plans``, pairs of values and parent company, with one creation.

        Salespeople follow their customers afterwards, all of one salesperson at once; of the opportunities they are
        told, not of each customer.
        """
        vals_list, salespeople = [], {}
        for place, (vals, _company) in enumerate(plans):
            salespeople.setdefault(vals["user_id"], []).append(place)
            vals_list.append({**vals, "user_id": False})
        quiet = self.env["res.partner"].with_context(mail_auto_subscribe_no_notify=True)
        partners = quiet.create(vals_list)
        for user_id, places in salespeople.items():
            if user_id:
                quiet.browse(partners[place].id for place in places).write({"user_id": user_id})
        return partners.with_env(self.env)

    def _l10n_vn_set_customers(self, customers):
        """Write customers, {lead: partner}, as one write would with one value for all."""
        changed = self.browse(lead.id for lead, partner in customers.items() if lead.partner_id != partner)
        if not changed:
            return
        field = self._fields["partner_id"]
        changed._track_prepare(self._fields)
        with self.env.protecting([field], changed):
            for lead in changed:
                lead.partner_id = customers[lead]
        changed.modified(["partner_id"])
        changed._check_company(["partner_id"])
        changed._validate_fields(["partner_id"])

    def _l10n_vn_get_candidates(self):
        """Return the customers that ``self`` may be, best first.

        :return: list of dicts of ``id``, ``name``, ``detail`` (how to reach them) and ``reason`` (why they may be meant)
        """
        lead = self._origin
        keys = lead._l10n_vn_get_keys().get(lead.id, set())
        matches = self._l10n_vn_match_customers(keys) if keys else {}
        labels = {
            "phone": self.env._("same phone"),
            "email": self.env._("same e-mail"),
            "vat": self.env._("same tax code"),
        }
        reasons = {}
        if lead.partner_id:
            reasons[lead.partner_id.id] = [self.env._("customer of this lead")]
        for kind in ("phone", "email", "vat"):
            for key in sorted(keys):
                for id_ in matches.get(key, ()) if key[0] == kind else ():
                    if labels[kind] not in reasons.setdefault(id_, []):
                        reasons[id_].append(labels[kind])
        if names := [name for name in (lead.partner_name, lead.contact_name) if name]:
            for partner in self.env["res.partner"].search([("name", "in", names)], limit=5):
                reasons.setdefault(partner.id, []).append(self.env._("same name"))
        readable = self.env["res.partner"].browse(reasons)._filtered_access("read")
        best_first = sorted(readable, key=lambda partner: -len(reasons[partner.id]))
        return [
            {
                "id": partner.id,
                "name": partner.display_name,
                "detail": " · ".join(filter(None, (partner.phone, partner.email, partner.vat))),
                "reason": ", ".join(reasons[partner.id]),
            }
            for partner in best_first[:10]
        ]
