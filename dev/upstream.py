"""Run Odoo's own CRM tests without and with the addon, and name every test whose result differs.

With ``--changed``: name the core methods we rely on whose source differs from what was read.
"""

import argparse
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from _core import fingerprints, listed, read_known, write_known
from _database import COMPANIONS, odoo, template, temporary
from _odoo import command, environment, tree
from _odoo_log import Outcome, read
from _place import KEY, MODULE, addons_folder, log_file
from _postgres import server
from _profile import free_port
from _say import say
from _system import chromium

# Profile, demo data and tests of each run: Odoo's counts of queries hold where no other module is installed, and those
# of the assignment where demo leads do not add theirs (with them 554 instead of 552, without any addon).
RUNS = (
    ("lean", False, "/crm:TestLeadAssignPerf"),
    ("lean", True, "/crm,-/crm:TestLeadAssignPerf,/sales_team,/base_import"),
    ("companions", True, ",".join(f"/{module}" for module in COMPANIONS)),
)


def main(argv):
    parser = argparse.ArgumentParser(prog="dev upstream", description=__doc__)
    parser.add_argument("--changed", action="store_true", help="name core methods whose source changed; run no test")
    parser.add_argument("--read", action="store_true", help="the changes were read: keep the new fingerprints")
    parser.add_argument("--tree", type=Path, help="another Odoo source tree to compare with (of any version)")
    options = parser.parse_args(argv)
    if options.changed or options.read:
        return _compare_sources(options.tree or tree(), options.read)
    return _run_tests()


def _compare_sources(folder, read):
    """Name the core methods that differ in ``folder`` from what was read; keep them as read where ``read``."""
    now, known = fingerprints(folder, listed()), read_known()
    words = {key: "changed" for key in now.keys() & known.keys() if now[key] != known[key]}
    words |= dict.fromkeys(now.keys() - known.keys(), "is new")
    words |= dict.fromkeys(known.keys() - now.keys(), "is gone")
    for (method, file), word in sorted(words.items()):
        say(f"  {method} {word} in {file}")
    say(f"{len(words)} of {len(known)} definitions differ" if words else f"{len(known)} definitions, none differs")
    if read:
        write_known(now)
        return 0
    return 1 if words else 0


def _run_tests():
    chromium()
    jobs = [(number, install) for number in range(len(RUNS)) for install in (False, True)]
    with server(), ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda job: _run(*job), jobs))
    native, ours = (sum(outcomes[start::2], Outcome()) for start in (0, 1))
    for title, outcome in (("without the addon", native), ("with the addon", ours)):
        say(f"{title}: {outcome.passed} of {outcome.passed + outcome.failed + outcome.skipped} passed")
    differing = sorted(name for name in native.names | ours.names if native.names.get(name) != ours.names.get(name))
    for name in differing:
        say(f"  differs: {name}: {_word(native, name)} without, {_word(ours, name)} with the addon")
    say("no differences" if not differing else f"{len(differing)} differences")
    return 1 if differing or ours.failed > native.failed else 0


def _run(number, install):
    """Test with every module loaded: at install time a module's own tests would run before the addon is there."""
    profile, demo, tags = RUNS[number]
    name = f"upstream_{number}_{'with' if install else 'without'}"
    with temporary(f"{MODULE}_{KEY}_{os.getpid()}_{name}", template(profile, demo, language=None)) as database:
        if install:
            odoo(database, "-i", MODULE)
        log = log_file(name)
        words = command(
            addons_folder(), "shell", "-d", database, "--http-interface=127.0.0.1", f"--http-port={free_port()}"
        )
        text = f"from odoo.tests.shell import run_tests\nrun_tests(env, {tags!r})\n"
        with open(log, "w") as out:
            subprocess.run(words, env=environment(), stdout=out, stderr=out, text=True, check=False, input=text)
        return read(log)


def _word(outcome, name):
    return {True: "passes", False: "fails", None: "did not run"}[outcome.names.get(name)]
