import csv
import random
import unicodedata

from odoo.tests import BaseCase

from ...tools import encoding
from ...tools.encoding import legacy, mojibake
from ...tools.facts import facts
from ...tools.syllable import is_valid, weigh
from ..common import SAMPLES

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đào",
    "Đoàn",
    "Trịnh",
    "Mạc",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quốc",
    "Xuân",
    "Kim",
    "Thúy",
    "Bảo",
    "Gia",
    "Hồng",
    "Mỹ",
]
GIVENS = [
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hằng",
    "Hạnh",
    "Hiếu",
    "Hòa",
    "Khánh",
    "Lộc",
    "Mẫn",
    "Nguyệt",
    "Phượng",
    "Quỳnh",
    "Sơn",
    "Tiến",
    "Thủy",
    "Uyên",
    "Vượng",
]
PLACES = ["Hà Nội", "Đà Nẵng", "Thừa Thiên Huế", "Đắk Lắk", "Bà Rịa - Vũng Tàu", "Cần Thơ", "Hải Phòng", "Nghệ An"]
NOTES = ["Cần báo giá gấp", "Gọi lại buổi sáng", "Khách hàng cũ", "Đã gửi mẫu", "", "Tư vấn gói dịch vụ"]
FOREIGN = (
    "Café Müller",
    "São Paulo",
    "Nestlé",
    "Kraków",
    "Rơ Châm Ngơh",
    "Ea H'leo",
    "Noël",
    "Zoë Strauß",
    "Señor Ibáñez",
    "Crème brûlée",
    "Škoda",
    "L'Oréal",
    "Citroën",
    "Håkon Ødegård",
    "Málaga",
    "Dvořák",
    "Ångström",
    "Đồng-Xoài™",
    "“Cà phê đá”",
    "«đá»",
    "50 m² – 20°C",
    "€ 100 · £5",
    "東京",
    "ООО Ромашка",
    "naïve",
    "Beyoncé",
    "Übung",
    "Àlex",
)


def encode(text, name):
    """Write ``text`` in a legacy encoding by its table; small letters where capitals have no code."""
    if name == "windows-1258":
        return b"".join(_as_1258(char) for char in text)
    table = {
        row["char"]: bytes.fromhex(row["bytes_hex"])
        for row in reversed(facts("legacy_encodings"))
        if row["encoding"] == name
    }
    return b"".join(table.get(char) or table.get(char.lower()) or char.encode("cp1252") for char in text)


def _as_1258(char):
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        base, tone = _split_tone(char)
        return base.encode("cp1258") + tone.encode("cp1258")


def _split_tone(char):
    parts = unicodedata.normalize("NFD", char)
    tone = next(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


def customer_file(rng, rows, delimiter=",", newline="\r\n"):
    lines = [delimiter.join(["Họ và tên", "Số điện thoại", "Tỉnh/TP", "Ghi chú"])]
    for _row in range(rows):
        name = " ".join(map(rng.choice, (SURNAMES, MIDDLES, GIVENS)))
        lines.append(delimiter.join([name, f"09{rng.randrange(10**8):08}", rng.choice(PLACES), rng.choice(NOTES)]))
    return newline.join(lines) + newline


def misread(text, code_page, times=1):
    for _time in range(times):
        text = "".join(legacy.charmap(code_page)[byte] for byte in text.encode("utf-8"))
    return text


class TestLostLetters(BaseCase):
    def test_question_marks_and_replacement_characters_inside_words(self):
        for rows in (
            [["H? tên", "S? ?i?n tho?i"], ["Nguy?n V?n An", "0912345678"]],
            [["Họ tên"], ["Tr\ufffdn V\ufffdn B\ufffdnh"]],
            [["Công ty", "Ghi chú"], ["C?ng ty C? ph?n Ánh Sao", "giá bao nhiêu?"]],
        ):
            with self.subTest(rows=rows):
                self.assertTrue(encoding.lost.find(rows).places > 1)

    def test_questions_and_links_are_intact(self):
        for rows in (
            [["Câu hỏi"], ["giá bao nhiêu?có ship không?"], ["ở đâu?"], ["Hỏi giá???"]],
            [["Link"], ["https://a.example.vn/x?utm_source=b?c"], ["www.mau.vn/?a&b?c"]],
            [["bạn_cần_gì?_khi_nào?"], ["tư_vấn"]],
            [[None, 5, True], ["", "?", "??"]],
        ):
            with self.subTest(rows=rows):
                self.assertEqual(encoding.lost.find(rows).places, 0)

    def test_time_grows_with_length_only(self):
        for unit in ("a?", "?", "\ufffd", "a\ufffd?", " ?a", "a/", "www."):
            with self.subTest(unit):
                encoding.lost.find([[unit * 100_000] * 20])


class TestEncodingOfFiles(BaseCase):
    def test_samples_are_recognised(self):
        for name, expected in (
            ("02_facebook_lead_ads.csv", "utf-16-le"),
            ("03_ladipage.csv", "utf-8-sig"),
            ("04_google_forms.csv", "utf-8"),
            ("05_accounting_tcvn3.csv", "tcvn3"),
            ("06_cp1258_semicolon.csv", "windows-1258"),
            ("07_mac_nfd.csv", "utf-8"),
            ("08_excel_damaged.csv", "utf-8-sig"),
        ):
            with self.subTest(file=name):
                found = encoding.detect((SAMPLES / name).read_bytes())
                self.assertEqual(found.encoding, expected)
                self.assertTrue(unicodedata.is_normalized("NFC", found.text))
                self.assertNotIn("\ufeff", found.text)
                self.assertEqual(found.damage, "mojibake" if name.startswith("08") else "")

    def test_expected_texts_stand_in_the_decoded_samples(self):
        for name, column in (
            ("05_accounting_tcvn3", "partner_name"),
            ("06_cp1258_semicolon", "city"),
            ("08_excel_damaged", "partner_name"),
        ):
            text = encoding.detect((SAMPLES / f"{name}.csv").read_bytes()).text
            with open(SAMPLES / f"{name}.expected.csv", encoding="utf-8", newline="") as file:
                wanted = [row[column] for row in csv.DictReader(file) if row.get(column)]
            missing = [value for value in wanted if value.lower() not in text.lower()]
            with self.subTest(file=name):
                self.assertEqual(missing, [])

    def test_every_encoding_with_many_and_few_rows(self):
        rng = random.Random(2025)
        for rows in (1, 3, 20, 200):
            for _file in range(4):
                text = customer_file(rng, rows, rng.choice(",;\t|"), rng.choice(["\n", "\r\n", "\r"]))
                for name in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", *legacy.NAMES[:4]):
                    data = encode(text, name) if name in legacy.NAMES else text.encode(name)
                    with self.subTest(encoding=name, rows=rows):
                        found = encoding.detect(data)
                        self.assertEqual(found.encoding, name)
                        self.assertEqual(found.text.lower(), text.lower())
                        self.assertEqual(encoding.decode(data, name).lower(), text.lower())

    def test_utf16_with_mark_and_a_torn_last_byte(self):
        text = customer_file(random.Random(1), 3)
        for name in ("utf-16-le", "utf-16-be"):
            found = encoding.detect(("\ufeff" + text).encode(name) + b"\x00")
            self.assertEqual((found.encoding, found.text.rstrip("\ufffd")), (name, text))

    def test_decomposed_text_is_composed(self):
        text = customer_file(random.Random(2), 5)
        self.assertEqual(encoding.detect(unicodedata.normalize("NFD", text).encode()).text, text)

    def test_one_accented_letter_is_enough_for_utf8(self):
        text = "name,phone\n" + "Tran Van A,0912345678\n" * 500 + "Trần Van B,0912345679\n"
        self.assertEqual(encoding.detect(text.encode()), ("utf-8", text, "", True))

    def test_a_foreign_byte_does_not_spoil_utf8(self):
        data = "Lê Thị Hà,Đà Nẵng,Nguyễn Văn Bình".encode().replace(b",", b"\xa0,", 1)
        found = encoding.detect(data)
        self.assertEqual((found.encoding, found.text), ("utf-8", "Lê Thị Hà\xa0,Đà Nẵng,Nguyễn Văn Bình"))
        torn = encoding.detect("Lê Thị Hà, Nguyễn".encode()[:-2])
        self.assertEqual(torn.text, "Lê Thị Hà, Nguy\ufffd")

    def test_western_file_stays_western(self):
        text = "Name;City\r\nMüller;Köln\r\nIbáñez;Málaga\r\nLefèvre;Orléans\r\n"
        found = encoding.detect(text.encode("cp1252"))
        self.assertEqual((found.encoding, found.text, found.sure), ("cp1252", text, False))

    def test_whole_file_of_misread_utf8(self):
        text = customer_file(random.Random(3), 10)
        for code_page in ("cp1252", "latin-1", "cp1258", "mac_roman"):
            for times in (1, 2):
                with self.subTest(code_page=code_page, times=times):
                    found = encoding.detect(misread(text, code_page, times).encode())
                    self.assertEqual((found.text, found.damage), (text, "mojibake"))

    def test_tcvn3_capitals_come_back(self):
        for stored, wanted in (
            ("NGUYễN VĂN HậU", "NGUYỄN VĂN HẬU"),
            ("LÊ THị Hà", "LÊ THỊ HÀ"),
            ("Lý Thị Hà", "Lý Thị Hà"),
            ("Trần Thị ánh", "Trần Thị Ánh"),
            ("TP Hà Nội, Huyện ứng Hòa", "TP Hà Nội, Huyện Ứng Hòa"),
            ("Công ty ánh sáng", "Công ty ánh sáng"),
            ("gửi ở đâu", "gửi ở đâu"),
        ):
            with self.subTest(stored=stored):
                self.assertEqual(legacy.restore_capitals(stored), wanted)

    def test_viqr_on_request_only(self):
        self.assertEqual(encoding.decode(b"Nguye^~n Thi. DDa`o", "viqr"), "Nguyễn Thị Đào")
        self.assertEqual(encoding.detect(b"Gia? so^' 5? (khong)").text, "Gia? so^' 5? (khong)")

    def test_nothing_at_all(self):
        self.assertEqual(encoding.detect(b""), ("utf-8", "", "", True))


class TestEncodingOfCells(BaseCase):
    def test_clean_text_and_foreign_words_stay(self):
        rng = random.Random(4)
        names = [" ".join(map(rng.choice, (SURNAMES, MIDDLES, GIVENS))) for _name in range(100)]
        names += [name.upper() for name in names]
        for values in (names, list(FOREIGN), names + list(FOREIGN), *([word] for word in FOREIGN)):
            self.assertEqual(encoding.repair(values), (values, {}))

    def test_font_columns(self):
        rng = random.Random(5)
        names = [" ".join(map(rng.choice, (SURNAMES, MIDDLES, GIVENS))) for _name in range(40)] + [
            "Công ty TNHH HÒA AN"
        ]
        for name in ("tcvn3", "vni", "windows-1258"):
            shown = [_shown(text, name) for text in names]
            with self.subTest(encoding=name):
                self.assertEqual(encoding.repair([*shown, None, 12, "0912"]), ([*names, None, 12, "0912"], {name: 41}))

    def test_single_font_cells(self):
        for shown, wanted in (
            ("NguyÔn V¨n A", "Nguyễn Văn A"),
            ("§iÖn tho¹i", "Điện thoại"),
            ("Ñieän thoaïi", "Điện thoại"),
            ("NGUYEÃN HOÀNG AÙNH", "NGUYỄN HỒNG ÁNH"),
            ("Phan Vaên Aùnh", "Phan Văn Ánh"),
            ("NguyêÞn Vãn Ðýìc", "Nguyễn Văn Đức"),
        ):
            with self.subTest(shown=shown):
                self.assertEqual(encoding.repair([shown])[0], [wanted])

    def test_misread_cells_among_clean_ones(self):
        values = ["ThÃ¡i NhÆ° HÆ°á»\x9dng", "Lâm Khánh Huệ", "Háº¡ Long", "Café", "ÄÃ  Náºµng".replace("Ä", "Ä\x90")]
        fixed, what = encoding.repair(values)
        self.assertEqual(fixed, ["Thái Như Hường", "Lâm Khánh Huệ", "Hạ Long", "Café", "Đà Nẵng"])
        self.assertEqual(what, {"mojibake": 3})

    def test_letters_lost_on_the_way_come_back_where_only_one_word_fits(self):
        for shown, wanted in (
            ("HoÃ ng", "Hoàng"),
            ("HÃ  Ná»™i", "Hà Nội"),
            ("Ä\ufffdáº·ng VÄƒn", "Đặng Văn"),
            ("TrÆ°á»ng PhÃ²ng", "Trường Phòng"),
            ("THÆ¯Æ NG Máº I", "THƯƠNG MẠI"),
            ("HÃ  Y NguyÃªn", "Hà Y Nguyên"),
            ("Há»¢P TÃC XÃƒ TÃ‚N Lá»˜C", "HỢP TÁC XÃ TÂN LỘC"),
            ("LÃƒ Ä\x90ÃŒNH TÃ‚M", "LÃ ĐÌNH TÂM"),
            ("XÃ TÂN LỘC\nHÃ  Ná»™i", "XÃ TÂN LỘC\nHà Nội"),
        ):
            with self.subTest(shown=shown):
                self.assertEqual(mojibake.fix(shown), wanted)

    def test_syllables(self):
        for word in [
            "Nguyễn",
            "hoà",
            "hòa",
            "thủy",
            "thuỷ",
            "quý",
            "gì",
            "giếng",
            "khuya",
            "ngoằn",
            "yểu",
            "Đắk",
            "ĐẶNG",
            "uỷ",
            "quốc",
            "tuyết",
            "ươm",
        ]:
            with self.subTest(word=word):
                self.assertTrue(is_valid(word))
        for word in ["NguyÔn", "café", "hắt2", "nguyÊn", "háct", "ngềh", "bạch1", "zà"]:
            with self.subTest(word=word):
                self.assertFalse(is_valid(word))
        self.assertEqual(weigh("plain words only"), (0, 0))


class TestEncodingOfMail(BaseCase):
    def test_labels_that_python_does_not_know(self):
        text = "Kính gửi quý công ty, tôi cần báo giá máy đóng gói. Điện thoại 0912 345 678"
        for charset, name in (
            ("viscii", "viscii"),
            ("VISCII1.1-1", "viscii"),
            ("x-viet-tcvn5712", "tcvn3"),
            ("x-viet-vni", "vni"),
            ("unknown-8bit", "windows-1258"),
            ("x-unknown", "tcvn3"),
            (None, "vni"),
            ("windows-1258", "windows-1258"),
            ("iso-8859-1", "tcvn3"),
            ("us-ascii", "viscii"),
            ("no-such-charset", "vni"),
            ("windows-1252", "vni"),
        ):
            with self.subTest(charset=charset, encoding=name):
                self.assertEqual(encoding.decode_labelled(encode(text, name), charset), text)

    def test_wrong_and_right_labels_of_other_texts(self):
        for data, charset, wanted in (
            ("Báo giá".encode(), "iso-8859-1", "Báo giá"),
            ("Báo giá".encode(), "windows-1258", "Báo giá"),
            ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語"),
            ("日本語".encode("shift_jis"), "shift_jis", "日本語"),
            ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
            ("Müller".encode("latin-1"), "iso-8859-1", "Müller"),
            ("Müller".encode("latin-1"), "utf-8", "Müller"),
            (b"plain", "utf-8", "plain"),
        ):
            with self.subTest(charset=charset, wanted=wanted):
                self.assertEqual(encoding.decode_labelled(data, charset), wanted)


def _shown(text, name):
    """Return ``text`` as a program shows the bytes of a Vietnamese font: Western letters."""
    return "".join(legacy.WESTERN[byte] for byte in encode(text, name))
