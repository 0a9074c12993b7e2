"""Business cards, contacts and the web site's form.

Doors:

card.py:
  ``_l10n_vn_add_card``
  ``_l10n_vn_keep_files``
  ``_l10n_vn_prepare_card_values``
  ``_l10n_vn_read_cards``
website.py:
  ``_l10n_vn_link_web_request``
  ``_l10n_vn_add_web_request``
"""

from . import card
from . import website
from . import partner
