from . import crm_lead_hand_out
from . import crm_lead_import_assign
from . import crm_lead_result
from . import crm_lead_card
from . import crm_lead_card_batch
from . import crm_lead_mailing
