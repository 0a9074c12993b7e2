"""Verbs for other programs: intake, look-ups, undo, work on leads; codes of records, use of the verbs.

Doors:

intake.py:
  ``l10n_vn_intake`` – bring rows in as leads
"""

from . import codes
from . import usage
from . import answers
from . import taking
from . import intake
from . import background_rows
from . import decided_rows
from . import intake_start
from . import lookup
from . import status
from . import each_lead
from . import assignment
from . import talk
from . import qualification
from . import conversion
