import re

from lxml import etree
from odoo.tests import TransactionCase, tagged

from ...models.ir_module_module import MODULES


@tagged("post_install", "-at_install")
class TestWordsForLeads(TransactionCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("vi_VN")
        self.modules = self.env["ir.module.module"]
        self.menu = self.env.ref("crm.crm_menu_leads").with_context(lang="vi_VN")

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
        words = re.compile(r"\bleads?\b", re.IGNORECASE)
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

    def test_removal_gives_the_native_words_back(self):
        self.modules._l10n_vn_on_uninstall()
        self.assertEqual(self.menu.name, "Lead")
