"""Among many leads every filter is answered by an index, and a page costs the same queries whatever its length."""

from datetime import date

from lxml import etree
from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

MANY = 20_000
SEARCHES = {"lead": "crm.view_crm_case_leads_filter", "opportunity": "crm.view_crm_case_opportunities_filter"}
COLUMNS = {"name": {}, "phone": {}, "user_id": {"fields": {"display_name": {}}}, "stage_id": {"fields": {}}}
# Few people refuse, but PostgreSQL cannot tell how few before the blacklists have been analysed.
RARE = {"l10n_vn_has_refusal"}


@tagged("post_install", "-at_install")
class TestScreensOfMany(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lead = cls.env["crm.lead"].create({"name": "Chị Lan", "type": "lead"})
        users = cls.env["res.users"].search([], limit=3).ids
        cls.env.flush_all()
        own = {
            "type": "CASE WHEN number % 5 < 3 THEN 'lead' ELSE 'opportunity' END",
            "user_id": "CASE WHEN number % 7 > 0 THEN (ARRAY[{}])[1 + number % {}] END".format(
                ",".join(map(str, users)), len(users)
            ),
            "priority": "(number % 4)::text",
            "create_date": "now() - number * interval '1 hour'",
            "date_deadline": "current_date + number % 60 - 30",
            "active": "number % 10 <> 8",
            "won_status": "CASE WHEN number % 10 = 8 THEN 'lost' ELSE 'pending' END",
            "l10n_vn_qualification_state": "CASE WHEN number % 9 = 0 THEN 'met' ELSE 'unmet' END",
            "l10n_vn_search_text": "' khach ' || number",
        }
        cls.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'crm_lead' AND column_name <> 'id'"
        )
        names = sorted(name for [name] in cls.env.cr.fetchall())
        cls.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead (%s) SELECT %s FROM crm_lead, generate_series(1, %s) AS number WHERE id = %s",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(
                    SQL(own[name].replace("%", "%%")) if name in own else SQL.identifier(name) for name in names
                ),
                MANY,
                lead.id,
            )
        )
        cls.env.cr.execute("ANALYZE crm_lead")
        # As on a disk without a moving head: of a table this small, a scan costs hardly more than pages in any order.
        cls.env.cr.execute("SET LOCAL random_page_cost = 1.1")
        cls.env.invalidate_all()

    def filters(self):
        """Yield name and domain of each filter of the search views, with the kind of records."""
        for kind, xmlid in SEARCHES.items():
            arch = etree.fromstring(self.env["crm.lead"].get_view(self.env.ref(xmlid).id, "search")["arch"])
            for node in arch.iter("filter"):
                if text := node.get("domain"):
                    words = {"uid": self.env.uid, "context_today": date.today, "current_date": str(date.today())}
                    yield kind, node.get("name"), Domain("type", "=", kind) & Domain(safe_eval(text, words))

    def test_no_first_page_reads_the_whole_table(self):
        for kind, name, domain in self.filters():
            if name in RARE:
                continue
            with self.subTest(kind=kind, filter=name):
                query = self.env["crm.lead"]._search(domain, limit=80, order="priority desc, id desc")
                plan = "\n".join(line for [line] in self.env.execute_query(SQL("EXPLAIN %s", query.select())))
                self.assertNotIn("Seq Scan on crm_lead", plan)

    def test_a_page_costs_the_same_queries_whatever_its_length(self):
        def cost(limit):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["crm.lead"].web_search_read([("type", "=", "lead")], COLUMNS, limit=limit)
            return self.cr.sql_log_count - before

        cost(5)
        self.assertEqual(cost(5), cost(80))
