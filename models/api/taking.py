"""Taking rows in: those that came in before are answered again, the others go through the import engine."""

from odoo import api, models

from ..api_error import ApiError
from . import sent_rows

# Columns of the customer code, which is the external id of a row that has none.
_CODES = {"lead_external_id", "l10n_vn_external_id", "customer_code"}
# Keys of all rows together.
_MOST_COLUMNS = 500
# Rows by whose values headings with two meanings are decided.
_LOOKED_AT = 60


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_take_in(self, rows, policy, source):
        """Return the answers to ``rows``, brought in or answered again."""
        sent, store = sent_rows.read(rows), self.env["crm.lead.api.row"]
        first = {}
        for row in sent:
            if row.external_id and not row.error[0]:
                first.setdefault(row.external_id, row)
        known = store._find_answers(source, first) if first else {}
        wanted = [
            row
            for row in sent
            if not row.error[0] and row.external_id not in known and first.get(row.external_id, row) is row
        ]
        columns = self._l10n_vn_map_sent(wanted)
        wanted = [row for row in wanted if not row.error[0]]
        record, answers = self.env["crm.lead.import"], {}
        if wanted:
            if reserved := [row.external_id for row in wanted if row.external_id]:
                store._reserve(source, reserved)
            record, numbered = self._l10n_vn_start_intake(wanted, columns, policy, source)
            done = record._take_all(numbered)
            answers = {row.number - 1: self._l10n_vn_answer_imported(row, columns) for row in done}
            if reserved:
                kept = {row.external_id: answers[row.index] for row in wanted if row.external_id}
                store._keep_imported(source, kept, record.id)
        for row in sent:
            if row.error[0]:
                answers[row.index] = 0, self._l10n_vn_answer_unreadable(row)
            elif row.external_id in known:
                lead_id, answer = known[row.external_id]
                answers[row.index] = lead_id, {**answer, "matched_by": "external_id"}
            elif row.index not in answers:  # of two rows with one id
                lead_id, answer = answers[first[row.external_id].index]
                answers[row.index] = lead_id, {**answer, "matched_by": "external_id"}
        return self._l10n_vn_show_answers([answers[row.index] for row in sent], record.id or 0)

    @api.model
    def _l10n_vn_map_sent(self, sent):
        """Give each of the ``sent`` rows its ``columns``; return the index of each column that they have.

        A row with a field that the user may not write, or with true for a field that is no flag, gets an error.
        """
        columns, alike = {}, {}
        for row in sent:
            ids = frozenset(key for key in row.ids if self._l10n_vn_type_of(key) == "many2one")
            alike.setdefault((tuple(row.cells), ids), []).append(row)
        for (keys, ids), group in alike.items():
            ledger = self.env["crm.lead.import"]
            paths = ledger._map_keys(list(keys), [list(row.cells.values()) for row in group[:_LOOKED_AT]])
            paths = [
                f"{path}/.id" if key in ids and path == key else path for key, path in zip(keys, paths, strict=True)
            ]
            refused = ledger._refuse_paths(paths)
            is_flag = {key for key, path in zip(keys, paths, strict=True) if self._l10n_vn_type_of(path) == "boolean"}
            of_group = [(key, path) for key, path in zip(keys, paths, strict=True) if path not in refused]
            for row in group:
                unwritable = [key for key, path in zip(keys, paths, strict=True) if path in refused and row.cells[key]]
                wrong = [key for key in keys if key in row.flags and key not in is_flag]
                if unwritable or wrong:
                    row.error = ("not_writable", unwritable[0]) if unwritable else ("wrong_type", wrong[0])
                row.columns = {column: row.cells[column[0]] for column in of_group}
                if row.external_id:
                    row.columns[sent_rows.EXTERNAL_ID, ""] = row.external_id
                    if not _CODES & set(paths):
                        row.columns[sent_rows.EXTERNAL_ID, "lead_external_id"] = row.external_id
                for column in row.columns:
                    columns.setdefault(column, len(columns))
        if len(columns) > _MOST_COLUMNS:
            raise ApiError(
                self.env._("“rows” may have %s different keys at most.", _MOST_COLUMNS), "too_many_keys", "rows"
            )
        return columns

    @api.model
    def _l10n_vn_type_of(self, path):
        field = self._fields.get(path)
        return field.type if field else ""

    @api.model
    def _l10n_vn_start_intake(self, sent, columns, policy, source, is_background=False):
        """Open the record in the ledger of ``sent`` rows; return it, and the rows as pairs of number and cells."""
        numbered = []
        for row in sent:
            cells = [None] * len(columns)
            for column, cell in row.columns.items():
                cells[columns[column]] = cell
            numbered.append((row.index + 1, cells))
        vals = {
            "headings": [key for key, _path in columns],
            "mapping": [path for _key, path in columns],
            "source": source,
        }
        return self.env["crm.lead.import"]._start_program(vals, policy, numbered, is_background), numbered
