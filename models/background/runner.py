"""Runner of background work: jobs that are done step by step, each step a transaction of its own.

A scheduled action runs them; where a runner of queue_job serves the database (``job_queue.py``), its workers do, and
the scheduled action queues again what was lost.
"""

import logging
import time

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..context import Marker
from ..job_queue import delay, has_runner, remove_jobs, retried, retry_later
from ..matching.lock import try_work_lock
from ..storage_failure import failure_of, messages_of

_logger = logging.getLogger(__name__)

_TRIES = 5
_STORABLE = (str, int, float, bool, list, type(None))


class CrmLeadBackground(models.AbstractModel):
    """Runner of background work, for models with ``user_id``, ``user_context`` (JSON), ``state`` and ``error``.

    Models name their scheduled action in ``_cron``.

    A step and the position that it reaches are committed together: after a crash, the next run continues where the
    last step ended. A step that conflicts with another transaction is retried; any other error stops the work in the
    state ``failed`` with its reason in ``error``.
    """

    _name = "crm.lead.background"
    _description = "Background Work on Leads"

    _cron = ""

    def _start_work(self):
        """Have the jobs of ``self`` worked on from now on: by the workers of queue_job, or by the scheduled action."""
        if has_runner(self.env):
            self._queue_steps()
        # While the addon is being installed its scheduled actions are not there yet.
        elif action := self.env.ref(self._cron, raise_if_not_found=False):
            action._trigger()

    # By the scheduled action

    def _work_off(self, remaining):
        """Run the jobs of ``self``, one after the other, until the time of the scheduled action is over.

        Where workers of queue_job do that, only the steps for which none is queued are queued.

        :param int remaining: how many rows or leads are left
        """
        if has_runner(self.env):
            self._queue_steps()
            return
        if not self.env["ir.cron"]._commit_progress(remaining=remaining):
            return  # Odoo calls it ten times, whether there is time or not, and each call would read the rows again
        for job in self:
            rows = job._prepare_steps()
            while job._has_step():
                count = job._try_step(rows)
                if count is None:
                    break
                if not self.env["ir.cron"]._commit_progress(count):
                    if count:
                        self._run_again_soon()
                    return
                job.invalidate_recordset()
            else:
                job._after_steps()

    def _prepare_steps(self):
        """Return what all steps of this record need; where that fails, it stops for that reason, and others go on."""
        try:
            return self._rows_to_step()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
            raise
        except Exception as error:
            self.env.cr.rollback()
            self._note_failure(error)
            self.env["ir.cron"]._commit_progress(0)
            return None

    @api.model
    def _commit_part(self, processed, remaining):
        """Commit what a scheduled action has done so far; outside of one, nothing is committed.

        :param int processed: number of leads of this part
        :param int remaining: number of those that are left; where there are any, Odoo soon runs the action again
        :return: whether it has time for more
        """
        if not self.env.context.get("ir_cron_progress_id"):
            return True
        return bool(self.env["ir.cron"]._commit_progress(processed, remaining=remaining))

    @api.model
    def _run_again_soon(self):
        """Wake the scheduled actions for the next run of the one that is running, whose time is over.

        Odoo plans that run for now, but its workers look for it when their minute of sleep is over.
        """
        self.env["ir.cron"].browse(self.env.context["cron_id"])._trigger()

    @api.model
    def _try_part(self, part):
        """Return what ``part`` (a function) returns; True where it fails, which is logged: the other parts go on.

        Conflicts with other transactions are raised: Odoo runs the action again.
        """
        try:
            return part()
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
            raise
        except Exception:
            self.env.cr.rollback()
            self.env.invalidate_all()
            _logger.exception("A part of a scheduled action has failed")
            return True

    def _try_step(self, rows=None):
        """Do the next step; return how many rows or leads that was, None where another process is doing it."""
        for attempt in range(1, _TRIES + 1):
            try:
                return self._do_step(rows, attempt > 1) if try_work_lock(self) else None
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
                self.env.cr.rollback()
                self.invalidate_recordset()
                if attempt == _TRIES:
                    raise
                time.sleep(0.1 * attempt)
            except Exception as error:
                self.env.cr.rollback()
                self._note_failure(error)
                return 0

    # By the workers of queue_job

    def _queue_steps(self):
        """Queue the next step of each job of ``self``."""
        for job in self.filtered(lambda job: job._has_step()):
            kind = self._name.removeprefix("crm.lead.").replace(".", "_")
            delay(job, "_do_queued_step", kind, job._get_position())

    def _do_queued_step(self, position):
        """Do the step at ``position`` and queue the next one; queue_job commits both together.

        Where the position has moved, another process has done the step, and goes on with those that follow.
        """
        if not (self.exists() and self._has_step() and self._get_position() == position):
            return
        if not try_work_lock(self):
            raise retry_later(f"{self} is worked on by another process", counted=False)
        with retried():
            try:
                with self.env.cr.savepoint():
                    self._do_step(self._rows_to_step())
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
                raise
            except Exception as error:
                self._note_failure(error)
            self.invalidate_recordset()
            self._queue_steps()
            if not self._has_step():
                self._after_steps()
            self.env.flush_all()

    @api.model
    def _l10n_vn_on_uninstall(self):
        remove_jobs(self.env)

    # What a model says of its jobs

    def _rows_to_step(self):
        """Return what all steps of this record need, read once."""

    def _has_step(self):
        """Return whether there is a step to be done."""
        raise NotImplementedError

    def _get_position(self):
        """Return how far this record is (int): no other step begins there."""
        return self.position

    def _step(self, rows, is_again=True):
        """Do one step, as the user whose work it is; return how many rows or leads that was.

        :param bool is_again: whether the first try may have conflicted with another transaction
        """
        raise NotImplementedError

    def _as_user(self):
        """Return ``self`` as the user whose work it is."""
        raise NotImplementedError

    def _after_failure(self):
        """Do what follows when an error has stopped the work."""

    def _after_steps(self):
        """Do what follows when no step of this record is left."""

    def _note_failure(self, error):
        """Stop the work on this record, whose step was rolled back, for the reason ``error``."""
        self.invalidate_recordset()
        _logger.exception("%s stopped at position %s", self, self.position)
        message = messages_of(self.with_context(lang=self._get_owner().lang or self.env.lang).env).get(
            failure_of(error)
        )
        self.write({"state": "failed", "stop_reason": False, "error": message or str(error)})
        self._after_failure()

    def _storable_context(self):
        """Return what of the context is kept for the steps (dict that JSON can hold)."""
        context = dict(self.env.context, allowed_company_ids=self.env.companies.ids, lang=self.env.lang)
        return {
            name: value
            for name, value in context.items()
            if isinstance(value, _STORABLE) and not isinstance(value, Marker)
        }
