"""Leads from business cards, contacts and the web site's form.

Doors:

card.py:
  ``_l10n_vn_keep_cards`` – create leads of cards, or add the cards to the leads that they name
  ``_l10n_vn_prepare_card_values`` – values for ``create`` from texts of cards
  ``_l10n_vn_read_cards`` – cards in a text and in files, with the problems found
website.py:
  ``_l10n_vn_link_web_request`` – link a new lead from the web site's form to an open lead of perhaps the same person
  ``_l10n_vn_get_web_request`` – the HTTP request of a visitor's form
  ``_l10n_vn_add_web_request`` – add page, campaign and labelled fields of the web site's form to values of ``create``
"""

from . import card
from . import website
from . import partner
