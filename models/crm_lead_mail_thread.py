"""The open lead to which a fresh mail belongs, and the company that it was written to.

Only the address in From proves who writes. What the text names is a hint: see ``_l10n_vn_link_by_hint``.
"""

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import email_normalize

from ..tools import email_address, mail_policy

_ANSWER = "mail.mail_activity_data_email"
_MOST_LEADS = 200


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_route_mail(self, mail, alias, custom_values, joins):
        """Return the open lead to which a mail is added, empty for a new lead, and the values of a new lead.

        :param mail: ``IncomingMail``, read; what was decided is noted in it
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
        self._l10n_vn_take_turn(companies)
        # A fetched mail is not offered a second time: one lead too many is better than none.
        if not self.env.context.get("default_fetchmail_server_id") and self._l10n_vn_is_unseen(keys, companies):
            raise ConcurrencyError("Somebody else has brought in the sender of this mail")
        leads = self._l10n_vn_leads_of_sender(mail.sender, companies)
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
        keys = {("email", address)}
        own = [lead_id for ids in self._l10n_vn_match_leads(keys, companies=companies).values() for lead_id in ids]
        partners = [id_ for ids in self._l10n_vn_match_customers(keys, companies=companies).values() for id_ in ids]
        if not own and not partners:
            return self.browse()
        # sudo: the gateway decides for every user where a mail goes
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
        """Return whether the sender of ``mail`` (``IncomingMail``) has the address of this lead or its customer."""
        return bool(mail.sender) and mail.sender in (self.email_normalized, self.partner_id.email_normalized)

    @api.model
    def _l10n_vn_mail_team(self, alias, custom_values):
        """Return the team (crm.team) that the alias's defaults name, or to which the alias belongs."""
        # sudo: as the gateway; only how the team works with mails is asked
        team = self.env["crm.team"].sudo()
        team_id = (custom_values or {}).get("team_id")
        owner = alias.sudo() if alias else self.env["mail.alias"]  # likewise
        if not team_id and owner.alias_parent_model_id.model == team._name:
            team_id = owner.alias_parent_thread_id
        return team.browse(team_id or []).exists()

    @api.model
    def _l10n_vn_mail_companies(self, mail, team, alias, custom_values):
        """Return the company of the address written to; where the address serves several, or is unknown, all those."""
        chosen = self.env["res.company"].browse((custom_values or {}).get("company_id") or []).exists()
        # sudo: only which companies the address serves comes out
        of_domain = alias.sudo().alias_domain_id.company_ids if alias else self.env["res.company"]
        return chosen or team.company_id or of_domain or self._l10n_vn_recipient_companies(mail) or mail.companies

    @api.model
    def _l10n_vn_recipient_companies(self, mail):
        """Return the companies whose own address or domain the mail was sent to, as with a mailbox that is fetched."""
        written_to = {address for name in mail_policy.RECIPIENTS for _shown, address in mail.message.addresses(name)}
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

    def _l10n_vn_plan_answer(self, title):
        """Plan an answer for the salesperson, or the team's leader, unless one is planned already."""
        kind = self.env.ref(_ANSWER, raise_if_not_found=False) or self.env.ref("mail.mail_activity_data_todo")
        user = self.user_id or self.team_id.user_id
        reader = self.with_context(lang=user.lang) if user.lang else self
        summary = reader.env._("New mail: %s", title) if title else reader.env._("New mail")
        self._l10n_vn_plan_once(kind, user, summary)
