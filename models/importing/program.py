"""Imports of rows that a program sends: the fields that their keys mean, and their record in the ledger."""

from odoo import api, fields, models
from odoo.addons.base_import.models.base_import import ImportValidationError
from odoo.exceptions import AccessError
from odoo.models import MAGIC_COLUMNS

from ...tools.table import SKIP_TEST, lead_file
from ...tools.table.sheet import Row, Sheet
from ...tools.vocabulary import map_headings
from ..api_error import ApiError

_NO_KEYS = {*MAGIC_COLUMNS, "display_name"}
# Calls with fewer rows are left out of the list of imports.
_SMALL = 20


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    is_program = fields.Boolean("Sent by a Program", readonly=True)
    is_small = fields.Boolean(
        "Few Rows", readonly=True, index=True, help="A program sent so few rows that the list of imports hides them."
    )
    source = fields.Char("Name of the Program", readonly=True)

    @api.model
    def _map_keys(self, keys, rows):
        """Return the field path (str) of each of ``keys``: that of their name, else of the vocabulary, else the notes.

        :param keys: list of str
        :param rows: list of lists of str, the values of some rows
        """
        sheet = Sheet(keys, 1, [Row(number, cells) for number, cells in enumerate(rows)], [], map_headings(keys, rows))
        known = lead_file.fields(lead_file.FileContent(sheet))
        names = self.env["crm.lead"]._fields.keys() - _NO_KEYS
        found = {
            (index, key): {"field_path": key.split("/"), "distance": 0}
            for index, key in enumerate(keys)
            if key.split("/")[0] in names
        }
        mapped = self.env["base_import.import"].new({"res_model": "crm.lead"})._l10n_vn_map(keys, found, known)
        return ["/".join(mapped[at]["field_path"]) if at in mapped else "" for at in enumerate(keys)]

    @api.model
    def _refuse_paths(self, paths):
        """Return ``{path: sentence}`` of those of ``paths`` whose field the user may not write."""
        leads = self.env["crm.lead"]
        refused = {}
        for path in filter(None, paths):
            name, _slash, part = path.partition("/")
            field = leads._fields.get(name)
            if not field:
                continue
            if field.readonly or field.type == "one2many" or part not in ("", "id", ".id"):
                refused[path] = self.env._("“%s” can't be written.", path)
                continue
            try:
                leads._check_field_access(field, "write")
            except AccessError as error:
                refused[path] = str(error)
        return refused

    @api.model
    def _start_program(self, vals, policy, rows, is_background=False):
        """Open and return the record of the import of ``rows`` that a program sends.

        :param dict vals: headings, mapping, source
        :param rows: list of pairs (number, cells); a cell that is None is of a column that the row lacks
        """
        vals["file_name"] = vals["source"] or self.env._("Program")
        options = {
            "has_headers": True,
            "l10n_vn_policy": policy,
            "l10n_vn_background": "yes" if is_background else "no",
        }
        vals = {**vals, "position": 0, "is_program": True, "is_small": len(rows) < _SMALL}
        return self._l10n_vn_start(vals, b"", options, rows, [])

    @api.model
    def _start_program_file(self, source, policy, file_name, content):
        """Open and return the record of the import, in the background, of a file that a program sends.

        :raise ApiError: where the file cannot be read, or has no leads
        """
        options = {
            "has_headers": True,
            "quoting": '"',
            "separator": "",
            "encoding": "",
            "l10n_vn_policy": policy,
            "l10n_vn_background": "yes",
        }
        screen = self.env["base_import.import"].new({"res_model": "crm.lead", "file": content, "file_name": file_name})
        try:
            sheet = screen._l10n_vn_reading(options).sheet
        except ImportValidationError as error:
            raise ApiError(str(error), "unreadable_file", "file") from error
        rows = [(row.number, row.cells) for row in sheet.rows]
        if not rows:
            raise ApiError(self.env._("No leads were found in this file."), "empty_file", "file")
        vals = {
            "headings": sheet.header,
            "mapping": [path or "" for path in screen._l10n_vn_suggested(options)],
            "source": source,
            "file_name": file_name or source or self.env._("Program"),
            "position": 0,
            "is_program": True,
        }
        return self._l10n_vn_start(
            vals, content, options, rows, [row for row in sheet.left_out if row.code == SKIP_TEST]
        )

    def _take_all(self, rows):
        """Import all ``rows`` of this import now; return them as :class:`ImportRow`."""
        done = self._process(rows, stop=False)
        self._finish_if_complete()
        return done
