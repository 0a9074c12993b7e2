"""For whom is a stage: leads, opportunities or both?"""

from odoo import fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    l10n_vn_applies_to = fields.Selection(
        [("lead", "Leads"), ("opportunity", "Opportunities"), ("both", "Leads and opportunities")],
        string="Applies To",
        required=True,
        default="both",
        help="Leads pass only through stages for leads, opportunities only through stages for opportunities.",
    )

    def _l10n_vn_set_up(self):
        """Keep the stages that exist for opportunities, apart from those that this addon brings."""
        ours = self.env["ir.model.data"].search([("module", "=", "l10n_vn_crm"), ("model", "=", "crm.stage")])
        others = self.search([("id", "not in", ours.mapped("res_id"))])
        others.l10n_vn_applies_to = "opportunity"

    def _l10n_vn_put_back(self):
        """Move the records of the addon's stages to the first native stage of their team."""
        ours = self.env["ir.model.data"].search([("module", "=", "l10n_vn_crm"), ("model", "=", "crm.stage")])
        leads = self.env["crm.lead"].with_context(active_test=False).search([("stage_id", "in", ours.mapped("res_id"))])
        for lead_stage, of_stage in leads.grouped("stage_id").items():
            domain = [("id", "not in", ours.mapped("res_id")), ("is_won", "=", lead_stage.is_won)]
            for _team, of_team in of_stage.grouped("team_id").items():
                of_team.stage_id = super(type(leads), of_team)._stage_find(domain=domain)
