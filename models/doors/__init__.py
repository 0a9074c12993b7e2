"""Business cards, contacts and the web site's form."""

from . import card
from . import website
from . import partner
