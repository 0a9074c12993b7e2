"""What is older than its period goes, what is downloaded leaves a line."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ...models.kept_days import get_kept_days
from .person import MAIL, NAME, PHONE, PersonCase

LONG_AGO = "2020-01-01 00:00:00"


@tagged("post_install", "-at_install")
class TestRetention(PersonCase):
    def keep(self, **days):
        for name, number in days.items():
            self.env["ir.config_parameter"].set_param(f"l10n_vn_crm.keep_{name}", number)
        self.env["crm.lead.privacy.request"]._cron_retention()

    def test_files_of_imports_go_after_90_days_unless_chosen_otherwise(self):
        old, new = self.import_list(), self.import_list(policy="create")
        old.sudo().date_start = fields.Datetime.now() - timedelta(days=91)
        self.keep(import_files="0")
        self.assertTrue(old.file)
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.keep_import_files", False)
        self.keep()
        self.assertFalse(old.file)
        self.assertTrue(new.file)
        self.assertTrue(old.line_ids.filtered("cells"), "rows are kept by default")
        message = self.env["mail.message"].search([("partner_ids", "in", self.admin.partner_id.ids)], limit=1)
        self.assertIn("1 ", message.body)

    def test_rows_go_when_wanted(self):
        old = self.import_list()
        self.import_list(policy="skip")
        old.sudo().date_start = LONG_AGO
        self.keep(import_rows="30")
        self.assertFalse(old.line_ids.filtered("cells"))

    def test_settings_show_every_period_also_one_that_is_no_usual_choice(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("l10n_vn_crm.rejected_mail_days", "45")
        parameters.set_param("l10n_vn_crm.snapshot_days", "vài tháng")
        settings = self.env["res.config.settings"].with_user(self.admin).with_context(lang="vi_VN")
        shown = dict(settings.fields_get(["l10n_vn_keep_rejected_mails"])["l10n_vn_keep_rejected_mails"]["selection"])
        self.assertEqual((shown["45"], shown["0"]), ("45 ngày", "Giữ mãi"))
        self.assertEqual(list(shown)[:3], ["0", "30", "45"])
        changed = settings.create({"l10n_vn_keep_webhook_payloads": "30", "l10n_vn_keep_snapshots": "180"})
        self.assertEqual(changed.l10n_vn_keep_rejected_mails, "45")
        changed.execute()
        for name, days in (("rejected_mail_days", 45), ("webhook_payload_days", 30), ("snapshot_days", 180)):
            self.assertEqual(get_kept_days(self.env, name), days)
        parameters.set_param("l10n_vn_crm.snapshot_days", "vài tháng")
        self.assertEqual(get_kept_days(self.env, "snapshot_days"), 90)

    def test_lost_leads_without_contact_are_anonymised(self):
        leads = self.env["crm.lead"].create(
            [{"name": NAME, "contact_name": NAME, "phone": PHONE, "email_from": MAIL} for _n in range(3)]
        )
        lost, spoken, _is_open = leads
        (lost | spoken).action_set_lost()
        self.env.flush_all()
        self.cr.execute("UPDATE crm_lead SET create_date = %s, write_date = %s WHERE id = ANY(%s)",
                        [LONG_AGO, LONG_AGO, leads.ids])  # fmt: skip
        self.cr.execute("UPDATE crm_lead SET l10n_vn_last_contact = now() WHERE id = %s", [spoken.id])
        self.env.invalidate_all()
        self.keep()
        self.assertEqual(lost.phone, PHONE)
        self.keep(lost_leads="365")
        self.assertFalse(lost.phone or lost.contact_name or lost.email_normalized)
        self.assertTrue(lost.l10n_vn_erased_on)
        self.assertEqual(lost.won_status, "lost")
        self.assertTrue(all((leads - lost).mapped("contact_name")))


@tagged("post_install", "-at_install")
class TestDownloads(PersonCase, HttpCase):
    def test_a_download_leaves_a_line(self):
        record = self.import_list()
        self.env["crm.lead.import.line"].create(
            {"import_id": record.id, "row_number": 9, "outcome": "failed", "cells": [NAME, PHONE]}
        )
        record.sudo().failed_count = 1
        self.manager.password = "mat-khau-cua-mai"
        self.authenticate("mai", "mat-khau-cua-mai")
        for name in ("file", "failed_file"):
            answer = self.url_open(f"/web/content/crm.lead.import/{record.id}/{name}/a.csv?download=true")
            self.assertEqual(answer.status_code, 200)
            line = self.env["crm.lead.download"].search([], limit=1)
            self.assertEqual((line.user_id, line.what, line.record_number), (self.manager, name, record.id))
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        record.with_user(self.manager).line_ids.export_data(["cells"])
        self.assertEqual(self.env["crm.lead.download"].search([], limit=1).what, "export")
        self.assertFalse(self.env["crm.lead.download"].with_user(self.hoa).has_access("read"))
