from datetime import datetime

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged, users

from ..common import LeadCase


@tagged("post_install", "-at_install")
class TestMeeting(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "KHÁCH KHÓ TÍNH - hỏi giá lần 3",
                "type": "lead",
                "contact_name": "Nguyễn Thị Minh Lan",
                "partner_name": "Công ty Hoa Sen",
                "user_id": cls.hoa.id,
            }
        )

    def dialog(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_meeting_action")
        return Form(self.env[action["res_model"]].with_context(default_lead_id=self.lead.id))

    @users("hoa")
    def test_meeting_is_planned_in_one_step(self):
        with self.dialog() as dialog:
            dialog.start = datetime(2026, 12, 7, 2)
            dialog.duration = 1.5
            dialog.location = "12 Lê Lợi, Quận 1"
            dialog.partner_ids.add(self.nam.partner_id)
        dialog.record.action_save()
        lead = self.lead.with_env(self.env)
        meeting = lead.calendar_event_ids
        self.assertEqual((meeting.start, meeting.stop), (datetime(2026, 12, 7, 2), datetime(2026, 12, 7, 3, 30)))
        self.assertEqual(meeting.partner_ids, self.hoa.partner_id | self.nam.partner_id)
        self.assertEqual(lead.activity_ids.calendar_event_id, meeting)

    @users("hoa")
    def test_invitation_names_people_not_the_internal_title(self):
        name = self.dialog().name
        self.assertIn("Chị Lan, Công ty Hoa Sen", name)
        self.assertNotIn("KHÓ TÍNH", name)

    @users("hoa")
    def test_next_full_hour_of_the_working_day_is_proposed(self):
        self.hoa.tz = "Asia/Ho_Chi_Minh"
        env = self.env(context={**self.env.context, "tz": "Asia/Ho_Chi_Minh"})
        for now, start in (
            ("2026-12-07 02:20:00", "2026-12-07 03:00:00"),  # 9:20 in Viet Nam: at 10
            ("2026-12-07 12:20:00", "2026-12-08 02:00:00"),  # 19:20: at 9 the next day
            ("2026-12-07 22:20:00", "2026-12-08 02:00:00"),  # 5:20 of the 8th: at 9
        ):
            with self.subTest(now=now), freeze_time(now):
                meeting = env["crm.lead.meeting"].new({"lead_id": self.lead.id})
                self.assertEqual(fields.Datetime.to_string(meeting.start), start)

    @users("hoa")
    def test_meeting_lasts_some_time(self):
        with self.assertRaises(ValidationError):
            self.env["crm.lead.meeting"].create({"lead_id": self.lead.id, "duration": 0})

    @users("hoa")
    def test_calendar_is_one_click_away(self):
        action = self.dialog().save().action_open_calendar()
        self.assertEqual(action["context"]["default_opportunity_id"], self.lead.id)
