"""What does a mail say of a new lead, and of one that it was added to?"""

from odoo import api, fields, models
from odoo.fields import Command
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
        if not mail or mail.is_plain:
            return super().message_new(msg_dict, custom_values)
        now = fields.Datetime.now()
        # The sender's clock may be wrong.
        sent = min(fields.Datetime.to_datetime(msg_dict.get("date")) or now, now)
        told = {**self._l10n_vn_mail_values(mail), "l10n_vn_last_contact": sent}
        sender = {**msg_dict, **self._l10n_vn_mail_sender(mail, told, msg_dict)}
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
        if mail and self._l10n_vn_is_from_lead(mail):
            self._l10n_vn_fill_from_mail(mail)
        if mail and mail.joined:
            self._l10n_vn_plan_answer(mail.reading.title)
        return done

    def _l10n_vn_is_from_lead(self, mail):
        return bool(self.email_normalized) and mail.reading.get("email_from") == self.email_normalized

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
    def _l10n_vn_mail_sender(self, mail, told, msg_dict):
        """Return who Odoo is to take for the sender: the customer, which is not always the one in From."""
        address = told.get("email_from") or False
        written = email_split(msg_dict.get("from") or "")
        address = next((one for one in written if one.lower() == address), address)
        author = msg_dict.get("author_id")
        if mail.reading.kind != "person":
            found = (
                self.env["mail.thread"]._partner_find_from_emails_single([address], no_create=True) if address else None
            )
            author = found[:1].id if found else False
        self._l10n_vn_spare_customer(told, author)
        return {"email_from": address, "from": address, "author_id": author}

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
