import csv
import io
import unicodedata
import zipfile
from collections import defaultdict
from datetime import timedelta

import openpyxl
import xlwt
from odoo.tests import TransactionCase, tagged
from odoo.tools import html2plaintext, mute_logger

from ...tools.name import company_name
from ...tools.text import fold
from ..common import SAMPLES

# What a machine must get right in every row, and what may fail once in a hundred.
EXACT = {"action", "phone_e164", "phone2_e164", "email", "state_xmlid"}
LEAST = 0.99
OPTIONS = {"has_headers": True, "quoting": '"', "separator": "", "encoding": ""}


def local(moment):
    return str(moment + timedelta(hours=7)) if moment else ""


def plain(html):
    return html2plaintext(html or "").strip()


def first_paragraph(lead):
    return plain((lead.description or "").split("</p>")[0])


# How a column of the expected values shows in a lead.
SHOWN = {
    "contact_name": lambda lead: lead.contact_name,
    "partner_name": lambda lead: fold(lead.partner_name or ""),
    "partner_core": lambda lead: company_name.compact(lead.partner_name or ""),
    "phone_e164": lambda lead: lead.phone_sanitized,
    "phone2_e164": lambda lead: lead.l10n_vn_phone2_sanitized,
    "email": lambda lead: lead.email_normalized,
    "state_xmlid": lambda lead: lead.state_id.get_external_id().get(lead.state_id.id),
    "function": lambda lead: lead.function,
    "external_id": lambda lead: lead.l10n_vn_external_id,
    "vat": lambda lead: lead.l10n_vn_vat,
    "street": lambda lead: fold(lead.street or ""),
    "city": lambda lead: fold(lead.city or ""),
    "source": lambda lead: fold(lead.source_id.name or ""),
    "medium": lambda lead: fold(lead.medium_id.name or ""),
    "campaign": lambda lead: fold(lead.campaign_id.title or ""),
    "create_date_local": lambda lead: local(lead.l10n_vn_received_at),
    "revenue_min": lambda lead: int(lead.expected_revenue) if lead.expected_revenue else "",
    "tag": lambda lead: fold("; ".join(lead.tag_ids.mapped("name"))),
    "tags": lambda lead: "; ".join(sorted(map(fold, lead.tag_ids.mapped("name")))),
    "description": first_paragraph,
    "status": lambda lead: plain(lead.description) + (lead.stage_id.name or ""),
    "user_name": lambda lead: plain(lead.description) + (lead.user_id.name or ""),
}
# How the expected value is written to be compared.
WANTED = {
    "revenue_min": lambda text: text.replace("0", "", text == "0"),
    "partner_name": fold,
    "partner_core": company_name.compact,
    "street": fold,
    "city": fold,
    "source": fold,
    "medium": fold,
    "campaign": fold,
    "tag": fold,
    "tags": lambda text: "; ".join(sorted(map(fold, text.split("; ")))),
}
CONTAINED = {"status", "user_name"}


def as_xls(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Khach")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows):
    """Return an ODS file with one sheet; nothing in it but what a reader needs."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    written = "".join(
        "<t:table-row>"
        + "".join(f"<t:table-cell><x:p>{cell}</x:p></t:table-cell>" if cell else "<t:table-cell/>" for cell in row)
        + "</t:table-row>"
        for row in rows
    )
    content = (
        f'<o:document-content xmlns:o="{spaces}office:1.0" xmlns:t="{spaces}table:1.0" xmlns:x="{spaces}text:1.0">'
        f'<o:body><o:spreadsheet><t:table t:name="Khach">{written}</t:table></o:spreadsheet></o:body>'
        "</o:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", content)
    return out.getvalue()


class ImportCase(TransactionCase):
    def read(self, data, name="khach.csv", **options):
        wizard = (
            self.env["base_import.import"]
            .with_context(default_type="lead")
            .create({"res_model": "crm.lead", "file": data, "file_name": name})
        )
        preview = wizard.parse_preview(OPTIONS | options)
        self.assertNotIn("error", preview)
        return wizard, preview

    def imported(self, data, name="khach.csv", **options):
        data = data if isinstance(data, bytes) else data.encode()
        return self.load(*self.read(data, name, **options))

    def load(self, wizard, preview):
        """Import as the screen does: the fields that it suggests, no hand on them."""
        columns = [heading.lower() for heading in preview["headers"]]
        fields = ["/".join(preview["matches"].get(index, [])) or False for index in range(len(columns))]
        result = wizard.execute_import(fields, columns, preview["options"])
        self.assertTrue(result["ids"], result["messages"])
        return self.env["crm.lead"].browse(result["ids"])


@tagged("post_install", "-at_install")
class TestSamples(ImportCase):
    def actions(self, wizard, preview, leads):
        sheet = wizard._l10n_vn_reading(dict(preview["options"])).sheet
        actions = {row.number: row.code for row in sheet.left_out}
        by_row = {row.number: lead for row, lead in zip(sheet.rows, leads, strict=True)}
        for row, lead in by_row.items():
            actions[row] = "create" if lead.phone_sanitized or lead.email_normalized else "review"
        return actions, by_row

    def compare(self, name):
        """Import sample ``name``; return ``{column: [(row, wanted, got)]}`` of all cells."""
        wizard, preview = self.read((SAMPLES / name).read_bytes(), name)
        with mute_logger("odoo.addons.base_import.models.base_import"):
            leads = self.load(wizard, preview)
        actions, by_row = self.actions(wizard, preview, leads)
        cells = defaultdict(list)
        with open(SAMPLES / f"{name.rpartition('.')[0]}.expected.csv", encoding="utf-8", newline="") as file:
            for wanted in csv.DictReader(file):
                row = int(wanted["row"])
                cells["action"].append((row, wanted["action"], actions.get(row)))
                if wanted["action"].startswith("skip"):
                    continue
                for column in SHOWN.keys() & wanted.keys():
                    text = WANTED.get(column, str)(wanted[column])
                    got = str(SHOWN[column](by_row[row]) or "") if row in by_row else None
                    if column in CONTAINED and got and text in got:
                        got = text
                    if column == "create_date_local" and got and len(text) == 10:
                        got = got[:10]
                    cells[column].append((row, text, got))
        return cells

    def check(self, name):
        cells = self.compare(name)
        for column, compared in sorted(cells.items()):
            wrong = [cell for cell in compared if cell[1] != cell[2]]
            share = 1 - len(wrong) / len(compared)
            print(f"{name} {column}: {share:.2%} of {len(compared)} {wrong[:4] or ''}")  # noqa: T201
            with self.subTest(file=name, column=column):
                self.assertGreaterEqual(share, 1 if column in EXACT else LEAST, wrong[:5])

    def test_trade_fair_workbook(self):
        self.check("01_trade_fair.xlsx")

    def test_facebook_export(self):
        self.check("02_facebook_lead_ads.csv")

    def test_landing_page_export(self):
        self.check("03_ladipage.csv")

    def test_google_form(self):
        self.check("04_google_forms.csv")

    def test_accounting_list_in_tcvn3(self):
        self.check("05_accounting_tcvn3.csv")

    def test_semicolons_in_windows_1258(self):
        self.check("06_cp1258_semicolon.csv")

    def test_decomposed_letters_of_a_mac(self):
        self.check("07_mac_nfd.csv")

    def test_damaged_spreadsheet(self):
        self.check("08_excel_damaged.csv")

    def test_workbook_in_a_vni_font(self):
        self.check("09_vni_font.xlsx")


LIST = "Họ tên;SĐT;Tỉnh;Ghi chú\nNguyễn Thị Hường;0912345678;Huế;Gọi buổi sáng\nTrần Đức Thắng;0987654321;Đắk Lắk;"


@tagged("post_install", "-at_install")
class TestReadFile(ImportCase):
    def workbook(self, *sheets, formats=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets, 1):
            sheet = book.create_sheet(f"Trang {number}")
            for row in rows:
                sheet.append(row)
            for cell, number_format in (formats or {}).items():
                sheet[cell].number_format = number_format
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def matches(self, headings, *rows):
        _wizard, preview = self.read("\n".join([headings, *rows]).encode())
        return {preview["headers"][index]: "/".join(path) for index, path in preview["matches"].items()}

    def test_any_encoding_gives_the_same_leads(self):
        tcvn3 = (SAMPLES / "05_accounting_tcvn3.csv").read_bytes()
        self.assertEqual(self.imported(tcvn3)[0].partner_name, "Công ty TNHH 1TV Thỏ Ngọc")
        for name, data in {
            "utf-8": LIST.encode(),
            "utf-8-sig": LIST.encode("utf-8-sig"),
            "utf-16": LIST.encode("utf-16"),
            "decomposed": unicodedata.normalize("NFD", LIST).encode(),
            "misread": LIST.encode().decode("latin-1").encode(),
            "misread twice": LIST.encode().decode("latin-1").encode().decode("latin-1").encode(),
        }.items():
            with self.subTest(encoding=name):
                leads = self.imported(data)
                self.assertEqual(leads.mapped("contact_name"), ["Nguyễn Thị Hường", "Trần Đức Thắng"])
                self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])

    def test_what_was_recognised_is_told(self):
        _wizard, preview = self.read((SAMPLES / "05_accounting_tcvn3.csv").read_bytes())
        reading = preview["l10n_vn_reading"]
        self.assertEqual((reading["encoding"], reading["sure"]), ("tcvn3", True))
        self.assertIn({"before": "§Þa chØ", "after": "Địa chỉ"}, reading["examples"])
        _wizard, preview = self.read((SAMPLES / "08_excel_damaged.csv").read_bytes())
        reading = preview["l10n_vn_reading"]
        self.assertTrue(sum(damage["count"] for damage in reading["repaired"]) > 20)
        self.assertIn({"before": "KhÃ¡ch quen", "after": "Khách quen"}, reading["examples"])
        self.assertEqual(reading["left_out"].keys(), {"skip_empty", "skip_section"})

    def test_letters_that_were_lost_are_said(self):
        for data in (
            "H? tên;S? ?i?n tho?i\nNguy?n V?n An;0912345678\nTr?n Th? Bình;0987654321".encode("cp1252"),
            "Họ tên,SĐT\nNguy\ufffdn V\ufffdn An,0912345678".encode(),
        ):
            with self.subTest(data=data):
                _wizard, preview = self.read(data)
                reading = preview["l10n_vn_reading"]
                self.assertFalse(reading["sure"])
                self.assertIn("CSV UTF-8", reading["lost"])
        _wizard, preview = self.read(LIST.encode())
        self.assertEqual((preview["l10n_vn_reading"]["sure"], preview["l10n_vn_reading"]["lost"]), (True, ""))

    def test_chosen_encoding_goes_before_the_recognised_one(self):
        _wizard, preview = self.read("Hä tªn;Tel\nNguyÔn V¨n An;0912345678".encode("cp1252"), encoding="cp1252")
        self.assertEqual(preview["headers"][0], "Hä tªn")
        self.assertEqual(preview["options"]["encoding"], "cp1252")

    def test_unknown_encoding_is_refused_in_words(self):
        wizard = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file": LIST.encode(), "file_name": "khach.csv"}
        )
        self.assertIn("klingon", wizard.parse_preview(OPTIONS | {"encoding": "klingon"})["error"])

    def test_line_ends_separators_and_blank_rows(self):
        for text in (
            LIST.replace("\n", "\r\n"),
            LIST.replace("\n", "\r"),
            LIST.replace(";", "\t"),
            "sep=;\n" + LIST,
            "DANH SÁCH KHÁCH HÀNG\n\n" + LIST.replace("\n", "\n\n") + "\n;;;\nTổng cộng;2;;",
        ):
            with self.subTest(text=text[:30]):
                self.assertEqual(
                    self.imported(text.encode()).mapped("contact_name"), ["Nguyễn Thị Hường", "Trần Đức Thắng"]
                )

    def test_old_and_open_workbooks_are_read_like_new_ones(self):
        rows = [
            ["HỘI CHỢ VIETBUILD 2026"],
            ["STT", "Thông tin khách hàng", "", "Tỉnh/TP"],
            ["", "Họ tên", "SĐT", ""],
            [1, "Lê Hà", 912345678, "Huế"],
            [],
            [2, "Trần Đức Thắng", "0987 654 321", "Đắk Lắk"],
            ["Tổng cộng", 2],
        ]
        for name, data in {
            "khach.xls": as_xls(rows),
            "khach.ods": as_ods(rows),
            "khach.xlsx": self.workbook(rows),
        }.items():
            with self.subTest(file=name):
                wizard, preview = self.read(data, name)
                leads = self.load(wizard, preview)
                self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Trần Đức Thắng"])
                self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])
                self.assertEqual(leads.mapped("state_id.code"), ["VN-26", "VN-33"])
                self.assertEqual(leads.campaign_id.title, "HỘI CHỢ VIETBUILD 2026")
                sheet = wizard._l10n_vn_reading(dict(preview["options"])).sheet
                self.assertEqual([row.number for row in sheet.rows], [4, 6])

    def test_failed_formulas_are_empty(self):
        leads = self.imported(as_xls([["Họ tên", "SĐT", "Email"], ["Lê Hà", "0912345678", "#REF!"]]), "khach.xls")
        self.assertFalse(leads.email_from)

    def test_a_web_page_called_a_workbook(self):
        page = (
            "<html><head><meta charset='utf-8'><style>td{color:red}</style></head><body><table>"
            "<tr><th colspan=2>Khách hàng</th><th>SĐT</th><th>Dự toán (triệu)</th></tr>"
            "<tr><td>Lê Na</td><td></td><td>0977333222</td><td>150</td></tr>"
            "<tr><td>Lê Hà</td><td></td><td>0977333223</td><td>1,5 tỷ</td></tr></table></body></html>"
        )
        leads = self.imported(page.encode(), "bao_cao.xls")
        self.assertEqual(leads.mapped("contact_name"), ["Lê Na", "Lê Hà"])
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84977333222", "+84977333223"])
        self.assertEqual(leads.mapped("expected_revenue"), [150_000_000, 1_500_000_000])

    def test_workbook_that_cannot_be_opened_is_told_in_words(self):
        for data in (b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0 with a password"):
            wizard = self.env["base_import.import"].create(
                {"res_model": "crm.lead", "file": data, "file_name": "khach.xlsx"}
            )
            self.assertIn("cannot be read as a list", wizard.parse_preview(dict(OPTIONS))["error"])

    def test_column_without_a_field_goes_to_the_notes(self):
        data = "STT;Họ tên;SĐT;Màu xe;Công nợ\n1;Lê Hà;0912345678;Đỏ;1.500.000\n2;Lê Hải;0987654321;Xanh;".encode()
        wizard, preview = self.read(data)
        self.assertNotIn(0, preview["matches"])
        leads = self.load(wizard, preview)
        self.assertIn("Màu xe: Đỏ", plain(leads[0].description))
        self.assertIn("Công nợ: 1.500.000", plain(leads[0].description))
        self.assertEqual(plain(leads[1].description), "Màu xe: Xanh")

    def test_what_was_wrong_is_no_note_of_the_lead(self):
        for heading in ("Lỗi cần sửa", "What is wrong"):
            leads = self.imported(f"Họ tên;SĐT;{heading}\nLê Hà;0912345678;SĐT: không đọc được 09123".encode())
            self.assertFalse(leads.description)

    def test_number_of_the_salesperson_is_not_the_customers(self):
        rows = "Lê Hà;0912345678;0909111222\nLê Hải;0987654321;0909111222\nLê An;0987654322;0909111223"
        leads = self.imported(("Họ tên;SĐT;SĐT nhân viên phụ trách\n" + rows).encode())
        self.assertFalse(any(leads.mapped("l10n_vn_phone2")))
        self.assertIn("0909111222", leads[0].description)

    def test_middle_name_that_looks_like_a_title(self):
        people = [f"Nguyễn Văn {name}" for name in ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hùng")] * 3
        for titled, wanted in ((people, "Anh Hiếu"), ([*people, "Chị Lan"], "Hiếu")):
            names = [*titled, "Anh Hiếu"]
            rows = [f"{name};09123456{number:02}" for number, name in enumerate(names)]
            leads = self.imported("\n".join(["Họ tên;SĐT", *rows]).encode())
            self.assertEqual(leads[-1].contact_name, wanted)

    def test_list_without_headings(self):
        leads = self.imported(
            "Nguyễn Thị Hường;0912345678;huong@example.vn\nTrần Đức Thắng;0987654321;thang@example.vn".encode()
        )
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])
        self.assertEqual(leads.mapped("email_normalized"), ["huong@example.vn", "thang@example.vn"])

    def test_numbers_of_a_workbook_keep_their_zeros(self):
        data = self.workbook(
            [["Họ tên", "Điện thoại", "MST"], ["Lê Hà", 912345678, 100112437], ["Lê Hải", "0987654321", None]],
            formats={"B2": "0000000000", "C2": "0000000000"},
        )
        _wizard, preview = self.read(data, "khach.xlsx")
        self.assertEqual(preview["preview"][1], ["0912345678", "0987654321"])
        leads = self.imported(data, "khach.xlsx")
        self.assertEqual((leads[0].phone_sanitized, leads[0].l10n_vn_vat), ("+84912345678", "0100112437"))

    def test_leads_are_found_on_the_second_sheet(self):
        data = self.workbook([["Hướng dẫn"], ["Điền vào trang sau"]], [["Họ tên", "SĐT"], ["Lê Hà", "0912345678"]])
        leads = self.imported(data, "khach.xlsx")
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà"])

    def test_status_is_not_the_province(self):
        matches = self.matches("Họ tên;SĐT;Trạng thái", "Lê Hà;0912345678;Đã gọi", "Lê Hải;0987654321;Hẹn lại")
        self.assertEqual(matches["Trạng thái"], "stage_id")

    def test_saved_mapping_goes_first(self):
        self.env["base_import.mapping"].create(
            {"res_model": "crm.lead", "column_name": "khu vực", "field_name": "l10n_vn_province_text"}
        )
        self.assertEqual(self.matches("Họ tên;Khu vực", "Lê Hà;Huế")["Khu vực"], "l10n_vn_province_text")

    def test_export_of_odoo_comes_back_to_its_fields(self):
        matches = self.matches("id;name;contact_name;email_from", "__export__.crm_lead_1;Hỏi giá;Lê Hà;ha@example.vn")
        self.assertEqual(matches, {name: name for name in ("id", "name", "contact_name", "email_from")})

    def test_two_phone_columns_are_two_phones(self):
        matches = self.matches("Họ tên;SĐT 1;SĐT 2", "Lê Hà;0912345678;0987654321")
        self.assertEqual([matches["SĐT 1"], matches["SĐT 2"]], ["phone", "l10n_vn_phone2"])

    def test_empty_list_is_told(self):
        wizard = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file": "Họ tên;SĐT\n".encode(), "file_name": "khach.csv"}
        )
        self.assertIn("No leads", wizard.parse_preview(dict(OPTIONS))["error"])

    def test_other_models_are_read_as_ever(self):
        wizard = self.env["base_import.import"].create(
            {"res_model": "res.partner", "file": b"name,phone\nAn,0912345678\n", "file_name": "a.csv"}
        )
        preview = wizard.parse_preview(OPTIONS | {"separator": ",", "encoding": "utf-8"})
        self.assertEqual(preview["matches"], {0: ["name"], 1: ["phone"]})
        self.assertNotIn("l10n_vn_reading", preview)
