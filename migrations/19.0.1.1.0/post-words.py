"""Vietnamese words in the logs of teams that Odoo wrote before it had translated what a team is."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["ir.module.module"]._l10n_vn_on_install()
