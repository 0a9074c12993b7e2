"""Databases of an invented Vietnamese company: made once for each version of the addon, and cloned."""

from datetime import date

from _database import clone, drop, exists, log_of, odoo, rename, script, template
from _odoo_log import modules_loaded
from _place import MODULE, digest, fingerprint, locked
from _postgres import sql
from _progress import step

# What a Vietnamese company sets up before it installs anything.
COMPANY = """
company = env.ref('base.main_company')
company.name = 'Mầm Xanh'
company.partner_id.country_id = env.ref('base.vn')
company.alias_domain_id = env['mail.alias.domain'].create({'name': 'mamxanh.example.com'})
dong = env.ref('base.VND')
dong.active = True
company.currency_id = dong
env['ir.default'].set('res.partner', 'lang', 'vi_VN')
env.cr.commit()
"""
# The addon's own demo data alone: those of Odoo's modules are in English, with customers in America.
DEMO = f"""
from odoo.modules import Manifest
from odoo.tools import convert_file
def speak():
    users = env['res.users'].with_context(active_test=False).search([('share', '=', False)])
    users.partner_id.write({{'lang': 'vi_VN', 'tz': 'Asia/Ho_Chi_Minh'}})
speak()  # before the data: their notes are in the language of who loads them
env.registry.ready = False  # as at an installation: only then the ORM stores when each lead came
for file in Manifest.for_addon('{MODULE}')['demo']:
    convert_file(env, '{MODULE}', file, {{}}, mode='init', noupdate=True)
env.registry.ready = True
speak()
env.ref('base.user_admin').action_id = env.ref('{MODULE}.crm_lead_action').id
for name in ('ha', 'bao'):
    env.ref(f'{MODULE}.demo_user_{{name}}').action_id = env.ref('{MODULE}.crm_lead_my_day_action').id
env.cr.commit()
"""
KEPT = 2  # images of a profile: the addon as it is, and as it was before


def image(profile):
    """Return the name of a database with the profile's modules, the addon and its demo data.

    A new week makes a new one: demo data are dated back from the day on which they are loaded.
    """
    source = template(profile, demo=False)
    begin = f"{MODULE}_image_{profile}_"
    name = begin + digest(source, fingerprint(), COMPANY, DEMO, date.today().isocalendar()[:2])
    with locked(f"image-{profile}"):
        if not exists(name):
            half = f"{name}_half"
            with step("The addon and its demo data", about=15, detail=lambda: modules_loaded(log_of(half))):
                clone(source, half)
                script(half, COMPANY)
                odoo(half, "-i", MODULE)
                script(half, DEMO)
                rename(half, name)
        for old in _images(begin)[:-KEPT]:
            drop(old)
    return name


def _images(begin):
    """Return the databases whose name has this beginning, the oldest first."""
    return sql(f"SELECT datname FROM pg_database WHERE starts_with(datname, '{begin}') ORDER BY oid").split()
