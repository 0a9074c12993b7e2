"""Dialog that plans a meeting with the contact of a lead: when, how long, with whom."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.argument_checks import ONE, public

# A meeting is proposed within these hours, in the user's time zone.
FIRST_HOUR, LAST_HOUR = 7, 17


class CrmLeadMeeting(models.TransientModel):
    _name = "crm.lead.meeting"
    _description = "Plan a Meeting"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    name = fields.Char(
        "Title",
        compute="_compute_from_lead",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    start = fields.Datetime(required=True, default=lambda self: self._default_start())
    duration = fields.Float(default=1.0, required=True)
    partner_ids = fields.Many2many(
        "res.partner",
        string="With",
        compute="_compute_from_lead",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        help="They are invited by mail, except you.",
    )
    location = fields.Char(help="An address, or the link of a video call")

    def _default_start(self):
        """Return the next full hour; in the evening and at night nine o'clock of the next morning."""
        now = fields.Datetime.now().replace(minute=0, second=0)
        hour = fields.Datetime.context_timestamp(self, now).hour
        return now + timedelta(hours=1 if FIRST_HOUR <= hour < LAST_HOUR else (9 - hour) % 24 or 24)

    @api.depends("lead_id")
    def _compute_from_lead(self):
        """Name the meeting for the customer's eyes, who gets it as an invitation: the title of a lead is internal."""
        for wizard in self:
            lead = wizard.lead_id
            who = [lead.l10n_vn_salutation or lead.contact_name or lead.partner_id.name, lead.partner_name]
            names = ", ".join(name for name in who if name) or wizard.env.company.name
            wizard.name = wizard.env._("Meeting: %s", names)
            wizard.partner_ids = wizard.env.user.partner_id | lead.partner_id

    @api.constrains("duration")
    def _check_duration(self):
        if any(wizard.duration <= 0 for wizard in self):
            raise ValidationError(self.env._("A meeting lasts some time: enter how many hours."))

    @public(ONE)
    def action_save(self) -> dict:
        """Create the meeting, which is an activity of the lead too; return the action that closes the dialog."""
        self.env["calendar.event"].with_context(default_opportunity_id=self.lead_id.id).create(
            {
                "name": self.name,
                "start": self.start,
                "stop": self.start + timedelta(hours=self.duration),
                "partner_ids": self.partner_ids.ids,
                "location": self.location,
                "opportunity_id": self.lead_id.id,
            }
        )
        return {"type": "ir.actions.act_window_close"}

    @public(ONE)
    def action_open_calendar(self) -> dict:
        """Return the action that opens the calendar, where new meetings belong to the lead."""
        return self.lead_id.action_schedule_meeting()
