"""Leads of before have no time to the first answer: their column is added without computing every lead."""

from odoo.tools import SQL


def migrate(cr, version):
    cr.execute(SQL("ALTER TABLE crm_lead ADD COLUMN IF NOT EXISTS l10n_vn_answer_hours_taken float8"))
