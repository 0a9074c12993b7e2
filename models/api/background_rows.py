"""Rows of an intake in the background: external ids that came in before, and the answer to each row."""

import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..importing.row import ImportRow
from .sent_rows import EXTERNAL_ID

_MOST_ROWS = 1000


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _import_rows(self, numbered):
        """Answer rows again that came in before under their external id; import the others, and store the answers."""
        if not self.is_program or not self.background:
            return super()._import_rows(numbered)
        columns, store = list(zip(self.headings, self.mapping, strict=False)), self.env["crm.lead.api.row"]
        at = columns.index((EXTERNAL_ID, "")) if (EXTERNAL_ID, "") in columns else None
        ids = {number: cells[at] for number, cells in numbered if at is not None and cells[at]}
        known = store._find_answers(self.source, set(ids.values())) if ids else {}
        first = {external_id: number for number, external_id in reversed(ids.items()) if external_id not in known}
        if first:
            store._reserve(self.source, first)
        fresh = [row for row in numbered if row[0] not in ids or first.get(ids[row[0]]) == row[0]]
        rows = super()._import_rows(fresh)
        answers = {row.number: self.env["crm.lead"]._l10n_vn_answer_imported(row, columns) for row in rows}
        if first:
            known |= store._keep_imported(self.source, {id_: answers[number] for id_, number in first.items()}, self.id)
        for number, cells in numbered:
            if number not in answers:
                row = ImportRow(number, cells)
                row.end("skipped", "repeated", self.env._("This row came in before, under the same external ID."))
                rows.append(row)
                lead_id, answer = known.get(ids[number]) or answers[first[ids[number]]]
                answers[number] = lead_id, {**answer, "matched_by": "external_id"}
        self.env["crm.lead.api.answer"]._store(self.id, answers)
        return sorted(rows, key=lambda row: row.number)

    def _rows_after(self, after_row):
        """Return the answers to the rows behind ``after_row``, at most a thousand, as the user may see them."""
        if self.is_program and self.background:
            rows = self.env["crm.lead.api.answer"]._rows_after(self.id, after_row)
        else:
            lines = self.env["crm.lead.import.line"].search(
                [("import_id", "=", self.id), ("row_number", ">", after_row)], limit=_MOST_ROWS
            )
            rows = [(line.row_number, line.lead_id.id or 0, line._as_answer()) for line in lines]
        shown = self.env["crm.lead"]._l10n_vn_show_answers([row[1:] for row in rows], self.id)
        return [
            {**answer, "index": number - 1, "row": number} for (number, *_), answer in zip(rows, shown, strict=True)
        ]


class CrmLeadImportLine(models.Model):
    _inherit = "crm.lead.import.line"

    def _as_answer(self):
        remark = {"field": "", "code": "remark", "message": self.message or ""}
        is_failed = self.outcome == "failed"
        return {
            "outcome": self.outcome,
            "matched_by": "",
            "warnings": [remark] if self.message and not is_failed else [],
            "error": {**remark, "code": "refused"} if is_failed else {"field": "", "code": "", "message": ""},
        }


class CrmLeadApiAnswer(models.Model):
    _name = "crm.lead.api.answer"
    _description = "Answer to a Row in the Background"
    _log_access = False

    import_id = fields.Many2one("crm.lead.import", required=True, ondelete="cascade", export_string_translation=False)
    row_number = fields.Integer(required=True, export_string_translation=False)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="set null", export_string_translation=False)
    answer = fields.Json(export_string_translation=False)

    _row_unique = models.UniqueIndex("(import_id, row_number)")

    @api.model
    def _store(self, import_id, answers):
        """Store ``{row number: (id of the lead or 0, answer)}`` of an import."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_api_answer (import_id, row_number, lead_id, answer)"
                " SELECT %s, number, nullif(lead_id, 0), answer"
                " FROM unnest(%s::int4[], %s::int4[], %s::jsonb[]) AS new (number, lead_id, answer)"
                " ON CONFLICT (import_id, row_number) DO UPDATE"
                " SET lead_id = excluded.lead_id, answer = excluded.answer",
                import_id,
                list(answers),
                [lead_id for lead_id, _answer in answers.values()],
                [json.dumps(answer) for _lead_id, answer in answers.values()],
            )
        )

    @api.model
    def _get_answers(self, import_id, numbers):
        """Return ``{row number: answer}`` of some rows of an import."""
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT row_number, answer FROM crm_lead_api_answer WHERE import_id = %s AND row_number = ANY(%s)",
                    import_id,
                    list(numbers),
                )
            )
        )

    @api.model
    def _rows_after(self, import_id, after_row):
        return self.env.execute_query(
            SQL(
                "SELECT row_number, coalesce(lead_id, 0), answer FROM crm_lead_api_answer"
                " WHERE import_id = %s AND row_number > %s ORDER BY row_number LIMIT %s",
                import_id,
                after_row,
                _MOST_ROWS,
            )
        )
