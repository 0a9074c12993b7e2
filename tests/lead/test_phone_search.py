"""Phones as people type them find leads, opportunities and customers, whatever the record says and by an index."""

from odoo.addons.phone_validation.models.mail_thread_phone import MailThreadPhone
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from ...models.stored_columns import add_columns
from ..common import MANAGER, LeadCase, person
from ..plans import plan_of

# What stands in the record, and what is typed to find it.
SPELLINGS = [
    (
        "+84 386 123 459",
        "0386123459 0386.123.459 0386-123-459 0386123 (0386)123459 +84386123459 84386123459 0084386123459 +840386123459"
        " 84386 0386 01686123459 0168.6123 0168 +841686123459 841686123459 00841686123459 1686123459 386123459 1234"
        " 3459",
    ),
    (
        "0912 345 679",
        "0912345679 +84912345679 84912345679 912345679 0912 91234 5679 +84912 84912 0084912 +84(0)912345679",
    ),
    ("+84 28 3822 1234", "02838221234 0838221234 (08)38221234 +84838221234 848.3822 08.3822 38221234 1234 028-3822"),
    ("(0511) 3822 456", "02363822456 05113822456 0236382 0511382 +842363822456 +845113822456 2456"),
    ("1900 1234", "19001234 1900 1234"),
    ("+65 6123 4567", "+6561234567 006561234567 61234567 +656123 4567"),
    ("0912 345 679 / 0168 612 3459", "0912345679 0386123459 01686123459 0168612 3459"),
]


@tagged("post_install", "-at_install")
class TestPhoneSearch(LeadCase):
    USERS = {"salesperson": person("Nam", login="nam.tim"), "manager": person("Hoa", MANAGER, login="hoa.tim")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")

    def setUp(self):
        super().setUp()
        # What demonstration data hold is not looked for.
        self.scope = self.env["crm.lead"], self.env["res.partner"]

    def _make(self, model, **vals):
        vals = {"name": "Chị Lan", **vals}
        return self.env[model].create(vals).with_env(self.env)

    def _is_found(self, record, operator, value):
        domain = Domain("phone_mobile_search", operator, value) & Domain("id", "=", record.id)
        found = record.search(domain)
        self.assertEqual(len(found), record.search_count(domain))
        return bool(found)

    @users("nam.tim", "hoa.tim")
    def test_every_spelling_finds_every_field_of_every_kind(self):
        places = [
            ("crm.lead", "phone", {"type": "lead"}),
            ("crm.lead", "phone", {"type": "opportunity"}),
            ("crm.lead", "l10n_vn_phone2", {"type": "lead", "phone": "+84 977 000 111"}),
            ("crm.lead", "l10n_vn_zalo", {"type": "opportunity"}),
            ("res.partner", "phone", {}),
            ("res.partner", "l10n_vn_zalo", {"phone": "+84 977 000 111"}),
        ]
        for model, field, vals in places:
            for stored, typed in SPELLINGS:
                # What is stored past the cleaning of leads is found too.
                record = self.env[model].sudo().create({"name": "Chị Lan", "user_id": self.env.uid, **vals})
                if field != "phone" and "/" in stored:
                    continue  # a second number in these fields goes elsewhere
                record[field] = stored
                record = record.with_env(self.env)
                for text in typed.split():
                    with self.subTest(model=model, field=field, stored=stored, typed=text):
                        self.assertTrue(self._is_found(record, "ilike", text))

    def test_blanks_between_what_is_typed(self):
        lead = self._make("crm.lead", phone="01686123459")
        for text in ("0386 123 459", "0386 123", "0168 612 3459", "0168 612", "+84 168 612", "84 386 12", " 0386 ",
                     "0386\u00a0123", "０３８６ 123", "Chị Lan: 0386 123 459", "123 459"):  # fmt: skip
            with self.subTest(typed=text):
                self.assertTrue(self._is_found(lead, "ilike", text))

    def test_other_numbers_are_not_found(self):
        lead = self._make("crm.lead", phone="+84 386 123 459", l10n_vn_zalo="zalo.me/saomai")
        for text in ("0387123459", "0169612", "01676123459", "+84387", "0986", "02386123459", "+65386123459", "8888"):
            with self.subTest(typed=text):
                self.assertFalse(self._is_found(lead, "ilike", text))
        self.assertTrue(self._is_found(lead, "ilike", "saomai"))
        self.assertTrue(self._is_found(lead, "=", "https://zalo.me/saomai"))

    def test_whole_numbers(self):
        lead = self._make("crm.lead", phone="+84 386 123 459", l10n_vn_phone2="028 3822 1234")
        for text in ("0386123459", "+84 386 123 459", "0084386123459", "84386123459", "01686123459", "386 123 459",
                     "(08) 3822 1234", "02838221234"):  # fmt: skip
            with self.subTest(typed=text):
                self.assertTrue(self._is_found(lead, "=", text))
                self.assertTrue(self._is_found(lead, "in", ["0900000001", text]))
                self.assertFalse(self._is_found(lead, "!=", text))
                self.assertFalse(self._is_found(lead, "not in", [text, "0900000001"]))
        for text in ("0386", "123459", "038612345", "03861234590", "0386%", "0386_23459"):
            with self.subTest(typed=text):
                self.assertFalse(self._is_found(lead, "=", text))
                self.assertTrue(self._is_found(lead, "!=", text))
        self.assertTrue(self._is_found(lead, "=", 386123459))

    def test_the_opposite_finds_all_others(self):
        with_phone, without = self._make("crm.lead", phone="+84 386 123 459"), self._make("crm.lead")
        for operator in ("not ilike", "not like"):
            for text in ("0168 612", "+84 386"):
                with self.subTest(operator=operator, typed=text):
                    self.assertFalse(self._is_found(with_phone, operator, text))
                    self.assertTrue(self._is_found(without, operator, text))
        self.assertTrue(self._is_found(with_phone, "!=", False))
        self.assertFalse(self._is_found(without, "!=", False))
        self.assertTrue(self._is_found(without, "=", False))
        self.assertTrue(self._is_found(without, "in", [False, "0386123450"]))
        for text in ("01", "0 "):
            with self.assertRaises(UserError):
                self._is_found(with_phone, "ilike", text)

    def test_what_odoo_finds_is_found(self):
        stored = ["0912 345 679", "+84 912 345 679", "84912345679", "(028) 3822.1234", "0084 912 345 679", "1900 6067",
                  "0912345679 máy lẻ 12", "0168 612 3459", "+32 485 11 22 33", "0032485112233", "abc", "0000",
                  "0912 345 679 / 0977 000 111", "09 12 34 56 79", "0912,345,679"]  # fmt: skip
        typed = ["0912", "0912 345", "091", "912", "5679", "+84", "+84912", "0084912", "84912", "4912", "028", "3822",
                 "(028) 3822", "1900", "LẺ 12", "lẻ", "0168", "+32", "0032", "0032485", "48511", "abc", "00", "0000",
                 "9 0977", "0912,345", "09%79", "9_2", "%912", "12", "..."]  # fmt: skip
        for model in ("crm.lead", "res.partner"):
            records = self.env[model].create([{"name": text} for text in stored])
            for record, text in zip(records, stored, strict=True):
                record.phone = text
            records.flush_recordset()
            for operator in ("ilike", "like", "=like", "="):
                for text in [*typed, *stored] if operator != "=" else stored:
                    with self.subTest(model=model, operator=operator, typed=text):
                        try:
                            native = MailThreadPhone._search_phone_mobile_search(self.env[model], operator, text)
                        except UserError:
                            with self.assertRaises(UserError):
                                records.search([("phone_mobile_search", operator, text)])
                            continue
                        there = records.search(native & Domain("id", "in", records.ids))
                        found = records.search([("phone_mobile_search", operator, text), ("id", "in", records.ids)])
                        self.assertLessEqual(there, found)

    def test_many_leads_at_once_are_found_like_one(self):
        rows = [
            {"name": f"Khách {n}", "phone": f"0168 612 3{n:03}", "l10n_vn_zalo": f"zalo.me/k{n}x"} for n in range(60)
        ]
        leads = self.env["crm.lead"].create(rows)
        single = self.env["crm.lead"].create(rows[7])
        self.assertEqual(leads[7].l10n_vn_search_text, single.l10n_vn_search_text)
        self.assertEqual(len(set(leads.mapped("l10n_vn_search_text"))), 60)
        found = leads.search([("phone_mobile_search", "ilike", "0386 123 044"), ("id", "in", leads.ids)])
        self.assertEqual(found, leads[44])
        leads[44].phone = "0987 654 321"
        self.assertFalse(self._is_found(leads[44], "ilike", "0386 123 044"))
        self.assertTrue(self._is_found(leads[44], "ilike", "0987 654"))

    def test_converted_customers_are_found(self):
        leads = self.env["crm.lead"].create(
            [{"name": f"Khách {n}", "contact_name": f"Khách {n}", "phone": f"0912 77{n:02} 100", "type": "lead",
              "l10n_vn_zalo": f"0977 88{n:02} 200"} for n in range(12)]
        )  # fmt: skip
        leads._handle_partner_assignment(create_missing=True)
        for lead in leads:
            self.assertTrue(self._is_found(lead.partner_id, "ilike", lead.phone))
            self.assertTrue(self._is_found(lead.partner_id, "ilike", lead.l10n_vn_zalo))

    @users("nam.tim")
    def test_the_text_itself_is_nobodys(self):
        lead = self._make("crm.lead", phone="0912345679", user_id=self.env.uid)
        for attempt in (
            lambda: lead.read(["l10n_vn_search_text"]),
            lambda: lead.write({"l10n_vn_search_text": " +84900000000 "}),
            lambda: lead.search([("l10n_vn_search_text", "like", "0912")]),
        ):
            with self.assertRaises(AccessError), mute_logger("odoo.models"):
                attempt()
        self.assertTrue(self._is_found(lead, "ilike", "0912 345"))
        self.assertNotIn("l10n_vn_search_text", lead.fields_get())

    def test_rules_decide_who_is_found(self):
        other = self._make("crm.lead", phone="0912345679", user_id=self.env.ref("base.user_admin").id)
        own = self._make("crm.lead", phone="0912345679", user_id=self.salesperson.id)
        asked = [("phone_mobile_search", "ilike", "0912 345 679"), ("id", "in", (own | other).ids)]
        self.assertEqual(self.env["crm.lead"].with_user(self.salesperson).search(asked).ids, own.ids)

    def test_an_index_is_asked(self):
        # As many that reading the table, or all that is active, costs more than the index.
        phones = [f"+84 912 {n * 7919 % 1_000_000:06}" for n in range(4_000)]
        self.env["crm.lead"].create([{"name": f"K{n}", "phone": phone} for n, phone in enumerate(phones)])
        self.env["res.partner"].create([{"name": f"K{n}", "phone": phone} for n, phone in enumerate(phones)])
        self.env.flush_all()
        for model in self.scope:
            # What was just inserted waits in a list, which makes the index dear until autovacuum has worked it off.
            self.env.cr.execute("SELECT gin_clean_pending_list(%s)", [f"{model._table}_l10n_vn_search_text_index"])
            self.env.cr.execute(f"ANALYZE {model._table}")
            for operator, text in (
                ("ilike", "0912 345"),
                ("ilike", "5679"),
                ("ilike", "0168 612"),
                ("=", "0912345679"),
            ):
                with self.subTest(model=model._name, typed=text):
                    query = model._search([("phone_mobile_search", operator, text)])
                    self.assertIn(f"{model._table}_l10n_vn_search_text_index", plan_of(self.env, query.select("id")))

    def test_one_query(self):
        for model in self.scope:
            self.env["crm.lead.backfill"]._is_open(model._name)  # cached in a worker
            with self.assertQueryCount(1):
                model.search_count([("phone_mobile_search", "ilike", "0168 612 345")])

    def test_what_is_there_gets_its_text(self):
        lead = self._make("crm.lead", phone="0168 612 3459", l10n_vn_zalo="zalo.me/saomai")
        partner = self._make("res.partner", phone="(0511) 3822 456", l10n_vn_zalo="0912345679")
        self.env.flush_all()
        before = lead.l10n_vn_search_text, partner.l10n_vn_search_text
        for model in self.scope:
            self.env.cr.execute(f"ALTER TABLE {model._table} DROP COLUMN l10n_vn_search_text")
            self.env.invalidate_all()
            add_columns(model, ["l10n_vn_search_text"])
            self.env["crm.lead.backfill"]._request(model._name, installing=False)
        self.env.invalidate_all()
        self.assertEqual((lead.l10n_vn_search_text, partner.l10n_vn_search_text), before)
