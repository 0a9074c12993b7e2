"""Pictures of what binds the rooms together: the menus, an import with bad rows, a lead that nobody has taken."""

from odoo import Command
from odoo.tests import tagged

from ..screens import ScreenCase, seen

LIST = "Họ tên;Số điện thoại;Tỉnh\nLê Thị Hà;0912345678;Hà Nội\nTrần Nam;098765;Đà Nẵng\nVũ Minh;0903222111;Huế"


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestRoomShots(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        cls.env.ref("base.user_admin").write({"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
        cls.env.ref("base.user_admin").group_ids = [Command.link(cls.env.ref("crm.group_use_lead").id)]
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh", "l10n_vn_lead_stages": True, "use_leads": True, "company_id": False}
        )

    def test_room_menus(self):
        for number, section in ((1, "leads"), (2, "reporting"), (3, "configuration")):
            sections = "document.querySelectorAll('.o_menu_sections > *')"
            self.shoot(
                "/odoo/lead-pool",
                f"menu_{section}",
                f"{sections}.length > 3",
                [
                    (
                        f"({sections}[{number}].querySelector('button') || {sections}[{number}]).click()",
                        seen(".o-dropdown--menu .dropdown-item"),
                    )
                ],
            )

    def test_room_taking(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Hỏi giá máy lọc nước",
                "type": "lead",
                "contact_name": "Lê Thị Hà",
                "phone": "0912 345 678",
                "email_from": "ha@hoasen.example.vn",
                "state_id": self.env["res.country.state"].search([("name", "ilike", "Hồ Chí Minh")], limit=1).id,
                "team_id": self.team.id,
                "user_id": False,
            }
        )
        self.shoot(f"/odoo/crm.lead/{lead.id}", "lead_to_take", seen("button[name=action_l10n_vn_take]"))

    def test_room_bad_rows(self):
        screen = self.env["base_import.import"].create(
            {"res_model": "crm.lead", "file_name": "hội chợ.csv", "file_type": "text/csv", "file": LIST.encode()}
        )
        answer = screen.execute_import(
            ["contact_name", "phone", "state_id"],
            ["họ tên", "số điện thoại", "tỉnh"],
            {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8", "l10n_vn_hand_back": True},
        )
        self.shoot(
            f"/odoo/lead-imports/{answer['l10n_vn_import_id']}", "import_bad_rows", seen(".o_form_view .o_data_row")
        )
        self.shoot("/odoo/lead-imports", "import_list", seen(".o_data_row"))
