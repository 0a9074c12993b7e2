from odoo.tests import TransactionCase, tagged

from .english import English


@tagged("post_install", "-at_install")
class TestEnglish(TransactionCase):
    """The walk's check of language can fail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.english = English(cls.env.registry._init_modules)

    def test_english_is_found(self):
        for text, words in (
            ("Sales Team được tạo", ["Sales", "Team"]),
            ("Lead mới đã được tạo", ["Lead"]),
            ("My Preferences", ["Preferences"]),
            ("To-Do", ["to-do"]),
            ("Rotting", ["Rotting"]),
            ("Search...", ["Search"]),
            ("Referral", ["Referral"]),
            ("Days to rot:", ["Days", "rot"]),
            ("Email: 12 unread", ["unread"]),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.english.find(text), words)

    def test_vietnamese_is_none(self):
        for text in (
            "Tìm kiếm...",
            "Email",
            "Trang web của Công ty TNHH Hoa Sen",
            "Zalo OA",
            "Chị Lan hỏi giá máy lọc nước",
            "lan.nguyen@hoasen.example.vn",
            "https://zalo.me/84912345678",
            "Con trai anh Ban mua hai cho",
            "29/11/2026 08:30",
            "khách hội chợ.csv",
            "1,5 tr ₫",
            "Bấm Ctrl-Enter để lưu",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.english.find(text), [])
