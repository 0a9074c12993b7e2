"""Daily work: assignment, talk results, contact actions, activities.

Doors:

assignment.py:
  ``_l10n_vn_distribute`` – which user would get which leads, by method; assigns nothing
  ``_l10n_vn_check_chosen`` – refuse to hand leads out to nobody
  ``_l10n_vn_get_owner_names`` – salespeople of leads, as far as the user may know them
  ``_l10n_vn_hand_out`` – assign many leads to salespeople, with one notification each
  ``_l10n_vn_lock_unassigned`` – lock leads and return those without a salesperson
  ``_l10n_vn_take`` – make the user the salesperson of free leads
hint_links.py:
  ``_l10n_vn_link_by_hint`` – link new leads to an open lead that shares a phone, e-mail, tax code or Zalo
  ``_l10n_vn_of_one_company`` – drop leads of a company where the recordset has several companies
  ``_l10n_vn_plan_once`` – plan an activity unless the same one is still open
list_status.py:
  ``_l10n_vn_apply_list_status`` – set the last result, or mark as lost, as a list says
  ``_l10n_vn_pop_list_status`` – take these out of values
presence.py:
  ``_l10n_vn_find_presence`` – the same of resources of one calendar, and of the calendar itself
  ``_l10n_vn_get_presence`` – who of some users works now, today, or not at all
result.py:
  ``_l10n_vn_get_next_activities`` – the user's next activity of each lead
  ``_l10n_vn_get_next_stages`` – stages into which all these leads may be moved
  ``_l10n_vn_given_up`` – leads that could be marked as lost after several talks without an answer
  ``_l10n_vn_record`` – record the result of a talk: chatter, notes, stage, activities
team_member.py:
  ``_l10n_vn_get_available`` – members of teams who may get leads now, with their place in the order
  ``_l10n_vn_is_paused`` – whether a member gets no leads for now
users.py:
  ``_l10n_vn_open_leads`` – number of open leads of each user
"""

from . import contact_actions
from . import attachment
from . import outcome
from . import result
from . import list_status
from . import assignment
from . import presence
from . import team_member
from . import activity
from . import users
from . import hint_links
