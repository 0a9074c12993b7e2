"""Who may be the same customer is found, with reasons, and nothing leaks of what rules hide."""

import json
from unittest.mock import patch

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from ..common import CONTACTS, MANAGER, OWN, LeadCase, person
from ..plans import plan_of
from ..screens import TourCase

SECRET = "Dự án mật của Mai"


class MatchCase(LeadCase):
    USERS = {
        "nam": person("Lê Văn Nam", f"{OWN},{CONTACTS}", login="nam.banhang", lang="en_US"),
        "mai": person(
            "Võ Thị Mai", f"{OWN},{CONTACTS}", login="mai.banhang", lang="en_US", email="mai@saomai.example.vn"
        ),
        "manager": person("Trần Thị Hoa", MANAGER, login="hoa.quanly", lang="en_US"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "Asia/Ho_Chi_Minh"
        cls.mai.phone = "028 3822 1234"
        cls.hanoi, cls.hue = (cls.env.ref(f"base.state_vn_VN-{code}") for code in ("HN", "26"))

    def lead(self, user=None, **values):
        owner = self.nam if user is None else user
        return self.env["crm.lead"].create({"name": "Hỏi giá", "type": "lead", "user_id": owner.id, **values})

    def found(self, lead, **options):
        """Return [(record, reasons)], best first."""
        matches = lead._l10n_vn_find_matches(**options).get(lead.id, [])
        return [(self.env[match.model].browse(match.id), match.reasons) for match in matches]


@tagged("post_install", "-at_install")
class TestMatches(MatchCase):
    def test_what_proves_and_what_suggests(self):
        known = self.lead(
            phone="0391234567",
            l10n_vn_phone2="0912 345 678",
            email_from="ha@saomai.example.vn",
            l10n_vn_vat="0100109106",
            l10n_vn_zalo="https://zalo.me/0903111222",
            partner_name="Công ty TNHH Thủy Tạ",
            contact_name="Nguyễn Văn Hoà",
            state_id=self.hanoi.id,
        )
        cases = {
            "old number": ({"phone": "0169 123 4567"}, ("phone",)),
            "second number": ({"phone": "0912345678"}, ("phone",)),
            "asked second": ({"l10n_vn_phone2": "+84 391 234 567"}, ("phone",)),
            "branch": ({"l10n_vn_vat": "0100109106-001"}, ("vat",)),
            "e-mail": ({"email_from": "Hà <HA@saomai.example.vn>"}, ("email",)),
            "zalo link for zalo link": ({"l10n_vn_zalo": "zalo.me/84903111222?x=1"}, ("zalo",)),
            "phone for zalo link": ({"phone": "0903.111.222"}, ("phone",)),
            "zalo for phone": ({"l10n_vn_zalo": "0391234567"}, ("zalo",)),
            "company": ({"partner_name": "CTY CP THUY TA"}, ("company",)),
            "person in the province": ({"contact_name": "NGUYEN VAN HOA", "state_id": self.hanoi.id}, ("person",)),
            "Western order": ({"contact_name": "Hòa Nguyễn Văn", "state_id": self.hanoi.id}, None),
            "two reasons": ({"phone": "0391234567", "partner_name": "Công ty Thủy Tạ"}, ("phone", "company")),
            "other accents": ({"partner_name": "Công ty Thúy Tạ"}, None),
            "other accents, person": ({"contact_name": "Nguyễn Văn Hoá", "state_id": self.hanoi.id}, None),
            "person alone": ({"contact_name": "Nguyễn Văn Hòa"}, None),
            "person elsewhere": ({"contact_name": "Nguyễn Văn Hòa", "state_id": self.hue.id}, None),
            "given name": ({"contact_name": "Hòa", "state_id": self.hanoi.id}, None),
            "hotline": ({"phone": "1900 1234"}, None),
            "Zalo group": ({"l10n_vn_zalo": "https://zalo.me/g/abcxyz"}, None),
            "Zalo's own name": ({"l10n_vn_zalo": "Thủy Tạ"}, None),
        }
        for name, (values, reasons) in cases.items():
            with self.subTest(name):
                asking = self.lead(**values)
                self.assertEqual(self.found(asking), [(known, reasons)] if reasons else [])
                asking.unlink()

    def test_zalo_names_in_links_are_compared(self):
        known = self.lead(l10n_vn_zalo="https://zalo.me/SaoMai_Shop/")
        self.assertEqual(self.found(self.lead(l10n_vn_zalo="zalo.me/saomai_shop")), [(known, ("zalo",))])

    def test_a_customers_zalo_is_compared_too(self):
        customer = self.env["res.partner"].create({"name": "Lan", "l10n_vn_zalo": "https://zalo.me/0912345678"})
        self.assertEqual(self.found(self.lead(phone="0912 345 678")), [(customer, ("phone",))])

    def test_customers_leads_opportunities_lost_and_archived(self):
        company, person = self.env["res.partner"].create(
            [
                {"name": "Công ty TNHH Thủy Tạ", "is_company": True, "vat": "0100109106"},
                {"name": "Nguyễn Văn Hoà", "email": "hoa@thuyta.example.vn", "state_id": self.hanoi.id},
            ]
        )
        opportunity = self.lead(type="opportunity", phone="0912345678")
        lost, won = self.lead(phone="0912345678"), self.lead(type="opportunity", phone="0912345678")
        lost.action_set_lost()
        won.action_set_won()
        archived = self.env["res.partner"].create({"name": "Văn Hoà", "phone": "0912345678", "active": False})
        lead = self.lead(
            phone="0912345678", partner_name="CTY Thủy Tạ", contact_name="Nguyễn Văn Hoà", state_id=self.hanoi.id
        )
        self.assertEqual(
            self.found(lead),
            [
                (archived, ("phone",)),
                (opportunity, ("phone",)),
                (won, ("phone",)),
                (lost, ("phone",)),
                (company, ("company",)),
                (person, ("person",)),
            ],
        )
        there = [record for record, _why in self.found(lead, archived=False)]
        self.assertEqual(there, [opportunity, won, company, person])
        self.assertNotIn(company, [record for record, _why in self.found(lead, names=False)])
        lead.partner_id = person
        self.assertNotIn(person, [record for record, _why in self.found(lead)])

    def test_best_first(self):
        self.env["res.partner"].create({"name": "Công ty Thủy Tạ", "is_company": True})
        mail = self.lead(email_from="ha@a.example.vn")
        both = self.lead(email_from="ha@a.example.vn", phone="0912345678")
        lead = self.lead(email_from="ha@a.example.vn", phone="0912345678", partner_name="Thủy Tạ")
        strengths = [match.strength for match in lead._l10n_vn_find_matches()[lead.id]]
        self.assertEqual([record for record, _why in self.found(lead)][:2], [both, mail])
        self.assertEqual(strengths, [95, 85, 50])

    @users("nam.banhang")
    def test_form_of_a_saved_lead_does_not_wait_for_the_search(self):
        self.lead(phone="0912345678")
        lead = self.lead(phone="0912345678")
        with patch.object(type(lead), "_l10n_vn_find_matches", side_effect=AssertionError("searched")):
            [read] = lead.web_read({"name": {}, "l10n_vn_draft_matches": {}})
        self.assertFalse(read["l10n_vn_draft_matches"])
        self.assertTrue(lead.l10n_vn_matches["shown"])

    @users("nam.banhang")
    def test_form_warns_before_the_lead_is_saved(self):
        known = self.lead(phone="0912345678", name="Chị Hà hỏi giá")
        with Form(self.env["crm.lead"].with_context(default_type="lead"), view="crm.crm_lead_view_form") as form:
            form.name = "Cuộc gọi mới"
            self.assertFalse(form.l10n_vn_draft_matches["shown"])
            form.phone = "0912 345 678"
            [told] = form.l10n_vn_draft_matches["shown"]
            self.assertEqual((told["id"], told["name"], told["level"]), (known.id, "Chị Hà hỏi giá", "sure"))
        self.assertFalse(self.lead(type="opportunity", phone="0912345678").l10n_vn_matches)

    def test_similar_leads_open_as_a_list_where_they_are_merged(self):
        lead = self.env["crm.lead"].create({"name": "Chị Lan hỏi giá", "type": "lead"})
        action = lead.with_context(lang="vi_VN").action_show_potential_duplicates()
        self.assertEqual((action["name"], action["views"][0][1]), ("Tiềm năng nghi trùng", "list"))

    @users("nam.banhang")
    def test_rpc_asks_before_a_lead_is_made(self):
        known = self.lead(phone="0912345678")
        [told] = self.env["crm.lead"].l10n_vn_who_has({"phone": "0912.345.678"})
        self.assertEqual((told["model"], told["id"], told["reasons"]), ("crm.lead", known.id, ["phone"]))
        self.assertEqual(self.env["crm.lead"].l10n_vn_who_has({}), [])

    @users("nam.banhang")
    def test_fifty_cost_as_much_as_five_hundred(self):
        def cost(size):
            rows = [
                {
                    "name": f"Khách {n}",
                    "type": "lead",
                    "phone": f"+849{size:04}{n // 2:04}",
                    "partner_name": f"Công ty Thủy Tạ {size} {n // 2}",
                    "contact_name": f"Nguyễn Văn Hoà {n // 2}",
                    "state_id": self.hanoi.id,
                    "user_id": self.env.uid,
                }
                for n in range(size)
            ]
            leads = self.env["crm.lead"].create(rows)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            told = leads.l10n_vn_find_matches()
            self.assertEqual(len(told), size)
            return self.cr.sql_log_count - before

        cost(2)
        small, large = cost(50), cost(500)
        self.assertEqual(small, large)
        self.assertLess(large, 25)

    def test_every_look_has_an_index(self):
        lead = self.lead(
            phone="0391234567",
            email_from="ha@saomai.vn",
            l10n_vn_vat="0100109106",
            l10n_vn_zalo="zalo.me/saomai",
            partner_name="Công ty Thủy Tạ",
            contact_name="Nguyễn Văn Hoà",
            state_id=self.hanoi.id,
        )
        self.env.flush_all()
        looks, original = [], self.registry["crm.lead"]._l10n_vn_look_up
        self.patch(
            self.registry["crm.lead"],
            "_l10n_vn_look_up",
            lambda leads, query, count: (looks.append(query), original(leads, query, count))[1],
        )
        lead._l10n_vn_find_matches()
        self.assertEqual(len(looks), 3)
        for query in looks:
            self.assertNotIn("Seq Scan", plan_of(self.env, query))


@tagged("post_install", "-at_install")
class TestProtection(MatchCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls.env["crm.lead"].create(
            {
                "name": SECRET,
                "type": "opportunity",
                "user_id": cls.mai.id,
                "phone": "0912345678",
                "email_from": "bimat@saomai.example.vn",
                "partner_name": "Công ty Bí Mật Thủy Tạ",
                "contact_name": "Phạm Bí Mật",
                "expected_revenue": 987654321,
                "state_id": cls.hanoi.id,
            }
        )

    def asking(self, **values):
        return self.lead(**{"phone": "0912345678", **values})

    def check_silent(self, told):
        text = json.dumps(told, ensure_ascii=False, default=str)
        for secret in (SECRET, "987654321", "bimat@", "Bí Mật", "opportunity", f'"id": {self.hidden.id},'):
            self.assertNotIn(secret, text)

    @users("nam.banhang")
    def test_the_keeper_is_told_and_nothing_else(self):
        lead = self.asking(email_from="bimat@saomai.example.vn")
        lead.invalidate_recordset()
        [told] = lead.l10n_vn_find_matches()[str(lead.id)]
        self.assertEqual(told.keys(), {"owner", "since", "company", "reasons", "strength", "level"})
        self.assertEqual(
            told["owner"],
            {
                "user_id": self.mai.id,
                "name": "Võ Thị Mai",
                "phone": self.mai.phone,
                "email": "mai@saomai.example.vn",
            },
        )
        self.assertEqual((told["reasons"], told["company"]), (["phone", "email"], ""))
        own, draft = self.env["crm.lead"].l10n_vn_who_has({"phone": "0912345678"})
        self.assertEqual(own["id"], lead.id)
        [read] = lead.read(["l10n_vn_matches"])
        [searched] = self.env["crm.lead"].search_read([("id", "=", lead.id)], ["l10n_vn_matches"])
        for answer in (draft, read["l10n_vn_matches"], searched["l10n_vn_matches"]):
            self.check_silent(answer)

    @users("nam.banhang")
    def test_how_many_a_colleague_has_is_not_told(self):
        self.hidden.copy({"user_id": self.mai.id, "phone": "0912345678"})
        [told] = self.asking()._l10n_vn_describe_matches().values()
        self.assertEqual(len(told), 1)
        self.assertEqual(told[0]["since"], str(self.hidden.date_open or self.hidden.create_date)[:19])

    @users("nam.banhang")
    def test_a_similar_person_of_a_colleague_is_not_told(self):
        lead = self.lead(contact_name="Phạm Bí Mật", state_id=self.hanoi.id)
        self.assertFalse(lead.l10n_vn_find_matches())
        company = self.lead(partner_name="Công ty Bí Mật Thủy Tạ")
        [told] = company.l10n_vn_find_matches()[str(company.id)]
        self.assertEqual((told["owner"]["name"], told["level"]), ("Võ Thị Mai", "likely"))

    @users("hoa.quanly")
    def test_a_manager_sees_all(self):
        lead = self.asking()
        [told] = lead.l10n_vn_find_matches()[str(lead.id)]
        self.assertEqual((told["model"], told["id"], told["name"]), ("crm.lead", self.hidden.id, SECRET))

    @users("nam.banhang")
    def test_no_question_leads_to_the_hidden_record(self):
        Lead, lead = self.env["crm.lead"], self.asking()
        lead.flush_recordset()
        self.assertNotIn(self.hidden, Lead.with_context(active_test=False).search([]))
        for fname in ("l10n_vn_matches", "l10n_vn_qualification"):
            with self.subTest(fname):
                description = Lead.fields_get([fname], ["searchable", "sortable", "groupable"])[fname]
                self.assertEqual(set(description.values()), {False})
                with self.assertRaises(ValueError):
                    Lead.search([], order=fname)
        for domain in (
            [("l10n_vn_company_key", "like", "bi mat")],
            [("l10n_vn_person_key", "=", "pham bi mat")],
            [("l10n_vn_qualification_state", "in", ["met", "unmet", "exception"]), ("name", "=", SECRET)],
        ):
            self.assertFalse(Lead.search_count(domain))
            self.assertFalse(Lead.name_search("", domain))
            self.assertFalse(Lead.formatted_read_group(domain, ["l10n_vn_company_key"], ["__count"]))
        for attempt in (
            self.hidden.with_user(self.nam).l10n_vn_find_matches,
            lambda: self.hidden.with_user(self.nam).read(["l10n_vn_matches"]),
            self.hidden.with_user(self.nam).l10n_vn_get_qualification,
        ):
            with self.assertRaises(AccessError) as refusal:
                attempt()
            self.check_silent(str(refusal.exception))

    def test_only_who_reads_leads_may_ask(self):
        stranger = mail_new_test_user(self.env, "ke.toan", "base.group_user", name="Kế toán")
        portal = mail_new_test_user(self.env, "khach", "base.group_portal", name="Khách")
        for user in (stranger, portal, self.env.ref("base.public_user")):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["crm.lead"].with_user(user).l10n_vn_who_has({"phone": "0912345678"})

    def test_another_company_of_the_user(self):
        hanoi = self.env["res.company"].create({"name": "Sao Mai Hà Nội"})
        foreign = self.env["res.company"].create({"name": "Công ty không liên quan"})
        self.nam.company_ids = [Command.link(hanoi.id)]
        common = {"type": "lead", "user_id": False, "team_id": False}
        self.env["crm.lead"].create(
            [
                {**common, "name": SECRET, "phone": "0987654321", "company_id": hanoi.id},
                {**common, "name": SECRET, "phone": "0987654322", "company_id": foreign.id},
            ]
        )
        self.env["res.partner"].create({"name": SECRET, "phone": "0987654323", "company_id": hanoi.id})
        here = self.env(user=self.nam, context={"allowed_company_ids": self.env.company.ids})
        for number in ("0987654321", "0987654323"):
            [told] = here["crm.lead"].l10n_vn_who_has({"phone": number})
            self.assertEqual((told["company"], told["owner"]), ("Sao Mai Hà Nội", False))
            self.check_silent(told)
        self.assertFalse(here["crm.lead"].l10n_vn_who_has({"phone": "0987654322"}))
        both = self.env(user=self.nam, context={"allowed_company_ids": (self.env.company | hanoi).ids})
        [told] = both["crm.lead"].l10n_vn_who_has({"phone": "0987654321"})
        self.assertEqual(told["name"], SECRET)


@tagged("post_install", "-at_install")
class TestBanner(TourCase, MatchCase):
    def test_the_form_shows_who_is_there_with_the_stage(self):
        admin = self.env.ref("base.user_admin")
        known = self.lead(user=admin, name="Chị Hà hỏi tủ", phone="0912 345 678").with_context(lang=admin.lang)
        lead = self.lead(user=admin, name="Chị Hà gọi lại", phone="0912345678")
        words = f"[{json.dumps(known.name)}, {json.dumps(known.stage_id.name)}]"
        rows = "Array.from(document.querySelectorAll('.o_l10n_vn_match'), (row) => row.textContent)"
        shown = f"{rows}.some((text) => {words}.every((word) => text.includes(word)))"
        self.browser_js(
            f"/odoo/crm.lead/{lead.id}",
            "console.log('test successful')",
            ready=shown,
            login="admin",
        )
