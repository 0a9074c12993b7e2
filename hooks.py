"""Installation and uninstallation hooks."""

from odoo.tools import SQL


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
    _delete_rest(env)


def _delete_rest(env):
    """Delete rows that Odoo leaves: of our foreign keys, and names that other modules gave to parents of our models.

    By SQL: the ORM would drop the foreign keys with their rows, while our records are still to be deleted.
    """
    env.cr.execute(
        SQL(
            "DELETE FROM ir_model_constraint USING ir_module_module AS module"
            " WHERE module.id = ir_model_constraint.module AND module.name = 'l10n_vn_crm' AND type = 'f'"
        )
    )
    env.cr.execute(
        SQL(
            "DELETE FROM ir_model_data AS given USING ir_model_inherit AS parent"
            " WHERE given.model = 'ir.model.inherit' AND given.res_id = parent.id AND given.module <> 'l10n_vn_crm'"
            " AND (SELECT bool_and(module = 'l10n_vn_crm') FROM ir_model_data"
            " WHERE model = 'ir.model' AND res_id = parent.model_id)"
        )
    )
