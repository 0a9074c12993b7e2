"""When do the rows of an import go in: now, batch by batch, or in the background?"""

import base64
import logging
import time

import psycopg2
from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import clean_context

from ..tools.packed_rows import PackedRows, pack

_logger = logging.getLogger(__name__)

CHUNK_ROWS = 500
_BACKGROUND_ABOVE = 2000
_TRIES = 5
_CONTEXT_TYPES = (str, int, float, bool, list, type(None))
_OUTCOMES = ("created", "updated", "skipped", "failed")
# Options that say which part of the file is asked for, and those that reading the file fills in.
_OF_THE_CALL = ("limit", "skip", "fields")
_RECOGNISED = ("encoding", "separator", "sheet", "sheets")


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    # Starting

    @api.model
    def _l10n_vn_start(self, vals, content, options, rows, tests):
        """Open the record of an import.

        :param dict vals: file name, headings, mapping, position
        :param bytes content: the file
        :param dict options: of the import screen, with ``l10n_vn_policy``, ``l10n_vn_stop_on_error``,
            ``l10n_vn_hand_back`` (rows whose phone and e-mail can't be read fail, instead of going in with a remark)
            and ``l10n_vn_background`` ("yes", "no" or "auto": above 2,000 rows)
        :param rows: list of pairs (number in the file, cells)
        :param tests: rows of advertising platforms' test leads
        """
        background = options.get("l10n_vn_background") in (True, "yes")
        if options.get("l10n_vn_background") == "auto":
            background = len(rows) - vals["position"] > self._background_above()
        limit = options.get("limit")
        record = self._keeper().create(
            {
                **vals,
                "file": base64.b64encode(content or b""),
                "policy": options.get("l10n_vn_policy") or "create",
                "stop_on_error": bool(options.get("l10n_vn_stop_on_error")),
                "background": bool(background),
                "state": "waiting" if background else "running",
                "options": {name: value for name, value in options.items() if name not in _OF_THE_CALL},
                "user_context": self._storable_context(),
                "row_count": len(rows),
                "test_count": len(tests),
                "line_ids": [
                    Command.create(
                        {
                            "row_number": row.number,
                            "outcome": "test",
                            "cells": row.cells,
                            "message": self.env._("Test row of an advertising platform"),
                        }
                    )
                    for row in tests
                ],
            }
        )
        if background or limit and len(rows) - vals["position"] > limit:
            record.rows = base64.b64encode(pack(rows))
        # In the background another process has them.
        return record.sudo(False) if background else record.sudo(False).with_context(l10n_vn_rows=rows)

    def _is_still_wanted(self, content, mapping, options):
        """Return whether a screen that goes on still means this import: the same file, columns and options."""
        kept = self.options or {}
        return (
            bool(self)
            and base64.b64decode(self.file or b"") == (content or b"")
            and self.mapping == [path or "" for path in mapping]
            and all(
                kept.get(name) == value
                for name, value in options.items()
                if name not in _OF_THE_CALL and (value or name not in _RECOGNISED)
            )
        )

    def _background_above(self):
        # sudo: a number that every user of the import screen is subject to.
        value = self.env["ir.config_parameter"].sudo().get_param("l10n_vn_crm.import_background_above")
        return int(value) if (value or "").isdigit() else _BACKGROUND_ABOVE

    def _storable_context(self):
        context = dict(self.env.context, allowed_company_ids=self.env.companies.ids, lang=self.env.lang)
        return {name: value for name, value in context.items() if isinstance(value, _CONTEXT_TYPES)}

    def _stored_rows(self):
        """Return the rows of the import, as pairs of number and cells, to be sliced."""
        kept = self.env.context.get("l10n_vn_rows")
        # sudo: the packed rows are no business of users; they see the file itself.
        return kept if kept is not None else PackedRows(base64.b64decode(self._keeper().rows))

    # In the foreground

    def _l10n_vn_answer_screen(self, limit=None):
        """Import the next ``limit`` rows, or leave them to the background; return what the import screen expects."""
        if self.background:
            self.env.ref("l10n_vn_crm.crm_lead_import_cron")._trigger()
            return self._answer([])
        rows = self._stored_rows()
        end = min(self.position + limit, len(rows)) if limit else len(rows)
        done = []
        while self.position < end and self.state != "done":
            chunk = rows[self.position : min(self.position + max(limit or 0, CHUNK_ROWS), end)]
            outcome = self._process(chunk)
            done += outcome
            if self.state == "stopped":
                return self._answer([], [row for row in outcome if row.outcome == "failed"])
        self._finish_if_complete()
        return self._answer(done)

    def _answer(self, rows, failed=()):
        here = self.position < self.row_count and not self.background
        return {
            "ids": [row.lead_id for row in rows if row.outcome in ("created", "updated")],
            "messages": self._row_messages(failed),
            "nextrow": self.position if here else 0,
            "name": [],
            "l10n_vn_import_id": self.id,
        }

    def _row_messages(self, rows):
        return [
            {
                "type": "error",
                "message": " ".join(row.notes),
                "record": row.number,
                "rows": {"from": row.number, "to": row.number},
            }
            for row in rows
        ]

    # One chunk

    def _process(self, numbered, stop=True):
        """Import the rows ``numbered``, the next ones, and note what came of them; return them.

        :param bool stop: at the first error, where the import is to do so
        """
        savepoint = self.env.cr.savepoint()
        self._take_turn()
        rows = self._import_rows(numbered)
        failed = [row for row in rows if row.outcome == "failed"]
        stopped = stop and bool(failed) and self.stop_on_error
        savepoint.close(rollback=stopped)
        kept = failed if stopped else rows
        self._note(kept, 0 if stopped else len(numbered))
        if stopped:
            self._keeper().state = "stopped"
        return kept

    def _note(self, rows, count):
        record = self._keeper()
        self._line_keeper().create(
            [
                {
                    "import_id": self.id,
                    "row_number": row.number,
                    "outcome": row.outcome,
                    "cells": row.cells,
                    "message": "\n".join(row.notes),
                    "lead_id": row.lead_id,
                    "partner_id": row.partner_id,
                    "old_values": row.old_values,
                }
                for row in rows
                if row.is_worth_a_line()
            ]
        )
        outcomes = [row.outcome for row in rows]
        record.write(
            {
                **{f"{name}_count": record[f"{name}_count"] + outcomes.count(name) for name in _OUTCOMES},
                "position": record.position + count,
                "state": "running",
                "stamps": [*(record.stamps or []), self.env.cr.now().isoformat()],
            }
        )

    def _finish_if_complete(self):
        if self.position >= self.row_count and self.state in ("waiting", "running"):
            self._keeper().write({"state": "done", "date_end": fields.Datetime.now(), "rows": False})
            return True
        return False

    # In the background

    @api.model
    def _cron_import(self):
        """Go on with what waits, oldest first, until the job's time is over."""
        jobs = self.search([("background", "=", True), ("state", "in", ("waiting", "running", "undoing"))], order="id")
        left = sum(job.row_count - job.position for job in jobs)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for job in jobs:
            if not job._go_on():
                return

    def _go_on(self):
        """Work on one import; return whether there is time for another."""
        rows = self._stored_rows() if self.state != "undoing" else []
        while self.state in ("waiting", "running", "undoing"):
            count = self._try_step(rows)
            # A chunk and the place in the file reached with it are kept or lost together: whenever the process
            # dies, the next one finds the first row that isn't in.
            if not self.env["ir.cron"]._commit_progress(count):
                return False
            self.invalidate_recordset()
        return True

    def _try_step(self, rows):
        for attempt in range(1, _TRIES + 1):
            try:
                return self._as_importer()._step(rows)
            except (psycopg2.extensions.TransactionRollbackError, ConcurrencyError):
                self.env.cr.rollback()
                self.invalidate_recordset()
                if attempt == _TRIES:
                    raise
                time.sleep(0.1 * attempt)
            except Exception as error:
                self.env.cr.rollback()
                self.invalidate_recordset()
                _logger.exception("Import %s of leads stopped at row %s", self.id, self.position)
                self.write({"state": "failed", "error": str(error)})
                self._as_importer()._tell_importer()
                return 0

    def _as_importer(self):
        context = dict(clean_context(self.user_context or {}), lang=self.user_id.lang or self.env.lang)
        return self.with_env(self.env(user=self.user_id, context=context, su=False))

    def _step(self, rows):
        """Do one chunk of the import or of its undoing; return how many rows that was."""
        if self.state == "undoing":
            return self._undo_step()
        if self.state not in ("waiting", "running"):
            return 0  # done again after somebody's stop or undo, which made the first try fail
        chunk = rows[self.position : self.position + CHUNK_ROWS]
        self._process(chunk)
        self.flush_recordset()
        if self._finish_if_complete() or self.state == "stopped":
            self._tell_importer()
        self.env.flush_all()
        return len(chunk)
