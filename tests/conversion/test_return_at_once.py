"""Two connections undo one conversion, or convert again, at the same moment."""

import random

from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import tagged

from ..connections import ConnectionCase

ROUNDS = 50
ASKING = "Chị Yến hỏi giá"
MAIL = "yen@example.vn"


@tagged("post_install", "-at_install")
class TestReturnAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.users = self.new_users(
            {"yen.ql1": "Nguyễn Văn Quản", "yen.ql2": "Trần Thị Lý"},
            "base.group_user,base.group_partner_manager,sales_team.group_sale_manager",
        )
        self.addCleanup(self.run_apart, self.clear)
        self.patch(random, "uniform", lambda low, high: 0.02)

    def clear(self, env):
        """Remove what a round has left."""
        env["crm.lead"].with_context(active_test=False).search([("name", "ilike", ASKING)]).unlink()
        made = [("email_normalized", "=", MAIL)]
        env["res.partner"].search([*made, ("parent_id", "!=", False)]).unlink()
        env["res.partner"].search(made).unlink()
        env["crm.lead.conversion.line"].search([("name", "ilike", ASKING)]).unlink()
        env["crm.lead.snapshot"].search([("create_uid", "in", self.users)]).unlink()
        env["crm.lead.return"].search([("create_uid", "in", self.users)]).unlink()
        env["crm.lead.key.lock"].search([("key", "ilike", MAIL)]).unlink()

    def converted(self):
        """Return the ids of an opportunity of two merged leads, and of the lead that was merged into it."""

        def create(env):
            self.clear(env)
            leads = env["crm.lead"].create(
                [
                    {
                        "name": f"{ASKING} {number}",
                        "type": "lead",
                        "contact_name": "Lê Yến",
                        "partner_name": "Công ty Yến Sào",
                        "email_from": MAIL,
                        "user_id": False,
                        "team_id": False,
                    }
                    for number in range(2)
                ]
            )
            return leads.ids

        ids = self.run_apart(create)
        with self.transaction(self.users[0]) as env:
            leads = env["crm.lead"].browse(ids)
            kept = leads._merge_opportunity()
            self.convert(kept.id)(env)
        return kept.id, next(id_ for id_ in ids if id_ != kept.id)

    def convert(self, lead_id):
        def work(env):
            wizard = (
                env["crm.lead2opportunity.partner"]
                .with_context(active_model="crm.lead", active_id=lead_id, active_ids=[lead_id])
                .create({"name": "convert", "action": "create"})
            )
            return wizard.action_apply()

        return work

    def give_back(self, lead_id):
        return lambda env: env["crm.lead"].browse(lead_id).l10n_vn_return_to_lead("Nhầm")

    def found(self):
        """Return the types of the leads, and the number of customers and snapshots."""

        def read(env):
            leads = env["crm.lead"].search([("name", "ilike", ASKING)], order="name")
            return (
                leads.mapped("type"),
                env["res.partner"].search_count([("email_normalized", "=", MAIL)]),
                env["crm.lead.snapshot"].search_count([("head_number", "in", leads.ids)]),
            )

        return self.run_apart(read)

    def both(self, *acts):
        return self.at_once(*zip(self.users, acts, strict=True), refusals=(UserError, RedirectWarning))

    def test_two_who_undo_one_conversion(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                kept_id, _merged_id = self.converted()
                self.assertEqual(self.found()[0], ["opportunity"])
                answers = self.both(*[self.give_back(kept_id)] * 2)
                self.assertEqual(sorted(answer[0]["is_back"] for answer in answers), [False, True])
                self.assertEqual(self.found(), (["lead", "lead"], 0, 0))

    def test_one_undoes_while_the_other_converts_again(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                kept_id, _merged_id = self.converted()
                answers = self.both(self.give_back(kept_id), self.convert(kept_id))
                self.assertTrue(answers[0][0]["is_back"], answers)
                types, customers, snapshots = self.found()
                # The other found an opportunity and did nothing, or a lead that it has converted since.
                if types == ["lead", "lead"]:
                    self.assertEqual((customers, snapshots), (0, 0))
                else:
                    self.assertEqual(sorted(types), ["lead", "opportunity"])
                    self.assertEqual((customers, snapshots), (2, 1))
