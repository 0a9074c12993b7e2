"""Start Odoo with the addon, in Vietnamese, with demo data."""

import argparse
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from _database import clone, drop, exists, odoo, script, template
from _odoo import command, environment
from _place import KEY, MODULE, addons_folder, cache, fingerprint, locked
from _postgres import server
from _profile import free_port
from _say import Stop, say

# What a Vietnamese company sets up first; the demo users speak Vietnamese. Odoo's own demo leads, in English and of
# another trade, give way to the addon's.
COMPANY = """
env = env(context=dict(env.context, active_test=False))
company = env.ref('base.main_company')
company.name = 'Mầm Xanh'
company.partner_id.country_id = env.ref('base.vn')
dong = env.ref('base.VND')
dong.active = True
company.currency_id = dong
users = env['res.users'].search([('share', '=', False)])
users.partner_id.write({'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh'})
env['ir.default'].set('res.partner', 'lang', 'vi_VN')
theirs = env['ir.model.data'].search([('module', '!=', 'l10n_vn_crm'), ('model', '=', 'crm.lead')])
env['crm.lead'].browse(theirs.mapped('res_id')).exists().unlink()
env.cr.commit()
"""


def main(argv):
    parser = argparse.ArgumentParser(prog="dev run", description=__doc__)
    parser.add_argument("--full", action="store_true", help="with the companions: web site, quotations, mass mailing …")
    parser.add_argument("--new", action="store_true", help="start again from a new database")
    parser.add_argument("--port", type=int, default=8069, help="wanted port; a free one is taken if it is in use")
    options = parser.parse_args(argv)
    profile = "full" if options.full else "lean"
    with server():
        database = prepared(profile, options.new)
        serve(database, options.port)
    return 0


def prepared(profile="lean", new=False):
    """Return the database of this checkout, made or brought up to date where the addon's files have changed."""
    database = f"{MODULE}_{KEY}_run_{profile}"
    state, mark = cache("checkouts", f"{KEY}-{profile}.installed"), fingerprint()
    with locked(database):
        if new:
            drop(database)
        if not exists(database):
            clone(template(profile, demo=True), database)
            state.unlink(missing_ok=True)
        if not state.exists():
            say("Installing the addon …")
            odoo(database, "-i", MODULE, "--with-demo")
            script(database, COMPANY)
        elif state.read_text() != mark:
            say("Bringing the addon up to date …")
            odoo(database, "-u", MODULE)
        state.write_text(mark)
    return database


def serve(database, wanted):
    """Run Odoo until Ctrl-C, and stop it by its own process id."""
    port = free_port(wanted)
    if port != wanted:
        say(f"Port {wanted} is taken; using {port}.")
    log = cache("logs", f"{database}.log")
    words = command(
        addons_folder(),
        "server",
        "-d",
        database,
        f"--db-filter=^{database}$",
        "--http-interface=127.0.0.1",
        f"--http-port={port}",
        "--max-cron-threads=2",
    )
    with open(log, "w") as out:
        process = subprocess.Popen(
            words, env=environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process, log)
        say(
            f"\n  Odoo is ready:  {address}/odoo/crm\n  Login:          admin\n  Password:       admin\n"
            f"  Log:            {log}\n\nCtrl-C stops it."
        )
        process.wait()
        raise Stop(f"Odoo ended by itself; its log is {log}")
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address, process, log):
    for _attempt in range(240):
        if process.poll() is not None:
            raise Stop(f"Odoo did not start; its log is {log}")
        try:
            urllib.request.urlopen(f"{address}/web/login", timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    raise Stop(f"Odoo did not answer on {address} within a minute; its log is {log}")
