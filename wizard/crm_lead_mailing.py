"""To whom does a mailing of leads go, and to which campaign does it belong?"""

import ast

from odoo import api, fields, models

from ..models.checked import ONE, public


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
            leads = wizard._get_leads()
            addresses = leads.mapped("email_normalized")
            # sudo: the list of those who opted out is not for everybody to read; only their number is told.
            out = set(self.env["mail.blacklist"].sudo().search([("email", "in", addresses)]).mapped("email"))
            wizard.lead_count = len(leads)
            wizard.without_email_count = sum(not address for address in addresses)
            wizard.blacklisted_count = sum(address in out for address in addresses)
            wizard.without_campaign_count = sum(not lead.campaign_id for lead in leads)

    def _get_leads(self):
        return self.env["crm.lead"].search(ast.literal_eval(self.domain or "[]"))

    @public(ONE)
    def action_prepare(self):
        """Make the mailing and open it to be written and sent."""
        self.env["crm.lead"]._l10n_vn_check_mailings()
        leads = self._get_leads()
        domain = self.domain if leads._l10n_vn_sees_every_lead() else repr([("id", "in", leads.ids)])
        if self.is_joining:
            leads.filtered(lambda lead: not lead.campaign_id).campaign_id = self.campaign_id
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": self.subject,
                "mailing_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "mailing_domain": domain,
                "campaign_id": self.campaign_id.id,
                "reply_to_mode": "update",
                "use_exclusion_list": True,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "res_id": mailing.id,
            "views": [(False, "form")],
        }
