"""Two connections of their own convert, merge or write the same person's leads at the same moment."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from odoo import SUPERUSER_ID, api
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import RedirectWarning, UserError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

ROUNDS = 50


@tagged("post_install", "-at_install")
class TestConversionAtOnce(TransactionCase):
    """What is done is committed, and taken back afterwards."""

    def run_apart(self, work):
        with db_connect(self.env.cr.dbname).cursor() as cr:
            return work(api.Environment(cr, SUPERUSER_ID, {"no_reset_password": True, "tracking_disable": True}))

    def setUp(self):
        super().setUp()

        def prepare(env):
            groups = "base.group_user,base.group_partner_manager,sales_team.group_sale_salesman_all_leads"
            return [
                mail_new_test_user(env, login, groups=groups, name=name).id
                for login, name in (("nhanh", "Nguyễn Văn Nhanh"), ("le", "Trần Thị Lẹ"))
            ]

        self.users = self.run_apart(prepare)
        self.addCleanup(self.run_apart, self.take_back)
        # The test runner holds the registry's lock; without this the other threads would wait for it in vain.
        self.patch(Registry, "_lock", DummyRLock())
        # Whoever comes second is asked to try again at once: what is proved does not hang on how long they wait.
        self.patch(random, "uniform", lambda low, high: 0.02)

    def take_back(self, env):
        self.clear(env)
        users = env["res.users"].browse(self.users)
        partners = users.partner_id
        env["mail.message"].search([("author_id", "in", partners.ids)]).unlink()
        users.unlink()
        partners.unlink()

    def clear(self, env):
        """Remove what a round has left."""
        env["crm.lead"].with_context(active_test=False).search([("name", "ilike", "Anh Tâm hỏi giá")]).unlink()
        made = [("email_normalized", "=", "tam@example.vn")]
        env["res.partner"].search([*made, ("parent_id", "!=", False)]).unlink()
        env["res.partner"].search(made).unlink()
        env["crm.lead.conversion.line"].search([("name", "ilike", "Anh Tâm hỏi giá")]).unlink()
        env["crm.lead.conversion"].search([("user_id", "in", self.users)]).unlink()
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

    def at_once(self, *works):
        """Run each of ``works``, functions of an environment, in a transaction that began before any of them did."""
        start = Barrier(len(works))

        def go(place):
            with db_connect(self.env.cr.dbname).cursor() as cr:
                env = api.Environment(cr, self.users[place], {})
                env["crm.lead"].search([], limit=1)  # the transaction's view of the database begins here
                first = [True]

                def work():
                    if first:
                        first.clear()
                        start.wait(20)
                    return works[place](env)

                try:
                    return retrying(work, env)
                except (UserError, RedirectWarning) as told:
                    cr.rollback()
                    return told

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(go, range(len(works))))

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
                told = self.at_once(*[self.convert(lead_id, action="create")] * 2)
                self.assertEqual(self.found(), (1, 1, 1))
                tags = sorted(str(answer.get("tag")) for answer in told)
                self.assertEqual(tags, ["None", "display_notification"], "one converts, the other is told")

    def test_two_leads_of_one_new_person_make_one_customer(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                leads = self.new_leads(2)
                self.at_once(*(self.convert(lead_id, name="convert") for lead_id in leads))
                self.assertEqual(self.found(), (2, 2, 1))

    def test_a_merge_beside_a_conversion(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                leads = self.new_leads(2)
                told = self.at_once(
                    self.convert(leads[0], name="merge"), self.convert(leads[1], name="convert", action="create")
                )
                _left, opportunities, people = self.found()
                self.assertEqual((opportunities, people), (1, 1))
                self.assertTrue(all(told), "who came second is told what happened")

    def test_an_import_of_the_same_person_beside_a_conversion(self):
        for number in range(ROUNDS):
            with self.subTest(round=number):
                [lead_id] = self.new_leads(1)

                def update(env, lead_id=lead_id):
                    lead = env["crm.lead"].browse(lead_id)
                    # As the import does with a row whose person is there: what is empty is filled in.
                    lead.write({"function": "Giám đốc", "l10n_vn_zalo": "0912345678"})
                    return True

                self.at_once(self.convert(lead_id, action="create"), update)
                self.assertEqual(self.found(), (1, 1, 1))
                function, zalo = self.run_apart(
                    lambda env, id_=lead_id: (
                        env["crm.lead"].browse(id_).mapped(lambda lead: (lead.function, lead.l10n_vn_zalo))
                    )
                )[0]
                self.assertEqual((function, zalo), ("Giám đốc", "0912345678"), "nothing is lost")

    def test_two_mass_conversions_of_the_same_leads(self):
        for number in range(ROUNDS // 5):
            with self.subTest(round=number):
                leads = self.new_leads(4)
                self.at_once(*[self.mass_convert(leads)] * 2)
                self.assertEqual(self.found(), (1, 1, 1))
