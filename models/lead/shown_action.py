"""The next action of leads as lists show it: one field, read with few queries for a whole page."""

from odoo import api, fields, models

# What lists show of an activity.
_SHOWN = ("res_id", "active", "date_deadline", "summary", "activity_type_id", "user_tz")
_URGENT_FIRST = ("overdue", "today", "planned")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # For lists: ``ids`` of the activities; ``state``, ``summary`` and ``icon`` of the first one; ``exception`` where
    # the type of one warns. It takes the place of seven fields that the list of Odoo's activities asks for.
    l10n_vn_next_action = fields.Json(
        "Next Action", compute="_compute_l10n_vn_next_action", compute_sudo=False, exportable=False
    )

    @api.depends(
        "activity_ids.active",
        "activity_ids.activity_type_id",
        "activity_ids.date_deadline",
        "activity_ids.summary",
        "activity_ids.user_tz",
    )
    @api.depends_context("lang")
    def _compute_l10n_vn_next_action(self):
        activities = self._l10n_vn_read_activities()
        of_leads = activities.grouped("res_id")
        planned = self._l10n_vn_planned(activities)
        for lead in planned:
            lead.l10n_vn_next_action = of_leads[lead._origin.id]._l10n_vn_describe_next()
        (self - planned).l10n_vn_next_action = False

    def _compute_activity_date_deadline(self):
        """Read the activities of all leads first: Odoo searches them again for their dates."""
        planned = self._l10n_vn_planned(self._l10n_vn_read_activities())
        (self - planned).activity_date_deadline = False
        return super(CrmLead, planned.with_context(active_test=True))._compute_activity_date_deadline()

    def _l10n_vn_read_activities(self):
        """Return the open activities of ``self`` that the user may see, read by one search with all that lists show.

        Odoo would search them, and check their leads, once for the list of activities and again for their dates.
        """
        field = self._fields["activity_ids"]
        unread = self.browse(id_ for id_ in field._cache_missing_ids(self) if id_)
        if unread:
            domain = [("res_model", "=", self._name), ("res_id", "in", unread.ids)]
            found = self.env["mail.activity"].with_context(active_test=False).search_fetch(domain, _SHOWN)
            of_leads = found.grouped("res_id")
            field._insert_cache(unread, [of_leads.get(id_, found.browse())._ids for id_ in unread.ids])
        return self._l10n_vn_get_planned()

    def _l10n_vn_planned(self, activities):
        """Return those of ``self`` that have one of ``activities``."""
        ids = set(activities.mapped("res_id"))
        return self.filtered(lambda lead: lead._origin.id in ids)


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _l10n_vn_describe_next(self):
        """Return what a list shows of ``self``, the activities of one lead, the first one first."""
        first, kinds = self[0], self.activity_type_id
        states = {self._compute_state_from_date(activity.date_deadline, activity.user_tz) for activity in self}
        danger = [kind for kind in kinds if kind.decoration_type == "danger"][:1]
        [warns] = danger or [kind for kind in kinds if kind.decoration_type == "warning"][-1:] or [None]
        return {
            "ids": self._origin.ids,
            "state": next((state for state in _URGENT_FIRST if state in states), False),
            "summary": first.summary or first.activity_type_id.display_name or "",
            "icon": first.activity_type_id.icon or "",
            "exception": {"kind": warns.decoration_type, "icon": warns.icon or ""} if warns else False,
        }
