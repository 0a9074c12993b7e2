"""Limits of web hooks: requests in a minute; how many came, made leads, were kept or refused."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..matching.lock import counting

_KEPT_DAYS = 30
_COUNTS = ("received", "accepted", "kept", "refused")


class CrmLeadWebhook(models.Model):
    _inherit = "crm.lead.webhook"

    rate_limit = fields.Integer(
        "Requests a Minute",
        required=True,
        default=120,
        help="More requests in one minute are refused with status 429; platforms send them again later.",
    )
    received_count = fields.Integer("Received", compute="_compute_counts", help="In the last 30 days.")
    accepted_count = fields.Integer("Made Leads", compute="_compute_counts", help="In the last 30 days.")
    kept_count = fields.Integer("Kept Payloads", compute="_compute_counts", help="In the last 30 days.")
    refused_count = fields.Integer(
        "Refused", compute="_compute_counts", help="In the last 30 days: wrong key or signature, too large, too many."
    )

    _check_rate_limit = models.Constraint("CHECK(rate_limit > 0)", "A web hook takes at least one request a minute.")

    def _compute_counts(self):
        found = self.env["crm.lead.webhook.use"]._sum(self.ids)
        for webhook in self:
            for name, count in zip(_COUNTS, found.get(webhook.id, (0,) * len(_COUNTS)), strict=True):
                webhook[f"{name}_count"] = count

    def _is_within_rate(self):
        """Count a request as received; return whether it is one of those that the web hook takes in this minute."""
        return self._count_use("received") <= self.rate_limit

    def _count_use(self, name):
        """Count one request as ``name`` of :data:`_COUNTS`; return how many there are in this minute."""
        return self.env["crm.lead.webhook.use"]._count(self.id, name)


class CrmLeadWebhookUse(models.Model):
    _name = "crm.lead.webhook.use"
    _description = "Requests of a Web Hook in a Minute"
    _log_access = False

    # An integer, not a many2one: a foreign key would wait for a transaction that has locked the web hook.
    webhook_number = fields.Integer(required=True, export_string_translation=False)
    minute = fields.Datetime(required=True, index=True, export_string_translation=False)
    received = fields.Integer(required=True, export_string_translation=False)
    accepted = fields.Integer(required=True, export_string_translation=False)
    kept = fields.Integer(required=True, export_string_translation=False)
    refused = fields.Integer(required=True, export_string_translation=False)

    _minute_unique = models.UniqueIndex("(webhook_number, minute)")

    @api.model
    def _count(self, webhook_id, name):
        """Count in a separate transaction: a rollback keeps the count."""
        minute = fields.Datetime.now().replace(second=0, microsecond=0)
        column = SQL.identifier(name)
        with counting(self) as cr:
            cr.execute(
                SQL(
                    "INSERT INTO crm_lead_webhook_use AS used"
                    " (webhook_number, minute, received, accepted, kept, refused) VALUES (%s, %s, %s, %s, %s, %s)"
                    " ON CONFLICT (webhook_number, minute) DO UPDATE SET %s = used.%s + 1 RETURNING %s",
                    webhook_id,
                    minute,
                    *(int(name == one) for one in _COUNTS),
                    column,
                    column,
                    column,
                )
            )
            return cr.fetchone()[0]

    @api.model
    def _sum(self, webhook_ids):
        """Return ``{id: (received, accepted, kept, refused)}`` of the last 30 days."""
        rows = self.env.execute_query(
            SQL(
                "SELECT webhook_number, sum(received), sum(accepted), sum(kept), sum(refused) FROM crm_lead_webhook_use"
                " WHERE webhook_number = ANY(%s) AND minute >= %s GROUP BY webhook_number",
                list(webhook_ids),
                fields.Datetime.now() - timedelta(days=_KEPT_DAYS),
            )
        )
        return {webhook_id: counts for webhook_id, *counts in rows}

    @api.autovacuum
    def _gc_use(self):
        """Delete counts older than 30 days."""
        old = fields.Datetime.now() - timedelta(days=_KEPT_DAYS)
        self.env.cr.execute(SQL("DELETE FROM crm_lead_webhook_use WHERE minute < %s", old))
