"""The won stage of leads is for leads only, so that opportunities have one won column; where used, it stays."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    bought = env["crm.stage"]._l10n_vn_get_bought_stage()
    if bought.l10n_vn_applies_to == "both" and not env["crm.lead"].search_count(
        [("stage_id", "=", bought.id)], limit=1
    ):
        bought.l10n_vn_applies_to = "lead"
