"""Words of status columns as people write them."""

import time

from odoo.tests import BaseCase

from ...tools.facts import facts
from ...tools.value import status

WORDS = status.Words((row["word"], row["meaning"]) for row in facts("status_words") if row["meaning"] != "filler")


class TestStatusWords(BaseCase):
    def test_spellings_of_one_word(self):
        words = status.Words([("Không nghe máy", 1), ("KNM", 1), ("Đang tư vấn", 2), ("Hòa giải", 3)])
        for cell, meaning in (
            ("KHÔNG NGHE MÁY", 1), ("khong nghe may", 1), ("Không nghe máy!!", 1), ("không-nghe-máy", 1),
            ("khong_nghe_may", 1), ("KNM2", 1), ("knm lần 3", 1), ("KH không nghe máy", 1), ("knm x2", 1),
            ("1. Đang tư vấn", 2), ("L3 - Đang tư vấn", 2), ("Trạng thái: đang tư vấn", 2), ("🔥 Đang tư vấn 🔥", 2),
            ("Đang  tư\u00a0vấn", 2), ("Hoà giải", 3),
            ("nghe máy", None), ("Không nghe", None), ("máy", None), ("", None), ("???", None), ("12", None),
        ):  # fmt: skip
            with self.subTest(cell):
                self.assertEqual(words.find(cell), meaning)

    def test_accents_that_contradict_are_another_word(self):
        words = status.Words([("Bận", 1), ("Đã nhắn", 2), ("Đã nhận", 3), ("Đạt", 4), ("Đắt", 5)])
        for cell, meaning in (
            ("bận", 1), ("BAN", 1), ("Bán", None), ("Đã nhận", 3), ("đã nhắn", 2), ("Da nhan", None), ("đắt", 5),
            ("đạt", 4), ("Đặt", None), ("dat", None),
        ):  # fmt: skip
            with self.subTest(cell):
                self.assertEqual(words.find(cell), meaning)

    def test_the_last_of_equal_words_counts(self):
        self.assertEqual(status.Words([("Rác", 1), ("rác", 2)]).find("RÁC"), 2)

    def test_parts(self):
        for cell, parts in (
            ("Không nghe máy - gọi lại chiều", ["Không nghe máy", "gọi lại chiều"]),
            ("Báo giá; KNM\nZalo", ["Báo giá", "KNM", "Zalo"]),
            ("Đang tư vấn (chị Hà, 12/5)", ["Đang tư vấn"]),
            ("Mới", ["Mới"]),
            ("x" * (status.LONGEST + 1), []),
        ):
            with self.subTest(cell):
                self.assertEqual([text for text, is_part in status.readings(cell) if is_part], parts)

    def test_words_of_the_trade(self):
        for meaning, cells in {
            "new": "Mới|Chưa liên hệ|chưa gọi|Chờ xử lý|New|Not contacted",
            "stage": "Đang tư vấn|Tiềm năng|Quan tâm|Đã báo giá|Đã chốt|Đang đàm phán|Dùng thử|Qualified|Won|Hot",
            "outcome": "Không nghe máy|Thuê bao|Máy bận|Hẹn gọi lại|Sai số|Đã gọi|Đã nhắn Zalo|Đã gặp|No answer|Busy",
            "lost": "Rác|Spam|Không có nhu cầu|Từ chối|Chê đắt|Mua bên khác|Không phù hợp|Lost|Junk",
        }.items():
            for cell in cells.split("|"):
                with self.subTest(cell):
                    self.assertEqual(WORDS.find(cell), meaning)

    def test_negations_are_words_of_their_own(self):
        for cell, other in (("Chưa chốt", "stage"), ("Không tiềm năng", "stage"), ("Chưa nghe máy", "lost")):
            with self.subTest(cell):
                self.assertNotEqual(WORDS.find(cell), other)

    def test_a_word_stands_once_in_the_table(self):
        words = [row["word"].lower() for row in facts("status_words") if row["meaning"] != "filler"]
        self.assertEqual(len(words), len(set(words)))

    def test_long_and_odd_cells_take_no_time(self):
        start = time.perf_counter()
        for cell in ("(" * 5000, "lan " * 2000, " - " * 3000, "1." * 4000, "a" * 10**6, "\n" * 5000, "kh " * 1000):
            [WORDS.find(text) for text, _is_part in status.readings(cell)]
            WORDS.find(cell[:5000])
        self.assertLess(time.perf_counter() - start, 2)
