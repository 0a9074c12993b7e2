"""Contacts become leads once, and show the leads they have."""

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged, users

from ..screens import TourCase


class ContactCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, tracking_disable=True))
        cls.env.company.country_id = cls.env.ref("base.vn")
        group = cls.env.ref("sales_team.group_sale_salesman")
        cls.lan, cls.hung = cls.env["res.users"].create(
            [
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "group_ids": [(4, group.id), (4, cls.env.ref("base.group_partner_manager").id)],
                    "email": f"{login}@saomai.example.vn",
                }
                for name, login in (("Nguyễn Lan", "lan"), ("Trần Hùng", "hung"))
            ]
        )
        cls.company = cls.env["res.partner"].create(
            {"name": "Công ty Lá Phong", "is_company": True, "vat": "0101243150", "phone": "0243 822 1234"}
        )
        cls.mai = cls.env["res.partner"].create(
            {"name": "Nguyễn Thị Mai", "parent_id": cls.company.id, "phone": "0912345678", "email": "mai@lp.vn"}
        )
        cls.binh = cls.env["res.partner"].create({"name": "Trần Bình", "phone": "0987654321"})


@tagged("post_install", "-at_install")
class TestContacts(ContactCase):
    @users("lan")
    def test_one_click_makes_a_lead(self):
        action = self.mai.with_user(self.lan).action_l10n_vn_create_leads()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertEqual((lead.type, lead.partner_id, lead.user_id), ("lead", self.mai, self.lan))
        self.assertEqual((lead.contact_name, lead.partner_name), ("Nguyễn Thị Mai", "Công ty Lá Phong"))
        self.assertEqual((lead.phone_sanitized, lead.email_from), ("+84912345678", "mai@lp.vn"))
        self.assertEqual(lead.l10n_vn_vat, "0101243150")
        self.assertEqual(lead.source_id, self.env.ref("l10n_vn_crm.utm_source_contacts"))

    @users("lan")
    def test_conversion_keeps_the_contact(self):
        lead = self.env["crm.lead"].browse(self.mai.with_user(self.lan).action_l10n_vn_create_leads()["res_id"])
        lead.l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([])
        before = self.env["res.partner"].search_count([])
        lead.convert_opportunity(lead.partner_id)
        self.assertEqual((lead.type, lead.partner_id), ("opportunity", self.mai))
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    @users("lan")
    def test_who_has_a_lead_gets_no_second_one(self):
        contacts = (self.mai + self.binh).with_user(self.lan)
        first = self.mai.with_user(self.lan).action_l10n_vn_create_leads()["res_id"]
        told = contacts.action_l10n_vn_create_leads()
        self.assertIn("Nguyễn Thị Mai", told["params"]["message"])
        self.assertEqual(self.env["crm.lead"].search_count([("partner_id", "=", self.mai.id)]), 1)
        self.assertEqual(self.env["crm.lead"].search_count([("partner_id", "=", self.binh.id)]), 1)
        again = self.mai.with_user(self.lan).action_l10n_vn_create_leads()
        self.assertEqual(again["params"]["next"]["res_id"], first)

    @users("lan")
    def test_a_lead_without_contact_is_found_by_its_phone(self):
        lead = self.env["crm.lead"].create({"name": "Mai hỏi giá", "phone": "+84 912 345 678", "type": "lead"})
        told = self.mai.with_user(self.lan).action_l10n_vn_create_leads()
        self.assertEqual(told["params"]["next"]["res_id"], lead.id)

    @users("lan")
    def test_a_won_customer_may_become_a_lead_again(self):
        self.env["crm.lead"].sudo().create(
            {"name": "Đơn cũ", "partner_id": self.mai.id, "type": "opportunity"}
        ).action_set_won()
        self.assertTrue(self.mai.with_user(self.lan).action_l10n_vn_create_leads()["res_id"])

    @users("lan")
    def test_what_rules_hide_is_told_of_but_not_shown(self):
        self.env["crm.lead"].sudo().create(
            {"name": "Mật của Hùng", "partner_id": self.mai.id, "type": "lead", "user_id": self.hung.id}
        )
        with self.assertRaises(UserError) as refused:
            self.mai.with_user(self.lan).action_l10n_vn_create_leads()
        self.assertIn("Nguyễn Thị Mai", str(refused.exception))
        self.assertNotIn("Mật", str(refused.exception))
        self.assertEqual(self.mai.with_user(self.lan).l10n_vn_lead_count, 0)

    @users("lan")
    def test_a_company_counts_the_leads_of_its_people(self):
        self.mai.with_user(self.lan).action_l10n_vn_create_leads()
        company = self.company.with_user(self.lan)
        self.assertEqual(company.l10n_vn_lead_count, 1)
        found = self.env["crm.lead"].search(company.action_l10n_vn_open_leads()["domain"])
        self.assertEqual(found.partner_id, self.mai)

    @users("lan")
    def test_the_price_of_many_contacts_is_that_of_few(self):
        def contacts(count, start):
            return self.env["res.partner"].create(
                [{"name": f"Khách {i}", "phone": f"09123{start + i:05}"} for i in range(count)]
            )

        contacts(2, 0).action_l10n_vn_create_leads()
        counts = []
        for count, start in ((10, 100), (60, 1000)):
            people = contacts(count, start)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people._l10n_vn_get_open_leads()
            people.mapped("l10n_vn_lead_count")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestContactTour(TourCase, ContactCase):
    def test_from_a_contact_to_a_lead(self):
        self.lan.lang = "vi_VN"
        self.start_tour(f"/odoo/res.partner/{self.mai.id}", "l10n_vn_crm_contact_to_lead", login="lan")
        self.assertEqual(self.env["crm.lead"].search([("partner_id", "=", self.mai.id)]).type, "lead")
