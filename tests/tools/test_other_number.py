"""What is no phone is no phone, and what is one is found: in phone cells, sentences, signatures, notes and cards."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ...tools import phone, vocabulary
from ...tools.card import card_text, vcard
from ...tools.mail.findings import read as read_findings
from ...tools.phone import other_number
from ...tools.reader import contact_note

QUICK = settings(max_examples=300, deadline=None, derandomize=True, database=None)
SECONDS = 5

MOMENTS = (
    "03/11/2025 16:45", "3/11/2025 9:05:30", "16h45 03/11/2025", "21-24/11/2025", "3, 4, 5/11/2025",
    "28/10 - 3/11/2025",
    "28/10/2025 - 03/11/2025", "28/10/2025-03/11/2025", "28.10.2025 - 03.11.2025", "03-11-2025 16:45",
    "2025-11-03 16:45",
    "2025-11-03T16:45:10+07:00", "2025/11/03 16:45", "11/25/2025 4:45 PM", "từ 8h30 đến 17h15 ngày 21/11/25",
    "08:30-11:45 21/11/2025", "11/2025 - 12/2026", "ngày 21 tháng 11 năm 2025 lúc 16:45", "28-10-25 - 03-11-25",
)  # fmt: skip
AMOUNTS = (
    "386.500.000đ", "386.500.000 đ", "386.500.000 đồng", "912.000.000", "1.685.000.000", "912,000,000",
    "386,500,000 VND",
    "VND 386500000", "386500000đ", "386500000 đồng", "₫386,500,000", "386 500 000 đồng", "350 - 385.500.000đ",
    "385.500.000 - 912.500.000 VNĐ", "350.000.000 - 912.000.000", "$912,345,678", "912345678 USD", "3.850.000.000,00 đ",
)  # fmt: skip
PLACES = (
    "10.776889, 106.700806", "21.028511,105.804817", "16,054407; 108,202167", "10°46'36.8\"N 106°42'02.9\"E",
    "0.912345678", "0,385123456",
)  # fmt: skip
LABELLED = (
    "Mã vận đơn 0387654321", "mã đơn hàng: 0387654321", "Mã bưu gửi - 0387654321", "Vận đơn số 0387654321",
    "HĐ số 0387654321", "Hợp đồng số: 0387 654 321", "Số hóa đơn: 0387654321", "Order number 0387654321",
    "Order #0387654321", "Tracking no.: 0387654321", "Invoice No 0387654321", "Booking ID: 0387654321",
    "Ref. no. 0387654321", "STK 0387654321", "STK Techcombank: 0387654321", "Số tài khoản ngân hàng ACB 0387654321",
    "Chuyển khoản vào MB Bank 0387654321", "TK: 0387654321", "CCCD 0387654321", "Căn cước số 0387654321",
    "MST: 0387654321", "Mã khách hàng 0387654321", "Mã giới thiệu của bạn bè: 0387654321", "S/N: 0387654321",
    "Mã đơn (Shopee): 0387654321", "Mã đơn của em là 0387654321", "Mã vận đơn: SPXVN0387654321",
    "Mã vận đơn 0387654321, 0912345678", "Zoom: meeting ID 0387654321", "ID 84387654321", "Mật khẩu: 0387654321",
    "Fax 028 3822 1235", "Fax: (028) 3822 1235", "Fax1: 028.3822.1235", "Fax 2 - 028 3822 1235", "Số fax: 02838221235",
    "F: 028 3822 1235", "F. 028 3822 1235", "028 3822 1235 (Fax)", "028 3822 1235 (F)",
    "Fax: 028 3822 1235 - 028 3822 1236",
)  # fmt: skip
# In running text a number has its zero, its country code or a label.
IN_TEXT = (
    "360.450.520", "360/450/520", "360-450-520", "360 450 520", "khổ 360x450x520", "1:500", "tổng 386500000",
    "đơn SPXVN0387654321", "INV-0387654321", "bưu phẩm EB387654321VN", "tuổi 05, 07, 09, 11, 13",
    "https://shop.example.vn/sp/0387654321?id=0912345678", "lan.0387654321@mail.example.vn", "387654321",
)  # fmt: skip

MOBILE = "+84912345670"
LAYOUTS = (
    "0912345670", "0912 345 670", "0912.345.670", "0912-345-670", "091 234 5670", "091.234.5670", "09 12 34 56 70",
    "09.12.34.56.70", "+84912345670", "+84 912 345 670", "(+84) 912 345 670", "(+84)912.345.670", "84912345670",
    "+84-912-345-670", "0084 912 345 670", "(0912) 345 670", "09123 45670",
)  # fmt: skip
LABELS = (
    "", "SĐT: ", "ĐT ", "Số điện thoại: ", "Tel: ", "Mobile: ", "Hotline: ", "Zalo ", "Zalo: ", "M: ", "HP. ", "ĐT1: ",
    "SĐT 2: ", "Điện thoại (Zalo): ", "LH: ", "gọi ", "liên hệ chị Hà ", "A. Nam - ", "SĐT nhận đơn hàng: ",
    "số của em là ", "Hỏi giá ", "Tel/Fax: ", "(ĐT) ", "cần 3 máy, ", "SL 20 ", "Block F ",
)  # fmt: skip
AROUND = (
    "",
    "12/09/2025 10:20 ",
    "giá 386.500.000đ, ",
    "Mã đơn 0387654321; ",
    "10.776889, 106.700806; ",
    "360.450.520 - ",
)
BEHIND = ("", " nhé", " (Zalo)", " - Công ty Gió Mới", ", 386.500.000đ", ". Giao 12/09/2025", " | Fax: 028 3822 1235")


def numbers(text):
    return [found.number for found in phone.find(text)]


class TestOtherNumber(BaseCase):
    def test_round_sizes_and_parts_of_longer_numbers_are_no_phones(self):
        for text in ("320.400.500", "600,350,900 mm", "350.400.500.600", "0123.456.789.012", "1234.912.345.678"):
            with self.subTest(text):
                self.assertEqual(phone.parse(text)[:1], ((),))
        for text, numbers in (
            ("912.345.670", 1),
            ("0320.400.500", 1),
            ("84.320.400.500", 1),
            ("0912345678-987654321", 2),
            ("028.3822.1234.912345678", 2),
            ("1.912345678", 1),
        ):
            with self.subTest(text):
                self.assertEqual(len(phone.parse(text).numbers), numbers)

    def test_dates_amounts_and_codes_are_no_phones_in_a_phone_column(self):
        for cell in (*MOMENTS, *AMOUNTS, *PLACES, *LABELLED):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).numbers, ())

    def test_dates_amounts_and_codes_are_no_phones_in_a_sentence(self):
        for text in (*MOMENTS, *AMOUNTS, *PLACES, *LABELLED, *IN_TEXT):
            for sentence in ("{}", "Em hỏi: {}, cảm ơn.", "Lan - {}", "{} nhé"):
                with self.subTest(sentence.format(text)):
                    self.assertEqual(numbers(sentence.format(text)), [])

    def test_what_is_ruled_out_stays_in_the_note_of_its_cell(self):
        for cell in (*MOMENTS, *AMOUNTS, *LABELLED):
            digits = "".join(filter(str.isdigit, cell))
            with self.subTest(cell):
                self.assertEqual("".join(filter(str.isdigit, phone.parse(cell).note)), digits)

    def test_a_mobile_is_found_in_every_layout_behind_every_label(self):
        for label in LABELS:
            for layout in LAYOUTS:
                with self.subTest(label + layout):
                    self.assertEqual(numbers(label + layout), [MOBILE])
                    if label != "SL 20 ":
                        self.assertEqual(phone.parse(label + layout).numbers, (MOBILE,))

    def test_a_phone_is_found_beside_what_is_none(self):
        for before in AROUND:
            for layout in LAYOUTS[:8]:
                for after in BEHIND:
                    text = before + layout + after
                    with self.subTest(text):
                        self.assertEqual(numbers(text), [MOBILE])

    def test_landlines_hotlines_and_extensions_are_found(self):
        for text, number, extension in (
            ("T: (028) 3822 1234", "+842838221234", ""),
            ("(84-28) 3822 1234", "+842838221234", ""),
            ("+84 28 3822.1234", "+842838221234", ""),
            ("028 3822 1234 máy lẻ 105", "+842838221234", "105"),
            ("028 3822 1234 (ext: 105)", "+842838221234", "105"),
            ("028 3822 1234 - 12 Lê Lợi", "+842838221234", ""),
            ("Tel: 0236.3822.178 - Fax: 0236.3822.179", "+842363822178", ""),
            ("T 0236 3822 178 F 0236 3822 179", "+842363822178", ""),
            ("Hotline 1900 6363", "+8419006363", ""),
            ("1800.1234", "+8418001234", ""),
            ("gọi 912345670", MOBILE, ""),
            ("zalo.me/0912345670", MOBILE, ""),
            ("https://zalo.me/84912345670", MOBILE, ""),
        ):
            with self.subTest(text):
                self.assertEqual([(found.number, found.extension) for found in phone.find(text)], [(number, extension)])

    def test_two_phones_of_a_line_are_both_found(self):
        self.assertEqual(numbers("0385 861 077 / 0324 105 509"), ["+84385861077", "+84324105509"])
        self.assertEqual(phone.parse("0385-861-077 0324.105.509").numbers, ("+84385861077", "+84324105509"))
        for text in (
            "0912345670 - 0987654321",
            "0912 345 670/0987 654 321",
            "0912.345.670, 0987.654.321",
            "0912345670 và 0987654321",
        ):
            with self.subTest(text):
                self.assertEqual(numbers(text), [MOBILE, "+84987654321"])
                self.assertEqual(phone.parse(text).numbers, (MOBILE, "+84987654321"))

    def test_a_mobile_in_pairs_is_no_old_landline(self):
        for cell, number in (
            ("08 12 34 56 78", "+84812345678"),
            ("08.38.22.12.34", "+84838221234"),
            ("08-65-43-21-09", "+84865432109"),
            ("+84 8 12 34 56 78", "+84812345678"),
            ("(08) 38 22 12 34", "+842838221234"),
            ("08 3822 1234", "+842838221234"),
        ):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).numbers, (number,))
                self.assertEqual(numbers(cell), [number])

    def test_labelled_before_unlabelled_and_mobiles_before_landlines(self):
        for text, wanted in (
            ("0987654321, SĐT: 0912345670", [MOBILE, "+84987654321"]),
            ("ĐT: 028 3822 1234 - 0912 345 670", [MOBILE, "+842838221234"]),
            ("028 3822 1234 hoặc 0912 345 670", [MOBILE, "+842838221234"]),
            ("0987654321 | 0912345670 (Zalo)", [MOBILE, "+84987654321"]),
            ("Tel 028 3822 1234 | Mobile 0912345670 | 0987654321", [MOBILE, "+842838221234", "+84987654321"]),
        ):
            with self.subTest(text):
                self.assertEqual(numbers(text), wanted)

    @QUICK
    @given(
        st.datetimes(),
        st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%m/%d/%Y"]),
        st.sampled_from([" %H:%M", " %H:%M:%S", " %Hh%M", "", " lúc %H giờ %M"]),
        st.sampled_from(["{0}", "{0} - {0}", "{1} {0}", "{0} {1} - {0} {1}", "{0}{1}"]),
    )
    def test_no_moment_is_a_phone(self, moment, day, clock, layout):
        moment = moment.replace(year=1950 + moment.year % 100)
        text = layout.format(moment.strftime(day), moment.strftime(clock).strip())
        if layout == "{0}{1}":
            text = moment.strftime(day + clock)
        self.assertEqual((phone.parse(text).numbers, numbers(text)), ((), []), text)

    @QUICK
    @given(
        st.integers(1, 10**10), st.sampled_from([".", ","]), st.sampled_from(["đ", " đ", " đồng", " VND", "₫"]),
        st.sampled_from(["{}", "{} - {}", "giá {}", "({})"]),
    )  # fmt: skip
    def test_no_amount_is_a_phone(self, amount, mark, unit, layout):
        text = layout.format(*[f"{amount:,}".replace(",", mark) + unit] * 2)
        self.assertEqual((phone.parse(text).numbers, numbers(text)), ((), []), text)

    @QUICK
    @given(st.text(alphabet="0123456789 .,-/():+đDm\u0130k@°%tT", max_size=60), st.booleans())
    def test_a_mask_has_the_length_of_its_text_and_changes_digits_only(self, text, is_running):
        masked = other_number.mask(text, is_running)
        self.assertEqual(len(masked), len(text))
        self.assertTrue(all(sign in (char, other_number.MARK) for sign, char in zip(masked, text, strict=True)))

    def test_hostile_text_takes_linear_time(self):
        start = time.process_time()
        for piece in (
            "1",
            "1 ",
            "12/",
            "12, ",
            ".000",
            "đến 1",
            "1đ",
            "AB1",
            "mã 1",
            "a.b",
            "10.7622 ",
            "(1)",
            "fax 1234567 ",
        ):
            text = piece * (20_000 // len(piece))
            other_number.mask(text)
            other_number.mask(text, is_running=True)
            phone.find_in_lines([text] * 50)
        self.assertLess(time.process_time() - start, SECONDS)


class TestDoorsOfPhones(BaseCase):
    def test_a_mail_gives_the_number_of_its_writer(self):
        for story, body, signature, wanted in (
            ("label on the line above", ["Mã vận đơn:", "0387654321", "0912345678"], [], []),
            ("and an SĐT after it", ["Mã vận đơn:", "0387654321", "SĐT:", "0912 345 670"], [], [MOBILE]),
            ("a table of orders", ["Mã đơn\tNgày\tSố tiền", "0387654321\t21/11/2025\t386500000"], [], []),
            ("a table with a phone", ["Mã đơn | Điện thoại", "0387654321 | 0912345670"], [], [MOBILE]),
            ("an order", ["Đơn hàng - 0387654321 chưa giao", "Gọi em 0912345670"], [], [MOBILE]),
            ("no order", ["Gửi em mẫu hợp đồng - 0912345670"], [], [MOBILE]),
            (
                "a signature",
                ["Chuyển khoản vào STK ACB 0387654321 giúp em, hạn 21-24/11/2025 16:45"],
                ["Lê Cẩm Tú", "T: 028 3822 1234 | F: 028 3822 1235", "Fax1: 028 3822 1236", "M: 0912.345.670"],
                [MOBILE, "+842838221234"],
            ),
        ):  # fmt: skip
            with self.subTest(story):
                self.assertEqual(read_findings(body, signature).phones, wanted)

    def test_a_note_gives_the_phone_of_the_customer(self):
        for note, wanted in (
            ("A Tuấn, hẹn 21-24/11/2025, 0912 345 670", (MOBILE,)),
            ("Mã vận đơn 0387654321, giá 386.500.000đ", ()),
            ("Mã đơn:\n0387654321\nkhách 0912345670", (MOBILE,)),
            ("máy 360.450.520, gọi lại 16h45 03/11/2025", ()),
        ):
            with self.subTest(note):
                self.assertEqual(contact_note.parse(note).numbers, wanted)
        self.assertEqual(contact_note.parse("0387654321", "Mã vận đơn").numbers, ())
        self.assertEqual(contact_note.parse("0912345670", "Ghi chú").numbers, (MOBILE,))

    def test_a_card_gives_the_mobile_first_and_keeps_the_rest(self):
        for text, wanted in (
            (
                "Lê Thị Hà\nT: (024) 3822 1234 | M: 0912 345 670 | F: (024) 3822 1235\nFax1: (024) 3822 1236",
                {"phone": "0912 345 670", "phone_secondary": "(024) 3822 1234", "fax": "(024) 3822 1235"}
                | {"description": "Fax1: (024) 3822 1236"},
            ),
            (
                "Lê Thị Hà\nMã khách hàng\n0387654321\nKhổ 360.450.520 giá 386.500.000đ\n0912345670",
                {"phone": "0912345670", "description": "Mã khách hàng: 0387654321\nKhổ 360.450.520 giá 386.500.000đ"},
            ),
            (
                "Lê Thị Hà\nSTK - 0387654321\n(024) 3822 1234\n0912 345 670",
                {"phone": "0912 345 670", "phone_secondary": "(024) 3822 1234", "description": "STK: 0387654321"},
            ),
            ("Lê Thị Hà\nHẹn 21-24/11/2025 16:45", {"description": "Hẹn 21-24/11/2025 16:45"}),
        ):
            with self.subTest(text):
                [card] = card_text.parse(text)
                self.assertEqual({name: value for name, value in card.items() if name != "contact_name"}, wanted)

    def test_a_vcard_gives_the_mobile_first(self):
        [card] = vcard.parse("BEGIN:VCARD\nFN:Lê Hà\nTEL;TYPE=WORK:028 3822 1234\nTEL;TYPE=HOME:0912345670\nEND:VCARD")
        self.assertEqual((card["phone"], card["phone_secondary"]), ("0912345670", "028 3822 1234"))

    def test_a_column_of_codes_dates_or_amounts_is_no_column_of_phones(self):
        looks = ["0387654321", "0912345678", "0987654321", "0356789012"]
        for heading in (
            "Mã vận đơn", "Mã đơn", "Số đơn hàng", "Order No.", "Order ID", "Tracking", "Số HĐ", "Số chứng từ",
            "Invoice",
            "Mã tham chiếu", "Booking code", "Mã giới thiệu", "Số công tơ", "Số HĐBH", "Policy No.", "Last order no. *",
            "Số thẻ",
            "AWB", "Code", "Thành tiền", "Doanh thu năm",
        ):  # fmt: skip
            with self.subTest(heading):
                self.assertNotIn(vocabulary.field_of(heading, looks).field, ("phone", "phone_secondary", "vat"))
        for values in (
            ["03/11/2025 16:45", "21-24/11/2025", "28/10/2025 - 03/11/2025"],
            ["386.500.000đ", "912.345.678đ", "385.000.000"],
            ["0912345601", "0912345602", "0912345603", "0912345604"],
            ["10.776889, 106.700806", "21.028511, 105.804817"],
            ["Mã đơn 0387654321", "Mã đơn 0912345678", "Mã đơn 0987654321"],
        ):  # fmt: skip
            for heading in ("", "Cột 5", "Thông tin thêm"):
                with self.subTest(heading=heading, values=values):
                    self.assertNotEqual(vocabulary.field_of(heading, values).field, "phone")

    def test_a_column_of_the_call_centre_is_no_customers(self):
        for values in (["19001234"] * 4, ["1900 1234", "1800 1234", "1900 1234"], ["02873000111"] * 8):
            with self.subTest(values):
                self.assertIsNone(vocabulary.field_of("Hotline", values).field)
        self.assertEqual(vocabulary.field_of("Hotline", ["0912345670", "0987654321"]).field, "phone")

    def test_a_column_of_phones_is_still_found(self):
        looks = ["0387654321", "0912 345 678", "+84 987 654 321", "0356789012"]
        for heading in ("", "Cột 5", "Số liên lạc KH", "SĐT đặt hàng", "Số của anh/chị", "Your number", "Liên hệ"):
            with self.subTest(heading):
                self.assertEqual(vocabulary.field_of(heading, looks).field, "phone")
