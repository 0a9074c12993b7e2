"""The open lead that a mail is added to: that of its proven sender, in the company of the address."""

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import email_normalize

from ...tools.mail import policy
from ...tools.matching.identity import Profile, names_agree
from ...tools.value import email_address
from ..matching.lock import serialise_by_company

_MOST_LEADS = 200


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_route_mail(self, mail, alias, custom_values, joins):
        """Return the open lead to which a mail is added, empty for a new lead, and the values of a new lead.

        :param mail: ``IncomingMail`` with its reading; the decision is stored in it
        :param alias: mail.alias to which the mail was sent, or None
        :param custom_values: dict of the alias's defaults, or None
        :param bool joins: whether the mail may be added to an open lead
        """
        team = self._l10n_vn_mail_team(alias, custom_values)
        companies = self._l10n_vn_mail_companies(mail, team, alias, custom_values)
        lead = self._l10n_vn_find_open_lead(mail, team, companies) if joins else self.browse()
        if lead:
            mail.joined.add(lead.id)
            return lead, custom_values
        company = companies if len(companies) == 1 else companies.browse()
        mail.scopes.append(companies if (team or company or self.env.company).l10n_vn_join_mails else None)
        return lead, {**(custom_values or {}), "company_id": company.id} if company else custom_values

    @api.model
    def _l10n_vn_find_open_lead(self, mail, team, companies):
        """Return the open lead or opportunity of the sender of a mail, an empty recordset where there is none.

        :param mail: ``IncomingMail``, read
        :param team: crm.team to whose address the mail was sent, or an empty recordset
        :param companies: of :meth:`_l10n_vn_mail_companies`
        """
        if team and not team.l10n_vn_join_mails:
            return self.browse()
        keys = self._l10n_vn_match_keys(self._l10n_vn_mail_key_values(mail.reading))
        if not keys:
            return self.browse()
        serialise_by_company(companies)
        if self._l10n_vn_has_newer_match(keys, companies):
            raise ConcurrencyError("Somebody else has brought in the sender of this mail")
        leads = self._l10n_vn_leads_of_sender(mail.sender, companies)
        leads = leads.filtered(lambda lead: lead._l10n_vn_may_be_labelled(mail.reading))
        company = companies if len(companies) == 1 else self.env.company
        joining = leads.filtered(
            lambda lead: team or (lead.team_id or lead.company_id or company).l10n_vn_join_mails
        )._l10n_vn_of_one_company()
        return (joining.filtered(lambda lead: lead.team_id == team) or joining)[:1]

    @api.model
    def _l10n_vn_leads_of_sender(self, address, companies):
        """Return the open leads in ``companies`` that have ``address`` (str) or whose customer has it, newest first."""
        if not address:
            return self.browse()
        keys = self._l10n_vn_match_keys({"email_from": address})
        own = [lead_id for ids in self._l10n_vn_match_leads(keys, companies=companies).values() for lead_id in ids]
        partners = [id_ for ids in self._l10n_vn_match_customers(keys, companies=companies).values() for id_ in ids]
        if not own and not partners:
            return self.browse()
        # sudo: the gateway routes the mails of all users
        return self.sudo().search(
            [
                ("won_status", "=", "pending"),
                ("company_id", "in", [False, *companies.ids]),
                "|",
                ("id", "in", own),
                ("partner_id", "in", partners),
            ],
            order="id desc",
            limit=_MOST_LEADS,
        )

    def _l10n_vn_is_of_sender(self, mail):
        """Return whether the sender of ``mail`` (``IncomingMail``) has the address of this lead or its customer.

        Gmail delivers an address with other dots or a tag to the same mailbox, and lets nobody else send from it.
        """
        addresses = filter(None, (self.email_normalized, self.partner_id.email_normalized))
        known = set(map(email_address.identity, addresses))
        is_sender = bool(mail.sender) and email_address.identity(mail.sender) in known
        return is_sender and self._l10n_vn_may_be_labelled(mail.reading)

    def _l10n_vn_may_be_labelled(self, reading):
        """Return whether this lead may be the person whom labelled lines name, where From names another.

        One mailbox may send the data of several people: a shop's web site, an agent.
        """
        if not reading.is_labelled:
            return True
        named = Profile(reading.get("contact_name"), "", frozenset())
        return names_agree(named, Profile(self.contact_name or self.partner_id.name or "", "", frozenset()))

    @api.model
    def _l10n_vn_mail_team(self, alias, custom_values):
        """Return the team (crm.team) of the alias's defaults, else the one that owns the alias."""
        # sudo: as the gateway; only the team's settings for mails are used
        team = self.env["crm.team"].sudo()
        team_id = (custom_values or {}).get("team_id")
        owner = alias.sudo() if alias else self.env["mail.alias"]  # likewise
        if not team_id and owner.alias_parent_model_id.model == team._name:
            team_id = owner.alias_parent_thread_id
        return team.browse(team_id or []).exists()

    @api.model
    def _l10n_vn_mail_companies(self, mail, team, alias, custom_values):
        """Return the company of the recipient's address; all of them where it serves several or is unknown."""
        chosen = self.env["res.company"].browse((custom_values or {}).get("company_id") or []).exists()
        # sudo: only the companies of the alias domain are used
        of_domain = alias.sudo().alias_domain_id.company_ids if alias else self.env["res.company"]
        return chosen or team.company_id or of_domain or self._l10n_vn_recipient_companies(mail) or mail.companies

    @api.model
    def _l10n_vn_recipient_companies(self, mail):
        """Return the companies whose own address or domain the mail was sent to: for a mailbox that is fetched."""
        written_to = {address for name in policy.RECIPIENTS for _shown, address in mail.message.addresses(name)}
        hosts = {email_address.domain(address) for address in written_to if not email_address.is_free_mail(address)}

        def serves(company):
            address = email_normalize(company.email or "", strict=False) or ""
            return address in written_to or hosts & {email_address.domain(address), company.alias_domain_id.name}

        return mail.companies.filtered(serves)

    @api.model
    def _l10n_vn_mail_key_values(self, reading):
        numbers = [text for column, text in reading.columns if column in ("phone", "phone_secondary")]
        return {
            "email_from": reading.get("email_from"),
            "phone": numbers[0] if numbers else "",
            "l10n_vn_phone2": numbers[1] if len(numbers) > 1 else "",
            "l10n_vn_vat": reading.get("l10n_vn_vat") or reading.get("vat"),
            "l10n_vn_zalo": reading.get("zalo"),
        }
