"""Leads: cleaning, stages, last contact, next actions, proof fields, phone search, indexes.

Doors:

clean.py:
  ``_l10n_vn_clean_values`` – clean values for ``create`` and ``write``
last_contact.py:
  ``_l10n_vn_fill_last_contacts`` – set the last contact of existing leads from their messages
  ``_l10n_vn_note_contact`` – move the date of last contact forward, and note whether the customer waits for an answer
next_action.py:
  ``_l10n_vn_plan`` – schedule planned actions as activities
  ``_l10n_vn_pop_plans`` – take planned actions out of values
  ``_l10n_vn_schedule`` – create an activity for each lead
proof.py:
  ``_l10n_vn_without_proof`` – values without proof fields
  ``_l10n_vn_write_proof`` – write proof fields with the user's rights
stage.py:
  ``_l10n_vn_find_first_stage`` – first fitting stage of leads
  ``_l10n_vn_fit_new_stages`` – replace stages that do not fit in values for ``create``
  ``_l10n_vn_fit_stage`` – refuse or drop a stage that does not fit in values for ``write``
  ``_l10n_vn_get_stage_use`` – stages of leads or of opportunities, by type and switches
  ``_l10n_vn_refit_stages`` – move leads whose stage no longer fits
stage_use.py:
  ``_l10n_vn_find_won_stages`` – won stages of opportunities
  ``_l10n_vn_get_bought_stage`` – won stage of leads
  ``_l10n_vn_clear_stage_cache`` – forget the first stage of each team
  ``_l10n_vn_keep_won_stage`` – won stage of leads as one of opportunities where they have no other
"""

from . import stage_use
from . import proof
from . import clean
from . import last_contact
from . import native_texts
from . import next_action
from . import stage
from . import indexes
from . import search_key
from . import list_counts
