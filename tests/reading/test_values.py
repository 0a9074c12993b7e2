"""Typed values of the column readers reach leads through every door, and a module adds a column in one place."""

from datetime import date, datetime

from odoo.fields import Command
from odoo.tests import tagged, users

from ...tools.reader.amounts import read_date
from ...tools.reader.mapping import Mapping, same
from ...tools.reader.records import read_tags
from ...tools.reader.texts import read_text
from ..common import MANAGER, LeadCase, person


class ValuesCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Lan", tz="Asia/Ho_Chi_Minh"),
        "hung": person("Trần Hùng", MANAGER, tz="America/New_York"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vip, cls.partner = cls.env["crm.tag"].create([{"name": "VIP"}, {"name": "Đối tác"}])

    def load(self, fields, *rows):
        result = self.env["crm.lead"].load(list(fields), [list(row) for row in rows])
        return self.env["crm.lead"].browse(result["ids"] or []), result["messages"]


@tagged("post_install", "-at_install")
class TestProvinces(ValuesCase):
    def test_the_cache_follows_changes_of_provinces(self):
        leads, hanoi = self.env["crm.lead"], self.env.ref("base.state_vn_VN-HN")
        code = hanoi.code
        self.assertEqual(leads._l10n_vn_province_ids()[code], hanoi.id)
        hanoi.code = "VN-X1"
        self.assertNotIn(code, leads._l10n_vn_province_ids())
        other = hanoi.create({"name": "Thủ đô Hà Nội", "code": code, "country_id": hanoi.country_id.id})
        self.assertEqual(leads._l10n_vn_province_ids()[code], other.id)
        lead = leads.browse(leads.load(["name", "state_id"], [["Hỏi giá", "Hà Nội"]])["ids"])
        self.assertEqual(lead.state_id, other)
        lead.unlink()
        other.unlink()
        self.assertNotIn(code, leads._l10n_vn_province_ids())


@tagged("post_install", "-at_install")
class TestCreateValues(ValuesCase):
    @users("lan")
    def test_tags_of_a_card(self):
        leads = self.env["crm.lead"]
        cards = [
            {"contact_name": "Lê Hà", "tag_ids": "VIP, Đối tác"},
            {"contact_name": "Võ Quý", "tag_ids": "Đối tác"},
            {"contact_name": "Hồ Thu"},
        ]
        made = leads.create(leads._l10n_vn_prepare_card_values(cards))
        self.assertEqual([lead.tag_ids for lead in made], [self.vip + self.partner, self.partner, self.env["crm.tag"]])

    @users("lan")
    def test_tags_and_moments_on_a_pasted_card(self):
        fair = self.env["crm.tag"].create({"name": "Hội chợ"})
        batch = self.env["crm.lead.card.batch"].create(
            {"text": "BEGIN:VCARD\nFN:Lê Hà\nTEL:0912345678\nEND:VCARD\n", "tag_ids": [Command.set(fair.ids)]}
        )
        batch.action_read()
        # As if the card had said it: what has no field on the card waits as JSON.
        [others] = self.env["crm.lead"]._l10n_vn_prepare_card_values(
            [{"tag_ids": "VIP, Đối tác", "create_date": "14:05 12/3/2026", "date_deadline": "2/9/2027"}]
        )
        batch.card_ids.others = others
        batch.action_create()
        lead = batch.lead_ids
        self.assertEqual(lead.tag_ids, self.vip + self.partner + fair)
        self.assertEqual(lead.l10n_vn_received_at, datetime(2026, 3, 12, 7, 5))
        self.assertEqual(lead.date_deadline, date(2027, 9, 2))

    @users("lan")
    def test_card_added_to_a_lead_is_shown_as_people_write(self):
        leads = self.env["crm.lead"]
        lead = leads.create({"name": "Lê Hà", "phone": "0912345678"})
        [values] = leads._l10n_vn_prepare_card_values(
            [{"contact_name": "Lê Hà", "create_date": "14:05 12/3/2026", "expected_revenue": "1,5 tỷ"}]
        )
        lead._l10n_vn_add_card(values)
        body = lead.message_ids[0].body
        self.assertIn("Expected Revenue: 1500000000</li>", body)
        # In the user's time zone, whatever the format of the language.
        self.assertRegex(body, r"Received On: [^<]*\b(14|2):05")
        self.assertEqual(lead.expected_revenue, 1.5e9)

    def test_moments_are_the_same_through_every_door(self):
        moment = datetime(2026, 3, 12, 7, 5)
        for user in (self.lan, self.hung):
            for zone in (False, "Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Asia/Kolkata"):
                leads = self.env["crm.lead"].with_user(user).with_context(tz=zone)
                with self.subTest(user=user.login, zone=zone):
                    result = leads.load(["name", "create_date"], [["Hỏi giá", "14:05 12/3/2026"]])
                    self.assertEqual(leads.browse(result["ids"]).l10n_vn_received_at, moment)
                    [values] = leads._l10n_vn_prepare_card_values([{"create_date": "14:05 12/3/2026"}])
                    self.assertEqual(leads.create(values).l10n_vn_received_at, moment)

    @users("lan")
    def test_amounts_and_no_chance_reach_load_as_numbers(self):
        [lead, other], _messages = self.load(
            ["name", "expected_revenue", "probability", "tag_ids"],
            ["Một", "2,5 tỷ", "0", "Đối tác, VIP"],
            ["Hai", "1500000.5", "12,5%", ""],
        )
        self.assertEqual((lead.expected_revenue, lead.probability), (2.5e9, 0))
        self.assertEqual(lead.tag_ids, self.vip + self.partner)
        self.assertEqual(other.probability, 12.5)

    @users("lan")
    def test_given_ids_of_a_column_stay_where_a_reader_says_nothing(self):
        usa, vietnam = self.env.ref("base.us"), self.env.ref("base.vn")
        leads, _messages = self.load(
            ["name", "state_id", "country_id/.id"], ["Một", "Hà Nội", str(usa.id)], ["Hai", "", str(usa.id)]
        )
        self.assertEqual(leads.mapped("country_id"), vietnam + usa)

    @users("lan")
    def test_countries_by_their_usual_names(self):
        named = {
            "Mỹ": "US", "MY": "MY", "Hoa Kỳ": "US", "Áo": "AT", "Bỉ": "BE", "Ý": "IT", "Úc": "AU", "Anh": "GB",
            "UK": "GB", "Nga": "RU", "Hàn Quốc": "KR", "Korea": "KR", "Nhật": "JP", "Séc": "CZ",
            "Thổ Nhĩ Kỳ": "TR", "ZM": "ZM",
            "Saint Lucia": "LC", "Việt Nam": "VN",
        }  # fmt: skip
        leads, _messages = self.load(["name", "country_id"], *([name, name] for name in named))
        self.assertEqual([lead.country_id.code for lead in leads], [*named.values()])
        [unknown], _messages = self.load(["name", "country_id"], ["Một", "Xứ sở thần tiên"])
        self.assertFalse(unknown.country_id)
        self.assertIn("Xứ sở thần tiên", unknown.description)

    @users("lan")
    def test_the_province_column_decides_about_a_street_named_after_another(self):
        leads, _messages = self.load(
            ["name", "street", "state_id"],
            ["Một", "K52/3 Hải Phòng", "Đà Nẵng"],
            ["Hai", "12 chợ Cồn Hải Phòng", "Đà Nẵng"],
        )
        self.assertEqual(leads.mapped("street"), ["K52/3 Hải Phòng", "12 chợ Cồn Hải Phòng"])
        self.assertEqual(leads.state_id.code, "VN-DN")

    @users("lan")
    def test_language_by_its_name(self):
        vietnamese = self.env["res.lang"].sudo().with_context(active_test=False).search([("code", "=", "vi_VN")])
        vietnamese.active = True
        leads, _messages = self.load(["name", "lang_id"], ["Một", "Tiếng Việt"], ["Hai", "vi"], ["Ba", "Hời"])
        self.assertEqual([lead.lang_id.code for lead in leads], ["vi_VN", "vi_VN", False])
        self.assertIn("Hời", leads[2].description)

    def test_every_sentence_takes_what_the_readers_give(self):
        params = {"text": "<x>", "names": "Huế, Hà Nội", "proposal": "an@gmail.com", "number": "0269", "label": "Đội"}
        leads = self.env["crm.lead"]
        for code, sentence in leads._l10n_vn_get_warning_sentences().items():
            with self.subTest(code=code):
                self.assertIn("<x>", sentence % params)


@tagged("post_install", "-at_install")
class TestModuleAddsColumns(ValuesCase):
    def add(self, *mappings):
        """Do what a module does that overrides the method."""
        leads = type(self.env["crm.lead"])
        usual = leads._l10n_vn_get_readers
        self.patch(leads, "_l10n_vn_get_readers", lambda records: [*mappings, *usual(records)])

    @users("lan")
    def test_a_column_gets_a_field(self):
        self.add(Mapping(read_date, {"birthdate": "date_deadline", "date_deadline": "date_deadline"}))
        [lead], _messages = self.load(["name", "birthdate"], ["Lê Hà", "2/9/1990"])
        self.assertEqual(lead.date_deadline, date(1990, 9, 2))
        self.assertFalse(lead.description)
        [values] = self.env["crm.lead"]._l10n_vn_prepare_card_values(
            [{"contact_name": "Lê Hà", "birthdate": "2/9/1990"}]
        )
        self.assertEqual(values["date_deadline"], date(1990, 9, 2))

    @users("lan")
    def test_its_warning_gets_a_sentence(self):
        def read_code(values, columns, _settings):
            for row, cell in enumerate(columns[0].cells):
                values.warn(row, columns[0], "no_member", text=cell)

        leads = type(self.env["crm.lead"])
        usual = leads._l10n_vn_get_warning_sentences
        self.add(Mapping(read_code, {"x_member": None}))
        self.patch(
            leads,
            "_l10n_vn_get_warning_sentences",
            lambda records: usual(records) | {"no_member": "%(text)s không phải hội viên"},
        )
        [_lead], messages = self.load(["name", "x_member"], ["Lê Hà", "HV12"])
        self.assertEqual([found["message"] for found in messages], ["HV12 không phải hội viên"])

    @users("lan")
    def test_screen_maps_the_heading_to_the_field(self):
        self.add(Mapping(read_date, {"birthdate": "date_deadline", "date_deadline": "date_deadline"}))
        content = "Họ tên,Điện thoại,Ngày sinh\nLê Hà,0912345678,2/9/1990\n".encode()
        screen = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file": content, "file_name": "a.csv", "file_type": "text/csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
        preview = screen.parse_preview(options)
        fields = [(preview["matches"].get(index) or [False])[0] for index in range(3)]
        self.assertEqual(fields, ["contact_name", "phone", "date_deadline"])
        result = screen.execute_import(fields, preview["headers"], preview["options"])
        self.assertEqual(self.env["crm.lead"].browse(result["ids"]).date_deadline, date(1990, 9, 2))

    @users("lan")
    def test_a_reader_of_records_takes_ids(self):
        self.add(Mapping(read_tags, {"x_interest": "tag_ids"}), Mapping(read_text, same("referred")))
        [lead], _messages = self.load(["name", "x_interest", "tag_ids"], ["Lê Hà", "VIP", "Đối tác"])
        self.assertEqual(lead.tag_ids, self.vip + self.partner)
