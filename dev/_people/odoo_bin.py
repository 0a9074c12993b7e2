"""Start of Odoo by a file, whose name Odoo needs in worker mode: it starts a process of its own by it."""

import sys

sys.path.pop(0)  # the folder of this file, whose names are not meant for Odoo
from odoo.cli.command import main  # noqa: E402

main()
