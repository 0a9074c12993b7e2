"""Pictures of the lists of leads beside their records, of the drop of a list, of meetings and settings."""

from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase

SIZES = (("1366x768", False), ("375x812", True))
LIST = "/odoo/action-l10n_vn_crm."
DROP = (
    "const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File(['x'], 'a.csv'));"
    "document.querySelector('.o_content').dispatchEvent(new DragEvent('dragenter', {bubbles: true, dataTransfer}))"
)


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestListShots(StoryCase):
    def shoot_sizes(self, url, name, ready, clicks=(), **values):
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            self.shoot(url, f"{name}_{size}", seen(ready), clicks, **values)

    def test_lists(self):
        for name in dir(self):
            if name.startswith("shoot_") and name != "shoot_sizes":
                with self.subTest(name):
                    getattr(self, name)()

    def shoot_board(self):
        self.shoot_sizes(f"{LIST}crm_lead_action", "lists_board", ".o_kanban_record")

    def shoot_drop(self):
        self.browser_size = "1366x768"
        self.shoot(
            f"{LIST}crm_lead_action",
            "lists_drop",
            seen(".o_kanban_record"),
            [(DROP, seen(".o-Dropzone"))],
        )

    def shoot_of_leads(self):
        for name in ("new", "by_team", "by_channel", "pool", "converted"):
            with self.subTest(list=name):
                self.shoot_sizes(f"{LIST}crm_lead_action_{name}", f"lists_{name}", ".o_data_row, .o_kanban_record")

    def shoot_selected(self):
        self.browser_size = "1366x768"
        self.shoot(
            f"{LIST}crm_lead_action_new",
            "lists_selected",
            seen(".o_data_row"),
            [
                (
                    "document.querySelector('thead .o_list_record_selector input').click()",
                    seen(".o_selection_container button.btn-primary"),
                )
            ],
        )

    def shoot_on_a_phone(self):
        self.browser_size, self.touch_enabled = "375x812", True
        self.shoot(
            f"{LIST}crm_lead_action",
            "lists_phone_open",
            seen(".o_kanban_record"),
            [
                (
                    "document.querySelector('.o_l10n_vn_lead_lists_small button').click()",
                    seen(".o-dropdown-item, .dropdown-item"),
                )
            ],
        )

    def shoot_menu(self):
        self.browser_size = "1366x768"
        self.shoot(
            f"{LIST}crm_lead_action",
            "lists_menu",
            seen(".o_kanban_record"),
            [
                (
                    "document.querySelector('[data-menu-xmlid=\"crm.crm_menu_leads\"]').click()",
                    seen('[data-menu-xmlid="l10n_vn_crm.crm_lead_menu_import"]'),
                )
            ],
        )

    def shoot_meeting(self):
        press = "document.querySelector('div[name=l10n_vn_reach] button .fa-calendar').parentElement.click()"
        self.shoot_sizes(
            f"/odoo/crm.lead/{self.mine.id}",
            "lists_meeting",
            ".o_form_view .o-mail-Message",
            [(press, seen(".modal [name=partner_ids]"))],
            login="nv0",
        )

    def shoot_pipeline(self):
        self.shoot_sizes("/odoo/action-crm.crm_lead_action_pipeline", "lists_pipeline", ".o_kanban_record")

    def shoot_manager(self):
        self.shoot_sizes("/odoo/lead-manager", "lists_manager", ".o_l10n_vn_manager_report tbody tr")

    def shoot_settings(self):
        show = "document.querySelector('#l10n_vn_mail').scrollIntoView({block: 'start'})"
        self.shoot_sizes("/odoo/settings#crm", "lists_settings", "#l10n_vn_mail", [(show, "true")])
        show = "document.querySelector('#l10n_vn_crm_sms').scrollIntoView({block: 'start'})"
        self.shoot_sizes("/odoo/settings#crm", "lists_settings_2", "#l10n_vn_mail", [(show, "true")])
