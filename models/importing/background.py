"""When do the rows of an import go in: now, batch by batch, or in the background?"""

import base64

from odoo import Command, api, fields, models
from odoo.tools import clean_context

from ..context import UNINDEXED
from ..matching.lock import has_others_waiting, show_working

CHUNK_ROWS = 500
# Where mails or cards wait for the step: each holds a worker of the server that people then wait for.
CHUNK_ROWS_AMONG_OTHERS = 100
_BACKGROUND_ABOVE = 2000
_QUIET = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True}
_GOING_ON = ("waiting", "running", "undoing")
_OUTCOMES = ("created", "updated", "skipped", "failed", "review")
# Options that say which part of the file is asked for, and those that reading the file fills in.
_OF_THE_CALL = ("limit", "skip", "fields")
_RECOGNISED = ("encoding", "separator", "sheet", "sheets")


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    # Starting

    @api.model
    def _l10n_vn_start(self, vals, content, options, rows, tests):
        """Open and return the record of an import.

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
        writer = self._sudo_writer()
        # The ledger's messages and followers are for people.
        record = UNINDEXED.on(writer.with_context(**_QUIET) if vals.get("is_program") else writer).create(
            {
                **vals,
                "file": base64.b64encode(content or b""),
                "policy": options.get("l10n_vn_policy") or "create",
                "stop_on_error": bool(options.get("l10n_vn_stop_on_error")),
                "background": bool(background),
                "state": "waiting" if background else "running",
                "options": {name: value for name, value in options.items() if name not in _OF_THE_CALL},
                "user_context": self._storable_context(),
                "first_row": vals["position"],
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
            record._keep_rows(rows)
        return record.with_env(writer.env).sudo(False)

    def _is_still_wanted(self, content, mapping, options):
        """Return whether a screen that goes on still means this import: the same file, columns and options."""
        kept = self.options or {}
        return (
            bool(self)
            and (self.has_erased and not self.file or base64.b64decode(self.file or b"") == (content or b""))
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

    # In the foreground

    def _l10n_vn_answer_screen(self, limit=None, skip=None, rows=None):
        """Import the next ``limit`` rows, or leave them to the background; return what the import screen expects.

        :param int skip: the row at which the screen begins; rows that are in already are not imported again
        :param rows: all rows of the file, as pairs of number and cells; the stored ones where not given
        """
        if self.background:
            self._start_work()
            return self._answer([])
        if skip is not None and (again := self._answer_again(skip)):
            return again
        show_working(self)
        rows = self._stored_rows() if rows is None else rows
        first, end = self.position, min(self.position + limit, len(rows)) if limit else len(rows)
        self._reset_failed(rows)
        done = []
        while self.position < end and self.state != "done":
            chunk = rows[self.position : min(self.position + max(limit or 0, CHUNK_ROWS), end)]
            outcome = self._process(chunk)
            if self.state == "stopped":
                self._keep_rows(rows)
                self._keep_answer(first, self._lead_ids(done))
                return self._answer([], [row for row in outcome if row.outcome == "failed"])
            done += outcome
        self._keep_answer(first, self._lead_ids(done))
        self._finish_if_complete()
        return self._answer(done)

    def _answer(self, rows, failed=()):
        here = self.position < self.row_count and not self.background
        return {
            "ids": self._lead_ids(rows),
            "messages": self._row_messages(failed),
            "nextrow": self.position if here else 0,
            "name": [],
            "l10n_vn_import_id": self.id,
        }

    def _lead_ids(self, rows):
        return [row.lead_id for row in rows if row.outcome in ("created", "updated")]

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

    def _process(self, numbered, stop=True, locks_first=True):
        """Import the rows ``numbered``, the next ones, and note what came of them; return them.

        :param bool stop: at the first error, where the import is to do so
        :param bool locks_first: keep others from bringing people in meanwhile; else the caller looks for these at last
        """
        savepoint = self.env.cr.savepoint() if stop and self.stop_on_error else None
        if locks_first:
            self._lock_company()
        rows = self._import_rows(numbered)
        failed = [row for row in rows if row.outcome == "failed"]
        stopped = stop and bool(failed) and self.stop_on_error
        if savepoint:
            savepoint.close(rollback=stopped)
        kept = failed if stopped else rows
        self._note(kept, 0 if stopped else len(numbered))
        if stopped:
            self._sudo_writer().state = "stopped"
            self.env["crm.lead.share"]._notify_import(self)
        return kept

    def _note(self, rows, count):
        record = self._sudo_writer()
        self._sudo_line_writer().create(
            [
                {
                    "import_id": self.id,
                    "row_number": row.number,
                    "outcome": row.outcome,
                    "cells": row.cells,
                    "message": "\n".join(row.notes),
                    "stored_lead_id": row.lead_id,
                    "stored_partner_id": row.partner_id,
                    "stored_old_values": row.old_values,
                    "prepared": row.prepared,
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
                "date_alive": fields.Datetime.now(),
                "is_left": False,
                "stamps": [*(record.stamps or []), self.env.cr.now().isoformat()],
            }
        )

    def _finish_if_complete(self):
        if self.position >= self.row_count and self.state in ("waiting", "running"):
            self._sudo_writer().write({"state": "done", "date_end": fields.Datetime.now(), **self._get_end_values()})
            self.env["crm.lead.share"]._notify_import(self)
            return True
        return False

    # In the background

    @api.model
    def _cron_import(self):
        """Go on with what waits, oldest first, until the job's time is over."""
        self._stop_silent()
        jobs = self.search([("background", "=", True), ("state", "in", _GOING_ON)], order="id")
        jobs._work_off(sum(job.row_count - job.position for job in jobs))

    def _rows_to_step(self):
        return self._stored_rows() if self.state != "undoing" else []

    def _has_step(self):
        return self.state in _GOING_ON

    def _as_user(self):
        owner = self._get_owner()
        context = dict(clean_context(self.user_context or {}), lang=owner.lang or self.env.lang)
        return self.with_env(self.env(user=owner, context=context, su=False))

    def _find_takers(self):
        return super()._find_takers() - self._get_owner()  # _after_failure tells its owner

    def _after_failure(self):
        self._as_user().sudo()._notify_importer()  # sudo: the user may have lost the right to read the import

    def _step(self, rows, is_again=True):
        """Do one chunk of the import or of its undoing; return how many rows that was.

        Mails and cards do not wait for it, unless it is done again after a conflict with them.
        """
        if self.state == "undoing":
            return self._undo_step()
        if self.state not in ("waiting", "running"):
            return 0  # done again after somebody's stop or undo, which made the first try fail
        size = CHUNK_ROWS_AMONG_OTHERS if is_again and has_others_waiting(self.company_id) else CHUNK_ROWS
        chunk = rows[self.position : self.position + size]
        done = self._process(chunk, locks_first=is_again)
        self.flush_recordset()
        if self._finish_if_complete() or self.state == "stopped":
            self._notify_importer()
        self.env.flush_all()
        if not is_again:
            self._lock_company_after(done)
        return len(chunk)
