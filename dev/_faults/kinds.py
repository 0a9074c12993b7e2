"""Kinds of faults: each does a case's work once, hits it on the way, and has it go on to its end."""

import socket
import subprocess
import time
from functools import partial

from .case import Case
from .processes import DONE, Worker

# Seconds after which work that does not end is stuck.
_LIMIT = 90
# Kills of one try: Odoo treats a scheduled action otherwise that has died three times before its first step.
_KILLS = 4
# How often a client tries again what was refused.
_AGAIN = 5
# Seconds between two looks at what goes on.
_PAUSE = 0.05
# Bytes: how far a disk is filled at least under work that writes less.
_LEAST = 256 << 10
# Draws of how much room is left, until it is too little.
_DRAWS = 6


class Run:
    """Work of ``case`` in processes of its own; the one that answers requests is another one where the case says so."""

    def __init__(self, lab, case):
        self.lab, self.case = lab, case
        self.has_server = type(case).serve is not Case.serve
        self.server = self._serve() if self.has_server else None
        while self.has_server and not self._answers():
            time.sleep(_PAUSE)
        self.worker = self._work()

    def _serve(self):
        return Worker(partial(self.case.serve, self.lab.client))

    def _answers(self):
        with socket.socket() as probe:
            return not probe.connect_ex(("127.0.0.1", self.lab.plan["port"]))

    def _work(self):
        return Worker(partial(self.case.work, self.lab.client))

    def goes_on(self, seconds):
        """Return whether the work still goes on after ``seconds``."""
        return self.worker.wait(seconds) is None

    def is_refused(self):
        """Wait for the end or for the first refusal; return whether there was one."""
        if not self.has_server:
            return self.worker.wait(_LIMIT) != DONE
        # The mail server goes on, and keeps what is refused.
        while self.goes_on(_PAUSE) and not self.lab.client.shown():
            pass
        return bool(self.lab.client.shown())

    def kill(self):
        """Kill the process that does the work, and start it again."""
        if self.has_server:
            self.server.kill()
            self.server = self._serve()
        else:
            self.worker.kill()
            self.lab.client.show(self.case.no_answer)
            self.worker = self._work()

    def end(self):
        """Go on to the end; return whether it is reached."""
        for _try in range(_AGAIN):
            status = self.worker.wait(_LIMIT)
            if status in (DONE, None):
                break
            time.sleep(0.2)
            self.worker = self._work()
        self.worker.kill()
        if self.has_server:
            self.server.kill()
        return self.worker.status == DONE


def calm(lab, case):
    """Do the work without a fault; return (seconds, whether it ended)."""
    lab.renew()
    started = time.monotonic()
    ended = Run(lab, case).end()
    return time.monotonic() - started, ended


def kill(lab, case, chance, seconds):
    """Kill the worker at random moments, up to :data:`_KILLS` times.

    :param chance: :class:`random.Random`
    :param float seconds: that the work takes
    :return: (whether the fault came in time, whether the work ended)
    """
    lab.renew()
    run = Run(lab, case)
    hit = False
    for _time in range(chance.randint(1, _KILLS)):
        if run.goes_on(chance.uniform(0, seconds)):
            run.kill()
            hit = True
    return hit, run.end()


def restart(lab, case, chance, seconds):
    """Restart PostgreSQL at once at a random moment; as :func:`kill`."""
    lab.renew()
    run = Run(lab, case)
    hit = run.goes_on(chance.uniform(0, seconds))
    subprocess.run(
        lab.plan["restart"],
        user=lab.plan["owner"],
        extra_groups=[] if lab.plan["owner"] else None,
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return hit, run.end()


def fill_files(lab, case, chance, _seconds):
    """Fill the disk of Odoo's files, with room for a random part of what the work writes; as :func:`kill`."""
    return _fill(lab, case, chance, lab.files_disk, lab.files_growth, None)


def fill_database(lab, case, chance, _seconds):
    """Fill the disk of the database, with room for a random part of what the work writes; as :func:`kill`."""
    return _fill(lab, case, chance, lab.database_disk, lab.database_growth, lab.plan["tablespace"])


def _fill(lab, case, chance, disk, growth, tablespace):
    margin = chance.uniform(0, max(growth, _LEAST))
    for _draw in range(_DRAWS):
        lab.renew(tablespace)
        try:
            disk.fill(margin)
            run = Run(lab, case)
            hit = run.is_refused() or case.works_on_full_disk
        finally:
            disk.make_room()
        ended = run.end()
        if hit:
            break
        margin /= 2
    return hit, ended


KINDS = {"kill": kill, "restart": restart, "files": fill_files, "database": fill_database}
