"""Creation and conversion of many records by copying database rows.

Doors:

availability.py:
  ``_l10n_vn_is_fast``
create_leads.py:
  ``_l10n_vn_create_rows``
merge_history.py:
  ``_l10n_vn_move_belongings``
notes.py:
  ``_l10n_vn_write_summaries``
partner.py:
  ``_l10n_vn_create_partners``
"""

from . import availability
from . import create_leads
from . import lead_values
from . import lead_chatter
from . import merge_history
from . import partner
from . import notes
from . import settings
