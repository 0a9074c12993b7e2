from datetime import UTC, date, datetime, timedelta

from odoo.tests import BaseCase

from ...tools.value import dates


class TestDates(BaseCase):
    def test_days(self):
        for text in (
            "12/03/2025", "12-3-2025", "12.3.25", "12 / 03 / 2025", "2025-03-12", "2025/03/12", "20250312", "45728",
            "45728.0", "ngày 12 tháng 3 năm 2025", "Hà Nội, ngày 12 tháng 03 năm 2025", "12 thg 3, 2025",
            "Thg 3 12, 2025", "12 tháng ba năm 2025", "Thứ Tư, 12/03/2025", "12 Mar 2025", "March 12, 2025",
            "2025-03-12 00:00:00", "12/3", "T.4, 12 thg 3",
        ):  # fmt: skip
            with self.subTest(text):
                found = dates.parse(text, today=date(2025, 8, 1))
                self.assertEqual((type(found), found), (date, date(2025, 3, 12)))

    def test_moments(self):
        for text in (
            "12/03/2025 14:05", "14:05 12/03/2025", "14h05 12/03/2025", "lúc 14:05 ngày 12 thg 3, 2025",
            "2025-03-12T14:05:00+07:00", "2025-03-12T07:05:00Z", "2025-03-12T02:05:00-0500", "03/12/2025 2:05 PM",
            "12/03/2025 2:05:00 CH", "20250312140500", "1741763100", "1741763100000",
            "Wed, 12 Mar 2025 14:05:00 +0700",
        ):  # fmt: skip
            with self.subTest(text):
                found = dates.parse(text, day_first=text != "03/12/2025 2:05 PM")
                self.assertEqual(found, datetime(2025, 3, 12, 14, 5))

    def test_objects_of_a_spreadsheet(self):
        moment = datetime(2025, 3, 12, 7, 5, tzinfo=UTC)
        self.assertEqual(dates.parse(moment), datetime(2025, 3, 12, 14, 5))
        self.assertEqual(dates.parse(date(2025, 3, 12)), date(2025, 3, 12))
        self.assertEqual(dates.parse(45728.5), datetime(2025, 3, 12) + timedelta(hours=12))

    def test_one_cell_decides_for_the_column(self):
        self.assertFalse(dates.day_first(["03/04/2025", "03/25/2025", None]))
        self.assertTrue(dates.day_first(["03/04/2025", "25/03/2025"]))
        self.assertTrue(dates.day_first([]))
        self.assertEqual(dates.parse("03/04/2025", day_first=False), date(2025, 3, 4))
        self.assertEqual(dates.parse("25/03/2025", day_first=False), date(2025, 3, 25))

    def test_no_dates(self):
        for text in ("", None, "không", "31/02/2025", "0912345678", "123", True):
            with self.subTest(text):
                self.assertIsNone(dates.parse(text))
