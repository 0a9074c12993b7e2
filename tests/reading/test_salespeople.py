"""Salespeople of a list are found by their given name where exactly one fits; else the row says whom it could mean."""

from odoo import Command
from odoo.tests import tagged, users
from odoo.tools import html2plaintext

from ..common import ALL, person
from ..importing.test_ledger import ImportCase

FIELDS, HEADINGS = ["contact_name", "phone", "user_id"], ["Họ tên", "SĐT", "Phụ trách"]


@tagged("post_install", "-at_install")
class TestSalespeople(ImportCase):
    USERS = {
        "lan": person("Phạm Ngọc Lan", ALL),
        "bao": person("Nguyễn Gia Bảo", login="bao.ng", email="bao@saomai.vn"),
        "ha": person("Trần Thị Hà", login="ha.tt"),
        "thu_ha": person("Lê Thu Hà", login="thuha"),
        "clerk": person("Phạm Văn Bảo", "base.group_user", login="ketoan"),
        "portal": person("Khách Tùng", "base.group_portal", login="tung"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Salespeople of the demo data have these given names, too.
        ours = cls.lan + cls.bao + cls.ha + cls.thu_ha + cls.clerk
        others = cls.env["res.users"].search([("share", "=", False), ("id", "not in", ours.ids)])
        others.filtered(lambda user: user.name.split()[-1] in ("Bảo", "Hà", "Lan")).active = False

    def import_names(self, *cells):
        rows = [[f"Khách {number}", f"09123456{number:02}", cell] for number, cell in enumerate(cells)]
        record, answer = self.run_import(rows, fields=FIELDS, headings=HEADINGS)
        return record, self.env["crm.lead"].browse(answer["ids"])

    @users("lan")
    def test_where_exactly_one_fits(self):
        cells = ["Bảo", "anh Bảo", "A. Bảo", "bao@saomai.vn", "BaoNG", "NGB", "Thu Hà", "c. Lan", "ketoan", "TTH"]
        record, leads = self.import_names(*cells)
        wanted = [self.bao] * 6 + [self.thu_ha, self.lan, self.clerk, self.ha]
        for cell, lead, user in zip(cells, leads, wanted, strict=True):
            with self.subTest(cell):
                self.assertEqual(lead.user_id, user)
                self.assertFalse(lead.description)
        self.assertFalse(record.line_ids)

    @users("lan")
    def test_the_row_says_whom_it_could_mean(self):
        record, [first, second, third] = self.import_names("chị Hà", "Hoàng Bảo", "Tùng")
        for lead in (first, second, third):
            self.assertNotIn(lead.user_id, self.bao + self.ha + self.thu_ha + self.clerk + self.portal)
        self.assertIn("Trần Thị Hà", record.line_ids[0].message)
        self.assertIn("Lê Thu Hà", record.line_ids[0].message)
        self.assertIn("Nguyễn Gia Bảo", record.line_ids[1].message)
        self.assertNotIn("Khách Tùng", record.line_ids[2].message)
        self.assertIn("Phụ trách: chị Hà", html2plaintext(first.description))

    @users("lan")
    def test_people_who_have_left_or_work_elsewhere_are_not_meant(self):
        self.ha.sudo().active = False
        other = self.env["res.company"].sudo().create({"name": "Chi nhánh Huế"})
        self.bao.sudo().write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        _record, [ha, bao] = self.import_names("Hà", "Gia Bảo")
        self.assertEqual(ha.user_id, self.thu_ha)
        self.assertNotIn(bao.user_id, self.bao + self.clerk)

    @users("lan")
    def test_names_are_looked_up_once_a_column(self):
        leads = self.env["crm.lead"]
        names = {f"Nhân viên {number}" for number in range(2000)} | {"Bảo"}
        leads._l10n_vn_find_names("user_id", {"Bảo"})
        with self.assertQueryCount(lan=8):
            self.env.invalidate_all()
            self.assertEqual(leads._l10n_vn_find_names("user_id", names), {"Bảo": self.bao.id})
