"""What happens once: at installation and before removal."""


def post_init_hook(env):
    """Turn the addon's ways on for the teams and stages that exist; what other code creates later stays native."""
    env["crm.stage"]._l10n_vn_set_up()
    env["crm.team"]._l10n_vn_set_up()


def uninstall_hook(env):
    """Put leads back on stages that stay, before the addon's own stages go."""
    env["crm.stage"]._l10n_vn_put_back()
