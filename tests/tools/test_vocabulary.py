from collections import Counter

from odoo.tests import BaseCase

from ...tools import encoding, table, vocabulary
from ...tools.facts import facts
from ...tools.vocabulary import sniff
from ..common import SAMPLES
from .test_table import sample_rows


class TestVocabulary(BaseCase):
    def test_every_plain_name_of_the_table_finds_its_field(self):
        for row in facts("column_names"):
            if row["confidence"] != "ambiguous":
                with self.subTest(heading=row["heading"]):
                    self.assertEqual(vocabulary.field_of(row["heading"]).field, row["field"])

    def test_headings_as_people_write_them(self):
        for heading, field in (
            ("Họ và tên *", "contact_name"),
            ("HỌ VÀ TÊN:", "contact_name"),
            ("Họ\nvà tên", "contact_name"),
            ("hoten", "contact_name"),
            ("fullName", "contact_name"),
            ("Full name / Họ tên", "contact_name"),
            ("sodienthoai", "phone"),
            ("phoneNumber", "phone"),
            ("Số ĐT di động", "phone"),
            ("Điện thoại/Zalo", "phone"),
            ("Vui lòng nhập số điện thoại của bạn (*)", "phone"),
            ("Số điện thoại người liên hệ", "phone"),
            ("Địa chỉ email", "email_from"),
            ("Địa chỉ Email liên hệ", "email_from"),
            ("E-mail (bắt buộc)", "email_from"),
            ("Tên công ty (nếu có)", "partner_name"),
            ("TỈNH / THÀNH PHỐ", "state_id"),
            ("tỉnh/thành_phố", "state_id"),
            ("Anh/chị đang ở tỉnh/thành nào?", "state_id"),
            ("Bạn đang sinh sống ở tỉnh nào?", "state_id"),
            ("Anh/chị biết đến chúng tôi qua đâu?", "source_id"),
            ("Quý khách biết đến chúng tôi từ đâu?", "source_id"),
            ("Anh/chị quan tâm sản phẩm nào? (có thể chọn nhiều)", "tag_ids"),
            ("what_is_your_budget?", "expected_revenue"),
            ("Ngân sách dự kiến của anh/chị là bao nhiêu?", "expected_revenue"),
            ("Ý kiến khác", "description"),
            ("Bạn có đồng ý nhận thông tin khuyến mãi không?", "consent"),
            ("#", "ignore"),
            ("Mã số thuế", "vat"),
            ("Chủ cửa hàng", "contact_name"),
            ("Contact Company", "partner_name"),
            ("Customer Position", "function"),
            ("Bạn làm nghề gì?", "function"),
            ("Mobile Phone Number", "phone"),
            ("Org", "partner_name"),
            ("Ngày thực hiện", None),
            ("Tên điểm bán", "partner_name"),
            ("Business Street", "street"),
            ("Submitted on", "create_date"),
            ("Lịch hẹn tư vấn", "next_activity_date"),
            ("Lịch sử chăm sóc", "description"),
            ("Ngày tạo phiếu hẹn", None),
            ("6. Nhu cầu quan tâm (chọn nhiều đáp án)", "tag_ids"),
            ("sender_name", "contact_name"),
            ("Phone 1 - Label", vocabulary.OTHER),
            ("Address 2 - Type", vocabulary.OTHER),
            ("What is your monthly budget?", "expected_revenue"),
            ("Trạng thái", "stage_id"),
            ("Tình trạng", "stage_id"),
            ("Tình trạng khách hàng", "stage_id"),
            ("Email người giới thiệu", None),
            ("SĐT nhân viên phụ trách", None),
            ("Tháng", None),
            ("Loại", None),
            ("", None),
            ("???", None),
            ("Doanh thu năm trước", None),
            ("Khu vực", None),
        ):
            with self.subTest(heading=heading):
                self.assertEqual(vocabulary.field_of(heading).field, field)

    def test_values_decide_what_the_heading_leaves_open(self):
        for heading, values, field in (
            ("Tên khách hàng", ["Cty TNHH Gió Mới", "DNTN Lá Phong", "Lê Hà"], "partner_name"),
            ("Tên khách hàng", ["Lê Thị Hà", "Trần Văn An", "Cty CP Lá Phong"], "contact_name"),
            ("Khu vực", ["Hà Nội", "TP HCM", "Daklak", "Nghe An"], "state_id"),
            ("Khu vực", ["Miền Bắc", "Miền Nam", "Miền Bắc"], None),
            ("Thành phố", ["Quận 1", "Huyện Củ Chi", "Quận 7"], "city"),
            ("City", ["Ha Noi", "Cần Thơ", "TP Đà Nẵng"], "state_id"),
            ("Địa chỉ", ["a.le@example.vn", "b@example.vn"], "email_from"),
            ("Địa chỉ", ["12 Lê Lợi, Huế", "3 Trần Phú, Hà Nội"], "street"),
            ("Địa chỉ", ["Hà Nội", "Nghệ An", "Huế"], "state_id"),
            ("TT", ["1", "2", "3"], "ignore"),
            ("TT", ["Mới", "Đã gọi", "Đã chốt"], "stage_id"),
            ("Trạng thái", ["Hà Nội", "Nghệ An", "Huế"], "stage_id"),
            ("lead_status", ["complete", "complete", "CREATED"], "ignore"),
            ("Liên hệ", ["0912345678", "0987 654 321", "+84 903 111 222"], "phone"),
            ("Cột 5", ["0912345678", "0987 654 321"], "phone"),
            ("Cột 6", ["a@example.vn", "b@example.vn"], "email_from"),
            ("Doanh thu", ["164.000.000", "50tr - 100tr", "1,5 tỷ"], "expected_revenue"),
            ("Doanh thu", ["cao", "thấp"], None),
            ("Giá trị (VNĐ)", ["785,000,000", "12,000,000"], "expected_revenue"),
            ("Giá trị", ["cao", "thấp"], None),
            ("Mobile", ["a@example.vn", "b@example.vn"], "email_from"),
            ("Khách", ["c Thu", "chị Thư (bạn c Hà)", "E Ly"], "contact_name"),
            ("Khách", ["mới", "cũ", "mới", "mới", "cũ", "cũ"], None),
            ("Khách", ["2", "1", "4"], None),
            ("Hướng", ["ĐN", "TB", "ĐB"], None),
            ("Cột 7", ["TB", "Huế", "HCM"], "state_id"),
        ):
            with self.subTest(heading=heading, values=values):
                self.assertEqual(vocabulary.field_of(heading, values).field, field)

    def test_each_heading_stands_once(self):
        counted = Counter(row["heading"] for row in facts("column_names"))
        self.assertEqual([heading for heading, count in counted.items() if count > 1], [])

    def test_status_is_never_the_province(self):
        for heading in (
            "Trạng thái",
            "Tình trạng",
            "TRẠNG THÁI",
            "Trang thai",
            "tinh_trang",
            "Tình trạng lead",
            "Status",
        ):
            for values in ([], ["Hà Nội", "Huế"], ["Mới", "Đã gọi"], ["01", "02"]):
                with self.subTest(heading=heading, values=values):
                    self.assertNotIn(vocabulary.field_of(heading, values).field, ("state_id", "city", "street"))


class TestMappingOfSheets(BaseCase):
    def test_headings_of_the_samples(self):
        for name, fields in (
            (
                "01_trade_fair.xlsx",
                "ignore partner_name contact_name function phone email_from street state_id tag_ids description",
            ),
            (
                "02_facebook_lead_ads.csv",
                "lead_external_id create_date ad_info ad_info ad_info ad_info ad_info campaign_id ad_info "
                "ad_info ad_info source_id tag_ids contact_name phone email_from state_id ignore",
            ),
            (
                "03_ladipage.csv",
                "create_date contact_name phone email_from description landing_page_url source_id medium_id "
                "campaign_id ad_info ad_info",
            ),
            (
                "04_google_forms.csv",
                "create_date contact_name phone email_from state_id tag_ids expected_revenue source_id "
                "partner_name description",
            ),
            ("05_accounting_tcvn3.csv", "customer_code partner_name street vat phone fax contact_name"),
            (
                "06_cp1258_semicolon.csv",
                "contact_last_name contact_first_name phone email_from city state_id user_id stage_id "
                "expected_revenue create_date",
            ),
            ("07_mac_nfd.csv", "contact_name partner_name function phone email_from state_id description"),
            ("08_excel_damaged.csv", "ignore contact_name phone email_from state_id create_date description"),
            ("09_vni_font.xlsx", "ignore contact_name partner_name street phone description"),
        ):
            with self.subTest(file=name):
                mapping = table.read(sample_rows(SAMPLES / name)).fields
                self.assertEqual(mapping, dict(enumerate(fields.split())))

    def test_answers_picked_in_a_form_of_facebook_are_tags(self):
        picked = ["<test lead: dummy data for nhu_cầu>", "trồng_răng_sứ", "niềng_răng", "implant"]
        for heading, values, wanted in (
            ("anh/chị_quan_tâm_loại_căn_hộ_nào?", [], "tag_ids"),
            ("anh/chị_muốn_học_khóa_nào?", [], "tag_ids"),
            ("họ_và_tên_của_anh/chị", [], "contact_name"),
            ("nhu_cầu_của_bạn_là_gì?", picked, "tag_ids"),
            ("nhu_cầu_của_bạn_là_gì?", ["cần làm răng gấp", "trồng răng", "hỏi giá"], "description"),
            ("bạn_cần_gì_ở_phòng_khám?", picked, "tag_ids"),
            ("đã_từng_khám_ở_đây_chưa?", ["có", "chưa_từng"], None),
        ):
            with self.subTest(heading=heading, values=values):
                self.assertEqual(vocabulary.field_of(heading, values).field, wanted)

    def test_points_are_no_stars(self):
        for values, wanted in ((["234", "0", "1500"], None), (["1", "3"], "priority"), (["Cao", "Thấp"], "priority")):
            with self.subTest(values=values):
                self.assertEqual(vocabulary.field_of("Điểm", values).field, wanted)

    def test_one_column_a_field(self):
        for headings, mapping in (
            (["SĐT", "Điện thoại"], {0: "phone", 1: "phone_secondary"}),
            (["Email", "Mail"], {0: "email_from", 1: "email_cc"}),
            (["Khách hàng", "Người liên hệ"], {0: "partner_name", 1: "contact_name"}),
            (["Họ", "Tên đệm", "Tên"], {0: "contact_last_name", 1: "contact_middle_name", 2: "contact_first_name"}),
            (["Tên"], {0: "contact_name"}),
            (["Ghi chú", "Nội dung"], {0: "description", 1: "description"}),
            (["Tỉnh", "Thành phố"], {0: "state_id", 1: "city"}),
            (["Ngày", "Ngày tạo"], {1: "create_date"}),
            ([], {}),
        ):
            with self.subTest(headings=headings):
                self.assertEqual(vocabulary.map_headings(headings, []), mapping)


class TestPairs(BaseCase):
    def test_lines_of_a_mail(self):
        lines = """
            Kính gửi công ty,
            Thông tin khách hàng:
            - Họ tên : Nguyễn Thị Ánh
            * Số điện thoại: 0912 345 678 | Email: anh.nguyen@example.vn
            Công ty\tCông ty TNHH Gió Mới
            Tỉnh/TP = Đà Nẵng
            Chức vụ - Kế toán trưởng
            Nhu cầu:
            Cần 2 máy đóng gói
            giao trước 10:30

            Link https://lp.example.vn/x?utm_source=a
            Chị Lan: em nhớ gọi lại
        """.splitlines()
        self.assertEqual(
            vocabulary.read_pairs(lines),
            [
                ("contact_name", "Nguyễn Thị Ánh"),
                ("phone", "0912 345 678"),
                ("email_from", "anh.nguyen@example.vn"),
                ("partner_name", "Công ty TNHH Gió Mới"),
                ("state_id", "Đà Nẵng"),
                ("function", "Kế toán trưởng"),
                ("description", "Cần 2 máy đóng gói\ngiao trước 10:30"),
            ],
        )

    def test_two_pairs_on_one_line(self):
        self.assertEqual(
            vocabulary.read_pairs(["Tel: +84 274 3651 222 Mobile: 0901237788"]),
            [("phone", "+84 274 3651 222"), ("phone", "0901237788")],
        )

    def test_text_without_labels(self):
        lines = ["Xin chào,", "Tôi cần báo giá: máy in, giấy", "http://example.vn", "10:30 sáng mai", "Trân trọng"]
        self.assertEqual(vocabulary.read_pairs(lines), [])

    def test_labels_in_a_vietnamese_font(self):
        lines = encoding.repair(["Hoï vaø teân: Leâ Thò Haø", "Ñieän thoaïi: 0912345678"])[0]
        self.assertEqual(vocabulary.read_pairs(lines), [("contact_name", "Lê Thị Hà"), ("phone", "0912345678")])


class TestSniffing(BaseCase):
    def test_kinds_of_values(self):
        for test, yes, no in (
            (
                sniff.is_phone,
                [
                    "0912345678",
                    "+84 (24) 3829-277",
                    "p:+84912345678",
                    "0912 345 678 (Zalo)",
                    "0321791625/0323977318",
                    "84912345678",
                    "84.909.771.225",
                ],
                ["12/03/2025", "2025-03-12 00:00:00", "164.000.000", "1,640,000,000", "Lê Hà", "", "45815"],
            ),
            (sniff.is_email, ["a@example.vn"], ["@lehà", "a@b", "không"]),
            (sniff.is_date, ["12/03/2025", "2.11.24", "2025-03-01T09:26:00+07:00"], ["0912345678", "45815"]),
            (
                sniff.is_money,
                ["500tr", "1,5 tỷ", "164.000.000", "10 nghìn USD", "trên 1 tỷ", "50tr - 100tr"],
                ["chưa xác định", "Lê Hà"],
            ),
            (sniff.is_province, ["TP.HCM", "Tỉnh Nghệ An", "dak lak", "HÀ NỘI"], ["Quận 1", "Miền Bắc", "12 Lê Lợi"]),
            (sniff.is_district, ["Quận 1", "Thị xã Phú Mỹ", "Huyện Ea Kar"], ["Hà Nội", "Quận"]),
            (sniff.is_company, ["Cty CP Lá Phong", "DNTN An", "ABC Co., Ltd"], ["Lê Thị Hà", "Ngô Quyền"]),
        ):
            for values, wanted in ((yes, True), (no, False)):
                for value in values:
                    with self.subTest(test=test.__name__, value=value):
                        self.assertEqual(test(value), wanted)
