"""Odoo's paid services for leads: their buttons and the automatic enrichment wait for a choice of the company."""

from odoo.tests import TransactionCase, tagged

BUTTONS = "//button[@name='iap_enrich' or @name='action_generate_leads']"
MODE = "crm.iap.lead.enrich.setting"


@tagged("post_install", "-at_install")
class TestPaidData(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        vietnam = cls.env.ref("base.vn")
        cls.sao_mai = cls.env["res.company"].create({"name": "Công ty Sao Mai", "country_id": vietnam.id})
        cls.user = cls.env.ref("base.user_admin")
        cls.user.write({"company_ids": [(4, cls.sao_mai.id)], "company_id": cls.sao_mai.id})
        cls.parameters = cls.env["ir.config_parameter"]

    def buttons(self, view_type, company):
        """Return how many buttons of paid services a manager of ``company`` sees."""
        leads = self.env["crm.lead"].with_user(self.user).with_company(company)
        arch, _view = leads._get_view(view_type=view_type)
        return len(arch.xpath(BUTTONS))

    def test_buttons_are_shown_where_the_company_uses_them(self):
        if self.env["ir.module.module"]._get("crm_iap_enrich").state != "installed":
            self.skipTest("lead enrichment is a companion: it is not installed")
        abroad = self.env["res.company"].create({"name": "Hoa Sen GmbH", "country_id": self.env.ref("base.de").id})
        self.user.company_ids += abroad
        for view_type in ("form", "list", "kanban"):
            with self.subTest(view_type=view_type):
                self.assertFalse(self.buttons(view_type, self.sao_mai))
                self.assertTrue(self.buttons(view_type, abroad))
        self.sao_mai.l10n_vn_paid_data = True
        self.assertTrue(self.buttons("form", self.sao_mai))

    def test_the_menu_of_actions_has_it_where_the_company_uses_it(self):
        action = self.env.ref("crm_iap_enrich.action_enrich_mail", raise_if_not_found=False)
        if not action:
            self.skipTest("lead enrichment is a companion: it is not installed")
        actions = self.env["ir.actions.actions"].with_user(self.user).with_company(self.sao_mai)

        def offered():
            return action.id in [one["id"] for one in actions.get_bindings("crm.lead")["action"]]

        self.assertFalse(offered())
        self.sao_mai.l10n_vn_paid_data = True
        self.assertTrue(offered())

    def test_views_are_cached_apart(self):
        leads = self.env["crm.lead"].with_company(self.sao_mai)
        before = leads._get_view_cache_key()
        self.sao_mai.l10n_vn_paid_data = True
        self.assertNotEqual(leads._get_view_cache_key(), before)

    def test_automatic_enrichment_is_off_and_comes_back(self):
        job = self.env.ref("crm_iap_enrich.ir_cron_lead_enrichment", raise_if_not_found=False)
        companies = self.env["res.company"]
        companies._l10n_vn_restore_enrichment()
        self.assertEqual(self.parameters.get_param(MODE, "auto"), "auto")
        companies._l10n_vn_stop_enrichment()
        self.assertEqual(self.parameters.get_param(MODE), "manual")
        self.assertFalse(job and job.active)
        companies._l10n_vn_restore_enrichment()
        self.assertEqual(self.parameters.get_param(MODE), "auto")

    def test_a_company_that_moves_to_vietnam_stops_it(self):
        companies = self.env["res.company"]
        companies._l10n_vn_restore_enrichment()
        company = companies.create({"name": "Công ty Hoa Sen", "country_id": self.env.ref("base.de").id})
        company.country_id = self.env.ref("base.vn")
        self.assertEqual(self.parameters.get_param(MODE), "manual")

    def test_a_choice_of_the_administrator_stays(self):
        self.sao_mai.search([("partner_id.country_id.code", "=", "VN")]).l10n_vn_paid_data = True
        self.parameters.set_param(MODE, "auto")
        self.env["res.company"]._l10n_vn_stop_enrichment()
        self.assertEqual(self.parameters.get_param(MODE), "auto")
