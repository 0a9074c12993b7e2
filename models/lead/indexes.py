"""Partial indexes for lists, kanbans and counts of a million leads.

Their condition reads ``active IS TRUE`` as in Odoo's searches: PostgreSQL compares expressions, not meanings.
"""

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Leads of a salesperson, in the order of lists and kanban columns.
    _l10n_vn_mine_idx = models.Index("(user_id, priority DESC, id DESC) WHERE active IS TRUE")
    # What kanbans and reports group and sum: an index-only scan.
    _l10n_vn_counts_idx = models.Index(
        "(type, stage_id, user_id, campaign_id, team_id, company_id)"
        " INCLUDE (won_status, expected_revenue, recurring_revenue_monthly) WHERE active IS TRUE"
    )
    # Leads whose customer waits for an answer: few do.
    _l10n_vn_waiting_idx = models.Index("(user_id, l10n_vn_waiting_since) WHERE l10n_vn_waiting_since IS NOT NULL")
    # Leads converted in a period: most never are.
    _l10n_vn_converted_idx = models.Index("(date_conversion) WHERE date_conversion IS NOT NULL")
    # Leads without a campaign, in the order of lists: where they are few, a scan would read the whole table.
    _l10n_vn_no_campaign_idx = models.Index(
        "(type, priority DESC, id DESC) WHERE campaign_id IS NULL AND active IS TRUE"
    )
