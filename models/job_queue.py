"""Jobs of OCA's queue_job: steps of background work on the workers of all servers, where its runner is there.

The addon does not depend on queue_job. Without it, or without a runner, scheduled actions do the work.
"""

import contextlib
import importlib
import random
from collections.abc import Iterator

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

# Each kind of work has a channel below this one; one that the configuration does not name has the capacity of this.
CHANNEL = "root.l10n_vn_crm"
# A conflict lasts as long as the step of another transaction; work that is given up is found by the scheduled action.
_TRIES = 20
_WAIT = (1, 5)


def has_runner(env: api.Environment) -> bool:
    """Return whether a runner of queue_job serves the database: it holds an advisory lock as long as it lives."""
    if "queue.job" not in env:
        return False
    lock = importlib.import_module("odoo.addons.queue_job.jobrunner.runner").PG_ADVISORY_LOCK_ID
    [[found]] = env.execute_query(
        SQL(
            "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
            " AND (classid::int8 << 32) + objid::int8 = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            lock,
        )
    )
    return found


def delay(record: models.BaseModel, method: str, kind: str, position: int, *arguments: int) -> None:
    """Have a worker call ``method(position, *arguments)`` of ``record`` as OdooBot, as scheduled actions do.

    While a job for this position of ``record`` waits, no other is added.

    :param str kind: of work: the name of the channel below :data:`CHANNEL`
    """
    robot = record.with_env(record.env(user=SUPERUSER_ID, su=True, context={}))
    delayed = robot.with_delay(
        channel=f"{CHANNEL}.{kind}",
        identity_key=f"l10n_vn_crm:{record._name}:{record.id}:{method}:{position}",
        description=f"{record._description} {record.id}: {position}",
        max_retries=_TRIES,
    )
    getattr(delayed, method)(position, *arguments)


def retry_later(reason: object, counted: bool = True) -> Exception:
    """Return the exception that has queue_job call the job again in some seconds.

    :param bool counted: whether it counts as a try
    """
    error = importlib.import_module("odoo.addons.queue_job.exception").RetryableJobError
    return error(str(reason), seconds=random.randint(*_WAIT), ignore_retry=not counted)


@contextlib.contextmanager
def retried() -> Iterator[None]:
    """Have queue_job call the job again where the block conflicts with another transaction."""
    try:
        yield
    except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError) as conflict:
        raise retry_later(conflict) from conflict


def remove_jobs(env: api.Environment) -> None:
    """Delete the jobs of this addon, whose models queue_job could no longer find."""
    if "queue.job" in env:
        env["queue.job"].search([("channel", "=like", f"{CHANNEL}.%")]).unlink()
