"""Databases: templates with Odoo's modules, made once and cloned, so that a test waits for the addon only."""

import contextlib
import shutil
import subprocess

from _odoo import command, environment, tree
from _odoo_log import modules_loaded
from _place import DEV, addons_folder, cache, digest, locked
from _postgres import sql
from _progress import step
from _say import Stop

LEAN = ("crm", "base_import")
FULL = (*LEAN, "website_crm", "sale_crm", "mass_mailing_crm", "crm_sms", "base_vat", "queue_job")
# The modules whose own tests must not notice the addon.
COMPANIONS = ("website_crm", "sale_crm", "mass_mailing_crm", "crm_sms")
PROFILES = {"lean": LEAN, "full": FULL, "companions": (*LEAN, *COMPANIONS)}
LANGUAGE = "vi_VN"
# Seconds that the modules of a profile take to install on two quiet cores.
SECONDS = {"lean": 25, "full": 75, "companions": 70}


def exists(name):
    return sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1"


def drop(name):
    """Remove database ``name`` and its files, if there."""
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(files_of(name), ignore_errors=True)


def clone(source, name):
    """Make database ``name`` a copy of ``source``, files included."""
    drop(name)
    with locked(f"clone-{source}"):
        sql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    if files_of(source).is_dir():
        shutil.copytree(files_of(source), files_of(name))


def rename(old, new):
    """Give database ``old`` and its files the name ``new``."""
    shutil.rmtree(files_of(new), ignore_errors=True)
    if files_of(old).is_dir():
        files_of(old).rename(files_of(new))
    sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')  # last: a database that has its name has its files


@contextlib.contextmanager
def temporary(name, source):
    """Clone ``source`` for the length of a block."""
    clone(source, name)
    try:
        yield name
    finally:
        drop(name)


def template(profile, demo, language=LANGUAGE):
    """Return the name of a database with the profile's modules and ``language`` (None: English only), not the addon."""
    modules = PROFILES[profile]
    pins = [(DEV / lock).read_text() for lock in ("odoo.lock", "oca.lock", "requirements.lock")]
    key = digest(tree(), *pins, modules, demo, language, "pg_trgm")
    name = f"l10n_vn_crm_{profile}{'_demo' if demo else ''}_{key}"
    with locked(name):
        if not exists(name):
            half = f"{name}_half"
            title = f"Odoo's {profile} modules {'with' if demo else 'without'} demo data"
            with step(title, about=SECONDS[profile], detail=lambda: modules_loaded(log_of(half))):
                drop(half)
                sql(f'CREATE DATABASE "{half}" TEMPLATE template0')
                sql("CREATE EXTENSION pg_trgm", half)  # as Odoo does in the databases that it creates: searches need it
                odoo(
                    half,
                    "-i",
                    ",".join(modules),
                    *(["--with-demo"] if demo else []),
                    *([f"--load-language={language}"] if language else []),
                )
                rename(half, name)
    return name


def odoo(database, *arguments, log=None, folder=None):
    """Run Odoo on ``database`` until it has done what ``arguments`` say; stop with the log's last error.

    :param folder: where the addon is, this checkout by default
    """
    log = log or log_of(database)
    words = command(
        folder or addons_folder(),
        "server",
        "-d",
        database,
        "--stop-after-init",
        "--no-http",
        "--max-cron-threads=0",
        *arguments,
    )
    with open(log, "w") as out:
        code = subprocess.run(words, env=environment(), stdout=out, stderr=out, check=False).returncode
    if code:
        errors = [line for line in log.read_text(errors="replace").splitlines() if "Error" in line] or [
            "no error named"
        ]
        raise Stop(f"Odoo failed on {database} ({errors[-1][:300]}): the whole log is {log}")


def script(database, text, folder=None):
    """Run Python ``text`` in an Odoo shell on ``database``; return what it prints, stop where it raises."""
    words = command(folder or addons_folder(), "shell", "-d", database, "--no-http", "--log-level=error")
    guarded = (
        f"import sys\ntry:\n    exec(compile({text!r}, 'script', 'exec'))\nexcept BaseException:\n"
        "    import traceback; traceback.print_exc(); sys.stderr.flush(); import os; os._exit(1)\n\n"
    )
    done = subprocess.run(words, input=guarded, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"A script failed in {database}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def log_of(database):
    """Return the log of what :func:`odoo` does to ``database``."""
    return cache("logs", f"{database}.log")


def files_of(name):
    """Return the folder of the attachments of database ``name``."""
    return cache("data", "filestore", name)
