"""When do the rows of an import go in: now, batch by batch, or in the background?"""

import base64
import logging
import time

import psycopg2
from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError

from ..tools.packed_rows import PackedRows, pack

_logger = logging.getLogger(__name__)

CHUNK_ROWS = 500
_BACKGROUND_ABOVE = 2000
_TRIES = 5
_CONTEXT_TYPES = (str, int, float, bool, list, type(None))
_OUTCOMES = ("created", "updated", "skipped", "failed")


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
                "options": {name: value for name, value in options.items() if name not in ("limit", "skip", "fields")},
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
            "messages": [
                {"type": "error", "message": note, "record": row.number, "rows": {"from": row.number, "to": row.number}}
                for row in failed
                for note in row.notes
            ],
            "nextrow": self.position if here else 0,
            "name": [],
            "l10n_vn_import_id": self.id,
        }

    # One chunk

    def _process(self, numbered):
        """Import the rows ``numbered``, the next ones, and note what came of them; return them."""
        savepoint = self.env.cr.savepoint()
        self._take_turn()
        rows = self._import_rows(numbered)
        failed = [row for row in rows if row.outcome == "failed"]
        stopped = bool(failed) and self.stop_on_error
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
        context = dict(self.user_context or {}, lang=self.user_id.lang or self.env.lang)
        clean = self.with_env(self.env(user=self.user_id, context=context, su=False))
        return clean

    def _step(self, rows):
        """Do one chunk of the import or of its undoing; return how many rows that was."""
        if self.state == "undoing":
            return self._undo_step()
        chunk = rows[self.position : self.position + CHUNK_ROWS]
        self._process(chunk)
        self.flush_recordset()
        if self._finish_if_complete() or self.state == "stopped":
            self._tell_importer()
        self.env.flush_all()
        return len(chunk)

    def _tell_importer(self):
        """Tell who started it how the import ended: at once on the screen, and in the inbox."""
        body = self._summary()
        kind = "success" if self.state in ("done", "undone") and not self.failed_count else "warning"
        self.user_id._bus_send("simple_notification", {"type": kind, "title": self.file_name, "message": body})
        # sudo: the message is Odoo's own, about a record that its reader may not write.
        self._keeper().message_notify(
            body=body,
            subject=self.file_name,
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            model=self._name,
            res_id=self.id,
        )

    def _summary(self):
        if self.state == "undone":
            return self.env._(
                "Undone: %(removed)s leads removed, %(restored)s restored, %(kept)s kept.",
                removed=self.removed_count,
                restored=self.restored_count,
                kept=self.kept_count,
            )
        return self.env._(
            "%(state)s: %(created)s created, %(updated)s updated, %(skipped)s skipped, %(failed)s failed, "
            "%(tests)s test rows left out.",
            state=dict(self._fields["state"]._description_selection(self.env))[self.state],
            created=self.created_count,
            updated=self.updated_count,
            skipped=self.skipped_count,
            failed=self.failed_count,
            tests=self.test_count,
        )
