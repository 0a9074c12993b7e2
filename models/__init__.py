from . import crm_stage
from . import crm_team
from . import crm_lead
from . import crm_lead_clean
from . import crm_lead_bulk
from . import crm_lead_stage
