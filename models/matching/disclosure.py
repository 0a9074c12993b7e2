"""Number of owners of hidden customers that each user was shown, hour by hour, and its limit.

A user who meets a customer of a colleague is shown the colleague. A person does so a few times an hour; a program that
asks for a whole list would learn which salesperson has how many customers.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .lock import lock_table

_LIMIT = "l10n_vn_crm.hidden_owners_per_hour"
_DEFAULT_LIMIT = 300
_KEPT_DAYS = 90


class CrmLeadDisclosure(models.Model):
    _name = "crm.lead.disclosure"
    _description = "Questions about Colleagues' Customers"
    _order = "hour DESC, id DESC"
    _log_access = False

    # Numbers, not many2one: a foreign key would wait for a transaction that holds the user or the company.
    user_number = fields.Integer(required=True, readonly=True, export_string_translation=False)
    company_number = fields.Integer(required=True, readonly=True, export_string_translation=False)
    hour = fields.Datetime(required=True, readonly=True)
    told_count = fields.Integer("Told", required=True, readonly=True, default=0)
    refused_count = fields.Integer("Refused", required=True, readonly=True, default=0)
    user_id = fields.Many2one("res.users", "Asked By", compute="_compute_user_id")

    _user_hour_unique = models.UniqueIndex("(user_number, hour)")

    @api.depends("user_number")
    def _compute_user_id(self):
        there = set(self.env["res.users"].browse(self.mapped("user_number")).exists().ids)
        for record in self:
            record.user_id = record.user_number in there and record.user_number

    @api.model
    def _get_limit(self):
        # sudo: a number that every user is subject to.
        value = self.env["ir.config_parameter"].sudo().get_param(_LIMIT)
        return int(value) if (value or "").isdigit() else _DEFAULT_LIMIT

    @api.model
    def _allow(self, count):
        """Count ``count`` owners that are about to be told; return whether the user may be told so many more.

        All or none of them. They are counted in a transaction of their own: a rollback of the caller's keeps the count.
        Superusers are not counted, nor anybody where the limit is 0.
        """
        limit = self._get_limit()
        if self.env.su or not count or not limit:
            return True
        user = self.env.user
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        with self.env.registry.cursor() as cr:
            # Before the first query: its snapshot then sees what all others have counted.
            lock_table(cr, self)
            cr.execute(
                SQL(
                    "INSERT INTO crm_lead_disclosure (user_number, company_number, hour, told_count, refused_count)"
                    " VALUES (%s, %s, %s, 0, 0) ON CONFLICT DO NOTHING",
                    user.id,
                    user.company_id.id,
                    hour,
                )
            )
            mine = SQL("user_number = %s AND hour = %s", user.id, hour)
            cr.execute(SQL("SELECT told_count FROM crm_lead_disclosure WHERE %s", mine))
            is_allowed = cr.fetchone()[0] + count <= limit
            counted = SQL.identifier("told_count" if is_allowed else "refused_count")
            cr.execute(SQL("UPDATE crm_lead_disclosure SET %s = %s + %s WHERE %s", counted, counted, count, mine))
        return is_allowed

    @api.model
    def _refusal(self):
        """Return the sentence for who has reached the limit."""
        return self.env._(
            "You have asked who looks after %(limit)s customers of colleagues within this hour: more are told in the"
            " next hour. If you need a list, ask your sales manager.",
            limit=self._get_limit(),
        )

    @api.model
    def _check(self, count):
        """Count ``count`` owners that are about to be told.

        :raise UserError: above the limit of the hour
        """
        if not self._allow(count):
            raise UserError(self._refusal())

    @api.autovacuum
    def _gc_disclosures(self):
        """Delete what is older than 90 days."""
        self.search([("hour", "<", fields.Datetime.now() - timedelta(days=_KEPT_DAYS))]).unlink()
