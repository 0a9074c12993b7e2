"""Run the addon's tests."""

import argparse
import ast
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from _fault_run import short_faults
from _lifecycle import live
from _node import axe
from _odoo_log import Outcome
from _place import CHECKOUT, MODULE
from _postgres import server
from _profile import run_tests
from _restore import restore
from _say import Stop, say
from _setup import set_up
from _soak import soak_shortly
from _system import chromium
from _upgrade import upgrade
from _wheel import install_wheel

# Profile and demo data: both kinds of database that a user may have.
RUNS = {"lean": ("lean", False), "full": ("full", True)}
# Profile, demo data, Vietnamese before the addon.
LIVES = {"lean_life": ("lean", False, False), "full_life": ("full", True, True)}


def main(argv):
    parser = argparse.ArgumentParser(prog="dev test", description=__doc__)
    parser.add_argument("keyword", nargs="?", help="only tests whose folder, file, class or method contains this")
    parser.add_argument("--profile", choices=RUNS, help="only this profile (lean where a keyword is given)")
    options = parser.parse_args(argv)
    names = [options.profile] if options.profile else ["lean"] if options.keyword else list(RUNS)
    found = selected(options.keyword or "")
    tags = ",".join(found) if options.keyword else f"/{MODULE}"
    jobs = {name: partial(run_tests, name, *RUNS[name], tags, sum(found.values())) for name in names}
    if not options.keyword:
        jobs |= {f"{name}_life": partial(live, f"{name}_life", *LIVES[f"{name}_life"]) for name in names}
        jobs["faults"] = short_faults
        jobs["soak"] = soak_shortly
        jobs["wheel"] = install_wheel
        jobs["upgrade"] = upgrade
        jobs["restore"] = restore
    set_up()
    chromium()
    os.environ["L10N_VN_CRM_AXE"] = str(axe())
    with server(), ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda job: job(), jobs.values()))
    for name, (outcome, log) in zip(jobs, outcomes, strict=True):
        report(name, outcome, log)
    total = sum((outcome for outcome, _log in outcomes), Outcome())
    say(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or not total.passed else 0


def report(name, outcome, log):
    """Say what one run did; name what failed."""
    for test, passed in outcome.names.items():
        if not passed:
            say(f"  {name}: {test} failed")
    for line in outcome.trouble[:20] if outcome.failed else ():
        print(f"  {name}: {line[:300]}", file=sys.stderr)
    say(f"{name}: {outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped (log: {log})")


def selected(keyword):
    """Return {test tag: number of tests} of all whose folder, file, class or method has ``keyword`` in its name."""
    tags, root = {}, CHECKOUT / "tests"
    for path in sorted(root.rglob("test_*.py")):
        names = path.relative_to(root).with_suffix("").parts
        whole_file = any(keyword.lower() in name.lower() for name in names)
        for one in ast.parse(path.read_text()).body:
            if not isinstance(one, ast.ClassDef) or any("-standard" in ast.unparse(tag) for tag in one.decorator_list):
                continue
            methods = [part.name for part in one.body if getattr(part, "name", "").startswith("test_")]
            if methods and (whole_file or keyword.lower() in one.name.lower()):
                tags[f"/{MODULE}:{one.name}"] = len(methods)
            else:
                tags |= {f"/{MODULE}:{one.name}.{name}": 1 for name in methods if keyword.lower() in name.lower()}
    if not tags:
        raise Stop(f"No test has {keyword!r} in the name of its folder, file, class or method.")
    return tags
