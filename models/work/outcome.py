"""Results of talks with customers, as the company configures them."""

from odoo import api, fields, models


class CrmTalkOutcome(models.Model):
    _name = "crm.talk.outcome"
    _description = "Result of a Talk"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Selection(
        [
            ("fa-phone", "Telephone"),
            ("fa-bell-slash-o", "Muted bell"),
            ("fa-clock-o", "Clock"),
            ("fa-comment-o", "Speech bubble"),
            ("fa-comments-o", "Chat"),
            ("fa-envelope-o", "Letter"),
            ("fa-handshake-o", "Handshake"),
            ("fa-calendar", "Calendar"),
            ("fa-video-camera", "Camera"),
            ("fa-map-marker", "Place"),
            ("fa-file-text-o", "Document"),
            ("fa-money", "Money"),
            ("fa-star-o", "Star"),
            ("fa-thumbs-o-up", "Thumb up"),
            ("fa-thumbs-o-down", "Thumb down"),
            ("fa-ban", "Forbidden"),
        ],
        default="fa-comment-o",
    )
    color = fields.Integer()
    is_contact = fields.Boolean(
        "Talked",
        compute="_compute_is_contact",
        store=True,
        readonly=False,
        help="Somebody talked with the customer: only such a result is a contact. A call or a message of which nobody "
        "says so is an attempt to reach them.",
    )
    is_no_answer = fields.Boolean(
        "No Answer",
        help="The customer was not reached. After three such results in a row, marking the lead as lost is suggested.",
    )
    refuses_contact = fields.Boolean(
        "Wants No Contact", help="The phones, e-mail addresses and Zalo accounts of the lead are blacklisted."
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Next Action",
        domain="[('res_model', 'in', (False, 'crm.lead'))]",
        ondelete="set null",
        help="Suggested when this result is recorded.",
    )
    delay_days = fields.Integer("After (Days)", default=1, help="Days between the talk and the next action.")

    _check_delay_days = models.Constraint("CHECK(delay_days >= 0)", "The next action cannot lie before the talk.")
    _check_is_contact = models.Constraint(
        "CHECK(NOT (is_contact AND is_no_answer))", "A customer who did not answer was not talked with."
    )

    @api.depends("is_no_answer")
    def _compute_is_contact(self):
        for outcome in self:
            outcome.is_contact = outcome.is_contact and not outcome.is_no_answer
