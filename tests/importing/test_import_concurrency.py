"""Two imports, or an import and a salesperson, meet on the same lead: each in a transaction of its own."""

from threading import Event, Thread
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from ...models.importing import background
from ...models.mail import fetched
from ...models.matching import lock
from ...models.matching.lock import has_others_waiting, serialise_by_company, try_serialise_by_company
from ..connections import ConnectionCase, begin

PHONE, E164 = "0962 345 678", "+84962345678"


@tagged("post_install", "-at_install")
class TestMeeting(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.run_apart, self.remove)

    def remove(self, env):
        self.leads(env).unlink()
        env["crm.lead.import"].search([("file_name", "=", "gặp nhau.csv")]).unlink()

    def leads(self, env):
        return env["crm.lead"].search([("phone_sanitized", "=", E164)])

    def rows(self, *notes):
        return [(number, ["Lê Thị Hà", PHONE, note]) for number, note in enumerate(notes, 2)]

    def start(self, env, policy, *notes, rows=None, **options):
        return env["crm.lead.import"]._l10n_vn_start(
            {
                "file_name": "gặp nhau.csv",
                "headings": ["Họ tên", "SĐT", "Ghi chú"],
                "mapping": ["contact_name", "phone", "description"],
                "position": 0,
            },
            b"",
            {"l10n_vn_policy": policy, **options},
            rows or self.rows(*notes),
            [],
        )

    def run_import(self, env, policy, note):
        record = self.start(env, policy, note)
        record._l10n_vn_answer_screen(rows=self.rows(note))
        return record

    def meet_as_superusers(self, first, second):
        return self.meet((SUPERUSER_ID, first), (SUPERUSER_ID, second))

    def receive(self, env, number):
        mail = (
            f"From: Le Thi Ha <ha.le@khach-hang.example.com>\nTo: kinhdoanh@congty-mau.example.vn\nSubject: Hỏi giá\n"
            f"Message-ID: <{number}.gap.nhau@khach-hang.example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Thư số {number}: cho tôi xin báo giá.\nLê Thị Hà\nĐT {PHONE}"
        )
        return env["mail.thread"].message_process("crm.lead", mail.encode())

    def start_in_background(self, count=1):
        with self.transaction() as env:
            notes = [f"hội chợ {number}" for number in range(count)]
            return self.start(env, "skip", *notes, l10n_vn_background="yes").id

    def work_on(self, env, record_id):
        """Do the next step, as the scheduled action does."""
        job = env["crm.lead.import"].browse(record_id)
        job._try_step(job._stored_rows())

    def test_who_waits_for_a_turn_in_vain_does_not_get_it(self):
        company = self.env.company
        with self.transaction() as env, patch.object(lock, "_TRIES", 2):
            serialise_by_company(company.with_env(env))
            self.assertFalse(try_serialise_by_company(company))
        self.assertTrue(try_serialise_by_company(company))
        with self.transaction() as env, patch.object(lock, "_TRIES", 2):
            self.assertFalse(try_serialise_by_company(company.with_env(env)))

    def test_a_mail_does_not_wait_for_the_step_of_an_import(self):
        """The import finds the mail's lead when all of its own are created, and does the step again."""
        record_id = self.start_in_background()
        process, tries, mails = type(self.env["crm.lead.import"])._process, [], []

        def process_while_a_mail_comes(job, numbered, **options):
            done = process(job, numbered, **options)
            tries.append((options["locks_first"], [row.outcome for row in done]))
            if not mails:
                with self.transaction() as env:
                    env.cr.execute("SET LOCAL lock_timeout = '2s'")
                    mails.append(self.receive(env, 1))
            return done

        self.patch(type(self.env["crm.lead.import"]), "_process", process_while_a_mail_comes)
        self.run_apart(lambda env: self.work_on(env, record_id))
        self.assertEqual(tries, [(False, ["created"]), (True, ["skipped"])])
        with self.transaction() as env:
            self.assertEqual(self.leads(env).ids, mails)
            job = env["crm.lead.import"].browse(record_id)
            self.assertEqual((job.state, job.created_count, job.skipped_count), ("done", 0, 1))

    def test_a_mail_that_waits_for_a_row_of_the_import_does_not_stop_it_for_good(self):
        """The mail has the turn and waits for what the step holds: the step gives way, and is done again."""
        record_id = self.start_in_background()
        with self.transaction() as env:
            lead = env["crm.lead"].create({"name": "Hà hỏi giá", "phone": E164})
        process, waiting = type(self.env["crm.lead.import"])._process, []

        def process_while_a_mail_waits(job, numbered, **options):
            if waiting:
                return process(job, numbered, **options)
            lock.lock_or_retry(job.env["crm.lead"].browse(lead.id))
            thread = Thread(target=self.run_apart, args=[lambda env: self.hold_turn_and_write(env, lead.id, got_turn)])
            got_turn = Event()
            waiting.append(thread)
            thread.start()
            self.assertTrue(got_turn.wait(10))
            return process(job, numbered, **options)

        self.patch(type(self.env["crm.lead.import"]), "_process", process_while_a_mail_waits)
        self.run_apart(lambda env: self.work_on(env, record_id))
        waiting[0].join(10)
        with self.transaction() as env:
            job = env["crm.lead.import"].browse(record_id)
            self.assertEqual((job.state, job.skipped_count), ("done", 1))
            self.assertEqual(env["crm.lead"].browse(lead.id).city, "Huế")

    def hold_turn_and_write(self, env, lead_id, got_turn):
        serialise_by_company(env.company)
        got_turn.set()
        env["crm.lead"].browse(lead_id).city = "Huế"
        env.flush_all()

    def test_a_name_that_two_lists_bring_at_once_becomes_one_record(self):
        names = {"Hội chợ xuân Bính Ngọ"}

        def find(env):
            fields = ("campaign_id", "source_id", "tag_ids")
            return [list(env["crm.lead"]._l10n_vn_find_names(field, names, create=True).values()) for field in fields]

        first, second = self.meet_as_superusers(find, find)
        self.addCleanup(self.run_apart, lambda env: self.remove_named(env, first))
        self.assertEqual(second, first)

    def remove_named(self, env, found):
        for model, ids in zip(("utm.campaign", "utm.source", "crm.tag"), found, strict=True):
            env[model].browse(ids).unlink()

    def test_an_import_whose_time_is_over_wakes_the_workers_for_its_next_run(self):
        record_id = self.start_in_background(2)
        self.patch(background, "CHUNK_ROWS", 1)
        cron = self.env.ref("l10n_vn_crm.crm_lead_import_cron")
        actions = type(self.env["ir.cron"])
        # There is time when the run begins, and none after its first step.
        no_time = patch.object(actions, "_commit_progress", lambda self, *_args, **options: "remaining" in options)
        with patch.object(actions, "_notifydb", autospec=True) as wake:
            with no_time, self.transaction(cron_id=cron.id) as env:
                env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()
                env["crm.lead.import"]._cron_import()
                self.assertEqual(env["crm.lead.import"].browse(record_id).position, 1)
                self.assertTrue(env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
            self.assertIn(cron.ids, [call.args[0].ids for call in wake.call_args_list])
        self.run_apart(lambda env: self.work_on(env, record_id))

    def test_a_step_that_is_done_again_is_small_while_others_wait_for_it(self):
        company = self.env.company
        with self.transaction() as env:
            serialise_by_company(company.with_env(env))
            self.assertTrue(has_others_waiting(company))
        self.assertFalse(has_others_waiting(company))
        rows = [(number, ["Lê Thị Hà", f"0977 {number:06}", "hội chợ"]) for number in range(2, 702)]
        record = self.start(self.env, "skip", rows=rows, l10n_vn_background="yes")
        positions = []
        for is_waiting in (False, True, False):
            with patch.object(background, "has_others_waiting", lambda _company, answer=is_waiting: answer):
                record._step(rows, True)
            positions.append(record.position)
        self.assertEqual(positions, [500, 600, 700])
        self.assertEqual(record.created_count, 700)

    def test_two_imports_of_the_same_person_make_one_lead(self):
        _record, second = self.meet_as_superusers(
            lambda env: self.run_import(env, "skip", "hội chợ sáng"),
            lambda env: self.run_import(env, "skip", "hội chợ chiều").skipped_count,
        )
        self.assertEqual(second, 1)
        with self.transaction() as env:
            self.assertEqual(len(self.leads(env)), 1)

    def test_two_mails_of_the_same_stranger_make_one_lead(self):
        lead_id, second_id = self.meet_as_superusers(lambda env: self.receive(env, 1), lambda env: self.receive(env, 2))
        self.assertEqual(second_id, lead_id)
        with self.transaction() as env:
            lead = self.leads(env)
            self.assertEqual(lead.ids, [lead_id])
            told = "".join(lead.message_ids.mapped("body"))
            self.assertTrue("Thư số 1" in told and "Thư số 2" in told)

    def test_a_mail_and_an_import_of_the_same_person_make_one_lead(self):
        lead_id, skipped = self.meet_as_superusers(
            lambda env: self.receive(env, 1),
            lambda env: self.run_import(env, "skip", "hội chợ").skipped_count,
        )
        self.assertEqual(skipped, 1)
        with self.transaction() as env:
            self.assertEqual(self.leads(env).ids, [lead_id])

    def test_a_fetched_mail_that_comes_too_late_is_joined_though_nobody_repeats_it(self):
        with self.transaction() as first, self.transaction(default_fetchmail_server_id=1) as later:
            begin(later)
            lead_id = self.receive(first, 1)
            first.cr.commit()
            self.assertEqual(self.receive(later, 2), lead_id)
        with self.transaction() as env:
            lead = self.leads(env)
            self.assertEqual(lead.ids, [lead_id])
            self.assertIn("Thư số 2", "".join(lead.message_ids.mapped("body")))

    def test_a_fetched_mail_is_stored_after_the_last_conflict(self):
        conflict = patch.object(type(self.env["crm.lead"]), "_l10n_vn_has_newer_match", lambda *_args: True)
        with conflict, patch.object(fetched, "_TRIES", 2), self.transaction(default_fetchmail_server_id=1) as env:
            with self.assertLogs(fetched.__name__, "WARNING"):
                self.assertFalse(self.receive(env, 1))
            env.flush_all()
        with self.transaction() as env:
            self.assertFalse(self.leads(env))
            stored = env["crm.lead.mail.rejected"].search([("name", "=", "Hỏi giá")])
            self.assertEqual((len(stored), stored.reason), (1, "error"))
            self.assertIn("ha.le@khach-hang.example.com", stored.email_from)
            self.assertTrue(stored._l10n_vn_get_source())
            stored.unlink()

    def test_a_note_saved_while_an_import_runs_is_kept(self):
        def save(env):
            self.leads(env).description += "<p>Đã gửi báo giá</p>"

        with self.transaction() as env:
            env["crm.lead"].create({"name": "Hà hỏi giá", "phone": E164, "description": "<p>Gọi lại thứ hai</p>"})
        _saved, skipped = self.meet_as_superusers(
            save, lambda env: self.run_import(env, "update_all", "Muốn xem mẫu").skipped_count
        )
        self.assertEqual(skipped, 0)
        with self.transaction() as env:
            notes = self.leads(env).description
        for note in ("Gọi lại thứ hai", "Đã gửi báo giá", "Muốn xem mẫu"):
            self.assertIn(note, notes)

    def meet_a_worker(self, act, rows_in=0):
        """Let a person ``act`` on an import while the background works on its next rows; return its state and counts.

        :param int rows_in: how many rows are in already
        """
        with self.transaction() as env:
            record = self.start(env, "create", "hội chợ sáng", "hội chợ chiều", l10n_vn_background="yes")
            if rows_in:
                record._process(record._stored_rows()[:rows_in])
        with self.transaction() as working:
            worker = working["crm.lead.import"].browse(record.id)
            rows = worker._stored_rows()  # its view of the database is from before the person acts
            with self.transaction() as env:
                act(env["crm.lead.import"].browse(record.id))
            with self.assertLogs("odoo.sql_db", "ERROR"):
                worker._try_step(rows)
        with self.transaction() as env:
            record = env["crm.lead.import"].browse(record.id)
            return record.state, record.position, len(self.leads(env))

    def test_a_stop_holds_though_rows_are_going_in(self):
        self.assertEqual(self.meet_a_worker(lambda record: record.action_stop()), ("stopped", 0, 0))

    def test_what_is_undone_does_not_come_back(self):
        def stop_and_undo(record):
            record.action_stop()
            record.action_undo()

        self.assertEqual(self.meet_a_worker(stop_and_undo, rows_in=1), ("undone", 2, 0))
