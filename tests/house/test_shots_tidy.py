"""Pictures of duplicates side by side, their list and merges, and of people who are known again."""

from odoo import Command
from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase

SIZES = (("1366x768", False), ("375x812", True))
ROWS = (
    {"contact_name": "Nguyễn Thu Hường", "phone": "0987 111 222", "email_from": "huong@thuyta.example.vn"},
    {
        "contact_name": "Thu Hường",
        "phone": "0987 111 222",
        "email_from": "thuhuong.thuyta@gmail.com",
        "partner_name": "Công ty TNHH Thủy Tạ",
        "street": "1 Lê Thái Tổ",
        "city": "Hà Nội",
        "expected_revenue": 45_000_000,
    },
    {"contact_name": "chị Hường", "phone": "0987 111 222", "l10n_vn_zalo": "0987111222"},
    {"contact_name": "Trần Văn Đức", "phone": "0987 333 444"},
    {"contact_name": "anh Đức", "phone": "0987 333 444"},
    {"contact_name": "Bế Thị Nhung", "phone": "0987 555 666", "type": "opportunity"},
    {"contact_name": "", "name": "Khách hỏi qua Zalo", "phone": "0987 555 666"},
)


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestTidyShots(StoryCase):
    def test_tidy(self):
        admin = self.env.ref("base.user_admin")
        admin.group_ids = [Command.link(self.env.ref("crm.group_use_lead").id)]
        owners = (self.people[0].id, self.people[1].id, False, self.people[0].id, False, False, False)
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"{row['contact_name']} hỏi giá",
                    "type": "lead",
                    "team_id": self.mine.team_id.id,
                    "user_id": owner,
                }
                | row
                for row, owner in zip(ROWS, owners, strict=True)
            ]
        )
        twins = [{"name": name, "is_company": True, "vat": "0100109106"} for name in ("Cty Sao Mai", "Công ty Sao Mai")]
        self.env["res.partner"].create(twins)
        search = self.env["crm.lead.duplicate.search"].create({"is_full": True})
        while search._has_step():
            search._step(None)
        groups = self.env["crm.lead.duplicate.group"].with_user(admin)
        worst = groups.search([("member_ids.lead_id", "in", leads[0].ids)])
        contacts = groups.search([("model", "=", "res.partner")], limit=1)
        table = seen(".o_l10n_vn_duplicates tbody tr")
        for size, is_phone in SIZES:
            self.browser_size, self.touch_enabled = size, is_phone
            width = size.partition("x")[0]
            self.shoot("/odoo/lead-duplicates", f"tidy_list_{width}", seen(".o_data_row, .o_kanban_record"))
            self.shoot(f"/odoo/lead-duplicates/{worst.id}", f"tidy_group_{width}", table)
            self.shoot(f"/odoo/lead-duplicates/{contacts.id}", f"tidy_contacts_{width}", table)
            card = ".o_field_widget[name=l10n_vn_known_text]"
            self.shoot(f"/odoo/crm.lead/{leads[1].id}", f"tidy_known_form_{width}", seen(card))
            self.shoot(
                "/odoo/action-l10n_vn_crm.crm_lead_action", f"tidy_known_board_{width}", seen(".o_kanban_record")
            )
            self.shoot("/odoo/lead-manager", f"tidy_sources_{width}", seen(".o_l10n_vn_manager_report .o_back"))
        sure = groups.search([("doubt", "=", False)])
        merge = self.env["crm.lead.duplicate.merge"].with_user(admin)._start(sure)
        while merge._has_step():
            merge._step(None)
        action = "/odoo/action-l10n_vn_crm.crm_lead_duplicate_merge_action"
        for size, is_phone in SIZES:
            self.browser_size, self.touch_enabled = size, is_phone
            self.shoot(
                f"{action}/{merge.id}", f"tidy_merge_{size.partition('x')[0]}", seen(".o_data_row, .o_kanban_record")
            )
        merge._start_undo(merge.line_ids)
        for size, is_phone in SIZES:
            self.browser_size, self.touch_enabled = size, is_phone
            self.shoot(f"{action}/{merge.id}", f"tidy_undo_{size.partition('x')[0]}", seen(".alert-info"))
