"""A person imports a list with colleagues of somebody who is there, and decides on each of them."""

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import tagged

from ..screens import ScreenCase

LANDLINE = "028 3822 1234"


class ReviewScreenCase(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_id.country_id = cls.env.ref("base.vn")
        cls.user = mail_new_test_user(
            cls.env,
            login="hoa",
            name="Nguyễn Hoa",
            lang="vi_VN",
            groups="base.group_user,base.group_allow_export,sales_team.group_sale_manager,crm.group_use_lead",
        )
        cls.an = cls.env["crm.lead"].create(
            {
                "name": "Sao Mai mua bàn ghế",
                "type": "opportunity",
                "contact_name": "Nguyễn Văn An",
                "partner_name": "Công ty TNHH Sao Mai",
                "phone": LANDLINE,
                "email_from": "an@saomai.vn",
                "user_id": cls.user.id,
            }
        )

    def start_import(self):
        """Import two colleagues of An and one more person; return the import's record."""
        rows = [
            ["Trần Thị Hà", LANDLINE, "ha@saomai.vn", "Công ty TNHH Sao Mai", "Kế toán trưởng", "1500000000"],
            ["Lê Anh Tú", LANDLINE, "le.anh.tu@hoasen.vn", "Công ty Cổ phần Hoa Sen", "Trưởng phòng mua hàng", ""],
            ["Phạm Thuỳ Dương", "0903 456 789", "", "", "", ""],
        ]
        text = "\n".join(
            ";".join(row) for row in [["Họ tên", "SĐT", "Email", "Công ty", "Chức vụ", "Doanh thu"], *rows]
        )
        screen = (
            self.env["base_import.import"]
            .with_user(self.user)
            .with_context(lang="vi_VN")
            .create(
                {
                    "res_model": "crm.lead",
                    "file_name": "danh sách công ty.csv",
                    "file_type": "text/csv",
                    "file": text.encode(),
                }
            )
        )
        fields = ["contact_name", "phone", "email_from", "partner_name", "function", "expected_revenue"]
        options = {"has_headers": True, "separator": ";", "quoting": '"', "l10n_vn_policy": "update_empty"}
        answer = screen.execute_import(fields, fields, options)
        return self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])


@tagged("post_install", "-at_install")
class TestImportReviewTour(ReviewScreenCase):
    def test_import_and_decide(self):
        before = self.env["crm.lead"].search([])
        self.start_tour("/odoo/action-crm.crm_lead_all_leads?view_type=list", "l10n_vn_crm_import_review", login="hoa")
        record = self.env["crm.lead.import"].search([("user_id", "=", self.user.id)])
        self.assertEqual((record.created_count, record.updated_count, record.review_count), (2, 1, 0))
        self.assertEqual(self.an.l10n_vn_honorific, "Anh", "his own row is his")
        an = (self.an.contact_name, self.an.email_from, self.an.expected_revenue, self.an.phone_sanitized)
        self.assertEqual(an, ("Nguyễn Văn An", "an@saomai.vn", 0, "+842838221234"))
        new = (self.env["crm.lead"].search([]) - before).sorted("contact_name")
        self.assertEqual(
            [(lead.contact_name, lead.email_from, lead.partner_name, lead.expected_revenue) for lead in new],
            [
                ("Lê Anh Tú", "tu@hoasen.vn", False, 0),
                ("Trần Thị Hà", "ha@saomai.vn", "Công ty TNHH Sao Mai", 1500000000),
            ],
        )

    def test_screens(self):
        record = self.start_import()
        self.assertEqual(record.review_count, 2)
        shown = "!!document.querySelector('.o_data_row, .o_kanban_record:not(.o_kanban_ghost)')"
        pages = ((f"/odoo/lead-imports/{record.id}", "import_record"), ("/odoo/lead-import-review", "import_review"))
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            for url, name in pages:
                with self.subTest(name, size=size):
                    self.shoot(url, f"{name}_{size}", shown, login="hoa")
                    self.assertEqual(record.review_count, 2, "looking decides nothing")
