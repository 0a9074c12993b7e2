"""Test of the addon's life: installation, translation, upgrade, removal without a trace, installation again."""

import os

from _busy import BUSY
from _database import LANGUAGE, odoo, script, template, temporary
from _inventory import compare, take
from _place import KEY, MODULE, log_file
from _say import Stop
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
# Odoo's own CRM on leads that the addon has made.
NATIVE = """
lan = env['res.users'].search([('login', '=', 'lan.banhang')])
leads = env['crm.lead'].with_user(lan)
made = leads.search([('name', '=like', 'Chị Duyên đặt bàn số%'), ('type', '=', 'lead')], order='id')
assert len(made) == 7 and made.mapped('phone'), made.read(['phone'])
wizard = env['crm.lead2opportunity.partner'].with_user(lan).with_context(
    active_model='crm.lead', active_id=made[0].id, active_ids=made[0].ids)
wizard.create({'name': 'convert', 'action': 'create'}).action_apply()
assert made[0].type == 'opportunity' and made[0].partner_id.name, made[0].read(['type', 'partner_id'])
made[0].action_set_won_rainbowman()
env['crm.lead.lost'].with_user(lan).create({'lead_ids': made[1].ids}).action_lost_reason_apply()
assert not made[1].active and made[0].stage_id.is_won
merge = env['crm.merge.opportunity'].with_user(lan).create({'opportunity_ids': made[2:4].ids, 'user_id': lan.id})
merge.action_merge()
assert len(made[2:4].exists()) == 1
mass = env['crm.lead2opportunity.partner.mass'].with_user(lan).with_context(
    active_model='crm.lead', active_ids=made[4].ids).create({'action': 'each_exist_or_create'})
mass.action_mass_convert()
assert made[4].type == 'opportunity'
new = leads.create({'name': 'Khách mới', 'phone': '0912 345 679'})
new.copy()
assert leads.search([('phone_mobile_search', 'ilike', '0912345679')])
for kind in ('form', 'list', 'kanban', 'search', 'pivot', 'graph', 'calendar', 'activity'):
    leads.get_view(view_type=kind)
"""
FILES = """
import os
attachments = env['ir.attachment']
attachments._gc_file_store()
env.cr.execute("SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL")
known = {name for name, in env.cr.fetchall()}
root = attachments._filestore()
found = {os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names}
found = {path for path in found if not path.startswith('checklist')}
assert not found - known, sorted(found - known)
assert not known - found, sorted(known - found)
"""
# The addon's page in the list of apps as it is now: a template may be older than the checkout.
LIST_APPS = """
env['ir.module.module'].update_list()
env.cr.commit()
"""
# Odoo's words as it loads them now: a template may have loaded some before the records that they belong to.
RELOAD = f"""
modules = env['ir.module.module'].search([('state', '=', 'installed')]).mapped('name')
env['ir.module.module']._load_module_terms(modules, ['{LANGUAGE}'], overwrite=True)
env.cr.commit()
"""
# Why a difference between the database before the installation and after the uninstallation is none of the addon's.
ALLOWED = {
    r"\w+ row (bus_bus|orm_signaling_\w+|ir_cron_trigger|ir_cron_progress) ": "how Odoo's processes tell each other",
    r"changed row (ir_cron\.(nextcall|lastcall)|res_users_log|res_device_log)": "times of Odoo's own scheduled actions",
    r"changed row ir_module_module\.(demo|url) ": "what Odoo noted when it loaded the addon",
    r"left row (crm_lead|crm_tag_rel|res_partner|res_users|res_groups_users_rel|res_company_users_rel|mail_alias"
    r"|mail_followers\w*|mail_mail\w*|mail_message\w*|mail_notification|mail_tracking_value|mail_activity|base_import_import"
    r"|res_users_settings|digest_digest_res_users_rel|discuss_channel_member) ": "people, leads and their history stay",
    r'left row ir_attachment .*"res_model": "(crm\.lead|res\.partner)"': "files of leads and people stay",
    r"\w+ row crm_lead_scoring_frequency": "Odoo counts the leads that were won and lost",
    r"changed row crm_lead\.stage_id ": "leads go to a stage that remains",
    r"changed row mail_message\.body .*được tạo": "Odoo's own words, in logs that it had written half in English",
    r"left row utm_source ": "sources of leads stay",
}
# Where Vietnamese comes after the addon, all modules are loaded again with it.
RELOADED = {
    r"changed row (ir_ui_view\.arch_prev|ir_module_module\.url) ": "what Odoo notes of loading",
    r"\w+ row ir_act_window_view ": "Odoo's modules make these rows anew each time",
    r"\w+ row (res_lang|res_lang_install_rel|base_language_install)[ .]": "the language itself",
}


def live(name, profile, demo, language_first=True):
    """Run the steps on a fresh database; each counts as one test.

    :return: (:class:`Outcome` of the steps, path of the last log)
    """
    log, before = log_file(name), {}
    source = template(profile, demo, LANGUAGE if language_first else None)
    with temporary(f"{MODULE}_{KEY}_{os.getpid()}_{name}", source) as database:
        load = () if language_first else (f"--load-language={LANGUAGE}", "-u", "base")
        steps = {
            "before": lambda: before.update(_take_before(database, language_first)),
            "install": lambda: odoo(database, "-i", MODULE, *(["--with-demo"] if demo else []), log=log),
            "work": lambda: script(database, WORK + BUSY),
            "load_vietnamese": lambda: odoo(database, *load, log=log) if load else None,
            "speaks_vietnamese": lambda: script(database, SPEAKS),
            "upgrade": lambda: odoo(database, "-u", MODULE, log=log),
            "uninstall": lambda: script(database, REMOVE),
            "leaves_all_as_it_was": lambda: _compare_with(before, database, language_first),
            "leaves_no_file": lambda: script(database, FILES),
            "leaves_no_trace": lambda: script(database, GONE),
            "native_crm_works": lambda: script(database, NATIVE),
            "install_again": lambda: odoo(database, "-i", MODULE, log=log),
        }
        return run_steps(name, "Life", steps), log


def _take_before(database, language_first):
    script(database, LIST_APPS + (RELOAD if language_first else ""))
    return take(database)


def _compare_with(before, database, language_first):
    allowed = ALLOWED if language_first else ALLOWED | RELOADED
    found = compare(before, take(database), allowed, None if language_first else LANGUAGE)
    if found:
        raise Stop(f"{len(found)} differences from the database before: " + "\n".join(found[:60]))
