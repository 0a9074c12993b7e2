"""Test of background imports: complete and exact although their process is killed again and again."""

from _kill import kill

ROWS, KILLS = 20_000, 10

START = f"""
lines = ['Họ tên;Số điện thoại;Email']
lines += [f'Khách hàng {{n}};09{{12000000 + n}};khach{{n}}@saomai.vn' for n in range({ROWS})]
# One row in a hundred is the same person as the row before.
lines = [lines[at - 1] if at % 100 == 7 else line for at, line in enumerate(lines)]
screen = env['base_import.import'].create({{
    'res_model': 'crm.lead', 'file': '\\n'.join(lines).encode(), 'file_name': 'lớn.csv', 'file_type': 'text/csv'}})
answer = screen.execute_import(
    ['contact_name', 'phone', 'email_from'], ['họ tên', 'số điện thoại', 'email'],
    {{'has_headers': True, 'separator': ';', 'quoting': '"', 'encoding': 'utf-8', 'limit': 2000,
     'l10n_vn_policy': 'skip', 'l10n_vn_background': 'auto'}})
assert not answer['ids'] and not answer['nextrow'], answer
env.cr.commit()
"""

CHECK = f"""
record = env['crm.lead.import'].search([])
twice = {ROWS} // 100
env.cr.execute('SELECT count(*), count(DISTINCT phone), count(DISTINCT email_normalized) FROM crm_lead'
               ' WHERE l10n_vn_import_id = %s', [record.id])
found = (*env.cr.fetchone(), record.state, record.created_count, record.skipped_count, record.failed_count,
         record.position)
wanted = (*[{ROWS} - twice] * 3, 'done', {ROWS} - twice, twice, 0, {ROWS})
assert found == wanted, (found, wanted)
lines = record.line_ids.mapped('row_number')
assert len(lines) == len(set(lines)) == twice, len(lines)
messages = env['mail.message'].search([('model', '=', 'crm.lead.import'), ('message_type', '=', 'user_notification')])
assert len(messages) == 1, messages.mapped('body')
"""


def kill_import():
    """Kill an import at random moments on a fresh database; return its (:class:`Outcome`, path of the log)."""
    title = "KilledImport.ends_complete_and_exact"
    return kill("kill_import", title, START, CHECK, "crm_lead_import", "crm_lead_import_cron", KILLS)
