"""Kill, restart, fill up and interrupt while the addon works; count what was lost, doubled or stuck."""

import argparse
import os
from collections import Counter

from _fault_run import FAULTS, described, is_harmless, run_faults
from _faults import CASES
from _postgres import server
from _say import say
from _setup import set_up

HEAD = ("fault", "during", "tries", "lost", "doubled", "stuck", "what the user read")
FORM = "{:<24}{:<28}{:>6}{:>6}{:>9}{:>7}  {}"
_LONGEST = 160


def main(argv):
    parser = argparse.ArgumentParser(prog="dev faults", description=__doc__)
    parser.add_argument("case", nargs="*", choices=[*CASES, []], help=f"only these: {', '.join(CASES)}")
    parser.add_argument("--fault", choices=FAULTS, action="append", help="only this kind; may be given several times")
    parser.add_argument("--seed", type=int, help="that of a run to repeat")
    parser.add_argument("--tries", type=int, default=20, help="of each case and kind of fault (20)")
    parser.add_argument("--short", action="store_true", help="one try, and conflicts at some statements only")
    options = parser.parse_args(argv)
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4), "big")
    tries = 1 if options.short else options.tries
    set_up()
    with server():
        say(f"seed {seed}, {tries} tries")
        say(FORM.format(*HEAD))
        rows, log = run_faults(options.case or CASES, options.fault or FAULTS, seed, tries, options.short, print_row)
    harmful = [row for row in rows if "why" not in row and not is_harmless(row)]
    untried = [row for row in rows if "why" in row]
    harmless = len(rows) - len(harmful) - len(untried)
    say(f"{harmless} harmless, {len(harmful)} not, {len(untried)} not tried (log: {log})")
    return 1 if harmful or untried else 0


def print_row(row):
    """Print one line of the table, and examples of what went wrong."""
    counts = [row.get(name, "-") for name in ("tries", "lost", "doubled", "stuck")]
    say(FORM.format(FAULTS[row["fault"]], row["title"], *counts, row.get("why") or words_of(row)))
    if "why" not in row and not is_harmless(row):
        say(f"  {described(row)}")


def words_of(row):
    """Return what users read most often, and what they read at the end (str, shortened)."""
    ends = Counter(text for text in row["shown"] if text.startswith("→"))
    texts = Counter(text for text in row["shown"] if not text.startswith("→"))
    found = [counter.most_common(1)[0][0] for counter in (texts, ends) if counter]
    found = [" ".join(text.split()) for text in found]
    return " ".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in found)
