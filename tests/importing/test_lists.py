"""Lists as other programs, call centres and people's own workbooks write them become whole leads."""

import io
from datetime import date, timedelta

import openpyxl
from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_screen import ImportCase, plain

CALLS = """Ngày gọi;Đầu số;Số khách;Tên khách;Thời lượng;Kết quả;Hành động tiếp theo;Ngày hẹn gọi lại;Agent
20/11/2025;19006789;0903888111;Phan Thanh Giản;00:02:13;Xin giá;Gửi báo giá gói Pro;22/11/2025;Mai
20/11/2025;19006789;0283.9999.111;Cty Minh Long;00:00:00;Máy bận;Gọi lại;21/11/2025 15:00;Mai
20/11/2025;02873000111;0388777111;Chị Liễu;00:01:01;Chê đắt;;;Tú"""


@tagged("post_install", "-at_install")
class TestLists(ImportCase):
    def fields_of(self, text):
        _wizard, preview = self.read(text.encode())
        return {preview["headers"][index]: "/".join(path) for index, path in preview["matches"].items()}

    def test_names_said_in_a_sentence(self):
        leads = self.imported("Họ tên,SĐT\nDạ em tên Hoa ạ,0912345678\nCHỊ LÀ LAN,0912345679\nLê Hạ,0912345670\n"
                              "Cô Phan Thị Thư,0912345671\nThu,0912345672")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Hoa", "Lan", "Lê Hạ", "Phan Thị Thư", "Thu"])
        self.assertFalse(any(leads.mapped("partner_name")))

    def test_a_call_centre_calls_customers_not_itself(self):
        leads = self.imported(CALLS)
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84903888111", "+842839999111", "+84388777111"])
        self.assertFalse(any(leads.mapped("l10n_vn_phone2_sanitized")))
        self.assertEqual(leads[1].partner_name, "Cty Minh Long")
        self.assertIn("Đầu số: 19006789", plain(leads[0].description))

    def test_a_count_of_guests_is_no_phone(self):
        found = self.fields_of("Trưởng đoàn;SĐT;Số khách;Tỉnh\nLê Hà;0912345678;45;BLU\nLê Tú;0987654321;6;BDG")
        self.assertEqual((found["Trưởng đoàn"], found["SĐT"], found["Số khách"], found["Tỉnh"]),
                         ("contact_name", "phone", "l10n_vn_other", "state_id"))  # fmt: skip

    def test_the_next_action_has_its_day_and_its_time(self):
        first, second, third = self.imported(CALLS)
        self.assertEqual(first.activity_ids.date_deadline, date(2025, 11, 22))
        self.assertEqual(first.activity_ids.summary, "Gửi báo giá gói Pro")
        self.assertEqual(second.activity_ids.date_deadline, date(2025, 11, 21))
        self.assertEqual(second.activity_ids.summary, "21/11/2025 15:00, Gọi lại")
        self.assertFalse(third.activity_ids)

    def test_appointments_go_by_many_names(self):
        for heading in ("Ngày hẹn lại", "Ngày gọi tiếp theo", "Lịch hẹn lái thử", "Thời gian hẹn xem nhà",
                        "Ngay hen goi lai", "Next call date", "Callback"):  # fmt: skip
            with self.subTest(heading=heading):
                leads = self.imported(f"Họ tên;SĐT;{heading}\nLê Hà;0912345678;05/12/2025\nLê Tú;0987654321;")
                self.assertEqual(leads[0].activity_ids.date_deadline, date(2025, 12, 5))
                self.assertFalse(leads[1].activity_ids)
        for heading in ("Ngày hết hạn bảo hiểm", "Ngày giao dịch cuối"):
            with self.subTest(heading=heading):
                leads = self.imported(f"Họ tên;SĐT;{heading}\nLê Hà;0912345678;05/12/2025\nLê Tú;0987654321;")
                self.assertFalse(leads.activity_ids)
                self.assertIn(f"{heading}: 05/12/2025", plain(leads[0].description))

    def test_an_appointment_without_a_year_is_the_nearest(self):
        soon = fields.Date.today() + timedelta(days=20)
        leads = self.imported(f"Họ tên;SĐT;Ngày hẹn;Giờ hẹn\nLê Hà;0912345678;{soon.day}/{soon.month};9h30")
        self.assertEqual(leads.activity_ids.date_deadline, soon)
        self.assertEqual(leads.activity_ids.summary, "9h30")

    def test_amounts_are_no_phones(self):
        leads = self.imported("Tên khách;SĐT;Nợ cũ;Tổng bán\nLê Hà;0912345678;900000000;12500000\n"
                              "Lê Tú;0987654321;350000000;98700000")  # fmt: skip
        self.assertFalse(any(leads.mapped("l10n_vn_phone2")))
        self.assertIn("Tổng bán: 12500000", plain(leads[0].description))

    def test_the_unit_of_a_column_holds_for_ranges(self):
        leads = self.imported(
            "Họ tên;SĐT;Ngân sách (tỷ)\nLê Hà;0912345678;1-1.5\nLê Tú;0987654321;3,5\nLý Na;0987654322;$ 20"
        )
        self.assertEqual(leads.mapped("expected_revenue"), [10**9, 35 * 10**8, 0])

    def test_exports_of_advertising_platforms(self):
        found = self.fields_of("lead_id,created_time,adgroup_id,campaign_id,campaign_name,Name,Phone number\n"
                               "745,2025-11-02 08:15:22,1,2,T11,Huỳnh Như,+84707123456")  # fmt: skip
        self.assertEqual((found["Name"], found["campaign_name"]), ("contact_name", "campaign_id"))
        found = self.fields_of("name,partner_name,email_from\nBáo giá,Cty Sao Mai,a@example.com")
        self.assertEqual(found["name"], "name", "an export of Odoo comes back to its fields")
        leads = self.imported("Nguồn,SĐT\nFB,0912345678\nig,0912345679\nHội chợ,0912345670")
        self.assertEqual(leads.mapped("source_id.name"), ["Facebook", "Instagram", "Hội chợ"])

    def test_exports_of_other_crm(self):
        leads = self.imported("Mã tiềm năng;Họ và đệm;Tên;ĐT di động;ĐT cơ quan;Chủ sở hữu\n"
                              "TN01;Đinh Tiến;Dũng;0912 555 111;0225 3745 678;Oanh")  # fmt: skip
        self.assertEqual((leads.contact_name, leads.l10n_vn_external_id), ("Đinh Tiến Dũng", "TN01"))
        self.assertEqual((leads.phone_sanitized, leads.l10n_vn_phone2_sanitized), ("+84912555111", "+842253745678"))
        leads = self.imported("Lead Name;Last Name;Second Name;First Name;Mobile;Opportunity;Address\n"
                              "Tư vấn;Nguyễn;Phương;Thảo;0912345678;120000000.00;Số 5 Lý Thái Tổ, Hoàn Kiếm, Hà Nội\n"
                              "In ấn;Lê;;Hà;0987654321;0.00;Thái Nguyên")  # fmt: skip
        self.assertEqual(leads[0].contact_name, "Nguyễn Phương Thảo")
        self.assertEqual((leads[0].name, leads[0].expected_revenue), ("Tư vấn", 120_000_000))
        self.assertEqual((leads[0].street, leads[0].state_id.code), ("Số 5 Lý Thái Tổ", "VN-HN"))

    def test_customers_are_companies_and_people(self):
        leads = self.imported("Tên khách hàng;Điện thoại;Người liên hệ\nCông ty CP Sao Mai;02838221122;Chị Vy\n"
                              "Bùi Xuân Phái;0912345678;\nCông ty TNHH Lá Phong;0912345679;\n"
                              "Hoàng Long;0912345670;\nChị Hoa;0912345671;\nCty Hà Nam;0912345672;")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Vy", "Bùi Xuân Phái", False, False, "Hoa", False])
        self.assertEqual(
            [lead.partner_name for lead in leads],
            ["Công ty CP Sao Mai", False, "Công ty TNHH Lá Phong", "Hoàng Long", False, "Cty Hà Nam"],
        )
        leads = self.imported("Công ty;Người liên hệ;SĐT\nLê Gia Phát;;0912345678\nLê Hà;Lê Tú;0912345679")
        self.assertEqual(leads.mapped("partner_name"), ["Lê Gia Phát", "Lê Hà"])

    def test_the_second_address_is_the_leads_where_the_first_is_empty(self):
        leads = self.imported("Họ tên;Email cá nhân;Email cơ quan\nLê Hà;;ha@example.vn\n"
                              "Lê Tú;tu@example.com;tu@example.vn\n"
                              "Lý Na;chưa có;na@example.vn, na@example.com")  # fmt: skip
        self.assertEqual(leads.mapped("email_from"), ["ha@example.vn", "tu@example.com", "na@example.vn"])
        self.assertEqual([lead.email_cc for lead in leads], [False, "tu@example.vn", "na@example.com"])

    def test_contacts_of_an_address_book(self):
        leads = self.imported("First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,"
                              "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - City\n"
                              "Thúy,Quách,Cty Sao Mai,Kế toán,* Work,thuy@example.com,Mobile,0912345678,Home,Huế\n"
                              "Hà,Lê,,,,,Vợ,0912345679,,")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Quách Thúy", "Lê Hà"])
        self.assertEqual((leads[0].partner_name, leads[0].function), ("Cty Sao Mai", "Kế toán"))
        self.assertFalse(leads.tag_ids)
        self.assertFalse(any(leads.mapped("street2")))
        self.assertIn("Phone 1 - Label: Vợ", plain(leads[1].description))

    def test_whom_or_how_to_reach(self):
        leads = self.imported("Khách;Liên hệ;Nơi ở\nMai Hắc Đế;0912.445.566 (gọi giờ HC);Vinh\n"
                              "Lê Hà;ha@example.com / 0707.998.887;Sơn Tây\nLê Tú;fb: letu;Hải Phòng")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Mai Hắc Đế", "Lê Hà", "Lê Tú"])
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912445566", "+84707998887", False])
        self.assertEqual(leads[1].email_normalized, "ha@example.com")
        self.assertIn("fb: letu", plain(leads[2].description))
        leads = self.imported("Họ tên;SĐT;Email\nLê Hà;;0912345678\nLê Tú;0987654321;zalo 0912345679")
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])
        leads = self.imported("Công ty;Liên hệ;Điện thoại\nCty Sao Mai;Chị Vy;0912345678\nCty Lá;Anh Tú;0912345679")
        self.assertEqual(leads.mapped("contact_name"), ["Vy", "Tú"])

    def test_what_one_list_says_of_a_heading_is_no_rule_for_the_next(self):
        first = "Khách hàng;SĐT\nCông ty CP Sao Mai;0912345678\nCông ty CP Lá Phong;0912345679"
        self.assertEqual(self.imported(first).mapped("partner_name"), ["Công ty CP Sao Mai", "Công ty CP Lá Phong"])
        leads = self.imported("Khách hàng;SĐT\nLê Hà;0912345670\nLý Na;0912345671")
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lý Na"])
        wizard, preview = self.read(first.encode())
        fields, columns = ["contact_name", "phone"], ["khách hàng", "sđt"]
        self.assertTrue(wizard.execute_import(fields, columns, preview["options"])["ids"])
        _wizard, preview = self.read(first.encode())
        self.assertEqual(preview["matches"][0], ["contact_name"], "what somebody chose is remembered")

    def test_the_phone_below_who_referred_a_customer_is_not_the_customers(self):
        leads = self.imported("KHÁCH HÀNG;;;NGƯỜI GIỚI THIỆU;;GHI CHÚ\nHọ tên;SĐT;Tỉnh;Họ tên;SĐT;\n"
                              "Lê Hà;0912345678;Huế;Trần Tú;0909111444;gấp\nLý Na;0912345679;Cà Mau;;;")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lý Na"])
        self.assertFalse(any(leads.mapped("l10n_vn_phone2")))
        self.assertEqual(leads[0].referred, "Trần Tú")
        self.assertIn("0909111444", plain(leads[0].description))
        self.assertIn("gấp", plain(leads[0].description))

    def test_chapters_between_the_rows_are_no_leads(self):
        leads = self.imported("STT;Chủ hộ;SĐT;Tỉnh;Ghi chú\n(1);(2);(3);(4);(5)\nI;Phường Ba Đình;;;2 hộ\n"
                              "1;Lê Hà;0912345678;Hà Nội;\n2;Lý Na;;Hà Nội;gọi lại\nII;Xã Gia Lâm;;;\n"
                              "3;Lê Tú;0912345679;Hà Nội;")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Lê Hà", "Lý Na", "Lê Tú"])
        self.assertNotIn("STT", plain(leads[0].description))

    def test_a_second_column_of_tags_may_be_empty(self):
        leads = self.imported("Họ tên;SĐT;Nhãn;Sản phẩm quan tâm\nLê Hà;0912345678;VIP;\nLê Tú;0987654321;;Két\n"
                              "Lý Na;0987654322;VIP;Két")  # fmt: skip
        self.assertEqual([sorted(lead.tag_ids.mapped("name")) for lead in leads], [["VIP"], ["Két"], ["Két", "VIP"]])

    def test_the_day_of_an_interest_is_no_tag(self):
        found = self.fields_of("Họ tên;SĐT;Ngày quan tâm\nLê Hà;0912345678;01/11/2025\nLê Tú;0912345679;02/11/2025")
        self.assertEqual(found["Ngày quan tâm"], "l10n_vn_received_at")

    def test_merged_cells_hold_for_all_their_rows(self):
        book = openpyxl.Workbook()
        for row in (
            ["Công ty", "Người liên hệ", "SĐT", "Ghi chú"],
            ["Cty CP Sao Mai", "Lê Hà", "0912345678", "gấp"],
            [None, "Lê Tú", "0987654321"],
            [None, None, None, "đợi hồ sơ"],
            ["Cty CP Lá Phong", "Lý Na", "0987654322"],
        ):
            book.active.append(row)
        book.active.merge_cells("A2:A3")
        out = io.BytesIO()
        book.save(out)
        leads = self.imported(out.getvalue(), "khach.xlsx")
        self.assertEqual(leads.mapped("partner_name"), ["Cty CP Sao Mai", "Cty CP Sao Mai", False, "Cty CP Lá Phong"])

    def test_what_was_pasted_from_a_chat_can_be_called(self):
        leads = self.imported("Khách nhắn\nA Tuấn 0912345678 Q7 cần 2 máy\ncho xin báo giá, 0987.654.321\n"
                              "ib giá giúp mình\nHà, ha@example.com, tổng đài 1900 1234")  # fmt: skip
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321", False, False])
        self.assertEqual(leads[3].email_normalized, "ha@example.com")
        self.assertEqual((leads[0].contact_name, leads[0].l10n_vn_honorific), ("Tuấn", "Anh"))
        self.assertIn("cần 2 máy", plain(leads[0].description))
        leads = self.imported("Họ tên;SĐT;Ghi chú\nLê Hà;;gọi 0912345678\nLê Tú;0987654321;")
        self.assertFalse(leads[0].phone, "where phones have a column, another one in the notes may be anybody's")

    def test_a_column_called_like_a_list_of_odoo_loses_no_row(self):
        leads = self.imported("Tên đơn vị;SĐT;Người theo dõi;Hoạt động\nShop Hoa;0912345678;Tuấn;bán lẻ\n"
                              "Lê Tú;0987654321;;")  # fmt: skip
        self.assertEqual(leads.mapped("phone_sanitized"), ["+84912345678", "+84987654321"])
        self.assertIn("Tuấn", plain(leads[0].description))
        self.assertIn("bán lẻ", plain(leads[0].description))

    def test_a_deadline_beside_an_action_is_the_actions(self):
        leads = self.imported("Họ tên;SĐT;Bước tiếp theo;Hạn\nLê Hà;0912345678;Gửi hợp đồng;05/12/2025")
        self.assertEqual(leads.activity_ids.date_deadline, date(2025, 12, 5))
        leads = self.imported("Họ tên;SĐT;Việc cần làm;Ngày thực hiện\nLê Hà;0912345678;Gọi lại;06/12/2025")
        self.assertEqual(leads.activity_ids.date_deadline, date(2025, 12, 6))
        leads = self.imported("Họ tên;SĐT;Thời hạn\nLê Hà;0912345678;05/12/2025")
        self.assertEqual((leads.date_deadline, leads.activity_ids.ids), (date(2025, 12, 5), []))

    def test_a_name_and_a_phone_in_each_others_place(self):
        leads = self.imported("Họ tên;SĐT\nLê Hà;0912345678\n0987 654 321;Nguyễn Văn Tèo\nTrần Tú;0987654322")
        self.assertEqual(leads[1].contact_name, "Nguyễn Văn Tèo")
        self.assertEqual(leads[1].phone_sanitized, "+84987654321")

    def test_numbers_of_columns_are_no_lead(self):
        leads = self.imported("STT;Tên cơ sở;Điện thoại;Số lao động\n(1);(2);(3);(4)\n1;HKD Lò Thị Mai;0946555111;4")
        self.assertEqual(leads.mapped("partner_name"), ["HKD Lò Thị Mai"])

    def test_a_company_and_its_person_in_one_cell(self):
        leads = self.imported("Họ tên;SĐT\nAnh Tuấn - Cty TNHH Hòa Phát;0912345678\nCTY CP ABC (Chị Thu);0987654321\n"
                              "Chị Hoa spa;0912345670\nCông ty CP Giấy - Bao bì Tân Mai;0912345671")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Tuấn", "Thu", "Hoa", False])
        self.assertEqual(leads.mapped("partner_name"),
                         ["Cty TNHH Hòa Phát", "CTY CP ABC", False, "Công ty CP Giấy - Bao bì Tân Mai"])  # fmt: skip
        self.assertIn("spa", plain(leads[2].description))

    def test_a_title_before_the_name_leaves_the_position_as_written(self):
        leads = self.imported("Họ tên;Chức vụ;SĐT\nTS. Lê Thị Hà;Trưởng phòng Mua hàng;0912345678\n"
                              "ThS. Trần Tú;;0987654321\n"
                              "Nguyễn Đăng Khoa - Cty CP Sao Mai;Kỹ sư;0987654322")  # fmt: skip
        self.assertEqual(leads.mapped("contact_name"), ["Lê Thị Hà", "Trần Tú", "Nguyễn Đăng Khoa"])
        self.assertEqual(leads.mapped("function"), ["Trưởng phòng Mua hàng", "ThS", "Kỹ sư"])
        self.assertIn("TS. Lê Thị Hà", plain(leads[0].description))
        self.assertEqual(leads[2].partner_name, "Cty CP Sao Mai")

    @mute_logger("odoo.addons.base_import.models.base_import")
    def test_decorated_names_are_plain_letters(self):
        leads = self.imported("Họ tên;SĐT\n𝓣𝓱𝓾̉𝔂 𝓣𝓲𝓮̂𝓷;0912345678\n𝐋𝐞 𝐇𝐚;0987654321")
        self.assertEqual(leads.mapped("contact_name"), ["Thủy Tiên", "Le Ha"])
