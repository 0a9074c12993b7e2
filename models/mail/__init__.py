"""Incoming mails: gateway, aliases, rejected mails, and mailings."""

from . import mailing
from . import alias
from . import gateway
from . import lead
from . import rejected
