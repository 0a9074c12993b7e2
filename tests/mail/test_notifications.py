"""Mails that salespeople get about leads, as they read them."""

from lxml import html
from odoo.addons.mail.tests.common import MailCase
from odoo.tests import tagged

from ..common import LeadCase
from ..walk.english import English


@tagged("post_install", "-at_install")
class TestNotifications(MailCase, LeadCase):
    USERS = {
        name: {**values, "lang": "vi_VN", "email": f"{name}@congty-mau.example.vn", "notification_type": "email"}
        for name, values in LeadCase.USERS.items()
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.name = "Công ty Sao Mai"
        cls.env.ref("base.user_root").partner_id.name = "Hệ thống"
        cls.team = cls.new_team(cls.hoa, cls.nam, use_leads=True)
        cls.english = English(cls.env.registry._init_modules)
        cls.env = cls.env(context=dict(cls.env.context, lang="vi_VN", mail_notify_force_send=True))

    def assert_vietnamese(self, mails):
        self.assertTrue(mails, "no mail was sent")
        for mail in mails:
            body = html.fromstring(mail["body"])
            for text in (mail["subject"], *body.itertext()):
                with self.subTest(subject=mail["subject"], text=text.strip()):
                    self.assertEqual(self.english.find(text), [])

    def mails_to(self, user):
        return [mail for mail in self._mails if any(user.email in address for address in mail["email_to"])]

    def test_new_lead_for_followers_of_the_team(self):
        self.team.message_subscribe(self.manager.partner_id.ids, subtype_ids=self.env.ref("crm.mt_salesteam_lead").ids)
        with self.mock_mail_gateway():
            self.env["crm.lead"].with_user(self.hoa).create(
                {"name": "Chị Lan hỏi giá máy lọc nước", "type": "lead", "team_id": self.team.id}
            )
            self.flush_tracking()
        mails = self.mails_to(self.manager)
        self.assert_vietnamese(mails)
        text = html.fromstring(mails[0]["body"]).text_content()
        self.assertIn("Đã tạo tiềm năng mới cho đội ngũ “Kinh doanh miền Nam”.", text)

    def test_assigned_lead(self):
        lead = self.env["crm.lead"].create({"name": "Anh Đức mua 20 máy", "type": "lead", "team_id": self.team.id})
        with self.mock_mail_gateway():
            lead.with_user(self.manager).user_id = self.nam
            self.flush_tracking()
        self.assert_vietnamese(self.mails_to(self.nam))

    def test_assigned_activity(self):
        lead = self.env["crm.lead"].create({"name": "Anh Đức mua 20 máy", "type": "lead", "team_id": self.team.id})
        with self.mock_mail_gateway():
            lead.with_user(self.manager).activity_schedule(
                "mail.mail_activity_data_call", user_id=self.nam.id, summary="Gọi lại báo giá"
            )
            self.flush_tracking()
        self.assert_vietnamese(self.mails_to(self.nam))

    def test_won_opportunity_for_followers_of_the_team(self):
        self.team.message_subscribe(
            self.manager.partner_id.ids, subtype_ids=self.env.ref("crm.mt_salesteam_lead_won").ids
        )
        lead = self.env["crm.lead"].create(
            {"name": "Anh Đức mua 20 máy", "type": "opportunity", "team_id": self.team.id, "user_id": self.hoa.id}
        )
        self.flush_tracking()
        with self.mock_mail_gateway():
            lead.with_user(self.hoa).action_set_won()
            self.flush_tracking()
        self.assert_vietnamese(self.mails_to(self.manager))
