"""Which columns of the lists of other programs say who the customer is, and which only look as if they did."""

from odoo.tests import BaseCase

from ...tools import table, vocabulary
from ...tools.table import lead_file
from ...tools.vocabulary import kinds

COMPANIES = ["Công ty CP Sao Mai", "Cty TNHH Lá Phong", "Trung tâm Anh ngữ Mây", "Công ty CP Đại Dương"]
NUMBERS = ["0912345671", "0987654321", "0903111222", "0100112437"]
PEOPLE = ["Lê Thị Hà", "Trần Văn Tú", "Nguyễn Thị Mai", "Phạm Văn Long"]


def mapped(text):
    """Return ``{heading: field}`` of a list whose cells are separated by "|"."""
    content = lead_file.read(text.replace("|", "\t").encode(), separator="\t")
    headings = lead_file.headings(content, "Cột %s")
    return {headings[index]: field for index, field in lead_file.fields(content).items()}


def beside(heading, cells):
    """Return the field of one column beside the name and phone of customers."""
    rows = [(name, f"091234567{row}", cell) for row, (name, cell) in enumerate(zip(PEOPLE, cells, strict=True))]
    return vocabulary.map_headings(["Họ tên", "SĐT", heading], rows).get(2)


class TestWhoIsNotTheCustomer(BaseCase):
    def test_what_was_said_is_no_company(self):
        cells = ["đã đến trung tâm", "hỏi trường của con", "gọi lại bệnh viện K", "so với cửa hàng cũ"]
        for heading in (
            "Cập nhật 2", "Lịch sử", "Ghi chú lần 1", "Nhật ký tháng 5", "Diễn biến", "Feedback lần 3", "Tương tác",
            "CSKH tuần 2", "Follow 1", "Trao đổi 12/5", "Kết quả lần 2", "Call log", "Ý kiến của khách", "Sale báo",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertIn(beside(heading, cells), ("description", None))

    def test_companies_that_serve_us_are_not_the_customers(self):
        for heading in (
            "Đơn vị vận chuyển", "Hãng chuyển phát", "Bưu cục", "Courier", "Shipping provider", "Đối tác giao hàng",
            "Advertiser", "Đơn vị chạy ads", "Agency", "Nhà cung cấp", "Supplier", "Chi nhánh", "Chi nhánh tạo",
            "Cửa hàng bán", "Đại lý F1", "Kho xuất", "Showroom phụ trách", "Đơn vị tổ chức", "Organizer",
            "Pháp nhân bán", "Công ty bảo hiểm", "Ngân hàng vay", "Đối thủ đang dùng", "Past company", "Công ty cũ",
            "Sold by", "Business unit", "Our company", "Phòng giao dịch", "Cơ sở đăng ký học",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertNotIn(beside(heading, COMPANIES), ("partner_name", "contact_name"))

    def test_companies_of_customers_stay_theirs(self):
        for heading in (
            "Công ty", "Đơn vị công tác", "Tên công ty khách hàng", "Công ty hiện tại", "Current company",
            "Organization", "Tên công ty anh chị đang làm", "Cột 5", "",
            "Bạn đang làm việc tại công ty nào?", "Company / Account",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertEqual(beside(heading, COMPANIES), "partner_name")

    def test_an_account_is_the_customer_or_the_advertiser(self):
        rows = "Cty CP Quảng cáo Sao|{}|Lê Hà|0912345678\nCty CP Quảng cáo Sao|{}|Lê Tú|0912345679"
        found = mapped("Account name|Company name|Full name|Phone\n" + rows.format("Cty Lá", "Cty Mai"))
        self.assertEqual((found["Account name"], found["Company name"]), ("l10n_vn_other", "partner_name"))
        found = mapped("Account name|Form ID|Full name|Phone\n" + rows.format("1", "1"))
        self.assertEqual(found["Account name"], "ad_info")
        found = mapped("Account name|Lead owner|Full name|Phone\n" + rows.format("Mai", "Tú"))
        self.assertEqual(found["Account name"], "partner_name")

    def test_brands_and_branches_repeat(self):
        self.assertIsNone(vocabulary.field_of("Cửa hàng", ["Cửa hàng 1", "Cửa hàng 2"] * 4).field)
        self.assertEqual(vocabulary.field_of("Cửa hàng", ["Hoa Mai", "Bé Yêu", "Lan Chi"]).field, "partner_name")

    def test_numbers_of_orders_are_neither_phones_nor_tax_codes(self):
        for heading in (
            "Mã vận đơn", "Order no.", "Số hóa đơn", "Tracking", "Mã GD", "Số thẻ", "Booking code", "Webinar ID",
            "Số khung", "Số CIF", "Mã số", "Invoice", "Annual revenue", "Doanh thu 2024", "Tổng chi tiêu",
            "Số sổ BHXH", "Contract no",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertIn(beside(heading, NUMBERS), (None, "ignore", "customer_code"))

    def test_tax_codes_need_their_heading(self):
        padded = ["001091012345", "001092012346", "001093012347", "001094012348"]
        self.assertIsNone(beside("Cột 9", padded))
        self.assertEqual(beside("Mã số thuế", padded), "vat")
        codes = ["0100112437", "0101243150", "0100109106", "0100686209"]
        # Four check digits in a column whose heading says nothing are no accident, two may be one.
        self.assertEqual((beside("Cột 9", codes), beside("Số đơn hàng", codes)), ("vat", None))
        self.assertIsNone(
            vocabulary.map_headings(["Họ tên", "Cột 9"], list(zip(PEOPLE[:2], codes[:2], strict=True))).get(1)
        )
        self.assertIsNone(beside("VAT", ["10%", "8%", "10%", "0%"]))

    def test_what_is_said_about_an_address_is_none(self):
        for heading, cells in (
            ("Email Status", ["Active", "Bounced", "Active", "Unsubscribed"]),
            ("Email Client", ["Gmail", "Outlook", "Gmail", "Zimbra"]),
            ("E-mail Display Name", ["Hà (ha@example.com)", "Tú (tu@example.com)", "Mai", ""]),
            ("Tình trạng điện thoại", ["Đúng", "Sai", "Đúng", "Đúng"]),
            ("SĐT môi giới", NUMBERS),
            ("Trạng thái thanh toán", ["Đã thanh toán", "Chưa", "Chưa", "Chưa"]),
            ("Loại email", ["cá nhân", "công ty", "cá nhân", "công ty"]),
        ):
            with self.subTest(heading=heading):
                self.assertIsNone(beside(heading, cells))

    def test_staff_are_not_the_customer(self):
        for heading in ("Giáo viên", "Bác sĩ", "Người tạo", "Created By", "Môi giới", "Người nhập", "Manager's Name"):
            with self.subTest(heading=heading):
                rows = [(f"091234567{row}", name) for row, name in enumerate(PEOPLE)]
                self.assertNotEqual(vocabulary.map_headings(["SĐT", heading], rows).get(1), "contact_name")

    def test_staff_by_any_name_of_their_task(self):
        for heading in (
            "Nhân viên nghe máy", "NV trực tổng đài", "Tuyển sinh viên", "Cán bộ tuyển sinh", "Can bo khai thac",
            "CBKD", "CVTS", "Chuyên viên quan hệ khách hàng", "CHUYÊN VIÊN TƯ VẤN & CHĂM SÓC:", "Phụ trách kinh doanh",
            "Phụ trách khu vực", "Người phụ trách KH", "Môi giới phụ trách", "Họ tên nhân viên tư vấn",
            "Cán bộ tín dụng", "Sales tour", "NV nhận lead", "Tư vấn viên phụ trách chính",
            "Nhân viên hỗ trợ trực tiếp",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertEqual(beside(heading, PEOPLE), "user_id")

    def test_other_staff_and_what_belongs_to_staff(self):
        for heading, cells in (
            ("Nhân viên kỹ thuật", PEOPLE), ("Nhân viên giao hàng", PEOPLE), ("Cán bộ xã", PEOPLE),
            ("SĐT cán bộ tuyển sinh", NUMBERS[:3] + [""]), ("Điện thoại NV tư vấn", NUMBERS[:3] + [""]),
            ("Email chuyên viên", ["mai@example.com", "tu@example.com", "", ""]),
            ("Số nhân viên", ["12", "3", "5", "7"]),
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertNotIn(
                    beside(heading, cells), ("user_id", "contact_name", "phone", "phone_secondary", "email_from")
                )


class TestWhoIsTheCustomer(BaseCase):
    def test_parents_go_before_their_children(self):
        for student, parent in (
            ("Học viên", "Phụ huynh"), ("Họ tên học sinh", "PHỤ HUYNH"), ("Tên HS", "PH"), ("Thí sinh", "Họ tên PH"),
            ("Student name", "Parent/Guardian"), ("Học sinh", "Người giám hộ"),
        ):  # fmt: skip
            with self.subTest(student=student, parent=parent):
                rows = [("Lê Bé", "Lê Thị Hà", "0912345678"), ("Trần Na", "Trần Văn Tú", "0912345679")]
                found = vocabulary.map_headings([student, parent, "SĐT"], rows)
                self.assertEqual((found.get(0), found[1]), (None, "contact_name"))
        rows = [("Lê Bé", "0912345678", "Lê Thị Hà", "0987654321")] * 2
        found = vocabulary.map_headings(["Học viên", "SĐT học viên", "Phụ huynh", "SĐT phụ huynh"], rows)
        self.assertEqual(found, {1: "phone_secondary", 2: "contact_name", 3: "phone"})

    def test_a_student_or_parent_alone_is_the_customer(self):
        for heading in ("Học viên", "HỌC SINH", "Phụ huynh", "Phụ huynh học sinh", "PH", "Guardian", "Thí sinh"):
            with self.subTest(heading=heading):
                rows = [(f"091234567{row}", name) for row, name in enumerate(PEOPLE)]
                self.assertEqual(vocabulary.map_headings(["SĐT", heading], rows)[1], "contact_name")
        for heading, cells in (("Phụ huynh", ["Mẹ", "Bố"] * 4), ("Học viên", ["12", "25", "8"])):
            with self.subTest(heading=heading, cells=cells):
                self.assertIsNone(vocabulary.field_of(heading, cells).field)

    def test_members_that_are_companies_leave_the_contact_to_their_representative(self):
        for member in ("Tên hội viên", "Thành viên", "Đại biểu", "Người mua"):
            for person in ("Người đại diện", "Giám đốc", "Chủ doanh nghiệp", "Representative"):
                with self.subTest(member=member, person=person):
                    rows = [*zip(COMPANIES, PEOPLE, strict=True)]
                    found = vocabulary.map_headings([member, person], rows)
                    self.assertEqual(found, {0: "partner_name", 1: "contact_name"})
        self.assertEqual(vocabulary.field_of("Tên hội viên", PEOPLE).field, "contact_name")

    def test_whatever_is_known_about_a_customer(self):
        named = ["Hoàng Văn Vinh - 0326420657 - 0598606445", "Chị Hà 0912 345 678", "Ông Tú: 0987654321"]
        self.assertEqual(vocabulary.field_of("THÔNG TIN KHÁCH", named).field, "phone")
        said = ["hỏi giá máy in", "đã mua năm ngoái", "xa trung tâm"]
        self.assertIsNone(vocabulary.field_of("Thông tin khách hàng", said).field)

    def test_people_by_their_part_in_the_matter(self):
        for heading in (
            "Representative", "Người gửi", "Người mua", "Người đặt", "Người đặt bàn", "Người liên lạc", "Tên người gọi",
            "Caller", "Sender", "Buyer name", "Registrant", "Invitee name", "Chủ thuê bao", "Tên Zalo",
            "Đại diện pháp luật", "Người ký hợp đồng", "Booked by", "Khách đặt phòng", "Commenter", "Chủ căn nhà",
            "Người được tư vấn",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                rows = [(f"091234567{row}", name) for row, name in enumerate(PEOPLE)]
                self.assertEqual(vocabulary.map_headings(["SĐT", heading], rows)[1], "contact_name")

    def test_callers_may_be_numbers(self):
        self.assertEqual(vocabulary.field_of("Caller", ["0912345678", "0987654321"]).field, "phone")
        self.assertEqual(vocabulary.field_of("Sender", ["ha@example.com", "tu@example.com"]).field, "email_from")
        named = ["Huỳnh Xuân Bình - +84363355057", "Chị Hà 0912 345 678", "Ông Tú: 0987654321"]
        self.assertEqual(vocabulary.field_of("Liên hệ", named).field, "phone")

    def test_who_buys_goes_before_who_receives_before_who_sends(self):
        found = mapped(
            "Người gửi|SĐT người gửi|Người nhận|SĐT người nhận|Địa chỉ người nhận\n"
            "Shop Mây|0901111222|Lê Hà|0912345678|12 Lê Lợi, Huế\nShop Mây|0901111222|Lê Tú|0912345679|1 Trần Phú, Huế"
        )
        self.assertEqual(
            list(found.values()), ["l10n_vn_other", "l10n_vn_other", "contact_name", "phone", "street"]
        )  # fmt: skip
        found = mapped(
            "Billing Name|Billing Phone|Billing Street|Shipping Name|Shipping Phone|Shipping City\n"
            "Lê Hà|0912345678|12 Lê Lợi|Lê Na|0912345670|Huế\nLê Tú|0912345679|1 Trần Phú|Lê Tú|0912345679|Hà Nội"
        )
        self.assertEqual(list(found.values())[:3], ["contact_name", "phone", "street"])
        self.assertEqual(set(list(found.values())[3:]), {"l10n_vn_other"})

    def test_accounts_of_buyers_are_no_names(self):
        rows = [(f"{name}_{number}", "", real) for number, (name, real) in enumerate(zip("abcd", PEOPLE, strict=True))]
        found = vocabulary.map_headings(["Người Mua", "Họ tên", "Tên Người nhận"], rows)
        self.assertEqual(found[2], "contact_name", "neither accounts nor a blank column take the place of names")
        self.assertNotEqual(found.get(0), "contact_name")

    def test_a_name_in_a_messenger_is_an_account_beside_the_real_one(self):
        found = mapped("Tên Zalo|Họ tên|SĐT\nBông Xinh|Lê Hà|0912345678\nGấu|Lê Tú|0912345679")
        self.assertEqual((found["Tên Zalo"], found["Họ tên"]), ("zalo", "contact_name"))

    def test_headings_of_the_trade(self):
        for field, cells, headings in (
            ("source_id", ["Facebook", "bạn bè", "Zalo", "tờ rơi"],
             ("Biết đến bên em qua", "Biết shop từ đâu", "Khách biết đến spa qua kênh nào", "Đến từ nguồn", "Nguồn gốc",
              "How did you find us?", "Sàn TMĐT", "Traffic source")),
            ("tag_ids", ["VIP", "mới", "VIP, sỉ", "cũ"],
             ("Thẻ khách hàng", "Thẻ tag", "Thẻ gắn trên Zalo", "Nhãn khách", "Gắn thẻ", "Labels")),
            ("user_id", ["Mai", "Tú", "Mai", "Tú"],
             ("Nhân viên được phân công", "NV tiếp nhận", "Được giao cho", "Sales in charge", "Deal owner", "CVKD")),
            ("create_date", ["02/11/2025 08:15", "03/11/2025", "04/11/2025", "05/11/2025"],
             ("Registration time", "Created on", "Được tạo vào", "Order date", "Ngày điền form", "Data về ngày",
              "Date received", "Signed up at")),
        ):  # fmt: skip
            for heading in headings:
                with self.subTest(heading=heading):
                    self.assertEqual(beside(heading, cells), field)

    def test_ids_lead_to_their_record(self):
        for heading in ("External ID", "ID", "id", "ID bên ngoài", "Mã bên ngoài", "external_id"):
            with self.subTest(heading=heading):
                ours = vocabulary.field_of(heading, ["__export__.crm_lead_7_ab", "l10n_vn_crm.lead_2", ""])
                self.assertEqual(ours.field, "id")
                self.assertEqual(vocabulary.field_of(heading, ["745", "746"]).field, "lead_external_id")
                self.assertEqual(vocabulary.field_of(heading, ["l:745", "TN.001"]).field, "lead_external_id")

    def test_a_turnover_beside_a_tax_code_is_the_customers(self):
        rows = "Cty Lá|{}|50 tỷ\nCty Mai|{}|12 tỷ"
        found = mapped("Công ty|MST|Doanh thu\n" + rows.format("0100112437", "0101243150"))
        self.assertEqual(found["Doanh thu"], "l10n_vn_other")
        found = mapped("Công ty|SĐT|Doanh thu\n" + rows.format("0912345678", "0912345679"))
        self.assertEqual(found["Doanh thu"], "expected_revenue")
        found = mapped("Công ty|MST|Doanh thu dự kiến\n" + rows.format("0100112437", "0101243150"))
        self.assertEqual(found["Doanh thu dự kiến"], "expected_revenue")
        lines = ["Công ty: Cty Lá", "SĐT: 0912345678", "Doanh thu: 50 tỷ"]
        self.assertIn(("expected_revenue", "50 tỷ"), vocabulary.read_pairs(lines))
        self.assertNotIn("expected_revenue", dict(vocabulary.read_pairs([*lines, "MST: 0100112437"])))

    def test_what_was_bought_is_no_expected_revenue(self):
        amounts = ["12.500.000", "3.000.000", "900.000", "7.000.000"]
        for heading in (
            "Doanh số 2024", "Doanh thu 2023", "Doanh số năm trước", "Doanh số lũy kế", "Doanh số tích lũy",
            "Doanh số T9", "Doanh số tháng 10", "Doanh thu bình quân", "Số tiền đã mua", "Tổng tiền đã thanh toán",
            "Thành tiền 2024", "Revenue 2023", "Amount paid",
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertNotEqual(beside(heading, amounts), "expected_revenue")
        for heading in ("Doanh số mục tiêu", "Doanh thu ước tính 2026", "Ngân sách 2026", "Dự toán", "Doanh thu (VNĐ)"):
            with self.subTest(heading=heading):
                self.assertEqual(beside(heading, amounts), "expected_revenue")

    def test_coordinates_are_no_position(self):
        self.assertIsNone(beside("Vị trí GPS", ["14.240435, 105.655536", "21.02, 105.83", "", ""]))


class TestReports(BaseCase):
    ZOOM = [
        ["Attendee Report"], ["Report Generated:", "11/02/2025 10:00"],
        ["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)"],
        ["{topic}", "812 3456 7890", "11/02/2025 09:00", "90"], ["Attendee Details"],
        ["Attended", "User Name (Original Name)", "Email", "Registration Time", "Join Time", "Leave Time"],
        ["Yes", "Lê Hà", "ha@example.com", "30/10/2025 10:00", "11/02/2025 09:01", "11/02/2025 10:20"],
        ["No", "Lê Tú", "tu@example.com", "30/10/2025 11:00", "--", "--"],
        ["Other Attended"], ["User Name", "Join Time", "Leave Time"],
        ["84912345670", "11/02/2025 09:05", "11/02/2025 10:20"],
    ]  # fmt: skip

    def test_lines_of_a_report_are_no_campaign(self):
        for topic, event in (("Quý 4", ""), ("Webinar Chuyển đổi số", "Webinar Chuyển đổi số")):
            sheet = table.read([[cell.format(topic=topic) for cell in row] for row in self.ZOOM])
            self.assertEqual((sheet.event, sheet.header_row), (event, 6))
            self.assertEqual([row.cells[1] for row in sheet.rows], ["Lê Hà", "Lê Tú"])
        for title in ("Event ID: 77", "Tên sự kiện", "Webinar Start Date", "Mã chiến dịch"):
            with self.subTest(title=title):
                rows = [[title], ["Họ tên", "SĐT"], ["Lê Hà", "0912345678"]]
                self.assertEqual(table.read(rows).event, "")
        rows = [["Triển lãm 2026"], ["Họ tên", "SĐT"], ["Lê Hà", "0912345678"]]
        self.assertEqual(table.read(rows).event, "Triển lãm 2026")

    def test_two_lists_below_each_other(self):
        sheet = table.read(
            [
                ["Đợt 1"], ["STT", "Họ và tên", "SĐT", "Ghi chú"], [1, "Lê Hà", "0912345678", ""], [],
                ["Đợt 2"], ["STT", "Tên khách hàng", "Điện thoại", "Tỉnh/TP"], [1, "Lê Tú", "0912345679", "Huế"],
            ]
        )  # fmt: skip
        self.assertEqual([row.cells[1] for row in sheet.rows], ["Lê Hà", "Lê Tú"])

    def test_a_call_centre_is_reached_by_few_numbers(self):
        numbers = [f"09123456{number}" for number in range(10, 20)]
        rows = [("18006060", number, "Cô Hà") for number in numbers]
        found = vocabulary.map_headings(["Hotline", "Caller", "Tên khách"], rows)
        self.assertEqual(found, {1: "phone", 2: "contact_name"})


class TestKinds(BaseCase):
    def test_accents_decide(self):
        self.assertTrue(kinds.is_of_other_party("Đơn vị bán"))
        self.assertFalse(kinds.is_of_other_party("Đơn vị của bạn"))
        self.assertFalse(kinds.is_of_other_party("Don vi cua ban"))
        self.assertFalse(kinds.is_of_other_party("Khó khăn hiện tại"))

    def test_a_meeting_may_be_over_an_appointment_is_ahead(self):
        for heading, is_over in (
            ("Ngày gặp", True), ("Ngày chăm sóc", True), ("Ngày gọi", True), ("Date of last visit", True),
            ("Ngày hẹn gặp", False), ("Lịch gặp", False), ("Ngày gọi tiếp theo", False), ("Next meeting", False),
        ):  # fmt: skip
            with self.subTest(heading=heading):
                self.assertEqual(kinds.is_meeting(heading), is_over)
