# Runs inside an Odoo shell behind _bench/data.py: two companies, each with a team, salespeople and an address.
from odoo import Command

quiet = env(context=dict(env.context, no_reset_password=True, mail_create_nosubscribe=True, tracking_disable=True))
vietnam, dong = quiet.ref("base.vn"), quiet.ref("base.VND")
dong.active = True
quiet["ir.default"].set("res.partner", "lang", "vi_VN")
first = quiet.ref("base.main_company")
first.write({"name": HOSTS[0], "country_id": vietnam.id, "currency_id": dong.id})
second = quiet["res.company"].create({"name": HOSTS[1], "country_id": vietnam.id, "currency_id": dong.id})
companies = [first, second]


def new_user(login, groups, homes):
    return quiet["res.users"].create(
        {
            "name": f"Nhân viên {login}",
            "login": login,
            "password": login,
            "email": f"{login}@{HOSTS[companies.index(homes[0])]}",
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "company_id": homes[0].id,
            "company_ids": [Command.set([home.id for home in homes])],
            "group_ids": [Command.link(quiet.ref(group).id) for group in ("base.group_user", *groups)],
        }
    )


new_user("quan.tri", ["sales_team.group_sale_manager", "base.group_partner_manager", "base.group_system"], companies)
new_user("cong.thu", ["base.group_system"], companies)
for number, company in enumerate(companies):
    company.alias_domain_id = quiet["mail.alias.domain"].create({"name": HOSTS[number]})
    kinds = ["sales_team.group_sale_salesman", "sales_team.group_sale_salesman_all_leads"]
    sellers = [new_user(f"nhan.vien.{number}.{of}", [kinds[of % 2]], [company]) for of in range(PEOPLE)]
    team = quiet["crm.team"].create(
        {
            "name": f"Kinh doanh {HOSTS[number]}",
            "company_id": company.id,
            "use_leads": True,
            "alias_name": "lead",
            "alias_domain_id": company.alias_domain_id.id,
            "member_ids": [Command.set([seller.id for seller in sellers])],
            "l10n_vn_lead_stages": True,
            "l10n_vn_requires_qualification": True,
            "l10n_vn_join_mails": True,
        }
    )
    quiet["crm.lead.recall.rule"].create(
        {
            "name": f"{RECALL_MINUTES:g} phút",
            "company_id": company.id,
            "team_id": team.id,
            "limit": RECALL_MINUTES / 1440,
            "unit": "days",
            "warning": 0,
            "barred_days": 0,
            "plan_days": 0,
            "is_on": True,
        }
    )
# What happens once an hour happens once a minute.
quiet.ref("l10n_vn_crm.crm_lead_recall_cron").write({"interval_number": 1, "interval_type": "minutes"})
env.cr.commit()
