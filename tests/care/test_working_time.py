"""Working time of Vietnamese companies: nights, lunch breaks, weekends and Tết are left out."""

from datetime import datetime, timedelta

from odoo import Command
from odoo.addons.l10n_vn_crm.models.care.working_time import add_hours, get_calendar, hours_between
from odoo.tests import TransactionCase, new_test_user, tagged


def when(text):
    """Return the datetime in UTC of a ``text`` like 2026-02-13 16:30, in Viet Nam."""
    return datetime.fromisoformat(text) - timedelta(hours=7)


def new_calendar(env, tz="Asia/Ho_Chi_Minh", days="01234", **values):
    """Create a calendar of eight to twelve and one to five on ``days`` (0 is Monday)."""
    spans = (("Sáng", 8, 12, "morning"), ("Chiều", 13, 17, "afternoon"))
    return env["resource.calendar"].create(
        {
            "name": "Giờ hành chính",
            "tz": tz,
            "attendance_ids": [
                Command.create(
                    {"name": name, "dayofweek": day, "hour_from": start, "hour_to": end, "day_period": period}
                )
                for day in days
                for name, start, end, period in spans
            ],
            **values,
        }
    )


def add_tet(calendar):
    """Close ``calendar`` from Saturday 14 to Sunday 22 February 2026."""
    return calendar.env["resource.calendar.leaves"].create(
        {
            "name": "Tết Bính Ngọ",
            "calendar_id": calendar.id,
            "date_from": "2026-02-13 17:00:00",
            "date_to": "2026-02-22 16:59:59",
        }
    )


@tagged("post_install", "-at_install")
class TestWorkingTime(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = new_calendar(cls.env)
        add_tet(cls.calendar)

    def test_a_holiday_of_the_company_counts_in_each_calendar_by_which_it_works(self):
        mine = self.env["res.company"].create({"name": "Công ty Sao Mai"})
        other = self.env["res.company"].create({"name": "Công ty Biển Xanh"})
        for owner in (mine, self.env["res.company"]):
            calendar = new_calendar(self.env, company_id=owner.id)
            mine.resource_calendar_id = calendar
            for company, start, end in (
                (mine, "2026-09-01 17:00:00", "2026-09-02 16:59:59"),
                (other, "2026-09-02 17:00:00", "2026-09-03 16:59:59"),
            ):
                holiday = self.env["resource.calendar.leaves"].create(
                    {"name": "Quốc khánh", "calendar_id": False, "date_from": start, "date_to": end}
                )
                holiday.company_id = company  # as when somebody of that company enters it
            with self.subTest(owner=owner.name):
                self.assertEqual(add_hours(calendar, when("2026-09-01 16:30"), 1), when("2026-09-03 08:30"))

    def test_hours_are_added_across_nights_weekends_and_tet(self):
        cases = (
            ("2026-03-05 09:00", 2, "2026-03-05 11:00"),
            ("2026-03-05 11:00", 2, "2026-03-05 14:00"),  # the lunch break
            ("2026-03-05 16:00", 2, "2026-03-06 09:00"),  # the night
            ("2026-03-05 20:30", 2, "2026-03-06 10:00"),  # arrived in the evening
            ("2026-03-06 16:30", 1, "2026-03-09 08:30"),  # the weekend
            ("2026-02-13 16:30", 1, "2026-02-23 08:30"),  # Tết
            ("2026-02-17 10:00", 0.5, "2026-02-23 08:30"),  # on the first day of Tết
            ("2026-02-23 08:30", -1, "2026-02-13 16:30"),
            ("2026-03-05 14:00", -2, "2026-03-05 11:00"),
        )
        for start, hours, end in cases:
            with self.subTest(start=start, hours=hours):
                self.assertEqual(add_hours(self.calendar, when(start), hours), when(end))

    def test_hours_between_are_those_of_work(self):
        cases = (
            ("2026-03-05 09:00", "2026-03-05 11:00", 2),
            ("2026-03-05 11:30", "2026-03-05 13:30", 1),
            ("2026-03-06 16:00", "2026-03-09 09:00", 2),
            ("2026-02-13 16:30", "2026-02-23 08:30", 1),
            ("2026-03-07 09:00", "2026-03-08 18:00", 0),
            ("2026-03-05 11:00", "2026-03-05 09:00", 0),
        )
        for start, end, hours in cases:
            with self.subTest(start=start, end=end):
                self.assertAlmostEqual(hours_between(self.calendar, when(start), when(end)), hours)

    def test_no_calendar_has_no_working_time(self):
        none, closed = self.env["resource.calendar"], new_calendar(self.env, days="")
        for calendar in (none, closed):
            self.assertIsNone(add_hours(calendar, when("2026-03-05 09:00"), 2))
            self.assertEqual(hours_between(calendar, when("2026-03-05 09:00"), when("2026-03-06 09:00")), 0)

    def test_each_company_has_its_own_holidays(self):
        hue, tokyo = self.env["res.company"].create([{"name": "Chi nhánh Huế"}, {"name": "Văn phòng Tokyo"}])
        hue.resource_calendar_id = new_calendar(self.env, company_id=hue.id)
        tokyo.resource_calendar_id = new_calendar(self.env, "Asia/Tokyo", company_id=tokyo.id)
        self.env["resource.calendar.leaves"].with_company(hue).create(
            {
                "name": "Ngày lễ của Huế",
                "calendar_id": hue.resource_calendar_id.id,
                "date_from": "2026-03-04 17:00:00",
                "date_to": "2026-03-05 16:59:59",
            }
        )
        teams = self.env["crm.team"].create(
            [{"name": company.name, "company_id": company.id} for company in hue + tokyo]
        )
        salesperson = new_test_user(
            self.env, "huong", "sales_team.group_sale_salesman", company_id=hue.id, company_ids=[Command.set(hue.ids)]
        )
        seen = teams.with_user(salesperson)
        start = when("2026-03-05 09:00")
        ends = [add_hours(get_calendar(team), start, 2) for team in seen]
        self.assertEqual(ends, [when("2026-03-06 10:00"), when("2026-03-05 12:00")])
        self.assertEqual(get_calendar(seen.browse()), hue.resource_calendar_id, "that of the current company")
