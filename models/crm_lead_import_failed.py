"""How do bad rows come back, ready to be mended and imported again?"""

import base64
import csv
import io
from urllib.parse import quote

import xlsxwriter
from odoo import api, fields, models

from ..tools.table import neutralise


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    failed_file = fields.Binary("Bad Rows", compute="_compute_failed_file")

    @api.depends("line_ids.outcome", "headings")
    @api.depends_context("lang")
    def _compute_failed_file(self):
        for record in self:
            table = record._failed_table()
            content = record._as_xlsx(table) if record._is_workbook() else record._as_csv(table)
            record.failed_file = base64.b64encode(content)

    def _failed_table(self):
        """Return headings and rows of what failed, as in the file, with one more column saying why."""
        lines = self.env["crm.lead.import.line"].search([("import_id", "=", self.id), ("outcome", "=", "failed")])
        headings, reason = list(self.headings or []), self.env._("What is wrong")
        # Rows that came back once already have this column.
        width = (
            headings.index(reason)
            if reason in headings
            else max([len(headings), *(len(line.cells or []) for line in lines)], default=0)
        )
        rows = [
            [
                *(line.cells or [])[:width],
                *[""] * (width - len(line.cells or [])),
                (line.message or "").replace("\n", " "),
            ]
            for line in lines
        ]
        heading_row = [[*headings[:width], *[""] * (width - len(headings)), reason]] if headings else []
        return [[neutralise(cell) for cell in row] for row in heading_row + rows]

    def _is_workbook(self):
        return (self.file_name or "").lower().rpartition(".")[2] in ("xlsx", "xlsm", "xls", "ods")

    def _failed_file_name(self):
        stem = (self.file_name or "").rpartition(".")[0] or self.env._("Leads")
        name = self.env._("%s - bad rows", stem)
        return quote(name + (".xlsx" if self._is_workbook() else ".csv"), safe="")

    def _as_csv(self, table):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=(self.options or {}).get("separator") or ",").writerows(table)
        return out.getvalue().encode("utf-8-sig")

    def _as_xlsx(self, table):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(table):
                for column, cell in enumerate(row):
                    # As text: a phone keeps its zero, and nothing is a formula.
                    sheet.write_string(at, column, cell or "")
            sheet.set_column(0, max(map(len, table), default=1) - 1, 22)
        return out.getvalue()
