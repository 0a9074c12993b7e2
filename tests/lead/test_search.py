from datetime import timedelta

from lxml import etree
from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools.safe_eval import safe_eval

from ..common import ALL, MANAGER, LeadCase, person

VIEWS = {"lead": "crm.view_crm_case_leads_filter", "opportunity": "crm.view_crm_case_opportunities_filter"}


@tagged("post_install", "-at_install")
class TestLeadSearch(LeadCase):
    USERS = {
        "salesperson": person("Lê Văn Nam", ALL, login="nam.banhang"),
        "manager": person("Trần Thị Hoa", MANAGER, login="hoa.quanly"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team, cls.other_team = cls.env["crm.team"].create(
            [
                {
                    "name": "Kinh doanh miền Nam",
                    "user_id": cls.manager.id,
                    "use_leads": True,
                    "l10n_vn_lead_stages": True,
                    "member_ids": [Command.set(cls.salesperson.ids)],
                },
                {"name": "Kinh doanh miền Bắc", "use_leads": True, "l10n_vn_lead_stages": True},
            ]
        )
        cls.campaign = cls.env["utm.campaign"].create({"title": "Tết 2027", "name": "Tết 2027"})
        cls.source = cls.env["utm.source"].create({"name": "Zalo OA"})

    def _pair(self, lead_type, ours, other):
        """Make two records that differ in one respect."""
        plain = {
            "name": "Chị Lan hỏi giá",
            "type": lead_type,
            "team_id": self.other_team.id,
            "user_id": False,
            "campaign_id": self.campaign.id,
            "source_id": self.source.id,
        }
        # Superuser: a date of conversion is written by nobody else.
        return self.env["crm.lead"].sudo().create([{**plain, **ours}, {**plain, **other}]).sudo(False)

    def _filter(self, lead_type, name):
        view = self.env["crm.lead"].get_view(self.env.ref(VIEWS[lead_type]).id, "search")
        return etree.fromstring(view["arch"]).xpath(f"//filter[@name='{name}']")[0]

    def _found(self, lead_type, name, leads):
        domain = safe_eval(self._filter(lead_type, name).get("domain"), {"uid": self.env.uid})
        return self.env["crm.lead"].search([("id", "in", leads.ids), *domain])

    @users("nam.banhang", "hoa.quanly")
    def test_filters_by_one_field(self):
        me = {"user_id": self.env.uid, "team_id": self.team.id}
        for lead_type in VIEWS:
            unassigned = "unassigned_leads" if lead_type == "lead" else "unassigned"
            for name, ours, other in (
                (unassigned, {"user_id": False}, me),
                ("l10n_vn_assigned", me, {"user_id": False}),
                ("l10n_vn_no_campaign", {"campaign_id": False}, {}),
                ("l10n_vn_no_source", {"source_id": False}, {}),
                ("l10n_vn_my_team", {"team_id": self.team.id}, {}),
                (
                    "l10n_vn_converted",
                    {"date_conversion": fields.Datetime.now()},
                    {
                        "date_conversion": fields.Datetime.now() - timedelta(days=40),
                    },
                ),
            ):
                with self.subTest(filter=name, type=lead_type):
                    leads = self._pair(lead_type, ours, other)
                    self.assertEqual(self._found(lead_type, name, leads), leads[0])

    @users("nam.banhang")
    def test_filters_by_next_action(self):
        for lead_type in VIEWS:
            late, planned = self._pair(lead_type, {}, {})
            nothing = late.copy()
            today = fields.Date.context_today(late)
            late.activity_schedule("mail.mail_activity_data_call", today - timedelta(days=1))
            planned.activity_schedule("mail.mail_activity_data_call", today + timedelta(days=1))
            everything = late | planned | nothing
            with self.subTest(type=lead_type):
                self.assertEqual(self._found(lead_type, "l10n_vn_late", everything), late)
                self.assertEqual(self._found(lead_type, "l10n_vn_no_next", everything), nothing)

    def test_new_and_forgotten(self):
        for lead_type in VIEWS:
            fresh, old = self._pair(lead_type, {}, {})
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE crm_lead SET create_date = create_date - interval '30 days' WHERE id = %s", [old.id]
            )
            self.env.invalidate_all()
            with self.subTest(type=lead_type):
                self.assertEqual(self._found(lead_type, "l10n_vn_new", fresh | old), fresh)
                self.assertEqual(self._found(lead_type, "l10n_vn_no_contact", fresh | old), old)

    @users("hoa.quanly")
    def test_filters_combine(self):
        leads = self._pair("lead", {"campaign_id": False}, {"campaign_id": False, "user_id": self.env.uid})
        found = self._found("lead", "l10n_vn_no_campaign", self._found("lead", "unassigned_leads", leads))
        self.assertEqual(found, leads[0])

    @users("nam.banhang")
    def test_groupings(self):
        wanted = {
            "stage_id",
            "team_id",
            "user_id",
            "state_id",
            "campaign_id",
            "source_id",
            "medium_id",
            "activity_state",
        }
        for lead_type, view_name in VIEWS.items():
            with self.subTest(type=lead_type):
                view = self.env["crm.lead"].get_view(self.env.ref(view_name).id, "search")
                contexts = etree.fromstring(view["arch"]).xpath("//filter/@context")
                offered = {safe_eval(context).get("group_by") for context in contexts if "group_by" in context}
                self.assertLessEqual(wanted, offered)
                for field in wanted:
                    self.assertTrue(self.env["crm.lead"]._fields[field]._description_groupable(self.env), field)

    @users("hoa.quanly")
    def test_lists_of_leads_open(self):
        """Those of the menu, and those of the panel beside the lists."""
        named = (
            self.env["ir.model.data"]
            .sudo()
            .search([("module", "=", "l10n_vn_crm"), ("model", "=", "ir.actions.act_window")])
        )
        actions = self.env["ir.actions.act_window"].sudo().browse(named.mapped("res_id"))
        lists = actions.filtered(lambda action: action.res_model == "crm.lead" and action.target != "new")
        self.assertGreaterEqual(len(lists), 8)
        for action in lists:
            with self.subTest(action=action.name):
                context = safe_eval(action.context)
                kind = context.get("default_type", "lead")
                for key in context:
                    if key.startswith("search_default_"):
                        self.assertIsNotNone(self._filter(kind, key.removeprefix("search_default_")))
                self.env["crm.lead"].with_context(**context).get_views(
                    [(view_id, mode) for view_id, mode in action.views if mode != "form"]
                )

    def test_leads_open_with_the_kanban(self):
        for action in ("l10n_vn_crm.crm_lead_action", "crm.crm_lead_all_leads"):
            with self.subTest(action=action):
                view_id, mode = self.env.ref(action).views[0]
                self.assertEqual((mode, view_id), ("kanban", self.env.ref("crm.view_crm_lead_kanban").id))
