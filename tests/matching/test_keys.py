"""Who is already there is found by phone, e-mail and tax code, never by name, in a handful of queries."""

from odoo.tests import TransactionCase, tagged

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
