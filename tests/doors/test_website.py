"""A request on the web site becomes a lead, through Odoo's own form."""

import json
from urllib.parse import quote

from odoo.tests import tagged

from ..screens import TourCase


@tagged("post_install", "-at_install")
class TestWebForm(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.env["ir.module.module"]._get("website_crm").state != "installed":
            cls.skipTest(cls, "the web site's contact form is a companion: website_crm is not installed")
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, tracking_disable=True))
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.lan = cls.env["res.users"].create(
            {
                "name": "Nguyễn Lan",
                "login": "lan",
                "password": "lan",
                "lang": "vi_VN",
                "group_ids": [(4, cls.env.ref("sales_team.group_sale_salesman").id)],
            }
        )
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh web", "use_leads": True, "l10n_vn_lead_stages": True}
        )
        cls.site = cls.env["website"].get_current_website()
        cls.site.crm_default_team_id = cls.team
        cls.site.crm_default_user_id = False

    def post(self, page="/contactus", **fields):
        """Post the form as a visitor does; return the lead."""
        headers = {"Referer": self.base_url() + quote(page, safe="/?&=")}
        answer = self.url_open("/website/form/crm.lead", data={"name": "Hỏi giá", **fields}, headers=headers)
        self.assertEqual(answer.status_code, 200)
        return self.env["crm.lead"].browse(json.loads(answer.text)["id"])

    def test_a_request_starts_the_clock_of_its_team(self):
        self.assertFalse(self.post(contact_name="Lê Hà", phone="0912345678").l10n_vn_answer_by)
        self.team.l10n_vn_answer_hours = 2
        lead = self.post(contact_name="Trần Nam", phone="0987654321")
        self.assertGreater(lead.l10n_vn_answer_by, lead.create_date)

    def test_a_request_is_a_clean_lead(self):
        lead = self.post(
            "/contactus?utm_campaign=Tết 2027&utm_source=Zalo OA",
            **{
                "contact_name": "CHỊ NGUYỄN THỊ MAI",
                "phone": "0169 123 4567",
                "email_from": "Mai@LaPhong.example.vn",
                "description": "Cần <b>báo giá</b> <script>alert(1)</script>",
                "Mã số thuế": "0101243150",
                "Tỉnh/Thành phố": "Bình Dương",
                "Tôi đồng ý nhận tin": "Có",
                "Nhân viên phụ trách": "Administrator",
            },
        )
        self.assertEqual((lead.type, lead.team_id, lead.stage_id.l10n_vn_applies_to), ("lead", self.team, "lead"))
        self.assertEqual((lead.contact_name, lead.l10n_vn_honorific), ("Nguyễn Thị Mai", "Chị"))
        self.assertEqual(lead.phone_sanitized, "+84391234567")
        self.assertEqual(lead.email_normalized, "mai@laphong.example.vn")
        self.assertEqual(lead.l10n_vn_vat, "0101243150")
        for typed in ("mai nguyen thi", "0169 123", "0391234567", "101243150", "mai@laphong"):
            self.assertIn(lead, lead.search([("l10n_vn_search", "ilike", typed)]))
        self.assertEqual(lead.state_id, self.env.ref("base.state_vn_VN-SG"))
        self.assertEqual(lead.medium_id.name, "Website")
        self.assertEqual((lead.campaign_id.title, lead.source_id.name), ("Tết 2027", "Zalo OA"))
        self.assertIn("/contactus?utm_campaign", lead.l10n_vn_landing_page)
        self.assertEqual(lead.lang_id.code, self.site.default_lang_id.code)
        self.assertFalse(lead.user_id)
        self.assertNotIn("<script", lead.description)
        for kept in ("Tôi đồng ý nhận tin : Có", "Mã số thuế : 0101243150", "báo giá"):
            self.assertIn(kept, lead.description)

    def test_fields_may_be_called_as_parameters_of_python(self):
        """Odoo passes the fields of a form to its controllers as arguments."""
        names = ("self", "args", "kwargs", "params", "env", "cr", "uid", "request", "values", "endpoint")
        fields = {"name": "Hỏi giá", "phone": "0912345678", **{name: f"giá trị của {name}" for name in names}}
        headers = {"Referer": f"{self.base_url()}/contactus"}
        answer = self.url_open("/website/form/crm.lead", data=fields, headers=headers)
        self.assertEqual(answer.status_code, 200)
        lead = self.env["crm.lead"].browse(json.loads(answer.text)["id"])
        for name in names:
            self.assertIn(f"giá trị của {name}", lead.description)

    def test_consent_is_kept_in_the_words_of_the_form(self):
        lead = self.post(contact_name="Lê Hà", phone="0912345678", **{"Tôi đồng ý nhận tin khuyến mãi qua Zalo": "Yes"})
        self.assertEqual((lead.l10n_vn_consent, lead.l10n_vn_consent_source), ("given", "form"))
        self.assertEqual(lead.l10n_vn_consent_wording, "Tôi đồng ý nhận tin khuyến mãi qua Zalo")
        self.assertTrue(lead.l10n_vn_consent_on)

    def test_who_was_erased_comes_back_by_agreeing(self):
        who = {"contact_name": "Lê Hà", "phone": "0912345678", "email_from": "ha@khach.example.vn"}
        request = self.env["crm.lead.privacy.request"].create({"phone": "+84 912 345 678", "email": who["email_from"]})
        request.action_find()
        request.action_erase()
        headers = {"Referer": f"{self.base_url()}/contactus"}
        answer = self.url_open("/website/form/crm.lead", data={"name": "Hỏi giá", **who}, headers=headers)
        self.assertRegex(json.loads(answer.text)["error"], "erase your data|xóa dữ liệu")
        lead = self.post(**who, **{"Đồng ý nhận tin": "Yes"})
        self.assertEqual(lead.l10n_vn_consent, "given")
        again = self.env["crm.lead"].with_user(self.lan).create({"name": "Chị Hà", "phone": who["phone"]})
        self.assertTrue(again, "who came back may be entered by everybody")

    def test_the_medium_is_that_of_the_page_from_which_the_visitor_came(self):
        lead = self.post(f"/contactus?x={'a' * 600}&utm_medium=Băng rôn&utm_campaign=Vietbuild", phone="0912345678")
        self.assertEqual((lead.medium_id.name, lead.campaign_id.title), ("Băng rôn", "Vietbuild"))
        self.assertLessEqual(len(lead.l10n_vn_landing_page), 500)
        headers = {"Referer": self.base_url() + "/contactus?utm_medium=banner"}
        cookies = {"odoo_utm_medium": "zalo-ads", "odoo_utm_campaign": "he"}
        data = {"name": "Hỏi giá", "phone": "0912345679"}
        answer = self.url_open("/website/form/crm.lead", data=data, headers=headers, cookies=cookies)
        lead = self.env["crm.lead"].browse(json.loads(answer.text)["id"])
        self.assertEqual((lead.medium_id.name, lead.campaign_id.title), ("zalo-ads", "he"))

    def test_the_second_request_is_shown_to_the_owner_of_the_first(self):
        first = self.post(contact_name="Mai", phone="0912345678", email_from="mai@laphong.example.vn")
        first.user_id = self.lan
        second = self.post(contact_name="Mai <img src=x>", phone="0912 345 678", description="Hỏi lại")
        third = self.post(contact_name="Mai", email_from="mai@laphong.example.vn")
        self.assertEqual(len({first, second, third}), 3)
        self.assertEqual(first.activity_ids.user_id, self.lan)
        self.assertEqual(len(first.activity_ids), 1)
        told = first.message_ids.filtered(lambda message: f'data-oe-id="{second.id}"' in (message.body or ""))
        self.assertEqual(len(told), 1)
        self.assertNotIn("<img", told.body)
        self.assertEqual((second.user_id, third.user_id), (self.lan, self.lan))
        self.assertIn(second.id, (first | second).duplicate_lead_ids.ids)
        self.assertEqual(first.description, False)

    def test_the_same_request_again_and_again_makes_one_activity(self):
        first = self.post(contact_name="Mai", phone="0912345678")
        first.user_id = self.lan
        before, followers = first.write_date, first.message_partner_ids
        fresh = self.env["crm.lead"]
        for _request in range(4):
            fresh += self.post(contact_name="Mai", phone="0912 345 678")
        self.assertEqual((len(fresh), len(first.activity_ids), len(fresh.activity_ids)), (4, 1, 0))
        self.assertEqual((first.write_date, first.message_partner_ids), (before, followers))

    def test_a_request_of_another_person_with_the_same_phone_is_linked_not_assigned(self):
        first = self.post(contact_name="Nguyễn Văn An", phone="028 3822 1234")
        first.user_id = self.lan
        second = self.post(contact_name="Trần Thị Hà", phone="02838221234")
        self.assertFalse(second.user_id)
        self.assertEqual(first.activity_ids.user_id, self.lan)
        self.assertTrue(second.message_ids.filtered(lambda message: f'data-oe-id="{first.id}"' in (message.body or "")))

    def test_a_stranger_disturbs_nobody(self):
        first = self.post(contact_name="Mai", phone="0912345678")
        self.post(contact_name="Bình", phone="0987654321")
        self.assertFalse(first.activity_ids)

    def test_a_page_that_is_no_page_is_not_kept(self):
        headers = {"Referer": "javascript:alert(1)"}
        answer = self.url_open("/website/form/crm.lead", data={"name": "Hỏi", "phone": "0912345678"}, headers=headers)
        self.assertFalse(self.env["crm.lead"].browse(json.loads(answer.text)["id"]).l10n_vn_landing_page)

    def test_from_the_contact_form_to_the_lead(self):
        """The stock form, switched to leads in its own editor, filled by a visitor in a browser."""
        # The editor's tour reads English labels; the visitor reads Vietnamese.
        self.env.ref("base.user_admin").lang = "en_US"
        english, vietnamese = (self.env["res.lang"]._activate_lang(code) for code in ("en_US", "vi_VN"))
        self.site.write({"language_ids": [(6, 0, (english + vietnamese).ids)], "default_lang_id": english.id})
        editor = self.env["website"].get_client_action_url("/contactus")
        self.start_tour(editor, "website_crm_pre_tour", login="admin")
        self.start_tour("/contactus?utm_campaign=Vietbuild", "l10n_vn_crm_contact_form")
        lead = self.env["crm.lead"].search([("contact_name", "=", "Lê Thị Hà")])
        self.assertEqual((lead.type, lead.team_id), ("lead", self.team))
        self.assertEqual(lead.phone_sanitized, "+84912345678")
        self.assertEqual(lead.campaign_id.title, "Vietbuild")
        self.assertEqual(lead.lang_id, english)
        self.assertIn("/contactus", lead.l10n_vn_landing_page)
