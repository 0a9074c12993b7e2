"""Update of existing leads by imported rows.

An empty cell never empties a field, notes are added to, and old values are stored for undo.
"""

import psycopg2
from odoo import Command, models
from odoo.exceptions import UserError
from odoo.models import fix_import_export_id_paths
from odoo.tools.lru import LRU

from ...tools.grouping import group_by_values
from ..context import CLEANED

# Cached look-ups of names in a chunk, to bound memory.
_CACHED_NAMES = 1024
# Types of fields to which an import adds lines: salespeople write in them too.
_ADDED_TO = ("html", "text")
_CHANGED_WITH_LOSS = {"active", "lost_reason_id", "probability"}
_ROW_ERRORS = (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError)


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _update_leads(self, fields, rows):
        """Write the values of ``rows`` on their existing leads, as the policy allows."""
        if not rows:
            return
        self._lock_leads(self.env["crm.lead"].browse({row.lead_id for row in rows}))
        values = self._convert(fields, rows)
        pending = [row for row in rows if not row.outcome]
        while pending:
            # One row a lead at a time: later rows of the lead see the values written by earlier ones.
            batch = {}
            for row in pending:
                batch.setdefault(row.lead_id, row)
            self._update_once(list(batch.values()), values)
            pending = [row for row in pending if not row.outcome]

    def _update_once(self, rows, values):
        """Write ``rows``, one a lead; leads with equal changes are written together."""
        changes_of, changed = {}, []
        for lead, row in zip(self.env["crm.lead"].browse(row.lead_id for row in rows), rows, strict=True):
            changes_of[row] = self._changes(lead, values[row.number], "name" in self._mapping_of(row))
            row.old_values = self._snapshot(lead, changes_of[row])
            if changes_of[row]:
                changed.append(row)
            else:
                row.end("skipped", "nothing_new", self.env._("Already there, with nothing new."))
        groups = group_by_values(changed, changes_of.get)
        try:
            with self.env.cr.savepoint():
                for changes, group in groups:
                    self._write_changes(changes, group)
        except _ROW_ERRORS:
            for changes, group in groups:
                for row in group:
                    self._update_alone(changes, row)
        for row in changed:
            if not row.outcome:
                row.end("updated")

    def _update_alone(self, changes, row):
        try:
            with self.env.cr.savepoint():
                self._write_changes(changes, [row])
        except _ROW_ERRORS as error:
            row.end("failed", "refused", str(error))

    def _write_changes(self, changes, rows):
        leads = self.env["crm.lead"].browse(row.lead_id for row in rows)
        CLEANED.on(leads).write(changes)

    # Rows with the id of their record

    def _existing_by_id(self, fields, rows):
        """Return ``{lead id: old values}`` of the leads whose id or external id is in ``rows``."""
        columns = [fields.index(name) for name in {"id", ".id"} & set(fields)]
        cells = [str(row.values[column]) for column in columns for row in rows if row.values[column]]
        leads = self.env["crm.lead"].union(*self.env["crm.lead"]._l10n_vn_find_by_ids(cells).values())
        found = leads._filtered_access("write")
        self._lock_leads(found)
        names = {path.split("/")[0] for path in fields} - {"id", ".id"}
        if "l10n_vn_list_lost_reason_id" in names:
            names |= _CHANGED_WITH_LOSS
        return {lead.id: self._snapshot(lead, names) for lead in found}

    # Values

    def _convert(self, fields, rows):
        """Return ``{row number: values to write}``; rows with cells that Odoo cannot convert fail."""
        leads = self.env["crm.lead"].with_context(
            import_file=True,
            import_cache=LRU(_CACHED_NAMES),
            name_create_enabled_fields=self.options.get("name_create_enabled_fields") or {},
        )
        messages = []
        savepoint = self.env.cr.savepoint()
        records = leads._extract_records(
            [fix_import_export_id_paths(name) for name in fields], [row.values for row in rows], log=messages.append
        )
        converted = [
            values
            for _id, _xid, values, _info in leads._convert_records(records, log=messages.append, savepoint=savepoint)
        ]
        savepoint.close(rollback=False)
        for message in messages:
            row = rows[message["rows"]["from"]]
            if message["type"] == "error":
                row.end("failed", "invalid_value", message["message"])
            else:
                row.remark("doubtful_value", message["message"])
        return {row.number: values for row, values in zip(rows, converted, strict=True)}

    def _changes(self, lead, values, has_title=True):
        """Return those of ``values`` that change ``lead``: an empty cell never empties a field.

        :param bool has_title: whether the title is one of the list, not one made of the names
        """
        changes = {}
        for name, value in values.items():
            field = lead._fields[name]
            if not value or field.readonly or name == "name" and not has_title:
                continue
            empty = not lead[name]
            if field.type == "many2many":
                ids = {
                    record_id for command in value for record_id in (command[2] if command[0] == 6 else command[1:2])
                }
                value = [Command.link(record_id) for record_id in sorted(ids - set(lead[name].ids))]
            elif name == "description":
                value = self._add_to_notes(lead, value)
            elif field.type in _ADDED_TO and not empty:
                value = self._add_lines(lead[name], field.convert_to_cache(value, lead))
            elif field.convert_to_write(lead[name], lead) == value:
                continue
            if value and (empty or name == "description" or self.policy == "update_all"):
                changes[name] = value
        return changes

    def _add_to_notes(self, lead, text):
        """Return the notes of ``lead`` with new paragraphs of ``text``; False where there are none."""
        text = lead._fields["description"].convert_to_cache(text, lead)
        notes = lead._l10n_vn_add_to_notes(lead.description, text, self.file_name)
        return notes != (lead.description or "") and notes

    def _add_lines(self, before, value):
        new_lines = [line for line in value.splitlines() if line not in before.splitlines()]
        return new_lines and "\n".join([before, *new_lines])

    def _snapshot(self, lead, names):
        """Return ``{name: value}`` of the fields ``names`` of ``lead``, as JSON that ``write`` takes."""
        values = {}
        for name in names:
            field = lead._fields.get(name)
            if field and field.store and field.type not in ("one2many", "properties", "binary"):
                value = lead[name]
                if field.type == "many2many":
                    values[name] = [Command.set(value.ids)]
                elif field.relational:
                    values[name] = value.id
                elif field.type in ("date", "datetime"):
                    values[name] = value and field.to_string(value)
                else:
                    values[name] = value
        return values
