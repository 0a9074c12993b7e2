"""Who works with Odoo: a browser, a mail server or the clock that starts scheduled actions.

What it remembers and what it was shown are in files: no fault of Odoo or of the database takes them away.
"""

import json
import random
import time
from functools import partial

import psycopg2
from odoo import SUPERUSER_ID, api, sql_db
from odoo.addons.base.models.ir_cron import IrCron
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying

_MODULE = "l10n_vn_crm"


class Client:
    """
    :param str database: its name
    :param folder: where its files are (Path)
    :param dict plan: what the command has found out: paths, ports
    """

    def __init__(self, database, folder, plan):
        self.database, self.plan = database, plan
        self._memory, self._shown = folder / "memory.json", folder / "shown.txt"

    # What it remembers

    @property
    def memory(self):
        return json.loads(self._memory.read_text()) if self._memory.exists() else {}

    def remember(self, **values):
        half = self._memory.with_suffix(".half")
        half.write_text(json.dumps({**self.memory, **values}))
        half.replace(self._memory)

    def forget(self, memory=None):
        """Remember nothing but ``memory`` (dict), and have seen nothing."""
        self._memory.write_text(json.dumps(memory or {}))
        self._shown.unlink(missing_ok=True)

    def show(self, text):
        """Add ``text`` to what the user was shown."""
        with self._shown.open("a") as file:
            file.write(f"{' '.join(str(text).split())}\n")

    def shown(self):
        return self._shown.read_text().splitlines() if self._shown.exists() else []

    # What it does

    def transaction(self, function, login=None):
        """Return ``function(env)``, called in a transaction of its own that is committed and not repeated."""
        registry = Registry(self.database).check_signaling()
        with registry.cursor() as cr:
            answer = function(environment(cr, login))
        registry.signal_changes()
        return answer

    def request(self, function, login="admin"):
        """Return ``function(env)`` as Odoo answers a request: repeated at conflicts, its errors shown to the user."""
        random.seed()  # the fork has the state of its parent, and Odoo draws how long it waits
        registry = Registry(self.database)
        try:
            with registry.check_signaling().cursor() as cr:
                env = environment(cr, login)
                return retrying(partial(function, env), env)
        except UserError as error:
            self.show(error)
            raise
        except Exception as error:
            self.show(f"Odoo Server Error: {type(error).__name__}: {error}")
            raise

    def run_action(self, name, is_done):
        """Run the scheduled action ``name`` again and again, as Odoo's worker does, until ``is_done(env)``.

        It is due at once each time, which the clock does otherwise; an error is logged, and the worker goes on.
        """
        while True:
            try:
                with sql_db.db_connect(self.database).cursor() as cr:
                    cr.execute(
                        "UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute' WHERE active AND"
                        " id IN (SELECT res_id FROM ir_model_data WHERE module = %s AND name = %s) RETURNING id",
                        [_MODULE, name],
                    )
                    jobs = [job for (job,) in cr.fetchall()]
                if not jobs:
                    raise RuntimeError(f"The scheduled action {name} was switched off")
                with sql_db.db_connect(self.database).cursor() as cr:
                    IrCron._process_jobs_loop(cr, job_ids=jobs)
                if self.transaction(is_done):
                    return
            except psycopg2.Error:
                time.sleep(0.1)


def environment(cr, login):
    """Return the environment of the user ``login``, of the superuser for None, in the language of the user."""
    if login is None:
        return api.Environment(cr, SUPERUSER_ID, {})
    cr.execute("SELECT id FROM res_users WHERE login = %s", [login])
    [user_id] = cr.fetchone()
    env = api.Environment(cr, user_id, {})
    return env(context=dict(env["res.users"].context_get()))
