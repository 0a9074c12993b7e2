"""A day in a Vietnamese company: from the first mail of a customer to the opportunity that is won."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import CONTACTS, EMAILS, MANAGER, OWN, LeadCase, MailCase, person

LIST = """Họ tên;Số điện thoại;Email;Chức vụ;Ghi chú
Trần Quốc Khuê;0903.448.127;;Giám đốc mua hàng;Gặp ở hội chợ, xem mẫu vân tay
Lê Thị Hà;0912345678;ha.le@khach.example.vn;;Hỏi máy chấm công khuôn mặt
"""
FIELDS = ["contact_name", "phone", "email_from", "function", "description"]


@tagged("post_install", "-at_install")
class TestADay(MailCase, LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa", f"{OWN},{CONTACTS}", lang="en_US", tz="Asia/Ho_Chi_Minh"),
        "manager": person("Nguyễn Thị Mai", f"{MANAGER},{CONTACTS}", login="mai", lang="en_US", tz="Asia/Ho_Chi_Minh"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.team.write({"member_ids": [Command.set(cls.hoa.ids)], "l10n_vn_requires_qualification": True})

    def import_list(self, user):
        screen = (
            self.env["base_import.import"]
            .with_user(user)
            .create(
                {"res_model": "crm.lead", "file": LIST.encode(), "file_name": "hội chợ.csv", "file_type": "text/csv"}
            )
        )
        options = {"has_headers": True, "separator": ";", "quoting": '"', "l10n_vn_policy": "update_empty"}
        headings = [heading.lower() for heading in LIST.partition("\n")[0].split(";")]
        answer = screen.execute_import(FIELDS, headings, options)
        return self.env["crm.lead.import"].with_user(user).browse(answer["l10n_vn_import_id"])

    def convert(self, lead):
        dialog = Form(
            self.env["crm.lead2opportunity.partner"]
            .with_user(lead.env.user)
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
        )
        dialog.name, dialog.action = "convert", "create"
        dialog.l10n_vn_expected_revenue = 45_000_000
        dialog.save().action_apply()

    def test_from_the_first_mail_to_the_opportunity_that_is_won(self):
        # A stranger writes to the company. The mail is a lead of the team, with clean values, and nobody's yet.
        received = self.receive((EMAILS / "02_plain_signature.eml").read_bytes())
        self.assertEqual((received.type, received.team_id, received.user_id.ids), ("lead", self.team, []))
        self.assertEqual(received.stage_id, self.env.ref("l10n_vn_crm.crm_stage_interested"))
        self.assertEqual(received.contact_name, "Trần Quốc Khuê")
        self.assertEqual(received.phone, "+84 903 448 127")
        self.assertEqual(received.state_id, self.env.ref("base.state_vn_VN-37"))

        # Hoa takes it.
        lead = received.with_user(self.hoa)
        self.assertEqual(lead.action_l10n_vn_take()["params"]["type"], "success")
        self.assertEqual(lead.user_id, self.hoa)

        # She calls, writes down the result and plans to call again.
        talked = self.env.ref("l10n_vn_crm.crm_talk_outcome_talked")
        consulting = self.env.ref("l10n_vn_crm.crm_stage_consulting")
        tomorrow = fields.Date.context_today(lead) + timedelta(days=1)
        lead.l10n_vn_record_result(
            talked.id,
            "Cần giao trước thứ Sáu",
            consulting.id,
            {"type": "call", "date": str(tomorrow), "summary": "Gọi chốt giá"},
        )
        self.assertEqual((lead.stage_id, lead.l10n_vn_outcome_id), (consulting, talked))
        self.assertIn("Cần giao trước thứ Sáu", lead.description)
        activity = lead.activity_ids
        self.assertEqual(
            (activity.summary, activity.date_deadline, activity.user_id), ("Gọi chốt giá", tomorrow, self.hoa)
        )

        # The manager brings in the list of a fair: one row is the same customer, the other is new.
        record = self.import_list(self.manager)
        self.assertEqual((record.created_count, record.updated_count), (1, 1))
        self.assertIn("xem mẫu vân tay", lead.description)
        self.assertIn("Cần giao trước thứ Sáu", lead.description)
        self.assertEqual(lead.function, "Trưởng phòng Mua hàng", "what is there is not written over")
        ha = self.env["crm.lead"].search([("phone_sanitized", "=", "+84912345678")])
        self.assertEqual((ha.contact_name, ha.type), ("Lê Thị Hà", "lead"))

        # Hoa cannot make it an opportunity before she has qualified it.
        with self.assertRaisesRegex(UserError, "Budget"):
            self.convert(lead)
        criteria = self.env["crm.lead.criterion"].search([])
        lead.l10n_vn_criterion_ids = [Command.link(criterion.id) for criterion in criteria]
        self.convert(lead)
        self.assertEqual((lead.type, lead.user_id, lead.expected_revenue), ("opportunity", self.hoa, 45_000_000))
        customer = lead.partner_id
        self.assertEqual((customer.name, customer.phone_sanitized), ("Trần Quốc Khuê", "+84903448127"))
        self.assertEqual(customer.parent_id.vat, "0356045797")
        self.assertEqual(lead.message_ids.filtered(lambda one: one.message_type == "email").subject, received.name)

        # They meet; a quotation where the Sales app is installed.
        context = lead.action_schedule_meeting()["context"]
        meeting = (
            self.env["calendar.event"]
            .with_user(self.hoa)
            .with_context(context)
            .create({"name": "Xem mẫu tại nhà máy", "start": "2027-01-05 02:00:00", "stop": "2027-01-05 03:00:00"})
        )
        self.assertEqual((meeting.opportunity_id, meeting.partner_ids), (lead, self.hoa.partner_id | customer))
        if lead.l10n_vn_can_quote:
            self.assertEqual(lead.action_l10n_vn_quote()["context"]["default_partner_id"], customer.id)

        # The customer buys.
        lead.action_set_won_rainbowman()
        self.assertEqual((lead.won_status, lead.stage_id.is_won), ("won", True))

        # The manager sees it.
        today = fields.Date.context_today(lead)
        days = {"date_from": str(today - timedelta(days=1)), "date_to": str(tomorrow)}
        report = self.env["crm.lead.manager.report"].with_user(self.manager)
        report = report.get_report({"period": "custom", "team_id": self.team.id, **days})
        [numbers] = [row["numbers"] for row in report["rows"] if row["user_id"] == self.hoa.id]
        self.assertEqual((numbers["new"], numbers["converted"], numbers["won"], numbers["percent"]), (1, 1, 1, 100))
