from odoo.tests import BaseCase

from ...tools.value import money


class TestMoney(BaseCase):
    def test_exact_amounts(self):
        for text, value in (
            ("1,5 tỷ", 1_500_000_000), ("1.5 tỷ", 1_500_000_000), ("1.500.000", 1_500_000), ("1,500,000", 1_500_000),
            ("2 tỷ 3", 2_300_000_000), ("1tr2", 1_200_000), ("1ty2", 1_200_000_000), ("3 tỷ rưỡi", 3_500_000_000),
            ("1tr250", 1_250_000), ("1 tỷ 500 triệu", 1_500_000_000), ("hai trăm triệu", 200_000_000),
            ("nửa tỷ", 500_000_000), ("500k", 500_000), ("5 củ", 5_000_000), ("2 tỷ 05", 2_050_000_000),
            ("15.000.000,00", 15_000_000), ("15,000,000.00", 15_000_000), ("1.5E+09", 1_500_000_000),
            ("1 500 000", 1_500_000), ("0,5 tỷ", 500_000_000), ("1.200 tỷ", 1_200_000_000_000),
            ("1 nghìn tỷ", 1_000_000_000_000), ("5tr/tháng", 5_000_000), ("VND 1,500,000", 1_500_000),
            ("một tỷ năm trăm", 1_500_000_000), ("2 triệu 5 trăm", 2_500_000), ("5 chai", 5_000_000),
            ("khoảng 80 tr", 80_000_000), ("1.500.000₫", 1_500_000), ("500000000.0", 500_000_000),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(money.parse(text), (value, value, "VND", True))

    def test_ranges_share_their_unit(self):
        for text, low, high in (
            ("200-300 triệu", 200_000_000, 300_000_000),
            ("50tr - 100tr", 50_000_000, 100_000_000),
            ("từ 1 đến 2 tỷ", 1_000_000_000, 2_000_000_000),
            ("500 - 1 tỷ", 500_000_000, 1_000_000_000),
            ("300tr đến 1 tỷ 2", 300_000_000, 1_200_000_000),
            ("100.000.000-200.000.000", 100_000_000, 200_000_000),
            ("dưới 10 triệu", 0, 10_000_000),
            ("100 triệu đổ lại", 0, 100_000_000),
            ("trên 1 tỷ", 1_000_000_000, None),
            ("100tr+", 100_000_000, None),
        ):
            with self.subTest(text):
                self.assertEqual(money.parse(text)[:2], (low, high))

    def test_foreign_money_is_never_dong(self):
        for text, currency in (("10 nghìn USD", "USD"), ("5k$", "USD"), ("100 đô", "USD"), ("2000 tệ", "CNY")):
            with self.subTest(text):
                self.assertEqual(money.parse(text).currency, currency)

    def test_a_bare_small_number_is_unsure(self):
        self.assertFalse(money.parse("500").sure)
        self.assertTrue(money.parse("500000000").sure)

    def test_words_without_amount(self):
        for text in ("", None, "chưa xác định", "thỏa thuận", "10%", "-"):
            with self.subTest(text):
                self.assertIsNone(money.parse(text))
