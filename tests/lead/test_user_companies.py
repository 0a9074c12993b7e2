"""Companies of a lead that limit its salespeople: computed once a company, the same as Odoo computes them."""

from odoo.tests import tagged

from ..common import LeadCase


@tagged("post_install", "-at_install")
class TestUserCompanies(LeadCase):
    def test_each_lead_has_the_companies_that_odoo_gives_it(self):
        north, south, closed = self.env["res.company"].create(
            [{"name": f"Công ty Sao Mai {place}"} for place in ("miền Bắc", "miền Nam", "miền Trung")]
        )
        leads = self.env["crm.lead"].create(
            [
                {"name": "Hỏi giá", "type": "lead", "company_id": company, "team_id": False, "user_id": False}
                for company in (north.id, False, south.id, north.id, False, closed.id, closed.id)
            ]
        )
        closed.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        everywhere = self.env["res.company"].search([])
        self.assertNotIn(closed, everywhere)
        none = self.env["res.company"]
        self.assertEqual(
            [lead.user_company_ids for lead in leads], [north, everywhere, south, north, everywhere, none, none]
        )
        with_archived = leads.with_context(active_test=False)
        self.assertEqual([lead.user_company_ids for lead in with_archived[-2:]], [closed, closed])

    def test_it_follows_the_company(self):
        leads = self.env["crm.lead"].create([{"name": f"Hỏi giá {place}"} for place in "AB"])
        company = self.env["res.company"].create({"name": "Công ty Sao Mai"})
        self.assertIn(self.env.company, leads[1].user_company_ids)
        leads.write({"team_id": False, "user_id": False, "company_id": company.id})
        self.assertEqual([lead.user_company_ids for lead in leads], [company, company])
