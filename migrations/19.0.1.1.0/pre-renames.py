"""Models renamed: rejected mails, assignment of leads, locks of keys; their data and what refers to them stay."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists, rename_column, table_exists

_MODELS = {
    "crm.lead.mail.kept": "crm.lead.mail.rejected",
    "crm.lead.hand.out": "crm.lead.assign",
    "crm.lead.hand.out.line": "crm.lead.assign.line",
    "crm.lead.conversion.claim": "crm.lead.key.lock",
}
# Parts of the names of tables, indexes, constraints and external ids.
_NAMES = {
    "crm_lead_mail_kept": "crm_lead_mail_rejected",
    "crm_lead_hand_out": "crm_lead_assign",
    "crm_lead_conversion_claim": "crm_lead_key_lock",
}
# By the new names of the tables.
_COLUMNS = {
    "crm_lead_assign_line": {"hand_out_id": "assign_id"},
    "crm_lead_key_lock": {"claimed_at": "locked_at"},
    "crm_lead_crm_lead_assign_rel": {"crm_lead_hand_out_id": "crm_lead_assign_id"},
    "crm_lead_assign_res_users_rel": {"crm_lead_hand_out_id": "crm_lead_assign_id"},
}
_FIELDS = {
    ("crm.lead.assign.line", "hand_out_id"): "assign_id",
    ("crm.lead.key.lock", "claimed_at"): "locked_at",
    ("res.config.settings", "l10n_vn_mail_kept_count"): "l10n_vn_mail_rejected_count",
}
# Words of views: one that is loaded first is checked together with those below it, which still name what was.
_VIEW_WORDS = {
    "l10n_vn_mail_kept_count": "l10n_vn_mail_rejected_count",
    "action_hand_out": "action_assign",
    "hand_out_id": "assign_id",
}
# Columns that hold the name of a model.
_REFERENCES = {
    "base_import_mapping": ("res_model",),
    "ir_act_report_xml": ("model",),
    "ir_act_server": ("model_name",),
    "ir_act_window": ("res_model",),
    "ir_attachment": ("res_model",),
    "ir_embedded_actions": ("parent_res_model",),
    "ir_exports": ("resource",),
    "ir_filters": ("model_id",),
    "ir_model": ("model",),
    "ir_model_data": ("model",),
    "ir_model_fields": ("model", "relation"),
    "ir_ui_view": ("model",),
    "mail_activity": ("res_model",),
    "mail_activity_type": ("res_model",),
    "mail_followers": ("res_model",),
    "mail_message": ("model",),
    "mail_message_subtype": ("res_model",),
    "mail_template": ("model",),
}
_PARAMETERS = {"l10n_vn_crm.kept_mail_days": "l10n_vn_crm.rejected_mail_days"}


def migrate(cr, version):
    for old, new in _NAMES.items():
        _rename_relations(cr, old, new)
    for table, columns in _COLUMNS.items():
        for old, new in columns.items():
            if column_exists(cr, table, old):
                rename_column(cr, table, old, new)
    _rename_references(cr)
    _rename_external_ids(cr)
    for old, new in _VIEW_WORDS.items():
        cr.execute(
            SQL(
                "UPDATE ir_ui_view SET arch_db = replace(arch_db::text, %(old)s, %(new)s)::jsonb"
                " WHERE position(%(old)s IN arch_db::text) > 0",
                old=old,
                new=new,
            )
        )
    for old, new in _PARAMETERS.items():
        cr.execute(
            SQL(
                "UPDATE ir_config_parameter SET key = %(new)s WHERE key = %(old)s"
                " AND NOT EXISTS (SELECT 1 FROM ir_config_parameter WHERE key = %(new)s)",
                old=old,
                new=new,
            )
        )


def _rename_relations(cr, old, new):
    """Rename tables, sequences, constraints and indexes, of relations between two models too."""
    cr.execute(
        SQL(
            "SELECT conrelid::regclass::text, conname, replace(conname, %(old)s, %(new)s) FROM pg_constraint"
            " WHERE connamespace = current_schema::regnamespace AND position(%(old)s IN conname) > 0",
            old=old,
            new=new,
        )
    )
    for table, name, renamed in cr.fetchall():
        cr.execute(
            SQL("ALTER TABLE %s RENAME CONSTRAINT %s TO %s", *map(SQL.identifier, (table, name, renamed)))
        )  # and the index behind it
    cr.execute(
        SQL(
            "SELECT relname, replace(relname, %(old)s, %(new)s) FROM pg_class"
            " WHERE relnamespace = current_schema::regnamespace AND relkind IN ('r', 'S', 'i')"
            " AND position(%(old)s IN relname) > 0",
            old=old,
            new=new,
        )
    )
    for name, renamed in cr.fetchall():  # of sequences and indexes too
        cr.execute(SQL("ALTER TABLE %s RENAME TO %s", SQL.identifier(name), SQL.identifier(renamed)))


def _rename_references(cr):
    """Write the new names of models, fields, relations and constraints where Odoo keeps them."""
    for table, columns in _REFERENCES.items():
        for column in columns:
            if not column_exists(cr, table, column):
                continue
            for old, new in _MODELS.items():
                cr.execute(
                    SQL("UPDATE %s SET %s = %s WHERE %s = %s",
                        SQL.identifier(table), SQL.identifier(column), new, SQL.identifier(column), old)
                )  # fmt: skip
    for (model, old), new in _FIELDS.items():
        cr.execute(SQL("UPDATE ir_model_fields SET name = %s WHERE model = %s AND name = %s", new, model, old))
        cr.execute(
            SQL(
                "UPDATE ir_model_fields SET relation_field = %s WHERE relation = %s AND relation_field = %s",
                new,
                model,
                old,
            )
        )
    for table, columns in {
        "ir_model_constraint": ("name",),
        "ir_model_relation": ("name",),
        "ir_model_fields": ("relation_table", "column1", "column2"),
    }.items():
        for column in columns:
            _replace(cr, table, column, SQL("TRUE"))


def _rename_external_ids(cr):
    _replace(cr, "ir_model_data", "name", SQL("module = 'l10n_vn_crm'"))
    for (model, old), new in _FIELDS.items():
        stem = f"field_{model.replace('.', '_')}__"
        cr.execute(
            SQL("UPDATE ir_model_data SET name = %s WHERE module = 'l10n_vn_crm' AND name = %s", stem + new, stem + old)
        )


def _replace(cr, table, column, condition):
    if not table_exists(cr, table):
        return
    for old, new in _NAMES.items():
        cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = replace(%(column)s, %(old)s, %(new)s)"
                " WHERE position(%(old)s IN %(column)s) > 0 AND %(condition)s",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                old=old,
                new=new,
                condition=condition,
            )
        )
