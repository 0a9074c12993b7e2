"""The stage Trial gets the length that My Day took for granted, and its leads the trial that they are in."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["crm.stage"]._l10n_vn_on_trial_upgrade()
