"""Hourly limit on how many owners of hidden customers a user is shown, and its counters.

A user with a duplicate of a hidden customer is shown its owner. A person sees a few an hour; a program that checks a
whole list would learn how many customers each salesperson has.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ..api_error import ApiError
from .lock import counting

_LIMIT = "l10n_vn_crm.hidden_owners_per_hour"
_DEFAULT_LIMIT = 300


class CrmLeadDisclosure(models.Model):
    _name = "crm.lead.disclosure"
    _inherit = "crm.lead.hourly.count"
    _description = "Questions about Colleagues' Customers"
    _log_access = False

    # An integer, as the number of the user is.
    company_number = fields.Integer(required=True, readonly=True)
    shown_count = fields.Integer("Told", required=True, readonly=True, default=0)
    user_id = fields.Many2one(string="Asked By")

    _user_hour_unique = models.UniqueIndex("(user_number, hour)")

    @api.model
    def _get_limit(self):
        # sudo: a system parameter that applies to every user.
        value = self.env["ir.config_parameter"].sudo().get_param(_LIMIT)
        return int(value) if (value or "").isdigit() else _DEFAULT_LIMIT

    @api.model
    def _count_shown(self, count):
        """Count ``count`` owners about to be shown; return whether the limit allows them, all or none.

        They are counted in a separate transaction, so that a rollback of the caller keeps the count. Superusers are not
        counted, and with a limit of 0 no user is.
        """
        limit = self._get_limit()
        if self.env.su or not count or not limit:
            return True
        user = self.env.user
        hour = self._this_hour()
        with counting(self) as cr:
            cr.execute(
                SQL(
                    "INSERT INTO crm_lead_disclosure (user_number, company_number, hour, shown_count, refused_count)"
                    " VALUES (%s, %s, %s, 0, 0) ON CONFLICT DO NOTHING",
                    user.id,
                    user.company_id.id,
                    hour,
                )
            )
            mine = SQL("user_number = %s AND hour = %s", user.id, hour)
            cr.execute(SQL("SELECT shown_count FROM crm_lead_disclosure WHERE %s", mine))
            is_allowed = cr.fetchone()[0] + count <= limit
            counted = SQL.identifier("shown_count" if is_allowed else "refused_count")
            cr.execute(SQL("UPDATE crm_lead_disclosure SET %s = %s + %s WHERE %s", counted, counted, count, mine))
        return is_allowed

    @api.model
    def _get_refusal(self):
        """Return the sentence for a user above the limit."""
        return self.env._(
            "You have asked who looks after %(limit)s customers of colleagues within this hour: more are told in the"
            " next hour. If you need a list, ask your sales manager.",
            limit=self._get_limit(),
        )

    @api.model
    def _check_limit(self, count):
        """Count ``count`` owners about to be shown.

        :raise ApiError: ``owner_limit`` above the limit of the hour
        """
        if not self._count_shown(count):
            raise ApiError(self._get_refusal(), "owner_limit")
