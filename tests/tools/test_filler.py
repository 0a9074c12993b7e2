from odoo.tests import BaseCase

from ...tools import filler


class TestFiller(BaseCase):
    def test_words_that_say_nothing(self):
        for text in (
            "", None, " ", "-", "...", "n/a", "N/A", "#N/A", "không", "Không có", "KHÔNG CÓ", "khong co", "ko", "x",
            "null", "(không có)", "chưa biết", "\u200bkhông", "kho\u0302ng", "Chưa xác định.",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertTrue(filler.is_empty(text))

    def test_words_that_say_something(self):
        for text in ("Nam", "Không Quân", "0", "Khong Minh", "Xuân", "Cá nhân", "không có thời gian"):
            with self.subTest(text):
                self.assertFalse(filler.is_empty(text))

    def test_some_words_are_empty_in_their_column_only(self):
        for text, field in (("Cá nhân", "company"), ("tự do", "company"), ("0", "phone"), ("không dùng", "email")):
            with self.subTest(text):
                self.assertTrue(filler.is_empty(text, field))
