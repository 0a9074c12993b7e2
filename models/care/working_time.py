"""Working time of a calendar, its holidays left out. Datetimes are naive and in UTC, as Odoo stores them."""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta, timezone

from odoo import models
from odoo.fields import Domain
from odoo.tools.date_utils import localized

# Where a calendar has no working time within so many days, none is expected later.
DAYS_TRIED = 1400
utc = timezone.utc


def get_calendar(records: models.BaseModel) -> models.BaseModel:
    """Return the working calendar of a team's or lead's company, else of the current one; empty where it has none.

    :param records: one record with a ``company_id``, or none
    """
    # sudo: salespeople work by the calendar of a company that they may not be allowed to read.
    return (records.sudo().company_id or records.env.company.sudo()).resource_calendar_id


def add_hours(calendar: models.BaseModel, start: datetime, hours: float) -> datetime | None:
    """Return the moment ``hours`` working hours after ``start``, before it where they are negative.

    :return: None where the calendar is empty or has too little working time within four years
    """
    if not calendar or not calendar.attendance_ids and not calendar.flexible_hours:
        return None
    end = calendar.plan_hours(hours, localized(start), compute_leaves=True, domain=_holidays(calendar))
    return end.replace(tzinfo=None) if end else None


def hours_between(calendar: models.BaseModel, start: datetime, end: datetime) -> float:
    """Return the working hours between two moments, 0 where ``end`` is not after ``start`` or the calendar is empty."""
    if not calendar or end <= start:
        return 0.0
    return calendar.get_work_hours_count(localized(start), localized(end), domain=_holidays(calendar))


def _holidays(calendar):
    """Return the domain (list) of holidays of the calendar, and of its whole company: superusers also read others'."""
    # sudo: as in get_calendar; a calendar of no company is that of each company which works by it.
    works_by_it = [("resource_calendar_id", "=", calendar.id)]
    companies = calendar.company_id or calendar.env["res.company"].sudo().search(works_by_it)
    own = Domain("calendar_id", "=", calendar.id) | Domain("company_id", "in", [False, *companies.ids])
    return list(own & Domain("time_type", "=", "leave"))


class Span:
    """Working time of a calendar between two moments, read once for many reckonings."""

    def __init__(self, calendar: models.BaseModel, start: datetime, end: datetime) -> None:
        start, end = localized(start), localized(max(start, end))
        found = calendar._work_intervals_batch(start, end, domain=_holidays(calendar))[False] if calendar else []
        self._starts, self._sums, total = [], [0.0], 0.0
        for opening, closing, _meta in found:
            opening, closing = (moment.astimezone(utc).replace(tzinfo=None) for moment in (opening, closing))
            self._starts.append(opening)
            total += (closing - opening).total_seconds() / 3600
            self._sums.append(total)

    def hours_until(self, moment: datetime) -> float:
        """Return the working hours from the start of the span to ``moment``."""
        place = bisect_right(self._starts, moment)
        if not place:
            return 0.0
        since = (moment - self._starts[place - 1]).total_seconds() / 3600
        return min(self._sums[place - 1] + since, self._sums[place])

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Return the working hours between two moments of the span, 0 where ``end`` is not after ``start``."""
        return max(self.hours_until(end) - self.hours_until(start), 0.0)

    def add_hours(self, start: datetime, hours: float) -> datetime | None:
        """Return the moment ``hours`` (more than 0) working hours after ``start``, None where it is after the span."""
        target = round(self.hours_until(start) + hours, 6)
        place = bisect_left(self._sums, target, key=lambda total: round(total, 6)) - 1
        if place >= len(self._starts):
            return None
        return self._starts[place] + timedelta(hours=target - self._sums[place])


def add_hours_to_many(calendar: models.BaseModel, starts: list[datetime], hours: float) -> dict:
    """Return {start: moment ``hours`` working hours later}, None as of :func:`add_hours`, at the cost of few reads."""
    ends = dict.fromkeys(starts)
    days = 14
    while ends and calendar and None in ends.values() and days < DAYS_TRIED:
        span = Span(calendar, min(starts), max(starts) + timedelta(days=days))
        ends = {start: span.add_hours(start, hours) for start in ends}
        days *= 4
    return ends
