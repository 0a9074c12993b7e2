"""Leads: their fields, cleaning, stages and next actions.

Doors:

clean.py:
  ``_l10n_vn_clean_values``
crm_stage.py:
  ``_l10n_vn_get_bought_stage``
  ``_l10n_vn_clear_stage_cache``
next_action.py:
  ``_l10n_vn_note_contact``
  ``_l10n_vn_plan``
  ``_l10n_vn_pop_plans``
  ``_l10n_vn_schedule``
proof.py:
  ``_l10n_vn_without_proof``
  ``_l10n_vn_write_proof``
stage.py:
  ``_l10n_vn_find_first_stage``
  ``_l10n_vn_fit_new_stages``
  ``_l10n_vn_fit_stage``
  ``_l10n_vn_get_stage_use``
  ``_l10n_vn_refit_stages``
"""

from . import crm_stage
from . import proof
from . import clean
from . import next_action
from . import stage
from . import indexes
from . import search_key
