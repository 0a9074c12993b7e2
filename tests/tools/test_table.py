import csv
import datetime
import random
import re
import zipfile
from xml.etree import ElementTree

from odoo.tests import BaseCase

from ...tools import encoding, table
from ..common import SAMPLES

HEADER = ["STT", "Họ tên", "Điện thoại", "Email", "Ghi chú"]
NAMES = ["Nguyễn Thị Ánh", "Trần Văn Hậu", "Lê Quốc Sơn", "Phạm Thu Hằng", "Võ Minh Đức", "Đặng Thúy Vy"]


def lead(rng, number):
    return [str(number), rng.choice(NAMES), f"09{rng.randrange(10**8):08}", f"kh{number}@example.vn", "Cần báo giá"]


def xlsx_rows(path):
    """Return the first sheet of a workbook as rows of str, int and None, with the standard library only."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            tree = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            strings = ["".join(text.text or "" for text in item.iter(f"{{{space['m']}}}t")) for item in tree]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = {}
    for cell in sheet.iterfind(".//m:c", space):
        letters, number = re.match(r"([A-Z]+)(\d+)", cell.get("r")).groups()
        column = sum((ord(char) - 64) * 26**power for power, char in enumerate(reversed(letters))) - 1
        rows.setdefault(int(number), {})[column] = _cell_value(cell, strings, space)
    width = max(max(row) for row in rows.values() if row) + 1
    return [[rows.get(number, {}).get(column) for column in range(width)] for number in range(1, max(rows) + 1)]


def _cell_value(cell, strings, space):
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{{{space['m']}}}t"))
    value = cell.find("m:v", space)
    if value is None:
        return None
    return strings[int(value.text)] if cell.get("t") == "s" else int(value.text)


def sample_rows(path):
    if path.suffix == ".xlsx":
        columns = [encoding.repair(list(column))[0] for column in zip(*xlsx_rows(path), strict=True)]
        return [list(row) for row in zip(*columns, strict=True)]
    return table.parse(encoding.decode(path.read_bytes()))


class TestSheetSamples(BaseCase):
    def test_rows_left_out_are_the_expected_ones(self):
        for path in sorted(SAMPLES.glob("*")):
            if "expected" in path.name or path.suffix == ".md":
                continue
            with open(SAMPLES / f"{path.stem}.expected.csv", encoding="utf-8", newline="") as file:
                wanted = {int(row["row"]): row["action"] for row in csv.DictReader(file)}
            sheet = table.read(sample_rows(path))
            skipped = {row.number: row.code for row in sheet.left_out if row.number in wanted}
            with self.subTest(file=path.name):
                self.assertEqual(skipped, {row: code for row, code in wanted.items() if code.startswith("skip")})
                self.assertEqual(
                    [row.number for row in sheet.rows],
                    sorted(row for row, code in wanted.items() if not code.startswith("skip")),
                )
                self.assertEqual(sheet.header_row, 4 if path.name.startswith("01") else 1)

    def test_rounded_phones_are_flagged(self):
        sheet = table.read(sample_rows(SAMPLES / "08_excel_damaged.csv"))
        lost = {row.number for row in sheet.rows if row.lost}
        with open(SAMPLES / "08_excel_damaged.expected.csv", encoding="utf-8", newline="") as file:
            wanted = {int(row["row"]) for row in csv.DictReader(file) if "digits lost" in row["note"]}
        self.assertEqual(lost, wanted)


class TestSheet(BaseCase):
    def test_titles_sections_and_footers_of_many_sheets(self):
        rng = random.Random(7)
        titles = ["DANH SÁCH KHÁCH HÀNG THÁNG 6", "Công ty TNHH Gió Mới", "Hội chợ Xuân 2026 (10–12/01/2026)", ""]
        sections = ["Ngày 2: 13/03/2025", "NHÓM A", "Khu vực miền Bắc", "II. Khách sỉ", "--- Buổi chiều ---", "Đợt 2"]
        footers = [
            "Tổng cộng",
            "TỔNG CỘNG: 120 khách",
            "Tổng: 12",
            "Người lập biểu",
            "Ghi chú: đã gọi hết",
            "Trang 1/3",
            "Hà Nội, ngày 12 tháng 3 năm 2025",
            "(Ký, ghi rõ họ tên)",
            "Cộng",
        ]
        for _sheet in range(60):
            rows = [[rng.choice(titles)] for _title in range(rng.randrange(4))] + [HEADER]
            start, leads = len(rows), []
            for number in range(1, rng.randrange(4, 15)):
                if rng.random() < 0.2:
                    rows.append(rng.choice([[], [""] * 5, [str(number)], [rng.choice(sections)], list(HEADER)]))
                rows.append(lead(rng, number))
                leads.append(len(rows))
            rows.append([rng.choice(["", None]) for _cell in range(3)])
            rows.append(rng.choice([["", rng.choice(footers)], [rng.choice(footers)]]))
            sheet = table.read(rows)
            with self.subTest(rows=rows):
                self.assertEqual((sheet.header_row, sheet.header), (start, HEADER))
                self.assertEqual([row.number for row in sheet.rows], leads)
                self.assertEqual(len(sheet.rows) + len(sheet.left_out) + 1, len(rows))

    def test_rows_that_look_like_footers_but_are_leads(self):
        rows = [
            HEADER,
            ["1", "Tổng Công ty Điện lực", "0912345678", "", ""],
            ["2", "Cộng Thị Hà", "", "", "gọi lại"],
            ["3", "Lê Thử", "0987001122", "", ""],
            ["", "Trần An", "", "", ""],
            ["5", "", "0911222444", "", ""],
            ["6", "Công ty Ngũ Hành Thử", "0911222445", "", "test mẫu"],
        ]
        self.assertEqual([row.number for row in table.read(rows).rows], [2, 3, 4, 5, 6, 7])

    def test_names_under_the_signature_are_no_leads(self):
        rows = [HEADER, lead(random.Random(1), 1), ["Tổng cộng", "", "1"], ["", "Người lập"], [], ["", "Lê Thị Lan"]]
        self.assertEqual([row.number for row in table.read(rows).rows], [2])

    def test_a_total_of_money_is_no_phone(self):
        header = ["STT", "Họ tên", "SĐT", "Doanh thu dự kiến"]
        leads = [["1", "Lê Hà", "0912345678", "164.000.000"], ["2", "Trần An", "0987654322", "336000000"]]
        for total in ("1.640.000.000", "500.000.000", "500000000", "964000000"):
            with self.subTest(total=total):
                sheet = table.read([header, *leads, ["", "Tổng cộng", "", total]])
                self.assertEqual([row.number for row in sheet.rows], [2, 3])

    def test_test_entries(self):
        header = ["full_name", "phone_number", "email"]
        for entry, is_test in (
            (
                ["<test lead: dummy data for full_name>", "p:<test lead: dummy data for phone_number>", "test@fb.com"],
                True,
            ),
            (["test", "0912345678", "x@example.vn"], True),
            (["Thử nghiệm", "0912345678", ""], True),
            (["aaaa", "123456", ""], False),
            (["asdf", "1234", ""], True),
            (["abc", "0999999999", ""], True),
            (["Nguyễn Văn A", "0123456789", "test@example.com"], True),
            (["asdasd", "0900000000", ""], True),
            (["sdfg", "0912345678", "test@example.vn"], True),
            (["Khách test1", "0912345678", ""], True),
            (["Nguyễn Văn An", "0900000000", "an@example.vn"], False),
            (["Bibi", "0912345678", ""], False),
            (["Nguyễn Văn An", "0999999999", "an@example.com"], False),
            (["Trần Thử", "0912345678", "test@example.vn"], False),
            (["Testarossa Lê", "0912345678", "t@example.vn"], False),
            (["khách hàng", "0912345678", ""], False),
            (["thử", "0912345678", ""], True),
            (["Thư", "0912345678", "thu@example.vn"], False),
            (["Thu", "0912345678", ""], False),
            (["THU", "0123456789", ""], True),
        ):
            sheet = table.read([header, ["Lê Hà", "0987654322", "ha@example.vn"], entry])
            with self.subTest(entry=entry):
                self.assertEqual([row.code for row in sheet.left_out], ["skip_test"] if is_test else [])

    def test_companies_with_test_in_their_names_are_leads(self):
        for entry, is_test in (
            (["Công ty TNHH Lab Test", "0912345678", "Lê Hoa"], False),
            (["Trung tâm Drug Test Hà Nội", "0912345678", ""], False),
            (["Testing Solutions", "0912345678", ""], False),
            (["", "0912345678", "Speed Test Việt Nam"], False),
            (["English Test Prep", "0123456789", ""], False),
            (["test", "0912345678", ""], True),
            (["Công ty test", "0912345678", ""], True),
            (["", "0912345678", "Nguyễn Test"], True),
        ):
            with self.subTest(entry=entry):
                sheet = table.read([["Công ty", "SĐT", "Họ tên"], ["Sao Mai", "0987654321", "Lê Tú"], entry])
                self.assertEqual([row.code for row in sheet.left_out], ["skip_test"] if is_test else [])

    def test_a_given_name_in_a_column_of_its_own_is_no_test_entry(self):
        header = ["Họ đệm", "Tên", "SĐT", "Email"]
        people = [["Lê Thị", "Thư", "0912345678", ""], ["Hà", "Thử", "0912345679", ""], ["", "Thu", "0912345670", ""]]
        sheet = table.read([header, *people, ["test", "test", "0912345671", ""]])
        self.assertEqual([row.cells for row in sheet.rows], people)
        self.assertEqual([row.code for row in sheet.left_out], ["skip_test"])

    def test_sheet_without_header(self):
        sheet = table.read([["Lê Hà", "0912345678", "ha@example.vn"], ["Trần An", "0987654322", "an@example.vn"]])
        self.assertEqual((sheet.header_row, len(sheet.rows)), (0, 2))
        self.assertEqual(sheet.fields, {0: "contact_name", 1: "phone", 2: "email_from"})

    def test_sheet_of_unknown_headings(self):
        sheet = table.read([["báo cáo"], ["x1", "x2", "x3"], ["Lê Hà", "0912345678", "a"], ["An", "0987654322", "b"]])
        self.assertEqual((sheet.header_row, [row.number for row in sheet.rows]), (2, [3, 4]))

    def test_empty_sheets(self):
        for rows in ([], [[]], [["", None]], [["STT", "Họ tên"]]):
            with self.subTest(rows=rows):
                self.assertEqual(table.read(rows).rows, [])


class TestCells(BaseCase):
    def test_typed_cells(self):
        for cell, text in (
            (84967357143, "84967357143"),
            (912345678.0, "912345678"),
            (0.5, "0.5"),
            (True, "True"),
            (datetime.datetime(2025, 3, 12), "2025-03-12"),
            (datetime.datetime(2025, 3, 12, 8, 5), "2025-03-12 08:05:00"),
            (datetime.date(2025, 3, 12), "2025-03-12"),
            ('="0912 345 678"', "0912 345 678"),
            ("'0912345678", "0912345678"),
            ("84912345678,0", "84912345678"),
            ("8,4912345678E+10", "84912345678"),
            ("8.49123E+10", "8.49123E+10"),
            ("1.5", "1.5"),
            ("12.500.000", "12.500.000"),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(table.cell_text(cell), text)
                self.assertEqual(table.cell_text(table.cell_text(cell)), text)

    def test_what_was_neutralised_is_read_as_it_was(self):
        for cell in ("-", "- gọi sau", "+84 912 345 678 (chị Hà)", "@zalo", "=1+1", "-1+1", "'", "'Anh Nam'"):
            with self.subTest(cell=cell):
                self.assertEqual(table.cell_text(table.neutralise(cell)), cell)

    def test_formulas_are_neutralised(self):
        for cell in ("=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "+84x=1"):
            with self.subTest(cell=cell):
                self.assertEqual(table.neutralise(cell), "'" + cell)
        for cell in ("+84 912 345 678", "+84912345678", "-5", "(+84) 810", "Lê Hà", "", None, 5, "a=b", "- "):
            with self.subTest(cell=cell):
                self.assertEqual(table.neutralise(cell), "'- " if cell == "- " else cell)


class TestCsv(BaseCase):
    def test_delimiters_and_line_ends(self):
        rng = random.Random(8)
        rows = [HEADER] + [lead(rng, number) for number in range(1, 8)]
        rows[3][4] = 'Cần "gói; cao cấp", gọi | sau\tnhé'
        for delimiter in table.DELIMITERS:
            for newline in ("\n", "\r\n", "\r"):
                quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
                text = newline.join(map(delimiter.join, quoted)) + newline
                with self.subTest(delimiter=delimiter, newline=newline):
                    self.assertEqual(table.sniff_delimiter(text), delimiter)
                    self.assertEqual(table.parse(text), rows)

    def test_commas_in_addresses_do_not_win(self):
        text = "Họ tên;Địa chỉ;SĐT\n" + "Lê Hà;12 Lê Lợi, Phường 1, Quận 3, TP HCM;0912345678\n" * 20
        self.assertEqual(table.sniff_delimiter(text), ";")
        self.assertEqual(table.sniff_delimiter("Danh sách, tháng 6\n\nTên|SĐT\nLê Hà|0912345678\n"), "|")

    def test_separator_line_of_excel(self):
        self.assertEqual(
            table.parse("sep=;\nHọ tên;SĐT\nLê Hà;0912345678\n"), [[], ["Họ tên", "SĐT"], ["Lê Hà", "0912345678"]]
        )

    def test_one_stray_quotation_mark_does_not_eat_the_file(self):
        text = "Họ tên,SĐT\n" + '"Lê Hà,0912345678\n' + "Trần An,0987654321\n" * 300
        self.assertEqual(len(table.parse(text)), 302)
