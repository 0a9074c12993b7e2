import unicodedata
from datetime import date, datetime

from odoo.tests import tagged, users
from odoo.tools import html2plaintext

from ..common import ALL, MANAGER, OWN, LeadCase, person


class CleanCase(LeadCase):
    USERS = {
        "lan": person("Phạm Thị Lan", ALL, email="lan@example.vn", tz="Asia/Ho_Chi_Minh"),
        "hung": person("Trần Quốc Hùng", MANAGER, email="hung@example.vn", tz="Asia/Ho_Chi_Minh"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")

    def load(self, fields, *rows):
        result = self.env["crm.lead"].load(fields, [list(row) for row in rows])
        self.assertTrue(result["ids"], result["messages"])
        return self.env["crm.lead"].browse(result["ids"]), [message["message"] for message in result["messages"]]

    def notes(self, lead):
        return html2plaintext(lead.description or "")


@tagged("post_install", "-at_install")
class TestCleanValues(CleanCase):
    def create(self, **vals):
        return self.env["crm.lead"].create({"name": "Hỏi giá", "type": "lead", **vals})

    @users("lan", "hung")
    def test_names_in_capitals_are_written_as_names(self):
        for typed, kept in (
            ("NGUYỄN THỊ MINH KHAI", "Nguyễn Thị Minh Khai"),
            ("trần hà", "Trần Hà"),
            ("Lê Văn Tám", "Lê Văn Tám"),
            ("JOHN SMITH", "JOHN SMITH"),
            ("ACME", "ACME"),
            ("Ronald McDonald", "Ronald McDonald"),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(self.create(contact_name=typed).contact_name, kept)

    @users("lan")
    def test_honorific_leaves_the_name(self):
        lead = self.create(contact_name="Chị Nguyễn Thị Lan")
        self.assertEqual((lead.contact_name, lead.l10n_vn_honorific), ("Nguyễn Thị Lan", "Chị"))
        self.assertEqual(self.create(contact_name="Mr. Smith").contact_name, "Mr. Smith")

    @users("lan")
    def test_position_before_the_name_goes_to_its_field(self):
        lead = self.create(contact_name="Phó Giám đốc Nguyễn Văn An")
        self.assertEqual((lead.contact_name, lead.function), ("Nguyễn Văn An", "Phó Giám đốc"))
        lead = self.create(contact_name="KẾ TOÁN TRƯỞNG LÊ THỊ MAI", function="Kế toán")
        self.assertEqual((lead.contact_name, lead.function), ("KẾ TOÁN TRƯỞNG LÊ THỊ MAI", "Kế toán"))
        for typed in ("Vợ chồng anh Khánh", "In ấn", "A Lưới"):
            with self.subTest(typed=typed):
                self.assertEqual(self.create(contact_name=typed).contact_name, typed)

    @users("lan")
    def test_old_mobile_is_called_at_its_new_number(self):
        lead = self.create(phone="0169 123 4567")
        self.assertEqual((lead.phone, lead.phone_sanitized), ("+84 391 234 567", "+84391234567"))
        lead.phone = "0122 345 6789"
        self.assertEqual((lead.phone, lead.phone_sanitized), ("+84 773 456 789", "+84773456789"))

    @users("lan")
    def test_number_that_odoo_reads_stays_as_typed(self):
        for typed in ("0912 345 678", "+84 912 345 678", "+1 202 555 0122", "028 3822 1234"):
            with self.subTest(typed=typed):
                self.assertEqual(self.create(phone=typed).phone, typed)

    @users("lan")
    def test_second_number_in_the_field_is_kept(self):
        lead = self.create(phone="0912345678 / 0987654321")
        self.assertEqual((lead.phone_sanitized, lead.l10n_vn_phone2_sanitized), ("+84912345678", "+84987654321"))

    def test_phones_of_other_countries_stay(self):
        self.env.company.country_id = self.env.ref("base.us")
        self.assertEqual(self.create(phone="0169 123 4567").phone, "0169 123 4567")
        self.assertEqual(
            self.create(phone="0169 123 4567", country_id=self.env.ref("base.vn").id).phone, "+84 391 234 567"
        )

    @users("hung")
    def test_merged_leads_keep_a_clean_phone(self):
        leads = self.create(contact_name="Lê Hà", phone="0169 123 4567", country_id=self.env.ref("base.vn").id)
        leads |= self.create(contact_name="Lê Hà", email_from="ha@example.vn")
        self.assertEqual(leads.merge_opportunity().phone_sanitized, "+84391234567")

    def test_company_without_a_country_knows_vietnamese_mobiles(self):
        self.env.company.country_id = False
        self.assertEqual(self.create(phone="0912 345 678").phone_sanitized, "+84912345678")
        self.assertEqual(self.create(phone="0485 11 22 33").phone, "0485 11 22 33")

    @users("lan")
    def test_text_is_composed(self):
        typed = unicodedata.normalize("NFD", "Quận Bình Thạnh")
        lead = self.create(city=typed)
        self.assertEqual(lead.city, "Quận Bình Thạnh")
        lead.write({"street": unicodedata.normalize("NFD", "12 Lê Lợi")})
        self.assertEqual(lead.street, "12 Lê Lợi")

    @users("lan")
    def test_address_that_odoo_cannot_read_is_spelled(self):
        self.assertEqual(self.create(email_from="an at example dot com").email_from, "an@example.com")
        self.assertEqual(self.create(email_from='"An" <an@example.vn>').email_from, '"An" <an@example.vn>')

    @users("lan")
    def test_blanks_and_zalo_numbers_are_tidy_through_every_door(self):
        lead = self.create(
            name="  Hỏi  giá ", partner_name=" Sao   Mai", street="12  Lê Lợi ", l10n_vn_zalo="0168.123.4567"
        )
        self.assertEqual((lead.name, lead.partner_name, lead.street), ("Hỏi giá", "Sao Mai", "12 Lê Lợi"))
        self.assertEqual(lead.l10n_vn_zalo, "+84 381 234 567")
        lead.write({"l10n_vn_zalo": "zalo.me/saomai", "city": " "})
        self.assertEqual((lead.l10n_vn_zalo, lead.city), ("zalo.me/saomai", False))
        lead = self.create(phone=1681234567, l10n_vn_vat=100112437, l10n_vn_zalo=912345678, contact_name=12)
        self.assertEqual(lead.phone_sanitized, "+84381234567")

    @users("lan")
    def test_tax_code_has_digits_only(self):
        self.assertEqual(self.create(l10n_vn_vat="MST: 01 001 12437").l10n_vn_vat, "0100112437")
        self.assertEqual(self.create(l10n_vn_vat="GB123456789").l10n_vn_vat, "GB123456789")


@tagged("post_install", "-at_install")
class TestLoadList(CleanCase):
    @users("lan", "hung")
    def test_program_sends_a_list(self):
        leads, messages = self.load(
            ["contact_last_name", "contact_first_name", "phone", "email_from", "state_id", "expected_revenue",
             "create_date", "vat", "source_id", "tag_ids", "user_id"],
            ["NGUYỄN VĂN", "AN", "912345678", "AN@Example.vn", "Bình Dương", "1,5 tỷ", "03/06/2025 8:40",
             "100112437", "Hội chợ Sao Mai", "Máy in, Két sắt", "Trần Quốc Hùng"],
        )  # fmt: skip
        self.assertFalse(messages)
        self.assertRecordValues(leads, [{
            "name": "Nguyễn Văn An",
            "contact_name": "Nguyễn Văn An",
            "phone_sanitized": "+84912345678",
            "email_from": "an@example.vn",
            "state_id": self.env.ref("base.state_vn_VN-SG").id,
            "country_id": self.env.ref("base.vn").id,
            "l10n_vn_province_text": "Bình Dương",
            "expected_revenue": 1_500_000_000,
            "l10n_vn_received_at": datetime(2025, 6, 3, 1, 40),
            "l10n_vn_vat": "0100112437",
            "user_id": self.hung.id,
        }])  # fmt: skip
        self.assertEqual(leads.source_id.name, "Hội chợ Sao Mai")
        self.assertEqual(set(leads.tag_ids.mapped("name")), {"Máy in", "Két sắt"})

    @users("lan")
    def test_what_is_not_understood_is_kept_with_a_warning(self):
        leads, messages = self.load(
            ["contact_name", "phone", "state_id", "expected_revenue", "date_deadline", "user_id", "stage_id"],
            ["Lê Hà", "gọi sau <b>5h</b>", "ĐN", "tùy", "sớm", "Ông Không Ai Biết", "Đang suy nghĩ"],
        )
        for text in ("gọi sau <b>5h</b>", "ĐN", "tùy", "sớm", "Ông Không Ai Biết", "Đang suy nghĩ"):
            self.assertIn(text, self.notes(leads))
        self.assertNotIn("<b>", leads.description)
        self.assertEqual(len(messages), 6)
        self.assertTrue(any("Đà Nẵng" in message and "Đồng Nai" in message for message in messages))
        self.assertTrue(leads.stage_id, "a lead stands in the first stage when its own is unknown")
        self.assertFalse(leads.user_id)

    @users("lan")
    def test_salesperson_goes_by_name_login_or_address(self):
        twin = self.new_user("hung2", name="Trần Quốc Hùng", groups=OWN, email="hung2@example.vn")
        leads, messages = self.load(
            ["contact_name", "user_id"],
            ["Lê Hà", "hung"],
            ["Lê Hồng", "HUNG2@example.vn"],
            ["Lê Hải", "pham thi lan"],
            ["Lê Hoa", "Trần Quốc Hùng"],
        )
        self.assertEqual(leads.mapped("user_id.login"), [self.hung.login, twin.login, self.lan.login])
        self.assertEqual(len(messages), 1, "two people share that name")
        self.assertIn("Trần Quốc Hùng", self.notes(leads[3]))

    @users("lan")
    def test_cell_with_two_numbers_and_a_note(self):
        leads, _messages = self.load(
            ["contact_name", "phone", "phone_secondary", "zalo"],
            ["Anh Lê Hải", "0912345678/0987654321 (vợ)", "028 3822 1234", "0912 345 678"],
        )
        self.assertEqual(leads.phone_sanitized, "+84912345678")
        self.assertEqual(leads.l10n_vn_phone2_sanitized, "+84987654321")
        self.assertEqual(leads.l10n_vn_honorific, "Anh")
        self.assertIn("vợ", self.notes(leads))
        self.assertIn("28 3822 1234", self.notes(leads), "a third number is not lost")

    @users("lan")
    def test_next_action_is_planned(self):
        leads, _messages = self.load(
            ["contact_name", "next_activity_date", "next_activity_summary"],
            ["Lê Hà", "20/12/2030", "Gọi lại báo giá"], ["Lê Hồng", "", ""],
        )  # fmt: skip
        planned = leads[0].activity_ids
        self.assertEqual((planned.summary, planned.date_deadline), ("Gọi lại báo giá", date(2030, 12, 20)))
        self.assertFalse(leads[1].activity_ids)

    @users("lan")
    def test_company_in_the_name_column(self):
        leads, _messages = self.load(["contact_name"], ["Công ty TNHH Gió Mới"], ["Nguyễn Văn An"])
        self.assertEqual(leads.mapped("partner_name"), ["Công ty TNHH Gió Mới", False])
        self.assertEqual(leads.mapped("contact_name"), [False, "Nguyễn Văn An"])
        self.assertEqual(leads.mapped("name"), ["Công ty TNHH Gió Mới", "Nguyễn Văn An"])

    @users("lan")
    def test_several_columns_of_notes_are_joined(self):
        leads, _messages = self.load(
            ["contact_name", "description", "description", "fax"],
            ["Lê Hà", "Cần 2 cái\nmàu đen", "Khách cũ", "028 3822 1234"],
        )
        notes = self.notes(leads)
        for text in ("Cần 2 cái\nmàu đen", "Khách cũ", "Fax: 028 3822 1234"):
            self.assertIn(text, notes)

    @users("lan")
    def test_update_keeps_the_title(self):
        lead = self.env["crm.lead"].create({"name": "Hỏi máy in", "contact_name": "Lê Hà"})
        self.load([".id", "phone"], [str(lead.id), "01691234567"])
        self.assertEqual((lead.name, lead.phone), ("Hỏi máy in", "+84 391 234 567"))

    @users("lan")
    def test_related_record_by_its_identifier_is_left_to_odoo(self):
        leads, _messages = self.load(
            ["name", "user_id/.id", "team_id/id"], ["Hỏi giá", str(self.hung.id), "sales_team.team_sales_department"]
        )
        self.assertEqual(leads.user_id, self.hung)
        self.assertEqual(leads.team_id, self.env.ref("sales_team.team_sales_department"))

    def test_names_are_looked_up_once_a_column(self):
        fields = ["contact_name", "phone", "state_id", "source_id", "user_id", "team_id", "tag_ids"]
        row = ["Lê Hà", "0912345678", "Huế", "Facebook", "hung", "Sales", "Máy in"]
        clean = self.env["crm.lead"]._l10n_vn_clean_import
        clean(fields, [row])
        for count in (50, 500):
            self.env.invalidate_all()
            with self.subTest(rows=count), self.assertQueryCount(30):
                clean(fields, [row] * count)
