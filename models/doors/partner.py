"""Leads of contacts: creation from contacts, count and list on the contact form; Zalo of contacts."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..argument_checks import ANY, SOME, public
from ..storage_failure import in_words


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_zalo = fields.Char("Zalo", help="The number or name under which this contact is found on Zalo.")

    l10n_vn_lead_count = fields.Integer(
        "Lead Count", compute="_compute_l10n_vn_lead_count", groups="sales_team.group_sale_salesman"
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_l10n_vn_lead_count(self):
        """Count leads of contacts and their child contacts, as far as the user may read them."""
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
        """Return the domain of leads of ``self`` and child contacts; opportunities are behind Odoo's own button."""
        return [("partner_id", "in", self._fetch_children_partners_for_hierarchy().ids), ("type", "=", "lead")]

    @public(SOME)
    def action_l10n_vn_open_leads(self) -> dict:
        """Return the action that shows the leads of the contacts, lost ones included."""
        action = self._l10n_vn_get_leads_action()
        action["domain"] = self._l10n_vn_get_leads_domain()
        action["context"] = {"default_type": "lead", "default_partner_id": self[:1].id, "active_test": False}
        return action

    @public(ANY)
    @in_words
    def action_l10n_vn_create_leads(self) -> dict:
        """Create a lead for each contact that has no open lead or opportunity.

        :return: action that shows the new leads, after a notification on the contacts that were skipped
        :raise UserError: where no contact is chosen, where all are skipped because of records that the user may not
            read, or where these exceed the limit per hour
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
        """Create leads for those of ``self`` that have no open lead or opportunity.

        :return: (created leads, existing open leads and opportunities, contacts whose open ones are hidden)
        """
        leads = self.env["crm.lead"]
        open_leads, hidden_ids = self._l10n_vn_get_open_leads()
        known = leads.union(*open_leads.values())
        new = self.filtered(lambda partner: not open_leads.get(partner) and partner.id not in hidden_ids)
        source = self.env.ref("l10n_vn_crm.utm_source_contacts", raise_if_not_found=False)
        if new:
            leads = leads.create([partner._l10n_vn_prepare_lead(source) for partner in new])
        return leads, known, self.browse([id_ for id_ in self._ids if id_ in hidden_ids])

    def _l10n_vn_get_open_leads(self):
        """Return ``{contact: open leads and opportunities}``, and ids of contacts whose open ones are all hidden.

        :raise UserError: above the limit of hidden owners per hour
        """
        leads = self.env["crm.lead"]
        keyed = leads._l10n_vn_find_known([partner._l10n_vn_get_known_by() for partner in self])
        # sudo: hidden leads of other salespeople count too; only their existence is used.
        linked = leads.sudo().search_fetch(
            [("partner_id", "in", self.ids), ("won_status", "=", "pending")], ["partner_id"]
        )
        seen = linked.sudo(False)._filtered_access("read")
        refused, of_colleagues = any(known.refusal for known in keyed), set()
        open_leads, hidden_ids = {}, set()
        for partner, known in zip(self, keyed, strict=True):
            of_partner = linked.filtered(lambda lead, partner=partner: lead.partner_id == partner).sudo(False)
            found = known.leads.filtered(lambda lead: lead.won_status == "pending") | (of_partner & seen)
            if found:
                open_leads[partner] = found
            elif known.is_hidden or of_partner - seen:
                hidden_ids.add(partner.id)
                if not known.is_hidden:
                    of_colleagues.add(partner.id)  # the others were counted by _l10n_vn_find_known
        disclosures = self.env["crm.lead.disclosure"]
        disclosures._check_limit(len(of_colleagues))
        if refused:
            raise UserError(disclosures._get_refusal())
        return open_leads, hidden_ids

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
            # Where it has none, ``create`` decides: its creator, or a member of a team that shares leads.
            **({"user_id": self.user_id.id} if self.user_id else {}),
        }

    @api.model
    def _l10n_vn_get_leads_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_action")
        return action | {"views": sorted(action["views"], key=lambda view: view[1] != "list")}


def _named(records):
    names = records[:5].mapped("display_name")
    return ", ".join(names) + (f" … ({len(records)})" if len(records) > len(names) else "")
