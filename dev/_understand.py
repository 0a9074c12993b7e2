"""``dev bench understanding``: the addon reads lists, mails and cards that were made for this run, truth beside."""

import os
import pickle
import sys
import tempfile
import time
from pathlib import Path

from _database import odoo, script, template, temporary
from _place import DEV, KEY, MODULE
from _postgres import server
from _say import say
from _understanding import report

SCRIPT = "import sys; sys.path.append({dev!r})\nfrom _understanding.run import run\nrun(env, {arguments})\n"


def main(options):
    """Read every kind, or those that ``--case`` names; print the table; return 1 where a limit does not hold."""
    # The clock decides what is made: nobody can have seen it before.
    seed = options.seed if options.seed is not None else int(time.time())
    say(f"Seed {seed}: python3 dev bench understanding --seed {seed} repeats it.")
    with server(), temporary(f"{MODULE}_{KEY}_{os.getpid()}_understanding", template("lean", demo=False)) as database:
        odoo(database, "-i", MODULE)
        counts = read(database, seed, options.case or "", max(options.size or [0]))
    held = report.show(counts, say)
    if options.show:
        report.show_faults(counts, options.show, say)
    return 0 if held else 1


def read(database, seed, chosen="", rows=0):
    """Return what the addon in ``database`` makes of the kinds (:class:`_understanding.judge.Counts`)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "counts")
        said = script(database, SCRIPT.format(dev=str(DEV), arguments=f"{seed}, {chosen!r}, {rows}, {str(out)!r}"))
        sys.stdout.write(said if os.environ.get("VERBOSE") else "")
        return pickle.loads(out.read_bytes())
