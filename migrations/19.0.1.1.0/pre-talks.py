"""Results of before count as talks where they said so by their nature; calls and messages are attempts."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists

_ATTEMPTS = ("called", "messaged", "mailed", "wrong_number")


def migrate(cr, version):
    if column_exists(cr, "crm_talk_outcome", "is_contact"):
        return
    cr.execute(SQL("ALTER TABLE crm_talk_outcome ADD COLUMN is_contact bool"))
    cr.execute(
        SQL(
            "UPDATE crm_talk_outcome SET is_contact = is_no_answer IS NOT TRUE AND id NOT IN ("
            "SELECT res_id FROM ir_model_data WHERE module = 'l10n_vn_crm' AND name = ANY(%s))",
            [f"crm_talk_outcome_{name}" for name in _ATTEMPTS],
        )
    )
