"""One profile under test: a database of its own, a log of its own, a count at the end."""

import os
import socket
import subprocess

from _database import clone, drop, template
from _odoo import command, environment
from _odoo_log import Follower, modules_loaded, read
from _place import KEY, MODULE, addons_folder, log_file
from _progress import step
from _say import say


def free_port(wanted=None):
    """Return ``wanted`` where it is free on 127.0.0.1, else any free port."""
    for port in filter(None, (wanted, 0)) if wanted else (0,):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    return free_port()


def run_tests(name, profile, demo, tags, number=None, install=True, keep=False, screenshots=None, source=None):
    """Run the tests that ``tags`` (Odoo's --test-tags) select on a fresh database; name what fails as it fails.

    :param str name: of the run; names the database and the log
    :param str source: database to clone instead of the template of the profile
    :param int number: of the tests, as far as known
    :param bool install: install the addon first
    :return: (:class:`Outcome`, path of the log)
    """
    database = f"{MODULE}_{KEY}_{os.getpid()}_{name}"
    log = log_file(name)
    clone(source or template(profile, demo), database)
    try:
        words = [
            "server",
            "-d",
            database,
            "--stop-after-init",
            "--max-cron-threads=0",
            "--http-interface=127.0.0.1",
            f"--http-port={free_port()}",
            f"--test-tags={tags}",
        ]
        words += ["-i", MODULE] if install else []
        words += [f"--screenshots={screenshots}"] if screenshots else []
        code = _followed(name, command(addons_folder(), *words), log, number)
        outcome = read(log)
        if code and not outcome.failed:
            outcome.failed += 1
        return outcome, log
    finally:
        if not keep:
            drop(database)


def _followed(name, words, log, number):
    """Run Odoo with ``words`` and show what its log says; return its exit code."""
    follower = Follower(log)

    def how_far():
        if not follower.started:
            return modules_loaded(log)
        failed = f", {len(follower.broken)} failed" if follower.broken else ""
        return f"{follower.started}{f' of {number}' if number else ''} tests{failed}"

    with open(log, "w") as out, step(name, detail=how_far):
        process = subprocess.Popen(words, env=environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            while True:
                try:
                    return process.wait(1)
                except subprocess.TimeoutExpired:
                    for test in follower.read():
                        say(f"  {name}: {test} failed")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
