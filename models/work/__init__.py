"""Daily work: assignment, talk results, contact actions, activities."""

from . import contact_actions
from . import attachment
from . import outcome
from . import result
from . import assignment
from . import team_member
from . import activity
from . import users
from . import notice
