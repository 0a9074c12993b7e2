"""Personal data: where a person is, erasing, people who must not come in again.

Doors:

consent.py:
  ``_l10n_vn_complete_consents`` – when and where consents in values were given
download.py:
  ``_note_download`` – note who has downloaded what
erased.py:
  ``_l10n_vn_find_erased`` – which of some match keys are of people who have asked to be erased, with the sentence
  ``_l10n_vn_refuse_on_erased`` – refuse personal values of leads that were anonymised
  ``_l10n_vn_refuse_erased`` – refuse values of leads whose person has asked to be erased
refusal.py:
  ``_l10n_vn_apply_refusals`` – blacklist people by what a list says of them
  ``_l10n_vn_pop_refusals`` – take that out of values
  ``_l10n_vn_set_no_contact`` – blacklist the phones, addresses and accounts of leads
  ``_l10n_vn_without_refusing`` – leads without those that can be reached by no way
  ``l10n_vn_allow_contact`` – a sales manager's lifting of that
  ``l10n_vn_refuse_contact`` – the same with the user's rights
"""

from . import request
from . import place
from . import roots
from . import search
from . import files
from . import erase
from . import erased
from . import export
from . import lookup
from . import refusal
from . import consent
from . import download
from . import retention
