import re

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL


@tagged("post_install", "-at_install")
class TestLeadIndexes(TransactionCase):
    """The searches that people make ask in the words of the indexes."""

    def plan(self, domain, end=""):
        """Return the plan of a search of leads, where PostgreSQL may neither read the whole table nor sort."""
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            self.env.cr.execute(SQL("SET LOCAL enable_%s = off", SQL(way)))
        query = self.env["crm.lead"]._search(domain)
        rows = self.env.execute_query(SQL("EXPLAIN %s %s", query.select("id"), SQL(end)))
        return "\n".join(line for [line] in rows)

    def setUp(self):
        super().setUp()
        leads = [{"name": f"Khách {number}", "type": "lead", "user_id": False} for number in range(400)]
        self.env["crm.lead"].create([*leads, {"name": "Chị Lan", "type": "lead", "user_id": self.env.uid}])
        self.env.flush_all()
        self.env.cr.execute("ANALYZE crm_lead")

    def test_my_leads(self):
        order = "ORDER BY priority DESC, id DESC LIMIT 80"
        self.assertIn("crm_lead_l10n_vn_mine_idx", self.plan([("user_id", "=", self.env.uid)], end=order))

    def test_waiting_customers(self):
        asked = [("user_id", "=", self.env.uid), ("l10n_vn_waiting_since", "!=", False)]
        self.assertIn("crm_lead_l10n_vn_waiting_idx", self.plan(asked, end="ORDER BY l10n_vn_waiting_since LIMIT 80"))

    def test_searches_say_active_in_the_words_of_the_indexes(self):
        asked = self.env["crm.lead"]._search([("type", "=", "lead")]).where_clause
        self.assertIn('"active" IS TRUE', asked.code)
        self.env.cr.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'crm_lead'")
        indexes = dict(self.env.cr.fetchall())
        for name in ("mine", "counts"):
            self.assertIn("WHERE (active IS TRUE)", indexes[f"crm_lead_l10n_vn_{name}_idx"])

    def test_converted_in_a_period(self):
        plan = self.plan([("date_conversion", ">=", "2026-03-01 00:00:00"), ("active", "in", [True, False])])
        self.assertIn("crm_lead_l10n_vn_converted_idx", plan)

    def test_groups_are_counted_in_the_index(self):
        """What the search views group by is in one index, so that no group reads the table."""
        self.env.cr.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'crm_lead_l10n_vn_counts_idx'")
        [definition] = self.env.cr.fetchone()
        columns = set(re.findall(r"\w+", definition.partition("(")[2]))
        grouped = set()
        for name in ("view_crm_case_leads_filter", "view_crm_case_opportunities_filter"):
            arch = self.env["crm.lead"].get_view(self.env.ref(f"crm.{name}").id, "search")["arch"]
            grouped |= set(re.findall(r"'group_by': *'(\w+)", arch))
        self.assertIn("medium_id", grouped)
        fields = self.env["crm.lead"]._fields
        stored = {name for name in grouped if fields[name].store and fields[name].type != "properties"}
        # A text without bound would make the index as large as the table.
        self.assertEqual(stored - columns, {"city"})

    def test_lost_and_archived(self):
        self.env["crm.lead"].search([("name", "=", "Khách 7")]).active = False
        self.env.flush_all()
        order = "ORDER BY priority DESC, id DESC LIMIT 80"
        for lost in ([], [("won_status", "=", "lost")]):
            plan = self.plan([("type", "=", "lead"), ("active", "=", False), *lost], end=order)
            self.assertIn("crm_lead_l10n_vn_inactive_idx", plan)

    def test_known_and_recalled(self):
        order = "ORDER BY priority DESC, id DESC LIMIT 80"
        for name, asked in {
            "known": ("l10n_vn_known_kind", "!=", False),
            "recalled": ("l10n_vn_recall_count", ">", 0),
        }.items():
            plan = self.plan([("type", "=", "lead"), asked], end=order)
            self.assertIn(f"crm_lead_l10n_vn_{name}_idx", plan)

    def test_closed_in_a_period(self):
        orders = self.env["crm.lead"].create([{"name": f"Đơn {n}", "type": "opportunity"} for n in range(400)])
        orders.action_set_won()
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET date_closed = '2025-03-01'::timestamp + id * interval '1 day'")
        self.env.cr.execute("ANALYZE crm_lead")
        for won in ([], [("won_status", "=", "won")]):
            plan = self.plan(
                [
                    ("date_closed", ">=", "2025-03-01"),
                    ("date_closed", "<", "2025-03-09"),
                    ("type", "=", "opportunity"),
                    *won,
                ]
            )
            self.assertIn("crm_lead_l10n_vn_closed_idx", plan)

    def test_without_a_campaign_where_few_are(self):
        campaign = self.env["utm.campaign"].create({"title": "Hội chợ"})
        self.env["crm.lead"].search([("type", "=", "lead")])[1:].campaign_id = campaign
        self.env.flush_all()
        self.env.cr.execute("ANALYZE crm_lead")
        order = "ORDER BY priority DESC, id DESC LIMIT 80"
        plan = self.plan([("type", "=", "lead"), ("campaign_id", "=", False)], end=order)
        self.assertIn("crm_lead_l10n_vn_no_campaign_idx", plan)

    def test_leads_without_a_contact(self):
        team = self.env["crm.team"].create({"name": "Kinh doanh miền Nam"})
        leads = self.env["crm.lead"].search([])
        leads.user_id = self.env.uid
        leads[0].team_id = team
        rule = self.env["crm.lead.recall.rule"].create({"name": "3 ngày", "team_id": team.id, "warning": 0})
        self.env.flush_all()
        self.env.cr.execute("ANALYZE crm_lead")
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        rows = self.env.execute_query(SQL("EXPLAIN %s", rule._select_leads("recall").select("crm_lead.id")))
        self.assertIn("crm_lead_l10n_vn_recall_idx", str(rows))
