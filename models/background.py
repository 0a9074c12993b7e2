"""Background work on leads: jobs that a scheduled action runs step by step, each step a transaction of its own.

Doors:
  ``_commit_part`` – commit a part of the work of a scheduled action that has no record of its own
  ``_try_part`` – do a part of the work of a scheduled action; an error does not stop the other parts
  ``_work_off`` – run jobs until the time of the scheduled action is over
  ``_storable_context`` – the part of the context that is stored for the steps
"""

import logging
import time

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .context import Marker
from .storage_failure import failure_of, messages_of

_logger = logging.getLogger(__name__)

_TRIES = 5
_STORABLE = (str, int, float, bool, list, type(None))


class CrmLeadBackground(models.AbstractModel):
    """Runner of background work, for models with ``user_id``, ``user_context`` (JSON), ``state`` and ``error``.

    A step and the position that it reaches are committed together: after a crash, the next run continues where the
    last step ended. A step that conflicts with another transaction is retried; any other error stops the work in the
    state ``failed`` with its reason in ``error``.
    """

    _name = "crm.lead.background"
    _description = "Background Work on Leads"

    def _work_off(self, remaining):
        """Run the jobs of ``self``, one after the other, until the time of the scheduled action is over.

        :param int remaining: how many rows or leads are left
        """
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        for job in self:
            rows = job._rows_to_step()
            while job._has_step():
                if not self.env["ir.cron"]._commit_progress(job._try_step(rows)):
                    return
                job.invalidate_recordset()

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

    def _rows_to_step(self):
        """Return what all steps of this record need, read once."""

    def _has_step(self):
        """Return whether there is a step to be done."""
        raise NotImplementedError

    def _step(self, rows):
        """Do one step, as the user whose work it is; return how many rows or leads that was."""
        raise NotImplementedError

    def _as_user(self):
        """Return ``self`` as the user whose work it is."""
        raise NotImplementedError

    def _after_failure(self):
        """Do what follows when an error has stopped the work."""

    def _try_step(self, rows=None):
        for attempt in range(1, _TRIES + 1):
            try:
                return self._as_user()._step(rows)
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
                self.env.cr.rollback()
                self.invalidate_recordset()
                if attempt == _TRIES:
                    raise
                time.sleep(0.1 * attempt)
            except Exception as error:
                self.env.cr.rollback()
                self.invalidate_recordset()
                _logger.exception("%s stopped at position %s", self, self.position)
                message = messages_of(self.with_context(lang=self.user_id.lang or self.env.lang).env).get(
                    failure_of(error)
                )
                self.write({"state": "failed", "error": message or str(error)})
                self._after_failure()
                return 0

    def _storable_context(self):
        """Return what of the context is kept for the steps (dict that JSON can hold)."""
        context = dict(self.env.context, allowed_company_ids=self.env.companies.ids, lang=self.env.lang)
        return {
            name: value
            for name, value in context.items()
            if isinstance(value, _STORABLE) and not isinstance(value, Marker)
        }
