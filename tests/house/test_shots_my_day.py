"""Pictures of a salesperson's day and of an administrator's first steps."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from ..screens import ScreenCase, seen
from ..story import PEOPLE

SIZES = (("1366x768", False), ("375x812", True))


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShotsMyDay(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        company = cls.env["res.company"].create({"name": "Công ty Sao Mai", "country_id": cls.env.ref("base.vn").id})
        cls.env.ref("base.user_admin").write(
            {
                "company_ids": [Command.link(company.id)],
                "company_id": company.id,
                "lang": "vi_VN",
                "tz": "Asia/Ho_Chi_Minh",
            }
        )
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=company.ids))
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.env["crm.team"].search([]).active = False
        cls.people = cls.env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"ngay{number}",
                    "password": f"ngay{number}",
                    "lang": "vi_VN",
                    "tz": "Asia/Ho_Chi_Minh",
                    "group_ids": [Command.link(cls.env.ref("sales_team.group_sale_salesman").id)],
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                }
                for number, name in enumerate(PEOPLE[:2])
            ]
        )
        cls.team = cls.env["crm.team"].create(
            {"name": "Kinh doanh miền Nam", "use_leads": True, "l10n_vn_lead_stages": True}
        )

    def fill(self):
        self.team.member_ids = self.people
        lan = self.people[0]
        trial = self.env.ref("l10n_vn_crm.crm_stage_trial").id
        source = self.env["utm.source"].create({"name": "Hội chợ Vietbuild"}).id
        today = fields.Date.context_today(self.env.user)
        rows = (
            ("Anh", "Trần Văn Hùng", "Công ty TNHH Cơ khí Hùng Phát", "Máy nén khí trục vít", {"priority": "2"}, -4),
            ("Chị", "Phạm Thu Hà", "", "Hỏi giá máy lọc nước", {"type": "opportunity"}, -1),
            ("Chị", "Đặng Thị Mai", "Công ty CP Xây dựng và Thương mại Đại Thành Phát", "Phần mềm bán hàng", {}, 0),
            ("Anh", "Lê Ngọc Sơn", "Cửa hàng Phước Lộc", "Báo giá 20 bộ bàn ghế", {"email_from": False}, 0),
            ("Chị", "Võ Thị Sáu", "Trường mầm non Hoa Sen", "Bàn ghế lớp học", {"source_id": source}, None),
            ("Anh", "Bùi Đức Long", "Nhà máy bia Sài Gòn", "Thư hỏi tiến độ giao hàng", {}, "waiting"),
            ("Anh", "Ngô Quang Minh", "Phòng khám Minh Tâm", "Dùng thử 30 ngày", {"stage_id": trial}, "trial"),
            ("Bà", "Nguyễn Thị Tư", "", "Hỏi qua Zalo OA", {"user_id": False, "source_id": source}, None),
            ("Anh", "Đỗ Tiến Đạt", "Garage Đạt Phát", "Cầu nâng hai trụ", {"user_id": False}, None),
        )
        for number, (honorific, name, company, title, values, plan) in enumerate(rows):
            lead = self.env["crm.lead"].create(
                {
                    "name": title, "contact_name": name, "partner_name": company, "l10n_vn_honorific": honorific,
                    "type": "lead", "team_id": self.team.id, "user_id": lan.id, "phone": f"0912 345 6{number}8",
                    "email_from": f"khach{number}@saomai.example.vn", **values,
                }
            )  # fmt: skip
            if isinstance(plan, int):
                summary = ("Gọi chốt số lượng", "Gửi bảng giá", "Hẹn gặp xem mẫu", "")[number % 4]
                day = today + timedelta(days=plan)
                lead.activity_schedule(
                    "mail.mail_activity_data_call", user_id=lan.id, date_deadline=day, summary=summary
                )
            elif plan == "waiting":
                lead.sudo().l10n_vn_waiting_since = fields.Datetime.now() - timedelta(hours=3)
            elif plan == "trial":
                lead.sudo().l10n_vn_trial_end = today + timedelta(days=1)

    def shoot_sizes(self, url, name, ready, clicks=(), login="ngay0"):
        for self.browser_size, self.touch_enabled in SIZES:
            width = self.browser_size.split("x")[0]
            self.shoot(url, f"{name}_{width}", seen(ready), clicks, login=login)

    def test_my_day(self):
        self.fill()
        self.shoot_sizes("/odoo/my-day", "my_day", ".o_l10n_vn_day_card")

    def test_who_first(self):
        self.fill()
        lan = self.people[0]
        trial = self.env["crm.lead"].search([("user_id", "=", lan.id), ("l10n_vn_is_on_trial", "=", True)], limit=1)
        self.shoot_sizes("/odoo/lead-first", "who_first", ".o_data_row, .o_kanban_record")
        self.shoot_sizes("/odoo/lead-first?view_type=kanban", "who_first_board", ".o_kanban_record")
        self.shoot_sizes(f"/odoo/crm.lead/{trial.id}", "trial_form", "[name=l10n_vn_trial]")
        extend = ("document.querySelector('[name=l10n_vn_trial] button').click()", seen(".modal [name=reason]"))
        self.shoot_sizes(f"/odoo/crm.lead/{trial.id}", "trial_extend", "[name=l10n_vn_trial]", [extend])

    def test_trials_of_the_manager(self):
        self.fill()
        stage = self.env.ref("l10n_vn_crm.crm_stage_trial")
        for number in range(7):
            lead = self.env["crm.lead"].create(
                {
                    "name": "Dùng thử phần mềm", "contact_name": PEOPLE[number % 3], "type": "lead",
                    "team_id": self.team.id, "user_id": self.people[number % 2].id, "stage_id": stage.id,
                }
            )  # fmt: skip
            if number < 5:
                lead.action_set_won() if number < 3 else lead.action_set_lost()
        down = ("document.querySelector('.o_l10n_vn_manager_trials').scrollIntoView()", "true")
        url = "/odoo/lead-manager"
        self.shoot_sizes(url, "manager_trials", ".o_l10n_vn_manager_trials", [down], login="admin")
        form = f"/odoo/action-l10n_vn_crm.crm_stage_action/{stage.id}"
        self.shoot_sizes(form, "trial_stage", ".o_field_widget[name=l10n_vn_trial_days]", login="admin")

    def test_my_day_below(self):
        self.fill()
        down = ("document.querySelector('.o_l10n_vn_day_tile[data-key=pool]').click()", "true")
        self.shoot_sizes("/odoo/my-day", "my_day_below", ".o_l10n_vn_day_card", [down])

    def test_my_day_result(self):
        self.fill()
        result = ("document.querySelector('[data-action=result]').click()", seen(".modal .o_l10n_vn_choice label"))
        self.shoot_sizes("/odoo/my-day", "my_day_result", ".o_l10n_vn_day_card", [result])

    def test_my_day_done(self):
        self.shoot_sizes("/odoo/my-day", "my_day_done", ".o_l10n_vn_day_done img")

    def test_my_day_guide(self):
        guide = ("document.querySelector('.o_l10n_vn_guide').click()", seen(".o_tour_pointer"))
        point = (
            "document.querySelector('.o_tour_pointer').dispatchEvent(new MouseEvent('mouseenter'))",
            "getComputedStyle(document.querySelector('.o_tour_pointer.o_open')).opacity === '1' &&"
            " document.querySelector('.o_tour_pointer_content:not(.invisible) span').offsetHeight",
        )
        self.browser_size = "1366x768"
        self.shoot("/odoo/my-day", "my_day_guide", seen(".o_l10n_vn_guide"), [guide, point], login="ngay0")

    def test_first_steps(self):
        for name, url in (
            ("board", "/odoo/action-l10n_vn_crm.crm_lead_action"),
            ("manager", "/odoo/lead-manager"),
        ):
            self.shoot_sizes(url, f"first_steps_{name}", ".o_l10n_vn_first_steps", login="admin")

    def test_my_day_setting(self):
        show = ("document.getElementById('l10n_vn_opens_my_day').scrollIntoView({ block: 'center' })", "true")
        url = "/odoo/action-crm.crm_config_settings_action"
        self.shoot_sizes(url, "my_day_setting", "#l10n_vn_opens_my_day", [show], login="admin")

    def test_first_steps_filled(self):
        self.fill()
        self.shoot_sizes(
            "/odoo/action-l10n_vn_crm.crm_lead_action", "first_steps_filled", ".o_kanban_record", login="admin"
        )
