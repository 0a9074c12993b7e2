"""Who is already there is found by phone, e-mail and tax code, never by name, in a handful of queries."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ...models.matching import keys
from ...tools.matching.identity import relation
from ...tools.value import email_address
from ..plans import plan_of


@tagged("post_install", "-at_install")
class TestMatching(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leads = cls.env["crm.lead"]

    def find(self, **values):
        keys = self.leads._l10n_vn_match_keys(values)
        found = self.leads._l10n_vn_match_leads(keys)
        return self.leads.browse({lead_id for ids in found.values() for lead_id in ids})

    def test_each_key_finds_its_lead(self):
        stored = {
            "phone": ("+84391234567", {"phone": "0391 234 567"}),
            "old mobile asked": ("+84391234567", {"phone": "01691234567"}),
            "second number": ("+84912345678", {"l10n_vn_phone2": "0391.234.567"}),
            "email": ("+84912345678", {"email_from": "Hà <HA@saomai.vn>"}),
            "branch": ("+84912345678", {"l10n_vn_vat": "0100109106-001"}),
        }
        for name, (number, asked) in stored.items():
            with self.subTest(name):
                lead = self.leads.create(
                    {
                        "name": name,
                        "phone": number,
                        "l10n_vn_phone2": name == "second number" and "+84391234567",
                        "email_from": name == "email" and "ha@saomai.vn",
                        "l10n_vn_vat": name == "branch" and "0100109106",
                    }
                )
                self.assertEqual(self.find(**asked), lead)
                lead.unlink()

    def test_one_mailbox_has_many_spellings(self):
        kept = ("kim.chi@gmail.com", "k.im.chi+cu@googlemail.com", "kim.chi@outlook.com", "kim.chi@saomai.vn")
        dotted, tagged_, outlook, company = self.leads.create([{"name": "Chi", "email_from": email} for email in kept])
        customer = self.env["res.partner"].create({"name": "Chi", "email": "KimChi@gmail.com"})
        for asked, found in (
            ("kimchi+mua@gmail.com", dotted + tagged_),
            ("K.I.M.C.H.I@Gmail.com", dotted + tagged_),
            ("kim.chi+1@outlook.com", outlook),
            ("kimchi@outlook.com", self.leads),
            ("kim.chi@saomai.vn", company),
            ("kim.chi+1@saomai.vn", self.leads),
        ):
            with self.subTest(asked=asked):
                self.assertEqual(self.find(email_from=asked), found)
        asked = self.leads._l10n_vn_match_keys({"email_from": "kim.chi@googlemail.com"})
        self.assertIn((customer.id,), self.leads._l10n_vn_match_customers(asked).values())
        self.assertEqual([lead.email_from for lead in dotted + tagged_ + outlook + company], list(kept))
        self.assertEqual(*(set(lead._l10n_vn_get_keys()[lead.id]) for lead in (dotted, tagged_)))

    def test_the_database_spells_mailboxes_as_the_reader_does(self):
        kept = ("a.b+c@gmail.com", "ab@googlemail.com", "a.b+c@hotmail.com", "a+b@me.com", "a.b+c@x.vn", "a.b@gmail.vn")
        leads = self.leads.create([{"name": email, "email_from": email} for email in kept])
        stored = SQL(keys.stored_value("mailbox", "email_normalized"))
        leads.flush_recordset()
        query = SQL("SELECT email_normalized, %s FROM crm_lead WHERE id = ANY(%s)", stored, leads.ids)
        for email, mailbox in self.env.execute_query(query):
            spelled = email_address.identity(email) if email_address.has_spellings(email) else None
            self.assertEqual(mailbox, spelled)

    def test_a_shared_mailbox_with_dots_is_shared(self):
        lan, binh = self.leads.create(
            [{"name": name, "contact_name": name, "email_from": email} for name, email in (
                ("Lê Thị Lan", "kinh.doanh@gmail.com"), ("Trần Văn Bình", "kinhdoanh@gmail.com"))]
        )  # fmt: skip
        self.assertIn(lan, self.find(email_from=binh.email_from))
        self.assertEqual(relation(*(lead._l10n_vn_get_profiles()[lead] for lead in (lan, binh))), "different")

    def test_numbers_written_before_2018_are_found(self):
        lead = self.leads.create({"name": "Cũ"})
        for written in ("0169 123 4567", "+84 169.123.4567", "84 1691234567"):
            with self.subTest(written):
                # As a database holds them that was filled before the addon came.
                self.env.cr.execute(
                    "UPDATE crm_lead SET phone = %s, phone_sanitized = NULL WHERE id = %s", (written, lead.id)
                )
                self.assertEqual(self.find(phone="0391234567"), lead)

    def test_what_proves_nothing_finds_nobody(self):
        self.leads.create([{"name": "Lê Hà", "contact_name": "Lê Hà", "partner_name": "Sao Mai", "phone": "19001234"}])
        for asked in ({"phone": "1900 1234"}, {"phone": ""}, {"email_from": "không có"}, {"l10n_vn_vat": "123"}):
            with self.subTest(asked=asked):
                self.assertFalse(self.leads._l10n_vn_match_keys(asked))
        self.assertFalse(self.find(contact_name="Lê Hà", partner_name="Sao Mai"))

    def test_open_leads_come_before_won_ones_and_archived_ones_not_at_all(self):
        won, lost, old, new = self.leads.create([{"name": name, "phone": "+84912345678"} for name in "abcd"])
        won.l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([])
        won.action_set_won()
        lost.action_archive()
        found = self.leads._l10n_vn_match_leads({("phone", "+84912345678")})
        self.assertEqual(found["phone", "+84912345678"], (new.id, old.id, won.id))

    def test_other_companies_stay_apart(self):
        other = self.env["res.company"].create({"name": "Công ty khác"})
        self.leads.create(
            {"name": "Cơ hội", "phone": "+84912345678", "company_id": other.id, "team_id": False, "user_id": False}
        )
        asked = self.leads._l10n_vn_match_keys({"phone": "0912345678"})
        here = self.leads.with_context(allowed_company_ids=self.env.company.ids)
        self.assertFalse(here._l10n_vn_match_leads(asked))
        self.assertTrue(self.leads.with_context(allowed_company_ids=other.ids)._l10n_vn_match_leads(asked))

    def test_customers_are_found(self):
        partner = self.env["res.partner"].create({"name": "Sao Mai", "phone": "0912 345 678", "vat": "0100109106"})
        for values in ({"phone": "+84912345678"}, {"l10n_vn_vat": "0100109106-002"}):
            found = self.leads._l10n_vn_match_customers(self.leads._l10n_vn_match_keys(values))
            self.assertEqual(list(found.values()), [(partner.id,)])

    def test_a_question_costs_the_same_whatever_its_size(self):
        self.find(phone="0912345678")
        for size in (50, 500):
            keys = {("phone", f"+849{number:08}") for number in range(size)} | {
                ("email", "a@b.vn"),
                ("vat", "0100109106"),
            }
            with self.subTest(size=size), self.assertQueryCount(4):
                self.leads._l10n_vn_match_leads(keys)
                self.leads._l10n_vn_match_customers(keys)
        self.env.cr.execute("SELECT current_setting('jit'), current_setting('enable_seqscan')")
        self.assertEqual(self.env.cr.fetchone(), ("off", "on"), "to compile look-ups takes seconds; others plan freely")

    def test_every_look_has_an_index(self):
        keys = self.leads._l10n_vn_match_keys(
            {"phone": "0912345678", "email_from": "ha@saomai.vn", "l10n_vn_vat": "0100109106"}
        )
        looks, original = [], self.registry["crm.lead"]._l10n_vn_look_up
        self.patch(
            self.registry["crm.lead"],
            "_l10n_vn_look_up",
            lambda leads, query, count: (looks.append(query), original(leads, query, count))[1],
        )
        self.leads._l10n_vn_match_leads(keys)
        self.leads._l10n_vn_match_customers(keys)
        self.assertEqual(len(looks), 2)
        for query in looks:
            plan = plan_of(self.env, query)
            self.assertNotIn("Seq Scan", plan)
            self.assertIn("there.company_id", plan, "the index of companies would be read for each value")
