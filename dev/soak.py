"""An hour of mixed work by people of two companies; every minute invariants are asked of the database."""

import argparse
import random

from _postgres import server
from _say import say
from _setup import set_up
from _soak import Soak, short, soak


def main(argv):
    parser = argparse.ArgumentParser(prog="dev soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, help="of an earlier run: its people do the same again")
    parser.add_argument("--short", action="store_true", help="about a minute, as dev test runs it")
    options = parser.parse_args(argv)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(65_536)
    plan = short(seed) if options.short else Soak(seed, minutes=options.minutes)
    say(f"Seed {seed}: {plan.minutes:g} minutes.")
    set_up()
    with server():
        violations, log = soak(plan)
    say(f"log: {log}")
    return 1 if violations else 0
