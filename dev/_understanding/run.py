"""A run inside an Odoo shell: every kind is made, read, judged and undone."""

from __future__ import annotations

import logging
import pickle
import time
from contextlib import closing
from pathlib import Path

from . import cards, lists, mails
from .case import KINDS
from .doors import READ, Env, NotRead, company
from .judge import Counts, judge, refused
from .world import World

assert cards and lists and mails  # importing them registers their kinds
DOORS = ("list", "mail", "card")
ROWS = 50
MAILS = 12


def run(env: Env, seed: int, chosen: str, rows: int, out: str) -> None:
    """Read all kinds whose name contains ``chosen``, and write the counts to the file ``out``.

    :param chosen: words, or several with commas between
    """
    logging.disable(logging.CRITICAL)
    counts = Counts()
    people = company(env)
    for kind in sorted(KINDS, key=lambda kind: DOORS.index(kind.door)):
        if not any(words.strip() in kind.name.lower() for words in chosen.lower().split(",")):
            continue
        started = time.monotonic()
        count = rows or (ROWS if kind.door == "list" else MAILS)
        # Each kind has a world of its own, so that one kind alone gives what it gives among all.
        with closing(env.cr.savepoint()):
            for case in kind.make(World(f"{seed} {kind.name}"), count):
                try:
                    with env.cr.savepoint():
                        judge(counts, kind.name, case, READ[kind.door](people, case))
                except NotRead as error:
                    refused(counts, kind.name, case, str(error))
                except Exception as error:  # a traceback is a fault like another: the run goes on
                    refused(counts, kind.name, case, f"{type(error).__name__}: {error}")
        env.invalidate_all()
        counts.seconds[kind.name] = time.monotonic() - started
    env.cr.rollback()
    Path(out).write_bytes(pickle.dumps(counts))
