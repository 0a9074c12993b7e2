"""Pictures of the guide and of the app's page: the invented company of ``dev run`` at work.

``python3 dev shots --guide`` takes them in the database of ``dev run`` and keeps each under the name of its test.
"""

import base64

from odoo import fields
from odoo.tests import tagged

from ..screens import ScreenCase, seen
from .guide_samples import ADDRESS, CARDS, LIST, MAIL

PHONE, DESK, DIALOG = "375x812", "1366x768", "1024x768"
WIDE = "1600x900"  # from this width on, a form has its history beside it
POLICY = {"l10n_vn_policy": "update_empty"}
MANAGER = "Phạm Quốc Khánh"
LEADS = "/odoo/action-l10n_vn_crm.crm_lead_action"
FORM = seen(".o_form_view .o_statusbar_status") + " && " + seen(".o-mail-Message")
SELECT_ALL = (
    "document.querySelector('thead .o_list_record_selector input').click()",
    seen(".o_selection_box, .o_selection_container"),
)


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_guide")
class TestGuideShots(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        cls.company, cls.admin = cls.env.ref("base.main_company"), cls.env.ref("base.user_admin")
        cls.admin.name = MANAGER
        cls.company.l10n_vn_first_steps_closed = True
        # The demo data were loaded on a day of this week: what was due on that day is due today.
        late = fields.Date.context_today(cls.env.user) - cls.demo("team").create_date.date()
        for activity in cls.env["mail.activity"].search([("res_model", "=", "crm.lead")]):
            activity.date_deadline += late

    @classmethod
    def demo(cls, name):
        return cls.env.ref(f"l10n_vn_crm.demo_{name}")

    def picture(self, name, url, ready, clicks=(), login="demo_ha", size=DESK):
        self.browser_size, self.touch_enabled = size, size == PHONE
        self.shoot(url, name, ready, [*clicks, ("", "!document.querySelector('.o_loading_indicator')")], login=login)

    def lead(self, name):
        return f"/odoo/crm.lead/{self.demo('lead_' + name).id}"

    # ----- Boards, lists, the day

    def test_board(self):
        self.picture("board", LEADS, seen(".o_kanban_record"), login="admin")

    def test_first_steps(self):
        self.company.l10n_vn_first_steps_closed = False
        self.picture("first_steps", LEADS, seen(".o_l10n_vn_first_steps"), login="admin")

    def test_my_day(self):
        self.demo("lead_nhung").user_id = self.demo("user_ha")  # her mail is without an answer
        for name, size in (("my_day", DESK), ("my_day_phone", PHONE)):
            self.picture(name, "/odoo/my-day", seen(".o_l10n_vn_day_card"), size=size)

    def test_lists(self):
        self.picture("lists", f"{LEADS}_new", seen(".o_data_row"), login="admin")

    def test_manager(self):
        self.picture("manager", "/odoo/lead-manager", seen(".o_l10n_vn_manager_report tbody tr"), login="admin")

    def test_pool(self):
        self.picture("pool", "/odoo/lead-pool", seen(".o_data_row"))

    def test_hand_out(self):
        press = (
            "[...document.querySelectorAll('.o_control_panel button')]"
            ".find((button) => button.textContent.includes('Chia khách')).click()",
            seen(".modal .o_data_row"),
        )
        self.picture(
            "hand_out", "/odoo/lead-pool", seen(".o_data_row"), [SELECT_ALL, press], login="admin", size=DIALOG
        )

    # ----- One lead

    def test_lead(self):
        self.picture("lead", self.lead("phuong"), FORM)

    def test_result(self):
        self.picture("result", self.lead("phuong"), FORM, self.recorded(), size=DIALOG)

    def recorded(self):
        dialog = (
            "document.querySelector('.o_form_view button[data-hotkey=g]').click()",
            seen(".modal .o_l10n_vn_choice label"),
        )
        choice = (
            "[...document.querySelectorAll('.modal .o_l10n_vn_choice label')]"
            ".find((label) => label.textContent.includes('Nói chuyện được')).click()",
            seen(".modal .o_l10n_vn_choice input:checked"),
        )
        return [dialog, choice]

    def test_duplicates(self):
        self.picture("duplicates", self.lead("vi"), FORM, login="demo_bao")

    def test_colleague(self):
        """Hà writes down somebody whom Bảo looks after: she learns whom to ask."""
        # Counting needs a transaction of its own, which the browser of a test has not.
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.hidden_owners_per_hour", 0)
        lead = self.env["crm.lead"].create(
            {
                "name": "Hỏi máy POS cho siêu thị",
                "type": "lead",
                "contact_name": "Lý Thành Đạt",
                "phone": "0900 000 116",
                "user_id": self.demo("user_ha").id,
                "team_id": self.demo("team").id,
            }
        )
        self.picture("colleague", f"/odoo/crm.lead/{lead.id}", FORM)

    def test_qualification(self):
        self.picture("qualification", self.lead("giang"), FORM)

    def test_phone(self):
        self.picture("phone_board", LEADS, seen(".o_kanban_record"), size=PHONE)
        self.picture("phone_lead", self.lead("phuong"), seen(".o_form_view .o_field_widget[name=phone]"), size=PHONE)

    # ----- Conversion

    def convert(self):
        return (
            "[...document.querySelectorAll('.o_statusbar_buttons button')]"
            ".find((button) => button.textContent.includes('Chuyển')).click()",
            seen(".modal .o_form_view"),
        )

    def test_conversion(self):
        self.picture("conversion", self.lead("dat"), FORM, [self.convert()], login="demo_bao", size=DIALOG)

    def test_conversion_missing(self):
        self.picture("conversion_missing", self.lead("giang"), FORM, [self.convert()], size=DIALOG)

    def test_conversion_result(self):
        criteria = self.env["crm.lead.criterion"].search([])
        for name in ("thao", "vinh", "khoi", "hau", "trinh", "duyen", "vi"):
            self.demo(f"lead_{name}").with_user(self.admin).l10n_vn_criterion_ids = criteria
        press = (
            "[...document.querySelectorAll('.o_control_panel button')]"
            ".find((button) => button.textContent.includes('Chuyển thành cơ hội')).click()",
            seen(".modal .o_form_view"),
        )
        done = (
            "document.querySelector('.modal footer .btn-primary').click()",
            seen(".modal .o_field_widget[name=line_ids] .o_data_row"),
        )
        url, ready = f"{LEADS}_new", seen(".o_data_row")
        self.picture("conversion_result", url, ready, [SELECT_ALL, press, done], login="admin", size=DIALOG)

    def test_opportunity(self):
        self.picture("opportunity", self.lead("opp_truong"), FORM, size=WIDE)

    # ----- Doors

    def test_import_preview(self):
        upload = f"""
            const bytes = Uint8Array.from(atob("{base64.b64encode(LIST.encode()).decode()}"), (c) => c.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "ngay_hoi_ban_le.csv", {{ type: "text/csv" }}));
            const input = document.querySelector("input.o_input_file");
            input.files = transfer.files;
            input.dispatchEvent(new Event("change", {{ bubbles: true }}));
        """
        shown = (upload, seen(".o_l10n_vn_import_preview_row"))
        self.picture("import_preview", "/odoo/lead-import", seen("input.o_input_file"), [shown])

    def test_import_result(self):
        screen = (
            self.env["base_import.import"]
            .with_user(self.demo("user_ha"))
            .create(
                {
                    "res_model": "crm.lead",
                    "file_name": "ngay_hoi_ban_le.csv",
                    "file_type": "text/csv",
                    "file": LIST.encode(),
                }
            )
        )
        headings = LIST.splitlines()[0].split(";")
        answer = screen.execute_import(
            ["contact_name", "phone", "email_from", "partner_name", "state_id", "name"],
            [heading.lower() for heading in headings],
            {
                "has_headers": True,
                "separator": ";",
                "quoting": '"',
                "encoding": "utf-8",
                "l10n_vn_hand_back": True,
                **POLICY,
            },
        )
        self.picture("import_result", f"/odoo/lead-imports/{answer['l10n_vn_import_id']}", seen(".o_form_view"))

    def test_cards(self):
        dialog = ("document.querySelector('.l10n_vn_cards').click()", seen(".modal .o_l10n_vn_file_drop"))
        paste = (
            "const area = document.querySelector('.modal [name=text] textarea');"
            f"area.value = {CARDS!r}; area.dispatchEvent(new Event('input', {{bubbles: true}}));"
            "area.dispatchEvent(new Event('change', {bubbles: true}))",
            "true",
        )
        read = (
            "document.querySelector('.modal footer button[name=action_read]').click()",
            seen(".modal .o_data_row"),
        )
        self.picture("cards", LEADS, seen(".o_kanban_record"), [dialog, paste], size=DIALOG)
        self.picture("cards_read", LEADS, seen(".o_kanban_record"), [dialog, paste, read], size=DIALOG)

    def test_mail(self):
        domain = self.company.alias_domain_id
        self.assertEqual(domain.name, ADDRESS.partition("@")[2])
        self.demo("team").write({"alias_name": ADDRESS.partition("@")[0], "alias_domain_id": domain.id})
        lead = self.env["mail.thread"].message_process(False, MAIL.encode())
        self.picture("mail_lead", f"/odoo/crm.lead/{lead}", FORM, login="admin", size=WIDE)
        ready, show = seen("#l10n_vn_mail"), "document.querySelector('#l10n_vn_mail').scrollIntoView({block: 'center'})"
        self.picture("mail_settings", "/odoo/settings#crm", ready, [(show, "true")], login="admin")

    # ----- Configuration

    def test_criteria(self):
        self.picture(
            "criteria", "/odoo/action-l10n_vn_crm.crm_lead_criterion_action", seen(".o_data_row"), login="admin"
        )

    def test_team(self):
        url = f"/odoo/action-sales_team.crm_team_action_config/{self.demo('team').id}"
        self.picture("team", url, seen(".o_form_view"), login="admin")
