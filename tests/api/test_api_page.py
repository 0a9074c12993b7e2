"""The page for programmers names verbs, arguments and codes that exist."""

import ast
import inspect
import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from ...tools.vocabulary.heading import look_up
from .contract import codes, codes_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "doc" / "api.rst").read_text(encoding="utf-8")


@tagged("post_install", "-at_install")
class TestApiPage(TransactionCase):
    def blocks(self):
        """Return the Python blocks of the page."""
        found = re.findall(r"\.\. code-block:: python\n\n((?:    .*\n|\n)+)", PAGE)
        return [inspect.cleandoc(block) for block in found]

    def test_examples_call_verbs_with_arguments_that_they_have(self):
        calls = [
            node
            for block in self.blocks()
            for node in ast.walk(ast.parse(block))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("call", "call_xml")
        ]
        verbs = {ast.literal_eval(node.args[0]) for node in calls}
        self.assertGreaterEqual(len(verbs), 10)
        for node in calls:
            verb = ast.literal_eval(node.args[0])
            method = getattr(self.env["crm.lead"], verb)
            known = inspect.signature(method).parameters
            with self.subTest(verb=verb):
                self.assertLessEqual({keyword.arg for keyword in node.keywords}, set(known))
                self.assertEqual(len(node.args) > 1, not hasattr(method, "_api_model"), "works on leads, or on none")

    def test_every_verb_is_on_the_page(self):
        code = "".join(path.read_text() for path in ROOT.glob("models/api/*.py"))
        verbs = set(re.findall(r"def (l10n_vn_\w+)", code))
        self.assertFalse({verb for verb in verbs if f"``{verb}``" not in PAGE and f'"{verb}"' not in PAGE})

    def test_the_page_has_the_codes_of_the_code(self):
        for of_code, of_page in zip(codes(), codes_of(PAGE), strict=True):
            self.assertEqual(of_page, of_code)

    def test_the_headings_of_the_page_are_known(self):
        table = PAGE.split("Field                       Headings\n")[1].split("\n\n")[0]
        rows = re.findall(r"^[A-Z][\w ]{26} (.+)$", table, re.MULTILINE)
        headings = [heading for row in rows for heading in row.split(", ")]
        self.assertGreater(len(headings), 30)
        self.assertFalse([heading for heading in headings if not look_up(heading).field])
