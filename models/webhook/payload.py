"""Payloads of web hooks of which no lead could be made: kept for 90 days, and tried again by a button."""

import base64
from datetime import timedelta

from odoo import api, fields, models

from ...tools.webhook.body import show
from ...tools.webhook.events import headers_of
from ..argument_checks import SOME, public
from ..kept_days import get_kept_days
from ..matching.lock import touch_or_retry

_LONGEST_PREVIEW = 5000
_MOST_DELETED = 1000


class CrmLeadWebhookPayload(models.Model):
    _name = "crm.lead.webhook.payload"
    _description = "Payload of a Web Hook That Made No Lead"
    _order = "id desc"

    webhook_id = fields.Many2one("crm.lead.webhook", "Web Hook", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="webhook_id.company_id", store=True, index=True)
    date = fields.Datetime("Received On", required=True, readonly=True, default=fields.Datetime.now)
    reason = fields.Selection(
        [
            ("not_json", "Neither JSON nor a form"),
            ("not_text", "Not in UTF-8"),
            ("too_deep", "Nested too deeply"),
            ("too_many", "Too many values"),
            ("empty", "Names no customer"),
            ("incomplete", "Only the number of the lead"),
            ("refused", "Refused"),
            ("error", "Could not be read"),
        ],
        required=True,
        readonly=True,
    )
    message = fields.Text("What Is Wrong", readonly=True)
    preview = fields.Text("Content", readonly=True)
    content = fields.Binary("Whole Payload", attachment=True, readonly=True)
    content_name = fields.Char("File Name", compute="_compute_content_name")
    content_type = fields.Char(readonly=True)
    headers = fields.Json("Headers of the Request", readonly=True)
    digest = fields.Char("Fingerprint", required=True, readonly=True)
    external_id = fields.Char("External ID", readonly=True)
    times = fields.Integer("Times Received", required=True, readonly=True, default=1)
    lead_id = fields.Many2one("crm.lead", readonly=True, ondelete="set null", index="btree_not_null", copy=False)
    is_done = fields.Boolean("Done", readonly=True, copy=False)

    _digest_unique = models.UniqueIndex("(webhook_id, digest)")

    @api.depends("reason", "external_id")
    def _compute_display_name(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for payload in self:
            payload.display_name = " · ".join(filter(None, [reasons.get(payload.reason), payload.external_id]))

    def _compute_content_name(self):
        for payload in self:
            payload.content_name = f"payload-{payload.id}.txt"

    @api.model
    def _keep(self, webhook, body, content_type, headers, digest, reason, message, external_id):
        """Keep a payload that has made no lead; the same one is kept once."""
        # sudo: nobody may create payloads, and managers only may read them
        payloads = self.sudo()
        touch_or_retry(webhook.sudo())  # sudo: of two requests with one payload the later one is repeated
        known = payloads.search([("webhook_id", "=", webhook.id), ("digest", "=", digest)])
        if known:
            known.write({"times": known.times + 1, "reason": reason, "message": message})
            return
        wanted = headers_of(webhook.platform)
        payloads.create(
            {
                "webhook_id": webhook.id,
                "reason": reason,
                "message": message,
                "preview": show(body)[:_LONGEST_PREVIEW],
                "content": base64.b64encode(body),
                "content_type": (content_type or "")[:200],
                "headers": {name: headers[name][:200] for name in wanted if headers.get(name)},
                "digest": digest,
                "external_id": external_id[:200],
            }
        )

    @api.model
    def _close_incomplete(self, webhook, rows, lead):
        """Mark payloads as done that held only the number of a lead whose data have come in now."""
        ids = [row["external_id"] for row in rows if row.get("external_id")]
        if ids:
            # sudo: as in _keep
            waiting = self.sudo().search(
                [("webhook_id", "=", webhook.id), ("external_id", "in", ids), ("is_done", "=", False)]
            )
            waiting.write({"is_done": True, "lead_id": lead.id})

    @public(SOME)
    def action_retry(self) -> dict | bool:
        """Try to make leads of the payloads again, in the rights of the user of their web hook.

        :return: action that shows the leads, True where there are none
        :raise AccessError: where the user may not read the payloads
        """
        self.check_access("read")
        for payload in self.filtered(lambda payload: not payload.is_done):
            payload._retry()
        leads = self.lead_id
        if not leads:
            return True
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_all_leads")
        if len(leads) == 1:
            return {**action, "res_id": leads.id, "view_mode": "form", "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", leads.ids)]}

    def _read_content(self):
        """Return the body (bytes) as it was sent."""
        return base64.b64decode(self.with_context(bin_size=False).content or b"")

    def _retry(self):
        # sudo: managers may only read payloads; the user's right to read this one was checked
        payload = self.sudo()
        digest = payload.digest.partition("-")[0]
        answer, lead = payload.webhook_id._take_in(
            payload._read_content(), payload.content_type or "", payload.headers or {}, digest
        )
        if answer["status"] != "kept":
            payload.write({"is_done": True, "lead_id": lead.id})

    @api.autovacuum
    def _gc_payloads(self):
        """Delete payloads after 90 days, or the number of the system parameter; 0 keeps them all."""
        days = get_kept_days(self.env, "webhook_payload_days")
        if days > 0:
            limit = fields.Datetime.now() - timedelta(days=days)
            self.search([("date", "<", limit)], limit=_MOST_DELETED).unlink()
