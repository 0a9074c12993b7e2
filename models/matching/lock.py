"""Locks: how transactions of this addon wait for each other, and which kind of lock is for what.

A transaction of Odoo sees the database as it was when it began. Holding a row shows nothing that others have committed
since; but PostgreSQL refuses a row that others have changed since then, and Odoo, or the runner of background work,
repeats the whole transaction, which then sees what they did. The kinds of locks build on that:

* **Lock or retry**, :func:`lock_or_retry`: rows that are about to be changed. It waits for the transaction that holds
  one; a try that does not wait may fail each time on a busy server. :func:`try_lock_or_retry` has what is held repeated
  at once, for short verbs of one person. :func:`touch_or_retry` is for two requests that change other rows than the one
  that they share: it makes the later one fail though that row stays as it is.
* **Lock what is free**, :func:`lock_free`: of many rows some may be left out and reported.
* **Serialise by company**, :func:`serialise_by_company`: those who look for known people before they create some. There
  is no row yet that they could lock; PostgreSQL's advisory locks need none. What others have committed meanwhile is
  asked for in another transaction (``_l10n_vn_has_newer_match``). A step of an import in the background brings in
  hundreds: it tries to get its turn when all are in (:func:`try_serialise_by_company`), so that mails and cards do not
  wait while it reads and creates, and looks then for what others have committed meanwhile.
* **Serialise by team**, :func:`serialise_by_team`: those who share leads among the members of a team. Turns are rows
  that are added and never changed; the newest ones are read in another transaction.
* **Lock keys**, ``_l10n_vn_lock_keys``: those who create customers. Of two transactions with one phone, e-mail address
  or tax code the second waits, and is repeated. So is the second of two that create a campaign, source or tag with one
  name.
* **Work alone**, :func:`try_work_lock`: of two processes that would do the next step of one background job the second
  leaves it alone. The row of the job stays free: its user stops the job while a step goes on, and the step is repeated.
* **Show that work goes on**, :func:`show_working`: others see it (:func:`filter_working`), and nobody waits.
* **Count**, :func:`counting`: a short transaction of its own locks its table before its first query.

All are released by the end of the transaction. Companies, rows, teams and keys are locked in one order, so that two
transactions do not wait for each other. A step of an import that takes its turn at last does not wait for it; where it
waits for a row of another one that waits for its own, PostgreSQL ends one of them, and it is repeated.
"""

import contextlib
import time
from collections.abc import Iterator
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.sql_db import BaseCursor
from odoo.tools import SQL

# First keys of advisory locks, which nothing else in the database uses; the second one is an id.
_COMPANY, _WORKING, _TEAM = 190725, 0x1EAD, 190726
# How long a person waits for the transaction that holds a row.
LONGEST_WAIT = "20s"
# How often, and at which distance (seconds), those who hold rows try to get their turn.
_TRIES, _PAUSE = 30, 0.01
# Number of newest leads among which those committed since a transaction began are searched.
_LAST = 2000
PERSON = {"phone", "email", "vat"}


def lock_or_retry(records, longest_wait=LONGEST_WAIT):
    """Lock the rows of ``records`` that exist, waiting for other transactions, and invalidate their cache.

    :param str longest_wait: as PostgreSQL's ``lock_timeout``; None to wait without end
    :return: the records that exist
    :raise psycopg2.OperationalError: where one has been changed since the transaction began; it is repeated
    """
    existing = records.exists()
    if existing:
        if longest_wait:
            existing.env.cr.execute(SQL("SET LOCAL lock_timeout = %s", longest_wait))
        existing.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
                SQL.identifier(existing._table),
                sorted(existing.ids),
            ),
            log_exceptions=False,  # the request is repeated: nothing that an administrator must know
        )
    existing.invalidate_recordset()
    return existing


def try_lock_or_retry(records):
    """Lock the rows of ``records`` without waiting.

    :raise ConcurrencyError: where another transaction holds one, or one is gone; Odoo repeats the request
    """
    if lock_free(records) != records:
        raise ConcurrencyError(f"{records} are being changed by another transaction")


def lock_free(records):
    """Lock those rows of ``records`` that no other transaction holds, and return them."""
    return records.try_lock_for_update(allow_referencing=True)


def touch_or_retry(record):
    """Of two transactions that touch the row of ``record`` at the same time, have the later one repeated."""
    record.env.cr.execute(
        SQL("UPDATE %s SET write_date = write_date WHERE id = %s", SQL.identifier(record._table), record.id),
        log_exceptions=False,
    )


def serialise_by_company(companies):
    """Wait until no other transaction brings people into ``companies``, and keep others waiting."""
    ids = sorted(companies.ids) or [0]
    companies.env.cr.execute(
        SQL("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int4[]) AS company (id)", _COMPANY, ids)
    )


def try_serialise_by_company(companies):
    """Return whether nobody else brought people into ``companies``, soon enough; keep others waiting then.

    For a transaction that holds rows already: in a queue it could wait for one that waits for its rows.
    """
    ids = sorted(companies.ids) or [0]
    for _try in range(_TRIES):
        [[is_free]] = companies.env.execute_query(
            SQL("SELECT bool_and(pg_try_advisory_xact_lock(%s, id)) FROM unnest(%s::int4[]) AS one (id)", _COMPANY, ids)
        )
        if is_free:
            return True
        time.sleep(_PAUSE)
    return False


def has_others_waiting(companies):
    """Return whether others bring people into ``companies`` now, or wait in :func:`serialise_by_company`."""
    ids = sorted(companies.ids) or [0]
    [[found]] = companies.env.execute_query(
        SQL(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND objid::int4 = ANY(%s) AND pid != pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            _COMPANY,
            ids,
        )
    )
    return found


def serialise_by_team(teams):
    """Wait until no other transaction shares leads among the members of ``teams``, and keep others waiting."""
    teams.env.cr.execute(
        SQL("SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int4[]) AS team (id)", _TEAM, sorted(teams.ids))
    )


def try_work_lock(record):
    """Return whether this process alone does the next step of the background job ``record``, for this transaction."""
    [[is_alone]] = record.env.execute_query(
        SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", f"{record._name},{record.id}")
    )
    return is_alone


def show_working(record):
    """Show others, until the end of the transaction, that rows of the import ``record`` are going in."""
    record.env.cr.execute(SQL("SELECT pg_advisory_xact_lock_shared(%s, %s)", _WORKING, record.id))


def filter_working(records):
    """Return those imports of ``records`` of which rows are going in at this moment, however long it takes."""
    if not records.ids:
        return records
    working = records.env.execute_query(
        SQL(
            "SELECT objid::int4 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND objid::int4 = ANY(%s) AND pid != pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            _WORKING,
            records.ids,
        )
    )
    return records.browse(record_id for (record_id,) in working)


@contextlib.contextmanager
def counting(model: models.BaseModel) -> Iterator[BaseCursor]:
    """Yield the cursor of a transaction that sees what all others have counted in the table of ``model``; commit it.

    A rollback of the caller keeps the count. Nobody waits for the disk: a crash of the database server may lose counts
    of its last second.
    """
    with model.env.registry.cursor() as cr:
        # Before the first query, at which the snapshot is taken.
        cr.execute(
            SQL(
                "SET LOCAL synchronous_commit = off; LOCK TABLE %s IN EXCLUSIVE MODE",
                SQL.identifier(model._table),
            )
        )
        yield cr


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_has_newer_match(self, keys, companies):
        """Return whether a lead with one of ``keys`` was committed after the snapshot of this transaction was taken.

        :param keys: set of :meth:`_l10n_vn_match_keys`
        :param companies: where to look, as for :meth:`_l10n_vn_match_leads`
        """
        latest = SQL("SELECT max(id), count(*) FROM crm_lead WHERE id > (SELECT max(id) FROM crm_lead) - %s", _LAST)
        with self.env.registry.cursor() as cr:
            current = self.with_env(self.env(cr=cr))
            if self.env.execute_query(latest) == current.env.execute_query(latest):
                return False
            found = current._l10n_vn_match_leads(keys, companies=companies.with_env(current.env))
        ids = {lead_id for ids in found.values() for lead_id in ids}
        return len(self.browse(ids).exists()) < len(ids)

    def _l10n_vn_lock_keys(self):
        """Lock the match keys of ``self``."""
        self.env["crm.lead.key.lock"]._lock_keys(set().union(*self._l10n_vn_get_keys().values()))


class CrmLeadKeyLock(models.Model):
    """Keys of customers and names that are being created: the second transaction with one waits, and is repeated."""

    _name = "crm.lead.key.lock"
    _description = "Customer under Creation"
    _log_access = False

    key = fields.Char(required=True)
    locked_at = fields.Datetime(required=True)

    _key_unique = models.Constraint("UNIQUE(key)", "A customer is created once.")

    @api.model
    def _lock_keys(self, keys):
        """Lock ``keys``: the repeated transaction finds the customer that the other one has created."""
        values = sorted(f"{kind}:{value}" for kind, value in keys)
        if values:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s (key, locked_at) SELECT unnest(%s::varchar[]), %s"
                    " ON CONFLICT (key) DO UPDATE SET locked_at = excluded.locked_at",
                    SQL.identifier(self._table),
                    values,
                    self.env.cr.now(),
                ),
                log_exceptions=False,
            )

    @api.autovacuum
    def _gc_keys(self):
        old = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE locked_at < %s", SQL.identifier(self._table), old))
