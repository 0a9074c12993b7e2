"""Words in the search box: what Odoo finds is found too, hostile texts are only texts, customers are found by words."""

from odoo.fields import Domain
from odoo.tests import tagged, users

from ...models.context import BY_WORDS
from ..plans import plan_of
from .search_case import VIEWS, SearchCase


@tagged("post_install", "-at_install")
class TestWordSearch(SearchCase):
    def test_what_odoo_finds_is_found(self):
        """Odoo's own domain of the box, on everything that may be cut out of the texts of the leads."""
        native = {
            kind: self.env.ref(view)._get_combined_arch().xpath("//field[@name='name']/@filter_domain")
            for kind, view in VIEWS.items()
        }
        self.assertTrue(all("l10n_vn_search" in domain for [domain] in native.values()))
        columns = ("partner_name", "email_from", "contact_name", "name")
        texts = {
            text
            for lead in self.env["crm.lead"].browse(self.leads["lead"].values())
            for text in [*(lead[name] for name in columns), lead.partner_id.complete_name, lead.partner_id.ref]
            if text
        }
        typed = {text[start : start + size].strip() for text in texts for start in range(0, len(text), 3)
                 for size in (1, 2, 5, 9, 40)}  # fmt: skip
        typed |= {"%", "_", "a%n", "h_a", "(", "-", " - ", "n v", "@", "duc\\_dang", "100%", "n%n", "Trịnh_M"}
        typed.discard("")
        lost = []
        for text in sorted(typed):
            like = [(name, "ilike", text) for name in (*columns, "partner_id")]
            there = self.env["crm.lead"].search(
                Domain.OR([term] for term in like) & Domain("id", "in", list(self.leads["opportunity"].values()))
            )
            found = self.env["crm.lead"].search([("l10n_vn_search", "ilike", text), ("id", "in", there.ids)])
            lost += [(text, self.names("opportunity", (there - found).ids))] if there - found else []
        self.assertFalse(lost)
        self.assertGreater(len(typed), 500)

    def test_the_customer_of_opportunities(self):
        self.assertEqual(self.found("opportunity", "ngo bao", "partner_id"), ["bao"])
        self.assertEqual(self.found("opportunity", "nui ngoc", "partner_id"), ["bao"])
        self.assertEqual(self.found("opportunity", "cty hoa sen", "partner_id"), ["hoa"])
        self.assertEqual(self.found("opportunity", "0168 612", "partner_id"), ["hoa"])
        self.assertEqual(self.found("opportunity", "xe nang", "partner_id"), [], "a title is no customer")

    def test_other_operators(self):
        leads = self.env["crm.lead"]
        mine = [("id", "in", list(self.leads["lead"].values()))]
        for operator, value, names in (
            ("=", "nguyen van an", ["an"]),
            ("in", ["nguyen van an", "hoa sen"], ["an", "hoa"]),
            ("like", "NGUYEN VAN AN", ["an"]),
            ("=", False, []),
            ("ilike", "", sorted(self.leads["lead"])),
            ("ilike", 912345679, ["an"]),
            ("ilike", "a\0b", []),
        ):
            with self.subTest(operator=operator, value=value):
                found = leads.search([("l10n_vn_search", operator, value), *mine])
                self.assertEqual(self.names("lead", found.ids), names)
        for operator in ("not ilike", "!="):
            others = leads.search([("l10n_vn_search", operator, "hoa sen"), *mine])
            self.assertEqual(self.names("lead", others.ids), sorted(self.leads["lead"].keys() - {"hoa"}))

    def test_long_and_hostile_texts(self):
        leads = self.env["crm.lead"]
        for typed in ("a " * 5000, "%" * 5000, "(" * 5000, "0" * 5000, "0 " * 5000, "zalo.me/" * 900, "\\" * 99, "'--"):
            leads.search([("l10n_vn_search", "ilike", typed)], limit=1)
        long = leads.create({"name": "Khách " + "@x." * 30_000, "contact_name": "Tạ Tốn"})
        self.assertIn(long, leads.search([("l10n_vn_search", "ilike", "ta ton")]))
        long.flush_recordset()
        self.env.cr.execute("SELECT length(l10n_vn_search_text) FROM crm_lead WHERE id = %s", [long.id])
        self.assertLess(self.env.cr.fetchone()[0], 60_000)

    def test_order_is_odoos(self):
        leads = self.env["crm.lead"].search([("l10n_vn_search", "ilike", "nguyen")])
        self.assertGreater(len(leads), 3)
        self.assertEqual(leads, leads.search([("id", "in", leads.ids)]))

    # Customers

    @users("nam.tim")
    def test_windows_of_leads_find_customers_by_words(self):
        partners = self.env["res.partner"].with_context(**{BY_WORDS: True})
        child = self.customer.child_ids
        for typed in ("nui ngoc", "bảo ngô", "0914 888", "0101243150", "KH-5512", "bao.ngo@"):
            with self.subTest(typed=typed):
                ids = [id_ for id_, _name in partners.name_search(typed)]
                self.assertTrue({self.customer.id, child.id} & set(ids))
        for field in ("partner_id", "commercial_partner_id"):
            for model in ("crm.lead", "crm.lead2opportunity.partner"):
                description = self.env[model].fields_get([field], ["context"])[field]
                self.assertEqual(description["context"], {BY_WORDS: True})

    @users("nam.tim")
    def test_other_searches_of_customers_stay_odoos(self):
        self.assertFalse(self.env["res.partner"].name_search("nui ngoc"))
        self.assertFalse(self.env["res.partner"].search([("display_name", "ilike", "nui ngoc")]))
        self.assertFalse(self.env["crm.lead"].search([("contact_name", "ilike", "nguyen van an")]))

    @users("nam.tim")
    def test_one_query(self):
        for typed in ("nguyen van an", "0168 612 345", "0100109106 an"):
            self.env["crm.lead"].search_count([("l10n_vn_search", "ilike", typed)])
            with self.assertQueryCount(1):
                self.env["crm.lead"].search_count([("l10n_vn_search", "ilike", typed)])

    def test_the_index_is_asked(self):
        """In tables so large that reading them, or their active rows, costs more: for rare and for frequent words."""
        people = "'Nguyễn Văn ' || n || CASE WHEN n %% 10 = 0 THEN ' Thạch Sanh' ELSE '' END"
        for model in ("crm.lead", "res.partner"):
            table = self.env[model]._table
            seed = self.env[model].create({"name": "Khách"})
            self.env.flush_all()
            names = [
                name for name, field in self.env[model]._fields.items() if field.column_type and field.store
                and name not in ("id", "name", "l10n_vn_search_text", "lead_properties")
            ]  # fmt: skip
            self.env.cr.execute(
                f"INSERT INTO {table} (name, l10n_vn_search_text, {', '.join(names)}) SELECT {people},"
                " E' +8491' || (1000000 + n * 7919 %% 1000000) || E' \\n nguyen van ' || md5(n::text) ||"
                " CASE WHEN n %% 10 = 0 THEN ' thach sanh' ELSE '' END || E' \\n hoi gia ' || n || ' ',"
                f" {', '.join(names)} FROM {table}, generate_series(1, 20000) AS n WHERE id = %s",
                [seed.id],
            )
            # What was just inserted waits in a list, which makes the index dear until autovacuum has worked it off.
            self.env.cr.execute("SELECT gin_clean_pending_list(%s)", [f"{table}_l10n_vn_search_text_index"])
            self.env.cr.execute(f"ANALYZE {table}")
            for typed in ("thạch sanh", "sanh thach", "19999", "hoi gia 123 thach", "+84 91 155", "khong co ai"):
                with self.subTest(model=model, typed=typed):
                    query = self.env[model]._search([("l10n_vn_search", "ilike", typed)])
                    self.assertIn(f"{table}_l10n_vn_search_text_index", plan_of(self.env, query.select("id")))
