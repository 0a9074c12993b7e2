"""Do the same Vietnamese work in native Odoo and with the addon; compare what comes out, then the time it took."""

import argparse
import contextlib
import json
import os
import statistics

from _database import odoo, script, template, temporary
from _place import DEV, KEY, MODULE
from _postgres import server
from _say import say

WORKS = {
    "import": "rows of a list, 8 columns, through load()",
    "convert": "mass conversion, 20 % duplicates",
    "mail": "mails to the leads' address",
    "filters": "first page of four lists",
    "duplicates": "similar leads of a page",
}
# Prepare, measure and undo in one transaction, so that every round starts from the same database.
MEASURE = """
import gc, json, resource, time
prepared = prepare(env, {size})
env.flush_all(); env.invalidate_all(); gc.collect()
queries, started = env.cr.sql_log_count, time.perf_counter()
work(env, prepared)
env.flush_all()
seconds, queries = time.perf_counter() - started, env.cr.sql_log_count - queries
print('MEASURED' + json.dumps({{
    'seconds': seconds, 'queries': queries, 'result': result(env, prepared),
    'memory': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}}))
env.cr.rollback()
"""
COMPANY = "env.company.country_id = env.ref('base.vn')\nenv.user.lang = 'vi_VN'\nenv.cr.commit()\n"


def main(argv):
    parser = argparse.ArgumentParser(prog="dev bench", description=__doc__)
    parser.add_argument("work", nargs="?", choices=WORKS, help="only this work")
    parser.add_argument("--size", type=int, action="append", help="instead of the work's own sizes")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    unequal = 0
    with server(), contextlib.ExitStack() as stack:
        source = template("lean", demo=False)
        databases = {
            kind: stack.enter_context(temporary(f"{MODULE}_{KEY}_{os.getpid()}_{kind}", source))
            for kind in ("native", "addon")
        }
        odoo(databases["addon"], "-i", MODULE)
        for database in databases.values():
            script(database, COMPANY)
        say(f"{'work':<12}{'size':>8}{'native s':>10}{'addon s':>10}{'ratio':>8}{'queries':>16}{'MB':>10}  results")
        for work in [options.work] if options.work else WORKS:
            for size in options.size or sizes(work):
                unequal += not measured(work, size, databases, options.rounds)
    return 1 if unequal else 0


def sizes(work):
    """Return the sizes that the work's own file names."""
    names = {}
    exec((DEV / f"_bench/{work}.py").read_text(), names)
    return names["SIZES"]


def measured(work, size, databases, rounds):
    """Print one line of the table; return whether native and addon gave equal results."""
    source = "".join((DEV / f"_bench/{name}.py").read_text() for name in ("data", work)) + MEASURE.format(size=size)
    runs = {kind: [] for kind in databases}
    for _round in range(rounds):
        for kind, database in databases.items():
            line = next(line for line in script(database, source).splitlines() if "MEASURED" in line)
            runs[kind].append(json.loads(line.partition("MEASURED")[2]))
    native, addon = runs["native"], runs["addon"]
    rounds = zip(native, addon, strict=True)
    pairs = [pair for one, other in rounds for pair in zip(one["result"], other["result"], strict=False)]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    equal = not differing and len(native[0]["result"]) == len(addon[0]["result"])
    seconds = [statistics.median(run["seconds"] for run in kind) for kind in (native, addon)]
    ratio = f"{seconds[0] / seconds[1]:.1f}x" if equal else "-"
    queries = f"{native[0]['queries']} / {addon[0]['queries']}"
    memory = f"{native[0]['memory']} / {addon[0]['memory']}"
    verdict = "equal" if equal else f"DIFFER in {len(differing)}, first: {differing[:1]}"
    say(f"{work:<12}{size:>8}{seconds[0]:>10.2f}{seconds[1]:>10.2f}{ratio:>8}{queries:>16}{memory:>14}  {verdict}")
    return equal
