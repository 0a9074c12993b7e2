"""Duplicates: match keys, similar names, owners of hidden records, locks.

Doors:

duplicates.py:
  ``_l10n_vn_find_known`` – existing leads and customers for values, as far as record rules allow
  ``_l10n_vn_find_matches`` – possible duplicates of leads, with reasons and strength
hidden_owners.py:
  ``_l10n_vn_name_owners`` – owners of leads by name, within the hourly limit
  ``l10n_vn_who_has`` – leads and customers for values, as far as record rules allow
hourly_count.py:
  ``_this_hour`` – hour under which a counter of a user is raised
keys.py:
  ``_l10n_vn_get_keys`` – match keys of leads
  ``_l10n_vn_has_address`` – whether a contact has one of some e-mail addresses
  ``_l10n_vn_match_customers`` – customers by match key
  ``_l10n_vn_match_keys`` – match keys of values
  ``_l10n_vn_match_leads`` – leads by match key
kept_apart.py:
  ``_find_apart`` – pairs of records that somebody has kept apart
  ``_follow_merges`` – SQL that keeps apart what merged leads were kept apart from
  ``_unfollow_merge`` – the same undone, for a lead that is separated again
  ``_keep_apart`` – remember that records are not the same person
  ``_l10n_vn_get_kept_apart`` – leads that somebody has kept apart from a lead
lock.py:
  ``_l10n_vn_lock_keys`` – lock the match keys of leads
  ``_lock_keys`` – lock keys of what is being created
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
similar_names.py:
  ``_l10n_vn_get_key_rule`` – how records that are older than the addon get their search keys
stored_keys.py:
  ``_l10n_vn_find_earlier`` – records that share a stored value with new leads and were there before
"""

from . import keys
from . import stored_keys
from . import shared_values
from . import kept_apart
from . import similar_names
from . import profiles
from . import duplicates
from . import hourly_count
from . import owner_limit
from . import hidden_owners
from . import access_error
from . import lock
