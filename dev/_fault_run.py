"""Faults on a server of their own: a PostgreSQL that may be restarted, and disks that may be filled."""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from _database import odoo, template, temporary
from _faults import CASES, MARK
from _odoo import command, environment
from _odoo_log import Outcome
from _place import DEV, KEY, MODULE, addons_folder, cache, log_file
from _postgres import private_server
from _profile import free_port
from _progress import step
from _say import Stop, say

# What a crash of PostgreSQL must not take away is on the disk before an answer; the disk itself does not fail.
SETTINGS = {"synchronous_commit": "on", "shared_buffers": "128MB", "max_connections": "60", "max_wal_size": "512MB"}
FAULTS = {
    "kill": "killed",
    "restart": "PostgreSQL restarted",
    "files": "disk of files full",
    "database": "disk of database full",
    "serialisation": "conflict at a statement",
}
_TABLESPACE = "small_disk"
# Megabytes beyond what is there: more than any of the cases writes.
_ROOM = 96
_START = """
import sys
sys.path.append({dev!r})
from _faults import driver
try:
    driver.main(env, {plan!r})
except BaseException:
    import traceback; traceback.print_exc(); sys.stderr.flush()
    import os; os._exit(1)
import os; os._exit(0)
"""


def run_faults(cases, faults, seed, tries, short, on_row=lambda row: None):
    """Let faults come while the addon works, on a server of their own; return (rows of the table, path of the log).

    :param cases: of :data:`_faults.CASES`
    :param faults: of :data:`FAULTS`
    :param int tries: of each case and kind of fault
    :param bool short: conflicts at so many statements instead of at each
    :param on_row: function that is called with each row (dict) as it is done
    """
    log = log_file("faults")
    database = f"{MODULE}_{KEY}_{os.getpid()}_faults"
    with contextlib.ExitStack() as stack:
        stack.enter_context(temporary(database, template("lean", False)))
        odoo(database, "-i", MODULE, log=log)
        server = stack.enter_context(private_server(f"faults-{os.getpid()}", SETTINGS))
        own = environment(**server.environment)
        _move(database, own)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        disk, reason = _mount(stack, server, database, own)
        plan = {
            "cases": list(cases),
            "faults": list(faults),
            "seed": seed,
            "tries": tries,
            "short": short,
            "folder": folder,
            "restart": server.restart,
            "owner": server.owner,
            "port": free_port(),
            "tablespace": _TABLESPACE,
            "disk": disk,
            "no_disk": reason,
        }
        rows = []
        for row in _drive(database, plan, own, log):
            rows.append(row)
            on_row(row)
    return rows, log


def _move(database, own):
    """Copy ``database`` from the server of all commands to the private one."""
    with step("Database for the faults", about=15):
        dumped = subprocess.Popen(["pg_dump", "--no-owner", database], stdout=subprocess.PIPE)
        for words in (["createdb", database], ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database]):
            done = subprocess.run(
                words, env=own, stdin=dumped.stdout if words[0] == "psql" else None, capture_output=True, check=False
            )
            if done.returncode:
                dumped.kill()
                raise Stop(f"The database for the faults was not copied: {done.stderr.decode().strip()[-300:]}")
        if dumped.wait():
            raise Stop(f"The database for the faults was not copied: pg_dump ended with {dumped.returncode}")
        subprocess.run(["psql", "-Xq", "-d", database, "-c", "ANALYZE"], env=own, check=True)


def _mount(stack, server, database, own):
    """Mount small disks over the files of Odoo and for a tablespace; return (its folder, why there is none)."""
    files, disk = cache("data", "filestore", database), server.folder("disk")
    files.mkdir(parents=True, exist_ok=True)
    kept = Path(tempfile.mkdtemp(dir=files.parent))
    try:
        shutil.copytree(files, kept / "files")
        size = subprocess.run(
            ["psql", "-XqAt", "-d", database, "-c", f"SELECT pg_database_size('{database}')"],
            env=own, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        used = sum(path.stat().st_size + 4096 for path in files.rglob("*"))
        for folder, count in ((files, used), (disk, int(size))):
            words = ["mount", "-t", "tmpfs", "-o", f"size={(count >> 20) + _ROOM}m", "tmpfs", str(folder)]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            if done.returncode:
                return "", f"not tried: {(done.stderr.strip().splitlines() or ['mount failed'])[-1]}"
            stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=False)
        shutil.copytree(kept / "files", files, dirs_exist_ok=True)
    finally:
        shutil.rmtree(kept)
    place = server.folder("disk/tablespace")
    statement = f"CREATE TABLESPACE {_TABLESPACE} LOCATION '{place}'"
    subprocess.run(["psql", "-Xq", "-d", database, "-c", statement], env=own, check=True)
    return str(disk), ""


def _drive(database, plan, own, log):
    """Yield the rows that the cases print, from an Odoo shell on ``database``."""
    words = command(addons_folder(), "shell", "-d", database, "--no-http", "--log-level=error")
    last = {"text": ""}
    with open(log, "a") as out, step("faults", detail=lambda: last["text"]):
        process = subprocess.Popen(
            words, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out, text=True, start_new_session=True
        )
        try:
            process.stdin.write(_START.format(dev=str(DEV), plan=plan))
            process.stdin.close()
            for line in process.stdout:
                if line.startswith(MARK):
                    row = json.loads(line.removeprefix(MARK))
                    last["text"] = f"{row['title']}, {FAULTS[row['fault']]}: done"
                    yield row
            if process.wait():
                raise Stop(f"The faults did not run to their end: the log is {log}")
        finally:
            # Its forks are in its session: a worker that is left would hold its database.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()


def short_faults():
    """Try each case and kind of fault once, as a part of all tests; return (:class:`Outcome`, path of the log)."""
    seed = int.from_bytes(os.urandom(4), "big")
    say(f"faults: seed {seed}")
    outcome = Outcome()
    rows, log = run_faults(CASES, FAULTS, seed, 1, True)
    for row in rows:
        name = f"Faults.{row['case']}_{row['fault']}"
        if "why" in row:
            outcome.skipped += 1
            continue
        outcome.names[name] = is_harmless(row)
        outcome.passed += is_harmless(row)
        if not is_harmless(row):
            outcome.failed += 1
            outcome.trouble.append(f"{name} (seed {seed}): {described(row)}")
    return outcome, log


def is_harmless(row):
    """Return whether the faults of this row were tried, and nothing was lost, doubled or stuck."""
    return bool(row["tries"]) and not (row["lost"] or row["doubled"] or row["stuck"])


def described(row):
    counts = ", ".join(f"{row[name]} {name}" for name in ("tries", "lost", "doubled", "stuck"))
    return " ".join("; ".join([counts, *row["examples"][:6], *row["shown"][:3]]).split())
