"""Contacts with customers, attempts to reach them, and leads that need contact.

A contact is a talk: a result that says so, a meeting, a customer's answer. An attempt is what reaches out: a click on
call or Zalo, a message of ours, a finished activity, a talk that nobody answered.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# A result recorded within this time after a call or message belongs to it.
SAME_ATTEMPT = timedelta(hours=1)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_first_contact = fields.Datetime(
        "First Contact", readonly=True, copy=False, help="The first talk, meeting, or answer of the customer."
    )
    l10n_vn_first_answer = fields.Datetime(
        "Answered On",
        readonly=True,
        copy=False,
        help="The first contact, or before that our first message to a customer who had written.",
    )
    l10n_vn_last_contact = fields.Datetime(
        "Last Contact", readonly=True, copy=False, help="The last talk, meeting, or answer of the customer."
    )
    l10n_vn_last_attempt = fields.Datetime(
        "Last Attempt",
        readonly=True,
        copy=False,
        help="The last call, message or finished activity by which somebody tried to reach the customer.",
    )
    l10n_vn_attempt_count = fields.Integer(
        "Attempts", readonly=True, copy=False, help="Attempts to reach the customer since the last contact."
    )
    l10n_vn_attempt_user_id = fields.Many2one(
        "res.users",
        "Result To Be Recorded By",
        readonly=True,
        copy=False,
        help="Who tried to reach the customer last, and has not recorded what came of it.",
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
        """Note a contact with the customers of ``self``: its date, where no later one is known, and who waits.

        :param datetime when: now by default, and for a date in the future, as mails may have
        :param bool is_of_customer: the customer has written, and waits until somebody of the company answers
        """
        when = not_later_than_now(when)
        # sudo: followers and portal customers may answer without the right to write; only these fields change.
        leads = self.sudo()
        leads.filtered(lambda lead: not lead.l10n_vn_first_contact).l10n_vn_first_contact = when
        leads.filtered(lambda lead: not lead.l10n_vn_first_answer).l10n_vn_first_answer = when
        recent = leads.filtered(lambda lead: not lead.l10n_vn_last_contact or lead.l10n_vn_last_contact <= when)
        if is_of_customer:
            recent._l10n_vn_note_waiting(when)
        else:
            recent._l10n_vn_note_answer(when)
        recent.filtered(lambda lead: lead.l10n_vn_last_contact != when).l10n_vn_last_contact = when
        recent.filtered("l10n_vn_attempt_count").l10n_vn_attempt_count = 0
        recent.filtered("l10n_vn_attempt_user_id").l10n_vn_attempt_user_id = False
        if not is_of_customer:
            self._l10n_vn_after_talk()

    def _l10n_vn_after_talk(self):
        """Do what follows when the current user was in contact with the customers of ``self``."""

    def _l10n_vn_note_waiting(self, when):
        """Note that the customers of ``self`` wait for an answer, since ``when`` or since their message before."""
        # sudo: as for a contact.
        leads = self.sudo()
        leads.filtered(lambda lead: not lead.l10n_vn_waiting_since).l10n_vn_waiting_since = not_later_than_now(when)

    def _l10n_vn_note_answer(self, when):
        """Note that the customers of ``self`` who have written before ``when`` no longer wait for an answer.

        :return: their leads, with sudo
        """

        def waits(lead):
            return lead.l10n_vn_waiting_since and lead.l10n_vn_waiting_since <= when

        # sudo: as for a contact.
        answered = self.sudo().filtered(waits)
        answered.l10n_vn_waiting_since = False
        return answered

    def _l10n_vn_note_attempt(self, when=None, is_result=False):
        """Count an attempt of the current user to reach the customers of ``self``.

        :param datetime when: now by default, and for a date in the future; an attempt before the last contact is not
            counted
        :param bool is_result: what came of an attempt is recorded, which is counted already where the user called or
            wrote within the hour before
        """
        when = not_later_than_now(when)
        # sudo: who may write messages on a lead need not have the right to change it; only these fields change.
        leads = self.sudo().filtered(lambda lead: not lead.l10n_vn_last_contact or lead.l10n_vn_last_contact <= when)
        if is_result:
            known = leads.filtered(lambda lead: lead._l10n_vn_is_attempt_of(self.env.user, when))
            known.l10n_vn_attempt_user_id = False
            leads -= known
        for count, alike in leads.grouped("l10n_vn_attempt_count").items():
            alike.write(
                {
                    "l10n_vn_attempt_count": count + 1,
                    "l10n_vn_attempt_user_id": False if is_result else self.env.uid,
                }
            )
        earlier = leads.filtered(lambda lead: not lead.l10n_vn_last_attempt or lead.l10n_vn_last_attempt < when)
        earlier.l10n_vn_last_attempt = when

    def _l10n_vn_is_attempt_of(self, user, when):
        """Return whether the last attempt is one of ``user`` within the hour before ``when``, without a result."""
        last = self.l10n_vn_last_attempt
        return self.l10n_vn_attempt_user_id == user and last and last <= when <= last + SAME_ATTEMPT


def not_later_than_now(when):
    """Return the datetime ``when``, now where it is empty or in the future."""
    now = fields.Datetime.now()
    return min(when or now, now)
