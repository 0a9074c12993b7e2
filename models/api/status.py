"""Imports that a program has started: how far they are, what came of their rows, and their undo."""

from odoo import api, models
from odoo.exceptions import UserError

from ..api_error import ApiError
from ..argument_checks import ANY, check_count
from .usage import verb

_COUNTS = ("created", "updated", "skipped", "failed", "review")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    @verb(ANY)
    def l10n_vn_import_status(self, import_id: int = 0, after_row: int = 0) -> dict:
        """Return how far an import is, and what came of its rows.

        :param int import_id: from ``l10n_vn_intake`` or ``l10n_vn_intake_start``
        :param int after_row: number of the last row that the program has seen, from 1
        :return: dict

            * ``import_id``
            * ``state``: waiting, running, done, stopped, failed, undoing or undone
            * ``position``, ``row_count``: rows done, rows in all
            * ``counts``: created, updated, skipped, failed, review, removed, restored, kept
            * ``error``: sentence, '' where there is none
            * ``rows``: up to 1,000 rows behind ``after_row``, each with its ``row`` (number) and what
              ``l10n_vn_intake`` answers to it. Rows of the import screen and of ``l10n_vn_intake`` that were created
              without a remark are not listed.
        :raise ApiError: where the user may not read such an import
        """
        record = self._l10n_vn_find_import(import_id)
        if after_row:
            check_count(self, "after_row", after_row)
        return {**self._l10n_vn_describe_import(record), "rows": record._rows_after(after_row or 0)}

    @api.model
    @verb(ANY)
    def l10n_vn_undo(self, import_id: int = 0, conversion_id: int = 0) -> dict:
        """Undo an import or a conversion of many leads; what was worked on since is kept.

        Created leads are deleted and updated ones restored; converted ones are leads again.

        :param int import_id: from ``l10n_vn_intake`` or ``l10n_vn_intake_start``
        :param int conversion_id: of the record of a conversion, instead
        :return: dict as of ``l10n_vn_import_status``, without rows; of a conversion with ``conversion_id`` and the
            counts ``returned`` and ``kept``. A long undo goes on in the background.
        :raise ApiError: where the user may not read the record, ``running`` or ``undone`` where it cannot be undone,
            ``refused`` where the user may not undo it
        """
        if bool(import_id) == bool(conversion_id):
            sentence = self.env._("Give either “import_id” or “conversion_id”.")
            raise ApiError(sentence, "missing_argument", "import_id")
        if import_id:
            record, name, describe = self._l10n_vn_find_import(import_id), "import_id", self._l10n_vn_describe_import
        else:
            record, name = self._l10n_vn_find_conversion(conversion_id), "conversion_id"
            describe = self._l10n_vn_describe_conversion
        state = record.status if import_id else record.state
        codes = {"waiting": "running", "running": "running", "undoing": "undone", "undone": "undone"}
        try:
            record.action_undo()
        except UserError as error:
            raise ApiError(str(error), codes.get(state, "refused"), name) from error
        return describe(record)

    @api.model
    def _l10n_vn_find_conversion(self, conversion_id):
        """Return the conversion with this id.

        :raise ApiError: where there is none that the user may read
        """
        self.browse().check_access("read")
        check_count(self, "conversion_id", conversion_id)
        record = self.env["crm.lead.conversion"].search([("id", "=", min(conversion_id, 2**31 - 1))])
        if not record:
            sentence = self.env._("Conversion %s was not found.", conversion_id)
            raise ApiError(sentence, "unknown_record", "conversion_id")
        return record

    @api.model
    def _l10n_vn_describe_conversion(self, record):
        return {
            "conversion_id": record.id,
            "state": record.state,
            "position": record.undo_position,
            "row_count": record.undo_count,
            "counts": {"returned": record.returned_count, "kept": record.kept_count},
            "error": record._explain_stop(),
        }

    @api.model
    def _l10n_vn_find_import(self, import_id):
        """Return the import with this id.

        :raise ApiError: where there is none that the user may read
        """
        self.browse().check_access("read")
        if import_id == 0:
            raise ApiError(self.env._("Give the “import_id” of an import."), "missing_argument", "import_id")
        check_count(self, "import_id", import_id)
        record = self.env["crm.lead.import"].search([("id", "=", min(import_id, 2**31 - 1))])
        if not record:
            raise ApiError(self.env._("Import %s was not found.", import_id), "unknown_record", "import_id")
        return record

    @api.model
    def _l10n_vn_describe_import(self, record):
        counts = {name: record[f"{name}_count"] for name in (*_COUNTS, "removed", "restored", "kept")}
        return {
            "import_id": record.id,
            "state": record.status,
            "position": record.position,
            "row_count": record.row_count,
            "counts": counts,
            "error": record._explain_stop(),
        }
