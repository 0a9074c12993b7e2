"""What is kept of a customer beside what Odoo knows?"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..checked import ANY, SOME, public
from ..storage_failure import in_words


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_zalo = fields.Char("Zalo", help="The number or name under which this contact is found on Zalo.")

    l10n_vn_lead_count = fields.Integer(
        "Lead Count", compute="_compute_l10n_vn_lead_count", groups="sales_team.group_sale_salesman"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_l10n_vn_lead_count(self):
        """Count leads of contacts and of everybody below them, as far as the user may see them."""
        self.l10n_vn_lead_count = 0
        if not self.env.user.has_group("sales_team.group_sale_salesman"):
            return
        counts = (
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(self._l10n_vn_get_leads_domain(), ["partner_id"], ["__count"])
        )
        wanted = set(self._ids)
        for partner, count in counts:
            while partner:
                if partner.id in wanted:
                    partner.l10n_vn_lead_count += count
                partner = partner.parent_id

    def _l10n_vn_get_leads_domain(self):
        """Return the domain of the leads of ``self`` and everybody below; Odoo's button shows opportunities beside."""
        return [("partner_id", "in", self._fetch_children_partners_for_hierarchy().ids), ("type", "=", "lead")]

    @public(SOME)
    def action_l10n_vn_open_leads(self):
        """Show the leads of the contacts, lost ones too."""
        action = self._l10n_vn_get_leads_action()
        action["domain"] = self._l10n_vn_get_leads_domain()
        action["context"] = {"default_type": "lead", "default_partner_id": self[:1].id, "active_test": False}
        return action

    @public(ANY)
    @in_words
    def action_l10n_vn_create_leads(self):
        """Create a lead for each contact nobody has a lead or open opportunity of, and show them.

        :raise UserError: no contact is chosen, each has one that the user may not see, or more of these than the limit
            of an hour
        """
        if not self:
            raise UserError(self.env._("Choose the contacts first."))
        created, known, hidden = self._l10n_vn_create_leads()
        if not created and not known:
            raise UserError(
                self.env._("Colleagues whose records you cannot see have them already: %s.", _named(hidden))
            )
        action = self._l10n_vn_get_leads_action()
        shown = created or known
        action |= {"domain": [("id", "in", shown.ids)], "context": {"default_type": "lead"}}
        if len(shown) == 1:
            action |= {"views": [(False, "form")], "res_id": shown.id}
        if known or hidden:
            return self._l10n_vn_describe_known(created, known, hidden, action)
        return action

    def _l10n_vn_describe_known(self, created, known, hidden, action):
        sentences = [self.env._("%s leads created.", len(created))] if created else []
        if known:
            sentences.append(self.env._("In hand already: %s.", _named(known)))
        if hidden:
            sentences.append(self.env._("In hand with colleagues whose records you cannot see: %s.", _named(hidden)))
        params = {"type": "warning", "message": " ".join(sentences), "sticky": bool(created), "next": action}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    def _l10n_vn_create_leads(self):
        """Create leads for those of ``self`` that nobody has yet.

        :return: (created leads, leads and opportunities in hand already, contacts that somebody has whom the user may
            not see)
        """
        leads = self.env["crm.lead"]
        in_hand, hidden_ids = self._l10n_vn_get_in_hand()
        known = leads.union(*in_hand.values())
        new = self.filtered(lambda partner: not in_hand.get(partner) and partner.id not in hidden_ids)
        source = self.env.ref("l10n_vn_crm.utm_source_contacts", raise_if_not_found=False)
        if new:
            leads = leads.create([partner._l10n_vn_prepare_lead(source) for partner in new])
        return leads, known, self.browse([id_ for id_ in self._ids if id_ in hidden_ids])

    def _l10n_vn_get_in_hand(self):
        """Return ``{contact: open leads and opportunities}`` and the ids of contacts whose ones are hidden.

        :raise UserError: above the limit of colleagues' customers of an hour
        """
        leads = self.env["crm.lead"]
        keyed = leads._l10n_vn_find_known([partner._l10n_vn_get_known_by() for partner in self])
        # sudo: leads of salespeople whose records are hidden count too; only that they exist is told.
        linked = leads.sudo().search_fetch(
            [("partner_id", "in", self.ids), ("won_status", "=", "pending")], ["partner_id"]
        )
        seen = linked.sudo(False)._filtered_access("read")
        refused, of_colleagues = any(known.refusal for known in keyed), set()
        in_hand, hidden_ids = {}, set()
        for partner, known in zip(self, keyed, strict=True):
            of_partner = linked.filtered(lambda lead, partner=partner: lead.partner_id == partner).sudo(False)
            found = known.leads.filtered(lambda lead: lead.won_status == "pending") | (of_partner & seen)
            if found:
                in_hand[partner] = found
            elif known.is_hidden or of_partner - seen:
                hidden_ids.add(partner.id)
                if not known.is_hidden:
                    of_colleagues.add(partner.id)  # the others are counted where they were found
        disclosures = self.env["crm.lead.disclosure"]
        disclosures._check(len(of_colleagues))
        if refused:
            raise UserError(disclosures._refusal())
        return in_hand, hidden_ids

    def _l10n_vn_get_known_by(self):
        return {
            "contact_name": not self.is_company and self.name,
            "partner_name": self.commercial_company_name,
            "phone": self.phone,
            "email_from": self.email,
            "l10n_vn_vat": False if self.parent_id else self.vat,
        }

    def _l10n_vn_prepare_lead(self, source):
        return {
            "type": "lead",
            "partner_id": self.id,
            "name": " – ".join(filter(None, [not self.is_company and self.name, self.commercial_company_name]))
            or self.display_name,
            "l10n_vn_vat": self.commercial_partner_id.vat,
            "source_id": source and source.id,
            "user_id": self.user_id.id or self.env.uid,
        }

    @api.model
    def _l10n_vn_get_leads_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_action")
        return action | {"views": sorted(action["views"], key=lambda view: view[1] != "list")}


def _named(records):
    names = records[:5].mapped("display_name")
    return ", ".join(names) + (f" … ({len(records)})" if len(records) > len(names) else "")
