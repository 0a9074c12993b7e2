"""Conversion: qualification, gate, customers, merging, the record of conversions.

Doors:

gate.py:
  ``_l10n_vn_check_created_won``
  ``_l10n_vn_get_gate_findings``
  ``_l10n_vn_is_stopped_merge``
  ``_l10n_vn_pass_gate``
  ``l10n_vn_let_pass``
gate_bound.py:
  ``_l10n_vn_bind_before``
  ``_l10n_vn_bind_copies``
  ``_l10n_vn_drop_forged_bounds``
  ``_l10n_vn_follow_company_switch``
  ``_l10n_vn_follow_team_switch``
window.py:
  ``_l10n_vn_apply_otherwise``
window_mass.py:
  ``_l10n_vn_start_conversion``
won_stage.py:
  ``_l10n_vn_follow_won_stage``
"""

from . import criterion
from . import qualification
from . import gate
from . import gate_bound
from . import lead
from . import colleague
from . import customer
from . import merge
from . import run
from . import record
from . import line
from . import won_stage
from . import window
from . import window_mass
