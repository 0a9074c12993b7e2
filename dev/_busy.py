"""A database at work: scripts that leave imports, conversions and mails half done, and see them through afterwards.

Those of lists run on the version before as well.
"""

# An import of 1,200 rows after its first step, a conversion that waits, and one whose window was closed half-way.
START_LISTS = """
from odoo import Command
team = env.ref('sales_team.team_sales_department')
lan = env['res.users'].with_context(no_reset_password=True).create({
    'name': 'Bùi Ngọc Lan', 'login': 'lan.banhang', 'email': 'lan@noithat.example.vn',
    'group_ids': [Command.link(env.ref('sales_team.group_sale_salesman_all_leads').id),
                  Command.link(env.ref('base.group_partner_manager').id)]})
rows = [f'Đỗ Thị Hương;+849{n:08};mua{n}@noithat.example.vn;Ghế số {n}' for n in range(1200)]
screen = env['base_import.import'].with_user(lan).create({
    'res_model': 'crm.lead', 'file': '\\n'.join(['Họ tên;Số điện thoại;Email;Ghi chú', *rows]).encode(),
    'file_name': 'hội chợ.csv', 'file_type': 'text/csv'})
answer = screen.execute_import(
    ['contact_name', 'phone', 'email_from', 'description'], ['họ tên', 'số điện thoại', 'email', 'ghi chú'], {
        'has_headers': True, 'separator': ';', 'quoting': '"', 'encoding': 'utf-8', 'l10n_vn_policy': 'skip',
        'l10n_vn_background': 'yes'})
list_import = env['crm.lead.import'].browse(answer['l10n_vn_import_id'])
env.cr.commit()
list_import._try_step(list_import._stored_rows())
assert (list_import.state, list_import.position) == ('running', 500), list_import.read(['state', 'position', 'error'])
leads = env['crm.lead'].create([
    {'name': f'Chị Duyên đặt bàn số {n}', 'type': 'lead', 'contact_name': f'Vi Mỹ Duyên {n}', 'user_id': lan.id,
     'phone': f'+84 868 111 00{n}', 'team_id': team.id} for n in range(9)])
leads.l10n_vn_let_pass('Khách quen')
env['ir.attachment'].create({'name': 'ban-ve.txt', 'raw': ('Bản vẽ ' * 500).encode(), 'res_model': 'crm.lead',
                             'res_id': leads[0].id})
options = {'deduplicate': False, 'customer': 'each_exist_or_create', 'user_ids': []}
conversions = env['crm.lead.conversion'].with_user(lan)
conversions._open(leads[:5], options, background=True)
conversions._open(leads[5:], options)._go_on(2)
env.cr.commit()
"""
# A rejected mail, and a person who was erased.
START_MAILS = """
env['mail.thread'].message_process('crm.lead', b'''From: no-reply@doanhnghiep.vn
To: lead@example.com
Subject: Ban tin
Message-ID: <a@b.vn>
Precedence: bulk
List-Unsubscribe: <mailto:u@b.vn>

Ban tin thang nay''')
env['crm.lead'].create({'name': 'Anh Dũng hỏi giá', 'contact_name': 'Vũ Tiến Dũng', 'phone': '+84 977 123 456'})
request = env['crm.lead.privacy.request'].create({
    'name': 'Vũ Tiến Dũng', 'phone': '+84 977 123 456', 'kind': 'erase'})
request.action_find()
request.action_erase()
assert not env['crm.lead'].search([('phone_sanitized', '=', '+84977123456')])
env.cr.commit()
"""
# The scheduled actions and the user go on with what is half done.
LISTS_GO_ON = """
import base64
for name in ('crm_lead_import_cron', 'crm_lead_conversion_cron'):
    env.ref(f'l10n_vn_crm.{name}').method_direct_trigger()
env.cr.rollback()  # the actions have transactions of their own
env.invalidate_all()
lan = env['res.users'].search([('login', '=', 'lan.banhang')])
[done] = env['crm.lead.import'].search([('file_name', '=', 'hội chợ.csv')])
assert (done.state, done.created_count) == ('done', 1200), done.read(['state', 'error', 'position', 'created_count'])
assert len(done.lead_ids) == 1200 and b'mua1199@' in base64.b64decode(done.file)
[waited] = env['crm.lead.conversion'].search([('lead_count', '=', 5)])
assert (waited.state, waited.converted_count) == ('done', 5), (waited.error, waited.line_ids.read())
[closed] = env['crm.lead.conversion'].with_user(lan).search([('lead_count', '=', 4)])
assert (closed.status, closed.position) == ('stopped', 2), closed.read(['status', 'position'])
closed.action_continue()
closed.l10n_vn_go_on(100)
assert (closed.state, closed.converted_count) == ('done', 4), closed.line_ids.read()
for typed, found in (
    ('do huong mua777', 'Đỗ Thị Hương'), ('0900000777', 'Đỗ Thị Hương'), ('ban so 3', 'Vi Mỹ Duyên 3')):
    leads = env['crm.lead'].with_user(lan).search([('l10n_vn_search', 'ilike', typed)])
    assert found in leads.mapped('contact_name') and len(leads) < 9, (typed, leads.mapped('contact_name'))
[drawing] = env['ir.attachment'].search([('name', '=', 'ban-ve.txt')])
assert 'Bản vẽ' in drawing.raw.decode()
env.cr.commit()
"""
MAILS_GO_ON = """
from odoo.exceptions import UserError
[mail] = env['crm.lead.mail.rejected'].search([])
assert b'Ban tin thang nay' in base64.b64decode(mail.source)
mail.action_make_leads()
assert mail.lead_id.name == 'Ban tin'
try:
    with env.cr.savepoint():
        env['crm.lead'].with_user(lan).create({'name': 'Anh Dũng', 'phone': '0977123456'})
except UserError:
    pass
else:
    raise AssertionError('the erased person came in again')
env.cr.commit()
"""
BUSY, GOES_ON = START_LISTS + START_MAILS, LISTS_GO_ON + MAILS_GO_ON
