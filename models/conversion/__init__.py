"""Conversion of leads: qualification, gate, customers, merging, the record of conversions.

Doors:

gate.py:
  ``_l10n_vn_check_created_won`` – refuse new leads that are won at once and not qualified
  ``_l10n_vn_get_gate_findings`` – sentences on the criteria that each lead still misses
  ``_l10n_vn_hold_back_won`` – drop won stages that a list gives to new leads which need qualification
  ``_l10n_vn_is_stopped_merge`` – whether a merge may not be done automatically because of the gate
  ``_l10n_vn_pass_gate`` – check the gate before values are written that make opportunities of leads
  ``l10n_vn_let_pass`` – a sales manager's exception for leads that are not qualified
gate_bound.py:
  ``_l10n_vn_bind_before`` – bind leads before they are moved to another team, salesperson or company
  ``_l10n_vn_bind_copies`` – bind copies of bound leads, and check them at the gate
  ``_l10n_vn_drop_caller_binding`` – remove the stored fields of the gate from values and default_* keys of a caller
  ``_l10n_vn_follow_company_switch`` – bind or release leads when a company's switch changes
  ``_l10n_vn_follow_team_switch`` – bind or release leads when a team's switch changes
window.py:
  ``_l10n_vn_attach_or_notify`` – choices of the conversion window for which Odoo has no step
window_gate.py:
  ``_l10n_vn_save_answers`` – write the answers given in the conversion window on the lead
  ``_l10n_vn_show`` – action that shows the opportunity in the place of the lead's form
window_mass.py:
  ``_l10n_vn_start_conversion`` – convert the selected leads: at once, in steps or in the background
won_stage.py:
  ``_l10n_vn_follow_won_stage`` – make won opportunities of leads in a won stage
"""

from . import criterion
from . import answer_reading
from . import answer
from . import answer_merging
from . import qualification
from . import gate
from . import gate_bound
from . import convert
from . import colleague
from . import customer
from . import merge
from . import mass_conversion
from . import crm_lead_conversion
from . import crm_lead_conversion_line
from . import won_stage
from . import window
from . import window_gate
from . import window_mass
