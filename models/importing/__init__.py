"""Importing: the import screen, load(), the ledger of imports, its background job, review, update and undo.

Doors:

ledger.py:
  ``_l10n_vn_assign_created`` – give the leads of an import to salespeople, a team, a campaign
limits.py:
  ``_l10n_vn_explain_too_large`` – sentence for a file above a limit
program.py:
  ``_map_keys`` – fields that the keys of a program's rows mean
  ``_refuse_paths`` – fields of them that the user may not write
  ``_start_program`` – import of rows that a program sends
  ``_start_program_file`` – import of a file that a program sends
  ``_take_all`` – import all rows now
"""

from . import attachment
from . import fields_converter
from . import load
from . import upload
from . import screen
from . import limits
from . import ledger
from . import line
from . import run
from . import remarks
from . import update
from . import review
from . import background
from . import rows
from . import repeated_batches
from . import repeated_rows
from . import closed_screens
from . import undo
from . import files
from . import execute
from . import program
from . import preview
from . import privacy
