"""Odoo's similar leads, for a whole page of leads as for one."""

from odoo.tests import tagged

from ..common import OWN, LeadCase, person


@tagged("post_install", "-at_install")
class TestSharedValues(LeadCase):
    USERS = {"nam": person("Lê Văn Nam", OWN, login="nam.trung")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls.env["res.partner"].create({"name": "Tập đoàn Sao Mai", "is_company": True})
        branch = cls.env["res.partner"].create({"name": "Sao Mai Huế", "is_company": True, "parent_id": group.id})
        lan = cls.env["res.partner"].create({"name": "Nguyễn Thị Lan", "parent_id": branch.id})
        other = cls.env["res.company"].create({"name": "Công ty khác"})
        common = {"type": "lead", "user_id": cls.nam.id}
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": "Hỏi máy in", "phone": "+84 912 345 678", **common},
                {"name": "Hỏi mực in", "phone": "+84912345678", **common},
                {"name": "Đã bỏ", "phone": "+84 91 234 5678", "active": False, **common},
                {"name": "Của người khác", "phone": "+84 91 234 5678", "type": "lead", "user_id": cls.env.uid},
                {"name": "Công ty khác", "phone": "+84 91 234 5678", "type": "lead", "company_id": other.id},
                {"name": "Hoa hỏi", "email_from": "hoa@hoasen.vn", **common},
                {"name": "Huệ hỏi", "email_from": "hue@hoasen.vn", **common},
                {"name": "Tập đoàn hỏi", "partner_id": group.id, **common},
                {"name": "Chi nhánh hỏi", "partner_id": branch.id, **common},
                {"name": "Chị Lan hỏi", "partner_id": lan.id, "phone": "+84 91 234 5678", **common},
                {"name": "Không ai giống", "phone": "+84 987 654 321", **common},
                {"name": "Chưa biết gì", **common},
                *({"name": f"Gọi tổng đài {n}", "phone": "+84 283 822 1234", **common} for n in range(21)),
                *({"name": f"Gọi lễ tân {n}", "phone": "+84 243 822 1234", **common} for n in range(22)),
            ]
        )

    def similar(self, leads):
        self.env.invalidate_all()
        return [(set(lead.duplicate_lead_ids.ids), lead.duplicate_lead_count) for lead in leads]

    def test_a_page_has_the_similar_leads_of_its_single_leads(self):
        for user in (self.env.user, self.nam):
            leads = self.leads.with_user(user)._filtered_access("read")
            with self.subTest(user=user.name):
                single = [found for lead in leads for found in self.similar(lead.with_prefetch())]
                self.assertEqual(self.similar(leads), single)
                self.assertGreater(len({count for _ids, count in single}), 4, "The leads differ in what is similar.")

    def test_many_leads_cost_the_queries_of_two(self):
        def cost(leads):
            self.env.invalidate_all()
            leads.mapped("phone_sanitized"), leads.partner_id.commercial_partner_id.mapped("name")
            before = self.cr.sql_log_count
            leads.mapped("duplicate_lead_count")
            return self.cr.sql_log_count - before

        calling = self.leads[-43:]
        self.assertEqual(cost(calling), cost(calling[:2]))
