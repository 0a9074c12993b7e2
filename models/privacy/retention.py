"""Retention: what is deleted or anonymised after some time, in batches, with a report to the administrators.

Rejected mails, payloads of web hooks and snapshots of conversions have vacuums beside their models, with periods from
the same settings; answers to programs are kept for 7 and 90 days.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ..kept_days import KEPT_DAYS, PREFIX, get_kept_days
from .request import ADMINISTRATORS

# What the scheduled action of this file expires; the rest of :data:`KEPT_DAYS` has vacuums beside its models.
_EXPIRED = ("import_files", "import_rows", "logs", "lost_leads", "downloads")
_BATCH = 500
# Models and dates of the logs that name people.
_LOGS = (("crm.lead.recall", "date"), ("ir.logging", "create_date"))
_CHOICES = (0, 30, 90, 180, 365, 730, 1825)


def _period(parameter, label):
    return fields.Selection(
        "_l10n_vn_get_periods", label, config_parameter=PREFIX + parameter, default=str(KEPT_DAYS[parameter])
    )


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    @api.model
    def _cron_retention(self):
        """Delete and anonymise what is older than its period, a batch of each a run; report what was done."""
        done = {}
        for name in _EXPIRED:
            if days := get_kept_days(self.env, f"keep_{name}"):
                limit = fields.Datetime.now() - timedelta(days=days)
                done[name] = getattr(self, f"_expire_{name}")(limit)
        if any(done.values()):
            self._report_retention({name: count for name, count in done.items() if count})
        if any(count >= _BATCH for count in done.values()):
            self.env.ref("l10n_vn_crm.crm_lead_retention_cron")._trigger()

    def _expire_import_files(self, limit):
        domain = [("date_start", "<", limit), ("state", "in", ("done", "undone")), ("file", "!=", False)]
        imports = self.env["crm.lead.import"].search(domain, limit=_BATCH, order="id")
        imports.write({"file": False, "rows": False})
        return len(imports)

    def _expire_import_rows(self, limit):
        """Empty cells and old values; such imports can no longer be undone."""
        domain = [
            ("import_id.date_start", "<", limit),
            ("import_id.state", "in", ("done", "undone")),
            ("outcome", "!=", "review"),
            "|",
            ("cells", "!=", False),
            ("stored_old_values", "!=", False),
        ]
        lines = self.env["crm.lead.import.line"].search(domain, limit=_BATCH, order="id")
        lines.write({"cells": False, "stored_old_values": False, "prepared": False})
        return len(lines)

    def _expire_logs(self, limit):
        count = 0
        for model, name in _LOGS:
            old = self.env[model].search([(name, "<", limit)], limit=_BATCH, order="id")
            count += len(old)
            old.unlink()
        return count

    def _expire_downloads(self, limit):
        old = self.env["crm.lead.download"].search([("date", "<", limit)], limit=_BATCH, order="id")
        old.unlink()
        return len(old)

    def _expire_lost_leads(self, limit):
        """Anonymise lost leads with which nobody had contact since ``limit``, as an erasure does."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        leads = leads.search(
            [
                ("active", "=", False),
                ("won_status", "=", "lost"),
                ("l10n_vn_erased_on", "=", False),
                ("create_date", "<", limit),
                ("write_date", "<", limit),
                "|",
                ("l10n_vn_last_contact", "=", False),
                ("l10n_vn_last_contact", "<", limit),
            ],
            limit=_BATCH,
            order="id",
        )
        if leads:
            self.new({})._forget_leads(leads)
        return len(leads)

    def _report_retention(self, done):
        """Send the administrators one message on what was deleted."""
        words = {
            "import_files": self.env._("files of imports deleted"),
            "import_rows": self.env._("rows of imports emptied"),
            "logs": self.env._("lines of recalls and errors deleted"),
            "lost_leads": self.env._("lost leads anonymised"),
            "downloads": self.env._("lines of downloads deleted"),
        }
        group = self.env.ref(ADMINISTRATORS)
        people = group.all_user_ids.filtered(lambda user: user.active and not user.share)
        self.env["mail.thread"].message_notify(
            body=", ".join(f"{count} {words[name]}" for name, count in done.items()),
            subject=self.env._("Personal data deleted after their period"),
            partner_ids=people.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
        )

    def _forget_leads(self, leads):
        """Anonymise ``leads`` with what belongs to them; texts elsewhere are not searched."""
        done = defaultdict(Counter)
        self._erase_belongings(self._find_belongings([leads]), done)
        self._anonymise(leads, done)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_keep_import_files = _period("keep_import_files", "Files of Imports")
    l10n_vn_keep_import_rows = _period("keep_import_rows", "Rows of Imports")
    l10n_vn_keep_rejected_mails = _period("rejected_mail_days", "Mails That Made No Lead")
    l10n_vn_keep_webhook_payloads = _period("webhook_payload_days", "Payloads That Made No Lead")
    l10n_vn_keep_snapshots = _period("snapshot_days", "Leads before Conversions and Merges")
    l10n_vn_keep_lost_leads = _period("keep_lost_leads", "Lost Leads without Contact")
    l10n_vn_keep_logs = _period("keep_logs", "Recalls and Errors")
    l10n_vn_keep_downloads = _period("keep_downloads", "Lines of Downloads")

    @api.model
    def _l10n_vn_get_periods(self):
        """Return the choices of all periods, with those that are system parameters already."""
        words = {
            0: self.env._("For ever"),
            180: self.env._("6 months"),
            365: self.env._("1 year"),
            730: self.env._("2 years"),
            1825: self.env._("5 years"),
        }
        days = {*_CHOICES, *(get_kept_days(self.env, name) for name in KEPT_DAYS)}
        return [(str(number), words.get(number) or self.env._("%(days)s days", days=number)) for number in sorted(days)]
