"""What happens once: at installation and before removal."""


def post_init_hook(env):
    """Turn the addon's ways on for what exists; what other code creates later stays native."""
    for model in ("crm.stage", "crm.team", "res.company", "res.config.settings", "crm.lead", "mail.alias"):
        env[model]._l10n_vn_set_up()


def uninstall_hook(env):
    """Put leads back on stages that stay, before the addon's own go, and turn off what the set-up turned on."""
    for model in ("crm.stage", "res.config.settings", "mail.alias", "ir.module.module"):
        env[model]._l10n_vn_put_back()
    # Parameters that an administrator has set by hand belong to no data file.
    env["ir.config_parameter"].search([("key", "=like", "l10n_vn_crm.%")]).unlink()
