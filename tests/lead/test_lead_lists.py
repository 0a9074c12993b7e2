"""The lists of leads, beside their records and in the menu: what they count, show and open."""

from datetime import timedelta
from unittest.mock import patch

from lxml import etree
from odoo import Command, fields
from odoo.fields import Domain
from odoo.tests import tagged, users
from odoo.tools.safe_eval import safe_eval

from ...models.lead import list_counts
from ..common import LeadCase
from ..screens import TourCase


class ListsCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.team = cls.new_team(cls.hoa, cls.nam, l10n_vn_lead_stages=True, use_leads=True)
        cls.campaign = cls.env["utm.campaign"].create({"title": "Hội chợ Vietbuild"})
        cls.zalo = cls.env["utm.source"].create({"name": "Zalo OA"})

    @classmethod
    def new_leads(cls, count, days_ago=0, **values):
        leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Hỏi giá máy lọc nước {number}",
                    "contact_name": f"Nguyễn Thị Mai {number}",
                    "type": "lead",
                    "team_id": cls.team.id,
                    "user_id": False,
                    **values,
                }
                for number in range(count)
            ]
        )
        cls.env.flush_all()
        created = fields.Datetime.now() - timedelta(days=days_ago)
        cls.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id IN %s", (created, tuple(leads.ids)))
        leads.invalidate_recordset(["create_date"])
        return leads

    def find_in_action(self, name):
        """Return the records that the action of a list opens, with the filters that it switches on."""
        action = self.env["ir.actions.act_window"]._for_xml_id(f"l10n_vn_crm.{name}")
        context = safe_eval(action["context"])
        arch = self.env["crm.lead"].get_view(action["search_view_id"][0], "search")["arch"]
        domain = Domain(safe_eval(action["domain"], {"uid": self.env.uid}))
        for key in context:
            if key.startswith("search_default_"):
                [node] = etree.fromstring(arch).xpath(f"//filter[@name='{key.removeprefix('search_default_')}']")
                domain &= Domain(safe_eval(node.get("domain") or "[]", {"uid": self.env.uid}))
        return self.env["crm.lead"].with_context(**context).search(domain)


@tagged("post_install", "-at_install")
class TestLists(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_leads(3)
        cls.new_leads(4, days_ago=30, user_id=cls.hoa.id)
        cls.new_leads(2, days_ago=30, user_id=cls.nam.id, campaign_id=cls.campaign.id)
        converted = cls.new_leads(2, days_ago=40, user_id=cls.hoa.id)
        for lead in converted:
            lead.convert_opportunity(cls.env["res.partner"])
        converted[0].action_set_lost()
        cls.env["crm.lead"].create({"name": "Mua lại", "type": "opportunity", "user_id": cls.hoa.id})

    @users("mai")
    def test_numbers_are_those_of_the_lists(self):
        counts = self.env["crm.lead"].l10n_vn_count_lists()
        self.assertEqual(
            counts,
            {
                "crm_lead_action": 9,
                "crm_lead_action_new": 3,
                "crm_lead_action_pool": 3,
                "crm_lead_action_assigned": 6,
                "crm_lead_action_no_campaign": 7,
                "crm_lead_action_converted": 2,
                "crm_lead_action_mine": 0,
            },
        )
        for name, count in counts.items():
            with self.subTest(list=name):
                self.assertEqual(len(self.find_in_action(name)), count)

    @users("hoa")
    def test_salespeople_count_what_they_may_read(self):
        counts = self.env["crm.lead"].l10n_vn_count_lists()
        self.assertEqual((counts["crm_lead_action"], counts["crm_lead_action_assigned"]), (7, 4))
        self.assertEqual(counts["crm_lead_action_mine"], 4)

    @users("hoa", "mai")
    def test_assigned_leads_are_those_with_a_salesperson(self):
        leads = self.env["crm.lead"]
        for is_assigned, operator in ((True, "!="), (False, "=")):
            found = leads.search([("l10n_vn_is_assigned", "=", is_assigned)])
            self.assertEqual(found, leads.search([("user_id", operator, False)]))
            self.assertEqual(set(found.mapped("l10n_vn_is_assigned")), {is_assigned})

    @users("hoa")
    def test_who_sees_own_leads_only_asks_for_these(self):
        asked = self.env["crm.lead"]._search([("l10n_vn_is_assigned", "=", True)]).where_clause
        self.assertNotIn('"user_id" IS NOT NULL', asked.code)

    @users("mai")
    def test_counting_stops_at_the_limit(self):
        with patch.object(list_counts, "MOST", 4):
            counts = self.env["crm.lead"].l10n_vn_count_lists()
        self.assertEqual((counts["crm_lead_action"], counts["crm_lead_action_pool"]), (5, 3))

    @users("mai")
    def test_all_numbers_are_one_query(self):
        self.env["crm.lead"].l10n_vn_count_lists()
        with self.assertQueryCount(1):
            self.env["crm.lead"].l10n_vn_count_lists()

    def test_menu_has_at_most_seven_entries(self):
        menu = self.env.ref("crm.crm_menu_leads")
        self.assertLessEqual(len(menu.child_id), 7, menu.child_id.mapped("name"))
        self.assertFalse(menu.child_id.child_id, "entries below entries are shown in the same menu")

    @users("mai")
    def test_new_leads_show_who_asked_where_and_when(self):
        view = self.env.ref("l10n_vn_crm.crm_lead_view_list_new")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id, "list")["arch"])
        shown = [
            field.get("name")
            for field in arch.xpath("./field")
            if field.get("optional") != "hide" and not field.get("column_invisible")
        ]
        wanted = ["name", "contact_name", "partner_name", "phone", "source_id", "create_date", "user_id"]
        self.assertEqual([name for name in shown if name not in ("company_id",)], wanted)

    @users("mai")
    def test_groups_of_teams_and_channels_come_open(self):
        for name in ("crm_lead_action_by_team", "crm_lead_action_by_channel"):
            with self.subTest(list=name):
                action = self.env["ir.actions.act_window"]._for_xml_id(f"l10n_vn_crm.{name}")
                arch = self.env["crm.lead"].get_view(action["views"][0][0], "list")["arch"]
                self.assertEqual(etree.fromstring(arch).get("expand"), "1")


@tagged("post_install", "-at_install")
class TestListsTour(TourCase, ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dong = cls.env.ref("base.VND")
        dong.active = True
        cls.env["res.lang"]._activate_lang("vi_VN")
        company = cls.env["res.company"].create(
            {"name": "Mầm Xanh", "country_id": cls.env.ref("base.vn").id, "currency_id": dong.id}
        )
        cls.manager.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id, "lang": "vi_VN", "name": "Mai"}
        )
        stage = cls.env.ref("l10n_vn_crm.crm_stage_interested")
        cls.team.company_id = False
        cls.new_leads(2, stage_id=stage.id, expected_revenue=44_000_000, company_id=company.id)
        cls.new_leads(
            1,
            user_id=cls.manager.id,
            stage_id=stage.id,
            expected_revenue=1_412_000_000,
            source_id=cls.zalo.id,
            company_id=company.id,
            partner_name="Công ty Hoa Sen",
            phone="0912 345 678",
        )
        cls.new_leads(1, days_ago=20, team_id=False, stage_id=stage.id, company_id=company.id)

    def test_lists_amounts_conversion_and_meeting(self):
        self.start_tour("/odoo/action-l10n_vn_crm.crm_lead_action", "l10n_vn_crm_lists", login="mai")
        meeting = self.env["calendar.event"].search([("name", "ilike", "Hoa Sen")])
        self.assertEqual(meeting.opportunity_id.partner_name, "Công ty Hoa Sen")
        self.assertEqual(meeting.duration, 2)
