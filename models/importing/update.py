"""How do the rows of an import change the leads that are there already?

An empty cell never empties a field, notes are added to, and what was there before is kept for undoing.
"""

import psycopg2
from odoo import Command, models
from odoo.exceptions import UserError
from odoo.models import fix_import_export_id_paths
from odoo.tools.lru import LRU

from ...tools.grouping import group_by_values
from ..context import CLEANED

# More lookups than that of names in one chunk start over: memory stays bounded.
_CACHED_NAMES = 1024
# Texts that salespeople write on: an import adds to them.
_ADDED_TO = ("html", "text")
_ROW_ERRORS = (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError)


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _update_leads(self, fields, rows):
        """Write what ``rows`` say on the leads that they are about, as the policy wants it."""
        if not rows:
            return
        self._lock_leads(self.env["crm.lead"].browse({row.lead_id for row in rows}))
        values = self._convert(fields, rows)
        pending = [row for row in rows if not row.outcome]
        while pending:
            # Of rows about the same lead the later one meets what the earlier one wrote.
            turn = {}
            for row in pending:
                turn.setdefault(row.lead_id, row)
            self._update_once(list(turn.values()), values)
            pending = [row for row in pending if not row.outcome]

    def _update_once(self, rows, values):
        """Write ``rows``, each about another lead: leads with equal changes together."""
        changes_of, changed = {}, []
        for lead, row in zip(self.env["crm.lead"].browse(row.lead_id for row in rows), rows, strict=True):
            changes_of[row] = self._changes(lead, values[row.number])
            row.old_values = self._frozen(lead, changes_of[row])
            if changes_of[row]:
                changed.append(row)
            else:
                row.end("skipped", self.env._("Already there, with nothing new."))
        groups = group_by_values(changed, changes_of.get)
        try:
            with self.env.cr.savepoint():
                for changes, alike in groups:
                    self._write_changes(changes, alike)
        except _ROW_ERRORS:
            for changes, alike in groups:
                for row in alike:
                    self._update_alone(changes, row)
        for row in changed:
            if not row.outcome:
                row.end("updated")

    def _update_alone(self, changes, row):
        try:
            with self.env.cr.savepoint():
                self._write_changes(changes, [row])
        except _ROW_ERRORS as error:
            row.end("failed", str(error))

    def _write_changes(self, changes, rows):
        leads = self.env["crm.lead"].browse(row.lead_id for row in rows)
        CLEANED.on(leads).write(changes)

    # Rows that name their record

    def _existing_by_id(self, fields, rows):
        """Return ``{lead id: old values}`` of the records that rows name by their id."""
        columns = [fields.index(name) for name in {"id", ".id"} & set(fields)]
        written = [str(row.values[column]) for column in columns for row in rows if row.values[column]]
        leads = self.env["crm.lead"].union(*self.env["crm.lead"]._l10n_vn_find_by_ids(written).values())
        found = leads._filtered_access("write")
        self._lock_leads(found)
        names = {path.split("/")[0] for path in fields} - {"id", ".id"}
        return {lead.id: self._frozen(lead, names) for lead in found}

    # Values

    def _convert(self, fields, rows):
        """Return ``{row number: values to write}``; rows whose cells Odoo can't read end as failed."""
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
                row.end("failed", message["message"])
            else:
                row.notes.append(message["message"])
        return {row.number: values for row, values in zip(rows, converted, strict=True)}

    def _changes(self, lead, values):
        """Return what of ``values`` is to be written on ``lead``: an empty cell never empties a field."""
        changes = {}
        for name, value in values.items():
            field = lead._fields[name]
            if not value or field.readonly or name == "name" and "name" not in self.mapping:
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
        """Return the notes of ``lead`` with what ``text`` adds to them; False where that is nothing."""
        text = lead._fields["description"].convert_to_cache(text, lead)
        notes = lead._l10n_vn_add_to_notes(lead.description, text, self.file_name)
        return notes != (lead.description or "") and notes

    def _add_lines(self, before, value):
        news = [line for line in value.splitlines() if line not in before.splitlines()]
        return news and "\n".join([before, *news])

    def _frozen(self, lead, names):
        """Return the values of fields ``names`` as JSON that ``write`` understands."""
        frozen = {}
        for name in names:
            field = lead._fields.get(name)
            if field and field.store and field.type not in ("one2many", "properties", "binary"):
                value = lead[name]
                if field.type == "many2many":
                    frozen[name] = [Command.set(value.ids)]
                elif field.relational:
                    frozen[name] = value.id
                elif field.type in ("date", "datetime"):
                    frozen[name] = value and field.to_string(value)
                else:
                    frozen[name] = value
        return frozen
