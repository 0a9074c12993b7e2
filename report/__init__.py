"""Pages of the CRM: the manager's view, a salesperson's day, the administrator's first steps."""

from . import crm_lead_manager_report
from . import crm_lead_manager_trials
from . import crm_lead_manager_answers
from . import crm_lead_my_day
from . import crm_lead_first_steps
