"""Undo of merges of duplicates: a few at once, many in the background, in steps with a stored position."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..argument_checks import ONE, SOME, public
from ..conversion.mass_conversion import CONCURRENCY_ERRORS
from ..matching.lock import try_lock_or_retry
from ..storage_failure import failure_of, in_words
from .background_merge import STEP


class CrmLeadDuplicateMerge(models.Model):
    _inherit = "crm.lead.duplicate.merge"

    is_undoing = fields.Boolean("Undone in the Background", readonly=True)
    undo_numbers = fields.Json(readonly=True)
    undo_count = fields.Integer("Groups to Undo", readonly=True)
    undo_position = fields.Integer("Undone So Far", readonly=True)

    @api.depends("is_undoing", "undo_position", "undo_count")
    def _compute_percent(self):
        super()._compute_percent()
        for record in self.filtered("is_undoing"):
            record.percent = 100.0 * record.undo_position / record.undo_count

    @public(ONE)
    @in_words
    def action_undo(self) -> dict | bool:
        """Separate the leads of all merges of this record again, as far as that is possible.

        :return: True, or the action that shows the progress where there are so many that it is done in the background
        :raise AccessError: where the user is no sales manager, or may not change a record that was left
        """
        self.check_access("read")
        return self.line_ids.action_undo() if self.can_undo else True

    def _start_undo(self, lines):
        """Undo ``lines`` of this record in the background; return the action that shows the progress."""
        try_lock_or_retry(self._sudo_writer())
        self._sudo_writer().write(
            {
                "state": "waiting",
                "error": False,
                "stop_reason": False,
                "is_undoing": True,
                "undo_user_id": self.env.uid,
                "undo_numbers": lines.ids,
                "undo_count": len(lines),
                "undo_position": 0,
                "user_context": self._storable_context(),
            }
        )
        self._start_work()
        return self._get_screen()

    def _is_undo(self):
        return super()._is_undo() or self.is_undoing

    def _count_left(self):
        left = super()._count_left()
        return self.undo_count - self.undo_position if self.is_undoing else left

    def _get_position(self):
        position = super()._get_position()
        return self.undo_position if self.is_undoing else position

    def _step(self, rows, is_again=True):
        if not self.is_undoing:
            return super()._step(rows, is_again)
        record = self._sudo_writer()
        numbers = record.undo_numbers[record.undo_position : record.undo_position + STEP]
        self.line_ids.browse(numbers).exists()._undo()
        position = record.undo_position + len(numbers)
        is_done = position >= record.undo_count
        record.write(
            {"undo_position": position, "is_undoing": not is_done, "state": "done" if is_done else record.state}
        )
        return len(numbers)


class CrmLeadDuplicateMergeLine(models.Model):
    _inherit = "crm.lead.duplicate.merge.line"

    @public(SOME)
    @in_words
    def action_undo(self) -> dict | bool:
        """Separate the merged leads of these lines again; the reason of what cannot be separated stays on its line.

        :return: True, or the action that shows the progress where there are so many that it is done in the background
        :raise AccessError: where the user is no sales manager, or may not change a record that was left
        :raise UserError: where they are being merged or undone at this moment
        """
        self.check_access("read")
        lines = self.filtered(lambda line: line.outcome == "merged" and line.lead_id)
        lines.lead_id.check_access("write")
        if "waiting" in lines.merge_id.mapped("state"):
            raise UserError(self.env._("The background work on these groups is not done yet: wait for its end."))
        if len(lines) <= STEP:
            lines._undo()
            return True
        shown = [merge._start_undo(of_merge) for merge, of_merge in lines.grouped("merge_id").items()]
        return shown[0]

    def _undo(self):
        """Separate the merged leads of ``self``, and look for duplicates among them again."""
        lines = self.filtered(lambda line: line.outcome == "merged" and line.lead_id)
        lines._undo_safely()
        ids = [number for line in lines for number in [*line.merged_numbers, line.kept_number]]
        groups = self.env["crm.lead.duplicate.group"]
        groups._forget_groups("crm.lead", ids)
        groups._store_groups(groups._sort_candidates("crm.lead", ids), 0)

    def _undo_safely(self):
        """Separate the merged leads of ``self`` in a savepoint; where that fails, those of each half of ``self``."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self.lead_id.check_access("write")
                numbers = [number for line in self for number in line.merged_numbers]
                self._note_undone(self.env["crm.lead"]._l10n_vn_undo_merge(numbers))
            return
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if failure_of(error):
                raise  # a failure of the server, not of a lead
            if len(self) == 1:
                self._note_undone(
                    dict.fromkeys(self.merged_numbers, self.env["crm.lead.duplicate.group"]._explain(error))
                )
                return
        half = len(self) // 2
        self[:half]._undo_safely()
        self[half:]._undo_safely()

    def _note_undone(self, reasons):
        """Store the outcome of ``self``: ``reasons`` is {id of a merged lead: why it was not separated}."""
        for line in self.sudo():  # sudo: users read lines, only this code writes them
            found = [reasons[number] for number in line.merged_numbers if number in reasons]
            undone = len(found) < len(line.merged_numbers)
            line.write({"outcome": "undone" if undone else "merged", "reason": "\n".join(dict.fromkeys(found))})
