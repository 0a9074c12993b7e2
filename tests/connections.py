"""Let several people work at the very same time, each through a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from odoo import api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase


class ConnectionCase(TransactionCase):
    """What is done here is committed, so each test takes back what it has made (:meth:`run_apart`)."""

    def run_apart(self, work):
        """Return ``work(env)`` as the superuser, committed."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {"no_reset_password": True, "tracking_disable": True})
            return work(env)

    def at_once(self, user_ids, look, act):
        """Let users act at once, each after having looked: none of them sees what the others do.

        :param look: function of the user's environment; the snapshot of its transaction begins here
        :param act: function of the user's environment, repeated as Odoo repeats a request
        :return: dict user id → what ``act`` returned
        """
        start = Barrier(len(user_ids))

        def work(user_id):
            with db_connect(self.env.cr.dbname).cursor() as cr:
                env = api.Environment(cr, user_id, {})
                look(env)
                start.wait(20)
                return retrying(lambda: act(env), env)

        # The test runner holds the registry's lock; without this the other threads would wait for it in vain.
        self.patch(Registry, "_lock", DummyRLock())
        with ThreadPoolExecutor(len(user_ids)) as pool:
            return dict(zip(user_ids, pool.map(work, user_ids), strict=True))
