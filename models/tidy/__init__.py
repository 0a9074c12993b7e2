"""Tidying up: groups of leads and contacts that are doubled already, merged or kept apart.

Nobody outside calls this room: its searches and merges begin on its own screens and in scheduled actions.
"""

from . import group
from . import sorting
from . import search
from . import comparison
from . import merging
from . import background_merge
from . import undo
from . import sure_groups
