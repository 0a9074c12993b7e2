"""Reading: texts of lists, mails and cards as values of leads, names as records."""

from . import names
from . import columns
from . import notes
