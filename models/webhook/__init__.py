"""Web hooks: sources of leads that post to one address each; what they posted and no lead could be made of.

Doors:

authentication.py:
  ``_find_for_request`` – the web hook of an address, where the request proves who has sent it
  ``_answer_handshake`` – answer to a platform that asks whether the address is ours
limits.py:
  ``_is_within_rate`` – count a request; whether the web hook takes it in this minute
  ``_count_use`` – count what became of a request
receiving.py:
  ``_receive`` – take in the body of a request
"""

from . import webhook
from . import authentication
from . import limits
from . import payload
from . import receiving
from . import settings
from . import ir_http
