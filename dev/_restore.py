"""Backup and restore of a database at work, as the guide for administrators says and as Odoo does: the work goes on."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from _busy import BUSY, GOES_ON
from _database import drop, odoo, script, template, temporary
from _odoo import command, environment
from _place import CHECKOUT, KEY, MODULE, addons_folder, cache, log_file
from _say import Stop
from _steps import run_steps

_GUIDE = CHECKOUT / "doc/guide/en/administrator.rst"
_SECTION = re.compile(r"^Backup and restore\n-+\n(.*?)^\S[^\n]*\n-{3,}$", re.M | re.S)
_NEUTRAL = """
assert env['ir.config_parameter'].get_param('database.is_neutralized')
assert not env.ref('l10n_vn_crm.crm_lead_import_cron').active
"""


def restore():
    """Back up a database in the midst of its work, restore it twice, and see the work through; a test a step.

    :return: (:class:`Outcome`, path of the log)
    """
    log = log_file("restore")
    name = f"{MODULE}_{KEY}_{os.getpid()}_restore"
    by_guide, by_odoo = f"{name}_guide", f"{name}_odoo"
    with tempfile.TemporaryDirectory() as work, temporary(name, template("lean", False)) as database:
        backup = Path(work, "backup.zip")
        steps = {
            "install": lambda: odoo(database, "-i", MODULE, log=log),
            "work": lambda: script(database, BUSY),
            "restore_by_the_guide": lambda: _follow_guide(database, by_guide, work),
            "go_on": lambda: script(by_guide, GOES_ON),
            "dump": lambda: _run(command(addons_folder(), "db", "dump", database, str(backup)), work),
            "load_neutralized": lambda: _run(
                command(addons_folder(), "db", "load", "--neutralize", by_odoo, str(backup)), work
            ),
            "go_on_neutralized": lambda: script(by_odoo, _NEUTRAL + GOES_ON),
        }
        try:
            return run_steps("restore", "Restore", steps), log
        finally:
            for copy in (by_guide, by_odoo):
                drop(copy)


def _follow_guide(database, copy, work):
    """Run the commands of the guide on ``database``, with the name ``copy`` for the restored one."""
    lines = re.findall(r"^    (\S.*)$", _SECTION.search(_GUIDE.read_text())[1], re.M)
    if not any(line.startswith("pg_dump") for line in lines):
        raise Stop(f"{_GUIDE} names no commands for a backup.")
    places = {"~/.local/share/Odoo": str(cache("data")), "DATABASE": database, "NEW": copy}
    text = re.sub("|".join(map(re.escape, places)), lambda found: places[found[0]], "\n".join(lines))
    _run(["bash", "-euc", text], work)


def _run(words, folder):
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{' '.join(words)[:300]} failed: {(done.stderr or done.stdout).strip()[-1000:]}")
