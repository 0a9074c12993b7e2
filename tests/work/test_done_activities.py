"""What was done is no plan, also where archived records are shown: leads of a contact, of an import, of a report."""

from datetime import timedelta

from lxml import etree
from odoo import fields
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ...models.lead import next_action
from .test_manager_report import ManagerReportCase


@tagged("post_install", "-at_install")
class TestDoneActivities(ManagerReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.lan)
        cls.called, cls.late, cls.idle = (cls.new_lead(name) for name in ("Chị Thơm", "Anh Bảy", "Bà Tư"))
        cls.plan(cls.called, -3).with_user(cls.lan).action_feedback(feedback="Đã gọi, khách hẹn lại")
        cls.promised = cls.plan(cls.late, -2)

    @classmethod
    def new_lead(cls, name):
        values = {"name": f"{name} hỏi giá", "type": "lead", "user_id": cls.lan.id, "team_id": cls.team.id}
        return cls.env["crm.lead"].create(values)

    @classmethod
    def plan(cls, lead, days):
        return lead.activity_schedule(
            "mail.mail_activity_data_call", date_deadline=cls.today + timedelta(days=days), user_id=cls.lan.id
        )

    def leads(self, user):
        """Return the model as the client calls it from a list that shows archived records."""
        return self.env["crm.lead"].with_user(user).with_context(active_test=False)

    def test_the_call_was_recorded_as_done(self):
        activities = self.called.with_context(active_test=False).activity_ids
        self.assertEqual(activities.mapped("active"), [False], "Odoo archives what is done")

    def test_the_report_counts_what_is_left_to_do(self):
        options = {"period": "month", "team_id": self.team.id}
        for user in (self.lan, self.manager):
            report = self.env["crm.lead.manager.report"].with_user(user)
            row = next(row for row in report.get_report(options)["rows"] if row["user_id"] == self.lan.id)
            self.assertEqual([row["numbers"].get(name) for name in ("open", "late", "idle")], [3, 1, 2])
            for measure, expected in (("late", self.late), ("idle", self.called | self.idle)):
                action = report.action_open(measure, options, user_id=self.lan.id)
                found = self.env["crm.lead"].with_user(user).with_context(**action["context"]).search(action["domain"])
                self.assertEqual(found, expected, measure)

    def test_filters_of_both_search_views(self):
        for view in ("crm.view_crm_case_leads_filter", "crm.view_crm_case_opportunities_filter"):
            arch = etree.fromstring(self.leads(self.lan).get_view(self.env.ref(view).id, "search")["arch"])
            for name, expected in (("late", self.late), ("no_next", self.called | self.idle)):
                [node] = arch.xpath(f"//filter[@name='l10n_vn_{name}']")
                domain = safe_eval(node.get("domain")) + [("team_id", "=", self.team.id)]
                for leads in (self.leads(self.lan), self.env["crm.lead"].with_user(self.lan)):
                    self.assertEqual(leads.search(domain), expected, (view, name))

    def test_leads_found_by_the_date_of_their_next_action(self):
        """Few activities are looked up, many are left to PostgreSQL: with the same answer, also in the cache."""
        next_week = self.new_lead("Cô Sáu")
        self.plan(next_week, 7)
        contact = self.env["res.partner"].create({"name": "Chú Năm"})
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": contact.id,
                "date_deadline": self.today,
                "user_id": self.lan.id,
            }
        )
        ours = self.called | self.late | self.idle | next_week
        day = self.today - timedelta(days=2)
        expected = {
            ("<", self.today): self.late,
            ("<", day): self.env["crm.lead"],
            ("<=", day): self.late,
            (">", self.today): next_week,
            (">=", day): self.late | next_week,
            ("=", day): self.late,
            ("=", False): self.called | self.idle,
        }
        for few in (0, 20_000):
            self.patch(next_action, "_FEW", few)
            for leads in (self.leads(self.lan), self.env["crm.lead"].with_user(self.lan)):
                for (operator, value), found in expected.items():
                    domain = Domain("activity_date_deadline", operator, value)
                    told = (few, operator, value)
                    self.assertEqual(leads.search(domain & Domain("id", "in", ours.ids)), found, told)
                    self.assertEqual(leads.search(~domain & Domain("id", "in", ours.ids)), ours - found, told)
                    self.assertEqual(leads.browse(ours.ids).filtered_domain(domain), found, told)

    def test_the_column_of_the_next_action(self):
        leads = self.leads(self.lan).browse((self.called | self.late).ids)
        names = ["l10n_vn_next_action", "activity_date_deadline"]
        called, late = leads.read(names)
        self.assertEqual([called[name] for name in names], [False, False])
        self.assertEqual(late["l10n_vn_next_action"]["ids"], self.promised.ids)
        self.assertEqual(late["activity_date_deadline"], self.today - timedelta(days=2))

    def test_a_result_closes_only_what_is_open(self):
        done = self.called.with_context(active_test=False).activity_ids
        leads = self.leads(self.lan).browse((self.called | self.late).ids)
        dialog = self.env["crm.lead.result"].with_user(self.lan).with_context(active_test=False)
        self.assertEqual(dialog.new({"lead_ids": leads.ids}).closing_activity_ids._origin, self.promised)
        leads.l10n_vn_record_result("called", "Khách xin báo giá", request_key="")
        self.assertEqual(done.feedback, "Đã gọi, khách hẹn lại")
        self.assertFalse(self.promised.active)

    def test_leads_that_are_taken_back_keep_what_was_done(self):
        done = self.called.with_context(active_test=False).activity_ids
        plans = self.leads(self.env.user).browse((self.called | self.late).ids)._l10n_vn_get_open_plans()
        self.assertEqual({lead: plan.ids for lead, plan in plans.items()}, {self.late.id: self.promised.ids})
        self.assertTrue(done.exists())
