"""One profile under test: a database of its own, a log of its own, a count at the end."""

import os
import socket
import subprocess

from _database import clone, drop, template
from _odoo import command, environment
from _odoo_log import read
from _place import KEY, MODULE, addons_folder, log_file


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


def run_tests(name, profile, demo, tags, install=True, keep=False, screenshots=None):
    """Run the tests that ``tags`` (Odoo's --test-tags) select on a fresh database.

    :param str name: of the run; names the database and the log
    :param bool install: install the addon first
    :return: (:class:`Outcome`, path of the log)
    """
    database = f"{MODULE}_{KEY}_{os.getpid()}_{name}"
    log = log_file(name)
    clone(template(profile, demo), database)
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
        with open(log, "w") as out:
            code = subprocess.run(
                command(addons_folder(), *words),
                env=environment(),
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                check=False,
            ).returncode
        outcome = read(log)
        if code and not outcome.failed:
            outcome.failed += 1
        return outcome, log
    finally:
        if not keep:
            drop(database)
