"""Pictures of the doors: business cards, contacts, the web site, mailings."""

from odoo import Command
from odoo.tests import tagged

from ..doors.test_card import PRINTED
from ..screens import ScreenCase, seen


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestDoorShots(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        groups = cls.env.ref("sales_team.group_sale_salesman") + cls.env.ref("mass_mailing.group_mass_mailing_user")
        cls.lan = cls.env["res.users"].create(
            {
                "name": "Nguyễn Thị Lan",
                "login": "lan",
                "password": "lan",
                "lang": "vi_VN",
                "tz": "Asia/Ho_Chi_Minh",
                "email": "lan@saomai.example.vn",
                "group_ids": [Command.link(group.id) for group in groups],
            }
        )
        cls.env["crm.lead"].search([]).active = False
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh", "l10n_vn_lead_stages": True, "use_leads": True, "member_ids": cls.lan.ids}
        )
        cls.campaign = cls.env["utm.campaign"].create({"title": "Vietbuild 2026"})
        cls.mai = cls.env["res.partner"].create(
            {"name": "Nguyễn Thị Mai", "phone": "0912 345 678", "email": "mai@laphong.example.vn"}
        )
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"{name} hỏi giá",
                    "type": "lead",
                    "contact_name": name,
                    "phone": f"09123456{number}8",
                    "email_from": f"khach{number}@laphong.example.vn",
                    "user_id": cls.lan.id,
                    "team_id": cls.team.id,
                    "partner_id": False if number != 7 else cls.mai.id,
                }
                for number, name in ((7, "Nguyễn Thị Mai"), (1, "Lê Văn Sơn"), (2, "Phạm Hồng Nhung"))
            ]
        )
        cls.batch = (
            cls.env["crm.lead.card.batch"]
            .with_user(cls.lan)
            .create(
                {
                    "text": f"{PRINTED}\nMST: 0100109106\n---\nTrần Bình\nGiám đốc\n0987 654 321\n---\n"
                    "Chị Thu\n0903 222 111\n---\n"
                    "CÔNG TY TNHH THƯƠNG MẠI DỊCH VỤ VÀ XÂY DỰNG NAM TRUNG BỘ\nPHẠM NGUYỄN HOÀNG PHƯƠNG THẢO\n"
                    "Phó Giám đốc Kinh doanh\nDĐ: 0905 777 888 - ĐT: 0236 3822 999\n"
                    "thao.phamnguyen@namtrungbo.example.vn\n"
                    "K52/3 Điện Biên Phủ, phường Thanh Khê, TP Đà Nẵng",
                    "campaign_id": cls.campaign.id,
                    "team_id": cls.team.id,
                }
            )
        )

    def open(self, action, name, ready, clicks=()):
        self.shoot(f"/odoo/action-l10n_vn_crm.{action}", name, seen(ready), clicks, login="lan")

    def test_door_cards(self):
        self.open("crm_lead_card_batch_action", "door_cards", ".modal .o_l10n_vn_file_drop")

    def test_door_cards_review(self):
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            self._shoot_review(size)

    def _shoot_review(self, size):
        paste = (
            "const area = document.querySelector('.modal [name=text] textarea');"
            f"area.value = {self.batch.text!r}; area.dispatchEvent(new Event('input', {{bubbles: true}}));"
            "area.dispatchEvent(new Event('change', {bubbles: true}));"
            "document.querySelector('.modal footer button[name=action_read]').click()"
        )
        self.open(
            "crm_lead_card_batch_action",
            f"door_cards_review_{size}",
            ".modal .o_l10n_vn_file_drop",
            [(paste, seen(".modal .o_data_row, .modal .o_kanban_record:not(.o_kanban_ghost)"))],
        )

    def test_door_typing(self):
        self.open("crm_lead_card_batch_action_type", "door_typing", ".modal .o_l10n_vn_file_drop")

    def test_door_list(self):
        click = "document.querySelector('thead .o_list_record_selector input').click()"
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_action?view_type=list",
            "door_list",
            seen(".o_list_view .o_data_row"),
            [(click, seen("button[name=action_l10n_vn_mass_mail]"))],
            login="lan",
        )

    def test_door_list_buttons(self):
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_action?view_type=list",
            "door_list_buttons",
            seen(".o_list_view .o_data_row"),
            login="lan",
        )

    def test_door_kanban(self):
        self.shoot("/odoo/action-l10n_vn_crm.crm_lead_action", "door_kanban", seen(".o_kanban_record"), login="lan")

    def test_door_mailing(self):
        select = "document.querySelector('thead .o_list_record_selector input').click()"
        mail = "document.querySelector('button[name=action_l10n_vn_mass_mail]').click()"
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_action?view_type=list",
            "door_mailing",
            seen(".o_list_view .o_data_row"),
            [(select, seen("button[name=action_l10n_vn_mass_mail]")), (mail, seen(".modal [name=lead_count]"))],
            login="lan",
        )

    def test_door_contact(self):
        self.shoot(
            f"/odoo/res.partner/{self.mai.id}",
            "door_contact",
            seen("button[name=action_l10n_vn_open_leads]"),
            login="lan",
        )

    def test_door_settings(self):
        show = "document.querySelector('#l10n_vn_website_crm').scrollIntoView({block: 'end'})"
        self.shoot("/odoo/settings#crm", "door_settings", seen("#l10n_vn_website_crm"), [(show, "true")])

    def test_door_web_form(self):
        self.shoot("/vi/contactus", "door_web_form", seen("#contactus_form"), login="lan")
