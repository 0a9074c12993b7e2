"""Requests that are sent again are answered again, and errors say what a program can read."""

from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.http import serialize_exception
from odoo.sql_db import Cursor
from odoo.tests import tagged

from ..common import LeadCase
from ..connections import ConnectionCase

VERB = "l10n_vn_record_result"


@tagged("post_install", "-at_install")
class TestRequest(LeadCase):
    def setUp(self):
        super().setUp()
        self.leads = self.env["crm.lead"].with_user(self.hoa)
        self.done = []

    def work(self):
        self.done.append(1)
        return [{"lead_id": len(self.done), "outcome": "done"}]

    def once(self, key, leads=None, verb=VERB, **arguments):
        return (self.leads if leads is None else leads)._l10n_vn_once(verb, key, arguments, self.work)

    def test_the_same_key_does_the_work_once(self):
        first = self.once("gọi-1", note="Hẹn lại")
        self.assertEqual(self.once("gọi-1", note="Hẹn lại"), first)
        self.assertEqual(len(self.done), 1)
        self.once("gọi-2", note="Hẹn lại")
        self.once("gọi-1", verb="l10n_vn_take", note="Hẹn lại")
        self.once("gọi-1", self.leads.with_user(self.nam), note="Hẹn lại")
        self.assertEqual(len(self.done), 4, "another key, verb or user is another request")

    def test_without_a_key_the_work_is_done_each_time(self):
        for key in ("", False, None):
            self.once(key)
        self.assertEqual(len(self.done), 3)

    def test_a_key_sent_with_something_else_is_refused(self):
        lead = self.leads.create({"name": "Chị Hoa"})
        self.once("gọi-1", note="Hẹn lại")
        for leads, note in ((self.leads, "Không mua"), (lead, "Hẹn lại")):
            with self.assertRaises(UserError) as refusal:
                self.once("gọi-1", leads, note=note)
            self.assertEqual(refusal.exception.context["code"], "key_reused")
        for key, code in (("x" * 201, "too_long"), ("a\0b", "too_long"), (["a"], "wrong_type")):
            with self.subTest(key=key), self.assertRaises(UserError) as refusal:
                self.once(key)
            self.assertEqual(refusal.exception.context["code"], code)
            self.assertEqual(refusal.exception.context["field"], "request_key")
        self.assertEqual(len(self.done), 1)

    def test_answers_are_deleted_after_seven_days(self):
        requests = self.env["crm.lead.api.request"].sudo()
        for days in (6, 8):
            with patch.object(Cursor, "now", return_value=self.env.cr.now() - timedelta(days=days)):
                self.once(f"{days} ngày")
        requests._gc_requests()
        for days in (6, 8):
            self.once(f"{days} ngày")
        self.assertEqual(len(self.done), 3, "only the old answer is gone")

    def test_rows_follow_their_lead_through_merges_until_it_is_deleted(self):
        rows = self.env["crm.lead.api.row"]
        first, second = (self.env["crm.lead"].create({"name": name, "phone": "0912 345 678"}) for name in "ab")
        rows._reserve("landing", ["n1", "n2", "n3"])
        answers = {"n1": (first.id, {"outcome": "created"}), "n2": (second.id, {"outcome": "created"})}
        rows._keep_answers("landing", answers, ["n3"])
        self.assertEqual(rows._find_answers("landing", ["n1", "n2", "n3", "n4"]), answers)
        self.assertFalse(rows._find_answers("facebook", ["n1"]))
        left = (first | second).merge_opportunity()
        found = rows._find_answers("landing", ["n1", "n2"])
        self.assertEqual({lead_id for lead_id, _answer in found.values()}, {left.id})
        left.unlink()
        self.assertFalse(rows._find_answers("landing", ["n1", "n2"]))

    def test_rows_without_a_lead_are_deleted_after_90_days(self):
        rows, now = self.env["crm.lead.api.row"], self.env.cr.now()
        for days in (89, 91):
            with patch.object(Cursor, "now", return_value=now - timedelta(days=days)):
                rows._reserve("landing", [f"{days}"])
                rows._keep_answers("landing", {f"{days}": (0, {"outcome": "skipped"})})
        rows.sudo()._gc_rows()
        self.assertEqual(rows._find_answers("landing", ["89", "91"]).keys(), {"89"})

    def test_errors_have_a_code_for_programs_and_a_sentence_for_people(self):
        with self.assertRaises(UserError) as refusal:
            self.leads.l10n_vn_who_has({"mobile": "0912"})
        error = refusal.exception
        shown = serialize_exception(error)
        self.assertEqual(shown["context"], {**error.context, "code": "unknown_key", "field": "values", "row": -1})
        self.assertEqual(shown["arguments"], (error.context["message"],), "dialogs show no code")
        self.assertEqual(str(error), f"{error.context['message']} [code=unknown_key, field=values]")

    def test_every_check_of_arguments_has_its_code(self):
        lead = self.env["crm.lead"].with_user(self.manager).create({"name": "Chị Hoa"})
        wrong = {
            "unknown_argument": lambda: lead.l10n_vn_let_pass(ly_do="Khách quen"),
            "no_record": lambda: self.leads.l10n_vn_let_pass("Khách quen"),
            "several_records": lambda: (lead + lead.copy()).action_l10n_vn_call(),
            "wrong_type": lambda: lead.l10n_vn_let_pass(["Khách quen"]),
            "not_allowed": lambda: lead.l10n_vn_assign([self.hoa.id], "foo"),
            "unknown_record": lambda: lead.l10n_vn_assign([2**30]),
            "unknown_key": lambda: self.leads.l10n_vn_who_has({"mobile": "0912"}),
        }
        for code, call in wrong.items():
            with self.subTest(code=code), self.assertRaises(UserError) as refusal:
                call()
            self.assertEqual(refusal.exception.context["code"], code)


@tagged("post_install", "-at_install")
class TestRequestsAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.run_apart, self.remove)

    def remove(self, env):
        env["crm.lead"].search([("name", "=", "Gửi cùng lúc")]).unlink()
        env["crm.lead.api.request"].search([("key", "=", "cùng lúc")]).unlink()
        env["crm.lead.api.row"].search([("source", "=", "cùng lúc")]).unlink()

    def create_once(self, env):
        leads = env["crm.lead"]
        return leads._l10n_vn_once(VERB, "cùng lúc", {}, lambda: leads.create({"name": "Gửi cùng lúc"}).ids)

    def test_eight_at_once_do_the_work_once_and_get_one_answer(self):
        answers = self.at_once(*[(SUPERUSER_ID, self.create_once)] * 8)
        made = self.run_apart(lambda env: env["crm.lead"].search([("name", "=", "Gửi cùng lúc")]).ids)
        self.assertEqual(answers, [made] * 8)
        self.assertEqual(len(made), 1)

    def test_a_key_whose_work_failed_is_free_again(self):
        def refuse():
            raise UserError("Hết hàng")

        def fail(env):
            return env["crm.lead"]._l10n_vn_once(VERB, "cùng lúc", {}, refuse)

        [failure] = self.at_once((SUPERUSER_ID, fail), refusals=UserError)
        self.assertIsInstance(failure, UserError)
        self.assertTrue(self.run_apart(self.create_once))

    def test_an_external_id_is_reserved_by_one_of_two(self):
        def reserve(env):
            rows = env["crm.lead.api.row"]
            if not (known := rows._find_answers("cùng lúc", ["n1"])):
                rows._reserve("cùng lúc", ["n1"])
                rows._keep_answers("cùng lúc", {"n1": (0, {"by": "first"})})
            return bool(known)

        superuser = (SUPERUSER_ID, reserve)
        self.assertEqual(self.meet(superuser, superuser), (False, True))
