"""Conflicts with other transactions at each statement of a request: Odoo repeats it, and it ends as without."""

from contextlib import closing
from functools import partial
from types import SimpleNamespace

from odoo.modules.registry import Registry
from odoo.service import model as service

from . import picture
from .client import environment
from .conversions import ConversionCase, new_leads, start_conversion
from .imports import Foreground, import_batch

# Statements at which PostgreSQL never finds a conflict.
_NO_CONFLICT = ("SAVEPOINT", "RELEASE", "ROLLBACK")

# Number of statements of the short form.
_SHORT = 12
# How long all tries of a request may take.
_SECONDS = 3600


class SmallImport(Foreground):
    rows = 60

    def request(self, memory, env):
        import_batch(env, memory["screen"], limit=None)


class SmallConversion(ConversionCase):
    name, title = "conversion", "conversion in steps"
    count = 40

    def prepare(self, client):
        return {"ids": [records.ids for records in client.request(self._make)]}

    def _make(self, env):
        return [records.with_env(env) for records in new_leads(env, self.count)]

    def request(self, memory, env):
        leads, people = memory["ids"]
        start_conversion(env, env["crm.lead"].browse(leads), env["res.users"].browse(people))


class FailingCursor:
    """Cursor of psycopg2 whose statement number ``at`` (0 for none) PostgreSQL refuses, once."""

    def __init__(self, cursor, at):
        self.cursor, self._at, self.count = cursor, at, 0

    def execute(self, query, params=None):
        if not str(query).lstrip().startswith(_NO_CONFLICT):
            self.count += 1
            if self.count == self._at:
                # By the server, so that the transaction is broken off as by a true conflict.
                query, params = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'serialization_failure'; END $$", None
        return self.cursor.execute(query, params)

    def __getattr__(self, name):
        return getattr(self.cursor, name)


def try_points(lab, case, chance, short):
    """Let a conflict come at statements of one request of ``case``; return a row of the table (dict).

    :param bool short: at :data:`_SHORT` of them, drawn by ``chance``, instead of each
    """
    lab.prepare(case)
    lab.renew()
    request = partial(case.request, lab.client.memory)
    return lab.look(partial(_try_points, lab.database, request, _SHORT if short else None, chance), _SECONDS)


def _try_points(database, request, tries, chance):
    # In Odoo's loop alone, so that no try waits.
    service.time = SimpleNamespace(sleep=lambda _seconds: None)
    registry = Registry(database).check_signaling()
    _once(registry, request, 0)  # fills the caches
    wanted, count = _once(registry, request, 0)
    points = range(1, count + 1)
    if tries is not None:
        points = sorted(chance.sample(points, min(tries, count)))
    row = {"tries": len(points), "lost": 0, "doubled": 0, "stuck": 0, "examples": [], "shown": []}
    for at in points:
        try:
            found, _count = _once(registry, request, at)
        except Exception as error:
            row["stuck"] += 1
            row["examples"].append(f"statement {at} of {count}: {type(error).__name__}: {error}")
            row["shown"].append(str(error))
            continue
        lost, doubled, examples = picture.compare(wanted, found)
        row["lost"] += lost
        row["doubled"] += doubled
        row["examples"] += [f"statement {at} of {count}: {example}" for example in examples]
    return row


def _once(registry, request, at):
    """Do ``request`` with a conflict at statement ``at``; return what it would commit, and the number of statements."""
    with closing(registry.cursor()) as cr:
        cr.commit = cr.flush  # the next try begins from the same database
        env = environment(cr, "admin")
        failing = cr._obj = FailingCursor(cr._obj, at)
        service.retrying(partial(request, env), env)
        cr._obj = failing.cursor  # what follows is no part of the request
        return picture.take(env), failing.count
