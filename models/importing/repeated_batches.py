"""Repeated batches of the import screen: answered again, without importing a row twice.

An answer can be lost in the network. The screen, or a proxy, then sends the same batch again and must get the same
answer, whatever the policy.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..matching.lock import touch_or_retry


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    first_row = fields.Integer("Rows Left Out at the Start", readonly=True)
    # One list a batch: [first row, row after the last, ids as pairs of (first id, count)].
    answers = fields.Json("Answers to the Screen", readonly=True, prefetch=False)

    @api.model
    def _find_begun(self, screen, mapping, options):
        """Return the import that this batch of ``screen`` continues or repeats; an empty recordset for a new one.

        Imports of the screen with another file, other columns or options are stopped.

        :param screen: the ``base_import.import``
        :param mapping: list of str or False, the field of each column
        :param dict options: of the screen
        :raise UserError: where the screen continues an import that has been undone meanwhile
        """
        touch_or_retry(screen)
        skip = options.get("skip") or 0
        begun = self.search([("wizard_ref", "=", screen.id), ("user_id", "=", self.env.uid)])
        same = begun.filtered(lambda record: record._is_still_wanted(screen._l10n_vn_content(), mapping, options))
        for record in same:
            if record.state not in ("undoing", "undone"):
                if record.first_row <= skip and (record.background or skip <= record.position):
                    (begun - record)._stop_left_by_screen()
                    return record
            elif skip and any(skip == after for _first, after, _ids in record._sudo_writer().answers or []):
                raise UserError(
                    self.env._("This import has been undone meanwhile: the rows that remain were not imported.")
                )
        begun._stop_left_by_screen()
        return self.browse()

    def _stop_left_by_screen(self):
        self.filtered(lambda record: not record.background)._stop()

    def _answer_again(self, skip):
        """Return the answer to the batch that began at row ``skip``, None where its rows are not imported yet."""
        if skip >= self.position and self.position < self.row_count:
            return None
        for first, after, ids in self._sudo_writer().answers or []:
            if first <= skip < after:
                lead_ids = [lead_id for start, count in ids for lead_id in range(start, start + count)]
                return {**self._answer([]), "ids": lead_ids, "nextrow": after if after < self.row_count else 0}
        return self._answer([])

    def _keep_answer(self, first, lead_ids):
        """Store the answer to the batch of rows from ``first`` up to the position."""
        if self.position > first:
            record = self._sudo_writer()
            record.answers = [*(record.answers or []), [first, self.position, _as_runs(lead_ids)]]


def _as_runs(ids):
    """Return ``ids`` as a list of [first id, count] of consecutive ones, in the same order."""
    runs = []
    for record_id in ids:
        if runs and record_id == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([record_id, 1])
    return runs
