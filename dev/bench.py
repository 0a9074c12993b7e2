"""Do the same Vietnamese work in native Odoo and with the addon; compare what comes out, then the time it took."""

import argparse
import contextlib
import importlib
import json
import os
import statistics

from _database import clone, drop, odoo, script, template, temporary
from _place import DEV, KEY, MODULE
from _postgres import server, sql
from _progress import step
from _say import say

WORKS = {
    "import": "lists of leads, 8 and 16 columns, through load() and the import screen",
    "import_large": "100,000 rows in the background, the addon alone",
    "convert": "mass conversion, 20 % duplicates",
    "mail": "mails to the leads' address",
    "filters": "first page of four lists",
    "duplicates": "similar leads of a page",
    "api": "1,000 rows of a program in one call, sent again, and rows one by one, beside native create",
    "care_recall": "50,000 of a million leads recalled, the addon alone",
    "care_sharing": "leads without a salesperson are given to the members of their team",
    "care_day": "a salesperson's day and lists among a million leads, the addon alone",
    "care_tidy": "duplicates among a million leads, the addon alone",
    "search": "first pages of the search box among a million leads; the last, as its rows stay",
}
# Works that one name runs together.
GROUPS = {name: [work for work in WORKS if work.startswith(f"{name}_")] for name in ("care",)}
# Prepare, measure and undo in one transaction, so that every round starts from the same database. A first turn, with
# few rows and not measured, warms the caches.
MEASURE = """
import contextlib, gc, json, resource
CASE = {case!r}
if WARM_UP:
    with contextlib.closing(env.cr.savepoint()):
        work(env, prepare(env, WARM_UP))
        env.flush_all()
    env.invalidate_all(); env.registry.clear_all_caches()
prepared = prepare(env, {size})
env.flush_all(); env.invalidate_all(); gc.collect()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
queries, busy, started = env.cr.sql_log_count, processor_time(env), time.perf_counter()
work(env, prepared)
env.flush_all()
measured = dict(busy=processor_time(env) - busy, seconds=time.perf_counter() - started,
                queries=env.cr.sql_log_count - queries)
measured['memory'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
measured['result'] = result(env, prepared)
measured['floor'] = floor(env, prepared)
measured['figures'] = figures(env, prepared)
print('MEASURED' + json.dumps(measured))
env.cr.rollback()
"""
COMPANY = "env.company.country_id = env.ref('base.vn')\nenv.user.lang = 'vi_VN'\nenv.cr.commit()\n"
HEAD = ("work", "rows", "native s", "addon s", "ratio", "by the clock", "queries a row", "MB", "floor s")
FORM = "{:<26}{:>7}{:>10}{:>9}{:>8}{:>14}{:>15}{:>11}{:>9}  {}"


def main(argv):
    parser = argparse.ArgumentParser(prog="dev bench", description=__doc__)
    parser.add_argument("work", nargs="?", choices=[*WORKS, *GROUPS, "scale", "understanding"], help="only this work")
    parser.add_argument("--case", help="only the cases of it whose name begins with this")
    parser.add_argument(
        "--size",
        type=int,
        action="append",
        help="rows instead of the work's own sizes; of works among many leads, all leads",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--profile", choices=("lean", "full"), default="lean", help="full: with the companions beside both, native too"
    )
    parser.add_argument("--seed", type=int, help="understanding: the seed of a run to repeat")
    parser.add_argument("--show", type=int, default=0, help="understanding: print so many cells that are not right")
    options = parser.parse_args(argv)
    if options.work == "understanding":  # right and wrong, not seconds; native Odoo has nothing to be compared with
        return importlib.import_module("_understand").main(options)
    if options.work == "scale":  # two databases that are kept, of a size that no round can fill
        return importlib.import_module("_scale").main(options)
    unequal = 0
    with server(), contextlib.ExitStack() as stack:
        source = template(options.profile, demo=False)
        databases = {
            kind: stack.enter_context(temporary(f"{MODULE}_{KEY}_{os.getpid()}_{kind}", source))
            for kind in ("native", "addon")
        }
        odoo(databases["addon"], "-i", MODULE)
        for database in databases.values():
            script(database, COMPANY)
        say("Seconds and ratio: processor time of Odoo and its PostgreSQL backend, medians of alternating rounds.")
        say(FORM.format(*HEAD, "results"))
        filled = Filled(databases["addon"], stack)
        for work in GROUPS.get(options.work, [options.work]) if options.work else WORKS:
            names = described(work)
            kinds = names.get("KINDS", tuple(databases))
            chosen = [case for case in names.get("CASES", {"": None}) if case.startswith(options.case or "")]
            for case in chosen:
                sizes = names["SIZES"][case] if isinstance(names["SIZES"], dict) else names["SIZES"]
                for size in _asked(options.size, names.get("MOST")) or sizes:
                    rounds = min(options.rounds, names.get("ROUNDS", options.rounds))
                    chosen_kinds = {kind: databases[kind] for kind in kinds}
                    if "FILLED" in names:
                        chosen_kinds = {"addon": filled.with_rows(names["FILLED"], size)}
                    runs = measured(work, case, size, chosen_kinds, rounds)
                    unequal += not print_row(f"{work} {case}", size, runs, names.get("PART", 1))
    return 1 if unequal else 0


class Filled:
    """Database with many rows, made once for all works and cases that name the same file and size."""

    def __init__(self, source, stack):
        self.source, self.name, self.made_for = source, f"{source}_filled", None
        stack.callback(drop, self.name)

    def with_rows(self, file, size):
        """Return the name of the database, in which ``fill`` of ``_bench/<file>.py`` has made ``size`` rows."""
        if self.made_for != (file, size):
            self.made_for = None
            with step(f"{size} rows for the works that share them", about=size / 5_000):
                clone(self.source, self.name)
                script(self.name, _source("data", file) + f"\nfill(env, {size})\nenv.cr.commit()\n")
            self.made_for = (file, size)
        return self.name


def _asked(sizes, most):
    """Return the sizes that the user asks for, each once and none above ``most``, if given."""
    return list(dict.fromkeys(min(size, most or size) for size in sizes or ()))


def _source(*names):
    return "".join((DEV / f"_bench/{name}.py").read_text() for name in names)


def described(work):
    """Return what the work's own file names: sizes, cases and the like."""
    names = {}
    exec((DEV / f"_bench/{work}.py").read_text(), names)
    return names


def measured(work, case, size, databases, rounds):
    """Return {kind of database: what each round measured}, the kinds in turn."""
    source = _source("data", work) + MEASURE.format(case=case, size=size)
    runs = {kind: [] for kind in databases}
    for _round in range(rounds):
        for kind, database in databases.items():
            sql("VACUUM (ANALYZE)", database)  # what is rolled back leaves dead rows, which the next round would meet
            line = next(line for line in script(database, source).splitlines() if "MEASURED" in line)
            runs[kind].append(json.loads(line.partition("MEASURED")[2]))
    return runs


def print_row(title, size, runs, part=1):
    """Print one line of the table; return whether native and addon gave equal results.

    :param int part: one of so many rows was worked on
    """
    addon, native = runs["addon"], runs.get("native", ())
    verdict = compared(native, addon) if native else ""
    seconds = {name: [median(kind, name) for kind in (native, addon) if kind] for name in ("busy", "seconds")}

    def ratio(name):
        return f"{seconds[name][0] / seconds[name][1]:.1f}x" if verdict == "equal" else "-"

    floors = [run["floor"] for run in addon if run["floor"] is not None]
    say(
        FORM.format(
            title,
            size,
            f"{seconds['busy'][0]:.2f}" if native else "-",
            f"{seconds['busy'][-1]:.2f}",
            ratio("busy"),
            ratio("seconds"),
            " / ".join(f"{kind[0]['queries'] * part / size:.2f}" for kind in (native, addon) if kind),
            " / ".join(str(kind[0]["memory"]) for kind in (native, addon) if kind),
            f"{statistics.median(floors):.2f}" if floors else "-",
            verdict,
        )
    )
    for name in addon[0]["figures"]:
        shown = [f"{statistics.median(run['figures'][name] for run in kind):g}" for kind in (native, addon) if kind]
        say(f"  {name}: {' / '.join(shown)}")
    return verdict in ("equal", "")


def median(runs, name):
    return statistics.median(run[name] for run in runs)


def compared(native, addon):
    """Return "equal", or how native's results and the addon's differ."""
    pairs = [
        pair
        for one, other in zip(native, addon, strict=True)
        for pair in zip(one["result"], other["result"], strict=False)
        if pair[0] != pair[1]
    ]
    counts = len(native[0]["result"]), len(addon[0]["result"])
    if counts[0] != counts[1]:
        return f"DIFFER in number: {counts[0]}, {counts[1]}"
    if pairs and isinstance(pairs[0][0], list):
        shown = [pair for pair in zip(*pairs[0], strict=False) if pair[0] != pair[1]]
        return f"DIFFER in {len(pairs)}, first: {shown}"
    return f"DIFFER in {len(pairs)}, first: {pairs[0]}" if pairs else "equal"
