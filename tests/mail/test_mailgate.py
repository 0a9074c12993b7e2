"""A mail server hands a mail to Odoo's own mailgate script, which brings it over XML-RPC."""

import subprocess
import sys

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.misc import file_path

from ..common import ADDRESS, EMAILS


@tagged("post_install", "-at_install")
class TestMailGate(HttpCase):
    def test_a_mail_comes_through_the_pipe(self):
        domain = self.env["mail.alias.domain"].create({"name": "congty-mau.example.vn"})
        self.env["crm.team"].create(
            {"name": "Kinh doanh", "alias_name": ADDRESS.partition("@")[0], "alias_domain_id": domain.id}
        )
        user = new_test_user(
            self.env, "mailgate", "base.group_system,sales_team.group_sale_manager", password="mailgate-1"
        )
        script = file_path("mail/static/scripts/odoo-mailgate.py")
        command = [sys.executable, script, "--host=127.0.0.1", f"--port={self.http_port()}", f"-d{self.env.cr.dbname}"]
        with self.allow_requests(all_requests=True):
            done = subprocess.run(
                [*command, f"-u{user.id}", "-pmailgate-1", "--debug"],
                input=(EMAILS / "02_plain_signature.eml").read_bytes(), capture_output=True, timeout=60, check=False,
            )  # fmt: skip
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        lead = self.env["crm.lead"].search([("email_from", "=", "khue.tran@maytrang.example.com")])
        self.assertEqual(lead.contact_name, "Trần Quốc Khuê")
        self.assertEqual(lead.phone_sanitized, "+84903448127")
