"""Pictures of what people see, from the import of a list to the opportunity."""

import base64

from odoo.tests import tagged

from ..common import SAMPLES
from ..screens import seen
from ..story import StoryCase


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShots(StoryCase):
    def test_result_dialog(self):
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "result_dialog",
            seen(".o_form_view .o_statusbar_status, .o_form_view"),
            [
                (
                    "document.querySelector('.o_form_statusbar button[data-hotkey=g]').click()",
                    seen(".modal .o_l10n_vn_choice label"),
                ),
                (
                    "document.querySelectorAll('.modal .o_l10n_vn_choice label')[2].click()",
                    seen(".modal .alert-warning"),
                ),
            ],
            login="nv0",
        )

    def test_lead_form(self):
        self.shoot(f"/odoo/crm.lead/{self.mine.id}", "lead_after_results", seen(".o-mail-Message"), login="nv0")

    def test_qualification(self):
        """Three of four criteria are met; a customer and a colleague's lead share the number."""
        self.qualify()
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}", "qualification", seen(".o_l10n_vn_criteria, .o-mail-Message"), login="nv0"
        )

    def test_qualification_of_a_manager(self):
        self.qualify()
        self.shoot(f"/odoo/crm.lead/{self.mine.id}", "qualification_manager", seen(".o_l10n_vn_criteria"))

    def test_qualification_kanban(self):
        self.qualify()
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "qualification_kanban",
            seen(".o_kanban_record .o_l10n_vn_ring"),
            [
                (
                    "document.querySelector('.o_kanban_record .text-warning.o_l10n_vn_ring').closest('button').click()",
                    seen(".o-dropdown--menu .o-dropdown-item"),
                )
            ],
            login="nv0",
        )

    def test_qualification_list(self):
        self.qualify()
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=list",
            "qualification_list",
            seen(".o_data_row .o_l10n_vn_ring"),
            [
                (
                    "document.querySelector('.o_data_row .o_l10n_vn_ring').closest('button').click()",
                    seen(".o-dropdown--menu .o-dropdown-item"),
                )
            ],
            login="nv0",
        )

    def test_gate(self):
        self.qualify()
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "gate",
            seen(".o_l10n_vn_criteria"),
            [
                (
                    "[...document.querySelectorAll('.o_statusbar_status button')]"
                    ".find((button) => button.textContent.includes('Đã mua')).click()",
                    seen(".modal .modal-body"),
                )
            ],
            login="nv0",
        )

    def test_gate_override(self):
        self.qualify()
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "gate_override",
            seen(".o_l10n_vn_criteria"),
            [
                (
                    "document.querySelector('div[name=l10n_vn_qualification] > button').click()",
                    seen(".modal .alert-warning"),
                )
            ],
        )

    def test_disqualify(self):
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "disqualify",
            seen(".o_form_view .o_statusbar_status"),
            [
                (
                    "document.querySelector('.o_statusbar_buttons button[data-hotkey=l]').click()",
                    seen(".modal .o_field_widget[name=lost_reason_id]"),
                )
            ],
            login="nv0",
        )

    def test_criteria(self):
        action = self.env.ref("l10n_vn_crm.crm_lead_criterion_action").id
        self.shoot(f"/odoo/action-{action}", "criteria", seen(".o_list_view .o_data_row"))

    def test_criterion(self):
        criterion = self.env.ref("l10n_vn_crm.crm_lead_criterion_budget")
        action = self.env.ref("l10n_vn_crm.crm_lead_criterion_action").id
        self.shoot(f"/odoo/action-{action}/{criterion.id}", "criterion", seen(".o_form_view .o_field_radio"))

    def test_answers_on_cards(self):
        self.qualify()
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "answers_kanban",
            seen(".o_kanban_record .o_l10n_vn_answers"),
            login="nv0",
        )

    def test_answers_of_an_opportunity(self):
        self.qualify()
        self.mine.l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([])
        self.mine.convert_opportunity(self.env["res.partner"])
        self.shoot(f"/odoo/crm.lead/{self.mine.id}", "answers_opportunity", seen(".o_l10n_vn_answers"), login="nv0")

    def test_second_won_stage(self):
        bought = self.env.ref("l10n_vn_crm.crm_stage_bought")
        bought.l10n_vn_applies_to = "both"
        self.leads[9].l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([])
        self.leads[9].stage_id = bought
        action = self.env.ref("crm.crm_stage_action").id
        self.shoot(f"/odoo/action-{action}/{bought.id}", "second_won_stage", seen("[name=l10n_vn_second_won]"))

    def test_pool(self):
        self.shoot("/odoo/lead-pool", "pool", seen(".o_list_view .o_data_row"), login="nv1")

    def test_hand_out(self):
        self.shoot(
            "/odoo/lead-pool",
            "hand_out",
            seen(".o_list_view .o_data_row"),
            [
                (
                    "document.querySelector('thead .o_list_record_selector input').click()",
                    seen(".o_control_panel_actions button"),
                ),
                (
                    "[...document.querySelectorAll('.o_control_panel button')]"
                    ".find((button) => button.textContent.includes('Chia')).click()",
                    seen(".modal .o_data_row"),
                ),
            ],
        )

    def test_manager_report(self):
        self.shoot("/odoo/lead-manager", "manager_report", seen(".o_l10n_vn_manager_report tbody tr"))

    def test_logins(self):
        action = self.env.ref("l10n_vn_crm.res_users_action_leads").id
        self.shoot(f"/odoo/action-{action}", "logins", seen(".o_list_view .o_data_row"))

    def test_outcomes(self):
        action = self.env.ref("l10n_vn_crm.crm_talk_outcome_action").id
        self.shoot(f"/odoo/action-{action}", "outcomes", seen(".o_list_view .o_data_row"))

    def test_status_words(self):
        for name, size in (("status_words", "1366x768"), ("status_words_phone", "375x812")):
            self.browser_size = size
            ready = ".o_list_view .o_data_row" if size[0] == "1" else ".o_kanban_record"
            self.shoot("/odoo/lead-status-words", name, seen(ready))

    def test_outcome_icons(self):
        action = self.env.ref("l10n_vn_crm.crm_talk_outcome_action").id
        self.shoot(
            f"/odoo/action-{action}",
            "outcome_icons",
            seen(".o_list_view .o_data_row"),
            [
                ("document.querySelector('.o_data_cell[name=icon]').click()", seen(".o_select_menu_toggler")),
                (
                    "document.querySelector('.o_select_menu_toggler').click()",
                    seen(".o_select_menu_item .fa-handshake-o"),
                ),
            ],
        )

    def test_leads(self):
        self.shoot("/odoo/action-crm.crm_lead_all_leads", "leads", seen(".o_data_row, .o_kanban_record"), login="nv0")

    def test_lead_list(self):
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_action?view_type=list", "lead_list", seen(".o_data_row"), login="admin"
        )

    def test_lead_list_selected(self):
        """With leads selected, what is done with them has the room of what makes new ones."""
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_action?view_type=list",
            "lead_list_selected",
            seen(".o_data_row"),
            [
                (
                    "document.querySelector('thead .o_list_record_selector input').click()",
                    "document.querySelector('.o_selection_box') && "
                    "document.querySelector('.l10n_vn_cards').offsetWidth === 0",
                )
            ],
        )

    def test_leads_kanban(self):
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "leads_kanban",
            seen(".o_kanban_record"),
            login="nv0",
        )

    def test_import(self):
        """Upload a damaged list, see what was recognised and mapped."""
        content = (SAMPLES / "08_excel_damaged.csv").read_bytes()
        self._shoot_import(content, "import", ".o_import_data_content tbody tr")

    def test_import_preview(self):
        """The first rows as leads: new, known, doubtful and of another person's phone, on a screen and on a phone."""
        self.env["crm.lead"].create(
            [
                {"name": "Tuấn hỏi báo giá", "contact_name": "Lê Quốc Tuấn", "phone": "0903 456 789"},
                {"name": "Máy nén khí", "contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"},
            ]
        )
        rows = (
            "Họ và tên;Điện thoại;Email;Công ty;Tỉnh/TP;Phụ trách;Nhu cầu",
            "Chị Nguyễn Thu Hường;0912345678 / 0243 822 1234;huong@saomai.vn;Công ty TNHH Sao Mai;Cần Thơ;"
            "Trần Văn Hùng;Cần 20 máy lọc nước trước Tết, giao tại kho Trà Nóc",
            "Trần Văn Đức;098765;duc@binhminh.vn;Hộ kinh doanh Bình Minh;Sóc Trăng;;Xin báo giá",
            "Anh Tuấn;0903 456 789;tuan@phuocloc.vn;Cửa hàng Phước Lộc;Lâm Đồng;Lan;Hỏi lại giá",
            "Trần Thị Hà;028 3822 1234;;Công ty CP Đại Thành;TP.HCM;;",
            "Phạm Thuỳ Dương;093456;;Xưởng gỗ Đại Thành;Bình Dương;;Gọi sau 17h",
            "Bế Thị Nhung;0987 111 222;;;Cao Bằng;;Mua bàn ghế cho lớp học",
        )
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            content = "\n".join(rows).encode()
            self._shoot_import(content, f"import_preview_{size}", ".o_l10n_vn_import_preview_row")
        show = "document.querySelector('.o_l10n_vn_import_preview').scrollIntoView()"
        self._shoot_import(content, f"import_preview_cards_{size}", ".o_l10n_vn_import_preview_row", [(show, "true")])

    def _shoot_import(self, content, name, ready, clicks=()):
        upload = f"""
            const bytes = Uint8Array.from(atob("{base64.b64encode(content).decode()}"), (char) => char.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "khach_hoi_cho.csv", {{ type: "text/csv" }}));
            const input = document.querySelector("input.o_input_file");
            input.files = transfer.files;
            input.dispatchEvent(new Event("change", {{ bubbles: true }}));
        """
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads/import?active_model=crm.lead",
            name,
            seen("input.o_input_file"),
            [(upload, seen(ready)), *clicks],
        )

    def test_import_ledger(self):
        action = self.env.ref("l10n_vn_crm.crm_lead_import_action").id
        self.shoot(f"/odoo/action-{action}", "import_history", seen(".o_view_controller"))

    def test_conversion(self):
        self.env["res.partner"].create(
            [
                {"name": "Phạm Thu Hà", "phone": self.mine.phone, "email": "ha@saomai.example.vn"},
                {"name": "Công ty TNHH Sao Mai", "phone": self.mine.phone, "is_company": True, "vat": "0100109106"},
            ]
        )
        wizard = seen(".modal .o_form_view")
        open_wizard = (
            "[...document.querySelectorAll('.o_statusbar_buttons button')]"
            ".find((button) => button.textContent.includes('Chuyển')).click()",
            wizard,
        )
        choose = "document.querySelectorAll('.modal .o_field_widget[name=name] input')[{}].click()"
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "conversion",
            seen(".o_form_view .o_statusbar_status"),
            [open_wizard],
            login="nv0",
        )
        self.shoot(
            f"/odoo/crm.lead/{self.mine.id}",
            "conversion_attach",
            seen(".o_form_view .o_statusbar_status"),
            [open_wizard, (choose.format(2), seen(".modal .o_field_widget[name=l10n_vn_opportunity_id]"))],
            login="nv0",
        )

    def test_conversion_mass(self):
        twin = self.leads[0].copy({"name": "Phạm Thu Hà hỏi lại", "phone": self.leads[0].phone, "type": "lead"})
        (self.leads + twin).flush_recordset()
        select = (
            "document.querySelector('thead .o_list_record_selector input').click()",
            seen(".o_control_panel_actions button, .o_selection_box"),
        )
        convert = (
            "[...document.querySelectorAll('.o_control_panel button, .o-dropdown--menu .dropdown-item')]"
            ".filter((button) => /cơ hội/i.test(button.textContent)).at(-1).click()",
            seen(".modal .o_form_view"),
        )
        menu = (
            "document.querySelector('.o_cp_action_menus .dropdown-toggle:has(.fa-cog)').click()",
            seen(".o-dropdown--menu .dropdown-item"),
        )
        done = (
            "document.querySelector('.modal footer .btn-primary').click()",
            seen(".modal .o_field_widget[name=line_ids] .o_data_row"),
        )
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=list",
            "conversion_mass",
            seen(".o_data_row"),
            [select, menu, convert],
        )
        self.shoot(
            "/odoo/action-crm.crm_lead_all_leads?view_type=list",
            "conversion_result",
            seen(".o_data_row"),
            [select, menu, convert, done],
        )

    def test_conversion_stopped(self):
        admin = self.env.ref("base.user_admin")
        record = self.env["crm.lead.conversion"].with_user(admin)._open(self.leads, {})
        record._store_outcomes([], {}, len(self.leads) // 3)
        self.shoot(
            f"/odoo/action-l10n_vn_crm.crm_lead_conversion_action/{record.id}",
            "conversion_stopped",
            seen("button[name=action_continue]"),
        )
        self.shoot(
            "/odoo/action-l10n_vn_crm.crm_lead_conversion_action",
            "conversions",
            seen("button[name=action_continue]"),
        )

    def test_opportunity(self):
        opportunity = self.leads.filtered(lambda lead: lead.type == "opportunity" and lead.user_id == self.people[0])[
            :1
        ]
        self.shoot(f"/odoo/crm.lead/{opportunity.id}", "opportunity", seen(".o-mail-Message"), login="nv0")

    def test_pipeline(self):
        self.shoot("/odoo/action-crm.crm_lead_action_pipeline", "pipeline", seen(".o_kanban_record"), login="nv0")
