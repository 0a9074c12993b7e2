"""Columns that only look like a name, company, phone or tax code stay notes of the imported leads."""

from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .test_screen import ImportCase, plain


@tagged("post_install", "-at_install")
class TestColumns(ImportCase):
    def test_history_of_calls_is_notes(self):
        leads = self.imported(
            "Họ tên;SĐT;Cập nhật lần 1;Cập nhật lần 2;CSKH tuần 3\n"
            "Lê Hà;0912345678;20/8: Chê Xa Trung Tâm;đã đến trường của con;\n"
            "Lê Tú;0912345679;hỏi bệnh viện K;;nhắn cửa hàng"
        )
        self.assertFalse(any(leads.mapped("partner_name")))
        self.assertIn("20/8: Chê Xa Trung Tâm", plain(leads[0].description))
        self.assertIn("CSKH tuần 3: nhắn cửa hàng", plain(leads[1].description))

    def test_an_order_list_names_buyers_not_carriers(self):
        leads = self.imported(
            "Mã đơn hàng;Người đặt;SĐT;Đơn vị vận chuyển;Mã vận đơn;Được tạo vào\n"
            "0301234567;Lê Hà;0912345678;Công ty Giao hàng nhanh;0987654321;02/11/2025 08:15\n"
            "0100112437;Lê Tú;0912345679;Công ty Giao hàng tiết kiệm;0987654322;03/11/2025 09:00"
        )
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lê Tú"])
        self.assertFalse(any(leads.mapped("partner_name")) or any(leads.mapped("l10n_vn_vat")))
        self.assertFalse(any(leads.mapped("l10n_vn_phone2")))
        self.assertEqual(fields.Date.to_date(leads[0].l10n_vn_received_at), date(2025, 11, 2))
        self.assertIn("Mã vận đơn: 0987654321", plain(leads[0].description))

    def test_a_meeting_that_is_over_plans_nothing(self):
        ahead = fields.Date.today() + timedelta(days=9)
        leads = self.imported(
            f"Họ tên;SĐT;Ngày gặp;Ngày hẹn gọi lại\nLê Hà;0912345678;02/11/2024;\n"
            f"Lê Tú;0912345679;{ahead:%d/%m/%Y};\nLý Nga;0912345670;;{ahead:%d/%m/%Y}"
        )
        self.assertFalse(leads[0].activity_ids)
        self.assertIn("Ngày gặp: 02/11/2024", plain(leads[0].description))
        self.assertEqual(leads[1].activity_ids.date_deadline, ahead)
        self.assertEqual(leads[2].activity_ids.summary, "Ngày hẹn gọi lại")
        self.assertEqual(leads[2].activity_ids.user_id, leads[2].user_id or self.env.user)

    def test_the_customers_turnover_is_no_expected_revenue(self):
        leads = self.imported("Công ty;MST;Doanh thu;SĐT\nCty CP Sao Mai;0100112437;50 tỷ;0912345678\n"
                              "Cty CP Lá Phong;0101243150;12 tỷ;0912345679")  # fmt: skip
        self.assertEqual(leads.mapped("expected_revenue"), [0, 0])
        self.assertEqual(leads.mapped("l10n_vn_vat"), ["0100112437", "0101243150"])
        self.assertIn("Doanh thu: 50 tỷ", plain(leads[0].description))

    def test_external_ids_in_either_language_lead_to_the_lead(self):
        leads = self.imported("Họ tên;SĐT\nLê Hà;0912345678\nLê Tú;0912345679")
        names = [name for (name,) in leads.export_data(["id"])["datas"]]
        for heading, job in (("ID bên ngoài", "Kế toán"), ("External ID", "Thủ quỹ"), ("ID", "Giám đốc")):
            with self.subTest(heading=heading):
                text = f"{heading},Chức vụ\n{names[0]},{job}\n{names[1]},{job}"
                _wizard, preview = self.read(text.encode())
                self.assertEqual(preview["matches"][0], ["id"])
