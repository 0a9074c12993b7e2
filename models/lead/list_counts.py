"""Numbers beside the lists of leads, in one query that counts each list up to a limit."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..argument_checks import ANY, public

# A list of more leads shows this number and a plus sign.
MOST = 1000

LEADS = Domain("type", "=", "lead")
# The records of each list, by the name of its action; lists that only group all leads have no number.
LISTS = {
    "crm_lead_action": LEADS,
    "crm_lead_action_new": LEADS & Domain("create_date", ">=", "today -7d"),
    "crm_lead_action_pool": LEADS & Domain("user_id", "=", False),
    "crm_lead_action_assigned": LEADS & Domain("l10n_vn_is_assigned", "=", True),
    "crm_lead_action_no_campaign": LEADS & Domain("campaign_id", "=", False),
    "crm_lead_action_converted": Domain("type", "=", "opportunity") & Domain("date_conversion", ">=", "today =1d"),
}
# Opportunities that were lost since were converted all the same.
_WITH_ARCHIVED = {"crm_lead_action_converted"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    @public(ANY)
    def l10n_vn_count_lists(self) -> dict:
        """Return the number of records in each list of leads, of those that the user may read.

        :return: dict name of the list's action → int, at most 1,001, which means more than 1,000
        """
        lists = {**LISTS, "crm_lead_action_mine": LEADS & Domain("user_id", "=", self.env.uid)}
        queries = [
            self.with_context(active_test=name not in _WITH_ARCHIVED)._search(domain, limit=MOST + 1)
            for name, domain in lists.items()
        ]
        counts = [SQL("(SELECT COUNT(*) FROM (%s) AS found)", query.select(SQL("1"))) for query in queries]
        [numbers] = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(counts)))
        return dict(zip(lists, numbers, strict=True))
