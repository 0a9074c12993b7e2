from odoo.tests import BaseCase

from ...tools.name import person_name


class TestPersonName(BaseCase):
    def test_titles_go_capitals_come_accents_stay(self):
        for text, name, salutation in (
            ("Anh Nam", "Nam", "Anh Nam"),
            ("a.nam", "Nam", "Anh Nam"),
            ("CHỊ LAN", "Lan", "Chị Lan"),
            ("Mr.Nam", "Nam", "Anh Nam"),
            ("Lan (Ms)", "Lan", "Chị Lan"),
            ("PGS.TS. Nguyễn Văn Nam", "Nguyễn Văn Nam", "Anh Nam"),
            ("BS.CKII Trần Thị Bình", "Trần Thị Bình", "Chị Bình"),
            ("Cô giáo Hạnh", "Hạnh", "Chị Hạnh"),
            ("Anh/Chị Lan", "Lan", "Anh/Chị Lan"),
            ("Khách hàng: Nguyễn Văn Chung", "Nguyễn Văn Chung", "Anh Chung"),
            ("NGUYEN THI LAN", "Nguyen Thi Lan", "Chị Lan"),
            ("NGUYễN VăN áNH", "Nguyễn Văn Ánh", "Anh Ánh"),
            ("🌸 võ  hoàng lâm 🌸", "Võ Hoàng Lâm", "Anh/Chị Lâm"),
            ("h'hen niê", "H'Hen Niê", "Anh/Chị Niê"),
            ("Tuấn Anh", "Tuấn Anh", "Anh/Chị Anh"),
            ("Chu Thị Lan", "Chu Thị Lan", "Chị Lan"),
            ("chu van an", "Chu Van An", "Anh/Chị An"),
            ("Ông Thị Lan", "Ông Thị Lan", "Chị Lan"),
            ("McDonald John", "McDonald John", "Anh/Chị John"),
        ):
            with self.subTest(text):
                found = person_name.parse(text)
                self.assertEqual((found.name, found.salutation), (name, salutation))

    def test_what_stands_beside_the_name_is_kept(self):
        for text, name, role, note in (
            ("Nguyễn Văn An (GĐ)", "Nguyễn Văn An", "GĐ", ""),
            ("Nguyễn Văn An - Giám đốc", "Nguyễn Văn An", "", "Giám đốc"),
            ("Nguyễn Văn An 0912345678", "Nguyễn Văn An", "", "0912345678"),
            ("NGUYỄN VĂN AN SN1985", "Nguyễn Văn An", "", "SN1985"),
            ("Nguyễn Văn An 1985", "Nguyễn Văn An", "", "1985"),
            ("Lan 2", "Lan 2", "", ""),
            ("Nguyễn Văn An & Trần Thị Bình", "Nguyễn Văn An", "", "Trần Thị Bình"),
            ("Giám đốc Nam", "Nam", "Giám đốc", ""),
        ):
            with self.subTest(text):
                found = person_name.parse(text)
                self.assertEqual((found.name, found.role, found.note), (name, role, note))

    def test_shops_nicknames_and_tests_are_no_persons(self):
        for text in (
            "Shop Hoa", "Mẹ Bắp", "Bố Gấu", "Khách lẻ", "KH test", "test", "Công ty ABC", "Hộ kinh doanh Lan",
            "Facebook User", "an@example.com", "không có", "x", "", "123", "Trường THPT Chu Văn An", "Anh",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertFalse(person_name.is_person(text))
        for text in ("Trường Giang", "Hội An", "Nguyễn Văn An 0912345678", "Lan", "Bo Nguyen", "Nha Phuong"):
            with self.subTest(text):
                self.assertTrue(person_name.is_person(text))

    def test_a_shop_behind_a_person_is_a_remark(self):
        for text, name, note in (
            ("Chị Hoa spa", "Hoa", "spa"),
            ("Anh Tú cty Gió Mới", "Tú", "cty Gió Mới"),
            ("chị lan nhà thuốc", "Lan", "nhà thuốc"),
            ("Bạn Ngô Công An", "Ngô Công An", ""),
            ("Anh Hồng Quán", "Hồng Quán", ""),
            ("Đ/c Hùng - GĐ", "Hùng", "GĐ"),
            ("E. Trâm Anh", "Trâm Anh", ""),
            ("Ông Thị Đan Thanh", "Ông Thị Đan Thanh", ""),
        ):
            with self.subTest(text):
                found = person_name.parse(text)
                self.assertEqual((found.name, found.note), (name, note))

    def test_surname_and_given_name_columns(self):
        self.assertEqual(person_name.family_first(" Nguyễn Thị ", "Lan"), "Nguyễn Thị Lan")
        self.assertEqual(person_name.family_first("", "Lan"), "Lan")
        self.assertEqual(person_name.family_first("Nguyễn", "Nguyễn Thị Lan"), "Nguyễn Thị Lan")

    def test_accents_decide_where_both_have_them(self):
        for one, other, expected in (
            ("Nguyễn Văn An", "nguyen van an", True),
            ("Nguyễn Văn Hòa", "NGUYỄN VĂN HOÀ", True),
            ("Anh Nam", "Nam", True),
            ("Khai Nguyen", "Nguyễn Khai", True),
            ("Lê Thị Thủy", "Lê Thị Thúy", False),
            ("Nguyễn Văn An", "Nguyễn Văn Anh", False),
            ("Lê Văn Hùng", "Lê Văn Hưng", False),
            ("", "", False),
        ):
            with self.subTest(f"{one} / {other}"):
                self.assertEqual(person_name.same(one, other), expected)

    def test_mixed_case_is_kept_as_written(self):
        for text in (
            "In ấn", "Vợ chồng anh Khánh", "Gỗ", "Sữa hạt", "VPP Ngọc ở Huế", "Xưởng in ấn Út", "Bún đậu cô Ổi",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(person_name.parse(text).name, text)
        for text, name in (
            ("ĐặNG Thị ẩn", "Đặng Thị Ẩn"),
            ("Lê Ngọc ánh", "Lê Ngọc Ánh"),
            ("VÕ QUỐC ẢNH", "Võ Quốc Ảnh"),
            ("đỗ thị út", "Đỗ Thị Út"),
        ):
            with self.subTest(text):
                self.assertEqual(person_name.parse(text).name, name)

    def test_surnames_of_all_peoples(self):
        for text in (
            "Phàn Tả Chài", "Lã Quang Huy", "Bế Văn Đàn", "Lò Thị Thanh", "Giàng Seo Phử", "Sùng A Chí",
            "Thào Xuân Sùng", "Vàng Thị Dua", "Hoàng A Páo", "Cầm Bá Hùng", "Quàng Văn Hương", "Lường Thị Xuân",
            "Tòng Thị Phóng", "Ksor Krơn", "Rơ Châm H'Phik", "Êban Y Phu", "H'Hen Niê", "Y Moan Êban",
            "Thạch Thị Thanh", "Sơn Phước Hoan", "Kim Ngọc", "Danh Tấn", "Điểu K'Ré", "Alăng Bhuốch", "Bàn Văn Thanh",
            "Hạng A Chơ", "Cà Văn Chiu", "Khưu Thị Hồng", "GIÀNG A PÁO",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertTrue(person_name.is_certain(text))
                self.assertFalse(person_name.parse(text).honorific)
        for text in (
            "Bàn ghế gỗ", "Cầm đồ Hà Nội", "Cà phê sữa", "Mè xửng Huế", "Y tế Hà Nội", "Lô đất nền", "Đèo Cả",
            "Trang Phục", "Siu Coffee Shop", "Hạng A",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertFalse(person_name.is_certain(text))

    def test_places_that_begin_like_a_title(self):
        for text in ("A Lưới", "Cô Tô", "Bà Rịa", "A Lưới - Huế"):
            with self.subTest(text):
                self.assertEqual(person_name.parse(text).name, text.partition(" - ")[0])

    def test_positions_are_no_names(self):
        for text, name, role in (
            ("Phó Giám đốc Nguyễn Văn An", "Nguyễn Văn An", "Phó Giám đốc"),
            ("Phó Tổng Giám đốc Trần Bình", "Trần Bình", "Phó Tổng Giám đốc"),
            ("PHÓ CHỦ TỊCH HĐQT LÊ NAM", "Lê Nam", "Phó chủ tịch HĐQT"),
            ("Trợ lý Tổng Giám đốc", "", "Trợ lý Tổng Giám đốc"),
            ("Kế toán trưởng Lê Thị Mai", "Lê Thị Mai", "Kế toán trưởng"),
            ("Trưởng phòng Kinh doanh", "", "Trưởng phòng Kinh doanh"),
            ("Trưởng khoa Dược Lê Thị Hoa", "Lê Thị Hoa", "Trưởng khoa Dược"),
            ("Chuyên viên Trần Thị Bích", "Trần Thị Bích", "Chuyên viên"),
            ("Chị Lan kế toán", "Lan", "Kế toán"),
            ("Nguyễn Văn An PGĐ", "Nguyễn Văn An", "PGĐ"),
            ("Phó Đức Phương", "Phó Đức Phương", ""),
            ("Lê Đại Đức", "Lê Đại Đức", ""),
        ):
            with self.subTest(text):
                found = person_name.parse(text)
                self.assertEqual((found.name, found.role), (name, role))
        for text in ("Phó Tổng Giám đốc", "Phó Phòng", "Trợ lý Giám đốc", "Chủ tịch HĐQT", "Kế toán trưởng"):
            with self.subTest(text):
                self.assertFalse(person_name.is_certain(text) or person_name.is_person(text))
