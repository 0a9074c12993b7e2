"""Tables: workbooks, CSV and vCard files as sheets of rows."""

from .sheet import (
    DELIMITERS,
    SKIP_TEST,
    cell_text,
    is_lost,
    neutralise,
    parse,
    read,
    sniff_delimiter,
)
