"""Stored rows of an import that are not imported yet."""

import base64

from odoo import models
from odoo.addons.base_import.models.base_import import ImportValidationError
from odoo.exceptions import UserError

from ...tools.table.packed_rows import PackedRows, pack


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _stored_rows(self):
        """Return the rows of the import, as pairs of number and cells, to be sliced.

        :raise UserError: where neither they nor the file are stored any more
        """
        self._restore_rows()
        # sudo: the packed rows are no business of users; they see the file itself.
        return PackedRows(base64.b64decode(self._sudo_writer().rows))

    def _keep_rows(self, rows):
        """Store ``rows`` for the next batch or the background job."""
        if not self._sudo_writer().rows:
            self._sudo_writer().rows = base64.b64encode(pack(rows[:]))

    def _restore_rows(self):
        """Store the rows again, where they are not stored, by reading the file with the options of the import.

        :raise UserError: where the file is deleted or cannot be read
        """
        for record in self._sudo_writer().filtered(lambda record: not record.rows):
            gone = UserError(self.env._("Import the file again: the rows that remain are no longer stored."))
            if not record.file:
                raise gone
            data = base64.b64decode(record.file)
            screen = self.env["base_import.import"].new({"res_model": "crm.lead", "file": data})
            try:
                sheet = screen._l10n_vn_reading(dict(record.options or {})).sheet
            except ImportValidationError as error:
                raise gone from error
            record._keep_rows([(row.number, row.cells) for row in sheet.rows])

    def _reset_failed(self, rows):
        """Delete the lines of failed rows that are about to be imported again."""
        if self.state not in ("stopped", "failed") or not self.failed_count:
            return
        (number, _cells), *_others = [*rows[self.position : self.position + 1], (0, None)]
        lines = self._sudo_line_writer().search(
            [("import_id", "=", self.id), ("outcome", "=", "failed"), ("row_number", ">=", number)]
        )
        self._sudo_writer().failed_count -= len(lines)
        lines.unlink()
