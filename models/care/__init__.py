"""Daily care: what happens to a lead between its arrival and its conversion.

Doors:

barred.py:
  ``_l10n_vn_bar_copies`` – bar salespeople from copies of leads that were recalled from them
  ``_l10n_vn_check_not_barred`` – refuse to give a lead to the salesperson from whom it was recalled a short while ago
first_answer.py:
  ``_l10n_vn_follow_answer_target`` – deadlines of the open leads of teams whose target has changed
  ``_l10n_vn_set_answer_by`` – deadlines of leads that have just come in, or changed their team
holding.py:
  ``_l10n_vn_go_on_holding`` – let the time of before go on for who takes leads again that they gave up
  ``_l10n_vn_hold_copies`` – the same for copies of leads
  ``_l10n_vn_note_given_up`` – store since when salespeople have had the leads that they give up
known_again.py:
  ``_l10n_vn_forget_known`` – clear what copies of leads were before
  ``_l10n_vn_note_known`` – store what the people of new leads were before
order.py:
  ``_l10n_vn_describe_reason`` – sentence on why a lead comes now
  ``_l10n_vn_get_midnight`` – beginning of a day of the user, in UTC
recall.py:
  ``l10n_vn_keep_until`` – a sales manager's decision to keep leads from being recalled
share_log.py:
  ``_notify_import`` – notify salespeople of the leads that an import has brought them
sharing.py:
  ``_l10n_vn_leave_to_team`` – leave out the salesperson by default of new leads that their team shares
  ``_l10n_vn_share`` – assign leads without a salesperson by the rule of their team
  ``_l10n_vn_share_on_arrival`` – the same for leads that were just created
trial.py:
  ``_l10n_vn_get_today`` – the day it is for the user
  ``_l10n_vn_follow_trial`` – start the trial of leads that have entered a stage with one
  ``l10n_vn_extend_trial`` – move the end of trials, with a reason
trial_stage.py:
  ``_l10n_vn_fill_trials`` – trials of leads that stood in a stage before it had one
  ``_l10n_vn_get_trial_lengths`` – stages with a trial and their days
waiting.py:
  ``_l10n_vn_end_waiting`` – note that leads have got a salesperson

working_time.py has functions over working calendars, which other rooms import.
"""

from . import first_answer
from . import answer_badge
from . import recall_rule
from . import recall_selection
from . import recall
from . import recall_line
from . import barred
from . import holding
from . import recall_run
from . import share_rule
from . import share_log
from . import keeper
from . import sharing
from . import waiting
from . import rule_based
from . import form
from . import share_settings
from . import trial_stage
from . import trial
from . import trial_reminder
from . import order
from . import order_page
from . import known_again
