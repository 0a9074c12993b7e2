"""Thirty salespeople over HTTP, beside an import and mails: the addon beside native Odoo, response times and errors."""

import argparse
import contextlib
import os
import random
import threading
import time

from _bench.data import people
from _database import clone, drop, odoo, script, template
from _people import lists, mailer
from _people.browser import Browser, Refused
from _people.load_acts import Seller
from _people.server import serving
from _people.tally import Tally
from _place import DEV, KEY, MODULE, log_file
from _postgres import server, sql
from _progress import step
from _say import say
from _setup import set_up

HOST = "saomai.example.vn"
KINDS = ("native", "addon")
# Each phase measures one of the two while the other one is frozen; the order cancels what grows over time.
PHASES = ("native", "addon", "addon", "native")
CALLS = ("list", "search", "open", "talk, window", "talk", "take", "convert, window", "convert", "mail")
WORKERS, MAIL_SENDERS = 4, 4
FORM = "{:<18}{:>7}{:>9}{:>9}{:>8}{:>9}{:>9}  {}"
# Seconds in which people and mails fill the caches of all workers, as on a server that runs; not measured.
WARM_UP = 15
# Seconds that a phase waits for calls that are under way.
LONGEST_WAIT = 600


def main(argv):
    parser = argparse.ArgumentParser(prog="dev load", description=__doc__)
    parser.add_argument("--people", type=int, default=30, help="salespeople who work at once")
    parser.add_argument("--minutes", type=float, default=3, help="measured in each of the two, in two phases each")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the list that is imported meanwhile")
    parser.add_argument("--mails", type=float, default=5, help="mails a second")
    parser.add_argument("--leads", type=int, default=6_000, help="leads that are there at the beginning")
    parser.add_argument("--think", type=float, default=8, help="seconds between two acts of a person, on average")
    parser.add_argument("--seed", type=int, help="of an earlier run, to repeat its calls")
    parser.add_argument("--short", action="store_true", help="a minute in all: looks for errors, judges no times")
    options = parser.parse_args(argv)
    if options.short:
        options.people, options.minutes, options.rows, options.leads, options.think = 6, 0.4, 2_500, 600, 2
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    say(f"Seed {seed}: {options.people} people, {options.rows:,} rows, {options.mails:g} mails a second.")
    set_up()
    with server(), contextlib.ExitStack() as stack:
        databases = {kind: f"{MODULE}_{KEY}_{os.getpid()}_load_{kind}" for kind in KINDS}
        for kind, database in databases.items():
            stack.callback(drop, database)
            fill(kind, database, options, seed)
        crowds = {}
        for kind, database in databases.items():
            served = stack.enter_context(serving(database, log_file(f"load_{kind}"), WORKERS))
            with step(f"{options.people} people log in, {kind}"):
                crowds[kind] = Crowd(kind, served, options, seed)
            served.freeze()
        for number, kind in enumerate(PHASES):
            with step(f"Phase {number + 1} of {len(PHASES)}, {kind}"):
                crowds[kind].work(options.minutes * 60 / PHASES.count(kind))
        return report(crowds, options)


def fill(kind, database, options, seed):
    """Make the database with the company and its leads."""
    with step(f"{options.leads:,} leads, {kind}", about=60):
        clone(template("lean", demo=False), database)
        if kind == "addon":
            odoo(database, "-i", MODULE)
        constants = {"HOST": HOST, "PEOPLE": options.people, "LEADS": options.leads, "SEED": _seeds(seed)[0]}
        head = "".join(f"{name} = {value!r}\n" for name, value in constants.items())
        files = ("_bench/data.py", "_people/fill_load.py")
        script(database, head + "".join((DEV / name).read_text() for name in files))
        sql("VACUUM (ANALYZE)", database)


def _seeds(seed):
    """Return the seeds of the people who are there, of those in the list and of those who write mails."""
    return [seed * 10 + number for number in (1, 2, 3)]


def ids_of(kind, database):
    """Return the ids of views and records that the people use."""

    def id_of(name):
        module, _dot, name = name.partition(".")
        return int(sql(f"SELECT res_id FROM ir_model_data WHERE module = '{module}' AND name = '{name}'", database))

    found = {
        "addon": kind == "addon",
        "list": id_of("crm.crm_case_tree_view_leads"),
        "form": id_of("crm.crm_lead_view_form"),
        "search": id_of("crm.view_crm_case_leads_filter"),
    }
    if kind == "addon":
        stages = [id_of(f"{MODULE}.crm_stage_{name}") for name in ("interested", "consulting")]
        return {**found, "stages": stages, "outcome": id_of(f"{MODULE}.crm_talk_outcome_talked")}
    return {**found, "stages": [id_of("crm.stage_lead1"), id_of("crm.stage_lead2")]}


class Crowd:
    """The people of one server, its import and its mails; they work in phases."""

    def __init__(self, kind, served, options, seed):
        self.kind, self.server, self.options, self.tally = kind, served, options, Tally()
        ids, self.seeds = ids_of(kind, served.database), _seeds(seed)
        there, listed, writing = self.seeds
        rows = list(people(options.leads, seed=there))
        self.sellers = [
            Seller(served, self.tally, ids, rows, f"nhan.vien.{number}", seed) for number in range(options.people)
        ]
        importer, postman = (Browser(served.address, served.database, name) for name in ("nhap.danh.sach", "cong.thu"))
        self.gate = mailer.MailGate(postman, served.database)
        self.mails = iter(enumerate(people(1_000_000, seed=writing)))
        self.importing = threading.Thread(target=self._import, args=[importer, listed], daemon=True)
        self._lock, self.late = threading.Lock(), 0
        self._run(min(WARM_UP, 15 * options.minutes))
        self.tally.times.clear()

    def work(self, seconds):
        """Let the people work so long; the import goes on from where it was."""
        self.server.thaw()
        if self.options.rows and self.importing.ident is None:
            self.importing.start()
        self._run(seconds)
        self.server.freeze()

    def _run(self, seconds):
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=self._sell, args=[seller, until]) for seller in self.sellers]
        threads += [
            threading.Thread(target=self._post, args=[until, number, MAIL_SENDERS / self.options.mails])
            for number in range(MAIL_SENDERS if self.options.mails else 0)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + LONGEST_WAIT)

    def _sell(self, seller, until):
        while True:
            time.sleep(min(seller.chance.expovariate(1 / self.options.think), max(until - time.monotonic(), 0)))
            if time.monotonic() >= until:
                return
            seller.act()

    def _post(self, until, number, pause):
        """Bring a mail every ``pause`` seconds, whether the one before took long or not."""
        due = time.monotonic() + pause * number / MAIL_SENDERS
        while due < until:
            time.sleep(max(due - time.monotonic(), 0))
            if time.monotonic() > until:
                self.late += 1
            else:
                with self._lock:
                    at, row = next(self.mails)
                with self.tally.timed("mail"):
                    self.gate.bring(mailer.written(row, at, f"lead@{HOST}")[0])
            due += pause

    def _import(self, browser, seed):
        content = lists.written(people(self.options.rows, seed=seed))
        more = {"l10n_vn_policy": "skip", "l10n_vn_background": "auto"} if self.kind == "addon" else {}
        try:
            screen = lists.opened(browser, content, "danh sach.csv")
            for answer in lists.imported(browser, screen, more=more):
                for message in answer["messages"]:
                    self.tally.errors["import", message.get("type", "message")] += 1
        except Refused as error:
            self.tally.errors["import", error.kind] += 1
            if error.is_raw:
                self.tally.raw.append(f"import: {error}")

    def _count(self, prefix):
        """Return how many leads there are whose addresses begin so."""
        return int(sql(f"SELECT count(*) FROM crm_lead WHERE email_normalized LIKE '{prefix}.%'", self.server.database))

    def counts(self):
        """Return the numbers of rows and mails that have become leads."""
        return [self._count(f"khach{seed}") for seed in self.seeds[1:]]


def report(crowds, options):
    """Print the tables; return 1 where a raw error came, or a time of the addon is above native Odoo's."""
    native, addon = (crowds[kind].tally for kind in KINDS)
    say("\nMilliseconds of what a person waits for; phases in turn, so each had the machine for itself.")
    say(FORM.format("call", "native", "p50", "p95", "addon", "p50", "p95", "errors (native / addon)"))
    slower = []
    for name in CALLS:
        found = [tally.percentiles(name) for tally in (native, addon)]
        cells = [cell for one in found for cell in (_cells(one))]
        say(FORM.format(name, *cells, f"{native.errors_of(name)} / {addon.errors_of(name)}"))
        if all(found) and found[1][2] > found[0][2]:
            slower.append(name)
    for kind, crowd in crowds.items():
        rows = crowd.counts()
        troubles = crowd.server.troubles()
        say(
            f"{kind}: {rows[0]:,} of {options.rows:,} rows imported, {rows[1]:,} leads by mail,"
            f" {crowd.late} mails too late to be sent, import: {crowd.tally.errors_of('import')},"
            f" {len(troubles)} errors in its log ({crowd.server.log})"
        )
    for line in addon.raw[:20]:
        say(f"  raw error: {line[:300]}")
    if slower:
        say(f"  p95 above native Odoo's: {', '.join(slower)}")
    return 1 if addon.raw or slower and not options.short else 0


def _cells(found):
    return (found[0], f"{found[1]:.0f}", f"{found[2]:.0f}") if found else ("-", "-", "-")
