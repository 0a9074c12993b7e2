import time

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ...tools import encoding, exceptions, syllable, table, vocabulary
from ...tools.encoding import legacy, mojibake, viqr
from ...tools.table import header_row as header
from ...tools.table import workbook
from ...tools.vocabulary import heading

CALM = settings(derandomize=True, database=None, deadline=None, max_examples=60)
CELL = st.one_of(st.text(max_size=40), st.none(), st.integers(), st.floats(allow_nan=True), st.booleans(), st.dates())
WESTERN = st.text(alphabet=[legacy.WESTERN[byte] for byte in range(256)], max_size=60)
# A megabyte of anything is read in seconds: a quadratic reader would take hours.
LENGTH, SECONDS = 1_000_000, 10


class TestShapeProperties(BaseCase):
    @CALM
    @given(st.binary(max_size=300))
    def test_any_bytes_are_read(self, data):
        found = encoding.detect(data)
        self.assertIsInstance(found.text, str)
        for name, _label in encoding.ENCODINGS:
            self.assertIsInstance(encoding.decode(data, name), str)

    @CALM
    @given(st.binary(max_size=100), st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["viscii", "utf-16"])))
    def test_any_label_is_survived(self, data, charset):
        self.assertIsInstance(encoding.decode_labelled(data, charset), str)

    @CALM
    @given(st.text(max_size=200))
    def test_utf8_text_of_any_kind_comes_back(self, text):
        fixed = encoding.decode(text.encode("utf-8", "ignore"), "utf-8")
        self.assertEqual(fixed, encoding.decode(fixed.encode("utf-8", "ignore"), "utf-8"))

    @CALM
    @given(st.one_of(WESTERN, st.text(max_size=80)))
    def test_text_is_repaired_without_error(self, text):
        self.assertEqual(len(encoding.repair([text, None, text])[0]), 3)
        mojibake.fix(text)
        syllable.weigh(text)
        for name in (*legacy.NAMES, "viqr"):
            legacy.from_western(text, name)

    @CALM
    @given(st.lists(st.lists(CELL, max_size=6), max_size=8))
    def test_every_row_is_told_of_once(self, rows):
        sheet = table.read(rows)
        numbers = [row.number for row in sheet.rows] + [row.number for row in sheet.left_out]
        if sheet.header_row:
            numbers.append(sheet.header_row)
        self.assertEqual(sorted(numbers), list(range(1, len(rows) + 1)))

    @CALM
    @given(st.text(max_size=120))
    def test_any_csv_is_parsed(self, text):
        self.assertEqual(len(table.sniff_delimiter(text)), 1)
        self.assertIsInstance(table.parse(text), list)

    @CALM
    @given(CELL)
    def test_cells_keep_their_text(self, cell):
        text = table.cell_text(cell)
        self.assertEqual(table.cell_text(text), text)
        self.assertFalse(str(table.neutralise(text)).startswith(("=", "@", "\t", "\r")))

    @CALM
    @given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=5))
    def test_any_heading_is_looked_up(self, heading_text, values):
        vocabulary.field_of(heading_text, values)
        vocabulary.map_headings([heading_text, heading_text], [values])
        vocabulary.read_pairs([heading_text, *values])
        for read in (heading.look_up, heading.read_question, heading.read_beginning):
            self.assertIsInstance(read(heading_text), heading.Suggestion)

    @CALM
    @given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]))
    def test_any_file_is_a_workbook_or_told_to_be_none(self, data, start):
        try:
            book = workbook.read(start + data)
        except exceptions.InvalidFormat:
            book = None
        self.assertIsNone(book)

    @CALM
    @given(st.text(alphabet="aeouAEOUdDnthgTH^(+'`?~. ,@", max_size=80))
    def test_viqr_is_read_without_error(self, text):
        viqr.is_viqr(text)
        self.assertIsInstance(viqr.read(text), str)

    def test_time_grows_with_length_only(self):
        units = (
            "a",
            " ",
            "(",
            "á»",
            "ÃƒÂ",
            "Hµ ",
            "aø",
            "9 ",
            '"',
            ",",
            "\n",
            "\t",
            "Ạ",
            "- ",
            "= ",
            "Nguye^~n ",
            "a: ",
        )
        for unit in units:
            text = (unit * LENGTH)[:LENGTH]
            for work in (
                mojibake.fix,
                legacy.restore_capitals,
                lambda text: legacy.from_western(text, "vni"),
                lambda text: encoding.repair([text]),
                lambda text: encoding.detect(text.encode("cp1252", "ignore")),
                table.cell_text,
                table.is_lost,
                table.neutralise,
                table.parse,
                lambda text: table.read([["Họ tên", "SĐT"], [text, "0912345678"], ["", text]]),
                vocabulary.field_of,
                vocabulary.is_heading,
                viqr.is_viqr,
                viqr.read,
                lambda text: header.event([[text]]),
                lambda text: table.read([[text], ["Họ tên", "SĐT"], ["Lê Hà", "0912345678"]]),
                lambda text: vocabulary.field_of("Tên", [text]),
                lambda text: vocabulary.read_pairs([text]),
            ):
                with self.subTest(unit=unit, work=work):
                    start = time.process_time()
                    work(text)
                    self.assertLess(time.process_time() - start, SECONDS)

    def test_errors_carry_codes(self):
        for kind, code in (
            (exceptions.LeadDataError, "invalid"),
            (exceptions.InvalidFormat, "invalid_format"),
            (exceptions.InvalidLength, "invalid_length"),
            (exceptions.InvalidChecksum, "invalid_checksum"),
            (exceptions.InvalidComponent, "invalid_component"),
        ):
            error = kind("0912")
            self.assertIsInstance(error, ValueError)
            self.assertEqual((error.code, error.value), (code, "0912"))
