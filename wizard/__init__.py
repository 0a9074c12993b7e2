from . import crm_lead_gate_override
from . import crm_lead_hand_out
from . import crm_lead_import_assign
from . import crm_lead_result
