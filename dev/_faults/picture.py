"""Everything that work on leads leaves in a database, without ids and times: two runs that end alike are equal."""

from collections import Counter

from odoo.tools import SQL

# Columns and tables; each row counts once.
_WHAT = {
    "lead": (
        "l.name, l.contact_name, l.phone, l.email_from, l.active, l.type, u.login, t.name, s.id, p.name,"
        " l.l10n_vn_recall_count, l.l10n_vn_unshared_since IS NULL, l.l10n_vn_erased_on IS NULL",
        "crm_lead l LEFT JOIN res_users u ON u.id = l.user_id LEFT JOIN crm_team t ON t.id = l.team_id"
        " LEFT JOIN crm_stage s ON s.id = l.stage_id LEFT JOIN res_partner p ON p.id = l.partner_id",
    ),
    "contact": (
        "p.name, p.phone, p.email, p.active, parent.name, u.login",
        "res_partner p LEFT JOIN res_partner parent ON parent.id = p.parent_id"
        " LEFT JOIN res_users u ON u.id = p.user_id",
    ),
    "message": (
        "m.model, m.message_type, m.subject, regexp_replace(m.body, '<[^>]*>', '', 'g'), a.name, t.name",
        "mail_message m LEFT JOIN res_partner a ON a.id = m.author_id"
        " LEFT JOIN mail_message_subtype t ON t.id = m.subtype_id",
    ),
    "notification": (
        "p.name, n.notification_type",
        "mail_notification n LEFT JOIN res_partner p ON p.id = n.res_partner_id",
    ),
    "follower": ("f.res_model, p.name", "mail_followers f JOIN res_partner p ON p.id = f.partner_id"),
    "activity": ("res_model, summary", "mail_activity"),
    "file": (
        "name, res_model, res_field, file_size",
        "ir_attachment WHERE res_model ~ '^(crm|mail.message)' AND res_field IS DISTINCT FROM 'rows'",
    ),
    "import": (
        "file_name, state, position, row_count, created_count, updated_count, skipped_count, failed_count,"
        " removed_count, restored_count, kept_count, error",
        "crm_lead_import",
    ),
    "import row": ("row_number, outcome, message", "crm_lead_import_line"),
    "conversion": (
        "state, position, lead_count, converted_count, merged_count, there_count, skipped_count, error",
        "crm_lead_conversion",
    ),
    "converted lead": ("lead_name, outcome, lead_reason", "crm_lead_conversion_line"),
    "snapshot": ("kind", "crm_lead_snapshot"),
    "recall": (
        "r.lead_name, u.login, r.reason, r.told_on IS NULL",
        "crm_lead_recall r JOIN res_users u ON u.id = r.user_id",
    ),
    "recall run": ("state, lead_count, position, recalled_count, warned_count, error", "crm_lead_recall_run"),
    "share": (
        "u.login, sum(s.lead_count), max(s.turn), bool_or(s.is_untold)",
        "crm_lead_share s JOIN res_users u ON u.id = s.user_id GROUP BY u.login",
    ),
    "rejected mail": ("name, email_from, reason", "crm_lead_mail_rejected"),
    "request": ("kind, state, certificate::text, name, phone", "crm_lead_privacy_request"),
    "erased key": ("digest", "crm_lead_erased"),
}


def take(env):
    """Return {kind and values of a row (str): number of such rows}."""
    found = Counter()
    for kind, (columns, tables) in _WHAT.items():
        query = SQL("SELECT ROW(%s)::text FROM %s", SQL(columns), SQL(tables))
        found.update(f"{kind} {row}" for (row,) in env.execute_query(query))
    return found


def compare(wanted, found):
    """Return how many rows of ``wanted`` are lost in ``found`` and how many there are too many, and examples.

    :return: (lost, doubled, list of str)
    """
    lost, doubled = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    examples = [f"lost: {row}" for row in list(lost)[:3]] + [f"too many: {row}" for row in list(doubled)[:3]]
    return sum(lost.values()), sum(doubled.values()), examples
