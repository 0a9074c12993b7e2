"""Last contact with leads, and leads that need contact."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Types of messages to or from the customer, whatever their subtype.
CONTACT_TYPES = ("email", "email_outgoing", "sms", "whatsapp_message")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_last_contact = fields.Datetime(
        "Last Contact",
        readonly=True,
        copy=False,
        help="The last message to or from the customer, call, meeting or finished activity.",
    )
    l10n_vn_waiting_since = fields.Datetime(
        "Waiting Since",
        readonly=True,
        copy=False,
        help="The customer's first message that nobody has answered yet.",
    )
    l10n_vn_needs_contact = fields.Boolean(
        "Needs Contact",
        compute="_compute_l10n_vn_needs_contact",
        search="_search_l10n_vn_needs_contact",
        help="Open, and nobody was in contact for as many days as the settings say.",
    )

    @api.depends("l10n_vn_last_contact", "create_date", "won_status")
    @api.depends_context("company")
    def _compute_l10n_vn_needs_contact(self):
        limit = self._l10n_vn_get_contact_limit()
        for lead in self:
            touched = lead.l10n_vn_last_contact or lead.create_date
            lead.l10n_vn_needs_contact = bool(touched and touched < limit and lead.won_status == "pending")

    def _search_l10n_vn_needs_contact(self, operator, value):
        if operator != "in":
            return NotImplemented
        limit = self._l10n_vn_get_contact_limit()

        def touched(comparison):
            return Domain("l10n_vn_last_contact", comparison, limit) | Domain(
                [
                    ("l10n_vn_last_contact", "=", False),
                    ("create_date", comparison, limit),
                ]
            )

        domains = {
            True: Domain("won_status", "=", "pending") & touched("<"),
            False: Domain("won_status", "!=", "pending") | touched(">="),
        }
        return Domain.OR([domains[bool(wanted)] for wanted in value])

    @api.model
    def _l10n_vn_get_contact_limit(self):
        return fields.Datetime.now() - timedelta(days=self.env.company.l10n_vn_contact_days)

    def _l10n_vn_note_contact(self, when=None, is_of_customer=False):
        """Set the last contact of the leads of ``self`` where the stored one is earlier, and who waits for an answer.

        :param datetime when: now by default, and for a date in the future, as mails may have
        :param bool is_of_customer: the customer has written: waits until somebody of the company is in contact
        """
        now = fields.Datetime.now()
        when = min(when or now, now)
        # sudo: followers and portal customers may answer without the right to write; only the dates change.
        leads = self.sudo()
        recent = leads.filtered(lambda lead: not lead.l10n_vn_last_contact or lead.l10n_vn_last_contact <= when)
        if is_of_customer:
            recent.filtered(lambda lead: not lead.l10n_vn_waiting_since).l10n_vn_waiting_since = when
        else:
            recent.filtered("l10n_vn_waiting_since").l10n_vn_waiting_since = False
        recent.filtered(lambda lead: lead.l10n_vn_last_contact != when).l10n_vn_last_contact = when

    def _message_post_after_hook(self, message, msg_values):
        if self._l10n_vn_is_contact(message):
            self._l10n_vn_note_contact(message.date, self._l10n_vn_is_of_customer(message))
        return super()._message_post_after_hook(message, msg_values)

    @api.model
    def _l10n_vn_is_contact(self, message):
        """Return whether ``message`` was exchanged with the customer, or notes a finished activity."""
        if message.mail_activity_type_id:
            return message.mail_activity_type_id.category != "upload_file"
        if message.message_type == "comment":
            return bool(message.subtype_id) and not message.subtype_id.internal
        return message.message_type in CONTACT_TYPES

    @api.model
    def _l10n_vn_is_of_customer(self, message):
        """Return whether a contact ``message`` came from outside the company."""
        # sudo: a customer who answers need not be allowed to read contacts; only whether it is an employee is used.
        author = message.sudo().author_id
        is_written = message.message_type in ("email", "comment") and not message.mail_activity_type_id
        return is_written and (author.partner_share if author else message.message_type == "email")

    @api.model
    def _l10n_vn_fill_last_contacts(self):
        """Fill the last contact of existing leads from their messages."""
        self.env["mail.message"].flush_model()
        self.env.cr.execute(
            SQL(
                """
            UPDATE crm_lead SET l10n_vn_last_contact = history.last
              FROM (
                    SELECT message.res_id, MAX(message.date) AS last
                      FROM mail_message message
                      LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
                      LEFT JOIN mail_activity_type activity ON activity.id = message.mail_activity_type_id
                     WHERE message.model = 'crm.lead'
                       AND (message.message_type IN %s
                            OR message.message_type = 'comment' AND subtype.id IS NOT NULL
                               AND subtype.internal IS NOT TRUE
                            OR activity.category IS DISTINCT FROM 'upload_file' AND activity.id IS NOT NULL)
                  GROUP BY message.res_id
                   ) history
             WHERE history.res_id = crm_lead.id
            """,
                CONTACT_TYPES,
            )
        )
        self.invalidate_model(["l10n_vn_last_contact"])
