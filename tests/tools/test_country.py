from odoo.tests import BaseCase

from ...tools.value import country


class TestCountry(BaseCase):
    def test_usual_names(self):
        for code, names in {
            "US": "Mỹ, mỹ, MỸ, Hoa Kỳ, Hoa Kì, USA, U.S.A., United States, nước Mỹ",
            "GB": "Anh, Anh Quốc, Vương quốc Anh, UK, United Kingdom, England",
            "RU": "Nga, Liên bang Nga, Russia, Russian Federation",
            "KR": "Hàn Quốc, HÀN QUỐC, Han Quoc, Korea, South Korea, Hàn Quốc (Korea)",
            "JP": "Nhật, Nhật Bản, Nhat Ban, Japan, JP",
            "DE": "Đức, CHLB Đức, Germany",
            "FR": "Pháp, France",
            "AU": "Úc, Australia, Ô-xtrây-li-a",
            "CZ": "Séc, Cộng hòa Séc, Cộng hoà Séc, CH Séc, Czech Republic, Czechia",
            "TR": "Thổ Nhĩ Kỳ, Thổ Nhĩ Kì, Turkey, Türkiye",
            "AT": "Áo, áo, Austria",
            "BE": "Bỉ, Belgium, BE",
            "IT": "Ý, Italia, Italy",
            "CN": "Trung Quốc, TQ, China, Trung Hoa",
            "KH": "Campuchia, Cam-pu-chia, Cambodia, KH",
            "VN": "Việt Nam, Viet Nam, VIETNAM, VN, VNM",
            "CH": "Thụy Sĩ, Thuỵ Sỹ, Switzerland",
            "NL": "Hà Lan, The Netherlands, Holland",
        }.items():
            for name in names.split(", "):
                with self.subTest(name):
                    self.assertEqual(country.code(name), code)

    def test_letters_are_a_code_in_capitals_only(self):
        for text, code in (("MY", "MY"), ("AO", "AO"), ("BI", "BI"), ("Kor", ""), ("In", ""), ("IN", "IN")):
            with self.subTest(text):
                self.assertEqual(country.code(text), code)

    def test_other_texts_are_none(self):
        for text in ("", "không", "Hà Nội", "châu Âu", "nước ngoài", "x" * 500, "Anh Khánh", "Mỹ Tho"):
            with self.subTest(text):
                self.assertEqual(country.code(text), "")
