"""Test of the addon's life: installation, translation, upgrade, removal without a trace, installation again."""

import os

from _database import LANGUAGE, odoo, script, template, temporary
from _place import KEY, MODULE, log_file
from _steps import run_steps

WORK = """
lead = env['crm.lead'].create({'name': 'Chị Lan hỏi giá', 'type': 'lead', 'phone': '0912 345 678',
                               'team_id': env.ref('sales_team.team_sales_department').id})
lead.copy({'active': False})
if 'queue.job' in env:
    from odoo.addons.l10n_vn_crm.models.job_queue import delay
    delay(env['crm.lead.conversion'].create({}), '_do_queued_step', 'conversion', 0)
env.cr.commit()
"""
SPEAKS = """
stage = env.ref('l10n_vn_crm.crm_stage_interested').with_context(lang='vi_VN')
assert stage.name == 'Quan tâm', stage.name
words = [env.ref(name).with_context(lang='vi_VN').name for name in ('crm.crm_menu_leads', 'utm.utm_source_referral')]
assert words == ['Tiềm năng', 'Giới thiệu'], words
"""
REMOVE = """
env['ir.module.module'].search([('name', '=', 'l10n_vn_crm')]).button_immediate_uninstall()
"""
GONE = """
leads = env['crm.lead'].with_context(active_test=False).search([('name', '=like', 'Chị Lan hỏi giá%')])
assert len(leads) == 2 and all(leads.mapped('stage_id')), leads.read(['stage_id'])
env.cr.execute("SELECT table_name, column_name FROM information_schema.columns WHERE column_name LIKE 'l10n_vn_%'"
               " AND table_name NOT LIKE 'res_%'")
columns = env.cr.fetchall()
assert not columns, columns
env.cr.execute("SELECT name FROM ir_model_data WHERE module = 'l10n_vn_crm'")
names = env.cr.fetchall()
assert not names, names
env['crm.lead'].get_views([(False, kind) for kind in ('form', 'list', 'kanban', 'search')])
assert not env['crm.team'].search([('alias_name', '=', 'lead')]), 'the address that the set-up gave is still there'
parameters = env['ir.config_parameter'].search([('key', '=like', 'l10n_vn_crm.%')])
assert not parameters, parameters.mapped('key')
if 'queue.job' in env:
    jobs = env['queue.job'].search([])
    assert not jobs, jobs.mapped('func_string')
words = [env.ref(name).with_context(lang='vi_VN').name for name in ('crm.crm_menu_leads', 'utm.utm_source_referral')]
assert words == ['Lead', 'Referral'], words
leads.action_restore()
leads.action_set_won()
"""


def live(name, profile, demo, language_first=True):
    """Run the steps on a fresh database; each counts as one test.

    :return: (:class:`Outcome` of the steps, path of the last log)
    """
    log = log_file(name)
    source = template(profile, demo, LANGUAGE if language_first else None)
    with temporary(f"{MODULE}_{KEY}_{os.getpid()}_{name}", source) as database:
        load = () if language_first else (f"--load-language={LANGUAGE}", "-u", "base")
        steps = {
            "install": lambda: odoo(database, "-i", MODULE, *(["--with-demo"] if demo else []), log=log),
            "work": lambda: script(database, WORK),
            "load_vietnamese": lambda: odoo(database, *load, log=log) if load else None,
            "speaks_vietnamese": lambda: script(database, SPEAKS),
            "upgrade": lambda: odoo(database, "-u", MODULE, log=log),
            "uninstall": lambda: script(database, REMOVE),
            "leaves_no_trace": lambda: script(database, GONE),
            "install_again": lambda: odoo(database, "-i", MODULE, log=log),
        }
        return run_steps(name, "Life", steps), log
