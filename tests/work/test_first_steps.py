"""The administrator's first steps: each is ticked once it is done, none before."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import MailCase, letter
from ..screens import TourCase


class FirstStepsCase(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "quan.tri", "base.group_system,sales_team.group_sale_manager", name="Quản Trị", lang="en_US"
        )
        cls.hoa = new_test_user(cls.env, "hoa", "sales_team.group_sale_salesman", name="Trần Thị Hoa")
        # As on a fresh database: the addon's own data, and nothing that a person has done.
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.env["crm.team.member"].search([]).unlink()
        cls.env["crm.lead.import"].sudo().search([]).unlink()
        cls.env["mail.alias"].search([]).alias_status = "not_tested"
        cls.env.flush_all()
        for table in ("crm_stage", "crm_lead_criterion"):
            cls.env.cr.execute(f"UPDATE {table} SET write_uid = 1")  # pylint: disable=sql-injection
        cls.env.invalidate_all()

    def steps(self, user=None):
        self.env.flush_all()
        return self.env["crm.lead.first.steps"].with_user(user or self.admin).get_steps()

    def done(self):
        return {step["key"] for step in self.steps() if step["is_done"]}


@tagged("post_install", "-at_install")
class TestFirstSteps(FirstStepsCase):
    def test_nothing_is_done_on_a_fresh_database(self):
        self.assertEqual(
            [(step["key"], step["is_done"]) for step in self.steps()],
            [(key, False) for key in ("mail", "team", "stages", "criteria", "import", "conversion", "care")],
        )

    def test_the_address_is_done_once_a_mail_came(self):
        self.assertTrue(self.receive(letter("Gửi em bảng giá máy lọc nước.")))
        self.assertIn("mail", self.done())

    def test_the_address_of_another_company_does_not_count(self):
        domain = self.env["mail.alias.domain"].create({"name": "noikhac.example.vn"})
        other = self.env["res.company"].create({"name": "Nơi khác", "alias_domain_id": domain.id})
        team = self.env["crm.team"].create({"name": "Khác", "company_id": other.id, "alias_name": "khac"})
        team.alias_id.alias_status = "valid"
        self.assertEqual(team.alias_id.alias_domain_id, domain)
        self.assertNotIn("mail", self.done())

    def test_the_team_is_done_with_a_salesperson(self):
        self.team.member_ids = self.admin
        self.assertNotIn("team", self.done())
        self.team.member_ids += self.hoa
        self.assertEqual(self.done(), {"team"})

    def test_stages_are_done_when_somebody_orders_or_uses_them(self):
        trial = self.env.ref("l10n_vn_crm.crm_stage_trial")
        with self.env.cr.savepoint() as savepoint:
            trial.with_user(self.admin).sequence = 99
            self.assertEqual(self.done(), {"stages"})
            savepoint.rollback()
            self.env.invalidate_all()
        lead = self.env["crm.lead"].create({"name": "Chị Lan", "type": "lead", "team_id": self.team.id})
        self.assertFalse(self.done())
        lead.stage_id = trial
        self.assertEqual(self.done(), {"stages"})

    def test_criteria_are_done_when_somebody_changes_or_ticks_one(self):
        criterion = self.env["crm.lead.criterion"].search([], limit=1)
        with self.env.cr.savepoint() as savepoint:
            criterion.with_user(self.admin).help = "Ai ký hợp đồng?"
            self.assertEqual(self.done(), {"criteria"})
            savepoint.rollback()
            self.env.invalidate_all()
        lead = self.env["crm.lead"].create({"name": "Chị Lan", "type": "lead", "team_id": self.team.id})
        lead.l10n_vn_criterion_ids = criterion
        self.assertEqual(self.done(), {"criteria"})

    def test_the_first_list_is_done_when_it_has_made_leads(self):
        record = self.env["crm.lead.import"].sudo().create({"file_name": "hoi_cho.xlsx"})
        self.assertFalse(self.done())
        record.write({"state": "done", "created_count": 12})
        self.assertEqual(self.done(), {"import"})

    def test_the_first_conversion_is_done_when_a_lead_was_converted(self):
        self.env["crm.lead"].create({"name": "Thẳng vào phễu", "type": "opportunity"})
        self.assertFalse(self.done())
        lead = self.env["crm.lead"].create({"name": "Chị Lan", "type": "lead", "team_id": False})
        lead.convert_opportunity(self.env["res.partner"])
        self.assertEqual(self.done(), {"conversion"})

    def test_daily_care_is_done_when_a_rule_is_on(self):
        setup = self.env["crm.lead.care.setup"].with_user(self.admin)
        setup.create({"shares": False, "answers": False, "recalls": False}).action_apply()
        self.assertNotIn("care", self.done())
        setup.create({"shares": False, "answers": True, "recalls": False}).action_apply()
        self.assertIn("care", self.done())

    def test_only_administrators_see_and_close_them(self):
        self.assertFalse(self.steps(self.hoa))
        with self.assertRaises(AccessError):
            self.env["crm.lead.first.steps"].with_user(self.hoa).action_close()

    def test_closed_for_one_company_is_open_for_another(self):
        other = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.admin.company_ids += other
        first_steps = self.env["crm.lead.first.steps"].with_user(self.admin)
        first_steps.action_close()
        self.assertFalse(first_steps.get_steps())
        self.assertTrue(first_steps.with_company(other).get_steps())

    def test_each_step_opens_its_place(self):
        for step in self.steps():
            action = self.env["crm.lead.first.steps"].with_user(self.admin).action_open(step["key"])
            self.assertTrue(action["type"].startswith("ir.actions."), step["key"])

    def test_cost_is_small(self):
        self.steps()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["crm.lead.first.steps"].with_user(self.admin).get_steps()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 20)


@tagged("post_install", "-at_install")
class TestFirstStepsTour(TourCase, FirstStepsCase):
    def test_steps_tick_themselves_and_go_away(self):
        self.team.member_ids = self.hoa
        self.start_tour("/odoo/action-l10n_vn_crm.crm_lead_action", "l10n_vn_crm_first_steps", login="quan.tri")
        self.assertTrue(self.env.company.l10n_vn_first_steps_closed)

    def test_the_board_is_below_the_steps(self):
        """Beside the lists of leads, steps and board share the rest of the page: as wide, one below the other."""
        for size in ("1366x768", "375x812"):
            with self.subTest(size=size):
                self.browser_size = size
                self.browser_js(
                    "/odoo/action-l10n_vn_crm.crm_lead_action",
                    """
                    const place = (name) => document.querySelector(name).getBoundingClientRect();
                    const [steps, board] = [place(".o_l10n_vn_first_steps"), place(".o_kanban_renderer")];
                    const isBelow = Math.abs(board.top - steps.bottom) < 2 && Math.abs(board.left - steps.left) < 2;
                    if (!isBelow || Math.abs(board.width - steps.width) > 2) {
                        throw new Error(`steps ${JSON.stringify(steps)}, board ${JSON.stringify(board)}`);
                    }
                    console.log("test successful");
                    """,
                    "Boolean(document.querySelector('.o_l10n_vn_first_steps + .o_kanban_renderer'))",
                    login="quan.tri",
                )
