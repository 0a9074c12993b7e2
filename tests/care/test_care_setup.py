"""Rules of daily care are off until somebody turns them on, in one dialog, for the teams of the company."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged, users

from ..common import MANAGER, LeadCase, person


@tagged("post_install", "-at_install")
class TestCareSetup(LeadCase):
    USERS = {"lan": person("Nguyễn Thị Lan"), "manager": person("Phạm Mai", MANAGER, login="mai")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.team"].search([]).active = False
        other = cls.env["res.company"].create({"name": "Công ty Biển Xanh"})
        cls.team, cls.other_team = (
            cls.new_team(cls.lan, use_leads=True),
            cls.new_team(use_leads=True, company_id=other.id),
        )

    def test_a_new_team_has_no_rule(self):
        self.assertFalse(self.team.l10n_vn_share_method)
        self.assertFalse(self.team.l10n_vn_answer_hours)
        self.assertFalse(self.team.l10n_vn_recall_rule_ids)

    @users("mai")
    def test_one_dialog_turns_all_on(self):
        dialog = Form(self.env["crm.lead.care.setup"])
        self.assertEqual(dialog.team_ids[:].ids, self.team.ids, "teams of other companies are left alone")
        dialog.recall_days = 5
        dialog.save().action_apply()

        self.assertEqual(self.team.l10n_vn_share_method, "turn")
        self.assertEqual(self.team.l10n_vn_answer_hours, 2)
        rule = self.team.l10n_vn_recall_rule_ids
        self.assertEqual((rule.limit, rule.unit, rule.is_on, rule.company_id), (5, "workdays", True, self.env.company))
        self.assertFalse(self.other_team.l10n_vn_share_method)

    @users("mai")
    def test_values_of_a_team_stay(self):
        self.team.sudo().write({"l10n_vn_share_method": "load", "l10n_vn_answer_hours": 8})
        self.env["crm.lead.care.setup"].create({}).action_apply()
        self.env["crm.lead.care.setup"].create({}).action_apply()
        self.assertEqual((self.team.l10n_vn_share_method, self.team.l10n_vn_answer_hours), ("load", 8))
        self.assertEqual(len(self.team.l10n_vn_recall_rule_ids), 1)

    @users("mai")
    def test_what_is_not_chosen_is_turned_off(self):
        self.env["crm.lead.care.setup"].create({}).action_apply()
        self.env["crm.lead.care.setup"].create({"shares": False, "answers": False, "recalls": False}).action_apply()
        self.assertFalse(self.team.l10n_vn_share_method)
        self.assertFalse(self.team.l10n_vn_answer_hours)
        self.assertEqual(self.team.l10n_vn_recall_rule_ids.mapped("is_on"), [False])

    @users("lan")
    def test_salespeople_may_not(self):
        with self.assertRaises(AccessError):
            self.env["crm.lead.care.setup"].create({})
