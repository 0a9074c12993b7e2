"""XLSX files as Excel, LibreOffice, Google Sheets and others write them are read fast, and exactly as by openpyxl."""

import datetime
import io
import random
import warnings
import zipfile

import openpyxl
import xlsxwriter
from odoo.tests import BaseCase

from ...tools.exceptions import InvalidFormat, TooLarge
from ...tools.table import file_limits, lead_file, merged_cells, workbook
from ...tools.table.xlsx_sheet import value_of
from ..common import SAMPLES
from .xlsx_dialects import MAIN, Dialect, damaged, zipped

HEADER = ["Họ tên", "Điện thoại", "Email", "Ngày hẹn", "Ngân sách", "Ghi chú"]


def read_by_openpyxl(data):
    """Return the rows of the first sheet as openpyxl alone reads them, or the class of its error."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = file_limits.fitted(sheet.iter_rows(), value_of, lambda cell: cell.value is None)
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(sheet._worksheet_path) as stream:
            return described(merged_cells.fill_down(rows, merged_cells.xlsx_spans(stream)))
    except Exception as error:
        return type(error)


def described(rows):
    """Return ``rows`` so that 1, 1.0 and True differ, and not-a-number equals itself."""
    return [list(map(repr, row)) for row in rows]


class XlsxCase(BaseCase):
    def setUp(self):
        super().setUp()
        # openpyxl warns of what it leaves out.
        self.enterContext(warnings.catch_warnings())
        warnings.simplefilter("ignore")

    def read_fast(self, data):
        """Return the rows of the first sheet as the fast reader gives them, None where it leaves them to openpyxl."""
        try:
            book = workbook.read(data)
        except (InvalidFormat, TooLarge):
            return None
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            try:
                return described(book.fast_rows(archive, book._book.worksheets[0]))
            except Exception:
                return None

    def read(self, data):
        """Return the rows of the first sheet as an import reads them, or the class of the error."""
        try:
            book = workbook.read(data)
            return described(book.rows(book.names[0]))
        except Exception as error:
            return type(error)

    def assert_same(self, data, seed):
        """Assert that the file is read as by openpyxl; return whether it was read fast."""
        wanted, fast, found = read_by_openpyxl(data), self.read_fast(data), self.read(data)
        with self.subTest(seed=seed):
            if isinstance(wanted, type):
                self.assertIsNone(fast, wanted)
                self.assertIn(found, (InvalidFormat, TooLarge))
            else:
                self.assertEqual(found, wanted)
                self.assertIn(fast, (None, wanted))
        return fast is not None


class TestSameAsOpenpyxl(XlsxCase):
    def test_files_as_programs_write_them_are_read_fast(self):
        for seed in range(200):
            parts = Dialect(random.Random(seed)).parts()
            self.assertTrue(self.assert_same(zipped(parts), seed), f"seed {seed}: read by openpyxl")

    def test_odd_files(self):
        fast = 0
        for seed in range(400):
            fast += self.assert_same(zipped(Dialect(random.Random(seed), oddity=0.02).parts()), seed)
        self.assertGreater(fast, 50)

    def test_damaged_files(self):
        fast = 0
        for seed in range(400):
            chance = random.Random(seed)
            parts = {name: text.encode() for name, text in Dialect(chance).parts().items()}
            name = chance.choice(("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"))
            fast += self.assert_same(zipped(parts | {name: damaged(chance, parts[name])}), seed)
        self.assertGreater(fast, 5)


class TestOrdinaryFiles(XlsxCase):
    """Lists of people, as programs save them, are read fast."""

    def setUp(self):
        super().setUp()
        self.people = [
            [
                f"Nguyễn Thị {number}",
                f"09{number:08}",
                f"kh{number}@example.vn",
                datetime.datetime(2026, 3, 1 + number % 28),
                1_500_000 * number,
                "Gọi sau 17h,\nhỏi giá <sỉ> & lẻ",
            ]
            for number in range(2_000)
        ]

    def assert_fast(self, data):
        fast, wanted = self.read_fast(data), read_by_openpyxl(data)
        self.assertTrue(fast == wanted, "another result, or read by openpyxl")
        return fast

    def test_written_by_openpyxl(self):
        for write_only in (False, True):
            book = openpyxl.Workbook(write_only=write_only)
            sheet = book.create_sheet("Khách", 0)
            for row in (HEADER, *self.people):
                sheet.append(row)
            out = io.BytesIO()
            book.save(out)
            with self.subTest(write_only=write_only):
                self.assertEqual(len(self.assert_fast(out.getvalue())), 2_001)

    def test_written_by_xlsxwriter(self):
        for options in ({}, {"constant_memory": True}):
            out = io.BytesIO()
            with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
                sheet, date = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
                zeros = book.add_format({"num_format": "0000000000"})
                for number, row in enumerate(self.people):
                    sheet.write_row(number, 0, row[:1])
                    sheet.write_number(number, 1, int(row[1]), zeros)
                    sheet.write_datetime(number, 3, row[3], date)
                    sheet.write_number(number, 4, row[4])
                    sheet.write_rich_string(number, 5, "Hỏi ", book.add_format({"bold": True}), "giá")
                sheet.merge_range(3, 2, 5, 2, "chung@example.vn")
            with self.subTest(options=options):
                rows = self.assert_fast(out.getvalue())
                self.assertEqual(rows[7][:6], ["'Nguyễn Thị 7'", "'0900000007'", "None", repr(self.people[7][3]),
                                               "10500000", "'Hỏi giá'"])  # fmt: skip
                self.assertEqual([row[2] for row in rows[3:6]], ["'chung@example.vn'"] * 3)

    def test_samples(self):
        samples = sorted(SAMPLES.glob("*.xlsx"))
        self.assertTrue(samples)
        for path in samples:
            with self.subTest(file=path.name):
                self.assert_fast(path.read_bytes())

    def test_the_size_that_a_sheet_notes_is_not_looked_for(self):
        """Google Sheets notes no size; openpyxl would parse the whole sheet to find it."""
        parts = Dialect(random.Random(1)).parts()
        name = "xl/worksheets/sheet1.xml"
        row = '<row r="1"><c r="A1"><v>912345678</v></c></row>'
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
        book = workbook.read(zipped(parts | {name: sheet}))
        self.assertEqual(book.rows("Khách"), [[912345678]])
        # What is damaged is said when the sheet is read.
        book = workbook.read(zipped(parts | {name: sheet.replace("</v>", "")}))
        with self.assertRaises(InvalidFormat):
            book.rows("Khách")


class TestHostileFiles(XlsxCase):
    NAME = "xl/worksheets/sheet1.xml"

    def sheet(self, rows, declared=""):
        parts = Dialect(random.Random(1)).parts()
        sheet = f'{declared}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        return zipped(parts | {self.NAME: sheet, "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"></sst>'})

    def test_entities_of_the_file_itself_are_never_read_fast(self):
        laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        data = self.sheet('<row r="1"><c r="A1" t="str"><v>&a11;</v></c></row>', f"<!DOCTYPE worksheet [{laughs}]>")
        self.assertIsNone(self.read_fast(data))
        self.assertEqual(self.read(data), InvalidFormat)

    def test_markup_without_end_takes_no_square_of_the_time(self):
        for rows in ('<row r="1">' + '<c r="A1" q="1"/>' * 16_000 + "</row>",
                     ('<row r="1">' + "<c " + "<x " * 500_000 + "</row>"), "<row>" * 500_000,
                     '<row r="1"><c r="A1"><is>' + "<t>x</t>" * 400_000 + "</row>",
                     "<c " * 16_000 + " " * 4_000_000):  # fmt: skip
            self.assertIsNone(self.read_fast(self.sheet(rows)))

    def test_rows_without_end_are_not_collected(self):
        """What follows the rows, or one of them, is never kept in memory as a whole where it is very long."""
        self.assertIsNone(self.read_fast(self.sheet('<row r="1"><c r="A1" t="str"><v>' + "x" * 12_000_000)))

    def test_cut_off_archives(self):
        data = zipped(Dialect(random.Random(2)).parts())
        for size in (len(data) // 3, len(data) - 10, 30):
            with self.subTest(size=size), self.assertRaises(InvalidFormat):
                lead_file.read(data[:size])
        parts = Dialect(random.Random(2)).parts()
        for name in parts:
            for content in ("", "Họ tên;SĐT", b"\xff\xfe\x00", "<a/>"):
                with self.subTest(part=name, content=content):
                    found = self.read(zipped(parts | {name: content}))
                    wanted = read_by_openpyxl(zipped(parts | {name: content}))
                    self.assertEqual(found, InvalidFormat if isinstance(wanted, type) else wanted)
