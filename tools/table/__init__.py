"""Tables: workbooks, CSV and vCard files as sheets of rows."""

from .cells import cell_text, is_lost, neutralise
from .csv_text import DELIMITERS, parse, sniff_delimiter
from .sheet import SKIP_TEST, read

__all__ = ["DELIMITERS", "SKIP_TEST", "cell_text", "is_lost", "neutralise", "parse", "read", "sniff_delimiter"]
