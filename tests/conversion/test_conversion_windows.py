"""Two windows are opened for two leads of one new person, and applied one after the other."""

import contextlib
from unittest.mock import patch

from odoo.tests import Form, tagged, users

from ..connections import ConnectionCase
from .test_wizard import ConversionCase

NEW_PERSON = {"contact_name": "Đặng Thùy Trâm", "phone": "0912 888 777", "user_id": False}


@tagged("post_install", "-at_install")
class TestConversionWindows(ConversionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")  # demo companies dial as in the United States

    def leads(self, count=2, **values):
        return self.env["crm.lead"].create(
            [
                {"name": f"Hỏi giá máy in {number}", "type": "lead", "team_id": self.team.id, **NEW_PERSON, **values}
                for number in range(count)
            ]
        )

    def window(self, lead):
        """Return the window as a browser holds it: nothing of it is in the database."""
        context = {"active_model": "crm.lead", "active_id": lead.id, "active_ids": lead.ids}
        return Form(
            self.env["crm.lead2opportunity.partner"].with_context(**context),
            view="crm.view_crm_lead2opportunity_partner",
        )

    def mass_window(self, leads):
        context = {"active_model": "crm.lead", "active_id": leads[:1].id, "active_ids": leads.ids}
        return Form(
            self.env["crm.lead2opportunity.partner.mass"].with_context(**context),
            view="crm.view_crm_lead2opportunity_partner_mass",
        )

    def people(self):
        return self.env["res.partner"].search([("name", "=", "Đặng Thùy Trâm")])

    @users("lan")
    def test_two_windows_make_one_customer(self):
        proofs = {
            "phone": {},
            "phone before 2018": {"phone": "0121 288 8778"},
            "e-mail": {"phone": False, "email_from": "tram@mucin.example.vn"},
            "Zalo": {"phone": False, "l10n_vn_zalo": "0912 888 779"},
        }
        for name, values in proofs.items():
            with self.subTest(name):
                before = self.people()
                first, second = self.leads(**values)
                if name.startswith("phone"):
                    second.phone = second.phone_sanitized  # as another door writes it
                windows = [self.window(first), self.window(second)]
                for window in windows:
                    window.name = "convert"
                    self.assertEqual(window.action, "create")
                for window in windows:
                    window.save().action_apply()
                self.assertEqual(len(self.people() - before), 1)
                self.assertEqual(first.partner_id, second.partner_id)
                self.assertEqual((first | second).mapped("type"), ["opportunity"] * 2)
                before.unlink()

    @users("lan")
    def test_a_window_reads_once_what_several_fields_show(self):
        lead = self.leads(1, user_id=self.env.uid, email_from="tram@mucin.example.vn")
        kind = type(lead)
        names = ("_l10n_vn_find_customers", "_l10n_vn_read_answers", "_partner_find_from_emails_single")
        with contextlib.ExitStack() as stack:
            asked = {
                name: stack.enter_context(patch.object(kind, name, autospec=True, side_effect=getattr(kind, name)))
                for name in names
            }
            window = self.window(lead)
            self.assertEqual((window.action, window.l10n_vn_known_customers), ("create", ""))
        self.assertEqual([len(asked[name].mock_calls) for name in names], [1, 1, 1])

    @users("lan")
    def test_the_next_window_reads_anew(self):
        lead = self.leads(1, user_id=self.env.uid)
        self.assertFalse(self.window(lead).l10n_vn_candidates)
        person = self.env["res.partner"].create({"name": "Đặng Thùy Trâm", "phone": NEW_PERSON["phone"]})
        window = self.window(lead)
        self.assertEqual((window.action, window.partner_id), ("exist", person))
        self.assertEqual([one["id"] for one in window.l10n_vn_candidates], person.ids)
        window.action = "create"
        self.assertEqual(window.l10n_vn_known_customers, str(person.id))
        person.sudo().active = False
        window = self.window(lead)
        self.assertEqual((window.action, window.l10n_vn_known_customers), ("create", ""))
        self.assertEqual([(one["id"], one["is_archived"]) for one in window.l10n_vn_candidates], [(person.id, True)])

    @users("lan")
    def test_windows_of_a_program_make_one_customer(self):
        leads = self.leads()
        wizards = self.env["crm.lead2opportunity.partner"].create(
            [{"lead_id": lead.id, "name": "convert", "action": "create"} for lead in leads]
        )
        for wizard, lead in zip(wizards, leads, strict=True):
            wizard.with_context(active_ids=lead.ids).action_apply()
        self.assertEqual(len(self.people()), 1)

    @users("lan")
    def test_two_windows_for_many_make_one_customer_each(self):
        first, second = self.leads(), self.leads()
        windows = [self.mass_window(first), self.mass_window(second)]
        for window in windows:
            window.deduplicate = False
            window.action = "create"
        for window in windows:
            window.save().action_mass_convert()
        self.assertEqual((first | second).partner_id, self.people())
        self.assertEqual(len(self.people()), 1)

    @users("lan")
    def test_who_was_there_before_is_not_taken_against_the_user_s_word(self):
        """Whoever sees a customer of the same phone and creates another one all the same gets another one."""
        known = self.env["res.partner"].create({"name": "Đặng Thùy Trâm", "phone": "0912 888 777"})
        single, *many = self.leads(3)
        window = self.window(single)
        self.assertEqual((window.action, window.partner_id), ("exist", known))
        window.name, window.action = "convert", "create"
        window.save().action_apply()
        self.assertNotEqual(single.partner_id, known)
        many = self.env["crm.lead"].union(*many)
        before = self.people()
        window = self.mass_window(many)
        window.deduplicate, window.action = False, "create"
        window.save().action_mass_convert()
        self.assertFalse(many.partner_id & before)

    @users("lan")
    def test_a_stranger_made_meanwhile_is_not_taken(self):
        [lead] = self.leads(1)
        window = self.window(lead)
        window.name = "convert"
        stranger = self.env["res.partner"].create({"name": "Đặng Thùy Trâm", "phone": "0912 888 770"})
        window.save().action_apply()
        self.assertNotEqual(lead.partner_id, stranger)
        self.assertTrue(lead.partner_id)


@tagged("post_install", "-at_install")
class TestConversionWindowsAtOnce(ConnectionCase):
    """Each window is a wizard that was saved before; both are applied at the same moment."""

    def setUp(self):
        super().setUp()
        self.people = self.new_users(
            {"cua.so.1": "Lý Thị Một", "cua.so.2": "Lý Thị Hai"},
            "base.group_user,base.group_partner_manager,sales_team.group_sale_salesman_all_leads",
        )
        self.windows, self.leads = self.run_apart(self.open_windows)
        self.addCleanup(self.run_apart, self.take_back)

    def open_windows(self, env):
        leads = env["crm.lead"].create(
            [
                {"name": f"Hỏi giá máy in {number}", "type": "lead", "team_id": False, **NEW_PERSON}
                for number in range(2)
            ]
        )
        windows = {
            user_id: env["crm.lead2opportunity.partner"]
            .with_user(user_id)
            .create({"lead_id": lead.id, "name": "convert", "action": "create"})
            .id
            for user_id, lead in zip(self.people, leads, strict=True)
        }
        return windows, leads.ids

    def take_back(self, env):
        leads = env["crm.lead"].browse(self.leads).exists()
        customers = leads.partner_id
        env["crm.lead2opportunity.partner"].browse(self.windows.values()).exists().unlink()
        leads.unlink()
        customers.unlink()
        env["crm.lead.key.lock"].search([("key", "like", "+84912888777")]).unlink()

    def apply(self, env):
        window = env["crm.lead2opportunity.partner"].browse(self.windows[env.uid])
        window.with_context(active_ids=window.lead_id.ids).action_apply()
        return True

    def customers(self, env):
        leads = env["crm.lead"].browse(self.leads)
        return (
            leads.mapped("type"),
            len(leads.partner_id),
            env["res.partner"].search_count([("phone", "ilike", "888 777")]),
        )

    def test_applied_at_once_they_make_one_customer(self):
        self.at_once(*((user_id, self.apply) for user_id in self.people))
        self.assertEqual(self.run_apart(self.customers), (["opportunity"] * 2, 1, 1))

    def test_applied_one_after_the_other_they_make_one_customer(self):
        for user_id in self.people:
            self.at_once((user_id, self.apply))
        self.assertEqual(self.run_apart(self.customers), (["opportunity"] * 2, 1, 1))
