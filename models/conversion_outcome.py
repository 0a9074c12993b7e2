"""What became of one lead of a conversion."""

from collections import namedtuple

# ``kind``: converted, merged, there (was an opportunity already) or skipped; ``reason`` as text for the user.
Outcome = namedtuple("Outcome", ("lead_id", "name", "kind", "reason", "opportunity_id"))
