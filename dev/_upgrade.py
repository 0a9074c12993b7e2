"""Upgrade of a database that the version before made: its data are there, the addon works on them and leaves again."""

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from _busy import LISTS_GO_ON, START_LISTS
from _database import COMPANIONS, odoo, script, template, temporary
from _lifecycle import GONE, REMOVE
from _lifecycle import WORK as LEADS
from _odoo_log import Outcome
from _place import CHECKOUT, KEY, MODULE, log_file
from _steps import run_steps

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
env['crm.lead'].create({'name': 'Chị Vy dùng thử', 'type': 'lead', 'contact_name': 'Trần Vy', 'team_id': team.id,
                        'stage_id': env.ref('l10n_vn_crm.crm_stage_trial').id})
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
lan = env['res.users'].create({
    'name': 'Nguyễn Thị Lan', 'login': 'lan.kinhdoanh',
    'group_ids': [(4, env.ref('sales_team.group_sale_salesman').id)]})
own = env['crm.lead'].create({
    'name': 'Anh Sơn đặt hàng', 'type': 'lead', 'contact_name': 'Đỗ Văn Sơn', 'phone': '0987 000 111',
    'user_id': lan.id})
own.l10n_vn_let_pass('Khách quen')
skipped = own.copy({'contact_name': 'Đỗ Văn Tám', 'phone': '0987 000 222', 'name': 'Anh Tám hỏi'})
env['crm.lead2opportunity.partner.mass'].with_user(lan).with_context(
    active_model='crm.lead', active_ids=(own + skipped).ids).create(
        {'action': 'each_exist_or_create'}).action_mass_convert()
env['crm.lead.hand.out'].create({'lead_ids': leads.ids, 'user_ids': lan.ids})
env['ir.filters'].create({'name': 'Bản tin', 'model_id': 'crm.lead.mail.kept', 'user_ids': [], 'domain': '[]'})
env['ir.config_parameter'].set_param('l10n_vn_crm.kept_mail_days', 30)
lost, won, closed = env['crm.lead'].create([
    {'name': f'Anh Quý {name}', 'type': kind, 'contact_name': f'Mạc Văn {name}', 'team_id': team.id}
    for name, kind in (('Thua', 'lead'), ('Thắng', 'opportunity'), ('Lưu', 'lead'))])
lost.action_set_lost(lost_reason_id=env['crm.lost.reason'].search([], limit=1).id)
won.action_set_won()
closed.active = False
env['ir.config_parameter'].set_param('before.counts', repr([
    env['crm.lead.mail.kept'].search_count([]), env['crm.lead.conversion.line'].search_count([]),
    env['crm.lead.import.line'].search_count([])]))
env.cr.commit()
"""
CHECKS = """
import base64
lead = env['crm.lead'].search([('contact_name', '=', 'Trần Thị Hà')])
assert lead.phone and lead.l10n_vn_zalo, lead.read(['phone', 'l10n_vn_zalo'])
counts = [env[model].search_count([]) for model in (
    'crm.lead.mail.rejected', 'crm.lead.conversion.line', 'crm.lead.import.line')]
before = env['ir.config_parameter'].get_param('before.counts')
assert repr(counts) == before, (counts, before)
assert counts[0] == 1, counts
again = env['crm.lead'].search([('phone_mobile_search', 'ilike', '0386123456')])
assert again == lead, again
for typed in ('tran thi ha', 'ha tran', '0168 612', 'hỏi giá hà'):
    again = env['crm.lead'].search([('l10n_vn_search', 'ilike', typed)])
    assert again == lead, (typed, again)
made = env['crm.lead'].create({'name': 'Khách mới', 'type': 'lead', 'phone': '0905 222 333'})
assert made.stage_id, 'a new lead has no stage'
bought = env.ref('l10n_vn_crm.crm_stage_bought')
assert bought.l10n_vn_applies_to == 'lead', 'no opportunity was in this stage: it is for leads now'

trial, trying = env.ref('l10n_vn_crm.crm_stage_trial'), env['crm.lead'].search([('contact_name', '=', 'Trần Vy')])
assert (trial.l10n_vn_trial_days, trial.l10n_vn_trial_notice_days) == (14, 0), trial.read()
assert (trying.l10n_vn_trial_end - trying.l10n_vn_trial_start).days == 14, trying.read(['l10n_vn_trial_start'])

talks = {name: env.ref(f'l10n_vn_crm.crm_talk_outcome_{name}').is_contact for name in (
    'talked', 'met', 'call_back', 'called', 'messaged', 'mailed', 'wrong_number', 'no_answer')}
assert [name for name, is_talk in talks.items() if is_talk] == ['talked', 'met', 'call_back'], talks

states = {lead.name: (lead.won_status, lead.active) for lead in env['crm.lead'].with_context(active_test=False).search(
    [('name', '=like', 'Anh Quý %')])}
expected = {'Thua': ('lost', False), 'Thắng': ('won', True), 'Lưu': ('pending', False)}
assert states == {f'Anh Quý {name}': state for name, state in expected.items()}, states

admin, lan = env.ref('base.user_admin'), env['res.users'].search([('login', '=', 'lan.kinhdoanh')])
mail = env['crm.lead.mail.rejected'].with_user(admin).search([])
source = base64.b64decode(mail.source)
assert mail.reason == 'bulk' and b'Ban tin thang nay' in source and mail.company_id, mail.read()
mail.action_make_leads()
assert mail.lead_id.name == 'Ban tin' and mail.lead_id.type == 'lead', mail.lead_id.read(['name', 'type'])
assert env['ir.filters'].search([('name', '=', 'Bản tin')]).model_id == mail._name
lines = env['crm.lead.conversion.line'].with_user(lan).search([]).sorted('outcome')
assert lines.mapped('name') == ['Anh Sơn đặt hàng', 'Anh Tám hỏi'], lines.read()
assert lines.mapped('outcome') == ['converted', 'skipped'] and lines[1].reason, lines.read()
assert lines[0].opportunity_id.user_id == lan, lines.read()
for name in ('conversion_line', 'mail_rejected'):
    rule = env.ref(f'l10n_vn_crm.crm_lead_{name}_rule_company')
    assert rule.domain_force == "[('company_id', 'in', company_ids)]", rule.domain_force
assert env['ir.config_parameter'].get_param('l10n_vn_crm.rejected_mail_days') == '30'
window = env['crm.lead.assign'].search([])
assert window.lead_ids and window.user_ids == lan, window.read()
env['crm.lead.key.lock']._lock_keys({('phone', '+84987000111')})
"""
# What the renamed models were called; nothing but Odoo's own log of messages may still say so.
OLD_NAMES = """
for old in ('crm_lead_mail_kept', 'crm_lead_hand_out', 'crm_lead_conversion_claim', 'kept_mail_days'):
    for table, column in (
        ('pg_class', 'relname'), ('pg_constraint', 'conname'), ('information_schema.columns', 'column_name'),
        ('ir_model', 'model'),
        ('ir_model_data', 'name'), ('ir_model_fields', 'model'), ('ir_model_fields', 'relation'),
        ('ir_model_fields', 'relation_table'), ('ir_model_constraint', 'name'), ('ir_model_relation', 'name'),
        ('ir_attachment', 'res_model'), ('ir_ui_view', 'model'), ('ir_act_window', 'res_model'),
        ('ir_config_parameter', 'key'), ('ir_filters', 'model_id'), ('ir_rule', 'domain_force')):
        env.cr.execute(f"SELECT {column} FROM {table} WHERE position(%s IN replace({column}, '.', '_')) > 0", [old])
        found = env.cr.fetchall()
        assert not found, (table, found)
"""
# What the addon stores with leads, before and after modules come and go beside it.
REMEMBER = """
import json
leads = env['crm.lead'].with_context(active_test=False).search([], order='id')
names = sorted(name for name, field in leads._fields.items() if name.startswith('l10n_vn_') and field.store)
values = json.dumps([names, leads.read(names, load=None)], default=str)
"""
NOTE = (
    REMEMBER
    + """
env['ir.config_parameter'].set_param('before.values', values)
env.cr.commit()
"""
)
BESIDE = (
    REMEMBER
    + """
assert values == env['ir.config_parameter'].get_param('before.values'), 'values of leads have changed'
for model in ('crm.lead', 'crm.team', 'crm.stage', 'res.partner', 'crm.lead.import', 'crm.lead.conversion'):
    kinds = {view.type for view in env['ir.ui.view'].search([('model', '=', model), ('type', '!=', 'qweb')])}
    for kind in kinds:
        env[model].get_view(view_type=kind)
lan = env['res.users'].search([('login', '=', 'lan.banhang')])
lead = env['crm.lead'].with_user(lan).create({
    'name': 'Chị Ngọc hỏi sofa', 'type': 'lead', 'contact_name': 'Kiều Ngọc', 'phone': '+84 903 456 789',
    'l10n_vn_phone2': '+84 903 456 780', 'team_id': env.ref('sales_team.team_sales_department').id})
lead.with_user(env.user).l10n_vn_let_pass('Khách quen')
assert lead in lead.search([('l10n_vn_search', 'ilike', 'kieu ngoc 456780')])
wizard = env['crm.lead2opportunity.partner.mass'].with_user(lan).with_context(
    active_model='crm.lead', active_ids=lead.ids).create({'action': 'each_exist_or_create'})
wizard.action_mass_convert()
assert lead.type == 'opportunity' and lead.partner_id, lead.read(['type'])
lead.action_set_won()
env.cr.rollback()
"""
)
UNINSTALL_COMPANIONS = f"""
env['ir.module.module'].search([('name', 'in', {COMPANIONS!r})]).button_immediate_uninstall()
"""
LEFT = """
env.cr.execute("SELECT relname FROM pg_class WHERE relname ~ '^crm_lead_(mail|assign|key|import|conversion)_'"
               " OR relname IN ('crm_lead_assign', 'crm_lead_import', 'crm_lead_conversion')")
tables = env.cr.fetchall()
assert not tables, tables
attachments = env['ir.attachment'].search([('res_model', '=like', 'crm.lead.%'), ('res_field', '!=', False)])
assert not attachments, attachments.mapped('res_model')
"""


def upgrade():
    """Install the version before, work with it, upgrade to this one twice, look at the data, remove it; a test a step.

    :return: (:class:`Outcome`, path of the log); skipped where the clone holds no history
    """
    log = log_file("upgrade")
    with tempfile.TemporaryDirectory() as work:
        if not _unpack(Path(work, MODULE)):
            return Outcome(skipped=1, names={}, trouble=[]), log
        with temporary(f"{MODULE}_{KEY}_{os.getpid()}_upgrade", template("companions", False)) as database:
            steps = {
                "install_version_before": lambda: odoo(database, "-i", MODULE, log=log, folder=Path(work)),
                "work_with_it": lambda: script(database, START_LISTS + WORK, Path(work)),
                "upgrade": lambda: odoo(database, "-u", MODULE, log=log),
                "find_the_data": lambda: script(database, CHECKS),
                "find_no_old_names": lambda: script(database, OLD_NAMES),
                "upgrade_again": lambda: odoo(database, "-u", MODULE, log=log),
                "find_the_data_again": lambda: script(database, CHECKS),
                "go_on_with_lists": lambda: script(database, LISTS_GO_ON + NOTE),
                "work_beside_companions": lambda: script(database, BESIDE),
                "uninstall_companions": lambda: script(database, UNINSTALL_COMPANIONS),
                "work_without_companions": lambda: script(database, BESIDE),
                "install_companions": lambda: odoo(database, "-i", ",".join(COMPANIONS), log=log),
                "work_beside_them_again": lambda: script(database, BESIDE),
                "uninstall": lambda: script(database, LEADS + REMOVE),
                "leaves_no_trace": lambda: script(database, GONE + LEFT),
            }
            return run_steps("upgrade", "Upgrade", steps), log


def _unpack(folder):
    """Write the addon of the version before into ``folder``; return whether this clone knows it."""
    words = ["git", "-C", str(CHECKOUT), "archive", BEFORE]
    done = subprocess.run(words, capture_output=True, check=False)
    if done.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return True
