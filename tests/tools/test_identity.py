"""Whose name can be whose, and what proves that two records are one person?"""

from odoo.tests import BaseCase

from ...tools.matching import identity
from ...tools.matching.identity import Profile

PHONE = ("phone", "+842838221234")


def profile(contact="", company="", *keys, is_company=False):
    return Profile(contact, company, frozenset(keys or (PHONE,)), is_company)


class TestIdentity(BaseCase):
    def test_which_names_may_be_one_persons(self):
        for one, other, expected in (
            ("Nguyễn Văn An", "NGUYEN VAN AN", True),
            ("Nguyễn Văn An", "Anh An", True),
            ("An Nguyễn", "Nguyễn Văn An", True),
            ("Nguyen, Van An", "Mr. An Nguyen Van", True),
            ("nguyenvanan", "Nguyễn Văn An", True),
            ("Ng. Văn An", "Nguyễn Văn An", True),
            ("N.V. An", "Nguyễn Văn An", True),
            ("Hà (kế toán)", "Chị Hà - phòng kinh doanh", True),
            ("Trần T. Hà", "Trần Thị Hà", True),
            ("Nguyễn Thị Lý", "Nguyễn Thị Lí", True),
            ("Kim Min-jun", "Kim Minjun", True),
            ("H'Hen Niê", "HHen Nie", True),
            ("Nguyễn Văn An 1985", "Nguyễn Văn An", True),
            ("", "Nguyễn Văn An", True),
            ("Lễ tân", "Nguyễn Văn An", True),
            ("Lễ tân Hoa Sen", "Nguyễn Văn An", True),
            ("Phòng kế toán", "Nguyễn Văn An", True),
            ("Khách quen", "Trần Thị Hà", True),
            ("Phong Nguyễn", "Nguyễn Văn An", False),
            ("Công ty Sao Mai", "Nguyễn Văn An", True),
            ("Nguyễn Văn An", "Trần Thị Hà", False),
            ("Anh An", "Chị Hà", False),
            ("Nguyễn Văn An", "Nguyễn Thị An", False),
            ("Lê Thị Hà", "Trần Thị Hà", False),
            ("An", "Anh Ánh", False),
            ("Trần Hà", "Hạnh", False),
            ("Phạm Minh Tuấn", "Phạm Tuấn Kiệt", False),
            ("John Smith", "Nguyễn Văn An", False),
        ):
            with self.subTest(one=one, other=other):
                self.assertIs(identity.names_agree(profile(one), profile(other)), expected)
                self.assertIs(identity.names_agree(profile(other), profile(one)), expected)

    def test_which_companies_may_be_one_where_nobody_is_named(self):
        for one, other, expected in (
            ("Công ty TNHH Sao Mai", "Sao Mai", True),
            ("CTCP TM DV Sao Mai", "Công ty cổ phần thương mại dịch vụ Sao Mai Việt Nam", True),
            ("Công ty Sao Mai", "", True),
            ("Công ty Sao Mai", "Công ty Hoa Sen", False),
            ("Công ty Xây dựng số 1", "Công ty Xây dựng số 4", False),
        ):
            with self.subTest(one=one, other=other):
                self.assertIs(identity.names_agree(profile("", one), profile("", other)), expected)
        self.assertFalse(identity.names_agree(profile("Công ty Sao Mai"), profile("", "Công ty Hoa Sen")))
        self.assertTrue(identity.names_agree(profile("Hà", "Sao Mai"), profile("", "Hoa Sen")))

    def test_what_proves_whatever_the_names(self):
        zalo, own, desk = ("zalo", "saomai"), ("email", "an@saomai.vn"), ("email", "info@saomai.vn")
        company, person = ("vat", "0100109106"), ("vat", "001085012345")
        for shared, anybody, person_only in (
            ({PHONE}, "maybe", "maybe"),
            ({desk}, "maybe", "maybe"),
            ({PHONE, desk}, "maybe", "maybe"),
            ({PHONE, zalo}, "same", "same"),
            ({own}, "same", "same"),
            ({PHONE, company}, "same", "maybe"),
            ({person}, "same", "same"),
        ):
            with self.subTest(shared=shared):
                one = profile("Nguyễn Văn An", "", *shared, ("email", "van.an@khach.vn"))
                other = profile("Trần Thị Hà", "", *shared, ("email", "thi.ha@khach.vn"))
                self.assertEqual(identity.relation(one, other), anybody)
                self.assertEqual(identity.relation(one, other, person_only=True), person_only)
                agreeing = other._replace(contact="Anh An")
                self.assertEqual(identity.relation(one, agreeing, person_only=True), "same")
        self.assertEqual(identity.relation(profile("An", "", PHONE), profile("An", "", own)), "different")
        by_account = profile("Nguyễn Văn An", "", ("zalo", PHONE[1]))
        self.assertEqual(identity.relation(by_account, profile("Anh An")), "same")
        self.assertEqual(identity.relation(by_account, profile("Chị Hà")), "maybe", "it is somebody's phone")

    def test_a_person_is_not_the_company_whose_phone_it_is(self):
        company = profile("", "Công ty TNHH Sao Mai", is_company=True)
        for contact, works_at, anybody, person_only in (
            ("Trần Thị Hà", "Sao Mai", "same", "maybe"),
            ("Trần Thị Hà", "", "maybe", "maybe"),
            ("Trần Thị Hà", "Hoa Sen", "maybe", "maybe"),
            ("", "Sao Mai", "same", "same"),
            ("", "Hoa Sen", "maybe", "maybe"),
            ("", "", "same", "same"),
        ):
            with self.subTest(contact=contact, works_at=works_at):
                one = profile(contact, works_at)
                self.assertEqual(identity.relation(one, company), anybody)
                self.assertEqual(identity.relation(one, company, person_only=True), person_only)
        trader = profile("", "Hộ kinh doanh Lê Hà", is_company=True)
        self.assertEqual(identity.relation(profile("Lê Hà"), trader, person_only=True), "same")
        self.assertEqual(identity.relation(profile("Anh An"), profile("", "Công ty An Phát", is_company=True)), "maybe")

    def test_a_number_that_fits_several_people_is_certain_for_none(self):
        an, ha, nobody = profile("Nguyễn Văn An"), profile("Trần Thị Hà"), profile()
        profiles = {1: an, 2: ha, 3: nobody}
        self.assertEqual(identity.split_by_certainty(profile("Anh An"), [2, 1, 3], profiles), ([1, 3], [2]))
        self.assertEqual(identity.split_by_certainty(nobody, [1, 2], profiles), ([], [1, 2]))
        self.assertEqual(identity.split_by_certainty(nobody, [1, 3], profiles), ([1, 3], []))
        mailed = profile("", "", PHONE, ("email", "ha@saomai.vn"))
        profiles[2] = ha._replace(keys=mailed.keys)
        self.assertEqual(identity.split_by_certainty(mailed, [1, 2], profiles), ([2, 1], []))

    def test_departments_share_a_mailbox(self):
        for address, expected in (
            ("info@saomai.vn", True),
            ("ketoan02@saomai.vn", True),
            ("kinh.doanh@saomai.vn", True),
            ("sales.hcm@saomai.vn", True),
            ("tuyendung@gmail.com", True),
            ("an@saomai.vn", False),
            ("infomai@saomai.vn", False),
            ("nguyen.an.kd@saomai.vn", False),
            ("0912345678@saomai.vn", False),
        ):
            with self.subTest(address):
                self.assertIs(identity.is_shared_mailbox(address), expected)
