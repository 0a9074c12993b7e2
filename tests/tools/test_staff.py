"""Salespeople by the names of lists."""

import time

from odoo.tests import BaseCase

from ...tools.matching.colleagues import Colleague, Staff

BAO, HA, THU_HA, CLERK, MINH, LOAN, HA_VY, ANH, EM = range(1, 10)
STAFF = Staff(
    [
        Colleague(BAO, "Nguyễn Gia Bảo", "bao.nguyen@saomai.vn"),
        Colleague(HA, "Trần Thị Hà", "ha.tt"),
        Colleague(THU_HA, "Lê Thu Hà", "thuha", "ha.le@saomai.vn"),
        Colleague(CLERK, "Phạm Văn Bảo", "ketoan", sells=False),
        Colleague(MINH, "Minh Trần", "minh"),
        Colleague(LOAN, "Ms. Loan (Sale HN)", "loan"),
        Colleague(HA_VY, "Đặng Hạ Vy", "vy"),
        Colleague(ANH, "Đỗ Thị Phương Anh", "phuonganh"),
        Colleague(EM, "Vũ Đức Em", "em.vu"),
    ]
)


class TestColleagues(BaseCase):
    def check(self, cells, *ids):
        for cell in cells.split("|"):
            with self.subTest(cell):
                self.assertEqual(STAFF.find(cell), list(ids))

    def test_addresses_and_full_names(self):
        self.check("bao.nguyen@saomai.vn|BAO.NGUYEN@SAOMAI.VN|Nguyễn Gia Bảo|nguyen gia bao|NGUYỄN GIA BẢO", BAO)
        self.check("ha.tt|Trần Thị Hà|tran thi ha", HA)
        self.check("ha.le@saomai.vn|thuha", THU_HA)

    def test_given_names(self):
        self.check("Bảo|bao|BẢO|anh Bảo|A. Bảo|A.Bảo|Mr. Bảo|Mr Bao|Gia Bảo|G. Bảo|Nguyễn Bảo|N.G.Bảo", BAO)
        self.check("Sale Bảo|NVKD Bảo - HN|Bảo (đội 1)|NV: Bảo|TVV Bảo", BAO)
        self.check("Loan|chị Loan|c. Loan", LOAN)
        self.check("Minh|a Minh|Trần Minh|Minh Trần", MINH)
        self.check("Anh|chị Anh|Phương Anh|P.Anh|c Phương Anh", ANH)
        self.check("Em|anh Em|Đức Em", EM)

    def test_salespeople_before_others(self):
        self.check("Phạm Bảo|Văn Bảo|ketoan", CLERK)
        self.check("Bảo", BAO)

    def test_several_are_a_question(self):
        self.check("Hà|chị Hà|Ha|C.Hà|T. Hà", HA, THU_HA)
        self.check("Thu Hà|L.T.Hà", THU_HA)
        self.assertEqual(STAFF.near("Hà"), [HA, THU_HA])

    def test_codes_and_initials_come_last(self):
        self.check("BaoNG|bao.ng|NGB", BAO)
        self.check("HaTT|TTH|tt.ha", HA)
        self.check("LTH|HaLT", THU_HA)
        self.check("lth")

    def test_a_guess_is_nobody(self):
        for cell in ("Hoàng Bảo", "Hạ", "Hả", "Bảo, Hà", "Bảo/Minh", "Ai đó", "Hà Nội", "Kinh doanh", "A", "-", ""):
            with self.subTest(cell):
                self.assertEqual(STAFF.find(cell), [])
        self.assertEqual(STAFF.near("Hoàng Bảo"), [BAO, CLERK])
        self.assertEqual(STAFF.near("Hạ"), [HA, THU_HA])
        self.assertEqual(STAFF.near("Tấm"), [])

    def test_two_of_one_name(self):
        staff = Staff([Colleague(1, "Lê Hà", "ha1"), Colleague(2, "Lê Hà", "ha2")])
        self.assertEqual((staff.find("Lê Hà"), staff.find("ha2")), ([1, 2], [2]))
        self.assertEqual(Staff([Colleague(1, ""), Colleague(2, "()")]).find("Hà"), [])

    def test_odd_cells_take_no_time(self):
        start = time.perf_counter()
        for cell in ("a." * 5000, "(" * 5000, " - " * 5000, "sale " * 5000, "anh " * 5000, "à" * 10**6):
            STAFF.find(cell)
            STAFF.near(cell)
        self.assertLess(time.perf_counter() - start, 1)
