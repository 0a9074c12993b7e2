"""Which of the company's choices about leads stand in Settings, and which of Odoo's does the addon turn on?"""

import json

from odoo import api, fields, models

BEFORE = "l10n_vn_crm.before"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_lead_stages = fields.Boolean(related="company_id.l10n_vn_lead_stages", readonly=False)
    l10n_vn_requires_qualification = fields.Boolean(related="company_id.l10n_vn_requires_qualification", readonly=False)
    l10n_vn_contact_days = fields.Integer(related="company_id.l10n_vn_contact_days", readonly=False)

    @api.model
    def _l10n_vn_set_up(self):
        """Turn Odoo's Leads on for everybody and every team, and remember what was off before."""
        everybody, lead_users = self.env.ref("base.group_user"), self.env.ref("crm.group_use_lead")
        if lead_users in everybody.all_implied_ids:
            return
        teams = (
            self.env["crm.team"]
            .with_context(active_test=False)
            .search([("use_leads", "=", False), ("use_opportunities", "=", True)])
        )
        self.env["ir.config_parameter"].set_param(BEFORE, json.dumps({"teams_without_leads": teams.ids}))
        everybody._apply_group(lead_users)
        teams.use_leads = True

    @api.model
    def _l10n_vn_put_back(self):
        """Turn off what the set-up turned on, and nothing else; Odoo's Leads start with the list again."""
        self.env.ref("crm.crm_lead_all_leads_view_kanban").sequence = 2
        before = self.env["ir.config_parameter"].get_param(BEFORE)
        if before:
            self.env.ref("base.group_user")._remove_group(self.env.ref("crm.group_use_lead"))
            self.env["crm.team"].browse(json.loads(before)["teams_without_leads"]).exists().use_leads = False
            self.env["ir.config_parameter"].set_param(BEFORE, False)
