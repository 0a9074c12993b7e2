"""Which indexes keep lists, boards and counts quick when there are a million leads?

Partial indexes say ``active IS TRUE`` as Odoo's searches do: PostgreSQL uses them for those words only.
"""

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # My leads, in the order in which lists and columns show them.
    _l10n_vn_mine_idx = models.Index("(user_id, priority DESC, id DESC) WHERE active IS TRUE")
    # What boards and reports count and add up, without reading the leads themselves.
    _l10n_vn_counts_idx = models.Index(
        "(type, stage_id, user_id, campaign_id, team_id, company_id)"
        " INCLUDE (won_status, expected_revenue, recurring_revenue_monthly) WHERE active IS TRUE"
    )
    # What was converted in a period, among all that never was.
    _l10n_vn_converted_idx = models.Index("(date_conversion) WHERE date_conversion IS NOT NULL")
