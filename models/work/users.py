"""Leads of a user: counts, open leads, provinces covered."""

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain

from ..argument_checks import ONE, public


class ResUsers(models.Model):
    _inherit = "res.users"

    l10n_vn_login_kind = fields.Selection(
        [("employee", "Employee"), ("customer", "Portal customer")],
        "Kind of Login",
        compute="_compute_l10n_vn_login_kind",
    )
    l10n_vn_lead_count = fields.Integer("Number of Leads", compute="_compute_l10n_vn_lead_counts")
    l10n_vn_opportunity_count = fields.Integer("Number of Opportunities", compute="_compute_l10n_vn_lead_counts")

    @api.depends("share")
    def _compute_l10n_vn_login_kind(self):
        for user in self:
            user.l10n_vn_login_kind = "customer" if user.share else "employee"

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_l10n_vn_lead_counts(self):
        """Count an employee's leads as salesperson, a portal user's as customer."""
        if not self.env["crm.lead"].has_access("read"):
            self.l10n_vn_lead_count = self.l10n_vn_opportunity_count = 0
            return
        customers = self.filtered("share")
        by_salesperson = self._l10n_vn_count_by("user_id", self - customers)
        by_customer = self._l10n_vn_count_by("partner_id", customers.partner_id)
        for user in self:
            counts, key = (by_customer, user.partner_id) if user.share else (by_salesperson, user)
            user.l10n_vn_lead_count = counts.get((key, "lead"), 0)
            user.l10n_vn_opportunity_count = counts.get((key, "opportunity"), 0)

    def _l10n_vn_count_by(self, field, records):
        """Return dict (record, type) → number of leads whose ``field`` is that record."""
        groups = self.env["crm.lead"]._read_group([(field, "in", records.ids)], [field, "type"], ["__count"])
        return {(record, lead_type): count for record, lead_type, count in groups}

    def _l10n_vn_open_leads(self, lead_type="lead"):
        """Return dict user of ``self`` → number of open leads, or of open opportunities."""
        domain = [("user_id", "in", self.ids), ("type", "=", lead_type), ("won_status", "=", "pending")]
        return {**dict.fromkeys(self, 0), **dict(self.env["crm.lead"]._read_group(domain, ["user_id"], ["__count"]))}

    def _l10n_vn_by_province(self):
        """Return dict province → list of those of ``self`` who cover it."""
        covering = {}
        for member in self.env["crm.team.member"].search([("user_id", "in", self.ids)]):
            for province in member.l10n_vn_state_ids:
                covering.setdefault(province, {})[member.user_id] = True
        return {province: list(users) for province, users in covering.items()}

    @public(ONE)
    def action_l10n_vn_open_leads(self) -> dict:
        """Return the action that shows the leads and opportunities of a user: as salesperson, or as customer."""
        self.ensure_one()
        domain = Domain("partner_id", "=", self.partner_id.id) if self.share else Domain("user_id", "=", self.id)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.lead",
            "view_mode": "list,kanban,form",
            "domain": list(domain),
            "context": {"create": False},
            "help": Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>")
            % (
                self.env._("No lead of this login yet"),
                self.env._("Hand leads out in the list of unassigned leads: they appear here."),
            ),
        }
