from odoo.tests import BaseCase

from ...tools.name import company_name


class TestCompanyName(BaseCase):
    def test_one_company_in_many_writings(self):
        for text in (
            "Công ty TNHH Thương mại Dịch vụ Sao Mai",
            "CTY TNHH TM DV SAO MAI",
            "Cty TNHH TM&DV Sao Mai",
            "CÔNG TY CỔ PHẦN THƯƠNG MẠI VÀ DỊCH VỤ SAO MAI",
            "C.ty T.N.H.H TMDV Sao Mai",
            "Công ty TNHH MTV TM-DV Sao Mai",
            "Cty TNHH 1 TV Thương mại - Dịch vụ Sao Mai",
            "TM-DV Sao Mai Co., Ltd.",
            "CTCP TM DV Sao Mai",
            'Công ty trách nhiệm hữu hạn TM DV "Sao Mai"',
        ):
            with self.subTest(text):
                self.assertEqual(company_name.compact(text), "thuong mai dich vu sao mai")

    def test_words_that_tell_companies_apart_stay(self):
        for text, core in (
            ("Tổng Công ty Điện lực", "Tổng Công ty Điện lực"),
            ("Công ty Cổ phần Tập đoàn Hòa Phát", "Tập đoàn Hòa Phát"),
            ("Chi nhánh Công ty TNHH Sao Mai", "Chi nhánh Sao Mai"),
            ("Công ty Luật TNHH Minh Khai", "Luật Minh Khai"),
            ("Ngân hàng TMCP Á Châu", "Ngân hàng TMCP Á Châu"),
            ("Cơ khí Sao Mai", "Cơ khí Sao Mai"),
            ("Công ty TNHH", "Công ty TNHH"),
        ):
            with self.subTest(text):
                self.assertEqual(company_name.core(text), core)

    def test_capitals_that_a_font_lost_come_back(self):
        for text, written in (
            ("CÔNG TY Cổ PHầN CƠ KHí Ví Dụ XANH", "CÔNG TY CỔ PHẦN CƠ KHÍ VÍ DỤ XANH"),
            ("Hợp tác xã Du lịch ốc Đảo", "Hợp tác xã Du lịch Ốc Đảo"),
            ("công ty tnhh sao mai", "Công ty TNHH Sao Mai"),
            ("Cty  CP Sao Mai ", "Cty CP Sao Mai"),
            ("CTY TNHH SAO MAI", "CTY TNHH SAO MAI"),
            ("không có", ""),
            ("Cá nhân", ""),
        ):
            with self.subTest(text):
                self.assertEqual(company_name.format(text), written)

    def test_mixed_case_is_kept_as_written(self):
        for text in (
            "In ấn", "CTCP Cỏ May", "Gỗ", "CTCP Gỗ", "CTy In ấn Hà Nội", "Xưởng In ấn", "Dịch vụ in ấn Sài Gòn",
            "Quần áo Việt Tiến", "VLXD Gạch Ốp lát", "CTCP Mỹ", "DNTN Vợ Tôi",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(company_name.format(text), text)

    def test_the_country_is_a_weaker_difference(self):
        self.assertNotEqual(company_name.compact("Sao Mai Việt Nam"), company_name.compact("Sao Mai"))
        self.assertEqual(company_name.weak_key("Sao Mai VN"), company_name.weak_key("Cty Sao Mai"))
        self.assertEqual(company_name.weak_key("Việt Nam"), "viet nam")

    def test_companies_and_people(self):
        for text in (
            "DNTN Lan Anh",
            "Sao Mai JSC",
            "Sở Y tế",
            "Shop Hoa",
            "CTY TNHH X",
            "Công ty",
            "TẠP HÓA CÔ BA",
            "Văn phòng Công chứng Số 3",
            "Nhà xe Phương Thư",
            "CN Huế - Công ty CP Sao Mai",
        ):
            with self.subTest(text):
                self.assertTrue(company_name.is_company(text))
        for text in (
            "Nguyễn Văn Hội",
            "Trần Quán",
            "Hoa Mai",
            "CN Lê Hà",
            "CÔ PHAN THỊ LAN",
            "Cô Phan Lan (chị)",
            "Cô Phan - thủ kho",
            "",
        ):
            with self.subTest(text):
                self.assertFalse(company_name.is_company(text))
