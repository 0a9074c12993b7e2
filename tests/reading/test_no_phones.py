"""Dates, amounts and codes are nobody's phone, by whatever door they come in, and stay readable."""

from odoo.tests import tagged, users
from odoo.tools import html2plaintext

from ..common import MailCase, letter
from ..doors.test_card import CardCase
from ..importing.test_screen import ImportCase


def phones(lead):
    return lead.phone_sanitized or "", lead.l10n_vn_phone2_sanitized or ""


@tagged("post_install", "-at_install")
class TestNoPhonesInLists(ImportCase):
    def test_a_phone_column_with_other_numbers(self):
        cells = ("28/10/2025 09:15", "Mã vận đơn 0387654321", "386.500.000đ", "Fax1: 028 3822 1235", "08 12 34 56 78")
        rows = "\n".join(f"Lê Thị Hà {number};{cell};ha{number}@x.vn" for number, cell in enumerate(cells))
        leads = self.imported(f"Họ tên;SĐT;Email\n{rows}")
        self.assertEqual(leads.mapped("phone"), [False, False, False, False, "+84 812 345 678"])
        for lead, cell in zip(leads[:4], cells, strict=False):
            self.assertIn(cell, html2plaintext(lead.description))

    def test_columns_of_codes_and_moments(self):
        leads = self.imported(
            "Họ tên;Mã vận đơn;Order No.;Số HĐ;Thời điểm;SĐT nhận hàng\n"
            "Lê Thị Hà;0387654321;0356789012;0987000111;21-24/11/2025;0912 345 670\n"
            "Lê Văn Tú;0387654333;0356789044;0987000222;28/10/2025 - 03/11/2025;0912 345 671\n"
            "Trần Bình;0387654355;0356789077;0987000333;16h45 03/11/2025;0912 345 672"
        )
        self.assertEqual([*map(phones, leads)], [(f"+8491234567{number}", "") for number in range(3)])
        self.assertFalse(any(leads.mapped("l10n_vn_vat")))

    def test_a_list_whose_only_phones_are_in_the_notes(self):
        leads = self.imported(
            "Khách hàng;Ghi chú\nLê Thị Hà;Đơn hàng 0387654321 giao 21-24/11/2025, gọi 0912 345 670\n"
            "Lê Văn Tú;STK ACB 0387654333, giá 386.500.000đ\nTrần Bình;0912345672 gọi sau 16h45"
        )
        self.assertEqual([lead.phone_sanitized or "" for lead in leads], ["+84912345670", "", "+84912345672"])


@tagged("post_install", "-at_install")
class TestNoPhonesInMails(MailCase):
    def test_a_customer_writes_of_an_order_and_signs(self):
        lead = self.receive(
            letter(
                "Đơn hàng số 0387654321 giao 21-24/11/2025 lúc 16:45 chưa tới.\nMã vận đơn:\n0356789012\n"
                "Máy cỡ 360.450.520, giá 386.500.000đ, chuyển khoản vào MB Bank 0987000111.\n\nTrân trọng,\n"
                "Trần Văn Khoa\nT: 028 3822 1234 | M: 0912 345 670 | F: 028 3822 1235\nFax1: 028 3822 1236"
            )
        )
        self.assertEqual(phones(lead), ("+84912345670", "+842838221234"))
        self.assertIn("386.500.000đ", html2plaintext(lead.description))

    def test_an_order_without_a_phone_gives_none(self):
        lead = self.receive(letter("Mã đơn | Ngày | Số tiền\n0387654321 | 21/11/2025 | 386500000\nCho hỏi đơn này."))
        self.assertEqual(phones(lead), ("", ""))

    def test_a_form_has_several_numbers(self):
        lead = self.receive(
            letter(
                "Họ tên: Lê Thị Hà\nTel: 028 3822 1234\nMobile: 0912 345 670\nMã đơn: 0387654321\nFax: 028 3822 1235",
                "Website <no-reply@form.example.com>",
            )
        )
        self.assertEqual(phones(lead), ("+84912345670", "+842838221234"))
        lead = self.receive(
            letter(
                "Họ tên: Lê Thị Tú\nĐiện thoại: 28/10/2025 09:15\nLời nhắn: gọi 0912 345 671 nhé",
                "Website <no-reply@form.example.com>",
            )
        )
        self.assertEqual(phones(lead), ("+84912345671", ""))
        self.assertIn("28/10/2025 09:15", html2plaintext(lead.description))


@tagged("post_install", "-at_install")
class TestNoPhonesOnCards(CardCase):
    @users("lan")
    def test_a_printed_card_with_tel_and_email_is_no_vcard(self):
        batch = self.read(
            "LÊ CẨM TÚ\nTổng Giám đốc\nDi động: (+84) 912 345 670\n"
            "Tel: 0236-3822178 - Fax: 0236 3822 179\nEmail: tu@x.vn"
        )
        batch.action_create()
        self.assertEqual(phones(batch.lead_ids), ("+84912345670", "+842363822178"))
        self.assertEqual((batch.lead_ids.contact_name, batch.lead_ids.email_from), ("Lê Cẩm Tú", "tu@x.vn"))

    @users("lan")
    def test_a_card_with_other_numbers(self):
        batch = self.read(
            "CÔNG TY CỔ PHẦN LÁ PHONG\nNGUYỄN THỊ MAI\nT: 0243 822 1234 | M: 0912 345 670 | F: 0243 822 1235\n"
            "STK - 0387654321 Vietcombank\nGặp 28/10/2025 09:15, mẫu 360.450.520"
        )
        batch.action_create()
        self.assertEqual(phones(batch.lead_ids), ("+84912345670", "+842438221234"))
        for words in ("0387654321", "28/10/2025 09:15", "360.450.520"):
            self.assertIn(words, html2plaintext(batch.lead_ids.description))
