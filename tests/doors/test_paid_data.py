"""Odoo's paid services for leads: their buttons and the automatic enrichment wait for a choice of the company."""

from unittest import SkipTest
from unittest.mock import patch

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

    def close_all(self):
        """Leave no company that uses paid services."""
        self.env["res.company"].search([]).write({"country_id": self.env.ref("base.vn").id, "l10n_vn_paid_data": False})

    def test_the_contact_of_a_company_says_its_country(self):
        companies = self.env["res.company"]
        abroad = companies.create({"name": "Hoa Sen GmbH", "country_id": self.env.ref("base.de").id})
        self.assertIn(abroad, companies._l10n_vn_find_open_to_paid_data())
        abroad.partner_id.country_id = self.env.ref("base.vn")
        self.assertNotIn(abroad, companies._l10n_vn_find_open_to_paid_data())
        self.assertIn(abroad, companies._l10n_vn_find_closed_to_paid_data())
        abroad.l10n_vn_paid_data = True
        self.assertIn(abroad, companies._l10n_vn_find_open_to_paid_data())

    def test_automatic_enrichment_is_off_and_comes_back(self):
        job = self.env.ref("crm_iap_enrich.ir_cron_lead_enrichment", raise_if_not_found=False)
        companies = self.env["res.company"]
        companies._l10n_vn_restore_enrichment()
        self.assertEqual(self.parameters.get_param(MODE, "auto"), "auto")
        self.close_all()
        self.assertEqual(self.parameters.get_param(MODE), "manual")
        self.assertFalse(job and job.active)
        companies._l10n_vn_restore_enrichment()
        self.assertEqual(self.parameters.get_param(MODE), "auto")

    def test_a_company_that_moves_to_vietnam_stops_it(self):
        self.close_all()
        abroad = self.env["res.company"].create({"name": "Hoa Sen GmbH", "country_id": self.env.ref("base.de").id})
        self.env["res.company"]._l10n_vn_restore_enrichment()
        self.assertEqual(self.parameters.get_param(MODE), "auto")
        abroad.country_id = self.env.ref("base.vn")
        self.assertEqual(self.parameters.get_param(MODE), "manual")

    def test_a_choice_of_the_administrator_stays(self):
        self.sao_mai.search([("partner_id.country_id.code", "=", "VN")]).l10n_vn_paid_data = True
        self.parameters.set_param(MODE, "auto")
        self.env["res.company"]._l10n_vn_follow_paid_data()
        self.assertEqual(self.parameters.get_param(MODE), "auto")


@tagged("post_install", "-at_install")
class TestPaidDataOfTwoCompanies(TransactionCase):
    """A Vietnamese company and one abroad: which leads the service is asked about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "iap_enrich_done" not in cls.env["crm.lead"]._fields:
            raise SkipTest("lead enrichment is a companion: it is not installed")
        companies = cls.env["res.company"]
        cls.abroad = companies.create({"name": "Hoa Sen GmbH", "country_id": cls.env.ref("base.de").id})
        cls.sao_mai = companies.create({"name": "Công ty Sao Mai", "country_id": cls.env.ref("base.vn").id})
        cls.user = cls.env.ref("base.user_admin")
        cls.user.company_ids += cls.abroad + cls.sao_mai
        cls.env["crm.lead"].search([]).write({"iap_enrich_done": True})

    def lead(self, company, name="Chị Lan"):
        leads = self.env["crm.lead"].with_user(self.user).with_company(company)
        domain = name.lower().replace(" ", "-").encode("ascii", "ignore").decode()
        values = {"name": name, "email_from": f"mua@{domain}.example.com", "user_id": False, "team_id": False}
        return leads.create({**values, "company_id": company.id})

    def asked(self, enrich):
        """Return the ids of leads that ``enrich()`` sends to the service."""
        sent = []
        with patch.object(
            type(self.env["iap.enrich.api"]), "_request_enrich", lambda _self, ids: sent.extend(ids) or {}
        ):
            enrich()
        return sent

    def test_the_scheduled_action_sends_leads_of_the_company_abroad_only(self):
        ours, theirs, nobodys = self.lead(self.sao_mai), self.lead(self.abroad), self.lead(self.env["res.company"])
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_args, **_options: 60):
            cron = self.env["crm.lead"].with_context(cron_id=1)
            sent = self.asked(cron._iap_enrich_leads_cron)
        self.assertIn(theirs.id, sent)
        self.assertFalse({ours.id, nobodys.id} & set(sent))

    def test_the_button_sends_them_only_too_whatever_company_is_chosen(self):
        ours, theirs = self.lead(self.sao_mai), self.lead(self.abroad)
        for company in (self.sao_mai, self.abroad):
            with self.subTest(company=company.name):
                theirs.iap_enrich_done = False
                leads = (ours + theirs).with_user(self.user).with_company(company)
                self.assertEqual(self.asked(leads.iap_enrich), theirs.ids)
        self.assertFalse(ours.show_enrich_button)

    def test_the_company_s_own_setting_allows_it(self):
        ours = self.lead(self.sao_mai)
        self.sao_mai.l10n_vn_paid_data = True
        self.assertEqual(self.asked(ours.iap_enrich), ours.ids)
        new = self.lead(self.sao_mai, "Anh Hùng")
        self.assertEqual(self.asked(new.iap_enrich), new.ids)
        self.sao_mai.l10n_vn_paid_data = False
        self.assertFalse(self.asked((ours + new).iap_enrich))

    def test_a_lead_that_moves_to_the_vietnamese_company(self):
        lead = self.lead(self.abroad)
        lead.company_id = self.sao_mai
        self.assertFalse(self.asked(lead.iap_enrich))

    def test_a_company_that_moves_to_vietnam(self):
        lead = self.lead(self.abroad)
        self.abroad.country_id = self.env.ref("base.vn")
        self.assertFalse(self.asked(lead.iap_enrich))

    def test_a_vietnamese_company_alone(self):
        companies = self.env["res.company"].search([])
        companies.write({"country_id": self.env.ref("base.vn").id, "l10n_vn_paid_data": False})
        leads = self.lead(self.sao_mai) + self.lead(self.env["res.company"])
        self.assertEqual(leads.mapped("iap_enrich_done"), [True, True])
        self.env["res.company"]._l10n_vn_restore_enrichment()
        self.assertEqual(leads.mapped("iap_enrich_done"), [False, False])

    def test_leads_are_bought_by_who_may(self):
        menu = self.env.ref("crm_iap_mine.crm_menu_lead_generation", raise_if_not_found=False)
        if not menu:
            self.skipTest("lead mining is a companion: it is not installed")
        menus = self.env["ir.ui.menu"].with_user(self.user)
        self.assertNotIn(menu.id, menus._load_menus_blacklist())
        self.user.write({"company_id": self.sao_mai.id, "company_ids": self.sao_mai.ids})
        self.assertIn(menu.id, menus._load_menus_blacklist())
        self.sao_mai.l10n_vn_paid_data = True
        self.assertNotIn(menu.id, menus._load_menus_blacklist())
