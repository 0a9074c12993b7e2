from odoo.tests import BaseCase

from ...tools.name import company_name
from .test_mail_body import mail, read

FOREIGN = (
    "Maison Verte SAS", "Maison Verte S.A.S.", "Van Dijk B.V.", "Yamato K.K.", "Jaya Furnitur Sdn Bhd",
    "Jaya Sdn. Bhd.", "PT Kayu Indah", "PT. Kayu Indah Tbk", "Kowalski Sp. z o.o.", "Novak s.r.o.", "Novak a.s.",
    "Svensson AB", "Nordic Timber ApS", "Fjord A/S", "Helsinki Oyj", "Garcia S.L.", "Garcia, S.L.",
    "Garcia S.A. de C.V.", "Lopes Ltda.", "Müller AG", "Müller GmbH & Co. KG", "Weber UG", "Bianchi S.p.A.",
    "Dupont S.A.R.L.", "Dupont SA", "Peeters N.V.", "Acme LLP", "Acme, Inc.", "Acme PLC", "Aussie Timber Pty. Ltd.",
    "Siam Wood Co., Ltd.", "Siam Wood PCL", "Shenzhen Sunlight Furniture Co.,Ltd", "Delhi Exports Pvt. Ltd.",
    "Ocean Star Pte. Ltd", "OOO Ivanov", "Budapest Kft.", "Zagreb d.o.o.", "Istanbul Mobilya A.Ş.",
    "Istanbul Mobilya Ltd. Şti.", "Gulf Traders FZCO", "Gulf Traders W.L.L.", "UAB Vilnius", "Lisboa Lda.",
    "株式会社ヤマト", "深圳阳光家具有限公司", "Yamato Godo Kaisha", "Golden Lotus Holdings", "Blue Ocean Group",
)  # fmt: skip
NO_COMPANIES = (
    "Trần Thị SA", "Nguyễn Văn AB", "Kho AS", "Sales AG", "Marketing AG", "Excel AS", "PT Gym", "PT Hà", "Phòng BV",
    "Mr. David SA", "Lê A S", "Nhóm SAS", "Facebook Group", "Thomas Müller", "Sa Sa", "Giám đốc AG", "Head of Group SA",
)  # fmt: skip


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

    def test_foreign_companies_sign_mails(self):
        for company in FOREIGN:
            signature = f"Best regards,\nEmma Weiss\nSourcing Director\n{company}\n+49 30 233 12345"
            letter = f"We need 3x40HC of chairs.\n\n{signature}"
            reading = read(mail("Emma Weiss <emma7@gmail.com>", "Inquiry", "", letter))
            with self.subTest(company):
                self.assertEqual(reading.get("partner_name"), company)
                self.assertEqual(reading.get("contact_name"), "Emma Weiss")
                self.assertTrue(company_name.is_company(company))

    def test_foreign_companies_beside_other_words(self):
        for line, company in (
            ("Acheteuse, Maison Verte SAS", "Maison Verte SAS"),
            ("Raj Patel, Manager, Delhi Exports Pvt. Ltd.", "Delhi Exports Pvt. Ltd."),
            ("Jaya Furnitur Sdn. Bhd. (123456-A)", "Jaya Furnitur Sdn. Bhd."),
            ("MUEBLES GARCÍA, S.L.", "MUEBLES GARCÍA, S.L."),
            ("FJORD TIMBER AS", "FJORD TIMBER AS"),
            ("Nordwind GmbH | Hafenstr. 12 | 20457 Hamburg", "Nordwind GmbH"),
            ("Smith, Jones & Co., Ltd", "Smith, Jones & Co., Ltd"),
        ):
            reading = read(
                mail("Emma Weiss <e@gmail.com>", "Inquiry", "", f"Please quote.\n\nBest,\nEmma Weiss\n{line}")
            )
            with self.subTest(line):
                self.assertEqual(reading.get("partner_name"), company)
        reading = read(mail('"Schmidt, Laura (Nordwind GmbH)" <l@x.de>', "Inquiry", "", "We need 3 containers."))
        self.assertEqual(
            (reading.get("contact_name"), reading.get("partner_name")), ("Schmidt, Laura", "Nordwind GmbH")
        )

    def test_short_foreign_forms_are_words_of_vietnamese_too(self):
        for text in NO_COMPANIES:
            with self.subTest(text):
                self.assertFalse(company_name.is_company(text))

    def test_one_foreign_company_in_many_writings(self):
        for text in (
            "Bianchi S.p.A.",
            "BIANCHI SPA S.p.A.",
            "Bianchi S.r.l.",
            "Bianchi GmbH & Co. KG",
            "bianchi sdn bhd",
        ):
            with self.subTest(text):
                self.assertEqual(company_name.compact(text).split()[0], "bianchi")

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
