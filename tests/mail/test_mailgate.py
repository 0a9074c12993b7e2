"""A mail server hands a mail to Odoo's own mailgate script, which brings it over XML-RPC."""

import os
import shlex
import socket
import subprocess
import sys

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import config
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

    def test_the_mail_server_keeps_a_mail_while_odoo_is_away(self):
        command = self.env["res.config.settings"].create({}).l10n_vn_mail_pipe
        script = f"{sys.executable} {file_path('mail/static/scripts/odoo-mailgate.py')}"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # a port at which nobody answers
            port = taken.getsockname()[1]
            command = command.replace("odoo-mailgate.py", script).replace("localhost", "127.0.0.1")
            command = command.replace(f"--port={config['http_port']}", f"--port={port}").replace("…", "x")
            done = subprocess.run(
                shlex.split(command), input=b"Subject: x\n\nx", capture_output=True, timeout=60, check=False
            )
        self.assertEqual(done.returncode, os.EX_TEMPFAIL)
        self.assertIn(b"connection error", done.stderr)
