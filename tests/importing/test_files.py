"""Files of every kind, whole, damaged or none at all: read as lists of leads, or refused with a reason."""

import io
import zipfile
from datetime import date
from unittest.mock import patch

import openpyxl
from odoo.tests import tagged

from ...tools.table import file_limits, lead_file
from ..common import SAMPLES
from .test_screen import OPTIONS, ImportCase, plain


@tagged("post_install", "-at_install")
class TestFiles(ImportCase):
    def test_a_web_page_with_spans_and_breaks(self):
        page = """<html><table><tr><th rowspan=2>STT<th colspan=2>Thông tin khách<th rowspan=2>Nhu cầu</tr>
            <tr><th>Họ&nbsp;tên</th><th>Điện<br>thoại</th></tr><tr><td>1<td>Lê <b>Hà</b><td>0912345678<td>Két<br/>Máy in
            <tr><td>2<td>Lê Tú<td>0987654321<td></table></html>"""
        leads = self.imported(page, "khach.xls")
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lê Tú"])
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])
        self.assertEqual(plain(leads[0].description), "Két\nMáy in")

    def test_a_workbook_written_as_xml(self):
        page = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
                xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Khách"><Table>
            <Row><Cell><Data ss:Type="String">Họ tên</Data></Cell><Cell><Data ss:Type="String">SĐT</Data></Cell>
            <Cell><Data ss:Type="String">Ngày hẹn</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">Lê Hà</Data></Cell><Cell><Data ss:Type="Number">912345678</Data></Cell>
            <Cell><Data ss:Type="DateTime">2025-12-05T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""
        leads = self.imported(page, "khach.xls")
        self.assertEqual((leads.contact_name, leads.phone_sanitized), ("Lê Hà", "+84912345678"))
        self.assertEqual(leads.activity_ids.date_deadline, date(2025, 12, 5))

    def test_documents_and_pictures_are_no_lists(self):
        for data in (
            b"%PDF-1.7\n%\xe2\xe3",
            b"\x89PNG\r\n\x1a\n",
            b"{\\rtf1 SDT}",
            b"<?xml version='1.0'?><Workbook/>",
            b"<html><body><tr><td>SDT</td></tr></body></html>",
            b"RIFF\x00\x00WEBPVP8 " + bytes(range(256)) * 8,
        ):
            wizard = self.env["base_import.import"].create(
                {"res_model": "crm.lead", "file": data, "file_name": "khach.xlsx"}
            )
            with self.subTest(data=data):
                self.assertIn("cannot be read as a list", wizard.parse_preview(dict(OPTIONS))["error"])

    def test_a_workbook_with_a_damaged_sheet_is_no_list(self):
        book = openpyxl.Workbook()
        for number in range(30):
            book.active.append([f"Khách {number}", f"09123456{number:02}"])
        whole = io.BytesIO()
        book.save(whole)
        for old, new in ((b"</row>", b"</rom>"), (b'r="A7"', b'r="7A"')):
            damaged = io.BytesIO()
            with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
                for name in source.namelist():
                    part = source.read(name)
                    target.writestr(name, part.replace(old, new, 1) if "sheet1" in name else part)
            wizard = self.env["base_import.import"].create(
                {"res_model": "crm.lead", "file": damaged.getvalue(), "file_name": "khach.xlsx"}
            )
            with self.subTest(new):
                self.assertIn("cannot be read as a list", wizard.parse_preview(dict(OPTIONS))["error"])

    def test_a_workbook_that_unpacks_without_end_is_not_opened(self):
        book = openpyxl.Workbook()
        book.active.append(["Họ tên", "SĐT"])
        book.active.append(["Lê Hà", "0912345678"])
        out = io.BytesIO()
        book.save(out)
        self.assertEqual(self.imported(out.getvalue(), "khach.xlsx").contact_name, "Lê Hà")
        wizard = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file": out.getvalue() + b" ", "file_name": "khach.xlsx"}
        )
        with patch.object(file_limits, "MOST_BYTES", 1000):
            self.assertIn("cannot be read as a list", wizard.parse_preview(dict(OPTIONS))["error"])

    def test_a_file_is_read_once_until_it_is_read_otherwise(self):
        for data in ("Họ tên;SĐT\nLê Hà;0912345678".encode(), (SAMPLES / "09_vni_font.xlsx").read_bytes()):
            with patch.object(lead_file, "read", side_effect=lead_file.read) as read:
                wizard, preview = self.read(data)
                self.assertEqual(read.call_count, 1)
                wizard.parse_preview(preview["options"] | {"encoding": "windows-1258"})
                self.assertEqual(read.call_count, 2)

    def test_the_cards_of_a_phone(self):
        leads = self.imported(
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=AA;H=C3=A0;;;\r\n"
            "TEL;CELL:0169-555-8888\r\nTEL;HOME:02838221122\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\n"
            "FN:Anh Hậu\r\nTEL;TYPE=CELL:0912345678\r\nORG:Cty Sao Mai;Kho\r\nTITLE:Lái xe\r\n"
            "ADR;TYPE=WORK:;;12 Bạch Đằng;;Đà Nẵng;550000;Việt Nam\r\nNOTE:gọi sau 5h\r\nEND:VCARD\r\n",
            "danh_ba.vcf",
        )
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Hậu"])
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84395558888", "+84912345678"])
        self.assertEqual(leads[0].l10n_vn_phone2_sanitized, "+842838221122")
        self.assertEqual((leads[1].partner_name, leads[1].function), ("Cty Sao Mai", "Lái xe"))
        self.assertEqual((leads[1].street, leads[1].state_id.code), ("12 Bạch Đằng", "VN-DN"))
        self.assertIn("gọi sau 5h", plain(leads[1].description))
        self.assertIn("Kho", plain(leads[1].description))

    def test_an_open_quotation_mark_takes_no_other_lead_with_it(self):
        leads = self.imported('Họ tên,SĐT,Ghi chú\n"Lê Hà,0912345678,\nLê Tú,0987654321,"gọi\nchiều, tối"\n'
                              '"Lý Na,0987654322,gấp\n"Lý Nga",0987654323,')  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lê Tú", "Lý Na", "Lý Nga"])
        self.assertEqual(plain(leads[1].description), "gọi\nchiều, tối")
        leads = self.imported(
            ';Họ tên;SĐT;Ghi chú;\n;"Phan Lưu;0912345002;gấp;\n;Cao Thắng;0912345003;"gọi\n5h; vợ";\n'
        )
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345002", "+84912345003"])
        self.assertEqual(plain(leads[1].description), "gọi\n5h; vợ")

    def test_letters_written_for_the_web(self):
        leads = self.imported("H&#7885; t&ecirc;n,SDT,T&#7881;nh,Link\n"
                              "Nguy&#7877;n Th&#7883; H&agrave;,0912345678,Hu&#7871;,https://example.vn/?a=1&copy=2\n"
                              "O&#39;Connor,0912345679,H&#x00E0; N&#7897;i,")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Nguyễn Thị Hà", "O'Connor"])
        self.assertEqual(leads.mapped("state_id.code"), ["VN-26", "VN-HN"])
        self.assertIn("a=1&copy=2", leads[0].l10n_vn_landing_page or leads[0].website)

    def test_a_text_in_the_place_of_a_heading(self):
        wizard, preview = self.read(("Họ tên " * 10_000 + ",SĐT\nLê Hà,0912345678").encode())
        self.assertLess(len(preview["headers"][0]), 400)
        self.assertEqual(self.load(wizard, preview).phone_sanitized, "+84912345678")
