"""Giving a lead up and taking it again gives no more time until the recall."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.tests import tagged

from ..common import ALL, person
from .recall_case import NOW, RecallCase


@tagged("post_install", "-at_install")
class TestHolding(RecallCase):
    USERS = {**RecallCase.USERS, "lan": person("Phạm Thị Lan", ALL)}

    def held(self, days=2, **values):
        """Return a lead that Hoa has had for ``days`` at ``NOW``, never contacted."""
        return self.new_leads(1, since=timedelta(days=days), **values)

    @contextmanager
    def at(self, when):
        with freeze_time(when), patch.object(self.env.cr, "_now", when, create=True):
            yield
        self.env.flush_all()

    def release(self, lead):
        lead.with_user(self.hoa).user_id = False

    def take(self, lead, user=None):
        self.assertEqual(lead.with_user(user or self.hoa).action_l10n_vn_take()["params"]["type"], "success")

    def due_at(self, lead, when):
        """Return whether the rule, without a warning, would recall ``lead`` at ``when``."""
        self.env.invalidate_all()
        with freeze_time(when):
            return lead.id in list(self.rule._select_leads("recall") or ())

    def setUp(self):
        super().setUp()
        self.rule.write({"unit": "days", "limit": 3, "warning": 0, "plan_days": 0})
        self.due = NOW + timedelta(days=1, minutes=1)

    def test_ways_to_get_more_time(self):
        def back_and_forth(lead, other):
            lead.with_user(self.lan).user_id = other
            lead.with_user(self.lan).user_id = self.hoa

        def by_a_third(lead):
            self.release(lead)
            self.take(lead, self.nam)
            lead.with_user(self.nam).user_id = False
            self.take(lead)

        def often(lead):
            for _time in range(3):
                self.release(lead)
                self.take(lead)

        walks = {
            "release and take": lambda lead: (self.release(lead), self.take(lead)),
            "many times": often,
            "a colleague in between": lambda lead: back_and_forth(lead, self.nam),
            "a colleague takes and gives it up": by_a_third,
            "release and write": lambda lead: (
                self.release(lead),
                lead.with_user(self.hoa).write({"user_id": self.hoa.id}),
            ),
            "import": lambda lead: (
                self.release(lead),
                lead.with_user(self.hoa).load([".id", "user_id/.id"], [[str(lead.id), str(self.hoa.id)]]),
            ),
        }
        for name, walk in walks.items():
            with self.subTest(name):
                lead = self.held()
                with self.at(NOW):
                    walk(lead)
                self.assertEqual(lead.user_id, self.hoa)
                self.assertFalse(self.due_at(lead, NOW))
                self.assertTrue(self.due_at(lead, self.due), "three days since the first assignment")

    def test_who_takes_it_for_the_first_time_has_the_whole_time(self):
        lead = self.held()
        with self.at(NOW):
            self.release(lead)
            self.take(lead, self.nam)
        self.assertFalse(lead.l10n_vn_held_since)
        self.assertFalse(self.due_at(lead, self.due))
        self.assertTrue(self.due_at(lead, NOW + timedelta(days=3, minutes=1)))

    def test_what_begins_anew(self):
        def contact(lead):
            lead.sudo().l10n_vn_last_contact = NOW + timedelta(hours=1)

        def by_the_manager(lead):
            lead.with_user(self.manager).user_id = self.hoa

        walks = {
            "a manager gives it": (NOW, lambda lead: None, by_the_manager),
            "a talk in between": (NOW + timedelta(hours=2), contact, self.take),
            "a week in the pool": (NOW + timedelta(days=7, minutes=1), lambda lead: None, self.take),
        }
        for name, (when, between, take) in walks.items():
            with self.subTest(name):
                lead = self.held()
                with self.at(NOW):
                    self.release(lead)
                    between(lead)
                with self.at(when):
                    take(lead)
                self.assertFalse(lead.l10n_vn_held_since)
                self.assertFalse(self.due_at(lead, when + timedelta(days=2)))

    def test_a_recall_ends_it(self):
        lead = self.held(10)
        self.rule.barred_days = 0
        self.run_at(NOW)
        self.assertFalse(lead.user_id)
        with self.at(NOW + timedelta(hours=1)):
            self.take(lead)
        self.assertFalse(self.due_at(lead, NOW + timedelta(days=2)), "taken again as the rule allows")

    def test_copies_of_a_lead_without_a_contact_have_no_more_time(self):
        own, released, talked = self.held(), self.held(), self.held()
        talked.sudo().l10n_vn_last_contact = NOW - timedelta(days=1)
        with self.at(NOW):
            copy = own.with_user(self.hoa).copy()
            fresh = talked.with_user(self.hoa).copy()
            self.release(released)
            taken = released.with_user(self.hoa).copy()
            self.take(taken)
        self.assertEqual([self.due_at(one, self.due) for one in (copy, taken, fresh)], [True, True, False])

    def test_the_reason_names_the_first_day(self):
        lead = self.held()
        with self.at(NOW):
            self.release(lead)
            self.take(lead)
        self.run_at(self.due)
        self.assertIn("03/08/2027", self.recalls(lead).reason)

    def test_teams_without_a_rule_store_nothing(self):
        lead = self.held()
        self.rule.is_on = False
        self.release(lead)
        self.take(lead)
        self.assertFalse(lead.l10n_vn_held_since)
        self.assertFalse(self.env["crm.lead.holding"].search([("lead_id", "=", lead.id)]))

    def test_giving_up_and_taking_many_costs_a_few_queries(self):
        def cost(size):
            leads = self.new_leads(size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads._l10n_vn_note_given_up({"user_id": self.nam.id})._l10n_vn_go_on_holding(self.nam.id)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(20)
        self.assertLess(cost(160), 12)
        self.assertEqual(cost(160), cost(40))

    def test_what_is_too_old_is_deleted(self):
        lead = self.held()
        with self.at(NOW):
            self.release(lead)
        holdings = self.env["crm.lead.holding"].search([("lead_id", "=", lead.id)])
        with freeze_time(NOW + timedelta(days=6)):
            holdings._gc_holding()
        self.assertTrue(holdings.exists())
        with freeze_time(NOW + timedelta(days=8)):
            holdings._gc_holding()
        self.assertFalse(holdings.exists())
