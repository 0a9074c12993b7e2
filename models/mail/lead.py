"""Values that a mail gives to a new lead, or to the lead that it was added to."""

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import email_normalize
from odoo.tools.mail import email_split

from ...tools.mail import policy
from ...tools.reader import places
from ...tools.reader.mapping import Mapping, same
from ...tools.text import clean
from ...tools.value import email_address
from ..matching.lock import serialise_by_company
from .gateway import mail_at_hand

# What a link or the address written to says of a lead's origin is more exact than the alias.
_ORIGINS = ("source_id", "medium_id", "campaign_id")
# Only what the lead does not know yet is taken from a later mail.
_FILLED_LATER = (
    "phone", "l10n_vn_phone2", "l10n_vn_zalo", "l10n_vn_vat", "contact_name", "partner_name", "function", "website",
)  # fmt: skip
_ANSWER = "mail.mail_activity_data_email"
_MOST_LEADS = 200


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        mail = mail_at_hand(self.env)
        custom_values = self._l10n_vn_without_proof(custom_values or {})
        if not mail:
            return super().message_new(msg_dict, custom_values)
        scope = mail.scopes.pop(0) if mail.scopes else None
        author, custom_values = self._l10n_vn_mail_author(mail, msg_dict, custom_values, keeps_company=bool(scope))
        if mail.is_plain:
            return super().message_new({**msg_dict, "author_id": author}, custom_values)
        mail.scope = scope
        now = fields.Datetime.now()
        # The sender's clock may be wrong.
        sent = min(fields.Datetime.to_datetime(msg_dict.get("date")) or now, now)
        told = {**self._l10n_vn_mail_values(mail), "l10n_vn_last_contact": sent}
        sender = {**msg_dict, **self._l10n_vn_mail_sender(mail, told, msg_dict, author)}
        mail.asks_name = True
        return super().message_new(sender, self._l10n_vn_merge_defaults(told, custom_values))

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """The gateway has every field of leads described, which costs more than to create one, to find one name."""
        mail = mail_at_hand(self.env)
        if mail and mail.asks_name and allfields is None:
            mail.asks_name = False
            allfields = [self._rec_name]
        return super().fields_get(allfields, attributes)

    def message_update(self, msg_dict, update_vals=None):
        mail = mail_at_hand(self.env)
        done = super().message_update(msg_dict, update_vals)
        if mail and self._l10n_vn_is_of_sender(mail):
            self._l10n_vn_fill_from_mail(mail)
        if mail and self.id in mail.joined:
            self._l10n_vn_plan_answer(mail.reading.title)
        return done

    def _l10n_vn_link_mail(self):
        """Link the lead that the gateway has just created to an open lead of perhaps the same person."""
        mail = mail_at_hand(self.env)
        if self and mail and mail.scope:
            companies, mail.scope = mail.scope, None
            self._l10n_vn_link_by_hint(companies, "mail")

    def _assign_userless_lead_in_team(self, creation_source):
        """A lead of one company does not go to a team leader who works in others only: the company would follow."""

        def is_outside(lead):
            leader = lead.team_id.user_id
            return leader and lead.company_id and lead.company_id not in leader.company_ids

        return super(CrmLead, self - self.filtered(is_outside))._assign_userless_lead_in_team(creation_source)

    def _sort_suggested_messages(self, messages):
        """An answer does not go to the machine, colleague or stranger whose mail names somebody else as customer."""
        messages = super()._sort_suggested_messages(messages)
        leads = {lead.id: lead for lead in self}
        created = self._creation_subtype()

        def is_of_another(message):
            lead = leads.get(message.res_id)
            known = {lead.email_normalized, lead.partner_id.email_normalized} - {False} if lead else ()
            is_first = message.message_type == "email" and message.subtype_id == created
            return is_first and bool(known) and email_normalize(message.email_from or "", strict=False) not in known

        return messages.filtered(lambda message: not is_of_another(message))

    def _l10n_vn_fill_from_mail(self, mail):
        """Take what this lead does not know from a later mail of the same person."""
        wanted = [name for name in _FILLED_LATER if not self[name]]
        if self.partner_id:
            wanted = [name for name in wanted if name.startswith("l10n_vn_")]
        if not wanted:
            return
        told = self._l10n_vn_mail_values(mail)
        values = {name: told[name] for name in wanted if told.get(name)}
        if values.get("l10n_vn_phone2") == self.phone:
            del values["l10n_vn_phone2"]
        if values:
            self.write(values)

    @api.model
    def _l10n_vn_mail_values(self, mail):
        """Return the values for ``create`` that the mail tells."""
        columns = {}
        for index, (column, text) in enumerate(self._l10n_vn_mail_columns(mail)):
            columns.setdefault(column, []).append((index, [text]))
        reader = self._l10n_vn_get_reader(first=[Mapping(places.read_mail_address, same("street"))])
        [values] = self._l10n_vn_get_create_values(reader.read_columns(columns)) or [{}]
        # A mail has a date of its own.
        values = {name: value for name, value in values.items() if self._fields[name].type != "datetime"}
        values["name"] = mail.reading.title or values.get("name") or self.env._("No Subject")
        return values

    @api.model
    def _l10n_vn_mail_columns(self, mail):
        """Return [(column, text)] of the reading, and what stands behind the + of our address."""
        columns = list(mail.reading.columns)
        tag = clean(mail.message.tag.replace("_", " "))
        if tag:
            known = {column for column, _text in columns}
            for column in ("source_id", "medium_id"):
                if column not in known and self._l10n_vn_find_names(column, {tag}):
                    return [*columns, (column, tag)]
            if "campaign_id" not in known:
                columns.append(("campaign_id", tag))
        return columns

    @api.model
    def _l10n_vn_mail_author(self, mail, msg_dict, custom_values, keeps_company):
        """Return the id of the customer who has written a mail, False where that is not proved, and ``custom_values``.

        The sender may be a customer of another company than that of the address: the lead stays in its company, without
        the customer (``keeps_company``), or follows the customer as natively.
        """
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or [])
        if not mail.sender:
            return False, custom_values
        values = custom_values or {}
        company = self.env["res.company"].browse(values.get("company_id") or [])
        if author and company and not author.filtered_domain(author._check_company_domain(company)):
            if keeps_company or self.env["crm.team"].browse(values.get("team_id") or []).company_id:
                return False, custom_values
            custom_values = {name: value for name, value in values.items() if name != "company_id"}
        return author.id, custom_values

    @api.model
    def _l10n_vn_mail_sender(self, mail, told, msg_dict, author):
        """Return what Odoo takes for the sender: the customer, who is not always the one in From."""
        address = told.get("email_from") or False
        written = email_split(msg_dict.get("from") or "")
        address = next((one for one in written if one.lower() == address), address)
        self._l10n_vn_keep_customer_values(told, author)
        sender = {"email_from": address, "from": address, "author_id": author}
        # Whom a machine or a colleague copies in is no correspondent of the customer's.
        return sender if mail.reading.kind == "person" else {**sender, "cc": False}

    @api.model
    def _l10n_vn_keep_customer_values(self, told, partner_id):
        """A lead of a known customer shows the customer's data; a signature must not write over them."""
        partner = self.env["res.partner"].browse(partner_id or [])
        if partner and partner.phone and told.get("phone"):
            number = told.pop("phone")
            if self._phone_format(number=number) != partner.phone_sanitized:
                told.setdefault("l10n_vn_phone2", number)
        if partner:
            for name in ("street", "state_id", "country_id", "zip", "city"):
                told.pop(name, None)

    @api.model
    def _l10n_vn_merge_defaults(self, told, custom_values):
        """Return ``told`` below the alias's defaults, the lead's origin above them."""
        origins = {name: told[name] for name in _ORIGINS if told.get(name)}
        told = {name: value for name, value in told.items() if name != "email_from"}
        return {**told, **custom_values, **origins}

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
        serialise_by_company(companies)
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

    def _l10n_vn_plan_answer(self, title):
        """Plan an answer for the salesperson, or the team's leader, unless one is planned already."""
        kind = self.env.ref(_ANSWER, raise_if_not_found=False) or self.env.ref("mail.mail_activity_data_todo")
        user = self.user_id or self.team_id.user_id
        reader = self.with_context(lang=user.lang) if user.lang else self
        summary = reader.env._("New mail: %s", title) if title else reader.env._("New mail")
        self._l10n_vn_plan_once(kind, user, summary)
