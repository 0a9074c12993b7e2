"""A Vietnamese company at work: salespeople, leads in all stages, activities, results of talks."""

from datetime import timedelta

from odoo import Command, fields

from .screens import ScreenCase

PEOPLE = ("Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Ngọc Sơn")
ASKS = ("hỏi giá máy lọc nước", "cần tư vấn phần mềm bán hàng", "muốn dùng thử 30 ngày", "gặp ở hội chợ Vietbuild")


class StoryCase(ScreenCase):
    """``people``: salespeople, logins nv0 to nv2 · ``leads`` · ``mine``: a lead of nv0 with results and an activity"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Owners that are shown are counted in a transaction of its own, which a test's read-only cursor would refuse.
        cls.set_registry_readonly_mode(False)
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        dong = cls.env.ref("base.VND")
        dong.active = True
        company = cls.env["res.company"].create(
            {"name": "Công ty Sao Mai", "country_id": cls.env.ref("base.vn").id, "currency_id": dong.id}
        )
        cls.env.ref("base.user_admin").write({"company_ids": [Command.link(company.id)], "company_id": company.id})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=company.ids))
        group = cls.env.ref("sales_team.group_sale_salesman")
        cls.people = cls.env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"nv{number}",
                    "password": f"nv{number}",
                    "lang": "vi_VN",
                    "tz": "Asia/Ho_Chi_Minh",
                    "group_ids": [Command.link(group.id)],
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "email": f"nv{number}@saomai.example.vn",
                }
                for number, name in enumerate(PEOPLE)
            ]
        )
        cls.env["res.users"].create(
            {
                "name": "Công ty Hoa Sen",
                "login": "muahang@hoasen.example.vn",
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.env.ref("base.user_admin").lang = "vi_VN"
        # Only what a Vietnamese company could see of a database in use: demo leads and teams are in English.
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.env["crm.team"].search([]).active = False
        team = cls.env["crm.team"].create(
            {
                "name": "Kinh doanh miền Nam",
                "use_leads": True,
                "l10n_vn_lead_stages": True,
                "member_ids": cls.people.ids,
            }
        )
        stages = [
            cls.env.ref(f"l10n_vn_crm.crm_stage_{name}").id
            for name in ("interested", "interested", "consulting", "trial")
        ]
        sources = cls.env["utm.source"].create([{"name": name} for name in ("Zalo OA", "Hội chợ", "Website")])
        provinces = cls.env["res.country.state"].search([("country_id.code", "=", "VN")], limit=5)
        owners = [*cls.people.ids, cls.people.ids[0], False]
        today = fields.Date.today()
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"{name} {ASKS[number % 4]}",
                    "contact_name": name,
                    "type": "lead",
                    "team_id": team.id,
                    "user_id": owners[number % 5],
                    "stage_id": stages[number % 4],
                    "source_id": sources[number % 3].id,
                    "phone": f"+84 912 345 6{number:02d}",
                    "state_id": provinces[number % 5].id,
                    "priority": str(number % 3),
                    "expected_revenue": 4_500_000 * (1 + number % 7),
                }
                for number, name in enumerate(("Phạm Thu Hà", "Võ Minh Quân", "Đặng Thị Mai", "Bùi Đức Long") * 6)
            ]
        )
        for number, lead in enumerate(cls.leads):
            if lead.user_id and number % 3:
                lead.activity_schedule(
                    "mail.mail_activity_data_call",
                    user_id=lead.user_id.id,
                    date_deadline=today + timedelta(days=number % 4 - 1),
                )
        for lead in cls.leads[3:9] + cls.leads[12:14]:
            lead.convert_opportunity(cls.env["res.partner"])
        cls.leads[4].action_set_won()
        cls.mine = cls.leads.filtered(
            lambda lead: lead.user_id == cls.people[0] and lead.activity_ids and lead.type == "lead"
        )[0]
        silent = cls.env.ref("l10n_vn_crm.crm_talk_outcome_no_answer")
        for _call in range(2):
            cls.mine.with_user(cls.people[0]).l10n_vn_record_result(silent.id, "Máy bận", False, {"type": "call"})

    @classmethod
    def qualify(cls):
        """Meet three of four criteria; a customer and a colleague's lead share the number."""
        cls.mine.team_id.l10n_vn_requires_qualification = True
        criteria = cls.env["crm.lead.criterion"].search([])
        cls.mine.with_user(cls.people[0]).l10n_vn_criterion_ids = criteria[:3]
        budget, decider = (
            str(cls.env.ref(f"l10n_vn_crm.crm_lead_criterion_{name}").id) for name in ("budget", "decision_maker")
        )
        cls.mine.with_user(cls.people[0]).l10n_vn_answers = {budget: "200 triệu", decider: "chị Hà, giám đốc"}
        cls.leads[:3].with_user(cls.people[2]).sudo().l10n_vn_criterion_ids = criteria
        cls.mine.partner_name = "Công ty TNHH Thủy Tạ"
        known = {"phone": cls.mine.phone, "type": "lead", "team_id": cls.mine.team_id.id}
        colleague = cls.people[1]
        colleague.phone = "028 3822 1234"
        cls.env["crm.lead"].create({**known, "name": "Bí mật", "user_id": colleague.id})
        cls.env["res.partner"].create(
            [
                {"name": "Công ty Cổ phần Thủy Tạ", "is_company": True, "user_id": cls.people[0].id},
                {"name": cls.mine.contact_name, "phone": cls.mine.phone},
            ]
        )
