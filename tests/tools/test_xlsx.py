"""XLSX files as Excel, LibreOffice, Google Sheets and others write them are read fast, and exactly as by openpyxl."""

import datetime
import io
import random
import warnings
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
from odoo.tests import BaseCase

from ...tools.exceptions import InvalidFormat, TooLarge
from ...tools.table import file_limits, lead_file, merged_cells, workbook
from ...tools.table.xlsx_sheet import value_of
from ..common import SAMPLES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEADER = ["Họ tên", "Điện thoại", "Email", "Ngày hẹn", "Ngân sách", "Ghi chú"]
FORMATS = ["General", "@", "0", "00", "0000000000", "0.00", "0%", "dd/mm/yyyy", "[h]:mm:ss", "0### ### ###", "#,##0"]
FORMATS += ['0000" "000" "000', "mm:ss", '[$-42A]d "tháng" m', "0.00E+00", "General;-0;;@"]
TEXTS = ["Nguyễn Thị Ánh", " Lê Hà ", "0912345678", "", "#N/A", "#VALUE!", "a<b & c>d", 'nói "dạ"', "dòng 1\ndòng 2"]
TEXTS += ["_x000D_", "_x005F_x000D_", "x005F_", "\ttab", "=1+1", "Đ" * 300, "😀", "1e5", "\u200b", "a\u00a0b", "]]", "'"]
NUMBERS = ["0", "1", "-7", "912345678", "84912345678", "0912345678", "123456789012345678", "9007199254740993", "0.5"]
NUMBERS += ["45000", "45000.75", "1.0", "8.4912345678E10", "1e-7", "0.1", "60", "-3.25", "12345678901234567890123", ""]
NUMBERS += ["1E999", "2958466", " 5", "1_000", "NaN", "+3", "٣"]


class Dialect:
    """How a program writes workbooks; ``oddity``: how often it does what no program does."""

    def __init__(self, chance, oddity=0.0):
        self.chance, self.oddity = chance, oddity
        self.program = chance.choice(("excel", "libreoffice", "google", "openpyxl"))
        # ElementTree of Python, with which openpyxl writes where lxml is missing, has a space here.
        self.blank = chance.choice(("", "", " "))
        self.shared, self.strings = self.program != "openpyxl", []

    def odd(self):
        return self.chance.random() < self.oddity

    def text(self, text):
        chance, markup = self.chance, escape(text)
        if self.program == "openpyxl" or chance.random() < 0.1:
            markup = "".join(letter if ord(letter) < 128 else f"&#{ord(letter)};" for letter in markup)
        if self.odd():
            markup = chance.choice(
                (f"<![CDATA[{text}]]>", f"{markup}<!-- x -->", f"{markup}&nbsp;", f"{markup}&#1;", f"{markup}\r\n",
                 f"{markup}]]>", f"{markup}\x0b", f"{markup}&#xD;", f"{markup}&", f"{markup}<b/>", f"{markup}\ufffe",
                 f"{markup}&#xFFFF;", f"{markup}&#x110000;", f"{markup}&quot;&apos;&#x1F600;", f"{markup}&Lt;")
            )  # fmt: skip
        preserve = ' xml:space="preserve"' if text != text.strip() or chance.random() < 0.2 else ""
        return f"<t{preserve}>{markup}</t>"

    def item(self, text):
        plain, chance = self.text(text), self.chance.random()
        if chance < 0.05:
            return f"<r>{plain}</r><r><rPr><b/><sz val='11'/><color rgb='FFFF0000'/></rPr>{self.text('đậm')}</r>"
        if chance < 0.08:
            return f'{plain}<rPh sb="0" eb="1"><t>kana</t></rPh><phoneticPr fontId="1"/>'
        return f"<t{self.blank}/>" if chance < 0.1 else plain

    def cell(self, place, style):
        chance = self.chance
        kind = chance.choice(("text", "text", "text", "number", "number", "blank", "boolean", "error", "formula", "none"))
        attributes = f' r="{place}"' if not self.odd() else ""
        attributes += f' s="{style}"' if style or self.program == "libreoffice" else ""
        if self.odd():
            attributes += chance.choice((' cm="1"', ' t="d"', ' s="99"', ' xmlns="x"', ' x:y="1"', " t='n'", ' r="A1"'))
        if kind == "none":
            return ""
        if kind == "blank":
            return f"<c{attributes}{self.blank}/>" if chance.random() < 0.8 else f"<c{attributes}></c>"
        if kind == "boolean":
            return f'<c{attributes} t="b"><v>{chance.randrange(2)}</v></c>'
        if kind == "error":
            return f'<c{attributes} t="e"><v>{chance.choice(("#N/A", "#REF!", "#Lạ!"))}</v></c>'
        if kind == "text":
            text = chance.choice(TEXTS)
            if not self.shared or chance.random() < 0.1:
                return f'<c{attributes} t="inlineStr"><is>{self.item(text)}</is></c>'
            self.strings.append(self.item(text))
            index = len(self.strings) - 1 if not self.odd() else chance.choice((-1, 99999, "", "x"))
            return f'<c{attributes} t="s"><v>{index}</v></c>'
        number = chance.choice(NUMBERS if self.odd() else NUMBERS[:18])
        typed = ' t="n"' if self.program in ("libreoffice", "openpyxl") else ""
        if kind == "number":
            return f"<c{attributes}{typed}><v>{number}</v></c>"
        formula = chance.choice(
            ("<f>A1+1</f>", '<f t="shared" ref="D2:D9" si="0">A1&amp;"x"</f>', '<f t="shared" si="0"/>', "<f/>",
             '<f aca="false">SUM(A1:A3)</f>', '<f t="array" ref="A1:A2" ca="1">A1</f>')
        )  # fmt: skip
        value = chance.choice((f"<v>{number}</v>", "<v></v>", "", "<v>chữ</v>"))
        return f"<c{attributes}{' t=%r' % 'str' if 'chữ' in value else typed}>{formula}{value}</c>".replace("'str'", '"str"')

    def row(self, number, styles):
        chance = self.chance
        attributes = {
            "excel": ' spans="1:6" x14ac:dyDescent="0.25"',
            "libreoffice": ' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
            ' collapsed="false"',
            "google": chance.choice(("", ' ht="15.75" customHeight="1"')),
            "openpyxl": "",
        }[self.program]
        if self.odd():
            attributes += chance.choice((' r="3"', ' xmlns="x"', ' y:z="1"', ' ht="1" ht="1"', ' new="1"', " hidden='1'"))
        number = number if not self.odd() else chance.choice((1, number + 3, "", "x", "1.0"))
        named = f' r="{number}"' if number != "" else ""
        columns = list("ABCDEF")
        if self.odd():
            chance.shuffle(columns)
        cells = "".join(self.cell(f"{letter}{number}", chance.randrange(styles)) for letter in columns)
        if self.odd():
            cells += chance.choice(
                ("<!-- x -->", " ", "chữ", "<?x?>", "<extLst/>", '<c r="ZZ1"><v>1</v></c>', '<c r="G1"/><c r="G1"/>',
                 '<c r="ZZZ9"><v>1</v></c>', '<c r="H1"><v>1</v><v>2</v></c>', '<c r="I1"><f>"</c>"</f></c>', "</row><row>")
            )  # fmt: skip
        return f"<row{named}{attributes}>{cells}</row>" if cells else f"<row{named}{attributes}{self.blank}/>"

    def rows(self, styles):
        number = 0
        for _row in range(self.chance.randrange(1, 9)):
            number += 1 if self.chance.random() < 0.8 else self.chance.randrange(1, 5)
            yield self.row(number, styles)

    def parts(self):
        """Return {name: text} of a workbook of one sheet."""
        chance = self.chance
        codes = [code for code in FORMATS if chance.random() < 0.6] or ["General"]
        formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
                          for at, code in enumerate(codes))  # fmt: skip
        ids = [0, 1, 9, 14, 22, 49, *range(164, 164 + len(codes))]
        styles = "".join(f'<xf numFmtId="{id_}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for id_ in ids)
        rows = "".join(self.rows(len(ids)))
        before = chance.choice(("", '<dimension ref="A1:F5"/>', '<dimension ref="A1"/>', '<cols><col min="1" max="2"/></cols>'))
        after = chance.choice(("", "", '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>',
                               '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'))  # fmt: skip
        if self.odd():
            after += chance.choice(("<row r='99'/>", "<mergeCells", '<hyperlinks><hyperlink ref="A1"/></hyperlinks>', "<!--x-->",
                                    '<sheetData><row r="77"><c r="A77"><v>1</v></c></row></sheetData>'))  # fmt: skip
        declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + chance.choice(("", "\n", "\r\n"))
        spaces = f' xmlns="{MAIN}" xmlns:r="{OFFICE}"' + (f' xmlns:x14ac="{X14AC}"' if self.program == "excel" else "")
        if self.odd():
            declared = chance.choice(("", "\ufeff", '<?xml version="1.0" encoding="UTF-16"?>', declared + "<!DOCTYPE a []>",
                                      declared + '<!DOCTYPE worksheet [<!ENTITY nbsp "lạ">]>'))  # fmt: skip
        if self.odd():
            spaces = chance.choice((f' xmlns="{MAIN}"', f' xmlns:m="{MAIN}"', f" xmlns='{MAIN}'", ' xmlns="lạ"',
                                    f' xmlns="{MAIN}" xmlns="{MAIN}"'))  # fmt: skip
        strings = "".join(f"<si>{item}</si>" for item in self.strings)
        epoch = '<workbookPr date1904="1"/>' if chance.random() < 0.1 else ""
        return {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>'
            '<sheet name="Khách" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts><fonts><font/>'
            "</fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
            f"<cellXfs>{styles}</cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml": f"{declared}<worksheet{spaces}>{before}<sheetData>{rows}</sheetData>{after}"
            "</worksheet>",
            "xl/sharedStrings.xml": f'{declared}<sst xmlns="{MAIN}" count="{len(self.strings)}">{strings}</sst>',
        }


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def damaged(chance, content):
    """Return ``content`` (bytes) with some bytes cut, copied, changed or inserted."""
    content = bytearray(content)
    for _time in range(chance.randrange(1, 3)):
        at = chance.randrange(len(content))
        end = min(at + chance.randrange(1, 30), len(content))
        inserted = chance.choice((b"", bytes(content[at:end]), bytes([chance.randrange(256)]), b"<", b">", b"&", b'"',
                                  b"</c>", b"<c ", b"</row>", b"<row>", b"</v>", b"</si>", b"<si>", b"</sheetData>"))  # fmt: skip
        content[at : end if chance.random() < 0.4 else at] = inserted
    return bytes(content)


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

    PEOPLE = [
        [f"Nguyễn Thị {number}", f"09{number:08}", f"kh{number}@example.vn", datetime.datetime(2026, 3, 1 + number % 28),
         1_500_000 * number, "Gọi sau 17h,\nhỏi giá <sỉ> & lẻ"]
        for number in range(2_000)
    ]  # fmt: skip

    def assert_fast(self, data):
        fast, wanted = self.read_fast(data), read_by_openpyxl(data)
        self.assertTrue(fast == wanted, "another result, or read by openpyxl")
        return fast

    def test_written_by_openpyxl(self):
        for write_only in (False, True):
            book = openpyxl.Workbook(write_only=write_only)
            sheet = book.create_sheet("Khách", 0)
            for row in (HEADER, *self.PEOPLE):
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
                for number, row in enumerate(self.PEOPLE):
                    sheet.write_row(number, 0, row[:1])
                    sheet.write_number(number, 1, int(row[1]), zeros)
                    sheet.write_datetime(number, 3, row[3], date)
                    sheet.write_number(number, 4, row[4])
                    sheet.write_rich_string(number, 5, "Hỏi ", book.add_format({"bold": True}), "giá")
                sheet.merge_range(3, 2, 5, 2, "chung@example.vn")
            with self.subTest(options=options):
                rows = self.assert_fast(out.getvalue())
                self.assertEqual(rows[7][:6], ["'Nguyễn Thị 7'", "'0900000007'", "None", repr(self.PEOPLE[7][3]),
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
