from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged, users


class ContactCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = mail_new_test_user(
            cls.env,
            "nam.banhang",
            "sales_team.group_sale_salesman",
            name="Lê Văn Nam",
            email="nam@cty.example.vn",
            lang="en_US",
        )
        cls.customer = mail_new_test_user(
            cls.env, "lan.portal", "base.group_portal", name="Nguyễn Thị Lan", email="lan@minhlong.example.vn"
        )
        cls.lead, cls.opportunity = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Chị Lan hỏi giá ({lead_type})",
                    "type": lead_type,
                    "user_id": cls.salesperson.id,
                    "contact_name": "Nguyễn Thị Minh Lan",
                    "email_from": "lan@minhlong.example.vn",
                    "phone": "0912 345 678",
                    "country_id": cls.env.ref("base.vn").id,
                }
                for lead_type in ("lead", "opportunity")
            ]
        )

    def _history(self, lead):
        return " ".join(str(body) for body in lead.message_ids.mapped("body"))


@tagged("post_install", "-at_install")
class TestLastContact(ContactCase):
    @users("nam.banhang")
    def test_what_counts_as_contact(self):
        lead, contact = self.lead.with_env(self.env), "l10n_vn_last_contact"
        lead.message_post(body="Ghi chú nội bộ", message_type="comment", subtype_xmlid="mail.mt_note")
        lead.stage_id = self.env["crm.stage"].search([("l10n_vn_applies_to", "=", "both"), ("is_won", "=", False)])[:1]
        self.assertFalse(lead[contact])
        for title, exchange in (
            (
                "message",
                lambda: lead.message_post(body="Chào chị", message_type="comment", subtype_xmlid="mail.mt_comment"),
            ),
            (
                "answer",
                lambda: lead.message_post(body="Chào em", message_type="email", subtype_xmlid="mail.mt_comment"),
            ),
            ("activity", lambda: lead.activity_schedule("mail.mail_activity_data_call").action_feedback("Đã gọi")),
        ):
            lead.sudo()[contact] = False
            exchange()
            with self.subTest(title):
                self.assertTrue(lead[contact])

    def test_customer_without_rights_may_answer(self):
        self.lead.message_subscribe(self.customer.partner_id.ids)
        answer = (
            self.lead.with_user(self.customer)
            .sudo()
            .message_post(body="Cảm ơn em", message_type="comment", subtype_xmlid="mail.mt_comment")
        )
        self.assertEqual(self.lead.l10n_vn_last_contact, answer.date)
        with self.assertRaises(AccessError):
            self.lead.with_user(self.customer).read(["l10n_vn_last_contact"])

    def test_merged_leads_keep_the_latest_contact(self):
        now = fields.Datetime.now()
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = False
        self.lead.l10n_vn_last_contact, self.opportunity.l10n_vn_last_contact = now, now - timedelta(days=3)
        self.assertEqual((self.lead | self.opportunity).merge_opportunity().l10n_vn_last_contact, now)

    def test_history_tells_the_last_contact_of_leads_that_exist(self):
        message = self.lead.message_post(body="Chào chị", message_type="comment", subtype_xmlid="mail.mt_comment")
        self.opportunity.message_post(body="Chỉ để nhớ", message_type="comment", subtype_xmlid="mail.mt_note")
        (self.lead | self.opportunity).l10n_vn_last_contact = False
        self.env.flush_all()
        self.env["crm.lead"]._l10n_vn_fill_last_contacts()
        self.assertEqual(self.lead.l10n_vn_last_contact, message.date)
        self.assertFalse(self.opportunity.l10n_vn_last_contact)

    @users("nam.banhang")
    def test_who_needs_contact(self):
        self.env.company.sudo().l10n_vn_contact_days = 5
        lead, opportunity = (self.lead | self.opportunity).with_env(self.env)
        both = lead | opportunity

        def needing():
            both.invalidate_recordset()
            found = (
                self.env["crm.lead"]
                .with_context(active_test=False)
                .search([("l10n_vn_needs_contact", "=", True), ("id", "in", both.ids)])
            )
            self.assertEqual(found, both.filtered("l10n_vn_needs_contact"))
            rest = (
                self.env["crm.lead"]
                .with_context(active_test=False)
                .search([("l10n_vn_needs_contact", "=", False), ("id", "in", both.ids)])
            )
            self.assertEqual(rest, both - found)
            return found

        self.assertFalse(needing())
        with freeze_time(fields.Datetime.now() + timedelta(days=6)):
            self.assertEqual(needing(), both)
            lead.message_post(body="Chào chị", message_type="comment", subtype_xmlid="mail.mt_comment")
            opportunity.action_set_lost()
            self.assertFalse(needing())
        with freeze_time(fields.Datetime.now() + timedelta(days=12)):
            self.assertEqual(needing(), lead)
