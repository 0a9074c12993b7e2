from odoo.tests import TransactionCase, tagged


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

    def test_removal_gives_the_native_words_back(self):
        self.modules._l10n_vn_put_back()
        self.assertEqual(self.menu.name, "Lead")
