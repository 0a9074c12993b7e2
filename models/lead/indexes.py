"""Partial indexes for lists, kanbans and counts of a million leads.

Their condition reads ``active IS TRUE`` as in Odoo's searches: PostgreSQL compares expressions, not meanings.
"""

from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Leads of a salesperson, in the order of lists and kanban columns.
    _l10n_vn_mine_idx = models.Index("(user_id, priority DESC, id DESC) WHERE active IS TRUE")
    # What lists, kanbans and reports group and sum by the fields of the search views, and the joins with planned
    # actions: an index-only scan reads a seventh of the table.
    _l10n_vn_counts_idx = models.Index(
        "(type, stage_id, user_id, campaign_id, team_id, company_id)"
        " INCLUDE (id, won_status, expected_revenue, recurring_revenue_monthly, medium_id, source_id, state_id,"
        " country_id, lost_reason_id, create_date, date_deadline, date_closed, date_conversion, l10n_vn_known_kind,"
        " l10n_vn_qualification_state) WHERE active IS TRUE"
    )
    # Lost and archived records, in the order of lists: few are.
    _l10n_vn_inactive_idx = models.Index("(type, priority DESC, id DESC) WHERE active IS NOT TRUE")
    # Leads whose customer waits for an answer: few do.
    _l10n_vn_waiting_idx = models.Index("(user_id, l10n_vn_waiting_since) WHERE l10n_vn_waiting_since IS NOT NULL")
    # Trials that end, and trials that began in a period: few leads had one.
    _l10n_vn_trial_end_idx = models.Index(
        "(user_id, l10n_vn_trial_end) WHERE l10n_vn_trial_end IS NOT NULL AND type = 'lead' AND active IS TRUE"
    )
    _l10n_vn_trial_start_idx = models.Index("(l10n_vn_trial_start) WHERE l10n_vn_trial_start IS NOT NULL")
    # Leads whose first answer is late: few are.
    _l10n_vn_answer_by_idx = models.Index(
        "(l10n_vn_answer_by) WHERE l10n_vn_answer_by IS NOT NULL AND l10n_vn_first_answer IS NULL"
    )
    _l10n_vn_own_answer_by_idx = models.Index(
        "(user_id, l10n_vn_answer_by) WHERE l10n_vn_answer_by IS NOT NULL AND l10n_vn_first_answer IS NULL"
    )
    # Leads converted in a period: most never are.
    _l10n_vn_converted_idx = models.Index("(date_conversion) WHERE date_conversion IS NOT NULL")
    # Records closed in a period, and of them those that were won, whose number the manager's view asks for.
    _l10n_vn_closed_idx = models.Index(
        "(date_closed, type) INCLUDE (won_status, user_id, company_id) WHERE date_closed IS NOT NULL"
    )
    # Leads without a campaign, in the order of lists: where they are few, a scan would read the whole table.
    _l10n_vn_no_campaign_idx = models.Index(
        "(type, priority DESC, id DESC) WHERE campaign_id IS NULL AND active IS TRUE"
    )
