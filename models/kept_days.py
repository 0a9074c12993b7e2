"""How long what may name people is kept: days by system parameter, which the settings offer as choices."""

PREFIX = "l10n_vn_crm."
# Days by the name of the system parameter after the prefix; 0 keeps for ever.
KEPT_DAYS = {
    "keep_import_files": 90,
    "keep_import_rows": 0,
    "keep_logs": 0,
    "keep_lost_leads": 0,
    "keep_downloads": 0,
    "rejected_mail_days": 90,
    "webhook_payload_days": 90,
    "snapshot_days": 90,
}


def get_kept_days(env, name):
    """Return how many days ``name``, a key of :data:`KEPT_DAYS`, says (int); what is no number is the default.

    :param env: environment of the scheduled actions and settings that ask
    """
    # sudo: scheduled actions and settings read their own system parameters
    value = env["ir.config_parameter"].sudo().get_param(PREFIX + name)
    return int(value) if value and value.isdecimal() else KEPT_DAYS[name]
