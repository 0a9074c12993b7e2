"""Daily work: assignment, talk results, contact actions, activities.

Doors:

assignment.py:
  ``_l10n_vn_distribute`` – which user would get which leads, by method; assigns nothing
  ``l10n_vn_hand_out`` – assign many leads to salespeople, with one notification each
hint_links.py:
  ``_l10n_vn_link_by_hint`` – link new leads to an open lead that shares a phone, e-mail, tax code or Zalo
  ``_l10n_vn_of_one_company`` – drop leads of a company where the recordset has several companies
  ``_l10n_vn_plan_once`` – plan an activity unless the same one is still open
list_status.py:
  ``_l10n_vn_apply_list_status`` – set the last result, or mark as lost, as a list says
  ``_l10n_vn_pop_list_status`` – take these out of values
result.py:
  ``_l10n_vn_get_next_activities`` – the user's next activity of each lead
  ``_l10n_vn_get_next_stages`` – stages into which all these leads may be moved
  ``_l10n_vn_given_up`` – leads that could be marked as lost after several talks without an answer
  ``l10n_vn_record_result`` – record the result of a talk: chatter, notes, stage, activities
users.py:
  ``_l10n_vn_open_leads`` – number of open leads of each user
"""

from . import contact_actions
from . import attachment
from . import outcome
from . import result
from . import list_status
from . import assignment
from . import team_member
from . import activity
from . import users
from . import hint_links
