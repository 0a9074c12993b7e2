"""What programs rely on changes only where somebody has decided so: signatures, answers, outcomes, codes."""

import difflib
import os
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from .contract import ROOT, text
from .test_api_page import PAGE

FILE = ROOT / "doc" / "api_contract.txt"
WHAT_TO_DO = """
Programs rely on what is in doc/api_contract.txt, and the code differs from it:

%s
Something new (an argument with a default, a key of an answer, a code): describe it in doc/api.rst, add the lines to
doc/api_contract.txt, and tell it in changes/. Anything else breaks programs that work today: take the change back, or
keep the old name working beside the new one, as doc/api_stability.rst says. L10N_VN_CRM_CONTRACT=write in the
environment of this test writes the file anew.
"""


@tagged("post_install", "-at_install")
class TestStability(TransactionCase):
    def test_the_contract_is_kept(self):
        now = text(self.env, PAGE)
        if os.environ.get("L10N_VN_CRM_CONTRACT") == "write":
            Path(FILE).write_text(now, encoding="utf-8")
        pinned = FILE.read_text(encoding="utf-8")
        changed = "\n".join(
            difflib.unified_diff(pinned.splitlines(), now.splitlines(), "contract", "code", lineterm="")
        )
        self.assertFalse(changed, WHAT_TO_DO % changed)
