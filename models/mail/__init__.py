"""Incoming mails for leads: gateway, aliases, rejected mails; and mailings to leads.

Doors:

alias.py:
  ``_l10n_vn_add_opportunity_alias`` – the alias whose mails become opportunities, created where there is none
  ``_l10n_vn_lead_aliases`` – aliases of ``crm.lead``
  ``_l10n_vn_get_lead_type`` – whether mails to an alias become leads or opportunities
lead.py:
  ``_l10n_vn_link_mail`` – link the lead that a mail has created to an open lead of perhaps the same person
mailing.py:
  ``_l10n_vn_get_mailing_counts`` – how many leads a mailing would reach
  ``_l10n_vn_prepare_mailing`` – create a mailing to leads and open it
"""

from . import mailing
from . import alias
from . import gateway
from . import fetched
from . import sender
from . import lead
from . import open_lead
from . import rejected
from . import privacy
