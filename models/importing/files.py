"""Files for users: the failed rows of an import, to be corrected and imported again, and the import template."""

import base64
import csv
import io
from urllib.parse import quote

import xlsxwriter
from odoo import api, fields, models

from ...tools.table import neutralise

_ROWS = 1000
_SHEET_OF_LISTS = "Lists"


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
        """Return the headings and failed rows of the file (list of lists of str), with a last column of reasons."""
        lines = self.env["crm.lead.import.line"].search([("import_id", "=", self.id), ("outcome", "=", "failed")])
        headings, reason = list(self.headings or []), self.env._("What is wrong")
        # Rows of a downloaded file already have this column.
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
            for index, row in enumerate(table):
                for column, cell in enumerate(row):
                    # As text: a phone keeps its zero, and nothing is a formula.
                    sheet.write_string(index, column, cell or "")
            sheet.set_column(0, max(map(len, table), default=1) - 1, 22)
        return out.getvalue()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def get_import_templates(self) -> list[dict[str, str]]:
        """Return the import template of leads, as Odoo's list of dicts (``label``, ``template``: URL)."""
        return [
            {
                "label": self.env._("Import Template for Leads"),
                "template": f"/web/content/res.company/{self.env.company.id}/l10n_vn_import_template/"
                "mau_nhap_tiem_nang.xlsx?download=true",
            }
        ]

    @api.model
    def _l10n_vn_template_columns(self):
        """Return the columns of the template: (heading, two examples, explanation, values to choose from or None)."""
        return [
            (
                self.env._("Contact name"),
                "Nguyễn Thị Hoa",
                "Trần Văn Nam",
                self.env._("Name of the person. “Mr”, “Ms” in front is understood."),
                None,
            ),
            (
                self.env._("Company"),
                "Công ty TNHH Sao Mai",
                "",
                self.env._("The company's name as registered or as people say it."),
                None,
            ),
            (
                self.env._("Phone"),
                "0912 345 678",
                "028 3822 1234 / 0903 456 789",
                self.env._("Any spelling; old 11-digit numbers too. A second number in the cell is kept."),
                None,
            ),
            (self.env._("Email"), "hoa.nguyen@saomai.com.vn", "", self.env._("One address."), None),
            (
                self.env._("Tax ID"),
                "0100109106",
                "",
                self.env._("10 digits, 13 for a branch, or the 12 of a citizen's identity number."),
                None,
            ),
            (self.env._("Address"), "12 Lê Lợi, phường Bến Thành", "", self.env._("House number, street, ward."), None),
            (
                self.env._("Province"),
                "TP Hồ Chí Minh",
                "Hà Nội",
                self.env._("Choose from the list; names from before July 2025 are understood."),
                self._l10n_vn_template_provinces(),
            ),
            (
                self.env._("Stage"),
                "",
                "",
                self.env._("Choose from the list; empty for the first stage."),
                self._l10n_vn_template_stages(),
            ),
            (
                self.env._("Source"),
                "",
                "",
                self.env._("Choose from the list or write a new one."),
                self._l10n_vn_template_sources(),
            ),
            (
                self.env._("Salesperson"),
                "",
                "",
                self.env._("Name, login or e-mail address; empty: yours or the team's."),
                None,
            ),
            (
                self.env._("Expected revenue"),
                "15.000.000",
                "1,5 tỷ",
                self.env._("In đồng: 15.000.000, 15tr and 1,5 tỷ are understood."),
                None,
            ),
            (
                self.env._("Notes"),
                "Muốn xem hàng mẫu",
                "Gọi lại sau 17h",
                self.env._("What cannot be understood elsewhere is added here."),
                None,
            ),
        ]

    def _l10n_vn_template_provinces(self):
        country = self.env.ref("base.vn")
        return self.env["res.country.state"].search([("country_id", "=", country.id)], order="name").mapped("name")

    def _l10n_vn_template_stages(self):
        return self.env["crm.stage"].search([("l10n_vn_applies_to", "in", ("lead", "both"))]).mapped("name")

    def _l10n_vn_template_sources(self):
        return self.env["utm.source"].search([], order="id", limit=_ROWS).mapped("name")


class ResCompany(models.Model):
    _inherit = "res.company"

    # On a model that every user may read, so that /web/content serves it; built for each download.
    l10n_vn_import_template = fields.Binary(
        "Import Template for Leads",
        compute="_compute_l10n_vn_import_template",
        groups="sales_team.group_sale_salesman",
        exportable=False,
    )

    @api.depends_context("uid", "lang")
    def _compute_l10n_vn_import_template(self):
        # Requests of /web/content have no language in the context.
        env = self.with_context(lang=self.env.user.lang or self.env.lang).env
        content = base64.b64encode(self.with_env(env)._l10n_vn_build_template())
        for company in self:
            company.l10n_vn_import_template = content

    def _l10n_vn_build_template(self):
        """Return the workbook (bytes): a sheet to fill in, explanations, a hidden sheet of values to choose from."""
        columns = self.env["crm.lead"]._l10n_vn_template_columns()
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            leads, help_page = book.add_worksheet(self.env._("Leads")), book.add_worksheet(self.env._("Explanations"))
            lists = book.add_worksheet(_SHEET_OF_LISTS)
            lists.hide()
            self._l10n_vn_write_leads(book, leads, lists, columns)
            self._l10n_vn_write_help(book, help_page, columns)
        return out.getvalue()

    def _l10n_vn_write_leads(self, book, sheet, lists, columns):
        heading = book.add_format({"bold": True, "bg_color": "#714B67", "font_color": "white", "border": 1})
        as_text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for column, (title, first, second, _help, choices) in enumerate(columns):
            # Text cells: a spreadsheet removes the leading zero of a phone, and makes dates of ranges.
            sheet.set_column(column, column, 24, as_text)
            for row, (cell, style) in enumerate([(title, heading), (first, as_text), (second, as_text)]):
                sheet.write_string(row, column, cell, style)
            if choices:
                for row, choice in enumerate(choices):
                    # As text: the name of a source may begin like a formula.
                    lists.write_string(row, column, choice)
                letter = xlsxwriter.utility.xl_col_to_name(column)
                sheet.data_validation(
                    1,
                    column,
                    _ROWS,
                    column,
                    {
                        "validate": "list",
                        "source": f"={_SHEET_OF_LISTS}!${letter}$1:${letter}${len(choices)}",
                        "error_type": "warning",
                        "error_title": title,
                        "error_message": self.env._("This value is not in the list."),
                    },
                )

    def _l10n_vn_write_help(self, book, sheet, columns):
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 26, wrapped)
        sheet.set_column(1, 1, 90, wrapped)
        sheet.write_string(0, 0, self.env._("How to fill in the list"), bold)
        notes = [
            ("", self.env._("One lead a row. Rows 2 and 3 are examples: write over them.")),
            (
                "",
                self.env._(
                    "A phone number or an e-mail address is enough; every other column may stay empty or be deleted."
                ),
            ),
            *((title, text) for title, _first, _second, text, _choices in columns),
        ]
        for row, (title, text) in enumerate(notes, 2):
            sheet.write_string(row, 0, title, bold)
            sheet.write_string(row, 1, text, wrapped)
