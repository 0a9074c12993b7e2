"""Background work that is killed again and again, on a fresh database: what must be complete and exact at its end."""

import os

from _database import odoo, script, template, temporary
from _odoo_log import Outcome
from _place import KEY, MODULE, log_file
from _progress import step
from _say import Stop, say

# The registry is loaded once; each worker is a fork of it, with connections of its own.
WORK = """
import os, random, signal, time
from odoo import sql_db
from odoo.addons.base.models.ir_cron import IrCron
name = env.cr.dbname

def ask(statement):
    with sql_db.db_connect(name).cursor() as cr:
        cr.execute(statement)
        row = cr.fetchone()
    sql_db.close_all()
    return row

def position():
    return (ask('SELECT coalesce(position, 0) FROM {table} ORDER BY id LIMIT 1') or (0,))[0]

def work():
    child = os.fork()
    if not child:
        try:
            while True:
                # What time does by itself: a job that died several times before its first chunk comes back.
                with sql_db.db_connect(name).cursor() as cr:
                    cr.execute("UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute' "
                               "WHERE id IN (SELECT res_id FROM ir_model_data WHERE name = '{cron}') "
                               "RETURNING id")
                    jobs = [job for job, in cr.fetchall()]
                with sql_db.db_connect(name).cursor() as cr:
                    IrCron._process_jobs_loop(cr, job_ids=jobs)
                with sql_db.db_connect(name).cursor() as cr:
                    cr.execute("SELECT count(*), count(*) FILTER (WHERE state IN ('waiting', 'running')) FROM {table}")
                    there, waiting = cr.fetchone()
                    if there and not waiting:
                        os._exit(0)
        except BaseException:
            import traceback; traceback.print_exc()
            os._exit(1)
    return child

env.cr.rollback()
env.cr.close()
sql_db.close_all()
random.seed()
positions = []
for kill in range({kills}):
    child = work()
    # Every other time while it goes on, however slow the machine is: the position has moved since the last kill.
    end = time.monotonic() + 60 * (kill % 2)
    while time.monotonic() < end and position() <= max(positions, default=0):
        time.sleep(0.1)
    time.sleep(random.uniform(0.05, 2.5 - 2 * (kill % 2)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    positions.append(position())
_pid, status = os.waitpid(work(), 0)
print(positions, flush=True)
# The shell would close the connection that was left before forking.
os._exit(1 if status else 0)
"""


def kill(name, title, start, check, table, cron, kills, profile="lean"):
    """Start background work, kill it at random moments, check its end; return its (:class:`Outcome`, path of the log).

    :param title: name of the test in what is said
    :param start, check: scripts for Odoo's shell, before the first and after the last worker
    :param table: table of the jobs, with ``position`` and ``state``
    :param cron: name of the scheduled action's xml id
    """
    outcome, log = Outcome(), log_file(name)
    with (
        step(name, about=75),
        temporary(f"{MODULE}_{KEY}_{os.getpid()}_{name}", template(profile, False)) as database,
    ):
        try:
            odoo(database, "-i", MODULE, log=log)
            script(database, start)
            positions = script(database, WORK.format(table=table, cron=cron, kills=kills))
            script(database, check)
            log.write_text(f"{log.read_text()}\nPosition at each kill: {positions}")
            outcome.passed, outcome.names = 1, {title: True}
        except Stop as stop:
            outcome.failed, outcome.names = 1, {title: False}
            outcome.trouble.append(str(stop))
            say(f"  {name}: {title} failed: {stop}")
    return outcome, log
