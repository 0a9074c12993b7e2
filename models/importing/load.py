"""load() of leads: a list is cleaned before Odoo loads it, over RPC or from the import screen."""

from contextvars import ContextVar
from datetime import date, datetime

import psycopg2
import pytz
from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...tools.reader.mapping import Formats
from ...tools.reader.values import Kept
from ..context import CLEANED, Cleaned, ListImport, RepeatedRows
from ..storage_failure import failure_of

# The error that stops the running load(), which Odoo would turn into a message of its row.
_broken = ContextVar("l10n_vn_load_broken", default=None)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def load(self, fields, data):
        """Clean the list before Odoo loads it, whether it comes from the import screen or from another program.

        Unreadable cells become messages of type ``warning``; the import screen, which takes any message for a failure,
        gets them as ``l10n_vn_warnings``: ``{row index: [(column index, message)]}``.
        """
        cleaned, screen, warnings = Cleaned.of(self), ListImport.of(self), {}
        is_list = bool(screen)
        if not cleaned:
            fields, data, warnings = self._l10n_vn_clean_import(
                fields, self._l10n_vn_batch(fields, data), is_list, options=screen.options if screen else {}
            )
        _broken.set(None)
        result = super(CrmLead, CLEANED.on(self)).load(fields, data)
        error = _broken.get()
        _broken.set(None)
        if error:
            raise error
        if cleaned:
            return result
        if not result["ids"]:
            # No row was imported, so no cell is kept in the notes of a lead.
            warnings = {row: [told for told in found if not isinstance(told, Kept)] for row, found in warnings.items()}
        if is_list:
            result["l10n_vn_warnings"] = warnings
        else:
            result["messages"] += self._l10n_vn_warning_messages(warnings)
        return result

    def _load_records_create(self, vals_list):
        if self.env.context.get("import_file") is False:  # as _load_records has set it
            self = self.with_context(import_file=True)
        if (rows := RepeatedRows.of(self)) is not None:  # Odoo writes them before it creates others
            self._l10n_vn_write_repeated(rows)
            self = RepeatedRows.off(self)
        if Cleaned.of(self):
            vals_list = self._l10n_vn_give_teams([dict(vals) for vals in vals_list])
        return super()._load_records_create(vals_list)

    @api.model
    def _l10n_vn_give_teams(self, vals_list):
        """Set the team of rows with an empty salesperson and no team: the default team of a lead created on a form.

        The team of other rows is computed when they are created.
        """
        teams = {}
        for vals in vals_list:
            if "user_id" in vals and not vals["user_id"] and not vals.get("team_id"):
                lead_type = vals.get("type")
                if lead_type not in teams:
                    names = ("type", "user_id", "team_id", "company_id")
                    draft = self.new(self.default_get(names) | ({"type": lead_type} if lead_type else {}))
                    teams[lead_type] = draft.team_id.id
                if teams[lead_type]:
                    vals["team_id"] = teams[lead_type]
        return vals_list

    def _load_records(self, data_list, update=False):
        """Keep errors that are of no row, such as a lost database: Odoo's load() makes messages of rows of them.

        In files Odoo compares external ids with the names of all modules, which it reads each time: not where there
        are none.
        """
        is_checked = any(data.get("xml_id") or data["values"].get("id") for data in data_list)
        is_file = self.env.context.get("import_file")
        loading = self.with_context(import_file=False) if is_file and not is_checked else self
        rows = RepeatedRows()
        if is_checked and len(data_list) > 1 and Cleaned.of(self):
            loading = rows.on(loading)
        try:
            records = super(CrmLead, loading)._load_records(data_list, update).with_env(self.env)
            if rows:
                self._l10n_vn_write_repeated(rows)
            if "_import_current_module" in self.env.context:
                self.env.cr.flush()  # as load() does next
            return records
        except Exception as error:
            if isinstance(error, (psycopg2.OperationalError, ConcurrencyError)) or failure_of(error):
                _broken.set(error)
            raise

    @api.model
    def _l10n_vn_batch(self, fields, data):
        """Return the rows of ``data`` that this call will load; Odoo itself counts records that take several rows."""
        limit = self.env.context.get("_import_limit")
        roots = {path.split("/")[0] for path in fields}
        has_sub_rows = any(name in self._fields and self._fields[name].type == "one2many" for name in roots)
        return data[:limit] if limit and not has_sub_rows else data

    @api.model
    def _l10n_vn_warning_messages(self, warnings):
        return [
            {"type": "warning", "message": message, "record": row, "rows": {"from": row, "to": row}}
            for row, found in sorted(warnings.items())
            for _column, message in found
        ]

    @api.model
    def _l10n_vn_clean_import(self, fields, rows, is_list=False, headings=(), file_name="", options=None, creates=True):
        """Turn the texts of a list into what ``load()`` of Odoo accepts.

        :param fields: list of str: field paths of ``crm.lead``, and columns of the vocabulary (``vat``,
            ``contact_last_name``, ``next_activity_date`` …); one field may stand several times
        :param rows: list of lists of str
        :param bool is_list: whether they come from the import screen, not from another program
        :param headings: list of str: what the list calls these columns
        :param str file_name: the name of the list
        :param dict options: those of the import screen, with the formats of dates and numbers
        :param bool creates: create campaigns, tags and the like that are named and not there
        :return: (fields, rows, warnings): as many rows in the same order, dates as ``load()`` reads them (in the user's
            time zone), related records by database id; warnings are ``{row index: [(column index, message)]}``, those
            of the class ``Kept`` true only where the row goes in
        """
        if not rows or not fields:
            return fields, rows, {}
        rows = [[*row, *[""] * (len(fields) - len(row))] for row in rows]
        columns = {}
        for index, (field, cells) in enumerate(zip(fields, zip(*rows, strict=True), strict=True)):
            columns.setdefault(field, []).append((index, cells))
        reader = self._l10n_vn_get_reader(is_list, formats=Formats.of(options or {}), creates=creates)
        values = reader.read_columns(columns, headings)
        names, matrix = self._l10n_vn_get_load_rows(values)
        self._l10n_vn_keep_unmentioned(names, matrix, set(fields), file_name)
        return names, matrix, self._l10n_vn_translate_warnings(values)

    @api.model
    def _l10n_vn_get_load_rows(self, values):
        """Return ``values`` (:class:`tools.reader.values.LeadValues`) as (fields, rows) of str, for ``load()``."""
        records = {name for name in values.fields if name in self._fields and self._fields[name].relational}
        columns = {
            f"{name}/.id" if name in records else name: [
                cell if isinstance(cell, str) else self._l10n_vn_get_load_cell(cell) for cell in column
            ]
            for name, column in values.fields.items()
        }
        for path, cells in values.raw.items():
            values_read = columns.get(path, cells)
            columns[path] = [value or cell for value, cell in zip(values_read, cells, strict=True)]
        return list(columns), [list(row) for row in zip(*columns.values(), strict=True)]

    @api.model
    def _l10n_vn_get_load_cell(self, value):
        if value is None:
            return ""
        if isinstance(value, datetime):  # load() reads it in the user's time zone
            return fields.Datetime.to_string(pytz.UTC.localize(value).astimezone(self.env.tz))
        if isinstance(value, date):
            return fields.Date.to_string(value)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
