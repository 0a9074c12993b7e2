"""Leads from mails: values of a new lead, what a later mail fills in, answers to plan."""

from odoo import api, models
from odoo.tools import email_normalize
from odoo.tools.mail import email_split

from ...tools.reader import places
from ...tools.reader.mapping import Mapping, same
from ...tools.text import clean
from .incoming import current_mail

# Origins read from a link or the recipient's address are more exact than the defaults of the alias.
_ORIGINS = ("source_id", "medium_id", "campaign_id")
# Fields that a later mail fills where they are empty.
_FILLED_LATER = (
    "phone", "l10n_vn_phone2", "l10n_vn_zalo", "l10n_vn_vat", "contact_name", "partner_name", "function", "website",
)  # fmt: skip
# Kinds of mails that programs send in the name of a person.
_AUTOMATIC = ("auto_reply", "bounce")
_ANSWER = "mail.mail_activity_data_email"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        mail = current_mail(self.env)
        custom_values = self._l10n_vn_without_proof(custom_values or {})
        if not mail:
            return super().message_new(msg_dict, custom_values)
        scope = mail.scopes.pop(0) if mail.scopes else None
        author, custom_values = self._l10n_vn_mail_author(mail, msg_dict, custom_values, keeps_company=bool(scope))
        if mail.is_plain:
            return super().message_new({**msg_dict, "author_id": author}, custom_values)
        mail.scope = scope
        values = self._l10n_vn_mail_values(mail)
        sender = {**msg_dict, **self._l10n_vn_mail_sender(mail, values, msg_dict, author)}
        mail.asks_name = True
        return super().message_new(sender, self._l10n_vn_merge_defaults(values, custom_values))

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe only the name where the gateway asks: it needs no other field, and all cost more than a lead."""
        mail = current_mail(self.env)
        if mail and mail.asks_name and allfields is None:
            mail.asks_name = False
            allfields = [self._rec_name]
        return super().fields_get(allfields, attributes)

    def message_update(self, msg_dict, update_vals=None):
        mail = current_mail(self.env)
        done = super().message_update(msg_dict, update_vals)
        if mail and self._l10n_vn_is_of_sender(mail):
            self._l10n_vn_fill_from_mail(mail)
        if mail and self.id in mail.joined:
            self._l10n_vn_plan_answer(mail.reading.title)
        return done

    def _l10n_vn_link_mail(self):
        """Link the lead that the gateway has just created to an open lead of perhaps the same person."""
        mail = current_mail(self.env)
        if self and mail and mail.scope:
            companies, mail.scope = mail.scope, None
            self._l10n_vn_link_by_hint(companies, "mail")

    @api.model
    def _l10n_vn_is_exchange(self, message):
        """Leave out mails that a program of the customer sends by itself: nobody has answered."""
        mail = current_mail(self.env)
        is_automatic = mail and message.message_type == "email" and mail.reading.kind in _AUTOMATIC
        return super()._l10n_vn_is_exchange(message) and not is_automatic

    def _l10n_vn_is_of_customer(self, message):
        """Extend with the mail that a colleague has passed on to the address of leads: it is no answer of ours."""
        has_created = message.message_type == "email" and message.subtype_id == self._creation_subtype()
        return super()._l10n_vn_is_of_customer(message) or has_created

    def _assign_userless_lead_in_team(self, creation_source):
        """Skip leads of teams that share them, which fitted nobody, and those that Odoo would move to another company.

        Their team leader is not in their company.
        """

        def is_skipped(lead):
            leader = lead.team_id.user_id
            is_outside = leader and lead.company_id and lead.company_id not in leader.company_ids
            return is_outside or lead.team_id.l10n_vn_share_method

        return super(CrmLead, self - self.filtered(is_skipped))._assign_userless_lead_in_team(creation_source)

    def _sort_suggested_messages(self, messages):
        """Skip the first mail where its sender (a form, a colleague) is not the customer: no answers go there."""
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
        """Fill empty fields of this lead from a later mail of the same person."""
        wanted = [name for name in _FILLED_LATER if not self[name]]
        if self.partner_id:
            wanted = [name for name in wanted if name.startswith("l10n_vn_")]
        if not wanted:
            return
        mail_values = self._l10n_vn_mail_values(mail)
        values = {name: mail_values[name] for name in wanted if mail_values.get(name)}
        if values.get("l10n_vn_phone2") == self.phone:
            del values["l10n_vn_phone2"]
        if values:
            self.write(values)

    @api.model
    def _l10n_vn_mail_values(self, mail):
        """Return the values for ``create`` that were read from the mail."""
        columns = {}
        for index, (column, text) in enumerate(self._l10n_vn_mail_columns(mail)):
            columns.setdefault(column, []).append((index, [text]))
        reader = self._l10n_vn_get_reader(first=[Mapping(places.read_mail_address, same("street"))])
        [values] = self._l10n_vn_get_create_values(reader.read_columns(columns)) or [{}]
        # Dates in the text are ignored: the mail has its own.
        values = {name: value for name, value in values.items() if self._fields[name].type != "datetime"}
        values["name"] = mail.reading.title or values.get("name") or self.env._("No Subject")
        return values

    @api.model
    def _l10n_vn_mail_columns(self, mail):
        """Return [(column, text)] of the reading, with the tag after the + of our address as an origin."""
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
        """Return the id of the customer who sent a mail, False where that is not proven, and ``custom_values``.

        Where the sender is a customer of another company than the address, the lead keeps its company without the
        customer (``keeps_company``), or gets the customer's company as in Odoo.
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
    def _l10n_vn_mail_sender(self, mail, values, msg_dict, author):
        """Return the entries of ``msg_dict`` that name the sender: the customer, who is not always in From."""
        address = values.get("email_from") or False
        written = email_split(msg_dict.get("from") or "")
        address = next((one for one in written if one.lower() == address), address)
        self._l10n_vn_keep_customer_values(values, author)
        sender = {"email_from": address, "from": address, "author_id": author}
        # Recipients in copy of a form's or a colleague's mail have no part in the customer's conversation.
        return sender if mail.reading.kind == "person" else {**sender, "cc": False}

    @api.model
    def _l10n_vn_keep_customer_values(self, values, partner_id):
        """Remove from ``values`` what would overwrite the data of a known customer with those of a signature."""
        partner = self.env["res.partner"].browse(partner_id or [])
        if partner and partner.phone and values.get("phone"):
            number = values.pop("phone")
            if self._phone_format(number=number) != partner.phone_sanitized:
                values.setdefault("l10n_vn_phone2", number)
        if partner:
            for name in ("street", "state_id", "country_id", "zip", "city"):
                values.pop(name, None)

    @api.model
    def _l10n_vn_merge_defaults(self, values, custom_values):
        """Return ``values`` overridden by the alias's defaults (``custom_values``), except for the origins."""
        origins = {name: values[name] for name in _ORIGINS if values.get(name)}
        values = {name: value for name, value in values.items() if name != "email_from"}
        return {**values, **custom_values, **origins}

    def _l10n_vn_plan_answer(self, title):
        """Plan the activity to answer for the salesperson, else the team leader, unless one is open already."""
        kind = self.env.ref(_ANSWER, raise_if_not_found=False) or self.env.ref("mail.mail_activity_data_todo")
        user = self.user_id or self.team_id.user_id
        reader = self.with_context(lang=user.lang) if user.lang else self
        summary = reader.env._("New mail: %s", title) if title else reader.env._("New mail")
        self._l10n_vn_plan_once(kind, user, summary)
