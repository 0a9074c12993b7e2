"""A soak: people of two companies at work against a live server, and invariants that are asked every minute."""

import contextlib
import os
import statistics
import threading
import time
from dataclasses import dataclass

from _database import odoo, script, template, temporary
from _odoo_log import Outcome
from _people import mailer
from _people.browser import Browser
from _people.server import serving
from _people.soak_acts import WEIGHTS, Administrator, Worker
from _people.soak_book import Book
from _people.soak_checks import Checks
from _people.tally import Tally
from _place import DEV, KEY, MODULE, log_file
from _postgres import sql
from _progress import step
from _say import Stop, say

HOSTS = ("saomai.example.vn", "bienxanh.example.vn")
WORKERS = 3
TITLE = "Soak.keeps_its_invariants"
# By how much of it memory may grow in the second half.
GROWTH = 0.1
FILES = ("_bench/data.py", "_people/fill_soak.py")
FORM = "{:<10}{:>8}{:>9}{:>9}  {}"
LONGEST_PAUSE = 300


@dataclass
class Soak:
    """``minutes`` of work by ``people`` a company; ``pause`` seconds between two checks, ``think`` between two acts"""

    seed: int
    minutes: float = 60
    people: int = 4
    pause: float = 60
    think: float = 1.5
    large: int = 2_500
    recall_minutes: float = 3
    judges_memory: bool = True


def short(seed):
    """Return the soak of about a minute that ``dev test`` runs."""
    return Soak(seed, minutes=0.8, people=3, pause=16, think=0.3, large=0, recall_minutes=0.2, judges_memory=False)


class Pause:
    """People act one by one while it is open; :meth:`closed` waits until all have ended what they do."""

    def __init__(self):
        self._change, self._acting, self._is_closed = threading.Condition(), 0, False

    @contextlib.contextmanager
    def acting(self):
        with self._change:
            self._change.wait_for(lambda: not self._is_closed)
            self._acting += 1
        try:
            yield
        finally:
            with self._change:
                self._acting -= 1
                self._change.notify_all()

    @contextlib.contextmanager
    def closed(self):
        with self._change:
            self._is_closed = True
            if not self._change.wait_for(lambda: not self._acting, LONGEST_PAUSE):
                raise Stop(f"An act has taken more than {LONGEST_PAUSE} s: a server that hangs.")
        try:
            yield
        finally:
            with self._change:
                self._is_closed = False
                self._change.notify_all()


def soak(plan):
    """Run ``plan``; print the table; return (list of violations, path of the log)."""
    log = log_file("soak")
    with temporary(f"{MODULE}_{KEY}_{os.getpid()}_soak", template("lean", demo=False)) as database:
        with step("Two companies", about=30):
            odoo(database, "-i", MODULE)
            values = {"HOSTS": HOSTS, "PEOPLE": plan.people, "RECALL_MINUTES": plan.recall_minutes}
            head = "".join(f"{name} = {value!r}\n" for name, value in values.items())
            script(database, head + "".join((DEV / name).read_text() for name in FILES))
        with serving(database, log, WORKERS) as served:
            return _Run(plan, served).work(), log


class _Run:
    def __init__(self, plan, served):
        self.plan, self.server = plan, served
        self.book, self.tally, self.pause = Book(plan.seed), Tally(), Pause()
        postman = Browser(served.address, served.database, "cong.thu")
        gate = mailer.MailGate(postman, served.database)
        self.people = [
            Worker(served, self.book, self.tally, gate, company, number, host, plan.large)
            for company, host in enumerate(HOSTS)
            for number in range(plan.people)
        ]
        cron = f"SELECT res_id FROM ir_model_data WHERE module = '{MODULE}' AND name = 'crm_lead_recall_cron'"
        self.people.append(Administrator(served, self.book, self.tally, int(sql(cron, served.database))))
        companies = [int(id_) for id_ in sql("SELECT id FROM res_company ORDER BY id", served.database).split()]
        self.checks = Checks(served.database, self.book, companies)
        self.counts, self.violations, self.memory = dict.fromkeys(self.checks.names, 0), [], []
        self.ends = threading.Event()

    def work(self):
        began = time.monotonic()
        threads = [threading.Thread(target=self._keep_acting, args=[one], daemon=True) for one in self.people]
        with step(f"Soak of {self.plan.minutes:g} minutes", detail=self._how_far):
            for thread in threads:
                thread.start()
            while time.monotonic() - began < self.plan.minutes * 60:
                time.sleep(self.plan.pause)
                with self.pause.closed():
                    self._check((time.monotonic() - began) / 60)
            self.ends.set()
            for thread in threads:
                thread.join(LONGEST_PAUSE)
        self._report()
        return self.violations

    def _how_far(self):
        return f"{sum(map(len, self.tally.times.values()))} acts, {len(self.violations)} violations"

    def _keep_acting(self, one):
        # An administrator does more at once, and less often.
        think = self.plan.think * (8 if isinstance(one, Administrator) else 1)
        while not self.ends.wait(one.chance.expovariate(1 / think)):
            with self.pause.acting():
                try:
                    one.act()
                except Exception as error:  # an answer of another shape than promised; the others go on
                    self.tally.raw.append(f"{type(error).__name__}: {error}")

    def _check(self, minute):
        self.memory.append((minute, self.server.memory()))
        for name, found in self.checks.run().items():
            self.counts[f"check_{name}"] += 1
            self._violate(minute, name, found)
        self._violate(minute, "raw error", self.tally.raw)
        self._violate(minute, "log", self.server.troubles())

    def _violate(self, minute, name, found):
        """Add those of ``found`` that are new."""
        for sentence in dict.fromkeys(found):
            line = f"{name}: {sentence}"[:400]
            if line not in self.violations:
                self.violations.append(line)
                say(f"  minute {minute:.1f}, {line}")

    def _report(self):
        if self.plan.judges_memory:
            self._judge_memory()
        say(FORM.format("act", "times", "p50 ms", "p95 ms", "refused in words"))
        for name in (*WEIGHTS, "erase", "recall"):
            count, middle, last = self.tally.percentiles(name) or (0, 0, 0)
            say(FORM.format(name, count, f"{middle:.0f}", f"{last:.0f}", self.tally.errors_of(name)))
        book = self.book
        say(
            f"{sum(map(len, book.customers))} people, {sum(one.rows for one in book.lists)} rows of {len(book.lists)}"
            f" lists, {len(book.mails)} mails, {len(book.talks)} talks, {len(book.takes)} leads taken,"
            f" {len(book.conversions)} conversions, {len(book.erased)} people erased,"
            f" {sql('SELECT count(*) FROM crm_lead_recall', self.server.database)} recalls"
        )
        say(
            f"{len(self.memory)} times {len(self.counts)} checks, {len(self.violations)} violations: "
            + ", ".join(name.removeprefix("check_").replace("_", " ") for name in self.counts)
        )
        middle = self.memory[len(self.memory) // 2]
        shown = ", ".join(
            f"{sum(found.values()):.0f} MB at minute {minute:.0f}"
            for minute, found in (self.memory[0], middle, self.memory[-1])
        )
        say(f"memory of all processes: {shown}; {self._slope():+.2f} MB a minute in the second half")

    def _slope(self):
        half = [(minute, sum(found.values())) for minute, found in self.memory[len(self.memory) // 2 :]]
        return statistics.linear_regression(*zip(*half, strict=True)).slope if len(half) > 1 else 0

    def _judge_memory(self):
        middle, (last, found) = self.memory[len(self.memory) // 2], self.memory[-1]
        grown = self._slope() * (last - middle[0])
        if grown > GROWTH * sum(middle[1].values()):
            self._violate(last, "memory", [f"{grown:.0f} MB more in the second half"])
        if len(found.keys() - self.memory[0][1].keys()):
            self._violate(last, "memory", ["a process has ended and was started again"])


def soak_shortly():
    """Run the short soak as a test; return its (:class:`Outcome`, path of the log)."""
    outcome = Outcome()
    seed = int.from_bytes(os.urandom(2), "big")
    try:
        violations, log = soak(short(seed))
        outcome.trouble = violations
    except Stop as stop:
        violations, log = [str(stop)], log_file("soak")
        outcome.trouble = violations
    if violations:
        outcome.failed, outcome.names = 1, {TITLE: False}
        say(f"  soak: {TITLE} failed, seed {seed}: {violations[0]}")
    else:
        outcome.passed, outcome.names = 1, {TITLE: True}
    return outcome, log
