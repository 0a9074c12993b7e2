# Runs inside an Odoo shell behind _bench/data.py: a company of salespeople and their leads, equal in both databases.
from odoo import Command

quiet = env(context=dict(env.context, no_reset_password=True, mail_create_nosubscribe=True, tracking_disable=True))
company = quiet.company
company.country_id = quiet.ref("base.vn")
company.alias_domain_id = quiet["mail.alias.domain"].create({"name": HOST})
quiet["res.config.settings"].create({"group_use_lead": True}).execute()
quiet["ir.default"].set("res.partner", "lang", "vi_VN")
own, every = "sales_team.group_sale_salesman", "sales_team.group_sale_salesman_all_leads"
logins = {f"nhan.vien.{number}": own for number in range(PEOPLE)} | {"nhap.danh.sach": every, "cong.thu": every}
users = quiet["res.users"].create(
    [
        {
            "name": f"Nhân viên {login}",
            "login": login,
            "password": login,
            "email": f"{login}@{HOST}",
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "group_ids": [Command.link(quiet.ref(group).id), Command.link(quiet.ref("base.group_user").id)],
        }
        for login, group in logins.items()
    ]
)
# Native Odoo's gateway reads the addresses with the rights of its user.
users[-1].group_ids = [Command.link(quiet.ref("base.group_system").id)]
team = quiet.ref("sales_team.team_sales_department")
team.write({"use_leads": True, "alias_name": "lead", "member_ids": [Command.set(users.ids)]})
if "l10n_vn_requires_qualification" in team._fields:  # native Odoo asks for nothing before a conversion
    team.l10n_vn_requires_qualification = False
sellers = users[:PEOPLE]
rows = [
    {
        **row,
        "type": "lead",
        "team_id": team.id,
        "country_id": company.country_id.id,
        # Every fourth has no salesperson yet.
        "user_id": sellers[number % PEOPLE].id if number % 4 else False,
    }
    for number, row in enumerate(people(LEADS, seed=SEED))
]
for start in range(0, LEADS, 1000):
    quiet["crm.lead"].create(rows[start : start + 1000])
    env.flush_all()
    env.invalidate_all()
env.cr.commit()
