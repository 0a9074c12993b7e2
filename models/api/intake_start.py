"""Intake in the background: more rows than one call may have, or a file."""

import base64
import binascii

from odoo import api, models

from ..api_error import ApiError
from ..argument_checks import ANY, check_text
from . import sent_rows
from .usage import verb

MOST_ROWS = 100_000
MOST_CHARACTERS = 50_000_000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @verb(ANY)
    def l10n_vn_intake_start(
        self,
        rows: list[dict] | None = None,
        file: str = "",
        file_name: str = "",
        policy: str = "update_empty",
        source: str = "",
    ) -> dict:
        """Bring rows of a program, or a file, in as leads in the background.

        :param list rows: up to 100,000 dicts, as of ``l10n_vn_intake``
        :param str file: instead of rows, a list (.xlsx, .xls, .csv, .vcf …) in base64
        :param str file_name: its name
        :param str policy: as of ``l10n_vn_intake``
        :param str source: name of the program
        :return: dict with ``import_id``, for ``l10n_vn_import_status`` and ``l10n_vn_undo``; ``row_count``; and
            ``errors``: rows that cannot be read and are left out, with ``index``, ``code``, ``message``, ``field``
        :raise ApiError: for arguments that are not valid, too many rows, or a file that cannot be read
        :raise AccessError: where the user may not create leads
        """
        check_text(self, "file", file)
        check_text(self, "file_name", file_name)
        self._l10n_vn_check_rows(rows or [], policy, source, MOST_ROWS, MOST_CHARACTERS)
        if bool(rows) == bool(file):
            raise ApiError(self.env._("Give either “rows” or a “file”."), "missing_argument", "rows")
        errors = []
        if file:
            content = self._l10n_vn_decode_file(file)
            ledger = self.env["crm.lead.import"]
            record = ledger._start_program_file(source or "", policy, (file_name or "").replace("\0", ""), content)
        else:
            sent = sent_rows.read(rows)
            columns = self._l10n_vn_map_sent([row for row in sent if not row.error[0]])
            wanted = [row for row in sent if not row.error[0]]
            if not wanted:
                raise ApiError(self.env._("No row can be read."), "empty_rows", "rows")
            record, _rows = self._l10n_vn_start_intake(wanted, columns, policy, source or "", is_background=True)
            errors = [
                {"index": row.index, **self._l10n_vn_answer_unreadable(row)["error"]} for row in sent if row.error[0]
            ]
        record._start_work()
        return {"import_id": record.id, "row_count": record.row_count, "errors": errors}

    @api.model
    def _l10n_vn_decode_file(self, file):
        try:
            return base64.b64decode(file, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ApiError(
                self.env._("“file” must be the content of a file in base64."), "wrong_type", "file"
            ) from error
