"""Messages of leads that are contacts with the customer, or attempts to reach them."""

from odoo import api, models
from odoo.tools import SQL

from ..context import RecordsResult
from .last_contact import not_later_than_now

# Types of messages to or from the customer, whatever their subtype.
CONTACT_TYPES = ("email", "email_outgoing", "sms", "whatsapp_message")
FROM_CUSTOMER = ("email", "comment", "whatsapp_message")
_LAST_ID = 2**31 - 1


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _message_post_after_hook(self, message, msg_values):
        if self._l10n_vn_is_exchange(message) and not RecordsResult.of(self):
            self._l10n_vn_note_exchange(message)
        return super()._message_post_after_hook(message, msg_values)

    def _l10n_vn_note_exchange(self, message):
        """Note what ``message`` is: an attempt of ours, a meeting, or a message of the customer.

        The first message of a customer is no contact: nobody of the company has talked to them. One that comes after a
        contact or message of ours answers it. A message of ours answers a customer who has written, and is no contact.
        """
        if not self._l10n_vn_is_of_customer(message):
            if message.mail_activity_type_id.category == "meeting":
                self._l10n_vn_note_contact(message.date)
                return
            if not message.mail_activity_type_id:
                answered = self._l10n_vn_note_answer(message.date)
                # An automatic reply answers nobody.
                if message.author_id != self.env.ref("base.partner_root"):
                    unanswered = answered.filtered(lambda lead: not lead.l10n_vn_first_answer)
                    unanswered.l10n_vn_first_answer = not_later_than_now(message.date)
            self._l10n_vn_note_attempt(message.date)
        elif self._l10n_vn_is_answer(message):
            self._l10n_vn_note_contact(message.date, is_of_customer=True)
        else:
            self._l10n_vn_note_waiting(message.date)

    @api.model
    def _l10n_vn_is_exchange(self, message):
        """Return whether ``message`` was exchanged with the customer, or notes a finished activity."""
        if message.mail_activity_type_id:
            return message.mail_activity_type_id.category != "upload_file"
        if message.message_type == "comment":
            return bool(message.subtype_id) and not message.subtype_id.internal
        return message.message_type in CONTACT_TYPES

    def _l10n_vn_is_of_customer(self, message):
        """Return whether ``message``, exchanged with the customer, came from outside the company."""
        # sudo: a customer who answers need not be allowed to read contacts; only whether it is an employee is used.
        author = message.sudo().author_id
        is_written = message.message_type in FROM_CUSTOMER and not message.mail_activity_type_id
        return is_written and (author.partner_share if author else message.message_type == "email")

    def _l10n_vn_is_answer(self, message):
        """Return whether the customer's ``message`` comes after a contact, or a message of the company."""
        # sudo: a customer need not be allowed to read leads and messages; only whether there is one is used.
        lead, messages = self.sudo(), self.env["mail.message"].sudo()
        if lead.l10n_vn_first_contact:
            return True
        of_company = [
            ("model", "=", self._name),
            ("res_id", "in", self.ids),
            ("id", "!=", message.id),
            ("date", "<=", message.date),
            "|",
            ("message_type", "in", CONTACT_TYPES),
            "&",
            ("message_type", "=", "comment"),
            ("subtype_id.internal", "=", False),
            "|",
            ("message_type", "not in", FROM_CUSTOMER),
            "&",
            ("author_id", "!=", False),
            ("author_id.partner_share", "=", False),
        ]
        return bool(messages.search_count(of_company, limit=1))

    @api.model
    def _l10n_vn_fill_contacts(self, lowest=0, highest=_LAST_ID):
        """Fill the contacts and attempts of existing leads, by their ids, from their messages.

        What people have recorded since the installation stays: a talk need not be in a message that counts here.
        """
        self.env["mail.message"].flush_model()
        self.env.cr.execute(
            SQL(
                """
            WITH exchange AS (
                SELECT message.res_id, message.date,
                       CASE WHEN activity.category = 'meeting' THEN 'meeting'
                            WHEN activity.id IS NOT NULL THEN 'activity'
                            WHEN message.message_type = 'email' AND subtype.id = %(creation)s THEN 'customer'
                            WHEN message.message_type IN %(from_customer)s
                             AND CASE WHEN author.id IS NULL THEN message.message_type = 'email'
                                      ELSE author.partner_share IS TRUE END THEN 'customer'
                            ELSE 'company' END AS kind
                  FROM mail_message message
                  LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
                  LEFT JOIN mail_activity_type activity ON activity.id = message.mail_activity_type_id
                  LEFT JOIN res_partner author ON author.id = message.author_id
                 WHERE message.model = 'crm.lead' AND message.res_id BETWEEN %(lowest)s AND %(highest)s
                   AND CASE WHEN activity.id IS NOT NULL THEN activity.category IS DISTINCT FROM 'upload_file'
                            WHEN message.message_type = 'comment'
                            THEN subtype.id IS NOT NULL AND subtype.internal IS NOT TRUE
                            ELSE message.message_type IN %(types)s END
            ), answered AS (
                SELECT *, min(date) FILTER (WHERE kind IN ('company', 'meeting')) OVER (PARTITION BY res_id) AS reached,
                       min(date) FILTER (WHERE kind = 'customer') OVER (PARTITION BY res_id) AS asked
                  FROM exchange
            ), contact AS (
                SELECT res_id, min(date) AS first, max(date) AS last
                  FROM answered
                 WHERE kind = 'meeting' OR kind = 'customer' AND date > reached
              GROUP BY res_id
            ), history AS (
                SELECT answered.res_id, contact.first, contact.last,
                       min(date) FILTER (WHERE kind = 'company' AND date > asked) AS replied,
                       max(date) FILTER (WHERE kind IN ('company', 'activity')) AS attempt,
                       count(*) FILTER (
                           WHERE kind IN ('company', 'activity') AND date > coalesce(contact.last, '-infinity')
                       ) AS attempts
                  FROM answered
                  LEFT JOIN contact ON contact.res_id = answered.res_id
              GROUP BY answered.res_id, contact.first, contact.last
            )
            UPDATE crm_lead
               SET l10n_vn_first_contact = least(l10n_vn_first_contact, history.first),
                   l10n_vn_first_answer = least(l10n_vn_first_answer, history.first, history.replied),
                   l10n_vn_last_contact = greatest(l10n_vn_last_contact, history.last),
                   l10n_vn_last_attempt = greatest(l10n_vn_last_attempt, history.attempt),
                   l10n_vn_attempt_count = CASE
                       WHEN l10n_vn_last_contact > coalesce(history.last, '-infinity') THEN l10n_vn_attempt_count
                       ELSE greatest(l10n_vn_attempt_count, history.attempts) END
              FROM history
             WHERE history.res_id = crm_lead.id
            """,
                lowest=lowest,
                highest=highest,
                types=CONTACT_TYPES,
                creation=self._creation_subtype().id,
                from_customer=FROM_CUSTOMER,
            )
        )
        self.invalidate_model(
            [
                "l10n_vn_first_contact",
                "l10n_vn_first_answer",
                "l10n_vn_last_contact",
                "l10n_vn_last_attempt",
                "l10n_vn_attempt_count",
            ]
        )
