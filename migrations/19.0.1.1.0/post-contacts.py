"""Leads that somebody was in contact with before first contacts were noted do not count as never contacted."""

from odoo.tools import SQL


def migrate(cr, version):
    # Where only the customer has written, the last contact was that message.
    cr.execute(
        SQL(
            "UPDATE crm_lead SET l10n_vn_first_contact = l10n_vn_last_contact"
            " WHERE l10n_vn_first_contact IS NULL AND l10n_vn_last_contact IS NOT NULL"
            " AND l10n_vn_last_contact IS DISTINCT FROM l10n_vn_waiting_since"
        )
    )
    cr.execute(
        SQL(
            "UPDATE crm_lead SET l10n_vn_first_answer = l10n_vn_first_contact"
            " WHERE l10n_vn_first_answer IS NULL AND l10n_vn_first_contact IS NOT NULL"
        )
    )
