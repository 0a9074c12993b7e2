import time

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ...tools.card import card_text

CALM = settings(derandomize=True, database=None, deadline=None, max_examples=100)
SECONDS = 2

CARDS = {
    "a company called like a label, above a street called after a day": (
        "TRẦN HIẾU\n0777881877\nDOANH NGHIỆP TƯ NHÂN VIỆT TÍN\n208 30 Tháng 4, Nghệ An",
        {
            "contact_name": "TRẦN HIẾU",
            "phone": "0777881877",
            "partner_name": "DOANH NGHIỆP TƯ NHÂN VIỆT TÍN",
            "street": "208 30 Tháng 4",
            "state_id": "Nghệ An",
        },
    ),
    "a person called like a label, above a landline whose digits are those of an identity number": (
        "Phạm Bảo Tín\n0236 3822178\nCông ty TNHH Kim Đơn Hàng\n0912 345 678",
        {
            "contact_name": "Phạm Bảo Tín",
            "phone": "0912 345 678",
            "phone_secondary": "0236 3822178",
            "partner_name": "Công ty TNHH Kim Đơn Hàng",
        },
    ),
    "an account is no tax code": (
        "Lê Hà\n0912 345 678\nSTK: 0648843472169 - Vietcombank\nCCCD: 048184347216",
        {
            "contact_name": "Lê Hà",
            "phone": "0912 345 678",
            "description": "STK: 0648843472169\nVietcombank\nCCCD: 048184347216",
        },
    ),
    "a foreign company": (
        "Lars Olsen\nCEO\nFjord Timber AS\nMobile: +47 912 34 567",
        {
            "contact_name": "Lars Olsen",
            "function": "CEO",
            "partner_name": "Fjord Timber AS",
            "phone": "+47 912 34 567",
        },
    ),
    "labels say everything": (
        "Họ tên: Lê Thị Hà\nSĐT: 0912 345 678\nCty: Công ty TNHH Gió Mới\nMST: 0101243150",
        {
            "contact_name": "Lê Thị Hà",
            "phone": "0912 345 678",
            "partner_name": "Công ty TNHH Gió Mới",
            "vat": "0101243150",
        },
    ),
    "a printed card has few labels": (
        (
            "TRẦN VĂN HÙNG\nGiám đốc điều hành\nCTY TNHH TM DV SAO MAI\nĐ/c: 15/2 Trần Phú, P.4, Q.5, TP.HCM\n"
            "ĐT: 028 3822 1234 - Fax: 028 3822 1235\nHotline: 0903 123 456\n"
            "Email: hung@saomai.example.vn - Website: saomai.example.vn\nMã số thuế: 0301234567"
        ),
        {
            "contact_name": "TRẦN VĂN HÙNG",
            "function": "Giám đốc điều hành",
            "partner_name": "CTY TNHH TM DV SAO MAI",
            "street": "15/2 Trần Phú, P.4",
            "city": "Q.5",
            "state_id": "TP Hồ Chí Minh",
            "phone": "028 3822 1234",
            "phone_secondary": "0903 123 456",
            "fax": "028 3822 1235",
            "email_from": "hung@saomai.example.vn",
            "website": "saomai.example.vn",
            "vat": "0301234567",
        },
    ),
    "a line says two things": (
        "Mr. Nam - Sale Manager\n0912345678\nnam@abc.example.vn",
        {
            "contact_name": "Mr. Nam",
            "function": "Sale Manager",
            "phone": "0912345678",
            "email_from": "nam@abc.example.vn",
        },
    ),
    "the number stands alone": (
        "Trần Bình\nGiám đốc\n0987 654 321\n0243 822 1234 máy lẻ 12\n25A/3 Lý Thường Kiệt",
        {
            "contact_name": "Trần Bình",
            "function": "Giám đốc",
            "phone": "0987 654 321",
            "phone_secondary": "0243 822 1234 máy lẻ 12",
            "street": "25A/3 Lý Thường Kiệt",
        },
    ),
    "number first": ("0987654321 Lan", {"contact_name": "Lan", "phone": "0987 654 321"}),
    "number first, with more": (
        "0912 345 678 anh Hùng (Zalo)",
        {"contact_name": "anh Hùng", "phone": "0912 345 678", "zalo": "0912 345 678"},
    ),
    "name and number on one line": ("Lan 0912345678", {"contact_name": "Lan", "phone": "0912 345 678"}),
    "a shop, and what to do": (
        "Chị Hoa\nTiệm vải Hoa\n25 chợ Đồng Xuân, Hà Nội\n0912.345.678 (Zalo)\nhẹn gọi lại thứ 2",
        {
            "contact_name": "Chị Hoa",
            "partner_name": "Tiệm vải Hoa",
            "street": "25 chợ Đồng Xuân",
            "state_id": "Hà Nội",
            "phone": "0912.345.678 (Zalo)",
            "zalo": "0912 345 678",
            "description": "hẹn gọi lại thứ 2",
        },
    ),
}


class TestCardText(BaseCase):
    def test_cards_as_they_are_printed(self):
        for story, (text, expected) in CARDS.items():
            with self.subTest(story):
                self.assertEqual(card_text.parse(text), [expected])

    def test_a_line_of_dashes_parts_cards(self):
        found = card_text.parse("Lê A\n0912345678\n-----\nTrần B\n0912345679\n***\n\n")
        self.assertEqual([card["contact_name"] for card in found], ["Lê A", "Trần B"])

    def test_nothing_is_nobody(self):
        for text in ("", " \n\n", "---\n---", None):
            self.assertEqual(card_text.parse(text), [])

    @CALM
    @given(st.text(max_size=300))
    def test_anything_is_survived(self, text):
        for card in card_text.parse(text) + card_text.parse(f"Lê Lan\n{text}\n0912345678"):
            self.assertTrue(all(isinstance(value, str) and value for value in card.values()))

    def test_time_grows_with_length_only(self):
        for unit in (
            "a",
            " ",
            ";",
            ":",
            "-",
            " - ",
            "|",
            "9",
            "9 ",
            ".",
            "a.",
            "@",
            "a@b.vn ",
            "\n",
            "M: ",
            "x: ",
            "Lê ",
        ):
            with self.subTest(unit=unit):
                line = (unit * 300)[:300]
                start = time.process_time()
                card_text.parse((unit * 100_000)[:100_000])
                card_text.parse("\n".join([line] * 60))
                self.assertLess(time.process_time() - start, SECONDS)
