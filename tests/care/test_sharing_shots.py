"""Pictures of the rule of a team, of its members, and of one of them."""

from datetime import date, timedelta

from odoo import Command
from odoo.tests import tagged

from ..screens import ScreenCase, seen

SIZES = (("1366x768", False), ("375x812", True))
METHOD = "[name=l10n_vn_share_method]"
DOWN = f"document.querySelector('{METHOD}').scrollIntoView({{ block: 'center' }})"
PAGE = "document.querySelector('.o_notebook a[name=l10n_vn_care]')"


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestSharingShots(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="vi_VN", tz="Asia/Ho_Chi_Minh", no_reset_password=True))
        cls.env.ref("base.user_admin").write({"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
        cls.env.ref("base.user_admin").group_ids = [Command.link(cls.env.ref("crm.group_use_lead").id)]
        group = cls.env.ref("sales_team.group_sale_salesman")
        users = cls.env["res.users"].create(
            [
                {"name": name, "login": login, "email": f"{login}@saomai.vn", "group_ids": [Command.set(group.ids)]}
                for login, name in (("an", "Nguyễn Văn An"), ("binh", "Trần Bình"), ("chi", "Lê Thị Chi"))
            ]
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Kinh doanh miền Nam",
                "use_leads": True,
                "user_id": cls.env.ref("base.user_admin").id,
                "l10n_vn_share_method": "province",
                "member_ids": [Command.set(users.ids)],
            }
        )
        an, binh, _chi = cls.team.crm_team_member_ids
        an.write({"l10n_vn_max_open_leads": 50, "l10n_vn_state_ids": cls.env.ref("base.state_vn_VN-HN").ids})
        binh.l10n_vn_away_until = date.today() + timedelta(days=3)
        values = {"type": "lead", "team_id": cls.team.id, "user_id": users[0].id}
        cls.env["crm.lead"].create([{**values, "name": f"Khách {number}"} for number in range(12)])
        cls.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)

    def test_sharing(self):
        team, member = f"/odoo/crm.team/{self.team.id}", self.team.crm_team_member_ids[0]
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            name = f"sharing_{size.partition('x')[0]}"
            self.shoot(team, f"{name}_members", seen(".o_field_x2many_kanban .o_kanban_record"))
            self.shoot(team, name, seen(".o_notebook"), [(f"{PAGE}.click()", seen(METHOD)), (DOWN, "true")])
            self.shoot(f"/odoo/crm.team.member/{member.id}", f"{name}_member", seen("[name=l10n_vn_away_until]"))
