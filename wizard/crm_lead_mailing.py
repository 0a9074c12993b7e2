"""Dialog that prepares a mailing to leads: recipients by domain, subject, campaign."""

import ast

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadMailing(models.TransientModel):
    _name = "crm.lead.mailing"
    _description = "Mail Leads as a Campaign"

    domain = fields.Char(required=True)
    subject = fields.Char("Mail Subject", required=True)
    campaign_id = fields.Many2one("utm.campaign", required=True)
    is_joining = fields.Boolean("Put leads without a campaign into it", default=True)
    lead_count = fields.Integer("Leads", compute="_compute_counts")
    without_email_count = fields.Integer("Without an Address", compute="_compute_counts")
    blacklisted_count = fields.Integer("Opted Out", compute="_compute_counts")
    without_campaign_count = fields.Integer("Without a Campaign", compute="_compute_counts")

    @api.depends("domain")
    def _compute_counts(self):
        for wizard in self:
            wizard.update(wizard._get_leads()._l10n_vn_get_mailing_counts())

    def _get_leads(self):
        return self.env["crm.lead"].search(ast.literal_eval(self.domain or "[]"))

    @public(ONE)
    def action_prepare(self) -> dict:
        """Create the mailing; return the action that opens it.

        :raise UserError: where mass mailing is not installed
        """
        return self._get_leads()._l10n_vn_prepare_mailing(self.domain, self.subject, self.campaign_id, self.is_joining)
