"""Duplicates: match keys, similar names, owners of hidden records, locks.

Doors:

duplicates.py:
  ``_l10n_vn_find_known`` – existing leads and customers for values, as far as record rules allow
  ``_l10n_vn_find_matches`` – possible duplicates of leads, with reasons and strength
keys.py:
  ``_l10n_vn_get_keys`` – match keys of leads
  ``_l10n_vn_has_address`` – whether a contact has one of some e-mail addresses
  ``_l10n_vn_match_customers`` – customers by match key
  ``_l10n_vn_match_keys`` – match keys of values
  ``_l10n_vn_match_leads`` – leads by match key
lock.py:
  ``_l10n_vn_lock_keys`` – lock the match keys of leads
  ``_l10n_vn_has_newer_match`` – whether a matching lead was committed since the transaction began
owner_limit.py:
  ``_check_limit`` – count owners of hidden records about to be shown, and refuse them above the hourly limit
  ``_count_shown`` – the same, returning whether they may be shown
  ``_get_refusal`` – the sentence for a user above the limit
profiles.py:
  ``_l10n_vn_find_customer_profiles`` – profiles of customers by id
  ``_l10n_vn_find_profiles`` – profiles of leads by id
  ``_l10n_vn_get_profiles`` – profiles of leads, saved or not
  ``_l10n_vn_profile_of`` – profile of values: names and match keys
"""

from . import keys
from . import similar_names
from . import profiles
from . import duplicates
from . import owner_limit
from . import hidden_owners
from . import access_error
from . import lock
