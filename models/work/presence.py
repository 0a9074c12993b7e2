"""Presence of salespeople: who works at this moment, today, or not at all, by working hours, holidays and time off."""

from datetime import datetime, time

from odoo import models
from odoo.tools.date_utils import localized
from pytz import timezone

# Lower ones get leads first.
AT_WORK, TODAY, ABSENT = range(3)


class ResUsers(models.Model):
    _inherit = "res.users"

    def _l10n_vn_get_presence(self, company, now):
        """Return {user of ``self``: ``AT_WORK``, ``TODAY`` or ``ABSENT``}, by the working hours of each.

        Who has no hours of their own follows those of the company. Holidays and time off are no working time.

        :param company: ``res.company``; where it is empty, the main company of each user
        :param datetime now: naive, in UTC
        """
        # sudo: hours and time off, which who brings leads in may not read; nothing of them is returned.
        users, company = self.sudo(), company.sudo()
        resources = {user: user._l10n_vn_get_resource(company) for user in users}
        calendars = {
            user: resource.calendar_id if resource else (company or user.company_id).resource_calendar_id
            for user, resource in resources.items()
        }
        presence = dict.fromkeys(self, AT_WORK)
        for calendar in users.env["resource.calendar"].union(*calendars.values()):
            of_calendar = [user for user in users if calendars[user] == calendar]
            found = calendar._l10n_vn_find_presence(
                users.env["resource.resource"].union(*(resources[user] for user in of_calendar)), now
            )
            presence |= {user: found[resources[user].id] for user in of_calendar}
        at_any_hour = users.filtered(lambda user: resources[user] and not calendars[user])
        return presence | dict.fromkeys(at_any_hour._l10n_vn_filter_off(now), ABSENT)

    def _l10n_vn_get_resource(self, company):
        """Return the resource of a user in ``company``, else the first one."""
        resources = self.resource_ids
        return (resources.filtered(lambda resource: resource.company_id == company) or resources)[:1]

    def _l10n_vn_filter_off(self, now):
        """Return those of ``self`` with time off at the moment ``now``."""
        domain = [("resource_id", "in", self.resource_ids.ids), ("time_type", "=", "leave")]
        domain += [("date_from", "<=", now), ("date_to", ">", now)]
        return self & self.env["resource.calendar.leaves"].search(domain).resource_id.user_id if self else self


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _l10n_vn_find_presence(self, resources, now):
        """Return {id: presence} of ``resources`` with this calendar, and that of the calendar alone under False."""
        zone = timezone(self.tz or "UTC")
        moment = localized(now).astimezone(zone)
        day = [zone.localize(datetime.combine(moment.date(), part)) for part in (time.min, time.max)]
        domain = [("time_type", "=", "leave")]
        if self.company_id:
            # Odoo's domain and the company: superusers would also find holidays of others.
            domain.append(("company_id", "in", [False, self.company_id.id]))
        intervals = self._work_intervals_batch(*day, resources=resources, domain=domain)
        return {id_: _presence_in(intervals[id_], moment) for id_ in [*resources.ids, False]}


def _presence_in(intervals, moment):
    spans = [(start, stop) for start, stop, _records in intervals]
    if not spans:
        return ABSENT
    return AT_WORK if any(start <= moment < stop for start, stop in spans) else TODAY
