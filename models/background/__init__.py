"""Background work on leads: imports, conversions, recalls, merges and what else takes several transactions.

Doors:
runner.py:
  ``_start_work`` – have jobs worked on from now on
  ``_commit_part`` – commit a part of the work of a scheduled action that has no record of its own
  ``_try_part`` – do a part of the work of a scheduled action; an error does not stop the other parts
  ``_work_off`` – run jobs until the time of the scheduled action is over
  ``_storable_context`` – the part of the context that is stored for the steps
owner.py:
  ``_get_owner`` – the user whose work a job is
  ``_is_owner_unfit`` – whether they may no longer do that
  ``_take_up`` – the user continues a job: in the name of its owner, or in their own where the owner may not go on
  ``_get_context_of_taker`` – the context of a job that the user takes up
  ``_explain_stop`` – why a job was stopped, in the language of the reader
undo.py:
  ``crm.lead.background.undo`` – the same for work that can be undone, perhaps by another user
"""

from . import runner
from . import owner
from . import undo
