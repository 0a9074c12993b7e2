"""Execution of the import screen for leads: test, import through the ledger, saved mapping."""

from odoo import api, models
from odoo.addons.base_import.models.base_import import ImportValidationError
from odoo.exceptions import AccessError
from odoo.tools import clean_context

from ...tools import table
from ..context import ListImport
from ..storage_failure import in_words


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    @in_words
    def execute_import(self, fields, columns, options, dryrun=False):
        if self.res_model != "crm.lead" or self._l10n_vn_has_sub_rows(fields):
            screen = ListImport(options).on(self) if self.res_model == "crm.lead" else self
            return super(BaseImportImport, screen).execute_import(fields, columns, options, dryrun=dryrun)
        if dryrun:
            return self._l10n_vn_try_out(fields, options)
        try:
            record, rows = self._l10n_vn_import_record(fields, options)
        except ImportValidationError as error:
            return {"messages": [error.__dict__]}
        first = options.get("has_headers") and not options.get("skip")
        suggested = self._l10n_vn_suggested(options) if first else []
        if record.background:
            self._l10n_vn_clear_reading()
        result = record._l10n_vn_answer_screen(options.get("limit"), options.get("skip") or 0, rows)
        if first and not result["messages"]:
            self._l10n_vn_save_mapping(columns, fields, suggested)
        return result

    def _l10n_vn_try_out(self, fields, options):
        """Import the next rows, roll back, and return the result of the import."""
        options = dict(options, l10n_vn_background="no")
        # No mail may be sent at the commit about leads that are rolled back.
        screen = self.with_context(mail_notify_force_send=False)
        savepoint = self.env.cr.savepoint()
        try:
            record, rows = screen._l10n_vn_start_import(fields, options)
            return record._l10n_vn_answer_test(rows, options.get("limit"))
        except ImportValidationError as error:
            return {"messages": [error.__dict__]}
        finally:
            savepoint.close(rollback=True)
            # As Odoo does: caches of this process, and of no other, may hold ids that are rolled back.
            self.pool.clear_all_caches()
            self.pool.reset_changes()

    def _l10n_vn_has_sub_rows(self, fields):
        """Return whether a record may take several rows, as with columns of a one2many field."""
        leads = self.env["crm.lead"]
        return any(path and "/" in path and leads._fields[path.split("/")[0]].type == "one2many" for path in fields)

    def _l10n_vn_import_record(self, fields, options):
        """Return the ledger's record of this import, and its rows.

        It is a new one, or the one to which this batch belongs, whose rows are stored: None.
        """
        ledger = self.env["crm.lead.import"].with_context(clean_context(self.env.context))
        if begun := ledger._find_begun(self, fields, options):
            return begun, None
        return self._l10n_vn_start_import(fields, options)

    def _l10n_vn_start_import(self, fields, options):
        """Return a new record of the ledger for this import, and the rows of the file."""
        # The ledger is written, and known people are looked for, with more rights than the user's own.
        self.env["crm.lead"].check_access("create")
        if not any(fields):
            raise ImportValidationError(self.env._("You must configure at least one field to import"))
        self._l10n_vn_check_columns(fields)
        sheet = self._l10n_vn_reading(options).sheet
        rows = [(row.number, row.cells) for row in sheet.rows]
        if not rows:
            raise ImportValidationError(self.env._("No leads were found in this file."))
        tests = [row for row in sheet.left_out if row.code == table.SKIP_TEST]
        record = self.env["crm.lead.import"]._l10n_vn_start(
            {
                "file_name": self.file_name,
                "wizard_ref": self.id,
                "headings": sheet.header,
                "mapping": [path or "" for path in fields],
                "position": min(max(options.get("skip", 0), 0), len(rows)),
            },
            self._l10n_vn_content(),
            options,
            rows,
            tests,
        )
        return record, rows

    def _l10n_vn_check_columns(self, paths):
        """Refuse columns of fields that the user may not write, before the first row is imported.

        :raise ImportValidationError: naming the field
        """
        leads = self.env["crm.lead"]
        for path in filter(None, paths):
            if field := leads._fields.get(path.split("/")[0]):
                try:
                    leads._check_field_access(field, "write")
                except AccessError as error:
                    raise ImportValidationError(str(error), field=field.name) from error

    @api.model
    def _l10n_vn_map_rows(self, mapping, rows, options):
        """Return (fields, matrix) of the mapped columns."""
        used = [index for index, path in enumerate(mapping) if path]
        matrix = [[row[index] if index < len(row) else "" for index in used] for row in rows]
        screen = self.with_context(import_options=options)
        fields, matrix = screen._handle_multi_mapping([mapping[index] for index in used], matrix)
        if options.get("fallback_values"):
            matrix = self._handle_fallback_values(fields, matrix, options["fallback_values"])
        return fields, matrix

    def _l10n_vn_save_mapping(self, columns, fields, suggested):
        """Save the field that the user chose for each heading, as Odoo does after an import.

        Suggestions of the vocabulary are not saved: in the next list the values may suggest another field.

        :param columns: list of str, the headings
        :param fields: list of str or False, the field of each
        :param suggested: list of str or None, the suggestion of the vocabulary for each
        """
        unchanged = {
            column for column, path, suggestion in zip(columns, fields, suggested, strict=False) if path == suggestion
        }
        chosen = {column: path for column, path in zip(columns, fields, strict=False) if column}
        known = self.env["base_import.mapping"].search(
            [("res_model", "=", self.res_model), ("column_name", "in", list(chosen))]
        )
        for mapping in known.filtered(lambda mapping: mapping.field_name != (chosen[mapping.column_name] or False)):
            mapping.field_name = chosen[mapping.column_name]
        new = chosen.keys() - unchanged - set(known.mapped("column_name"))
        known.create(
            [
                {"res_model": self.res_model, "column_name": column, "field_name": chosen[column]}
                for column in chosen
                if column in new
            ]
        )
