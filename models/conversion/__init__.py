"""Conversion of leads: qualification, gate, customers, merging, the record of conversions.

Doors:

answer_reading.py:
  ``_read_answer`` – typed value of an answer to a criterion
crm_lead_conversion.py:
  ``_convert_at_once`` – convert leads in this transaction, and record the outcomes
gate.py:
  ``_l10n_vn_check_created_won`` – refuse new leads that are won at once and not qualified
  ``_l10n_vn_get_gate_findings`` – sentences on the criteria that each lead still misses
  ``_l10n_vn_get_missing`` – criteria that leads miss before they may become opportunities
  ``_l10n_vn_hold_back_won`` – drop won stages that a list gives to new leads which need qualification
  ``_l10n_vn_is_stopped_merge`` – whether a merge may not be done automatically because of the gate
  ``_l10n_vn_pass_gate`` – check the gate before values are written that make opportunities of leads
  ``l10n_vn_let_pass`` – a sales manager's exception for leads that are not qualified
gate_bound.py:
  ``_l10n_vn_bind_before`` – bind leads before they are moved to another team, salesperson or company
  ``_l10n_vn_bind_copies`` – bind copies of bound leads, and check them at the gate
  ``_l10n_vn_drop_caller_binding`` – remove the stored fields of the gate from values and default_* keys of a caller
  ``_l10n_vn_get_binding_rule`` – how leads that are older than the addon are bound
  ``_l10n_vn_follow_company_switch`` – bind or release leads when a company's switch changes
  ``_l10n_vn_follow_team_switch`` – bind or release leads when a team's switch changes
criterion.py:
  ``_follow_change`` – renew the states of leads after a change of what is asked of them
  ``_get_required`` – the criteria that leads must meet before they become opportunities, by team
qualification_state.py:
  ``_l10n_vn_add_state_column`` – add the column to leads that are there
  ``_l10n_vn_renew_qualification`` – compute the state of leads again whose answers were written by SQL
  ``_l10n_vn_unqualified_to_sql`` – condition on leads that are not qualified, exact also while states are renewed
merge.py:
  ``_l10n_vn_merge_groups`` – merge groups of leads, each into one record
return_preview.py:
  ``l10n_vn_preview_return`` – what the undo of conversions would bring back, and what not
return_to_lead.py:
  ``l10n_vn_return_to_lead`` – undo conversions: opportunities become the leads that they were
separate.py:
  ``_l10n_vn_get_undo_mode`` – what can be undone of a record: its conversion, or merges
  ``_l10n_vn_preview_separation`` – what the separation of merged leads would bring back
  ``_l10n_vn_undo_merge`` – separate merged leads again
  ``l10n_vn_separate_merged`` – separate the leads that were merged into a record, with the user's rights
snapshot.py:
  ``_l10n_vn_finish_assigned`` – store what Odoo's assignment has changed
  ``_finish_snapshots`` – store what the conversion or merge of snapshots has changed
  ``_l10n_vn_snapshot_before`` – take snapshots of leads before values make opportunities of them
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
from . import qualification_state
from . import crm_lead_requalification
from . import gate
from . import gate_bound
from . import snapshot
from . import restore_values
from . import separate
from . import made_customer
from . import return_to_lead
from . import return_preview
from . import automatic_assignment
from . import convert
from . import colleague
from . import customer
from . import merge
from . import merge_choice
from . import merge_contacts
from . import mass_conversion
from . import crm_lead_conversion
from . import crm_lead_conversion_line
from . import crm_lead_conversion_undo
from . import won_stage
from . import window
from . import window_gate
from . import window_mass
