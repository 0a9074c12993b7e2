"""Leads: their fields, cleaning, stages and next actions."""

from . import crm_stage
from . import crm_team
from . import proof
from . import clean
from . import next_action
from . import stage
from . import indexes
from . import search_key
