"""Creation and conversion of many records by copying database rows."""

from . import lead
from . import lead_values
from . import lead_chatter
from . import merge_history
from . import partner
from . import notes
