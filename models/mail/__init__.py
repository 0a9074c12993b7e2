"""Incoming mails: gateway, aliases, rejected mails, and mailings.

Doors:

alias.py:
  ``_l10n_vn_add_opportunity_alias``
  ``_l10n_vn_lead_aliases``
  ``_l10n_vn_makes``
lead.py:
  ``_l10n_vn_link_mail``
mailing.py:
  ``_l10n_vn_get_mailing_counts``
  ``_l10n_vn_prepare_mailing``
"""

from . import mailing
from . import alias
from . import gateway
from . import lead
from . import rejected
