"""What people type into the search box finds their leads, by the views' own domains and over RPC."""

import csv

from odoo.fields import Domain
from odoo.tests import HttpCase, tagged, users

from ..common import FILES
from .search_case import VIEWS, SearchCase, box_of

SEARCHES = list(csv.DictReader((FILES / "searches.csv").open(encoding="utf-8")))


@tagged("post_install", "-at_install")
class TestSearchTable(SearchCase, HttpCase):
    def test_there_are_many(self):
        self.assertGreaterEqual(len(SEARCHES), 200)
        self.assertEqual(len({row["typed"] for row in SEARCHES}), len(SEARCHES))
        self.assertEqual({row["kind"] for row in SEARCHES},
                         {"name", "title", "company", "phone", "tax", "mail", "zalo", "customer", "other"})  # fmt: skip

    @users("nam.tim")
    def test_the_box_finds_what_is_in_the_table(self):
        for kind in VIEWS:
            mine = [("id", "in", list(self.leads[kind].values()))]
            for row in SEARCHES:
                with self.subTest(kind=kind, typed=row["typed"]):
                    domain = Domain.AND([box_of(self.env, kind, "name", row["typed"]), mine])
                    found = self.env["crm.lead"].search(domain)
                    self.assertEqual(self.names(kind, found.ids), sorted(row["found"].split()))

    @users("nam.tim")
    def test_only_own_records_are_found(self):
        for typed in ("nguyen van an", "0912 345 679", "0100109106", "núi ngọc"):
            found = self.env["crm.lead"].search([("l10n_vn_search", "ilike", typed)])
            self.assertTrue(found)
            self.assertEqual(found.user_id, self.nam)

    def test_the_table_over_rpc(self):
        def call(method, *args, **options):
            words = self.env.cr.dbname, self.nam.id, "nam.tim", "crm.lead", method, args, options
            return self.xmlrpc_object.execute_kw(*words)

        ids = self.leads["opportunity"].values()
        mine = [("id", "in", list(ids))]
        for row in SEARCHES:
            with self.subTest(typed=row["typed"]):
                found = call("search", [("l10n_vn_search", "ilike", row["typed"]), *mine])
                self.assertEqual(self.names("opportunity", found), sorted(row["found"].split()))
                named = call("name_search", row["typed"], mine)
                self.assertEqual(sorted(id_ for id_, _name in named), sorted(found))
                if row["kind"] == "phone" and row["typed"][-1].isdigit() and not row["typed"][0].isalpha():
                    by_phone = call("search", [("phone", "ilike", row["typed"]), *mine])
                    # Two numbers at once, a second number in another field and one in a title are the box's.
                    if "/" not in row["typed"]:
                        self.assertEqual(self.names("opportunity", by_phone), sorted(row["found"].split()))
