"""Results of talks with customers, as the company configures them."""

from odoo import fields, models


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
    is_no_answer = fields.Boolean(
        "No Answer",
        help="The customer was not reached. After three such results in a row, marking the lead as lost is suggested.",
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
