"""Start Odoo with the addon, in Vietnamese, with demo data."""

import argparse
import contextlib
import fcntl
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from _database import clone, drop, exists, log_of, odoo
from _demo import image
from _odoo import command, environment
from _odoo_log import modules_loaded
from _pages import compile_pages
from _place import KEY, MODULE, addons_folder, cache, fingerprint, locked
from _postgres import server
from _profile import free_port
from _progress import step
from _say import Stop, say
from _setup import set_up


def main(argv):
    parser = argparse.ArgumentParser(prog="dev run", description=__doc__)
    parser.add_argument("--full", action="store_true", help="with the companions: web site, quotations, mass mailing …")
    parser.add_argument("--new", action="store_true", help="start again from a new database")
    parser.add_argument("--port", type=int, default=8069, help="wanted port; a free one is taken if it is in use")
    options = parser.parse_args(argv)
    profile = "full" if options.full else "lean"
    port = free_port(options.port)
    with _alone(profile, f"http://127.0.0.1:{port}/odoo"):
        set_up()
        with server():
            serve(prepared(profile, options.new), port, options.port)
    return 0


def prepared(profile="lean", new=False):
    """Return the database of this checkout, made or brought up to date where the addon's files have changed."""
    database = f"{MODULE}_{KEY}_run_{profile}"
    state, mark = cache("checkouts", f"{KEY}-{profile}.installed"), fingerprint()
    with locked(database):
        if new:
            drop(database)
        if not exists(database):
            clone(image(profile), database)
        elif not state.exists() or state.read_text() != mark:
            with step("Update of the addon", about=15, detail=lambda: modules_loaded(log_of(database))):
                odoo(database, "-u", MODULE)
        state.write_text(mark)
    return database


def serve(database, port, wanted):
    """Run Odoo until Ctrl-C, and stop it by its own process id."""
    if port != wanted:
        say(f"Port {wanted} is taken by another program; using {port}.")
    log = log_of(database)
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
        with step("Start of Odoo", about=4):
            _wait_for(address, process, log)
        with step("Styles and scripts of the first page", about=10):
            compile_pages(address, database)
        say(
            f"\n  Odoo is ready:  {address}/odoo\n  Login:          admin\n  Password:       admin\n"
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


@contextlib.contextmanager
def _alone(profile, address):
    """Refuse a second run of this checkout: it would serve, and perhaps renew, the database of the first."""
    with open(cache("locks", f"run-{KEY}-{profile}"), "a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Stop(
                f"This checkout runs already ({handle.read()}): use it, or end it first with Ctrl-C in its terminal."
            ) from None
        handle.truncate(0)
        handle.write(address)
        handle.flush()
        yield


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
