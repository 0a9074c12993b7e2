"""Duplicates: match keys, similar names, protection of hidden records, locks."""

from . import keys
from . import similar_names
from . import profiles
from . import duplicates
from . import disclosure
from . import protection
from . import taken
from . import ir_rule
from . import lock
