"""Settings show the addresses of leads and prove that they work; the set-up gives leads one."""

import tracemalloc
from unittest.mock import patch

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import config

from ..common import ADDRESS, MailCase, letter


@tagged("post_install", "-at_install")
class TestMailSettings(MailCase):
    def test_settings_show_both_addresses(self):
        settings = self.env["res.config.settings"].create({})
        self.assertIn(ADDRESS, settings.l10n_vn_lead_addresses)
        settings.action_l10n_vn_add_opportunity_address()
        settings.invalidate_recordset()
        self.assertIn("@", settings.l10n_vn_opportunity_addresses)
        address = settings.l10n_vn_opportunity_addresses.split(", ")[0]
        self.assertEqual(self.receive(letter("Đặt 2 máy", "Hà <ha@x.vn>", to=address)).type, "opportunity")
        before = self.env["mail.alias"].search_count([])
        settings.action_l10n_vn_add_opportunity_address()
        self.assertEqual(self.env["mail.alias"].search_count([]), before)

    def test_command_for_a_mail_server_has_the_port_of_this_one(self):
        with patch.dict(config._runtime_options, {"http_port": 8071}):
            command = self.env["res.config.settings"].create({}).l10n_vn_mail_pipe
        self.assertIn("--port=8071 ", command)

    def test_the_test_mail_leaves_nothing_behind(self):
        self.env.cr.flush()  # the tracking of what this test has set up
        before = self.leads.search_count([]), self.env["mail.message"].search_count([])
        shown = self.env["res.config.settings"].create({}).action_l10n_vn_test_mail()
        self.assertIn("Nguyễn Thị Thử Nghiệm", shown["params"]["message"])
        self.assertIn("912 345 678", shown["params"]["message"])
        self.assertEqual((self.leads.search_count([]), self.env["mail.message"].search_count([])), before)

    def test_the_test_mail_asks_for_a_domain_where_addresses_have_none(self):
        self.env["mail.alias"]._l10n_vn_lead_aliases().alias_domain_id = False
        with self.assertRaisesRegex(UserError, "no mail domain"):
            self.env["res.config.settings"].create({}).action_l10n_vn_test_mail()

    def test_the_set_up_gives_leads_an_address(self):
        self.env["crm.team"].search([]).alias_name = False
        self.env["mail.alias"]._l10n_vn_on_install()
        alias = self.env["mail.alias"]._l10n_vn_lead_aliases()
        self.assertEqual((alias.alias_name, alias._l10n_vn_get_lead_type()), ("lead", "lead"))
        self.env["mail.alias"]._l10n_vn_on_uninstall()
        self.assertFalse(self.env["mail.alias"]._l10n_vn_lead_aliases(), "what the set-up gave goes with the addon")

    def test_salespeople_send_no_test_mail(self):
        lan = mail_new_test_user(self.env, "lan", groups="sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.env["res.config.settings"].with_user(lan).action_l10n_vn_test_mail()

    def test_large_files_take_no_more_memory_than_natively(self):
        lines = 100_000
        head = "MIME-Version: 1.0\nFrom: {0}@x.vn\nTo: {1}\nSubject: Tệp lớn\nMessage-ID: <{0}@x.vn>\n"
        head += "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name=a.pdf\n"
        head += "Content-Transfer-Encoding: base64\n\n"
        body = (b"QUJD" * 19 + b"\n") * lines + b"\n--b--\n"
        peaks = []
        for name, address, model in (("native", "khac@y.vn", "res.partner"), ("ours", ADDRESS, False)):
            data = head.format(name, address).encode() + body
            tracemalloc.start()
            try:
                record_id = self.env["mail.thread"].message_process(model, data)
                peaks.append(tracemalloc.get_traced_memory()[1])
            finally:
                tracemalloc.stop()
            record = self.env[model or "crm.lead"].browse(record_id)
            self.assertEqual(record.message_ids.attachment_ids.file_size, lines * 57)
        self.assertLess(peaks[1], 1.1 * peaks[0])
