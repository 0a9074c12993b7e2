"""Undo of conversions beside other modules and in two companies."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_return_to_lead import ReturnCase


@tagged("post_install", "-at_install")
class TestReturnBesideModules(ReturnCase):
    def test_quotation_keeps_it_until_it_is_cancelled(self):
        if "sale.order" not in self.env or "opportunity_id" not in self.env["sale.order"]._fields:
            self.skipTest("sale_crm is not installed")
        lead = self.convert(self.hoa_lead())
        order = self.env["sale.order"].create({"partner_id": lead.partner_id.id, "opportunity_id": lead.id})
        [preview] = lead.with_user(self.lan).l10n_vn_preview_return()
        self.assertEqual(len(preview["refusals"]), 1)
        self.assertFalse(self.give_back(lead)[0]["is_back"])
        self.assertEqual(lead.type, "opportunity")
        order.action_cancel()
        customer = lead.partner_id
        [answer] = self.give_back(lead)
        self.assertTrue(answer["is_back"])
        self.assertTrue(customer.exists(), "the cancelled quotation has it")
        self.assertIn(customer.display_name, " ".join(answer["reasons"]))

    def test_quotations_of_merged_leads_go_back_to_them(self):
        if "sale.order" not in self.env or "opportunity_id" not in self.env["sale.order"]._fields:
            self.skipTest("sale_crm is not installed")
        deals = self.new_lead("Bàn", type="opportunity") + self.new_lead("Ghế", type="opportunity")
        customer = self.env["res.partner"].create({"name": "Hoa Sen"})
        orders = self.env["sale.order"].create(
            [{"partner_id": customer.id, "opportunity_id": deal.id} for deal in deals]
        )
        kept = deals.with_user(self.mai)._merge_opportunity()
        self.assertEqual(orders.opportunity_id, kept)
        self.assertTrue(kept.with_user(self.mai).l10n_vn_separate_merged()["is_back"])
        orders.invalidate_recordset()
        self.assertEqual([order.opportunity_id for order in orders], list(deals))

    def test_visitors_go_back_to_their_lead(self):
        if "website.visitor" not in self.env or "visitor_ids" not in self.env["crm.lead"]._fields:
            self.skipTest("website_crm is not installed")
        visitors = self.env["website.visitor"].create([{"access_token": "a" * 32}, {"access_token": "b" * 32}])
        leads = self.hoa_lead() + self.hoa_lead(name="Hoa lần 2")
        for lead, visitor in zip(leads, visitors, strict=True):
            lead.visitor_ids = visitor
        self.mass_convert(leads, self.mai)
        kept = leads.exists()
        self.assertEqual(kept.visitor_ids, visitors)
        self.assertTrue(self.give_back(kept, self.mai)[0]["is_back"])
        leads.invalidate_recordset()
        self.assertEqual([lead.visitor_ids for lead in leads], list(visitors))

    def test_mailing_keeps_the_customer(self):
        if "mailing.trace" not in self.env:
            self.skipTest("mass_mailing is not installed")
        lead = self.convert(self.hoa_lead())
        customer = lead.partner_id
        self.env["mailing.trace"].create({"model": "res.partner", "res_id": customer.id, "trace_type": "mail"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE mailing_trace SET create_date = create_date + interval '1 hour'")
        self.assertTrue(self.give_back(lead)[0]["is_back"])
        self.assertTrue(customer.exists())

    def test_two_companies(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        theirs = self.new_user("hue", name="Quản lý Huế", groups="sales_team.group_sale_manager")
        theirs.write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        lead = self.hoa_lead(company_id=self.env.company.id)
        self.team.company_id = self.env.company
        self.convert(lead)
        for method in ("l10n_vn_return_to_lead", "l10n_vn_preview_return", "l10n_vn_separate_merged"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(lead.with_user(theirs), method)()
        self.assertEqual(self.env["crm.lead.snapshot"].search([], limit=1).company_id, self.env.company)
        self.assertTrue(self.give_back(lead, self.mai)[0]["is_back"])
        self.assertEqual(lead.company_id, self.env.company)

    def test_a_returned_lead_passes_the_gate_with_its_answers(self):
        self.team.l10n_vn_requires_qualification = True
        lead = self.hoa_lead()
        lead.l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([("required", "=", True)])
        met = lead.l10n_vn_criterion_ids
        self.convert(lead)
        self.give_back(lead)
        self.assertEqual((lead.type, lead.l10n_vn_criterion_ids, lead.l10n_vn_is_bound), ("lead", met, True))
        self.convert(lead)
        self.assertEqual(lead.type, "opportunity")
        self.give_back(lead)
        lead.l10n_vn_criterion_ids = False
        self.assertTrue(lead._l10n_vn_get_gate_findings())

    def test_hidden_leads_that_come_back_stay_hidden(self):
        mine, theirs = self.hoa_lead(), self.hoa_lead(name="Khách của Hùng", user_id=self.hung.id)
        kept = (mine + theirs).with_user(self.mai)._merge_opportunity()
        kept.user_id = self.lan
        answer = kept.with_user(self.lan).l10n_vn_separate_merged()
        self.assertTrue(answer["is_back"])
        owned = (mine + theirs).filtered(lambda lead: lead.user_id == self.lan)
        gone = (mine + theirs) - kept
        self.assertEqual(answer["merged_ids"], gone.ids if gone in owned else [])
