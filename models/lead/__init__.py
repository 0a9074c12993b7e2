"""Leads: cleaning, stages, contacts, next actions, proof fields, search by phones and words, indexes.

Doors:

clean.py:
  ``_l10n_vn_clean_values`` – clean values for ``create`` and ``write``
contact_message.py:
  ``_l10n_vn_fill_contacts`` – set the contacts and attempts of existing leads from their messages
last_contact.py:
  ``_l10n_vn_note_attempt`` – count an attempt to reach the customer
  ``_l10n_vn_note_contact`` – note a contact, and whether the customer waits for an answer
native_texts.py:
  ``_l10n_vn_rephrase_notes`` – notes of Odoo's code in the words of this addon
next_action.py:
  ``_l10n_vn_get_planned`` – open activities, whatever the context says of archived records
  ``_l10n_vn_get_planned_domain`` – domain of leads with an open activity
  ``_l10n_vn_plan`` – schedule planned actions as activities
  ``_l10n_vn_pop_plans`` – take planned actions out of values
  ``_l10n_vn_schedule`` – create an activity for each lead
proof.py:
  ``_l10n_vn_check_assignment_date`` – refuse a date of assignment that a salesperson gives
  ``_l10n_vn_without_proof`` – values without proof fields
  ``_l10n_vn_write_proof`` – write proof fields with the user's rights
search_text.py:
  ``_l10n_vn_get_text_rule`` – how records that are older than the addon get their search text
  ``_l10n_vn_get_search_text_rule`` – sources of the search text, and the function that makes it of their values
  ``_l10n_vn_renew_search_text`` – compute the search text of rows that were written by SQL
stage.py:
  ``_l10n_vn_find_first_stage`` – first fitting stage of leads
  ``_l10n_vn_fit_new_stages`` – replace stages that do not fit in values for ``create``
  ``_l10n_vn_fit_stage`` – refuse or drop a stage that does not fit in values for ``write``
  ``_l10n_vn_get_stage_rule`` – how leads that are older than the addon get stages that fit
  ``_l10n_vn_get_stage_use`` – stages of leads or of opportunities, by type and switches
  ``_l10n_vn_propose_stage`` – stage of a lead that becomes an opportunity of a team
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
from . import contact_message
from . import native_texts
from . import next_action
from . import shown_action
from . import user_companies
from . import stage
from . import indexes
from . import search_text
from . import phone_search
from . import word_search
from . import merged_customer
from . import list_counts
from . import assigned
from . import my_team
