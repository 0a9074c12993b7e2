"""Requests of which some are counted in a transaction of their own."""

from odoo.tests import HttpCase


class CountedHttpCase(HttpCase):
    """Read-only requests use a cursor that may write: Odoo's test cursors refuse a second one beside a read-only one.

    The second one counts calls of programs, and who asks for the owners of hidden records.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_registry_readonly_mode(False)
