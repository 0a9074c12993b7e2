"""The code of scheduled actions is for administrators only, as in new databases: salespeople could start some of it."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    data = env["ir.model.data"].search([("module", "=", "l10n_vn_crm"), ("model", "=", "ir.cron")])
    crons = env["ir.cron"].browse(data.mapped("res_id")).exists()
    crons.ir_actions_server_id.group_ids = env.ref("base.group_system")
