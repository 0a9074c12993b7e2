"""The examples in the ground floor's docstrings; Odoo's loader takes test cases only."""

import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase

from ... import tools


class TestDoctests(BaseCase):
    def test_examples_say_what_happens(self):
        names = [room.name for room in pkgutil.walk_packages(tools.__path__, f"{tools.__name__}.")]
        # Those of rooms within the folder too.
        self.assertIn(f"{tools.__name__}.reader.read", names)
        for name in names:
            with self.subTest(room=name):
                failed, _tried = doctest.testmod(importlib.import_module(name))
                self.assertFalse(failed)
