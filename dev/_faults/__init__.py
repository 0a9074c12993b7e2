"""Faults in the middle of work: what is lost, doubled or stuck afterwards.

Runs inside an Odoo shell, this file excepted, which the command imports too. Odoo's registry is loaded once; everything
that may be hit is a fork of that process, with connections of its own.
"""

# Lines for the command begin with it; Odoo prints others.
MARK = "FAULTS "
# Names of the cases, in the order of the table.
CASES = ("import", "import_job", "conversion", "conversion_job", "mail", "recall", "sharing", "undo", "erase")
CASES += ("failed_rows",)
