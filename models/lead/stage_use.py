"""Use of stages: for leads, for opportunities or for both."""

from odoo import api, fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    l10n_vn_applies_to = fields.Selection(
        [("lead", "Leads"), ("opportunity", "Opportunities"), ("both", "Leads and opportunities")],
        string="Applies To",
        required=True,
        default=lambda self: self._default_l10n_vn_applies_to(),
        help="Leads pass only through stages for leads, opportunities only through stages for opportunities.",
    )

    @api.model
    def _default_l10n_vn_applies_to(self):
        """Return the type of records in the kanban in which the stage is created; elsewhere both."""
        lead_type = self.env.context.get("default_type")
        return lead_type if lead_type in ("lead", "opportunity") else "both"

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        self._l10n_vn_clear_stage_cache()
        return stages

    def unlink(self):
        done = super().unlink()
        self._l10n_vn_clear_stage_cache()
        self._l10n_vn_keep_won_stage()
        return done

    @api.model
    def _l10n_vn_clear_stage_cache(self):
        """Clear the cache of the first stage of each team."""
        self.env.registry.clear_cache()

    def _l10n_vn_fitting(self, use):
        """Return the stages of ``self`` that serve ``use``: lead or opportunity."""
        return self.filtered(lambda stage: stage.l10n_vn_applies_to in (use, "both"))

    @api.model
    def _l10n_vn_get_bought_stage(self):
        """Return the won stage of leads; opportunities are in it only in databases that use two won stages."""
        # env.ref() would query the database each time whether the stage still exists.
        return self.browse(self.env["ir.model.data"]._xmlid_to_res_id("l10n_vn_crm.crm_stage_bought") or [])

    @api.model
    def _l10n_vn_find_won_stages(self):
        """Return the won stages of opportunities of all teams, without the won stage of leads."""
        domain = [
            ("is_won", "=", True),
            ("team_ids", "=", False),
            ("l10n_vn_applies_to", "in", ["opportunity", "both"]),
            ("id", "not in", self._l10n_vn_get_bought_stage().ids),
        ]
        return self.search(domain)

    @api.model
    def _l10n_vn_keep_won_stage(self):
        """Make the won stage of leads one of opportunities as well where these have no other of all teams."""
        # sudo: wins need a stage, whatever the rights of the user
        bought = self.sudo()._l10n_vn_get_bought_stage().exists()
        if bought.l10n_vn_applies_to == "lead" and not bought._l10n_vn_find_won_stages():
            bought.l10n_vn_applies_to = "both"

    @api.model
    def _l10n_vn_get_own_stages(self):
        data = self.env["ir.model.data"].sudo()  # users may not read external ids; only ids of stages leave
        shipped = data.search([("module", "=", "l10n_vn_crm"), ("model", "=", self._name)])
        return self.browse(shipped.mapped("res_id")).exists()

    @api.model
    def _l10n_vn_on_install(self):
        """Assign existing stages to opportunities, and sort the addon's own behind them."""
        shipped = self._l10n_vn_get_own_stages()
        others = self.search([]) - shipped
        others.l10n_vn_applies_to = "opportunity"
        behind = max([*others.mapped("sequence"), 100])
        for index, stage in enumerate(shipped.sorted("sequence"), 1):
            stage.sequence = behind + index
        self._l10n_vn_keep_won_stage()

    @api.model
    def _l10n_vn_on_uninstall(self):
        """Move records out of stages of this addon and of leads into the first fitting other stage."""
        removed = self._l10n_vn_get_own_stages() | self.search([("l10n_vn_applies_to", "=", "lead")])
        kept = self.search([]) - removed
        for is_won, name in ((False, self.env._("New")), (True, self.env._("Won"))):
            if not kept.filtered(lambda stage, is_won=is_won: stage.is_won == is_won and not stage.team_ids):
                kept |= self.create({"name": name, "is_won": is_won, "sequence": 70 if is_won else 1})
        kept.l10n_vn_applies_to = "both"
        self.env["crm.lead"]._l10n_vn_move_to_first_stage([("stage_id", "in", removed.ids)], kept)
