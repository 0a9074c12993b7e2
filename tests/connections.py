"""Transactions that run in parallel, each through a database connection of its own.

What a test does through them is committed: it removes what it has made, with ``addCleanup(self.run_apart, …)``.
"""

import contextlib
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

from odoo import SUPERUSER_ID, api
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase

# Models of Odoo whose records later tests would find; those of this addon are added.
NATIVE = {"crm.lead", "crm.stage", "crm.team", "res.partner", "res.users", "utm.source"}
NOT_SEEN = {"crm.lead.key.lock"}  # no screen shows them, and a job deletes them
# Records that the code makes beside what a test does: removed here, not by each test.
MADE_BESIDE = ("crm.lead.api.request", "crm.lead.api.usage", "crm.lead.disclosure", "crm.lead.snapshot")


@contextlib.contextmanager
def transaction(dbname, user_id=SUPERUSER_ID, **context):
    """Yield the environment of a transaction of its own: committed at the end, rolled back by an exception."""
    with db_connect(dbname).cursor() as cr:
        yield api.Environment(cr, user_id, context)


def begin(env):
    """Take the snapshot of the transaction: from now on it does not see what others commit."""
    env["res.users"].search_count([])


class ConnectionCase(TransactionCase):
    """The one harness for what happens at the same moment.

    ========================  ========================================================================================
    :meth:`at_once`           any number of transactions in threads, all begun before any of them acts
    :meth:`meet`              a first transaction, and a second that has begun before and waits for its commit
    :meth:`transaction`       one transaction, in the thread of the test
    :meth:`run_apart`         a function in a transaction of its own, as superuser
    :meth:`new_users`         committed users, removed after the test
    ========================  ========================================================================================

    Transactions in threads are repeated as Odoo repeats a request.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._check_nothing_is_left, cls._committed())

    @classmethod
    def _committed(cls):
        """Return the ids of committed records, {model: set}."""
        with transaction(cls.env.cr.dbname, active_test=False) as env:
            ours = {
                name
                for name, model in env.registry.items()
                if model._original_module == "l10n_vn_crm" and model._auto and not model._transient
            }
            return {name: set(env[name].search([]).ids) for name in NATIVE | ours - NOT_SEEN}

    @classmethod
    def _check_nothing_is_left(cls, before):
        """Fail where a test has not removed what it has committed: later tests would find it."""
        with transaction(cls.env.cr.dbname) as env:
            for model in MADE_BESIDE:
                env[model].search([("id", "not in", list(before[model]))]).unlink()
        left = {model: ids - before[model] for model, ids in cls._committed().items() if ids - before[model]}
        if left:
            with transaction(cls.env.cr.dbname, active_test=False) as env:
                names = {model: env[model].browse(ids).mapped("display_name") for model, ids in left.items()}
            raise AssertionError(f"{cls.__name__} has left {names}")

    def setUp(self):
        super().setUp()
        # The test runner holds the registry's lock; without this the other threads would wait for it in vain.
        self.patch(Registry, "_lock", DummyRLock())

    def transaction(self, user_id=SUPERUSER_ID, **context):
        """Return a context manager: see :func:`transaction`."""
        return transaction(self.env.cr.dbname, user_id, **context)

    def run_apart(self, work):
        """Return ``work(env)`` as the superuser, committed; users get no mail, leads no tracking."""
        with self.transaction(no_reset_password=True, tracking_disable=True) as env:
            return work(env)

    def new_users(self, names, groups):
        """Commit a user for each login and name of ``names`` (dict); remove them, their messages and partners later.

        :param str groups: xml ids, separated by commas
        :return: ids of the users (list)
        """

        def create(env):
            return [mail_new_test_user(env, login, groups=groups, name=name).id for login, name in names.items()]

        def remove(env):
            users = env["res.users"].browse(user_ids)
            partners = users.partner_id
            env["mail.message"].search([("author_id", "in", partners.ids)]).unlink()
            users.unlink()
            partners.unlink()

        user_ids = self.run_apart(create)
        self.addCleanup(self.run_apart, remove)
        return user_ids

    def at_once(self, *works, look=begin, refusals=()):
        """Let users act at once, each after having looked: none of them sees what the others do.

        :param works: pairs (id of a user, function of the user's environment)
        :param look: function of the environment; the snapshot of its transaction begins here
        :param refusals: types of exceptions that are an answer: rolled back and returned
        :return: what the functions returned, in the order of ``works``
        """
        start = Barrier(len(works))

        def run(work):
            user_id, act = work
            with self.transaction(user_id) as env:
                look(env)
                start.wait(20)
                try:
                    return retrying(lambda: act(env), env)
                except refusals as refusal:
                    env.cr.rollback()
                    return refusal

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))

    def meet(self, first, second):
        """Do ``first``; let ``second``, whose snapshot is older, wait in a thread until ``first`` is committed.

        :param first, second: pairs (id of a user, function of the user's environment)
        :return: what both returned
        """
        (one_id, do_first), (other_id, do_second) = first, second
        with (
            ThreadPoolExecutor(1) as pool,
            self.transaction(one_id) as one,
            self.transaction(other_id) as other,
        ):
            begin(other)
            done = do_first(one)
            one.cr.flush()
            later = pool.submit(retrying, lambda: do_second(other), other)
            wait([later], timeout=1)
            self.assertFalse(later.done(), "the second waits for the first")
            one.cr.commit()
            return done, later.result(60)
