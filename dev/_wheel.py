"""The addon as a package: built as a wheel, installed by pip beside Odoo, loaded from there."""

import os
import subprocess
import tempfile
from pathlib import Path

from _database import odoo, script, template, temporary
from _odoo_log import Outcome
from _place import CHECKOUT, KEY, MODULE, log_file
from _progress import step
from _say import Stop, say
from _venv import python

LOADED = """
import odoo.addons.l10n_vn_crm as addon
assert addon.__file__.startswith({folder!r}), addon.__file__
assert env['ir.module.module'].search([('name', '=', 'l10n_vn_crm')]).state == 'installed'
"""


def install_wheel():
    """Build the wheel, install it into an empty folder, and the addon from there into a database; one test.

    :return: (:class:`Outcome`, path of the log)
    """
    log = log_file("wheel")
    try:
        with step("wheel", about=40), tempfile.TemporaryDirectory() as work:
            _pip("wheel", "--no-build-isolation", "--wheel-dir", work, str(CHECKOUT))
            [wheel] = Path(work).glob("*.whl")
            _pip("install", "--target", f"{work}/site", str(wheel))
            _load(Path(work, "site/odoo/addons"), log)
    except Stop as stop:
        say(f"  wheel: Wheel.install failed: {stop}")
        return Outcome(failed=1, names={"Wheel.install": False}, trouble=[str(stop)]), log
    return Outcome(passed=1, names={"Wheel.install": True}), log


def _load(folder, log):
    if unwanted := {"dev", "tests"} & {path.name for path in (folder / MODULE).iterdir()}:
        raise Stop(f"The wheel holds {', '.join(sorted(unwanted))}, which only developers need.")
    with temporary(f"{MODULE}_{KEY}_{os.getpid()}_wheel", template("lean", False)) as database:
        odoo(database, "-i", MODULE, log=log, folder=folder)
        script(database, LOADED.format(folder=str(folder)), folder)


def _pip(verb, *arguments):
    words = [str(python("wheel.lock")), "-m", "pip", verb, "--quiet", "--no-deps", *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"pip {verb} failed: {done.stderr.strip()[-300:]}")
