"""Upgrade of a database that the version before made: its data are there afterwards, and the addon works on them."""

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from _database import odoo, script, template, temporary
from _odoo_log import Outcome
from _place import CHECKOUT, KEY, MODULE, log_file
from _say import Stop

# The last commit of version 19.0.1.0.0.
BEFORE = "e72a7ab2f01168550f7120acd7c01cce417a4a2d"
WORK = """
team = env.ref('sales_team.team_sales_department')
team.l10n_vn_requires_qualification = True
leads = env['crm.lead'].create([
    {'name': 'Chị Hà hỏi giá', 'type': 'lead', 'contact_name': 'Trần Thị Hà', 'phone': '0912 345 678',
     'l10n_vn_phone2': '0168 612 3456', 'l10n_vn_zalo': '0912345678', 'team_id': team.id},
    {'name': 'Anh Bảo xin dùng thử', 'type': 'lead', 'contact_name': 'Lê Bảo', 'email_from': 'bao@saomai.vn'},
])
env['res.partner'].create({'name': 'Công ty Sao Mai', 'phone': '024 3825 1234'})
mail = b'''From: no-reply@doanhnghiep.vn\\nTo: lead@example.com\\nSubject: Ban tin\\nMessage-ID: <a@b.vn>
Precedence: bulk\\nList-Unsubscribe: <mailto:u@b.vn>\\n\\nBan tin thang nay'''
env['mail.thread'].message_process('crm.lead', mail)
screen = env['base_import.import'].create({
    'res_model': 'crm.lead', 'file': 'Họ tên;Số điện thoại\\nNgô Minh;0903111222\\nsai;x'.encode(),
    'file_name': 'danh sách.csv', 'file_type': 'text/csv'})
screen.execute_import(['contact_name', 'phone'], ['họ tên', 'số điện thoại'], {
    'has_headers': True, 'separator': ';', 'quoting': '"', 'encoding': 'utf-8', 'l10n_vn_policy': 'skip',
    'l10n_vn_background': 'no'})
conversion = env['crm.lead2opportunity.partner.mass'].with_context(
    active_model='crm.lead', active_ids=leads[1].ids).create({'deduplicate': True, 'action': 'each_exist_or_create'})
conversion.action_mass_convert()
env['ir.config_parameter'].set_param('before.counts', repr([
    env['crm.lead.mail.kept'].search_count([]), env['crm.lead.conversion.line'].search_count([]),
    env['crm.lead.import.line'].search_count([])]))
env.cr.commit()
"""
CHECKS = """
lead = env['crm.lead'].search([('contact_name', '=', 'Trần Thị Hà')])
assert lead.phone and lead.l10n_vn_zalo, lead.read(['phone', 'l10n_vn_zalo'])
env.cr.execute("SELECT to_regclass('crm_lead_mail_kept'), to_regclass('crm_lead_conversion_claim')")
counts = [env[model].search_count([]) for model in (
    'crm.lead.mail.rejected' if 'crm.lead.mail.rejected' in env else 'crm.lead.mail.kept', 'crm.lead.conversion.line',
    'crm.lead.import.line')]
before = env['ir.config_parameter'].get_param('before.counts')
assert repr(counts) == before, (counts, before)
assert counts[0] == 1, counts
again = env['crm.lead'].search([('phone_mobile_search', 'ilike', '0386123456')])
assert again == lead, again
made = env['crm.lead'].create({'name': 'Khách mới', 'type': 'lead', 'phone': '0905 222 333'})
assert made.stage_id, 'a new lead has no stage'
"""


def upgrade():
    """Install the version before, work with it, upgrade to this one twice, and look at the data; one test a step.

    :return: (:class:`Outcome`, path of the log); skipped where the clone holds no history
    """
    log, outcome = log_file("upgrade"), Outcome()
    with tempfile.TemporaryDirectory() as work:
        if not _unpack(Path(work, MODULE)):
            return Outcome(skipped=1, names={}, trouble=[]), log
        with temporary(f"{MODULE}_{KEY}_{os.getpid()}_upgrade", template("lean", False)) as database:
            steps = {
                "install_version_before": lambda: odoo(database, "-i", MODULE, log=log, folder=Path(work)),
                "work_with_it": lambda: script(database, WORK, Path(work)),
                "upgrade": lambda: odoo(database, "-u", MODULE, log=log),
                "find_the_data": lambda: script(database, CHECKS),
                "upgrade_again": lambda: odoo(database, "-u", MODULE, log=log),
            }
            for step, act in steps.items():
                try:
                    act()
                except Stop as stop:
                    outcome.failed += 1
                    outcome.names[f"Upgrade.{step}"] = False
                    outcome.trouble.append(str(stop))
                    break
                outcome.passed += 1
                outcome.names[f"Upgrade.{step}"] = True
    return outcome, log


def _unpack(folder):
    """Write the addon of the version before into ``folder``; return whether this clone knows it."""
    words = ["git", "-C", str(CHECKOUT), "archive", BEFORE]
    done = subprocess.run(words, capture_output=True, check=False)
    if done.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return True
