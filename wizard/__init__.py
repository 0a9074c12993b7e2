"""Dialogs: fields and buttons; their logic is in ``models``."""

from . import crm_lead_gate_override
from . import crm_lead_assign
from . import crm_lead_import_assign
from . import crm_lead_result
from . import crm_lead_meeting
from . import crm_lead_care_setup
from . import crm_lead_trial_extension
from . import crm_lead_to_opportunity
from . import crm_lead_to_opportunity_mass
from . import crm_lead_card
from . import crm_lead_card_batch
from . import crm_lead_mailing
from . import crm_lead_recall_hold
from . import crm_lead_recall_preview
from . import crm_lead_return
from . import crm_lead_no_contact
