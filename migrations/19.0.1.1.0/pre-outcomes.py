"""Outcomes of conversions and imports keep their columns, under names that no user may read."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists

_COLUMNS = {
    "crm_lead_conversion_line": {"name": "lead_name", "reason": "lead_reason", "opportunity_id": "head_id"},
    "crm_lead_import_line": {
        "lead_id": "stored_lead_id",
        "partner_id": "stored_partner_id",
        "old_values": "stored_old_values",
    },
}


def migrate(cr, version):
    for table, columns in _COLUMNS.items():
        for old, new in columns.items():
            if column_exists(cr, table, old) and not column_exists(cr, table, new):
                cr.execute(
                    SQL(
                        "ALTER TABLE %s RENAME COLUMN %s TO %s",
                        *map(SQL.identifier, (table, old, new)),
                    )
                )
                cr.execute(
                    SQL(
                        "ALTER INDEX IF EXISTS %s RENAME TO %s",
                        SQL.identifier(f"{table}__{old}_index"),
                        SQL.identifier(f"{table}__{new}_index"),
                    )
                )
