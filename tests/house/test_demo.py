"""What does somebody see who tries the addon: a Vietnamese company at work?"""

from odoo import fields
from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file

from ...tools.value import tax_code

FILES = ("crm_team", "res_partner", "crm_lead", "crm_lead_work")


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref("l10n_vn_crm.demo_team", raise_if_not_found=False):
            for name in FILES:
                convert_file(cls.env, "l10n_vn_crm", f"demo/{name}_demo.xml", {}, mode="init", noupdate=True)
        shipped = cls.env["ir.model.data"].search([("module", "=", "l10n_vn_crm"), ("name", "=like", "demo_lead_%")])
        cls.leads = cls.env["crm.lead"].with_context(active_test=False).browse(shipped.mapped("res_id"))

    def test_work_in_every_stage(self):
        numbers = {}
        for lead in self.leads.filtered("active"):
            key = lead.type, lead.stage_id.get_external_id()[lead.stage_id.id].removeprefix("l10n_vn_crm.crm_stage_")
            numbers[key] = numbers.get(key, 0) + 1
        self.assertEqual(
            numbers,
            {
                ("lead", "interested"): 8,
                ("lead", "consulting"): 6,
                ("lead", "trial"): 5,
                ("opportunity", "crm.stage_lead4"): 2,
                ("opportunity", "crm.stage_lead1"): 2,
                ("opportunity", "crm.stage_lead2"): 1,
                ("opportunity", "crm.stage_lead3"): 1,
            },
        )

    def test_every_kind_of_situation(self):
        today = fields.Date.context_today(self.leads)
        is_open = self.leads.filtered(lambda lead: lead.won_status == "pending" and lead.active)
        self.assertGreaterEqual(len(is_open.filtered(lambda lead: not lead.user_id)), 4, "some wait in the pool")
        late = self.leads.activity_ids.filtered(lambda activity: activity.date_deadline < today)
        self.assertGreaterEqual(len(late), 4)
        self.assertGreaterEqual(len(is_open.filtered("l10n_vn_outcome_id")), 8)
        self.assertEqual(set(is_open.mapped("l10n_vn_qualification_state")), {"met", "unmet"})
        lost = self.leads.filtered(lambda lead: lead.won_status == "lost")
        self.assertEqual(lost.lost_reason_id, self.env.ref("l10n_vn_crm.crm_lost_reason_not_now"))
        answers = self.env.ref("l10n_vn_crm.demo_lead_chi").l10n_vn_qualification["criteria"]
        self.assertEqual({one["answer"]["user"] for one in answers}, {self.env.ref("base.user_admin").name})
        won = self.leads.filtered(lambda lead: lead.won_status == "won")
        self.assertTrue(all(lead.partner_id and lead.date_conversion for lead in won))
        self.assertIn(self.env.ref("l10n_vn_crm.demo_customer_banh"), won.partner_id | won.partner_id.parent_id)
        asked_again = self.env.ref("l10n_vn_crm.demo_lead_vi")
        twins = {match.id for match in asked_again._l10n_vn_find_matches()[asked_again.id] if match.model == "crm.lead"}
        self.assertIn(self.env.ref("l10n_vn_crm.demo_lead_opp_vi").id, twins)

    def test_data_are_clean_and_invented(self):
        for lead in self.leads:
            with self.subTest(lead=lead.name):
                self.assertEqual(bool(lead.phone_sanitized), bool(lead.phone))
                self.assertTrue(lead.phone_sanitized or lead.email_normalized)
                self.assertIn("0000", lead.phone_sanitized or "0000")
                self.assertTrue((lead.email_normalized or ".example.com").endswith(".example.com"))
                if lead.l10n_vn_vat:
                    self.assertTrue(tax_code.is_valid(lead.l10n_vn_vat))
                    self.assertEqual(lead.l10n_vn_vat[:2], "99")
                self.assertEqual(lead.team_id, self.env.ref("l10n_vn_crm.demo_team"))
