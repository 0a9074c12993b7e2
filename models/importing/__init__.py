"""Lists of leads: the import screen, loading, the ledger of imports and its background runner.

Doors:

ledger.py:
  ``_l10n_vn_hand_out``
limits.py:
  ``_l10n_vn_explain_too_large``
"""

from . import fields_converter
from . import load
from . import screen
from . import limits
from . import ledger
from . import line
from . import run
from . import update
from . import review
from . import background
from . import rows
from . import answers
from . import silence
from . import undo
from . import files
from . import execute
