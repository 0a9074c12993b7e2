"""Small files that stand for very much are refused with a sentence before they are unfolded, whatever their format."""

import difflib
import io
import zipfile
from unittest.mock import patch

import openpyxl
import xlwt
from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from ...tools.card import card_text, vcard
from ...tools.exceptions import TooLarge
from ...tools.table import file_limits, lead_file, workbook, workbook_count
from ...tools.table import merged_cells as merged
from ..doors.test_card import CardCase
from .test_screen import OPTIONS, ImportCase

HEAD = "Họ tên,SĐT\nLê Hà,0912345678"
SPACES = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<office:document-content xmlns:office="{SPACES}:office:1.0" xmlns:table="{SPACES}:table:1.0"'
    f' xmlns:text="{SPACES}:text:1.0"><office:body><office:spreadsheet>%s</office:spreadsheet></office:body>'
    "</office:document-content>"
)
XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Khách"><Table>%s</Table></Worksheet>'
    "</Workbook>"
)
CARD = "BEGIN:VCARD\nFN:Lê Hà\nTEL:0912345678\nEND:VCARD\n"


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def ods(rows, sheets=1):
    table = f'<table:table table:name="K%s">{rows}</table:table>'
    return zipped({"content.xml": ODS % "".join(table % number for number in range(sheets))})


def ods_row(text="x", columns=1, rows=1, spanned=1):
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-rows-spanned="{spanned}"'
        f' table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell></table:table-row>'
    )


def xlsx(**changed):
    """Return an XLSX file of two rows with some of its parts replaced: functions of the part's text."""
    book = openpyxl.Workbook()
    book.active.append(["Họ tên", "SĐT"])
    book.active.append(["Lê Hà", "0912345678"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "book": "xl/workbook.xml"}
    for part, change in changed.items():
        parts[names[part]] = change(parts.get(names[part], "<sst></sst>"))
    return zipped(parts)


def with_rows(rows):
    return lambda text: text.replace("</sheetData>", rows + "</sheetData>")


def xls(cells, sheets=1, merge=None):
    book = xlwt.Workbook()
    for number in range(sheets):
        sheet = book.add_sheet(f"K{number}", cell_overwrite_ok=True)
        for row, column, value in cells:
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hostile():
    """Return {what it is: (code, bytes)}."""
    wide = "".join(f'<c r="{letters}9"><v>1</v></c>' for letters in ("A", "XFD"))
    number = '<c r="A%d"><v>1</v></c><c r="J%d"><v>1</v></c>'
    return {
        "csv, a million separators": ("too_many_columns", (HEAD + "," * 1_000_000).encode()),
        "csv, as many cells in one line": ("too_many_columns", (HEAD + ",x" * 1_000_000).encode()),
        "csv, narrow and one wide line": ("too_many_cells", ("a,b\n" * 20_000 + "x," * 900 + "x").encode()),
        "csv, five thousand columns": ("too_many_columns", ("cột," * 5_000 + "x\n" + "x," * 5_000 + "x").encode()),
        "ods, rows and columns repeated": ("too_many_cells", ods(ods_row(columns=1_000, rows=1_000) * 20)),
        "ods, one cell repeated": ("too_many_columns", ods(ods_row(columns=10**9))),
        "ods, a row repeated": ("too_many_cells", ods(ods_row(columns=9, rows=10**9))),
        "ods, blanks side by side": ("too_many_columns", ods(
            "<table:table-row>" + '<table:table-cell table:number-columns-repeated="999"/>' * 9_000
            + "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>")),
        "ods, sheets": ("too_many_sheets", ods(ods_row(), sheets=2_000)),
        "xlsx, a cell far to the right": ("too_many_columns", xlsx(sheet=with_rows(f'<row r="9">{wide}</row>'))),
        "xlsx, far below": ("too_many_cells", xlsx(
            sheet=with_rows('<row r="1048576">' + number % (1048576, 1048576) + "</row>"))),
        "xlsx, one row of a million cells": ("too_many_columns", xlsx(
            sheet=with_rows('<row r="9">' + '<c r="A9"/>' * 1_000_000 + "</row>"))),
        "xlsx, sheets": ("too_many_sheets", xlsx(book=lambda text: text.replace(
            "</sheets>", '<sheet name="K" sheetId="9" r:id="rId1"/>' * 100_000 + "</sheets>"))),
        "xlsx, texts": ("too_many_cells", xlsx(strings=lambda text: text.replace(
            "</sst>", "<si><t/></si>" * 3_000_000 + "</sst>"))),
        "xls, a cell far to the right, in each row": ("too_many_cells", xls(
            [(row, 250, "x") for row in range(0, 60_000, 3)])),
        "html, spans side by side": (
            "too_many_columns", b"<table><tr>" + b"<td colspan=999999>x" * 5_000 + b"</table>"),
        "html, spans below": (
            "too_many_columns", b"<table>" + b"<tr><td rowspan=9999 colspan=9>x<td>y" * 9_999 + b"</table>"),
        "html, tables": ("too_many_sheets", b"<table><tr><td>x</td></tr></table>" * 5_000),
        "xml, merged cells": ("too_many_columns", (
            XML % ("<Row>" + '<Cell ss:MergeAcross="1000"><Data>x</Data></Cell>' * 3_000 + "</Row>")).encode()),
        "xml, gaps": ("too_many_cells", (
            XML % ('<Row><Cell ss:Index="900"><Data>x</Data></Cell></Row>' * 9_000)).encode()),
        "vcf": ("too_many_cards", (CARD * 6_000).encode()),
    }  # fmt: skip


class Counted(list):
    """Rows that tell how many of them were asked for."""

    asked = 0

    def __iter__(self):
        for row in super().__iter__():
            self.asked += 1
            yield row


class TestLimits(BaseCase):
    def test_hostile_files_are_not_unfolded(self):
        for name, (code, data) in hostile().items():
            unfold = patch.object(lead_file.sheets, "read", side_effect=AssertionError("unfolded"))
            with self.subTest(file=name), unfold:
                with self.assertRaises(TooLarge) as caught:
                    lead_file.read(data)
                self.assertEqual(caught.exception.code, code)

    def test_counting_stops_at_the_limit(self):
        with patch.object(file_limits, "MOST_CELLS", 100):
            rows = Counted([["x"] * 10] * 50)
            with self.assertRaises(TooLarge):
                file_limits.fitted(rows)
            self.assertEqual(rows.asked, 11)
            self.assertEqual(len(file_limits.fitted([["x"] * 10] * 10)), 10)
            with self.assertRaises(TooLarge):  # a rectangle is counted, columns are put side by side later
                file_limits.fitted([["x"]] * 10 + [["x"] * 10])
        with patch.object(file_limits, "MOST_CHARACTERS", 1_000):
            text = "x" * 400
            with self.assertRaises(TooLarge) as caught:
                file_limits.fitted([[text], [text], [text]])
            self.assertEqual(caught.exception.code, "too_many_characters")
            with self.assertRaises(TooLarge):
                merged.fill_down([[text, "y"] for _row in range(9)], [(0, 0, 9)])

    def test_what_a_sheet_repeats_is_not_left_out(self):
        rows = workbook.read(ods(ods_row("a") + ods_row("x", columns=3, rows=2_500) + ods_row("z"))).rows("K0")
        self.assertEqual((len(rows), rows[2_000], rows[-1]), (2_502, ["x"] * 3, ["z"]))

    def test_blank_cells_at_the_end_of_wide_rows(self):
        text = HEAD.replace("\n", "," * 9_000 + "\n")
        self.assertEqual(lead_file.read(text.encode()).sheet.rows[0].cells[:2], ["Lê Hà", "0912345678"])
        styled = xlsx(sheet=with_rows("".join(
            f'<row r="{row}"><c r="A{row}"><v>7</v></c><c r="XFD{row}" s="0"/></row>' for row in range(3, 90)
        )))  # fmt: skip
        rows = workbook.read(styled).rows("Sheet")
        self.assertEqual((len(rows), {len(row) for row in rows[2:]}), (89, {1}))

    def test_merged_cells_over_each_other(self):
        spans = [(0, 0, 10**9)] * 50_000 + [(1, 1, 3)]
        rows = merged.fill_down([["A", "B"], ["", "C"], ["", ""], ["x", ""], ["", "D"]], spans)
        self.assertEqual(rows, [["A", "B"], ["A", "C"], ["", ""], ["x", "C"], ["A", "D"]][:2] + rows[2:])
        self.assertEqual(rows[4], ["A", "D"])

    def test_a_workbook_is_counted_across_the_pieces_in_which_it_is_read(self):
        row = '<row r="1" spans="1:2">' + '<c r="A1" t="s"><v>0</v></c>' * 7 + "</row>"
        with patch.object(workbook_count, "_CHUNK", 13):
            self.assertEqual(workbook_count.check_sheet(io.BytesIO((f"<cols><col/></cols>{row * 30}").encode())), 210)

    def test_sheets_without_leads_are_not_read_without_end(self):
        data = ods(ods_row("ghi chú", columns=50, rows=1_000), sheets=300)
        with (
            patch.object(lead_file, "read_rows", side_effect=lead_file.read_rows) as read,
            patch.object(file_limits, "MOST_CELLS", 100_000),
        ):
            self.assertEqual(lead_file.read(data).name, "K0")
        self.assertLessEqual(read.call_count, 4)

    def test_an_old_workbook_is_not_filled_up(self):
        data = xls([(0, 0, "Họ tên"), (0, 1, "SĐT"), (1, 0, "Lê Hà"), (1, 1, "0912345678"), (65_000, 0, "x")], sheets=3)
        book = workbook.read(data)
        self.assertEqual(book.rows("K1")[1], ["Lê Hà", "0912345678"])
        self.assertLess(sum(map(len, book.rows("K2"))), 10)

    def test_long_texts(self):
        text = "gọi lại sau 0912345678 nhé, " * 200_000
        for cell in (f'"{text}"', text.replace(",", " "), "a" * 5_000_000, "0" * 5_000_000):
            self.assertEqual(len(lead_file.read(f"{HEAD},{cell}".encode()).sheet.rows), 1)

    def test_cards_are_counted(self):
        self.assertEqual(vcard.count(CARD * 3), 3)
        self.assertEqual(vcard.count("MECARD:N:Lê,An;TEL:0912345678;;\nmecard:N:Hà;;BIZCARD:N:Tú;;"), 3)
        self.assertEqual(card_text.count("Lê Hà\n---\nLê Tú\n=====\nLê An"), 3)
        self.assertEqual(len(card_text.parse("\n---\n".join(f"Lê Hà\n0912 345 {n:03}" for n in range(300)))), 300)


@tagged("post_install", "-at_install")
class TestLimitsOnScreen(ImportCase):
    def test_the_screen_says_what_to_do(self):
        for name, (_code, data) in hostile().items():
            wizard = self.env["base_import.import"].create(
                {"res_model": "crm.lead", "file": data, "file_name": "khach.xlsx"}
            )
            options = dict(OPTIONS)
            with self.subTest(file=name):
                with patch.object(lead_file, "read", side_effect=lead_file.read) as read:
                    error = wizard.parse_preview(options)["error"]
                    answer = wizard.execute_import(["contact_name", "phone"], ["Họ tên", "SĐT"], dict(OPTIONS))
                self.assertRegex(error, r"(cells|columns|sheets|cards)")
                self.assertRegex(error, r"[0-9]+ kB|[0-9.,]+ MB")
                self.assertIn(error, [message["message"] for message in answer["messages"]])
                self.assertEqual(read.call_count, 1)
        self.assertFalse(self.env["crm.lead"].search([("contact_name", "=", "Lê Hà"), ("phone", "ilike", "345678")]))

    def test_a_wide_list_is_shown_without_comparing_each_heading_with_each_field(self):
        wide = ",".join(["Họ tên", "SĐT", *(f"Cột {number}" for number in range(900))])
        data = f"{wide}\nLê Hà,0912345678,{','.join('x' * 900)}".encode()
        wizard = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file": data, "file_name": "khach.csv"}
        )
        model = self.registry["base_import.import"]
        with (
            patch.object(difflib, "SequenceMatcher", side_effect=AssertionError("compared")),
            patch.object(model, "_extract_header_types", autospec=True, return_value=["char"]) as guessed,
        ):
            preview = wizard.parse_preview(dict(OPTIONS))
        self.assertLessEqual(guessed.call_count, 100)
        self.assertEqual((len(preview["header_types"]), preview["header_types"][-1]), (902, ["all"]))
        self.assertEqual(len(preview["headers"]), 902)
        self.assertEqual((preview["matches"][0], preview["matches"][1]), (["contact_name"], ["phone"]))

    def test_the_sentence_in_vietnamese(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.env["ir.module.module"]._load_module_terms(["l10n_vn_crm"], ["vi_VN"])
        wizard = self.env["base_import.import"].with_context(lang="vi_VN")
        for code in ("too_many_cells", "too_many_columns", "too_many_characters", "too_many_sheets", "too_many_cards",
                     "too_many_bytes"):  # fmt: skip
            said = wizard._l10n_vn_explain_too_large(TooLarge(12_345_678, code), 2_345)
            with self.subTest(code=code):
                self.assertRegex(said, "ô|cột|trang tính|danh thiếp|ký tự|giải nén")
                self.assertIn("2 kB", said)


@tagged("post_install", "-at_install")
class TestCardLimits(CardCase):
    def test_too_many_cards_are_refused(self):
        for text in (CARD * 6_000, "MECARD:N:Lê,An;TEL:0912345678;;\n" * 6_000, "Lê Hà 0912345678\n---\n" * 6_000):
            with self.subTest(text=text[:20]), self.assertRaisesRegex(UserError, r"6[.,]00[01] .*kB.* 5[.,]000"):
                self.read(text)
        with self.assertRaisesRegex(UserError, r"6[.,]000"):
            self.read(files=[self.file("danh_ba.vcf", (CARD * 6_000).encode("utf-16"), "text/vcard")])
        with self.assertRaisesRegex(UserError, r"danh_ba\.vcf: .*6[.,]000"):
            self.read(files=[self.file("danh_ba.vcf", CARD * 6_000, "text/vcard")])

    def test_a_file_beside_it_is_read(self):
        batch = self.read(
            files=[self.file("lon.vcf", CARD * 6_000, "text/vcard"), self.file("be.vcf", CARD, "text/vcard")]
        )
        self.assertEqual(len(batch.card_ids), 1)
        self.assertIn("lon.vcf", batch.problems)

    def test_all_together(self):
        files = [self.file(f"{n}.vcf", CARD * 3, "text/vcard") for n in range(3)]
        with patch.object(file_limits, "MOST_CARDS", 8), self.assertRaisesRegex(UserError, "9 .* 8"):
            self.read(files=files)
        self.assertEqual(len(self.read(files=files).card_ids), 9)
