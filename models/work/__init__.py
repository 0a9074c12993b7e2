"""Daily work: assignment, talk results, contact actions, activities.

Doors:

assignment.py:
  ``_l10n_vn_distribute``
  ``l10n_vn_hand_out``
notice.py:
  ``_l10n_vn_link_by_hint``
  ``_l10n_vn_of_one_company``
  ``_l10n_vn_plan_once``
result.py:
  ``_l10n_vn_activities_at_hand``
  ``_l10n_vn_get_next_stages``
  ``_l10n_vn_given_up``
  ``l10n_vn_record_result``
users.py:
  ``_l10n_vn_open_leads``
"""

from . import contact_actions
from . import attachment
from . import outcome
from . import result
from . import assignment
from . import team_member
from . import activity
from . import users
from . import notice
