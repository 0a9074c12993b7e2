from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from ..lead.test_last_contact import ContactCase


@tagged("post_install", "-at_install")
class TestContactActions(ContactCase):
    @users("nam.banhang")
    def test_call_opens_the_dialler_and_is_noted(self):
        for lead in (self.lead | self.opportunity).with_env(self.env):
            with self.subTest(type=lead.type):
                action = lead.action_l10n_vn_call()
                self.assertEqual(action["params"]["url"], "tel:+84912345678")
                self.assertIn(lead.phone, self._history(lead))
                self.assertFalse(lead.l10n_vn_last_contact, "a click is no talk")
                self.assertEqual((lead.l10n_vn_attempt_count, lead.l10n_vn_attempt_user_id), (1, self.env.user))

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
        self.assertIn(f"{self.env.company.name}: reply to Chị Lan", composer.subject)
        self.assertNotIn(lead.name, composer.subject, "the title of a lead is internal")
        composer._action_send_mail()
        self.assertIn("Chị Lan", self._history(lead))
        self.assertEqual((lead.l10n_vn_last_contact, lead.l10n_vn_attempt_count), (False, 1))

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
        self.assertEqual(lead.message_attachment_count, 1)

    def test_documents_of_others_are_not_counted(self):
        lead = self.lead.copy({"user_id": self.env.ref("base.user_admin").id})
        self.env["ir.attachment"].create(
            {"name": "Hợp đồng.pdf", "raw": b"x", "res_model": "crm.lead", "res_id": lead.id}
        )
        seller = self.env["res.users"].search([("login", "=", "nam.banhang")])
        self.env.invalidate_all()
        self.assertEqual(lead.with_user(seller).message_attachment_count, 0)
        self.env.invalidate_all()
        self.assertEqual(lead.message_attachment_count, 1)

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

    def test_where_quotations_are_missing_the_opportunity_says_how_they_come(self):
        hint = "//div[@name='l10n_vn_quote_hint']"
        for user, button in ((self.env.ref("base.user_admin"), 1), (self.salesperson, 0)):
            with self.subTest(user=user.name):
                arch = self.env["crm.lead"].with_user(user).get_view(self.env.ref("crm.crm_lead_view_form").id)["arch"]
                self.assertEqual(len(etree.fromstring(arch).xpath(f"{hint}//button")), button)
        admin = self.opportunity.with_user(self.env.ref("base.user_admin"))
        module = self.env["ir.module.module"].browse(admin.action_l10n_vn_install_quotations()["res_id"])
        self.assertEqual(module.name, "sale_crm")
        with self.assertRaises(AccessError):
            self.opportunity.with_user(self.salesperson).action_l10n_vn_install_quotations()
