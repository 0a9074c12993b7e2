from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged, users


@tagged("post_install", "-at_install")
class TestNextAction(TransactionCase):
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

    @users("nam.banhang")
    def test_call_opens_the_dialler_and_is_noted(self):
        for lead in (self.lead | self.opportunity).with_env(self.env):
            with self.subTest(type=lead.type):
                action = lead.action_l10n_vn_call()
                self.assertEqual(action["params"]["url"], "tel:+84912345678")
                self.assertIn(lead.phone, self._history(lead))
                self.assertTrue(lead.l10n_vn_last_contact)

    @users("nam.banhang")
    def test_zalo_opens_with_the_number_people_dial(self):
        cases = (
            ("0912 345 678", "https://zalo.me/0912345678"),
            ("+84 912 345 678", "https://zalo.me/0912345678"),
            ("+1 202 555 0122", "https://zalo.me/12025550122"),
        )
        lead = self.lead.with_env(self.env)
        for phone, url in cases:
            with self.subTest(phone=phone):
                lead.phone = phone
                self.assertEqual(lead.action_l10n_vn_zalo()["url"], url)
        self.assertIn("Zalo", self._history(lead))

    @users("nam.banhang")
    def test_nothing_to_reach_is_said(self):
        lead = self.lead.with_env(self.env)
        lead.write({"phone": False, "email_from": False})
        for reach in (lead.action_l10n_vn_call, lead.action_l10n_vn_zalo, lead.action_l10n_vn_send_mail):
            with self.subTest(reach=reach.__name__), self.assertRaises(UserError) as refusal:
                reach()
            self.assertIn(lead.name, str(refusal.exception))

    def test_letters_address_people_properly(self):
        cases = (
            ("Nguyễn Thị Minh Lan", "Chị Lan"),
            ("Trần Văn Hùng", "Anh Hùng"),
            ("Chị Hà", "Chị Hà"),
            ("Lê Minh", "Anh/Chị Minh"),
            (False, ""),
        )
        for name, salutation in cases:
            with self.subTest(name=name):
                self.lead.contact_name = name
                self.assertEqual(self.lead.l10n_vn_salutation, salutation)

    @users("nam.banhang")
    def test_letter_is_written_and_kept_in_the_history(self):
        lead = self.lead.with_env(self.env)
        action = lead.action_l10n_vn_send_mail()
        composer = self.env["mail.compose.message"].with_context(**action["context"]).create({})
        self.assertIn("Chị Lan", composer.body)
        composer._action_send_mail()
        self.assertIn("Chị Lan", self._history(lead))
        self.assertTrue(lead.l10n_vn_last_contact)

    @users("nam.banhang")
    def test_letter_to_nobody_known_is_polite(self):
        lead = self.lead.with_env(self.env)
        lead.contact_name = False
        composer = (
            self.env["mail.compose.message"].with_context(**lead.action_l10n_vn_send_mail()["context"]).create({})
        )
        self.assertIn("Sir or Madam", composer.body)

    @users("nam.banhang")
    def test_meeting_of_a_lead_belongs_to_it(self):
        lead = self.lead.with_env(self.env)
        context = lead.action_schedule_meeting()["context"]
        self.env["calendar.event"].with_context(**context).create(
            {
                "name": "Gặp chị Lan",
                "start": "2026-08-03 02:00:00",
                "stop": "2026-08-03 03:00:00",
            }
        )
        self.assertEqual(len(lead.calendar_event_ids), 1)
        self.assertEqual(lead.activity_ids.calendar_event_id, lead.calendar_event_ids)

    @users("nam.banhang")
    def test_document_added_is_noted(self):
        lead = self.lead.with_env(self.env)
        action = lead.action_l10n_vn_open_documents()
        document = (
            self.env["ir.attachment"]
            .with_context(**action["context"])
            .create(
                {
                    "name": "Hợp đồng.pdf",
                    "raw": b"x",
                }
            )
        )
        self.assertEqual(self.env["ir.attachment"].search(action["domain"]), document)
        self.assertIn("Hợp đồng.pdf", self._history(lead))

    @users("nam.banhang")
    def test_quotation_where_sales_orders_are_installed(self):
        lead = self.lead.with_env(self.env)
        self.assertEqual(lead.l10n_vn_can_quote, "order_ids" in lead._fields)
        if lead.l10n_vn_can_quote:
            self.assertIn(lead.action_l10n_vn_quote()["res_model"], ("crm.quotation.partner", "sale.order"))
            self.assertIn("quotation", self._history(lead))
        else:
            with self.assertRaises(UserError):
                lead.action_l10n_vn_quote()

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
