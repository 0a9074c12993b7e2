"""Duplicates: match keys, similar names, protection of hidden records, locks.

Doors:

duplicates.py:
  ``_l10n_vn_find_known``
  ``_l10n_vn_find_matches``
keys.py:
  ``_l10n_vn_get_keys``
  ``_l10n_vn_has_address``
  ``_l10n_vn_match_customers``
  ``_l10n_vn_match_keys``
  ``_l10n_vn_match_leads``
lock.py:
  ``_l10n_vn_lock_keys``
  ``_l10n_vn_is_unseen``
profiles.py:
  ``_l10n_vn_find_customer_profiles``
  ``_l10n_vn_find_profiles``
  ``_l10n_vn_get_profiles``
  ``_l10n_vn_profile_of``
"""

from . import keys
from . import similar_names
from . import profiles
from . import duplicates
from . import disclosure
from . import protection
from . import taken
from . import ir_rule
from . import lock
