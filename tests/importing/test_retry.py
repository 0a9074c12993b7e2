"""An answer that was lost, a window that was closed: nothing goes in twice, and nothing is stuck."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged, users

from ...models.matching.lock import show_working
from ..connections import ConnectionCase, transaction
from .test_ledger import FIELDS, HEADINGS, ImportCase

COLUMNS = [heading.lower() for heading in HEADINGS]
OPTIONS = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"}
POLICIES = ("create", "skip", "update_empty", "update_all")


def list_of(count, start="0912300"):
    rows = [[f"Khách {number}", f"{start}{number:03}", "", ""] for number in range(count)]
    return "\n".join(";".join(row) for row in [HEADINGS, *rows])


@tagged("post_install", "-at_install")
class TestLostAnswer(ImportCase):
    def send(self, screen, **options):
        return screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, **options})

    def leads(self):
        return self.env["crm.lead"].search([("phone_sanitized", "=like", "+84912300%")])

    @users("hoa")
    def test_each_batch_sent_again_gets_the_same_answer(self):
        for policy in POLICIES:
            with self.subTest(policy=policy):
                screen, position, answers = self.screen(list_of(5)), 0, []
                while position or not answers:
                    batch = {"limit": 2, "skip": position, "l10n_vn_policy": policy}
                    answer = self.send(screen, **batch)
                    self.assertEqual(self.send(screen, **batch), answer)
                    answers.append(answer)
                    position = answer["nextrow"]
                for skip, answer in zip((0, 2, 4), answers, strict=True):
                    again = self.send(screen, limit=2, skip=skip, l10n_vn_policy=policy)
                    self.assertEqual(again, answer)
                self.assertEqual([len(answer["ids"]) for answer in answers], [2, 2, 1])
                record = self.env["crm.lead.import"].browse({answer["l10n_vn_import_id"] for answer in answers})
                self.assertEqual((len(record), record.created_count, record.state), (1, 5, "done"))
                self.assertEqual(len(self.leads()), 5)
                self.leads().sudo().unlink()

    @users("hoa")
    def test_a_whole_file_sent_again_goes_in_once(self):
        screen = self.screen(list_of(3))
        for limit in (None, None, 2000, 2, 1):
            answer = self.send(screen, limit=limit)
            self.assertEqual((len(answer["ids"]), answer["nextrow"], len(self.leads())), (3, 0, 3))

    @users("hoa")
    def test_smaller_batches_after_a_lost_answer_go_on_where_the_rows_are_in(self):
        screen = self.screen(list_of(5))
        first = self.send(screen, limit=4)
        smaller = self.send(screen, limit=2, skip=2)
        self.assertEqual((smaller["ids"], smaller["nextrow"]), (first["ids"], 4))
        last = self.send(screen, limit=2, skip=smaller["nextrow"])
        self.assertEqual((len(last["ids"]), last["nextrow"], len(self.leads())), (1, 0, 5))

    @users("hoa")
    def test_the_background_takes_a_file_once(self):
        screen = self.screen(list_of(3))
        answers = [self.send(screen, l10n_vn_background="yes") for _twice in range(2)]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(self.env["crm.lead.import"].search_count([("wizard_ref", "=", screen.id)]), 1)

    @users("hoa")
    def test_the_same_file_in_a_new_screen_is_a_new_import(self):
        for expected in (3, 6):
            self.send(self.screen(list_of(3)))
            self.assertEqual(len(self.leads()), expected)

    @users("hoa")
    def test_other_options_or_columns_are_another_import(self):
        screen = self.screen(list_of(2))
        first = self.send(screen)
        second = self.send(screen, l10n_vn_policy="skip")
        self.assertNotEqual(first["l10n_vn_import_id"], second["l10n_vn_import_id"])
        self.assertEqual(self.env["crm.lead.import"].browse(second["l10n_vn_import_id"]).skipped_count, 2)

    @users("hoa")
    def test_what_was_undone_comes_in_again_only_from_its_beginning(self):
        screen = self.screen(list_of(4))
        record = self.env["crm.lead.import"].browse(self.send(screen, limit=2)["l10n_vn_import_id"])
        record.action_stop()
        record.action_undo()
        with self.assertRaisesRegex(UserError, "undone"):
            self.send(screen, limit=2, skip=2)
        self.assertFalse(self.leads())
        self.send(screen)
        self.assertEqual(len(self.leads()), 4)

    @users("hoa")
    def test_rows_before_the_one_that_stopped_are_answered_once_it_goes_on(self):
        rows = [f"Khách {number};0912300{number:03};" for number in range(501)] + ["Vũ Lan;0912300999;abc"]
        screen = self.screen("\n".join(["Họ tên;SĐT;Mã", *rows]))
        arguments = ["contact_name", "phone", "stage_id/.id"], ["họ tên", "sđt", "mã"]
        options = {**OPTIONS, "l10n_vn_stop_on_error": True}
        answer = screen.execute_import(*arguments, options)
        record = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])
        self.assertEqual((len(answer["messages"]), record.state, record.position), (1, "stopped", 500))
        again = screen.execute_import(*arguments, options)
        self.assertEqual((len(again["ids"]), again["nextrow"], again["messages"]), (500, 500, []))
        last = screen.execute_import(*arguments, {**options, "skip": 500})
        self.assertEqual((last["l10n_vn_import_id"], len(last["messages"])), (record.id, 1))
        self.assertEqual((record.failed_count, len(record.line_ids)), (1, 1))
        self.assertEqual(len(self.leads()), 500)


@tagged("post_install", "-at_install")
class TestSentTwiceAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        groups = "base.group_user,sales_team.group_sale_salesman"
        [self.user_id] = self.new_users({"hoa.hai.lan@congty-mau.example.vn": "Hoa"}, groups)
        self.screen_id = self.run_apart(self.open_screen)
        self.addCleanup(self.run_apart, self.remove)

    def open_screen(self, env):
        screen = env["base_import.import"].with_user(self.user_id)
        values = {"res_model": "crm.lead", "file": list_of(4, "0963300").encode(), "file_name": "hai lần.csv"}
        return screen.create({**values, "file_type": "text/csv"}).id

    def remove(self, env):
        self.leads(env).unlink()
        env["crm.lead.import"].search([("file_name", "=", "hai lần.csv")]).unlink()
        env["base_import.import"].browse(self.screen_id).unlink()
        env["base_import.mapping"].search([("create_uid", "=", self.user_id)]).unlink()

    def leads(self, env):
        return env["crm.lead"].with_context(active_test=False).search([("phone_sanitized", "=like", "+84963300%")])

    def send(self, env, skip, policy):
        screen = env["base_import.import"].browse(self.screen_id)
        return screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, "limit": 2, "skip": skip, "l10n_vn_policy": policy})

    def twice(self, skip, policy):
        """Send a batch twice: both transactions have begun before either one is done; return both answers."""
        return self.at_once(*[(self.user_id, lambda env: self.send(env, skip, policy))] * 2)

    def test_a_batch_sent_twice_at_once_goes_in_once(self):
        for policy in ("create", "skip"):
            for skip in (0, 2):
                with self.subTest(policy=policy, skip=skip):
                    first, second = self.twice(skip, policy)
                    self.assertEqual(first, second)
                    self.assertEqual(self.run_apart(lambda env: len(self.leads(env))), skip + 2)
            self.run_apart(lambda env: self.leads(env).unlink())


@tagged("post_install", "-at_install")
class TestClosedWindow(ImportCase):
    def leave(self, **options):
        """Import two of four rows as hoa, then send nothing for a while; return the record as hoa and the screen."""
        robot, self.env = self.env, self.env(user=self.hoa)
        screen = self.screen(list_of(4))
        answer = screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, "limit": 2, **options})
        record = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])
        self.env = robot
        record.sudo().date_alive = fields.Datetime.now() - timedelta(minutes=6)
        return record, screen

    def work(self):
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()
        self.env.invalidate_all()

    def leads(self):
        return self.env["crm.lead"].search([("phone_sanitized", "=like", "+84912300%")])

    def test_silence_is_seen_as_stopped_and_says_how_far_it_got(self):
        record, _screen = self.leave()
        self.assertEqual((record.state, record.status), ("running", "stopped"))
        self.assertIn("window was closed", record.notice)
        self.assertIn("2 of 4", record.notice)
        notice = record.notice
        self.work()
        self.assertEqual((record.state, record.status, record.notice), ("stopped", "stopped", notice))

    def test_a_living_window_is_not_seen_as_closed(self):
        record, _screen = self.leave()
        record.sudo().date_alive = fields.Datetime.now() - timedelta(minutes=4)
        self.work()
        self.assertEqual((record.state, record.status, record.notice), ("running", "running", False))
        for verb, sentence in (("action_undo", "still going in"), ("action_resume", "still going on")):
            with self.assertRaisesRegex(UserError, sentence):
                getattr(record, verb)()

    def test_a_batch_that_takes_long_is_no_silence(self):
        record, _screen = self.leave()
        with transaction(self.env.cr.dbname) as other:
            show_working(other["crm.lead.import"].browse(record.id))
            record.invalidate_recordset()
            self.assertEqual(record.status, "running")
            self.work()
            self.assertEqual(record.state, "running")
        record.invalidate_recordset()
        self.assertEqual(record.status, "stopped")

    def test_a_left_import_is_continued_in_the_background(self):
        for noted in (False, True):
            with self.subTest(noted=noted):
                record, screen = self.leave()
                if noted:
                    self.work()
                record.action_resume()
                self.work()
                self.assertEqual((record.state, record.created_count, record.position), ("done", 4, 4))
                late = screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, "limit": 2, "skip": 2})
                self.assertEqual((late["nextrow"], late["l10n_vn_import_id"]), (0, record.id))
                self.assertEqual(len(self.leads()), 4)
                with self.assertRaisesRegex(UserError, "every row has been handled"):
                    record.action_resume()
                self.leads().unlink()

    def test_a_left_import_is_undone_and_its_late_window_refused(self):
        record, screen = self.leave()
        record.action_undo()
        self.assertEqual((record.state, record.removed_count), ("undone", 2))
        with self.assertRaisesRegex(UserError, "undone"):
            screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, "limit": 2, "skip": 2})
        self.assertFalse(self.leads())
        with self.assertRaisesRegex(UserError, "undone already"):
            record.action_undo()

    def test_a_late_batch_of_a_window_that_lives_goes_on(self):
        record, screen = self.leave()
        self.work()
        answer = screen.execute_import(FIELDS, COLUMNS, {**OPTIONS, "limit": 2, "skip": 2})
        self.assertEqual((answer["l10n_vn_import_id"], record.state, record.is_left), (record.id, "done", False))
        self.assertEqual(len(self.leads()), 4)

    def test_rows_that_are_no_longer_stored_are_read_again_from_the_file(self):
        record, _screen = self.leave()
        record.sudo().rows = False
        record.action_resume()
        self.work()
        self.assertEqual((record.state, record.created_count, len(self.leads())), ("done", 4, 4))

    @users("hoa")
    def test_a_file_that_stopped_at_an_error_is_continued_though_it_is_small(self):
        rows = [["Lê Hà", "0912300001", ""], ["Vũ Lan", "0912300002", "abc"]]
        record, _answer = self.run_import(
            rows,
            fields=["contact_name", "phone", "stage_id/.id"],
            headings=["Họ tên", "SĐT", "Mã"],
            l10n_vn_stop_on_error=True,
        )
        self.assertIn("0 of 2", record.notice)
        self.assertEqual(record.failed_count, 1)
        record.action_resume()
        self.assertEqual((record.state, record.failed_count), ("waiting", 0))
