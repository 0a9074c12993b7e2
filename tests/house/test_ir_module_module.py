import re
from unittest.mock import patch

from lxml import etree
from markupsafe import Markup
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ...models.native_terms import code_terms, native_terms, record_names, record_terms, rephrase
from ..walk.english import English

# Modules whose Vietnamese says "lead" and "sales" where people say "tiềm năng" and "bán hàng".
MODULES = {"crm", "sales_team", "crm_iap_enrich", "crm_iap_mine", "website_crm", "mass_mailing_crm", "sale_crm"}


@tagged("post_install", "-at_install")
class TestWordsForLeads(TransactionCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("vi_VN")
        self.modules = self.env["ir.module.module"]
        self.menu = self.env.ref("crm.crm_menu_leads").with_context(lang="vi_VN")

    def words_of_odoo(self, term):
        """Return the translations of ``term`` in all modules of Odoo that have a name for its record."""
        record = self.env.ref(term.xmlid)
        named = self.env["ir.model.data"].search([("model", "=", record._name), ("res_id", "=", record.id)])
        places = [term._replace(xmlid=f"{one.module}.{one.name}") for one in named if one.module != "l10n_vn_crm"]
        return {native_terms(term.module).get(term.source)} | {
            native_terms(place.module).get(place.place) for place in places
        }

    def test_odoos_own_screens_speak_vietnamese_of_leads(self):
        self.modules._load_module_terms(["crm"], ["vi_VN"], overwrite=True)
        self.assertEqual(self.menu.name, "Tiềm năng")
        self.assertEqual(self.env.ref("crm.crm_menu_leads").with_context(lang="en_US").name, "Leads")
        fields = self.env["crm.lead"].with_context(lang="vi_VN").fields_get(["state_id"])
        self.assertEqual(fields["state_id"]["string"], "Tỉnh/Thành phố")
        search = self.env["crm.lead"].with_context(lang="vi_VN").get_view(view_type="search")["arch"]
        self.assertNotIn('string="Lead', search)

    def test_no_english_lead_is_left(self):
        """The word stands in no label, text, help or hint that people meet in the screens that leads pass through."""
        installed = sorted(MODULES & self.modules._installed().keys())
        self.modules._load_module_terms(installed, ["vi_VN"], overwrite=True)
        words = re.compile(r"\b(leads?|sales|bộ phận sales)\b", re.IGNORECASE)
        for model, name in (
            ("ir.ui.view", "arch_db"),
            ("ir.ui.menu", "name"),
            ("ir.actions.act_window", "name"),
            ("ir.actions.act_window", "help"),
            ("ir.model.fields", "field_description"),
            ("ir.model.fields", "help"),
        ):
            data = self.env["ir.model.data"].search([("module", "in", installed), ("model", "=", model)])
            records = self.env[model].with_context(lang="vi_VN").browse(data.mapped("res_id"))
            field = records._fields[name]
            for record in records.filtered(name):
                value = record[name]
                texts = field.get_trans_terms(value) if callable(field.translate) else [value]
                shown = [etree.HTML(f"<p>{text}</p>").xpath("string()") for text in texts]
                with self.subTest(model=model, field=name, record=record.display_name):
                    self.assertFalse([text for text in shown if words.search(text)])

    def test_records_that_people_choose_are_vietnamese(self):
        """Stages, reasons, sources, media, activity types, and subtypes of messages, which are mailed to followers."""
        english = English(self.modules._installed())
        for model in (
            "crm.stage",
            "crm.lost.reason",
            "crm.recurring.plan",
            "crm.team",
            "ir.actions.act_window",
            "mail.activity.type",
            "mail.message.subtype",
            "utm.medium",
            "utm.source",
            "utm.stage",
            "utm.tag",
        ):
            data = self.env["ir.model.data"].search(
                [("module", "in", ["crm", "sales_team", "utm", "mail", "l10n_vn_crm"]), ("model", "=", model)]
            )
            for record in self.env[model].with_context(lang="vi_VN").browse(data.mapped("res_id")).exists():
                for name in {"name", "description", "summary"}.intersection(record._fields):
                    with self.subTest(model=model, name=record.name, field=name):
                        self.assertFalse(english.find(record[name] or ""))

    def test_words_of_users_stay(self):
        stage = self.env.ref("crm.stage_lead4").with_context(lang="vi_VN")
        self.assertEqual(stage.name, "Thành công")
        stage.name = "Ký hợp đồng"
        self.menu.name = "Khách quan tâm"
        view = self.env.ref("crm.crm_stage_form")
        title = "Shared with all teams"
        view.update_field_translations("arch_db", {"vi_VN": {title: "Mọi đội đều dùng"}})
        self.modules._load_module_terms(["crm"], ["vi_VN"])
        self.assertEqual((stage.name, self.menu.name), ("Ký hợp đồng", "Khách quan tâm"))
        self.assertIn("Mọi đội đều dùng", view.with_context(lang="vi_VN").arch_db)
        self.modules._l10n_vn_on_uninstall()
        self.assertEqual((stage.name, self.menu.name), ("Ký hợp đồng", "Khách quan tâm"))
        self.assertIn("Mọi đội đều dùng", view.with_context(lang="vi_VN").arch_db)

    def test_changed_english_stays(self):
        """A term that has other English words is not the one that was translated."""
        self.env["res.lang"]._activate_lang("en_US")
        subtype = self.env.ref("crm.mt_lead_won")
        subtype.with_context(lang="en_US").name = "Contract signed"
        subtype.with_context(lang="vi_VN").name = "Cơ hội đạt được"
        self.modules._load_module_terms(["crm"], ["vi_VN"])
        self.assertEqual(subtype.with_context(lang="vi_VN").name, "Cơ hội đạt được")

    def test_earlier_words_of_this_addon_are_replaced(self):
        term, words = next(item for item in record_terms().items() if item[0][1:3] == ("name", "crm.mt_lead_won"))
        # Without English, what users write is the English text too.
        self.env["res.lang"]._activate_lang("en_US")
        subtype = self.env.ref(term.xmlid).with_context(lang="vi_VN")
        subtype.name = "Cơ hội chốt"
        terms = {term: words._replace(earlier=frozenset({"Cơ hội chốt"}))}
        with patch("odoo.addons.l10n_vn_crm.models.ir_module_module.record_terms", return_value=terms):
            self.modules._load_module_terms(["crm"], ["vi_VN"])
        self.assertEqual(subtype.name, words.text)

    def test_sources_and_media_are_vietnamese(self):
        names = {name.xmlid: name for name in record_names()}
        self.modules._load_module_terms(["utm"], ["vi_VN"])
        for xmlid, name in names.items():
            self.assertEqual(self.env.ref(xmlid).name, name.vietnamese)
        phone, referral = self.env.ref("utm.utm_medium_phone"), self.env.ref("utm.utm_source_referral")
        phone.name = "Tổng đài"
        self.modules._l10n_vn_on_uninstall()
        self.assertEqual((phone.name, referral.name), ("Tổng đài", "Referral"))
        self.env["utm.source"].create({"name": "Giới thiệu"})
        self.modules._load_module_terms(["utm"], ["vi_VN"])
        self.assertEqual((phone.name, referral.name), ("Tổng đài", "Referral"), "a user's own record has the name")

    def test_logs_of_teams_are_vietnamese(self):
        """Odoo logs the creation of its teams before it has translated what a team is."""
        team = self.env.ref("sales_team.team_sales_department")
        log = team._message_log(body=Markup("<p>Sales Team được tạo</p>"))
        note = team._message_log(body=Markup("<p>Sales Team được tạo lại từ đầu</p>"))
        self.modules._l10n_vn_on_install()
        self.assertEqual(log.body, "<p>Đội ngũ bán hàng được tạo</p>")
        self.assertEqual(note.body, "<p>Sales Team được tạo lại từ đầu</p>")

    def test_installation_has_mended_the_logs(self):
        self.assertFalse(self.env["mail.message"].search([("model", "=", "crm.team"), ("body", "ilike", "Sales Team")]))

    def test_web_client_gets_our_words(self):
        translations, _parameters = self.env["ir.http"]._get_translations_for_webclient(["base_import", "web"], "vi_VN")
        words = {row["id"]: row["string"] for module in translations.values() for row in module["messages"]}
        self.assertEqual(words["Tab"], "Dấu tab")
        self.assertEqual(words["My Preferences"], "Tùy chọn của tôi")
        self.assertEqual(words["Import a File"], native_terms("base_import")["Import a File"])
        french, _parameters = self.env["ir.http"]._get_translations_for_webclient(["base_import"], "fr_FR")
        self.assertNotIn("Dấu tab", {row["string"] for row in french["base_import"]["messages"]})

    def test_better_words_of_odoo_stay(self):
        """A translation that Odoo has changed since the list was written is Odoo's business."""
        self.assertEqual(code_terms("base_import", {"Tab": "Chuyển hướng"})["Tab"], "Dấu tab")
        self.assertEqual(code_terms("base_import", {})["Tab"], "Dấu tab")
        self.assertNotIn("Tab", code_terms("base_import", {"Tab": "Phím tab"}))

    def test_texts_of_code_are_rephrased(self):
        said = 'Lead mới đã được tạo cho bộ phận "Miền %(Nam)s 100%".'
        self.assertEqual(rephrase(said, "crm", "vi_VN"), "Đã tạo tiềm năng mới cho đội ngũ “Miền %(Nam)s 100%”.")
        self.assertEqual(rephrase(said, "crm", "en_US"), said)
        self.assertEqual(
            rephrase("Yay, your first win from Hội chợ!", "crm", "vi_VN"), "Thành công đầu tiên từ nguồn Hội chợ!"
        )
        self.assertEqual(
            self.env.ref("crm.lost_reason_1").with_context(lang="vi_VN").action_lost_leads()["name"], "Tiềm năng"
        )
        team = self.env.ref("sales_team.team_sales_department").with_context(lang="vi_VN")
        self.assertEqual(team.dashboard_button_name, "Phễu bán hàng")
        self.assertIs(rephrase(False, "crm", "vi_VN"), False)
        team.user_id = self.env.user
        lead = self.env["crm.lead"].with_context(lang="vi_VN").create({"name": "Hỏi giá", "team_id": team.id})
        lead.user_id = False
        lead._assign_userless_lead_in_team("incoming email")
        self.assertIn("Tiềm năng mới từ email đến đã tự động giao cho", lead.message_ids[0].body)

    def test_logs_speak_the_users_language_where_the_call_has_none(self):
        """As over RPC: programs seldom send a language."""
        lan = mail_new_test_user(self.env, "lan", lang="vi_VN", groups="sales_team.group_sale_manager")
        team = self.env["crm.team"].create({"name": "Miền Trung"})
        for model, values, words in (
            ("crm.lead", {"name": "Hỏi giá", "team_id": team.id}, "Đã tạo tiềm năng mới cho đội ngũ “Miền Trung”."),
            ("crm.team", {"name": "Miền Tây"}, "Đội ngũ bán hàng được tạo"),
            ("res.partner", {"name": "Chị Hạnh"}, "Liên hệ được tạo"),
        ):
            record = self.env[model].with_user(lan).with_context(lang=None).create(values)
            self.assertIn(words, record.message_ids.mapped("body")[-1], model)
        lead = self.env["crm.lead"].with_user(lan).with_context(lang=None).create({"name": "Hỏi", "type": "lead"})
        with self.assertRaisesRegex(UserError, "tiêu chí|điều kiện"):
            lead.write({"stage_id": self.env.ref("l10n_vn_crm.crm_stage_bought").id})

    def test_links_and_lists_find_a_source_by_the_name_that_odoo_gave_it(self):
        newsletter = self.env.ref("utm.utm_source_newsletter")
        self.assertEqual(newsletter.name, "Bản tin")
        for name in ("newsletter", "Newsletter ", "bản tin"):
            with self.subTest(name=name):
                self.assertEqual(self.env["utm.mixin"]._find_or_create_record("utm.source", name), newsletter)
        found = self.env["crm.lead"]._l10n_vn_find_names("source_id", {"NEWSLETTER", "Bản tin", "Phone"})
        self.assertEqual(found, {"NEWSLETTER": newsletter.id, "Bản tin": newsletter.id})
        own = self.env["utm.source"].create({"name": "Newsletter"})
        self.assertEqual(self.env["utm.mixin"]._find_or_create_record("utm.source", "newsletter"), own)
        newsletter.name = "Thư hằng tuần"
        self.assertEqual(self.env["utm.mixin"]._find_or_create_record("utm.medium", "Phone").name, "Điện thoại")
        own.unlink()
        self.assertNotEqual(self.env["utm.mixin"]._find_or_create_record("utm.source", "Newsletter"), newsletter)

    def test_removal_gives_the_native_words_back(self):
        subtype = self.env.ref("crm.mt_salesteam_lead_won").with_context(lang="vi_VN")
        self.assertEqual(subtype.name, "Cơ hội thành công")
        self.modules._l10n_vn_on_uninstall()
        self.assertEqual(self.menu.name, "Lead")
        self.assertEqual(subtype.name, "Cơ hội đạt được")
        installed = self.modules._installed()
        modules = {term.module for term in record_terms()}.intersection(installed)
        left = [
            term
            for term, words in self.modules._l10n_vn_read_terms(self.env, modules).items()
            if words == record_terms()[term].text and words not in self.words_of_odoo(term)
        ]
        self.assertFalse(left)
