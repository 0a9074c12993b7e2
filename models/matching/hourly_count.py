"""Counters by user and hour, counted in a transaction of their own: a rollback of the caller keeps them."""

from datetime import timedelta

from odoo import api, fields, models

_KEPT_DAYS = 90


class CrmLeadHourlyCount(models.AbstractModel):
    """Mixin of counters that administrators and managers see for 90 days."""

    _name = "crm.lead.hourly.count"
    _description = "Counter by User and Hour"
    _order = "hour DESC, id DESC"
    _log_access = False

    # An integer, not a many2one: a foreign key would wait for a transaction that has locked the user.
    user_number = fields.Integer(required=True, readonly=True)
    hour = fields.Datetime(required=True, readonly=True)
    refused_count = fields.Integer("Refused", required=True, readonly=True, default=0)
    user_id = fields.Many2one("res.users", compute="_compute_user_id", search="_search_user_id")

    @api.depends("user_number")
    def _compute_user_id(self):
        existing = set(self.env["res.users"].browse(self.mapped("user_number")).exists().ids)
        for record in self:
            record.user_id = record.user_number in existing and record.user_number

    def _search_user_id(self, operator, value):
        users = self.env["res.users"].with_context(active_test=False).search([("id", operator, value)])
        return [("user_number", "in", users.ids)]

    @api.model
    def _this_hour(self):
        return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)

    @api.autovacuum
    def _gc_counts(self):
        """Delete counters older than 90 days."""
        if not self._abstract:
            self.search([("hour", "<", fields.Datetime.now() - timedelta(days=_KEPT_DAYS))]).unlink()
