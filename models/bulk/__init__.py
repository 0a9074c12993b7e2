"""Bulk operations on leads: creation, conversion, merging and notes of many records at the cost of few.

Doors:

availability.py:
  ``_l10n_vn_can_bulk`` – whether a bulk operation is available beside the installed modules
create_leads.py:
  ``_l10n_vn_create_rows`` – create leads, copying rows where they are alike
merge_history.py:
  ``_l10n_vn_move_belongings`` – move messages, activities, attachments and meetings of merged leads
merge_summaries.py:
  ``_l10n_vn_log_merges`` – log the summaries of merges
notes.py:
  ``_l10n_vn_collect_note`` – keep a note that is written later, together with others
partner.py:
  ``_l10n_vn_create_partners`` – create the customers of a conversion, copying rows where they are alike
unchanged_values.py:
  ``_l10n_vn_keeping_computed`` – compute nothing again whose sources stay as they are
"""

from . import availability
from . import create_leads
from . import lead_values
from . import lead_chatter
from . import merge_history
from . import partner
from . import notes
from . import merge_summaries
from . import settings
from . import unchanged_values
