"""Mails that a mail server pipes to Odoo's gateway script, which brings them to Odoo over HTTP."""

import shlex
import subprocess
import sys
import time
from email.message import EmailMessage

from odoo import Command, http
from odoo.tools.misc import file_path
from werkzeug.serving import make_server

from .case import Case

_MAILS, _FILE = 8, 150_000
_ADDRESS = "kinhdoanh@congty-mau.example.vn"
# Exit code with which a mail server keeps the mail and tries again.
_TRY_AGAIN = 75


def letters():
    """Return mails (list of bytes): strangers, one of them twice, with a file, and a newsletter."""
    return [_letter(number) for number in range(_MAILS)]


def _letter(number):
    person = number - 1 if number == 3 else number
    message = EmailMessage()
    message["From"] = f"Khách Hàng {person} <khach{person}@hoasen.example.com>"
    message["To"] = _ADDRESS
    message["Subject"] = f"Hỏi giá {number}"
    message["Message-ID"] = f"<thu.{number}@hoasen.example.com>"
    message["Date"] = "Tue, 03 Jun 2025 08:41:10 +0700"
    if number == 5:
        message["Precedence"] = "bulk"
        message["List-Unsubscribe"] = "<mailto:thoi@hoasen.example.com>"
    message.set_content(f"Chào anh chị, cho tôi xin báo giá số {number}.\nĐT: 0912 000 {number:03}")
    if number % 3 == 1:
        file = bytes(at * (number + 7) % 251 for at in range(_FILE))
        message.add_attachment(file, maintype="application", subtype="pdf", filename=f"nhu-cau-{number}.pdf")
    return message.as_bytes()


class MailPipe(Case):
    name, title = "mail", "mail by the gateway's pipe"
    faults = ("kill", "restart", "files", "database")

    def prepare(self, client):
        def start(env):
            domain = env["mail.alias.domain"].create({"name": _ADDRESS.partition("@")[2]})
            values = {"name": "Kinh doanh", "use_leads": True, "l10n_vn_join_mails": True}
            alias = {"alias_name": _ADDRESS.partition("@")[0], "alias_domain_id": domain.id}
            team = env["crm.team"].create({**values, **alias, "member_ids": [Command.link(env.user.id)]})
            team.alias_id.alias_defaults = {"type": "lead", "team_id": team.id}
            return env["res.config.settings"].create({}).l10n_vn_mail_pipe

        return {"pipe": client.request(start), "queue": list(range(_MAILS))}

    def work(self, client):
        """Deliver what is in the queue of the mail server, by the command that Settings show."""
        words, mails = self._command(client), letters()
        while queue := client.memory["queue"]:
            done = subprocess.run(words, input=mails[queue[0]], capture_output=True, timeout=120, check=False)
            if done.returncode == _TRY_AGAIN:
                client.show("(kept in the queue of the mail server)")
                time.sleep(0.2)
                continue
            if done.returncode:
                client.show(f"bounce to the sender, code {done.returncode}: {done.stderr.decode().strip()}")
            client.remember(queue=queue[1:])

    def _command(self, client):
        command = client.memory["pipe"]
        script = f"{shlex.quote(sys.executable)} {shlex.quote(file_path('mail/static/scripts/odoo-mailgate.py'))}"
        command = command.replace("odoo-mailgate.py", script).replace("-p …", "-p admin")
        port = f"--port={http.config['http_port']}"
        return ["sh", "-c", command.replace(port, f"--port={client.plan['port']}")]

    def serve(self, client):
        make_server("127.0.0.1", client.plan["port"], http.root, threaded=True).serve_forever()

    def is_unfinished(self, env):
        return False

    def words(self, env):
        return f"{env['crm.lead'].search_count([])} leads, {env['crm.lead.mail.rejected'].search_count([])} rejected"
