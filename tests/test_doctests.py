"""The examples in the ground floor's docstrings; Odoo's loader takes test cases only."""

import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase

from .. import tools


class TestDoctests(BaseCase):
    def test_examples_say_what_happens(self):
        for room in pkgutil.iter_modules(tools.__path__):
            with self.subTest(room=room.name):
                module = importlib.import_module(f"{tools.__name__}.{room.name}")
                failed, _tried = doctest.testmod(module)
                self.assertFalse(failed)
