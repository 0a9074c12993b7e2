"""Background work on the workers of OCA's queue_job, and what the scheduled actions still do."""

from unittest.mock import patch

from freezegun import freeze_time
from odoo import SUPERUSER_ID
from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.care import recall_run, waiting
from ...models.conversion import (
    crm_lead_conversion,
    crm_lead_conversion_undo,
    crm_lead_requalification,
    window_mass,
)
from ...models.importing import background
from ..care.recall_case import NOW, RecallCase
from ..care.sharing import MONDAY, SATURDAY, SharingCase
from ..connections import ConnectionCase
from ..conversion.test_mass_conversion import MassCase
from ..conversion.test_qualification_state import StateCase
from ..importing.test_ledger import ImportCase
from .queue_case import QueueCase, of_queue_job

RUNNER = "odoo.addons.l10n_vn_crm.models.background"


@tagged("post_install", "-at_install")
class TestQueuedImport(QueueCase, ImportCase):
    def setUp(self):
        super().setUp()
        self.patch(background, "CHUNK_ROWS", 2)

    def start(self, rows=5):
        """Start an import of Hoa in the background; return its record as the superuser."""
        robot, self.env = self.env, self.env(user=self.hoa)
        rows = [[f"Khách {n}", f"091234567{n}", "", ""] for n in range(rows)]
        record, _answer = self.run_import(rows, "skip", l10n_vn_background="yes")
        self.env = robot
        return record.with_env(robot(user=SUPERUSER_ID, su=True))

    def told(self, record):
        domain = [("model", "=", record._name), ("res_id", "=", record.id), ("message_type", "=", "user_notification")]
        return self.env["mail.message"].search(domain)

    def triggers(self):
        action = self.env.ref("l10n_vn_crm.crm_lead_import_cron")
        return self.env["ir.cron.trigger"].search_count([("cron_id", "=", action.id)])

    def run_scheduled_action(self):
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()

    def test_without_a_runner_the_scheduled_action_does_the_work(self):
        before = self.triggers()
        record = self.start()
        self.assertEqual((self.triggers() - before, self.jobs()), (1, self.env["queue.job"]))
        self.run_scheduled_action()
        self.assertEqual((record.state, record.created_count), ("done", 5))

    def test_a_job_of_a_user_who_left_meanwhile_ends_with_its_reason(self):
        with self.trapped() as trap:
            record = self.start()
            trap.perform_enqueued_jobs()
            self.hoa.sudo().active = False
            with self.assertLogs(RUNNER, "ERROR"):
                jobs = self.perform(trap)
        self.assertEqual((record.state, record.stop_reason, record.position), ("failed", "archived", 2))
        self.assertEqual(len(jobs), 2, "nothing is queued after it")

    def test_a_job_does_a_step_and_queues_the_next(self):
        before = self.triggers()
        with self.trapped() as trap:
            record = self.start()
            self.assertEqual((record.state, self.triggers()), ("waiting", before))
            trap.perform_enqueued_jobs()
            self.assertEqual((record.state, record.position, record.progress), ("running", 2, 40))
            jobs = self.perform(trap)
        self.assertEqual((record.state, record.created_count, record.progress), ("done", 5, 100))
        self.assertEqual([job["channel"] for job in jobs], ["root.l10n_vn_crm.import"] * 3)
        self.assertEqual(
            [job["identity_key"] for job in jobs],
            [f"l10n_vn_crm:crm.lead.import:{record.id}:_do_queued_step:{position}" for position in (0, 2, 4)],
        )
        self.assertEqual(record.lead_ids.create_uid, self.hoa)
        self.assertEqual(self.told(record).notified_partner_ids, self.hoa.partner_id)
        self.assertEqual(len(self.told(record)), 1)

    def test_leads_go_to_the_company_in_which_the_import_was_started(self):
        other = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.hoa.company_ids |= other
        self.env = self.env(context=dict(self.env.context, allowed_company_ids=other.ids))
        with self.trapped() as trap:
            record = self.start()
            self.perform(trap)
        self.assertEqual((record.company_id, record.lead_ids.company_id), (other, other))

    def test_a_step_is_queued_once(self):
        with self.runner():
            record = self.start()
            record._start_work()
            self.assertEqual(len(self.jobs()), 1)
            self.assertEqual((self.jobs().user_id.id, self.jobs().records), (SUPERUSER_ID, record))
            self.run_scheduled_action()
            self.assertEqual((len(self.jobs()), record.created_count), (1, 0))
            self.jobs().unlink()
            self.run_scheduled_action()
            self.assertEqual(len(self.jobs()), 1, "what was lost is queued again")
        self.run_scheduled_action()
        self.assertEqual((record.state, record.created_count), ("done", 5), "the runner has died")

    def test_a_job_that_comes_late_does_nothing(self):
        record = self.start()
        record._do_queued_step(0)
        with self.trapped() as trap:
            record._do_queued_step(0)
            self.assertEqual((record.position, trap.calls), (2, []))
            record.with_user(self.hoa).action_stop()
            record._do_queued_step(2)
            record.browse(record.id + 1000)._do_queued_step(0)
            self.assertEqual((record.state, record.position, trap.calls), ("stopped", 2, []))

    def test_an_error_stops_the_work_and_is_stored(self):
        record = self.start()
        record._do_queued_step(0)
        process = type(record)._process

        def fail(record, rows, **options):
            process(record, rows, **options)
            raise ValueError("Đĩa đã đầy")

        with self.trapped() as trap, patch.object(type(record), "_process", fail), self.assertLogs(RUNNER, "ERROR"):
            record._do_queued_step(2)
            self.assertEqual(trap.calls, [])
        self.assertEqual((record.state, record.error, record.created_count), ("failed", "Đĩa đã đầy", 2))
        self.assertEqual(len(record.lead_ids), 2, "the step is rolled back")
        self.assertEqual(self.told(record).notified_partner_ids, self.hoa.partner_id)

    def test_a_conflict_is_left_to_queue_job(self):
        record = self.start()
        with (
            patch.object(type(record), "_process", side_effect=ConcurrencyError("changed")),
            self.assertRaises(of_queue_job("exception").RetryableJobError) as raised,
        ):
            record._do_queued_step(0)
        self.assertEqual((record.state, record.error, raised.exception.ignore_retry), ("waiting", False, False))

    def test_an_uninstallation_leaves_no_job(self):
        with self.runner():
            self.start()
        self.env["crm.lead.background"]._l10n_vn_on_uninstall()
        self.assertFalse(self.jobs())


@tagged("post_install", "-at_install")
class TestTwoWorkers(QueueCase, ConnectionCase):
    """A worker of queue_job and another process at the same step, each in a transaction of its own."""

    ROWS = [(number, [f"Lê Thị Hà {number}", f"091234567{number}"]) for number in range(4)]

    def setUp(self):
        super().setUp()
        self.patch(background, "CHUNK_ROWS", 2)
        self.addCleanup(self.run_apart, self.remove)
        self.record_id = self.run_apart(self.start)

    def start(self, env):
        vals = {
            "file_name": "hai máy.csv",
            "headings": ["Họ tên", "SĐT"],
            "mapping": ["contact_name", "phone"],
            "position": 0,
        }
        return env["crm.lead.import"]._l10n_vn_start(vals, b"", {"l10n_vn_background": "yes"}, self.ROWS, []).id

    def remove(self, env):
        record = env["crm.lead.import"].search([("file_name", "=", "hai máy.csv")])
        record.lead_ids.unlink()
        record.state = "done"
        record.unlink()
        self.jobs(env).unlink()

    def record(self, env):
        return env["crm.lead.import"].browse(self.record_id)

    def outcome(self):
        with self.transaction() as env:
            record = self.record(env)
            phones = record.lead_ids.mapped("phone")
            return record.position, record.created_count, len(phones), len(set(phones))

    def test_a_step_that_another_process_does_is_left_to_it(self):
        retry = of_queue_job("exception").RetryableJobError
        with self.runner(), self.transaction() as first:
            self.record(first)._do_queued_step(0)
            first.cr.flush()
            with self.transaction() as second:
                with self.assertRaises(retry) as raised:
                    self.record(second)._do_queued_step(0)
                self.assertTrue(raised.exception.ignore_retry, "waiting is no failure")
                self.assertIsNone(self.record(second)._try_step(self.ROWS), "the scheduled action")
        self.assertEqual(self.outcome(), (2, 2, 2, 2))
        with self.transaction() as env:
            self.record(env)._do_queued_step(0)
            self.assertEqual(self.jobs(env).identity_key.rpartition(":")[2], "2")
        self.assertEqual(self.outcome(), (2, 2, 2, 2))

    @mute_logger("odoo.sql_db")
    def test_a_step_that_begins_before_the_end_of_the_first_is_not_done_twice(self):
        retry = of_queue_job("exception").RetryableJobError
        with self.transaction() as second:
            late = self.record(second)
            self.assertEqual(late.position, 0)  # its view of the database is from before the first step
            with self.transaction() as first:
                self.record(first)._do_queued_step(0)
            with self.assertRaises(retry):
                late._do_queued_step(0)
            second.cr.rollback()
        self.assertEqual(self.outcome(), (2, 2, 2, 2))

    def test_both_ways_at_once_end_complete_and_exact(self):
        retry = of_queue_job("exception").RetryableJobError

        def by_queue(env):
            record = self.record(env)
            return record._do_queued_step(record.position)

        def by_scheduled_action(env):
            return self.record(env)._try_step(self.ROWS)

        def look(env):
            self.assertEqual(self.record(env).position, 0)

        with mute_logger("odoo.sql_db"):
            self.at_once(
                (SUPERUSER_ID, by_queue),
                (SUPERUSER_ID, by_scheduled_action),
                (SUPERUSER_ID, by_queue),
                look=look,
                refusals=(retry,),
            )
        position, *counts = self.outcome()
        self.assertIn(position, (2, 4))
        self.assertEqual(counts, [position] * 3)


@tagged("post_install", "-at_install")
class TestQueuedConversion(QueueCase, MassCase):
    def test_a_conversion_and_its_undo_are_done_in_jobs(self):
        self.patch(window_mass, "BACKGROUND_ABOVE", 20)
        self.patch(crm_lead_conversion, "BACKGROUND_CHUNK", 10)
        self.patch(crm_lead_conversion_undo, "AT_ONCE", 20)
        leads = self.people(25, user_id=self.lan.id)
        with self.trapped() as trap:
            record = self.mass_convert(leads, self.mai)
            self.assertEqual(record.state, "waiting")
            converting = self.perform(trap)
        self.assertEqual((record.state, record.converted_count), ("done", 25))
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})
        with self.trapped() as trap:
            record.with_user(self.mai).action_undo()
            self.assertEqual(record.state, "undoing")
            undoing = self.perform(trap)
        self.assertEqual((record.state, record.returned_count), ("undone", 25))
        self.assertEqual(set(leads.mapped("type")), {"lead"})
        for jobs in converting, undoing:
            self.assertEqual([job["identity_key"].rpartition(":")[2] for job in jobs], ["0", "10", "20"])


@tagged("post_install", "-at_install")
class TestQueuedRequalification(QueueCase, StateCase):
    def test_states_are_renewed_in_jobs(self):
        self.patch(crm_lead_requalification, "AT_ONCE", 5)
        self.patch(crm_lead_requalification, "_CHUNK", 7)
        leads = self.env["crm.lead"].create(
            [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(20)]
        )
        self.tick(leads[:10], self.criteria - self.decider)
        self.env.flush_all()
        with self.trapped() as trap:
            self.decider.required = False
            self.assertEqual(set(self.stored(leads).values()), {"unmet"})
            jobs = self.perform(trap)
        self.assertGreater(len(jobs), 2)
        self.assertEqual({job["channel"] for job in jobs}, {"root.l10n_vn_crm.requalification"})
        self.env.invalidate_all()
        self.assertEqual(self.env["crm.lead.requalification"].sudo().search([]).state, "done")
        self.assertStatesTrue(leads)


@tagged("post_install", "-at_install")
class TestQueuedRecall(QueueCase, RecallCase):
    def test_a_recall_is_done_in_jobs_and_the_leader_gets_the_digest(self):
        self.patch(recall_run, "CHUNK", 2)
        leads = self.new_leads(3)
        with self.trapped() as trap, freeze_time(NOW):
            runs = self.env["crm.lead.recall.run"].with_user(SUPERUSER_ID)
            self.rule.with_user(SUPERUSER_ID).warning = 0
            runs._cron_recall()
            run = runs.search([], limit=1)
            self.assertEqual((run.state, run.lead_count, run.recalled_count), ("waiting", 3, 0))
            jobs = self.perform(trap)
        self.assertEqual([job["channel"] for job in jobs], ["root.l10n_vn_crm.recall_run"] * 2)
        self.assertEqual((run.state, run.recalled_count), ("done", 3))
        self.assertFalse(leads.user_id)
        self.assertTrue(all(self.recalls(leads).mapped("told_on")), "the leader has got the digest")


@tagged("post_install", "-at_install")
class TestQueuedSharing(QueueCase, SharingCase):
    def test_leads_that_wait_are_shared_in_jobs(self):
        self.patch(waiting, "SLICE", 4)
        with freeze_time(SATURDAY):
            leads = self.arrive(10)
        self.assertFalse(leads.user_id)
        with self.trapped() as trap, freeze_time(MONDAY):
            self.env["crm.lead"].with_user(SUPERUSER_ID)._l10n_vn_cron_share()
            self.assertFalse(leads.user_id)
            jobs = self.perform(trap)
            self.team.with_user(SUPERUSER_ID)._l10n_vn_share_queued(leads[3].id, 0)
            self.assertEqual(len(trap.calls), len(jobs), "a job that comes late does nothing")
        self.assertEqual([job["channel"] for job in jobs], ["root.l10n_vn_crm.share"] * 3)
        self.assertEqual(sorted(self.counts(leads).values()), [3, 3, 4])
        for user in self.an, self.binh, self.chi:
            told = self.env["mail.message"].search([("partner_ids", "in", user.partner_id.ids)])
            self.assertEqual(len(told), 1, "one notification of all slices")
