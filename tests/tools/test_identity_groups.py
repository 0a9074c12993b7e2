"""Which of many records are one person's?"""

from odoo.tests import BaseCase

from ...tools.matching.identity import Profile
from ...tools.matching.identity_groups import group_records

LANDLINE, MOBILE = ("phone", "+842838221234"), ("phone", "+84912345678")
EMAIL, DESK, ZALO = ("email", "ha@saomai.vn"), ("email", "info@saomai.vn"), ("zalo", "saomai")


class TestIdentityGroups(BaseCase):
    def groups(self, *records):
        """Return the groups of ``records``, (name, *keys), as lists of places."""
        keys = {place: set(of_record) for place, (_name, *of_record) in enumerate(records)}
        profiles = {place: Profile(record[0], "", frozenset(record[1:])) for place, record in enumerate(records)}
        return group_records(keys, profiles.__getitem__)

    def test_groups(self):
        for told, records, expected in (
            ("forms of one name", [("Nguyễn Văn An", MOBILE), ("Anh An", MOBILE)], [[0, 1]]),
            ("colleagues", [("Nguyễn Văn An", LANDLINE), ("Trần Thị Hà", LANDLINE)], [[0], [1]]),
            ("one mailbox", [("Nguyễn Văn An", DESK), ("Trần Thị Hà", DESK)], [[0], [1]]),
            ("own address", [("Nguyễn Văn An", EMAIL), ("Trần Thị Hà", EMAIL)], [[0, 1]]),
            ("own account", [("An", LANDLINE, ZALO), ("Hà", LANDLINE, ZALO)], [[0, 1]]),
            ("linked by a third", [("An", MOBILE), ("", MOBILE, EMAIL), ("Hà", EMAIL)], [[0], [1, 2]]),
            ("by a third, order", [("Hà", EMAIL), ("", MOBILE, EMAIL), ("An", MOBILE)], [[0, 1], [2]]),
            ("three colleagues", [("An", LANDLINE), ("Hà", LANDLINE), ("Tú", LANDLINE), ("Hà", MOBILE)], None),
            ("fits two", [("Trần Thị Hà", LANDLINE), ("Lê Thị Hà", LANDLINE), ("Chị Hà", LANDLINE)], None),
            ("without a name", [("An", LANDLINE), ("Hà", LANDLINE), ("", LANDLINE)], None),
            ("own customer", [("An", ("customer", 7)), ("Hà", ("customer", 7))], [[0, 1]]),
            (
                "own company",
                [("An", ("company", 7)), ("Hà", ("company", 7)), ("Anh An", ("company", 7))],
                [[0, 2], [1]],
            ),
        ):
            with self.subTest(told):
                self.assertEqual(self.groups(*records), expected or [[place] for place in range(len(records))])

    def test_many_of_one_phone(self):
        records = [(f"Nguyễn Văn {'An' if place % 2 else 'Tú'}", LANDLINE) for place in range(600)]
        self.assertEqual([len(group) for group in self.groups(*records)], [300, 300])
