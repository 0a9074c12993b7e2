"""Values that a mail gives to a new lead, or to the lead that it was added to."""

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import email_normalize
from odoo.tools.mail import email_split

from ..tools import province
from ..tools.matrix import Matrix
from ..tools.text import clean
from .mail_thread import mail_at_hand

# What a link or the address written to says of a lead's origin is more exact than the alias.
_ORIGINS = ("source_id", "medium_id", "campaign_id")
# Only what the lead does not know yet is taken from a later mail.
_FILLED_LATER = (
    "phone", "l10n_vn_phone2", "l10n_vn_zalo", "l10n_vn_vat", "contact_name", "partner_name", "function", "website",
)  # fmt: skip


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
        told = {**self._l10n_vn_mail_values(mail), "l10n_vn_last_contact": min(msg_dict.get("date") or now, now)}
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
        matrix = Matrix(1)
        headings = [""] * sum(map(len, columns.values()))
        street = columns.pop("street", None)
        # Phones in a mail to a Vietnamese company are read as in its lists.
        reader = self.with_context(import_file=True)
        if street:
            reader._l10n_vn_read_mail_street(matrix, street[0][1][0])
        if columns:
            reader._l10n_vn_read_columns(matrix, columns, headings)
        values = {}
        for name, [text] in matrix.columns.items():
            if text:
                reader._l10n_vn_put_value(values, name, text)
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
    def _l10n_vn_read_mail_street(self, matrix, text):
        """A mail's address keeps its district in the street: districts have had no place of their own since 2025."""
        street, city, state = province.from_address(text)
        matrix.put("street", [", ".join(filter(None, (street, city)))])
        state_id = state and self._l10n_vn_province_ids().get(state.code)
        if state_id:
            matrix.put("state_id/.id", [str(state_id)])
            matrix.put("country_id/.id", [str(self.env.ref("base.vn").id)])

    @api.model
    def _l10n_vn_put_value(self, values, name, text):
        """Put the ``text`` (str) that ``load()`` takes for ``name`` into ``values`` as ``create()`` takes it."""
        name = name.removesuffix("/.id")
        field = self._fields.get(name)
        if not field:
            return
        if field.type == "many2one":
            values[name] = int(text)
        elif field.type == "many2many":
            values[name] = [Command.set([int(part) for part in text.split(",")])]
        elif field.type in ("monetary", "float"):
            values[name] = float(text)
        elif field.type == "datetime":
            return  # a mail has a date of its own
        else:
            values[name] = text

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
        self._l10n_vn_spare_customer(told, author)
        sender = {"email_from": address, "from": address, "author_id": author}
        # Whom a machine or a colleague copies in is no correspondent of the customer's.
        return sender if mail.reading.kind == "person" else {**sender, "cc": False}

    @api.model
    def _l10n_vn_spare_customer(self, told, partner_id):
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
