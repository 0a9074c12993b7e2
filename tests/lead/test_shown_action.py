"""The next action in lists of leads: the same as Odoo's fields of activities, for fewer queries."""

from datetime import timedelta

from lxml import etree
from odoo import Command, fields
from odoo.tests import tagged

from ..common import LeadCase

# Queries of our columns beside those of Odoo's list: two of activities and one of their leads and types each, two of
# criteria, stages, results of talks.
COLUMNS = 8


@tagged("post_install", "-at_install")
class TestShownAction(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = cls.hoa.tz = cls.lan.tz = "Asia/Ho_Chi_Minh"
        cls.today = fields.Date.context_today(cls.hoa)
        cls.call, cls.todo = (cls.env.ref(f"mail.mail_activity_data_{name}") for name in ("call", "todo"))
        cls.lead, cls.other, cls.idle = cls.env["crm.lead"].create(
            [
                {"name": f"{name} hỏi giá máy lọc nước", "type": "lead", "user_id": cls.hoa.id}
                for name in ("Chị Mai", "Anh Hùng", "Cô Lan")
            ]
        )
        cls.leads = cls.lead | cls.other | cls.idle

    def plan(self, lead, days, kind, user, summary=False):
        return lead.activity_schedule(
            activity_type_id=kind.id,
            date_deadline=self.today + timedelta(days=days),
            user_id=user.id,
            summary=summary,
        )

    def shown(self, user):
        """Return {lead: what the list shows of it} as the user's web client reads it."""
        self.env.flush_all()
        self.env.invalidate_all()
        names = ("l10n_vn_next_action", "activity_date_deadline")
        leads = self.env["crm.lead"].with_user(user)
        found = leads.web_search_read([("id", "in", self.leads.ids)], dict.fromkeys(names, {}))
        return {self.lead.browse(values["id"]): [values[name] for name in names] for values in found["records"]}

    def test_a_list_shows_what_odoo_knows_of_the_activities(self):
        late = self.plan(self.lead, -2, self.call, self.hoa, "Gọi báo giá")
        later = self.plan(self.lead, 5, self.todo, self.hoa)
        today = self.plan(self.other, 0, self.todo, self.hoa)
        shown = self.shown(self.hoa)
        self.assertEqual(shown[self.idle], [False, False])
        self.assertEqual(
            shown[self.lead],
            [
                {
                    "ids": (late + later).ids,
                    "state": "overdue",
                    "summary": "Gọi báo giá",
                    "icon": self.call.icon,
                    "exception": False,
                },
                late.date_deadline,
            ],
        )
        self.assertEqual(shown[self.other][0]["ids"], today.ids)
        for lead in (self.lead, self.other):
            mine, (action, due) = lead.with_user(self.hoa), shown[lead]
            title = mine.activity_summary or mine.activity_type_id.display_name
            self.assertEqual(
                (action["ids"], action["state"], action["summary"]), (mine.activity_ids.ids, mine.activity_state, title)
            )
            self.assertEqual((action["icon"], due), (mine.activity_type_icon, mine.activity_date_deadline))

    def test_a_type_that_warns_is_shown_as_odoo_shows_it(self):
        kinds = self.env["mail.activity.type"].create(
            [
                {"name": "Khiếu nại", "decoration_type": kind, "icon": icon}
                for kind, icon in (("warning", "fa-bell"), ("danger", "fa-bolt"))
            ]
        )
        self.plan(self.lead, 1, kinds[0], self.hoa)
        self.plan(self.lead, 2, kinds[1], self.hoa)
        self.plan(self.other, 3, kinds[0], self.hoa)
        shown = self.shown(self.hoa)
        for lead in (self.lead, self.other):
            odoo = {"kind": lead.activity_exception_decoration, "icon": lead.activity_exception_icon}
            self.assertEqual(shown[lead][0]["exception"], odoo)
        self.assertEqual(shown[self.lead][0]["exception"]["kind"], "danger")

    def test_activities_of_leads_that_one_may_only_read_stay_hidden(self):
        """Odoo shows the activities of others to those who may write the lead."""
        self.env["ir.rule"].create(
            {
                "name": "Chỉ đọc khách của người khác",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('user_id', '=', user.id)]",
                "groups": [Command.link(self.env.ref("base.group_user").id)],
                "perm_read": False,
            }
        )
        rules = self.env["ir.rule"].search([("model_id.model", "=", "crm.lead"), ("perm_read", "=", True)])
        rules.filtered("groups").perm_write = False
        self.plan(self.lead, 1, self.call, self.hoa, "Gọi báo giá")
        mine = self.plan(self.other, 1, self.call, self.lan, "Hỏi giúp Hoa")
        shown = self.shown(self.lan)
        self.assertEqual(shown[self.lead], [False, False])
        self.assertEqual((shown[self.other][0]["ids"], shown[self.other][1]), (mine.ids, mine.date_deadline))

    def test_it_follows_the_activity(self):
        activity = self.plan(self.lead, 1, self.call, self.hoa, "Gọi báo giá")
        lead = self.lead.with_user(self.hoa)
        self.assertEqual(lead.l10n_vn_next_action["summary"], "Gọi báo giá")
        activity.summary = "Gửi mẫu"
        self.assertEqual(lead.l10n_vn_next_action["summary"], "Gửi mẫu")
        activity.action_feedback()
        self.assertFalse(lead.l10n_vn_next_action)

    def test_our_columns_cost_few_queries(self):
        for number, lead in enumerate(self.leads):
            self.plan(lead, number, self.call, (self.hoa | self.lan)[number % 2])
        view = self.env.ref("crm.crm_case_tree_view_leads")
        leads = self.env["crm.lead"].with_user(self.hoa)
        arch = etree.fromstring(leads.get_view(view.id, "list")["arch"])
        names = [node.get("name") for node in arch.xpath("//field")]
        ours = {"stage_id", "activity_date_deadline", *(name for name in names if name.startswith("l10n_vn_"))}

        def cost(names):
            spec = {name: {"fields": {"display_name": {}}} if leads._fields[name].relational else {} for name in names}
            found = []
            for _turn in range(2):  # the first one warms the caches
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                leads.web_search_read([("id", "in", self.leads.ids)], spec)
                found.append(self.cr.sql_log_count - before)
            return found[-1]

        self.assertLessEqual(cost(names) - cost([name for name in names if name not in ours]), COLUMNS)
