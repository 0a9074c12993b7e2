"""Test of background imports: complete and exact although their process is killed again and again."""

import os

from _database import odoo, script, template, temporary
from _odoo_log import Outcome
from _place import KEY, MODULE, log_file
from _progress import step
from _say import Stop, say

ROWS, KILLS = 20_000, 10

START = f"""
lines = ['Họ tên;Số điện thoại;Email']
lines += [f'Khách hàng {{n}};09{{12000000 + n}};khach{{n}}@saomai.vn' for n in range({ROWS})]
# One row in a hundred is the same person as the row before.
lines = [lines[at - 1] if at % 100 == 7 else line for at, line in enumerate(lines)]
screen = env['base_import.import'].create({{
    'res_model': 'crm.lead', 'file': '\\n'.join(lines).encode(), 'file_name': 'lớn.csv', 'file_type': 'text/csv'}})
answer = screen.execute_import(
    ['contact_name', 'phone', 'email_from'], ['họ tên', 'số điện thoại', 'email'],
    {{'has_headers': True, 'separator': ';', 'quoting': '"', 'encoding': 'utf-8', 'limit': 2000,
     'l10n_vn_policy': 'skip', 'l10n_vn_background': 'auto'}})
assert not answer['ids'] and not answer['nextrow'], answer
env.cr.commit()
"""

# The registry is loaded once; each worker is a fork of it, with connections of its own.
WORK = f"""
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

def work():
    child = os.fork()
    if not child:
        try:
            while True:
                # What time does by itself: a job that died several times before its first chunk comes back.
                with sql_db.db_connect(name).cursor() as cr:
                    cr.execute("UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute' "
                               "WHERE id IN (SELECT res_id FROM ir_model_data WHERE name = 'crm_lead_import_cron') "
                               "RETURNING id")
                    jobs = [job for job, in cr.fetchall()]
                with sql_db.db_connect(name).cursor() as cr:
                    IrCron._process_jobs_loop(cr, job_ids=jobs)
                with sql_db.db_connect(name).cursor() as cr:
                    cr.execute("SELECT 1 FROM crm_lead_import WHERE state IN ('waiting', 'running')")
                    if not cr.fetchone():
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
for kill in range({KILLS}):
    child = work()
    # Every other time while rows go in, however slow the machine is: the position has moved since the last kill.
    end = time.monotonic() + 60 * (kill % 2)
    while time.monotonic() < end and ask('SELECT position FROM crm_lead_import')[0] <= max(positions, default=0):
        time.sleep(0.1)
    time.sleep(random.uniform(0.05, 2.5 - 2 * (kill % 2)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    positions.append(ask('SELECT position FROM crm_lead_import')[0])
_pid, status = os.waitpid(work(), 0)
print(positions, flush=True)
# The shell would close the connection that was left before forking.
os._exit(1 if status else 0)
"""

CHECK = f"""
record = env['crm.lead.import'].search([])
twice = {ROWS} // 100
env.cr.execute('SELECT count(*), count(DISTINCT phone), count(DISTINCT email_normalized) FROM crm_lead'
               ' WHERE l10n_vn_import_id = %s', [record.id])
found = (*env.cr.fetchone(), record.state, record.created_count, record.skipped_count, record.failed_count,
         record.position)
wanted = (*[{ROWS} - twice] * 3, 'done', {ROWS} - twice, twice, 0, {ROWS})
assert found == wanted, (found, wanted)
lines = record.line_ids.mapped('row_number')
assert len(lines) == len(set(lines)) == twice, len(lines)
messages = env['mail.message'].search([('model', '=', 'crm.lead.import'), ('message_type', '=', 'user_notification')])
assert len(messages) == 1, messages.mapped('body')
"""


def kill_import(name="kill_import", profile="lean"):
    """Kill an import at random moments on a fresh database; return its (:class:`Outcome`, path of the log)."""
    outcome, log = Outcome(), log_file(name)
    with (
        step(name, about=75),
        temporary(f"{MODULE}_{KEY}_{os.getpid()}_{name}", template(profile, False)) as database,
    ):
        try:
            odoo(database, "-i", MODULE, log=log)
            script(database, START)
            positions = script(database, WORK)
            script(database, CHECK)
            log.write_text(f"{log.read_text()}\nRows in at each kill: {positions}")
            outcome.passed, outcome.names = 1, {"KilledImport.ends_complete_and_exact": True}
        except Stop as stop:
            outcome.failed, outcome.names = 1, {"KilledImport.ends_complete_and_exact": False}
            outcome.trouble.append(str(stop))
            say(f"  {name}: KilledImport.ends_complete_and_exact failed: {stop}")
    return outcome, log
