"""Reading: texts of lists, mails and cards as values of leads, names as records.

Doors:

columns.py:
  ``_l10n_vn_get_create_values``
  ``_l10n_vn_get_reader``
  ``_l10n_vn_readable_fields``
  ``_l10n_vn_real_field``
  ``_l10n_vn_translate_warnings``
  ``_l10n_vn_virtual_fields``
names.py:
  ``_l10n_vn_find_by_ids``
  ``_l10n_vn_find_names``
notes.py:
  ``_l10n_vn_add_to_notes``
  ``_l10n_vn_keep_unmentioned``
"""

from . import names
from . import columns
from . import notes
