"""Two connections of their own convert, merge or write the same person's leads at the same moment."""

import random

from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import tagged

from ..connections import ConnectionCase

ROUNDS = 50


@tagged("post_install", "-at_install")
class TestConversionAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.users = self.new_users(
            {"nhanh": "Nguyễn Văn Nhanh", "le": "Trần Thị Lẹ"},
            "base.group_user,base.group_partner_manager,sales_team.group_sale_salesman_all_leads",
        )
        self.addCleanup(self.run_apart, self.clear)
        # Whoever comes second is asked to try again at once: what is proved does not hang on how long they wait.
        self.patch(random, "uniform", lambda low, high: 0.02)

    def clear(self, env):
        """Remove what a round has left."""
        env["crm.lead"].with_context(active_test=False).search([("name", "ilike", "Anh Tâm hỏi giá")]).unlink()
        made = [("email_normalized", "=", "tam@example.vn")]
        env["res.partner"].search([*made, ("parent_id", "!=", False)]).unlink()
        env["res.partner"].search(made).unlink()
        env["crm.lead.conversion.line"].search([("name", "ilike", "Anh Tâm hỏi giá")]).unlink()
        env["crm.lead.conversion"].search([("user_id", "in", self.users)]).unlink()
        env["crm.lead.import"].search([("create_uid", "in", self.users)]).unlink()
        env["crm.lead.key.lock"].search([("key", "ilike", "tam@example.vn")]).unlink()

    def new_leads(self, count, **values):
        def create(env):
            self.clear(env)
            return (
                env["crm.lead"]
                .create(
                    [
                        {
                            "name": f"Anh Tâm hỏi giá {number}",
                            "type": "lead",
                            "contact_name": "Lê Tâm",
                            "partner_name": "Công ty Tâm Đức",
                            "email_from": "tam@example.vn",
                            "user_id": False,
                            "team_id": False,
                            **values,
                        }
                        for number in range(count)
                    ]
                )
                .ids
            )

        return self.run_apart(create)

    def both(self, *acts):
        """Let the two users act at once; a refusal is an answer."""
        return self.at_once(*zip(self.users, acts, strict=True), refusals=(UserError, RedirectWarning))

    def convert(self, lead_id, **values):
        def work(env):
            wizard = (
                env["crm.lead2opportunity.partner"]
                .with_context(active_model="crm.lead", active_id=lead_id, active_ids=[lead_id])
                .create(values)
            )
            return wizard.action_apply()

        return work

    def mass_convert(self, lead_ids):
        def work(env):
            wizard = (
                env["crm.lead2opportunity.partner.mass"]
                .with_context(active_model="crm.lead", active_ids=lead_ids)
                .create({"deduplicate": True})
            )
            return wizard.action_mass_convert()

        return work

    def import_list(self, env):
        """Import a list with the person of the leads; return the numbers of rows that made and that changed a lead."""
        rows = [(2, ["Lê Tâm", "tam@example.vn", "Giám đốc", "0912345678"])]
        record = env["crm.lead.import"]._l10n_vn_start(
            {
                "file_name": "hội chợ.csv",
                "headings": ["Họ tên", "Email", "Chức vụ", "Zalo"],
                "mapping": ["contact_name", "email_from", "function", "l10n_vn_zalo"],
                "position": 0,
            },
            b"",
            {"l10n_vn_policy": "update_empty"},
            rows,
            [],
        )
        record._l10n_vn_answer_screen(rows=rows)
        return record.created_count, record.updated_count

    def found(self):
        """Return the numbers of leads, of opportunities and of people called Lê Tâm."""

        def count(env):
            leads = env["crm.lead"].search([("name", "ilike", "Anh Tâm hỏi giá")])
            people = env["res.partner"].search_count([("name", "=", "Lê Tâm")])
            return len(leads), len(leads.filtered(lambda lead: lead.type == "opportunity")), people

        return self.run_apart(count)

    def test_two_who_convert_one_lead(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                [lead_id] = self.new_leads(1)
                told = self.both(*[self.convert(lead_id, action="create")] * 2)
                self.assertEqual(self.found(), (1, 1, 1))
                tags = sorted(str(answer.get("tag")) for answer in told)
                self.assertEqual(tags, ["None", "display_notification"], "one converts, the other is told")

    def test_two_leads_of_one_new_person_make_one_customer(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                leads = self.new_leads(2)
                self.both(*(self.convert(lead_id, name="convert") for lead_id in leads))
                self.assertEqual(self.found(), (2, 2, 1))

    def test_a_merge_beside_a_conversion(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                leads = self.new_leads(2)
                told = self.both(
                    self.convert(leads[0], name="merge"), self.convert(leads[1], name="convert", action="create")
                )
                _left, opportunities, people = self.found()
                self.assertEqual((opportunities, people), (1, 1))
                self.assertTrue(all(told), "who came second is told what happened")

    def test_an_import_of_the_same_person_beside_a_conversion(self):
        first, second = self.users

        def convert_first(convert):
            _told, counts = self.meet((first, convert), (second, self.import_list))
            return counts

        def import_first(convert):
            counts, _told = self.meet((second, self.import_list), (first, convert))
            return counts

        def do_both(convert):
            _told, counts = self.both(convert, self.import_list)
            return counts

        for run, rounds in ((convert_first, 1), (import_first, 1), (do_both, ROUNDS)):
            for number in range(rounds):
                with self.subTest(run=run.__name__, round=number):
                    [lead_id] = self.new_leads(1)
                    counts = run(self.convert(lead_id, action="create"))
                    self.assertEqual(counts, (0, 1), "the row finds the person, converted or not")
                    self.assertEqual(self.found(), (1, 1, 1))
                    [(function, zalo)] = self.run_apart(
                        lambda env, id_=lead_id: (
                            env["crm.lead"].browse(id_).mapped(lambda lead: (lead.function, lead.l10n_vn_zalo))
                        )
                    )
                    self.assertEqual((function, zalo), ("Giám đốc", "+84 912 345 678"), "nothing is lost")

    def test_two_mass_conversions_of_the_same_leads(self):
        for number in range(ROUNDS // 5):
            with self.subTest(round=number):
                leads = self.new_leads(4)
                self.both(*[self.mass_convert(leads)] * 2)
                self.assertEqual(self.found(), (1, 1, 1))
