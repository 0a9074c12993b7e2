"""A recall, a claim and the result of a talk meet on one lead: it is never lost, and never has two salespeople."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import OWN
from ..connections import ConnectionCase, begin

ROUNDS = 50


@tagged("post_install", "-at_install")
class TestRecallAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        names = {"giu": "Nguyễn Văn Giữ", "nhan": "Trần Thị Nhận", "xin": "Lê Văn Xin"}
        self.holder, self.other, self.third = self.new_users(names, OWN)
        self.long_ago = fields.Datetime.now() - timedelta(days=90)
        self.team_id, self.rule_id, self.lead_id = self.run_apart(self.create)
        self.addCleanup(self.run_apart, self.remove)

    def create(self, env):
        members = [(6, 0, [self.holder, self.other, self.third])]
        team = env["crm.team"].create({"name": "Kinh doanh miền Trung", "member_ids": members})
        rule = env["crm.lead.recall.rule"].create(
            {"name": "7 ngày", "team_id": team.id, "limit": 7, "unit": "days", "warning": 0, "plan_days": 0}
        )
        lead = env["crm.lead"].create({"name": "Anh Tâm hỏi giá", "type": "lead", "team_id": team.id})
        return team.id, rule.id, lead.id

    def remove(self, env):
        env["crm.lead"].browse(self.lead_id).unlink()
        env["crm.lead.recall"].search([("team_id", "=", self.team_id)]).unlink()
        env["crm.lead.recall.rule"].browse(self.rule_id).unlink()
        env["crm.team"].browse(self.team_id).unlink()

    def reset(self, env):
        """Give the lead to its holder, long ago and without a contact."""
        env["crm.lead.recall"].search([("lead_id", "=", self.lead_id)]).unlink()
        lead = env["crm.lead"].browse(self.lead_id)
        lead._l10n_vn_write_proof(
            {"user_id": self.holder, "l10n_vn_last_contact": False, "l10n_vn_recall_count": 0, "team_id": self.team_id}
        )
        lead.flush_recordset()
        env.cr.execute(
            "UPDATE crm_lead SET date_open = %s, create_date = %s WHERE id = %s",
            [self.long_ago, self.long_ago, self.lead_id],
        )

    def recall(self, env):
        rule = env["crm.lead.recall.rule"].browse(self.rule_id)
        return env["crm.lead"].browse(self.lead_id)._l10n_vn_recall(rule).ids

    def record(self, env):
        env["crm.lead"].browse(self.lead_id).l10n_vn_record_result(
            env.ref("l10n_vn_crm.crm_talk_outcome_met").id, "Anh Tâm hẹn thứ năm"
        )

    def take(self, env):
        return env["crm.lead"].browse(self.lead_id).action_l10n_vn_take()["params"]["type"] == "success"

    def see(self, env):
        lead = env["crm.lead"].browse(self.lead_id)
        lines = env["crm.lead.recall"].search([("lead_id", "=", self.lead_id)])
        return {
            "owner": lead.user_id.id,
            "count": lead.l10n_vn_recall_count,
            "contact": bool(lead.l10n_vn_last_contact),
            "recalls": len(lines),
            "undone": len(lines.filtered("undone_at")),
            "team": lead.team_id.id,
        }

    def test_a_recall_and_the_result_of_a_talk(self):
        """Whichever comes first: the result is stored, and its salesperson has the lead."""
        for number in range(ROUNDS):
            with self.subTest(round=number):
                self.run_apart(self.reset)
                works = [(1, self.recall), (self.holder, self.record)]
                self.at_once(*(works if number % 2 else works[::-1]))
                seen = self.run_apart(self.see)
                self.assertEqual((seen["owner"], seen["contact"], seen["count"]), (self.holder, True, 0))
                self.assertEqual(seen["recalls"], seen["undone"])

    def test_a_recall_a_result_and_a_claim(self):
        """Three at once: one salesperson, or none; the history says what happened."""
        for number in range(ROUNDS):
            with self.subTest(round=number):
                self.run_apart(self.reset)
                recalled, _recorded, taken = self.at_once(
                    (1, self.recall), (self.holder, self.record), (self.other, self.take), refusals=(AccessError,)
                )
                seen = self.run_apart(self.see)
                self.assertEqual(seen["team"], self.team_id)
                self.assertEqual(seen["recalls"], len(recalled))
                self.assertEqual(seen["owner"], self.other if taken is True else self.holder)
                self.assertEqual(seen["count"], seen["recalls"] - seen["undone"])
                if taken is not True:
                    self.assertTrue(seen["contact"])

    def test_a_recall_and_two_salespeople_who_claim_it(self):
        """Of two who claim it, at most one gets it, and only after the recall; who had it does not get it back."""
        claims = 0
        for number in range(ROUNDS):
            with self.subTest(round=number):
                self.run_apart(self.reset)
                works = [(1, self.recall), (self.other, self.take), (self.third, self.take)]
                recalled = []
                if number % 3 == 1:  # recalled a moment before, and its former salesperson claims it, too
                    recalled = self.run_apart(self.recall)
                    works[0] = (self.holder, self.take)
                answers = self.at_once(*works, refusals=(AccessError,))
                if not recalled:  # it is left out where somebody who claims it has locked it
                    recalled = answers[0]
                taken = [user_id for (user_id, _act), answer in zip(works, answers, strict=True) if answer is True]
                seen = self.run_apart(self.see)
                self.assertLessEqual(len(taken), 1)
                self.assertNotIn(self.holder, taken)
                self.assertEqual((seen["count"], seen["recalls"], seen["undone"]), (len(recalled), len(recalled), 0))
                self.assertEqual(seen["owner"], taken[0] if taken else not recalled and self.holder)
                claims += len(taken)
        self.assertGreater(claims, ROUNDS // 4)

    def test_two_recalls_at_once_recall_it_once(self):
        for _number in range(10):
            self.run_apart(self.reset)
            done = self.at_once((1, self.recall), (1, self.recall))
            seen = self.run_apart(self.see)
            self.assertEqual(sorted(map(len, done)), [0, 1])
            self.assertEqual((seen["owner"], seen["count"], seen["recalls"]), (False, 1, 1))

    def test_a_lead_that_somebody_works_on_is_left_out(self):
        self.run_apart(self.reset)
        with self.transaction(self.holder) as mine, self.transaction() as theirs:
            begin(theirs)
            self.record(mine)
            mine.cr.flush()
            self.assertEqual(self.recall(theirs), [], "nobody waits for it")
        self.assertEqual(self.run_apart(self.see)["owner"], self.holder)
