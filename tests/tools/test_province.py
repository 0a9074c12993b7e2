from odoo.tests import BaseCase

from ...tools.facts import facts
from ...tools.value import province


class TestProvince(BaseCase):
    def test_every_province_of_before_the_merger_finds_its_place(self):
        for row in facts("provinces"):
            name = row["old_name"]
            for text in (name, name.upper(), f"Tỉnh {name}", f"T. {name}", province.fold(name), f"{name} (cũ)"):
                with self.subTest(text):
                    self.assertEqual(province.parse(text).xmlid, row["xmlid"])

    def test_abbreviations_districts_and_slips(self):
        for text, name in (
            ("TP.HCM", "TP Hồ Chí Minh"),
            ("TPHN", "Hà Nội"),
            ("TP.HP", "TP Hải Phòng"),
            ("Sài Gòn", "TP Hồ Chí Minh"),
            ("B.Dương", "TP Hồ Chí Minh"),
            ("BR-VT", "TP Hồ Chí Minh"),
            ("Bà Rịa, Vũng Tàu", "TP Hồ Chí Minh"),
            ("Q7 HCM", "TP Hồ Chí Minh"),
            ("q.12 hcm", "TP Hồ Chí Minh"),
            ("long biên hn", "Hà Nội"),
            ("Sơn Trà ĐN", "TP Đà Nẵng"),
            ("bien hoa dn", "Đồng Nai"),
            ("Thuận An BD", "TP Hồ Chí Minh"),
            ("Quy Nhơn BĐ", "Gia Lai"),
            ("Quận 12", "TP Hồ Chí Minh"),
            ("Đặc khu Côn Đảo", "TP Hồ Chí Minh"),
            ("Biên Hòa - Đồng Nai", "Đồng Nai"),
            ("Daklak", "Đắk Lắk"),
            ("Đăk Lawk", "Đắk Lắk"),
            ("Đồg Nai", "Đồng Nai"),
            ("Huyện Châu Thành, Kiên Giang", "An Giang"),
            ("huyện Hòa Bình", "Cà Mau"),
            ("TP Hòa Bình", "Phú Thọ"),
            ("Hà Nội, Việt Nam", "Hà Nội"),
            ("Tỉnh Bình Dương (nay là TP.HCM)", "TP Hồ Chí Minh"),
            ("VN-SG", "TP Hồ Chí Minh"),
            ("tt huế", "Thừa Thiên - Huế"),
        ):
            with self.subTest(text):
                self.assertEqual(province.parse(text).name, name)

    def test_what_may_be_several_is_none_with_candidates(self):
        for text, names in (
            ("ĐN", {"TP Đà Nẵng", "Đồng Nai"}),
            ("Hà Nội / HCM", {"Hà Nội", "TP Hồ Chí Minh"}),
            ("Sông Bé", {"TP Hồ Chí Minh", "Đồng Nai"}),
        ):
            with self.subTest(text):
                self.assertIsNone(province.parse(text))
                self.assertEqual({found.name for found in province.candidates(text)}, names)

    def test_regions_and_fillers_are_no_province(self):
        for text in ("Miền Bắc", "Toàn quốc", "khác", "n/a", "", "không", "Singapore", "79"):
            with self.subTest(text):
                self.assertEqual(province.candidates(text), ())

    def test_two_letters_count_in_a_province_column_only(self):
        self.assertEqual(province.parse("KH").name, "Khánh Hòa")
        self.assertIsNone(province.parse("KH", column=False))

    def test_addresses_are_read_from_the_end(self):
        for address, street, city, name in (
            ("12 Lê Lợi, P. Bến Nghé, Q.1, TP.HCM", "12 Lê Lợi, P. Bến Nghé", "Q.1", "TP Hồ Chí Minh"),
            ("12 Lê Lợi, Phường Sài Gòn, TP Hồ Chí Minh, Việt Nam", "12 Lê Lợi", "Phường Sài Gòn", "TP Hồ Chí Minh"),
            ("123 Lê Lợi Quận 1 TP HCM", "123 Lê Lợi", "Quận 1", "TP Hồ Chí Minh"),
            ("Số 5, phố Huế, Hai Bà Trưng, Hà Nội 100000", "Số 5, phố Huế", "Hai Bà Trưng", "Hà Nội"),
            ("268B Ngô Quyền, TP Vũng Tàu, Bà Rịa - Vũng Tàu", "268B Ngô Quyền", "TP Vũng Tàu", "TP Hồ Chí Minh"),
            ("12 Duy Tân, Cầu Giấy", "12 Duy Tân", "Cầu Giấy", "Hà Nội"),
            ("12 Quang Trung, TP Hòa Bình", "12 Quang Trung", "TP Hòa Bình", "Phú Thọ"),
            ("huyện Hòa Bình, Bạc Liêu", "", "huyện Hòa Bình", "Cà Mau"),
            ("Đà Lạt, Lâm Đồng", "", "Đà Lạt", "Lâm Đồng"),
            ("12 Lê Lợi\nQuận 1\nTP.HCM", "12 Lê Lợi", "Quận 1", "TP Hồ Chí Minh"),
            ("56/7 Nguyễn Đình Chiểu P4 Q3", "56/7 Nguyễn Đình Chiểu, P4", "Q3", "TP Hồ Chí Minh"),
            ("5 Lê Lợi P.4 Q.3", "5 Lê Lợi, P.4", "Q.3", "TP Hồ Chí Minh"),
            ("KCN VSIP 1, Thuận An, BD", "KCN VSIP 1", "Thuận An", "TP Hồ Chí Minh"),
            ("12 Trần Phú, Hải Châu ĐN", "12 Trần Phú", "Hải Châu", "TP Đà Nẵng"),
            ("2 Lê Lợi, Q.1, TP. Hồ Chí Minh (nay: P. Sài Gòn)", "2 Lê Lợi", "Q.1", "TP Hồ Chí Minh"),
            ("5 Nguyễn Trãi (gần chợ)", "5 Nguyễn Trãi, gần chợ", "", None),
            ("5 Lê Lợi Huế 53000 VN", "5 Lê Lợi", "", "Thừa Thiên - Huế"),
            ("Xa lộ Hà Nội", "Xa lộ Hà Nội", "", None),
            ("45 Trần Phú", "45 Trần Phú", "", None),
            ("", "", "", None),
        ):
            with self.subTest(address):
                found = province.from_address(address)
                self.assertEqual((*found[:2], found[2] and found[2].name), (street, city, name))

    def test_an_alley_on_a_street_named_after_a_province_stays_whole(self):
        for address in (
            "K52/3 Hải Phòng", "Kiệt 52 Hải Phòng", "H07/12 Cần Thơ", "Hẻm 12 Hà Nội", "K.18 Quảng Nam",
            "12/5 Hải Phòng", "Ngõ 8 Thái Nguyên",
        ):  # fmt: skip
            with self.subTest(address):
                self.assertEqual(province.from_address(address), (address, "", None))
                street, city, state = province.from_address(f"{address}, Hải Châu, Đà Nẵng")
                self.assertEqual((street, city, state.name), (address, "Hải Châu", "TP Đà Nẵng"))
        self.assertEqual(province.from_address("KCN VSIP 1 Bắc Ninh")[2].name, "Bắc Ninh")

    def test_a_street_named_after_a_person_is_no_province(self):
        for address in (
            "Số 211 Nguyễn Huệ", "211 Nguyen Hue", "12 Nguyễn Thái Bình", "45/2 Võ Hoà Bình", "Đường Trần Hà Nam",
            "phố Lê Nam Định", "thôn 3, Nguyễn Huệ", "Số 7 Phan Vĩnh Long",
        ):  # fmt: skip
            with self.subTest(address):
                self.assertEqual(province.from_address(address), (address, "", None))
                self.assertEqual(province.from_address(f"{address}, Hà Nam")[2].name, "Ninh Bình")
        for address, name in (("12 Lê Lợi Huế", "Thừa Thiên - Huế"), ("12 Hàng Bạc Hà Nội", "Hà Nội")):
            self.assertEqual(province.from_address(address)[2].name, name)
        self.assertEqual(province.parse("Nguyễn Huệ"), None)

    def test_saigon_is_written_for_its_province(self):
        for address, street, city in (
            ("58 Điện Biên Phủ, phường 1, Sài Gòn", "58 Điện Biên Phủ", "phường 1"),
            ("12 Lê Lợi, P. Mỹ An, TP. Sài Gòn, Việt Nam", "12 Lê Lợi", "P. Mỹ An"),
            ("12 Le Loi, Saigon", "12 Le Loi", ""),
            ("12 Lê Lợi Q.1 Sài Gòn", "12 Lê Lợi", "Q.1"),
            ("Sai Gon", "", ""),
        ):
            with self.subTest(address):
                found = province.from_address(address)
                self.assertEqual((*found[:2], found[2].name), (street, city, "TP Hồ Chí Minh"))
        for address in ("Xa lộ Sài Gòn", "5 Bến Sài Gòn", "Khách sạn Sài Gòn", "Cầu Sài Gòn", "Hẻm 5 Sài Gòn"):
            with self.subTest(address):
                self.assertEqual(province.from_address(address), (address, "", None))

    def test_an_abbreviation_behind_a_new_ward(self):
        for address, street, city, name in (
            ("12 Lê Lợi, P. Hải Châu, ĐN", "12 Lê Lợi", "P. Hải Châu", "TP Đà Nẵng"),
            ("5 Phạm Văn Thuận, phường Tam Hiệp ĐN", "5 Phạm Văn Thuận", "phường Tam Hiệp", "Đồng Nai"),
            ("Xã Ea Kar, ĐL", "", "Xã Ea Kar", "Đắk Lắk"),
            ("P. Thủ Dầu Một, BD", "", "P. Thủ Dầu Một", "TP Hồ Chí Minh"),
            ("Đặc khu Phú Quốc, KG", "", "Đặc khu Phú Quốc", "An Giang"),
        ):
            with self.subTest(address):
                found = province.from_address(address)
                self.assertEqual((*found[:2], found[2].name), (street, city, name))
        self.assertIsNone(province.from_address("Phường Không Có, ĐN")[2])
