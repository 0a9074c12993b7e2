"""A runner of OCA's queue_job for tests: they skip themselves where the module is not installed."""

import contextlib
import importlib

from odoo.sql_db import db_connect
from odoo.tests import TransactionCase


def of_queue_job(module):
    """Return the Python module ``module`` of queue_job."""
    return importlib.import_module(f"odoo.addons.queue_job.{module}")


class QueueCase(TransactionCase):
    def setUp(self):
        super().setUp()
        if "queue.job" not in self.env:
            self.skipTest("queue_job is not installed")

    @contextlib.contextmanager
    def runner(self):
        """Hold, in a transaction of its own, the lock by which a runner of queue_job is known."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("SELECT pg_advisory_xact_lock(%s)", [of_queue_job("jobrunner.runner").PG_ADVISORY_LOCK_ID])
            yield

    @contextlib.contextmanager
    def trapped(self):
        """Yield the trap of queue_job's tests, while a runner serves the database."""
        with self.runner(), of_queue_job("tests.common").trap_jobs() as trap:
            yield trap

    def perform(self, trap):
        """Do the jobs of ``trap`` and those that they queue; return the properties of all (list of dicts)."""
        while trap.enqueued_jobs:
            trap.perform_enqueued_jobs()
        return [call.properties for call in trap.calls]

    def jobs(self, env=None):
        """Return the stored jobs of this addon."""
        return (env or self.env)["queue.job"].search([("channel", "=like", "root.l10n_vn_crm.%")])
