"""Rule of a sales team: how leads that come in without a salesperson are shared among its members."""

from odoo import api, fields, models
from odoo.tools import ormcache


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_share_method = fields.Selection(
        [("turn", "In turn"), ("load", "Fewest open leads first"), ("province", "By province")],
        "Share New Leads",
        help="Leads that come in without a salesperson go at once to a member who works today and has room: in turn, "
        "to who has the fewest open leads, or to who covers their province. Known customers go to their salesperson. "
        "Without this, they wait in the pool.",
    )
    l10n_vn_unshared_told = fields.Datetime("Leader Notified On", copy=False)

    @api.model
    @ormcache()
    def _l10n_vn_get_sharing_ids(self):
        """Return the ids of the teams that share new leads (frozenset); each creation of leads asks."""
        self.flush_model(["l10n_vn_share_method"])
        # sudo: the rule holds for leads of users who may not read the team
        teams = self.sudo().with_context(active_test=False).search([("l10n_vn_share_method", "!=", False)])
        return frozenset(teams.ids)

    @api.constrains("l10n_vn_share_method")
    def _l10n_vn_forget_sharing_ids(self):
        """Have the teams that share read again: Odoo calls this in ``create`` and ``write``."""
        self.env.registry.clear_cache()
