"""Installation and uninstallation hooks."""


def post_init_hook(env):
    """Turn the settings of the addon on for existing teams, companies and stages; later ones behave as in Odoo."""
    for model in (
        "crm.stage",
        "crm.team",
        "res.company",
        "res.config.settings",
        "crm.lead",
        "mail.alias",
        "ir.module.module",
    ):
        env[model]._l10n_vn_on_install()


def uninstall_hook(env):
    """Move leads to stages that remain, before those of the addon are deleted; undo what the installation changed."""
    for model in ("crm.stage", "res.config.settings", "mail.alias", "ir.module.module", "crm.lead.background"):
        env[model]._l10n_vn_on_uninstall()
    # Parameters that an administrator has set by hand belong to no data file.
    env["ir.config_parameter"].search([("key", "=like", "l10n_vn_crm.%")]).unlink()
