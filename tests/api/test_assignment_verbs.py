"""take and assign: one answer a lead, in the order given, also for leads that are gone, hidden or held."""

from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from ...models.api_error import ApiError
from .verbs_case import VerbsCase


@tagged("post_install", "-at_install")
class TestAssignmentVerbs(VerbsCase):
    @users("lan")
    def test_take_answers_each_lead_in_the_order_given(self):
        free, held, gone = self.new_leads(2), self.new_leads(user_id=self.hung.id), self.new_leads()
        gone.unlink()

        answers = (free[1] + held + gone + free[0]).with_user(self.lan).l10n_vn_take()

        self.assertEqual([answer["lead_id"] for answer in answers], [free[1].id, held.id, gone.id, free[0].id])
        self.assertEqual(self.outcomes(answers), ["taken", "held", "gone", "taken"])
        self.assertEqual([answer["owner"] for answer in answers][:2], ["Nguyễn Thị Lan", "Trần Văn Hùng"])
        self.assertEqual(free.user_id, self.lan)
        self.assertEqual(held.user_id, self.hung)

    @users("lan")
    def test_a_lead_taken_before_is_still_taken(self):
        mine = self.new_leads(user_id=self.lan.id)
        self.assertEqual(self.outcomes(mine.with_user(self.lan).l10n_vn_take()), ["taken"])

    @users("lan")
    def test_the_same_key_gives_the_first_answer(self):
        lead = self.new_leads().with_user(self.lan)
        first = lead.l10n_vn_take(request_key="app-17")
        lead.sudo().user_id = self.hung

        self.assertEqual(lead.l10n_vn_take(request_key="app-17"), first)
        self.assertEqual(lead.sudo().user_id, self.hung, "nothing is done a second time")
        with self.assertRaises(ApiError) as refused:
            self.new_leads().with_user(self.lan).l10n_vn_take(request_key="app-17")
        self.assertEqual(refused.exception.context["code"], "key_reused")

    @users("lan")
    def test_leads_of_another_company_have_no_owner(self):
        theirs = self.new_leads(team_id=False, company_id=self.other.id, user_id=False)
        theirs.user_id = self.user_of(self.other)
        [answer] = theirs.with_user(self.lan).l10n_vn_take()
        self.assertEqual((answer["outcome"], answer["owner"]), ("held", ""))

    def user_of(self, company):
        return (
            self.env["res.users"]
            .sudo()
            .create(
                {
                    "name": "Người Lạ",
                    "login": "nguoi.la",
                    "company_id": company.id,
                    "company_ids": company.ids,
                    "group_ids": self.env.ref("sales_team.group_sale_salesman").ids,
                }
            )
        )

    @users("mai")
    def test_assign_by_logins_and_ids_in_turn(self):
        leads = self.new_leads(4)
        answers = leads.with_user(self.manager).l10n_vn_assign(users=["lan", self.hung.id])

        self.assertEqual(self.outcomes(answers), ["assigned"] * 4)
        self.assertEqual(
            [answer["owner"] for answer in answers],
            [lead.user_id.name for lead in leads],
            "each lead has its own owner",
        )
        self.assertEqual(len(leads.filtered(lambda lead: lead.user_id == self.lan)), 2)

    @users("mai")
    def test_assign_leaves_what_is_held_unless_asked(self):
        held, free = self.new_leads(user_id=self.hung.id), self.new_leads()
        both = (held + free).with_user(self.manager)

        self.assertEqual(self.outcomes(both.l10n_vn_assign(users=["lan"])), ["held", "assigned"])
        self.assertEqual(held.user_id, self.hung)
        self.assertEqual(self.outcomes(both.l10n_vn_assign(users=["lan"], reassign=True)), ["assigned", "assigned"])
        self.assertEqual(held.user_id, self.lan)

    @users("mai")
    def test_assign_by_province_leaves_what_is_of_no_province(self):
        lead = self.new_leads().with_user(self.manager)
        answers = lead.l10n_vn_assign(users=["lan", "hung"], method="province")
        self.assertEqual((self.outcomes(answers), answers[0]["owner"]), (["unassigned"], ""))

    @users("mai")
    def test_each_wrong_argument_has_its_code(self):
        lead = self.new_leads().with_user(self.manager)
        portal = (
            self.env["res.users"]
            .sudo()
            .create({"name": "Khách", "login": "khach", "group_ids": self.env.ref("base.group_portal").ids})
        )
        self.hung.sudo().active = False
        for arguments, code, field in (
            ({"users": "lan"}, "wrong_type", "users"),
            ({"users": [1.5]}, "wrong_type", "users"),
            ({"users": ["khong.co"]}, "unknown_record", "users"),
            ({"users": [2**40]}, "unknown_record", "users"),
            ({"users": [portal.id]}, "not_allowed", "users"),
            ({"users": ["hung"]}, "not_allowed", "users"),
            ({"users": []}, "missing_argument", "users"),
            ({"users": ["lan"], "method": "round_robin"}, "not_allowed", "method"),
            ({"users": ["lan"], "reassign": "yes"}, "wrong_type", "reassign"),
            ({"users": ["lan"], "colour": 1}, "unknown_argument", "colour"),
            ({}, "missing_argument", "users"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(ApiError) as refused:
                lead.l10n_vn_assign(**arguments)
            context = refused.exception.context
            self.assertEqual((context["code"], context["field"]), (code, field), context["message"])
        self.assertFalse(lead.user_id)

    @users("mai")
    def test_a_thousand_leads_at_most(self):
        with self.assertRaises(ApiError) as refused:
            self.env["crm.lead"].browse(range(1, 1002)).l10n_vn_take()
        self.assertEqual(refused.exception.context["code"], "too_many")

    def test_portal_users_may_not(self):
        portal = self.env["res.users"].create(
            {"name": "Khách", "login": "khach", "group_ids": self.env.ref("base.group_portal").ids}
        )
        for lead in self.new_leads().with_user(portal), self.new_leads().with_user(self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                lead.l10n_vn_take()

    def test_few_queries_for_many_leads(self):
        for verb in ("l10n_vn_take", "l10n_vn_assign"):
            arguments = {"users": ["lan", "hung"]} if verb == "l10n_vn_assign" else {}
            counts = []
            for size in (10, 50):
                leads = self.new_leads(size).with_user(self.manager)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                getattr(leads, verb)(**arguments)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(verb=verb, counts=counts):
                self.assertLess(counts[1], counts[0] + 12)
