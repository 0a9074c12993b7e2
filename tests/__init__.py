from . import test_crm_lead_stage
from . import test_base_import
