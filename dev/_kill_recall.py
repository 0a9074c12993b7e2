"""Test of recalls: each lead is recalled once and none twice although the process is killed again and again."""

from _kill import kill

LEADS, KEPT, KILLS = 12_000, 200, 10

START = f"""
sellers = [(4, env.ref('sales_team.group_sale_salesman').id)]
people = env['res.users'].create(
    [{{'name': f'Nhân viên {{n}}', 'login': f'nv{{n}}', 'group_ids': sellers}} for n in range(4)])
team = env['crm.team'].create({{'name': 'Miền Nam', 'user_id': people[0].id, 'member_ids': [(6, 0, people.ids)]}})
env['crm.lead.recall.rule'].create({{
    'name': '7 ngày', 'team_id': team.id, 'limit': 7, 'unit': 'days', 'warning': 0, 'plan_days': 0, 'is_on': True,
    'spares_qualified': False}})
leads = env['crm.lead'].with_context(tracking_disable=True).create([
    {{'name': f'Khách {{n}}', 'contact_name': f'Khách {{n}}', 'type': 'lead', 'team_id': team.id,
     'user_id': people[n % 4].id}} for n in range({LEADS})])
env.flush_all()
env.cr.execute("UPDATE crm_lead SET date_open = now() - interval '30 days', create_date = now() - interval '30 days'"
               " WHERE id = ANY(%s)", [leads.ids])
leads[:{KEPT}].l10n_vn_last_contact = '2099-01-01 00:00:00'
env.cr.commit()
"""

CHECK = f"""
env.cr.execute('SELECT count(*), count(user_id), count(*) FILTER (WHERE l10n_vn_recall_count = 1 AND user_id IS NULL)'
               " FROM crm_lead WHERE name LIKE 'Khách %%'")
found = env.cr.fetchone()
assert found == ({LEADS}, {KEPT}, {LEADS} - {KEPT}), found
env.cr.execute('SELECT count(*), count(DISTINCT lead_id) FROM crm_lead_recall')
assert env.cr.fetchone() == ({LEADS} - {KEPT},) * 2
env.cr.execute("SELECT count(*) FROM mail_message WHERE model = 'crm.lead' AND body LIKE '%%“7 ngày”%%'")
assert env.cr.fetchone() == ({LEADS} - {KEPT},)
runs = env['crm.lead.recall.run'].search([])
assert set(runs.mapped('state')) == {{'done'}} and sum(runs.mapped('recalled_count')) == {LEADS} - {KEPT}, runs.read()
leader = env['crm.team'].search([('name', '=', 'Miền Nam')]).user_id.partner_id
digests = env['mail.message'].search([('message_type', '=', 'user_notification'), ('partner_ids', 'in', leader.ids)])
assert len(digests) == 1, digests.mapped('subject')
"""


def kill_recall():
    """Kill a recall at random moments on a fresh database; return its (:class:`Outcome`, path of the log)."""
    title = "KilledRecall.ends_without_loss_or_doubling"
    return kill("kill_recall", title, START, CHECK, "crm_lead_recall_run", "crm_lead_recall_cron", KILLS)
