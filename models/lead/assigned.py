"""Leads that have a salesperson, as a search that asks users who see their own leads only for these."""

from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_is_assigned = fields.Boolean(
        "Assigned", compute="_compute_l10n_vn_is_assigned", search="_search_l10n_vn_is_assigned"
    )

    @api.depends("user_id")
    def _compute_l10n_vn_is_assigned(self):
        for lead in self:
            lead.l10n_vn_is_assigned = bool(lead.user_id)

    @api.model
    def _search_l10n_vn_is_assigned(self, operator, value):
        """Search leads with a salesperson.

        Odoo's rule gives users without all leads their own and those of nobody. ``user_id != False`` beside it would
        read all leads of their colleagues; ``user_id = uid`` is an index scan of their own.
        """
        if operator != "in":
            return NotImplemented
        sees_all = self.env.su or self.env.user.has_group("sales_team.group_sale_salesman_all_leads")
        assigned = Domain("user_id", "!=", False) if sees_all else Domain("user_id", "=", self.env.uid)
        wanted = Domain.FALSE
        if True in value:
            wanted |= assigned
        if False in value:
            wanted |= Domain("user_id", "=", False)
        return wanted
