"""Reading: texts of lists, mails and cards as values of leads, names as ids of records.

Doors:

columns.py:
  ``_l10n_vn_get_create_values`` – values that were read, as ``create`` takes them
  ``_l10n_vn_get_reader`` – reader of columns, with the settings of the company
  ``_l10n_vn_readable_fields`` – columns that have a reader
  ``_l10n_vn_real_field`` – field of leads behind a column
  ``_l10n_vn_translate_warnings`` – warnings of the reader as sentences
  ``_l10n_vn_virtual_fields`` – labels of columns that are no fields of leads
names.py:
  ``_l10n_vn_find_by_ids`` – leads by database id or external id
  ``_l10n_vn_find_names`` – ids of records by name, created on demand
  ``_l10n_vn_province_ids`` – ids of the Vietnamese provinces
notes.py:
  ``_l10n_vn_add_to_notes`` – notes with new paragraphs added
  ``_l10n_vn_keep_unmentioned`` – keep values of updated leads for which a file has no column
"""

from . import status_word
from . import statuses
from . import salespeople
from . import provinces
from . import names
from . import columns
from . import notes
