"""Conversion: qualification, gate, customers, merging, the record of conversions."""

from . import criterion
from . import qualification
from . import gate
from . import gate_bound
from . import lead
from . import colleague
from . import customer
from . import merge
from . import run
from . import record
from . import line
