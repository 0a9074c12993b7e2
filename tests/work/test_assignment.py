from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from ..common import MANAGER, OWN, LeadCase, person
from ..connections import ConnectionCase
from ..screens import TourCase


class AssignmentCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan"),
        "hung": person("Trần Văn Hùng"),
        "son": person("Lê Sơn"),
        "manager": person("Phạm Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh miền Nam", "use_leads": True, "user_id": cls.manager.id}
        )
        cls.members = cls.env["crm.team.member"].create(
            [{"crm_team_id": cls.team.id, "user_id": user.id} for user in cls.lan + cls.hung + cls.son]
        )
        cls.hanoi, cls.danang = cls.env.ref("base.state_vn_VN-HN"), cls.env.ref("base.state_vn_VN-DN")

    @classmethod
    def new_leads(cls, count, **values):
        return cls.env["crm.lead"].create(
            [
                {
                    "name": f"Chị Hoa hỏi giá {number}",
                    "type": "lead",
                    "user_id": False,
                    "team_id": cls.team.id,
                    **values,
                }
                for number in range(count)
            ]
        )


@tagged("post_install", "-at_install")
class TestLeadAssignment(AssignmentCase):
    @users("lan")
    def test_salesperson_takes_a_free_lead(self):
        lead = self.new_leads(1).with_user(self.env.user)
        told = lead.action_l10n_vn_take()["params"]
        self.assertEqual(lead.user_id, self.lan)
        self.assertEqual(lead.team_id, self.team)
        self.assertTrue(lead.date_open)
        self.assertEqual(told["type"], "success")

    @users("lan")
    def test_second_comer_is_told_who_has_it(self):
        lead = self.new_leads(1, user_id=self.hung.id, contact_name="Khách quý")
        told = lead.with_user(self.env.user).action_l10n_vn_take()["params"]
        self.assertEqual(lead.user_id, self.hung)
        self.assertEqual(told["type"], "warning")
        self.assertIn("Trần Văn Hùng", told["message"])
        self.assertNotIn("hỏi giá", told["message"], "nothing but the name is told of a lead that may not be read")

    @users("lan")
    def test_take_many_takes_what_is_free(self):
        free, taken = self.new_leads(3), self.new_leads(2, user_id=self.hung.id)
        told = (free + taken).with_user(self.env.user).action_l10n_vn_take()["params"]["message"]
        self.assertEqual(free.user_id, self.lan)
        self.assertEqual(taken.user_id, self.hung)
        self.assertIn("3", told)
        self.assertIn("Trần Văn Hùng", told)
        self.assertNotIn("2", told, "how many a colleague has is not told")

    def test_other_companies_stay_unknown(self):
        company = self.env["res.company"].create({"name": "Công ty Sao Mai"})
        stranger = mail_new_test_user(
            self.env,
            "la",
            groups="sales_team.group_sale_salesman",
            name="Người Lạ",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        lead = self.env["crm.lead"].create(
            {
                "name": "Khách của Sao Mai",
                "type": "lead",
                "user_id": stranger.id,
                "team_id": False,
                "company_id": company.id,
            }
        )
        self.assertEqual(lead.company_id, company)
        told = lead.with_user(self.lan).action_l10n_vn_take()["params"]["message"]
        self.assertNotIn("Người Lạ", told)
        lead.user_id = False
        lead.company_id = company
        with self.assertRaises(AccessError):
            lead.with_user(self.lan).action_l10n_vn_take()

    def test_employees_outside_sales_learn_nothing(self):
        clerk = mail_new_test_user(self.env, "thu.ky", groups="base.group_user", name="Thư Ký")
        lead = self.new_leads(1, user_id=self.hung.id)
        with self.assertRaises(AccessError):
            lead.with_user(clerk).action_l10n_vn_take()

    @users("mai")
    def test_hand_out_in_turn_as_shown(self):
        leads = self.new_leads(7).with_user(self.env.user)
        dialog = Form(self.env["crm.lead.assign"].with_context(active_model="crm.lead", active_ids=leads.ids))
        dialog.user_ids.clear()
        for user in (self.lan, self.hung, self.son):
            dialog.user_ids.add(user)
        shown = {line["user_id"]: line["share_count"] for line in dialog.line_ids._records}
        self.assertEqual(sorted(shown.values()), [2, 2, 3])
        dialog.save().action_assign()
        got = {
            user.id: count
            for user, count in self.env["crm.lead"]._read_group([("id", "in", leads.ids)], ["user_id"], ["__count"])
        }
        self.assertEqual(got, shown)

    @users("mai")
    def test_hand_out_evens_loads(self):
        self.new_leads(5, user_id=self.lan.id)
        self.new_leads(2, user_id=self.hung.id)
        leads = self.new_leads(8).with_user(self.env.user)
        leads.l10n_vn_assign((self.lan + self.hung + self.son).ids, "load")
        loads = (self.lan + self.hung + self.son)._l10n_vn_open_leads()
        self.assertEqual(sorted(loads.values()), [5, 5, 5])

    @users("mai")
    def test_hand_out_by_province_leaves_the_rest(self):
        self.members[0].l10n_vn_state_ids = self.hanoi
        self.members[1].l10n_vn_state_ids = self.hanoi + self.danang
        north, middle = self.new_leads(4, state_id=self.hanoi.id), self.new_leads(2, state_id=self.danang.id)
        nowhere = self.new_leads(1)
        leads = (middle + north + nowhere).with_user(self.env.user)
        dialog = Form(self.env["crm.lead.assign"].with_context(active_model="crm.lead", active_ids=leads.ids))
        dialog.method = "province"
        self.assertEqual(dialog.left_count, 1)
        dialog.save().action_assign()
        self.assertEqual(middle.user_id, self.hung)
        self.assertEqual(len(north.filtered(lambda lead: lead.user_id == self.lan)), 3, "who has less gets more")
        self.assertFalse(nowhere.user_id)

    @users("mai")
    def test_hand_out_passes_over_who_has_a_salesperson(self):
        free, taken = self.new_leads(1), self.new_leads(1, user_id=self.hung.id)
        (free + taken).with_user(self.env.user).l10n_vn_assign(self.lan.ids)
        self.assertEqual((free.user_id, taken.user_id), (self.lan, self.hung))
        (free + taken).with_user(self.env.user).l10n_vn_assign(self.lan.ids, reassign=True)
        self.assertEqual(taken.user_id, self.lan)

    @users("mai")
    def test_each_salesperson_is_told_once(self):
        leads = self.new_leads(6).with_user(self.env.user)
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        leads.l10n_vn_assign((self.lan + self.hung).ids)
        told = self.env["mail.message"].sudo().search([("id", ">", before), ("partner_ids", "!=", False)])
        self.assertEqual(sorted(told.partner_ids.mapped("name")), ["Nguyễn Thị Lan", "Trần Văn Hùng"])
        self.assertEqual(len(told), 2)

    @users("mai")
    def test_hand_out_to_nobody_says_so(self):
        with self.assertRaisesRegex(UserError, "code=missing_argument"):
            self.new_leads(1).with_user(self.env.user).l10n_vn_assign([])

    @users("lan")
    def test_only_managers_open_the_hand_out(self):
        with self.assertRaises(AccessError):
            self.env["crm.lead.assign"].create({"lead_ids": [(6, 0, self.new_leads(1).ids)]})

    def test_cost_does_not_grow_with_leads(self):
        def cost(size):
            leads = self.new_leads(size, team_id=False).with_user(self.manager)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.l10n_vn_assign((self.lan + self.hung + self.son).ids)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(30)
        self.assertEqual(cost(30), cost(90))


@tagged("post_install", "-at_install")
class TestLeadAssignmentTour(TourCase, AssignmentCase):
    def test_take_a_lead_from_the_pool(self):
        lead = self.new_leads(1)
        self.start_tour("/odoo/lead-pool", "l10n_vn_crm_take", login="lan")
        self.assertEqual(lead.user_id, self.lan)


@tagged("post_install", "-at_install")
class TestTakeAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.salespeople = self.new_users({"nhanh": "Nguyễn Văn Nhanh", "le": "Trần Thị Lẹ"}, OWN)
        values = {"name": "Anh Tâm hỏi giá", "type": "lead", "user_id": False}
        self.lead_id = self.run_apart(lambda env: env["crm.lead"].create(values).id)
        self.addCleanup(self.run_apart, lambda env: env["crm.lead"].browse(self.lead_id).unlink())

    def test_two_who_click_at_once_never_both_get_it(self):
        def take(env):
            return env["crm.lead"].browse(self.lead_id).action_l10n_vn_take()["params"]

        answers = self.at_once(
            *((user_id, take) for user_id in self.salespeople),
            look=lambda env: self.assertFalse(env["crm.lead"].browse(self.lead_id).user_id),
        )
        told = dict(zip(self.salespeople, answers, strict=True))
        winner, loser = sorted(self.salespeople, key=lambda user_id: told[user_id]["type"] != "success")
        self.assertEqual([told[winner]["type"], told[loser]["type"]], ["success", "warning"])
        holder = self.run_apart(lambda env: env["crm.lead"].browse(self.lead_id).user_id.id)
        self.assertEqual(holder, winner)
        name = self.run_apart(lambda env: env["res.users"].browse(winner).name)
        self.assertIn(name, told[loser]["message"])
