"""Stored answers to rows follow what becomes of them: decisions on rows for review, and the undo of their import."""

from odoo import models

from .sent_rows import EXTERNAL_ID


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _note_decided(self, lines, rows, decision):
        """Change the answers to the rows of ``lines`` too: a program that asks again gets what was decided."""
        super()._note_decided(lines, rows, decision)
        if not self.is_program:
            return
        columns = list(zip(self.headings, self.mapping, strict=False))
        decided = {}
        for line in lines:
            row = rows[line.id]
            row.codes |= {note: ("remark", None) for note in row.notes if note not in row.codes}
            decided[line] = self.env["crm.lead"]._l10n_vn_answer_imported(row, columns)
        self._redecide_external_ids(decided, columns)
        if self.background:
            self._redecide_background(decided)

    def _redecide_external_ids(self, decided, columns):
        """Change the answers under external ids; a row that failed may be sent again."""
        if (EXTERNAL_ID, "") not in columns:
            return
        at = columns.index((EXTERNAL_ID, ""))
        of_ids = {line.cells[at]: answer for line, answer in decided.items() if line.cells[at]}
        store = self.env["crm.lead.api.row"].with_company(self.company_id)
        known = store._find_answers(self.source or "", of_ids)
        changed = {
            id_: (answer[0], _changed(known[id_][1], answer[1])) for id_, answer in of_ids.items() if id_ in known
        }
        store._keep_imported(self.source or "", changed, self.id)

    def _redecide_background(self, decided):
        """Change the answers that the status gives."""
        store = self.env["crm.lead.api.answer"]
        known = store._get_answers(self.id, [line.row_number for line in decided])
        changed = {
            line.row_number: (answer[0], _changed(known[line.row_number], answer[1]))
            for line, answer in decided.items()
            if line.row_number in known
        }
        if changed:
            store._store(self.id, changed)

    def _end_undo(self):
        """Let the rows come in again: a corrected list is sent under the same external ids."""
        if self.is_program:
            self.env["crm.lead.api.row"]._free_rows(self.id)
        return super()._end_undo()


def _changed(first, decided):
    """Return the answer to a row on which somebody has decided; what was read with doubt stays told."""
    doubts = [warning for warning in first["warnings"] if warning["code"] != "resembles"]
    return {
        **decided,
        "matched_by": first["matched_by"] if decided["outcome"] in ("updated", "joined") else "",
        "warnings": [*doubts, *decided["warnings"]],
        "first_outcome": first.get("first_outcome", first["outcome"]),
    }
