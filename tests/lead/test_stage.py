from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from ...models.context import LIST_IMPORT
from ..common import MANAGER, LeadCase, person
from ..screens import TourCase


class StageCase(LeadCase):
    USERS = {
        "manager": person("Trần Thị Hoa", MANAGER, login="hoa.quanly", lang="en_US"),
        "salesperson": person("Lê Văn Nam", login="nam.banhang", lang="en_US"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.env["crm.stage"].search([("team_ids", "!=", False)]).team_ids = False
        cls.team = cls.new_team(cls.salesperson, user_id=cls.manager.id, use_leads=True, l10n_vn_lead_stages=True)
        cls.native_team = cls.env["crm.team"].create({"name": "Đội dùng giai đoạn của Odoo", "use_leads": True})
        cls.interested, cls.consulting, cls.trial, cls.bought = (
            cls.env.ref(f"l10n_vn_crm.crm_stage_{name}") for name in ("interested", "consulting", "trial", "bought")
        )
        cls.opportunity_stage = cls.env["crm.stage"].create(
            {
                "name": "Đàm phán",
                "l10n_vn_applies_to": "opportunity",
                "sequence": -1,
            }
        )
        cls.opportunity_won = cls.env["crm.stage"].create(
            {
                "name": "Ký hợp đồng",
                "l10n_vn_applies_to": "opportunity",
                "sequence": 90,
                "is_won": True,
            }
        )

    def _lead(self, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Chị Lan hỏi giá phần mềm",
                "type": "lead",
                "team_id": self.team.id,
                "user_id": self.salesperson.id,
                "contact_name": "Nguyễn Thị Lan",
                "email_from": "lan.nguyen@minhlong.example.vn",
                "phone": "0912 345 678",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestLeadStage(StageCase):
    @users("nam.banhang", "hoa.quanly")
    def test_new_lead_is_interested_first(self):
        self.assertEqual(self._lead().stage_id, self.interested)

    def test_lead_without_a_team_follows_the_company(self):
        self.env.company.l10n_vn_lead_stages = True
        self.assertEqual(self._lead(team_id=False, user_id=False).stage_id, self.interested)
        self.env.company.l10n_vn_lead_stages = False
        self.assertEqual(self._lead(team_id=False, user_id=False).stage_id, self.opportunity_stage)

    def test_lead_of_a_native_team_stays_native(self):
        lead = self._lead(team_id=self.native_team.id)
        self.assertEqual(lead.stage_id, self.opportunity_stage)
        lead.action_set_won()
        self.assertEqual((lead.type, lead.partner_id.id), ("lead", False))

    def test_opportunity_never_starts_in_a_lead_stage(self):
        self.interested.sequence = self.bought.sequence = -5
        opportunity = self._lead(type="opportunity")
        self.assertEqual(opportunity.stage_id, self.opportunity_stage)

    def test_nobody_starts_in_bought_wherever_drag_and_drop_put_it(self):
        self.bought.sequence = -9
        self.assertEqual(self._lead().stage_id, self.interested)

    @users("nam.banhang")
    def test_misfit_is_refused_with_the_stages_that_fit(self):
        lead = self._lead()
        with self.assertRaises(UserError) as refusal:
            lead.stage_id = self.opportunity_stage
        for word in (lead.name, "Đàm phán", "Interested", "Consulting", "Trial", "Bought"):
            self.assertIn(word, str(refusal.exception))
        opportunity = self._lead(type="opportunity")
        with self.assertRaises(UserError):
            opportunity.write({"stage_id": self.trial.id})
        with self.assertRaises(UserError):
            (opportunity | self._lead(type="opportunity", name="Anh Bình")).write({"stage_id": self.trial.id})
        self.assertEqual(opportunity.stage_id, self.opportunity_stage)

    @users("nam.banhang")
    def test_stage_given_at_creation_gives_way(self):
        cases = (
            ("lead", self.opportunity_stage, self.interested),
            ("lead", self.trial, self.trial),
            ("opportunity", self.trial, self.opportunity_stage),
            ("opportunity", self.opportunity_won, self.opportunity_won),
        )
        for lead_type, given, expected in cases:
            with self.subTest(type=lead_type, given=given.name):
                self.assertEqual(self._lead(type=lead_type, stage_id=given.id).stage_id, expected)
        quick = self.env["crm.lead"].with_context(default_type="lead", default_stage_id=self.opportunity_stage.id)
        self.assertEqual(quick.create({"name": "Anh Bình", "team_id": self.team.id}).stage_id, self.interested)

    @users("nam.banhang")
    def test_imported_row_gets_a_stage_that_fits(self):
        rows = [["Anh Bình", "Đàm phán", "lead", self.team.name], ["Chị Hà", "Trial", "lead", self.team.name]]
        Lead = LIST_IMPORT.on(self.env["crm.lead"].with_context(import_file=True))
        result = Lead.load(["name", "stage_id", "type", "team_id"], rows)
        self.assertFalse(result["messages"])
        self.assertEqual(Lead.browse(result["ids"]).stage_id.mapped("name"), ["Interested", "Trial"])

    @users("hoa.quanly")
    def test_team_change_brings_the_stage_of_the_new_team(self):
        lead = self._lead(stage_id=self.trial.id)
        lead.team_id = self.native_team
        self.assertEqual(lead.stage_id, self.opportunity_stage)
        lead.team_id = self.team
        self.assertEqual(lead.stage_id, self.interested)

    @users("nam.banhang")
    def test_conversion_starts_at_the_first_opportunity_stage(self):
        leads = self._lead(stage_id=self.trial.id) | self._lead(name="Anh Bình")
        leads.convert_opportunity(self.env["res.partner"])
        self.assertEqual(leads.stage_id, self.opportunity_stage)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})

    @users("hoa.quanly")
    def test_merged_lead_takes_the_stage_of_the_opportunity(self):
        lead, opportunity = self._lead(stage_id=self.trial.id), self._lead(type="opportunity")
        merged = (lead | opportunity).merge_opportunity()
        self.assertEqual((merged.type, merged.stage_id), ("opportunity", self.opportunity_stage))
        two_leads = self._lead(stage_id=self.trial.id) | self._lead(stage_id=self.consulting.id)
        self.assertEqual(two_leads.merge_opportunity().stage_id, self.trial)

    def test_back_to_a_lead_starts_again(self):
        opportunity = self._lead(type="opportunity")
        opportunity.type = "lead"
        self.assertEqual(opportunity.stage_id, self.interested)

    def test_switching_a_team_moves_its_leads(self):
        lead, archived = self._lead(stage_id=self.trial.id), self._lead(active=False)
        opportunity = self._lead(type="opportunity")
        self.team.l10n_vn_lead_stages = False
        self.assertEqual((lead | archived | opportunity).stage_id, self.opportunity_stage)
        self.team.l10n_vn_lead_stages = True
        self.assertEqual((lead | archived).stage_id, self.interested)
        self.assertEqual(opportunity.stage_id, self.opportunity_stage)

    def test_stage_that_changes_its_use_sends_its_records_home(self):
        lead = self._lead(stage_id=self.trial.id)
        self.trial.l10n_vn_applies_to = "opportunity"
        self.assertEqual(lead.stage_id, self.interested)

    @users("hoa.quanly")
    def test_manager_makes_stages_from_each_kanban(self):
        for lead_type in ("lead", "opportunity"):
            with self.subTest(kanban=lead_type):
                stage_id, _name = self.env["crm.stage"].with_context(default_type=lead_type).name_create("Gửi mẫu")
                self.assertEqual(self.env["crm.stage"].browse(stage_id).l10n_vn_applies_to, lead_type)
        self.assertEqual(self.env["crm.stage"].create({"name": "Chung"}).l10n_vn_applies_to, "both")

    def test_stage_of_another_team_is_not_offered(self):
        other = self.env["crm.stage"].create(
            {
                "name": "Riêng miền Bắc",
                "l10n_vn_applies_to": "lead",
                "sequence": -3,
                "team_ids": [Command.set(self.native_team.ids)],
            }
        )
        self.assertNotEqual(self._lead().stage_id, other)

    def _columns(self, lead_type, **context):
        Lead = self.env["crm.lead"].with_context(default_type=lead_type, read_group_expand=True, **context)
        found = Lead.web_read_group([("type", "=", lead_type), ("id", "<", 0)], ["stage_id"], ["__count"])
        return [group["stage_id"][0] for group in found["groups"]]

    @users("nam.banhang")
    def test_each_kanban_shows_its_own_columns(self):
        leads, opportunities = self._columns("lead"), self._columns("opportunity")
        for stage in (self.interested, self.consulting, self.trial, self.bought):
            self.assertIn(stage.id, leads)
            self.assertNotIn(stage.id, opportunities)
        self.assertNotIn(self.opportunity_stage.id, leads)
        self.assertIn(self.opportunity_won.id, opportunities)
        self.assertNotIn(self.interested.id, self._columns("lead", default_team_id=self.native_team.id))

    def test_column_that_holds_records_is_never_hidden(self):
        lead = self._lead()
        self.bought.l10n_vn_applies_to = "both"
        lead.stage_id = self.bought
        Lead = self.env["crm.lead"].with_context(default_type="opportunity", read_group_expand=True)
        found = Lead.web_read_group([("id", "=", lead.id)], ["stage_id"], ["__count"])
        self.assertEqual({group["stage_id"][0]: group["__count"] for group in found["groups"]}[self.bought.id], 1)

    @users("nam.banhang")
    def test_team_without_leads_makes_opportunities(self):
        self.env.user.sudo().group_ids |= self.env.ref("crm.group_use_lead")
        self.assertEqual(self.env["crm.lead"].default_get(["type"]), {"type": "lead"})
        self.team.use_leads = False
        self.assertEqual(self.env["crm.lead"].default_get(["type"]), {"type": "opportunity"})

    @users("nam.banhang")
    def test_form_moves_a_lead_through_its_stages(self):
        lead = self._lead()
        with Form(lead, view="crm.crm_lead_view_form") as form:
            form.stage_id = self.consulting
        self.assertEqual(lead.stage_id, self.consulting)

    def test_moving_many_leads_costs_the_same_few_queries(self):
        def act(leads):
            leads._l10n_vn_fit_stage({"stage_id": self.consulting.id})

        self.cost_of_leads(1, act)
        self.assertEqual(self.cost_of_leads(5, act), self.cost_of_leads(50, act))


@tagged("post_install", "-at_install")
class TestWonAsLead(StageCase):
    @users("nam.banhang")
    def test_bought_makes_a_won_opportunity_with_a_customer(self):
        lead = self._lead(partner_name="Công ty TNHH Minh Long")
        lead.stage_id = self.bought
        won = self.env["crm.stage"]._l10n_vn_find_won_stages()[0]
        self.assertEqual(
            (lead.type, lead.stage_id, lead.probability, lead.won_status), ("opportunity", won, 100, "won")
        )
        self.assertTrue(lead.date_conversion)
        self.assertTrue(lead.date_closed)
        self.assertEqual(lead.partner_id.name, "Nguyễn Thị Lan")
        self.assertEqual(lead.partner_id.parent_id.name, "Công ty TNHH Minh Long")
        [told] = [str(body) for body in lead.message_ids.mapped("body") if "Won as a lead" in str(body)]
        self.assertIn("Nguyễn Thị Lan", told)

    @users("nam.banhang")
    def test_known_customer_is_linked(self):
        customer = self.env["res.partner"].create({"name": "Chị Lan", "email": "lan.nguyen@minhlong.example.vn"})
        lead = self._lead()
        lead.stage_id = self.bought
        self.assertEqual(lead.partner_id, customer)

    @users("nam.banhang")
    def test_two_leads_of_one_new_person_make_one_customer(self):
        leads = self._lead() | self._lead(name="Chị Lan hỏi thêm")
        leads.write({"stage_id": self.bought.id})
        self.assertEqual(len(leads.partner_id), 1)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})

    @users("nam.banhang")
    def test_lead_born_won_is_converted_too(self):
        lead = self._lead(stage_id=self.bought.id)
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))
        self.assertTrue(lead.partner_id)

    @users("nam.banhang")
    def test_won_by_button_or_rpc(self):
        lead, opportunity = self._lead(), self._lead(type="opportunity", name="Anh Bình")
        (lead | opportunity).action_set_won()
        self.assertEqual((lead.type, lead.won_status, opportunity.won_status), ("opportunity", "won", "won"))
        self.assertTrue(all(stage.is_won for stage in (lead | opportunity).stage_id))
        self.assertNotIn(self.bought, (lead | opportunity).stage_id)

    def test_won_opportunity_stays_with_the_won_stage_of_opportunities(self):
        opportunity = self._lead(type="opportunity")
        opportunity.stage_id = self.opportunity_won
        self.bought.sequence = 95
        opportunity.action_set_won()
        self.assertEqual(opportunity.stage_id, self.opportunity_won)

    def test_own_won_stage_of_leads_leads_to_won(self):
        own = self.env["crm.stage"].create({"name": "Đã đặt cọc", "l10n_vn_applies_to": "lead", "is_won": True})
        lead = self._lead()
        lead.stage_id = own
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))
        self.assertIn(lead.stage_id.l10n_vn_applies_to, ("opportunity", "both"))

    def test_stage_that_becomes_won_converts_what_stands_in_it(self):
        self.env["crm.lead"].search([("stage_id", "=", self.trial.id)]).active = False  # demo leads, not all qualified
        lead = self._lead(stage_id=self.trial.id)
        self.trial.write({"is_won": True, "l10n_vn_applies_to": "both"})
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))

    def test_all_or_nothing(self):
        lead = self._lead()
        Lead = type(self.env["crm.lead"])
        with (
            patch.object(Lead, "_create_customer", side_effect=UserError("Không tạo được khách hàng")),
            self.assertRaises(UserError),
            self.cr.savepoint(),
        ):
            lead.stage_id = self.bought
            lead.flush_recordset()
        lead.invalidate_recordset()
        self.assertEqual((lead.type, lead.stage_id), ("lead", self.interested))


@tagged("post_install", "-at_install")
class TestOneWonColumn(StageCase):
    def setUp(self):
        super().setUp()
        self.won = self.env["crm.stage"]._l10n_vn_find_won_stages()[0]

    def _use_both(self, *names):
        """Make a database of before, whose leads stay in the won stage of leads; return opportunities won there."""
        self.bought.l10n_vn_applies_to = "both"
        leads = self.env["crm.lead"].union(*(self._lead(name=name, email_from=False, phone=False) for name in names))
        leads.stage_id = self.bought
        return leads

    def test_own_won_stage_of_the_team_goes_first(self):
        own = self.env["crm.stage"].create(
            {"name": "Đã giao hàng", "is_won": True, "sequence": 200, "team_ids": [Command.set(self.team.ids)]}
        )
        own.l10n_vn_applies_to = "opportunity"
        other_team = self.new_team(self.manager, name="Kinh doanh miền Bắc", l10n_vn_lead_stages=True)
        lead, other = self._lead(), self._lead(name="Anh Bình", team_id=other_team.id, user_id=self.manager.id)
        lead.with_user(self.salesperson).stage_id = self.bought
        other.with_user(self.manager).stage_id = self.bought
        self.assertEqual((lead.stage_id, other.stage_id), (own, self.won))

    @users("nam.banhang")
    def test_board_of_opportunities_has_one_won_column(self):
        self.env["crm.lead"].sudo().search([("stage_id.is_won", "=", True)]).unlink()
        (self._lead() | self._lead(type="opportunity", name="Anh Bình")).action_set_won()
        Lead = self.env["crm.lead"].with_context(default_type="opportunity", read_group_expand=True)
        found = Lead.web_read_group([("type", "=", "opportunity")], ["stage_id"], ["__count"])
        used = {group["stage_id"][0] for group in found["groups"] if group["__count"]}
        columns = self.env["crm.stage"].browse(group["stage_id"][0] for group in found["groups"])
        self.assertNotIn(self.bought, columns)
        self.assertEqual(len(columns.filtered(lambda stage: stage.is_won and stage.id in used)), 1)

    def test_databases_that_use_both_keep_both(self):
        lead = self._use_both("Chị Lan")
        self.assertEqual((lead.type, lead.stage_id, lead.won_status), ("opportunity", self.bought, "won"))
        self.assertEqual(self.bought.l10n_vn_second_won_count, 1)

    @users("hoa.quanly")
    def test_manager_merges_both_in_one_click(self):
        leads = self._use_both("Chị Lan", "Anh Bình", "Cô Ba")
        native = self._lead(name="Chú Tư", type="opportunity", team_id=self.native_team.id)
        native.stage_id = self.bought
        leads[2].active = False
        messages, closed = leads.message_ids, leads.mapped("date_closed")
        with Form(self.bought) as form:
            self.assertEqual((form.l10n_vn_won_stage_id, form.l10n_vn_second_won_count), (self.won, 3))
        action = self.bought.action_l10n_vn_merge_won()
        self.assertIn(self.won.name, action["params"]["message"])
        self.assertEqual((leads | native).stage_id, self.won)
        self.assertEqual(set((leads | native).mapped("won_status")), {"won"})
        self.assertEqual(leads.mapped("date_closed"), closed)
        self.assertEqual(leads.message_ids, messages)
        self.assertFalse(self.bought.l10n_vn_won_stage_id)
        later = self._lead(name="Dì Năm")
        later.stage_id = self.bought
        self.assertEqual(later.stage_id, self.won)
        with self.assertRaisesRegex(UserError, "second won stage"):
            self.bought.action_l10n_vn_merge_won()

    def test_salespeople_do_not_merge_stages(self):
        self._use_both("Chị Lan")
        with self.assertRaises(AccessError):
            self.bought.with_user(self.salesperson).action_l10n_vn_merge_won()

    def test_merging_costs_the_same_few_queries(self):
        def cost(number):
            leads = self._use_both(*(f"Khách {n}" for n in range(number)))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.bought.action_l10n_vn_merge_won()
            self.assertEqual(leads.stage_id, self.won)
            return self.cr.sql_log_count - before

        cost(1)
        self.assertEqual(cost(2), cost(20))

    def test_without_another_won_stage_leads_still_win(self):
        stages = self.env["crm.stage"].search([("is_won", "=", True)]) - self.bought
        stages.team_ids = self.native_team
        self.assertEqual(self.bought.l10n_vn_applies_to, "both")
        lead, opportunity = self._lead(), self._lead(type="opportunity", name="Anh Bình")
        (lead | opportunity).action_set_won()
        self.assertEqual((lead | opportunity).stage_id, self.bought)
        self.assertEqual((lead | opportunity).mapped("won_status"), ["won", "won"])
        self.assertFalse(self.bought.l10n_vn_won_stage_id)


@tagged("post_install", "-at_install")
class TestSetUp(StageCase):
    def test_existing_databases_keep_their_pipeline_and_gain_one_for_leads(self):
        stages, teams = self.env["crm.stage"], self.env["crm.team"]
        native = stages.create({"name": "Mới", "sequence": -2})
        team = teams.create({"name": "Đội có sẵn"})
        lead = self._lead(team_id=team.id, stage_id=native.id)
        lost = self._lead(team_id=team.id, stage_id=native.id, name="Anh Bình")
        lost.action_set_lost()
        opportunity = self._lead(team_id=team.id, type="opportunity", stage_id=native.id)
        messages = len(lead.message_ids)
        stages._l10n_vn_on_install()
        teams._l10n_vn_on_install()
        self.env["crm.lead"]._l10n_vn_on_install()
        self.assertEqual(native.l10n_vn_applies_to, "opportunity")
        self.assertEqual((lead | lost).stage_id, self.interested)
        self.assertEqual((lost.active, lost.won_status), (False, "lost"))
        self.assertEqual(opportunity.stage_id, native)
        self.assertEqual(len(lead.message_ids), messages)
        self.assertGreater(min((self.interested | self.bought).mapped("sequence")), self.opportunity_won.sequence)

    def test_removal_puts_everything_back(self):
        lead, lost, opportunity = self._lead(), self._lead(name="Anh Bình"), self._lead(type="opportunity")
        won = self._lead(name="Chị Hà")
        won.stage_id = self.bought
        lost.action_set_lost()
        self.env["crm.stage"]._l10n_vn_on_uninstall()
        ours = self.env["crm.stage"]._l10n_vn_get_own_stages()
        everything = self.env["crm.lead"].with_context(active_test=False).search([])
        self.assertFalse(everything.stage_id & ours)
        self.assertEqual((lead | lost | opportunity).stage_id, self.opportunity_stage)
        self.assertTrue(won.stage_id.is_won)
        self.assertEqual((won.won_status, lost.won_status), ("won", "lost"))
        ours.unlink()

    def test_removal_makes_the_stages_that_a_database_lacks(self):
        self.bought.l10n_vn_applies_to = "both"
        lead, won = self._lead(), self._lead(name="Chị Hà")
        won.stage_id = self.bought
        ours = self.env["crm.stage"]._l10n_vn_get_own_stages()
        self.env["crm.lead"].with_context(active_test=False).search([("stage_id", "not in", ours.ids)]).unlink()
        (self.env["crm.stage"].search([]) - ours).unlink()
        self.env["crm.stage"]._l10n_vn_on_uninstall()
        self.assertFalse((lead | won).stage_id & ours)
        self.assertEqual((lead.stage_id.is_won, won.stage_id.is_won), (False, True))

    def test_leads_are_turned_on_and_off_with_the_addon(self):
        settings, everybody = self.env["res.config.settings"], self.env.ref("base.group_user")
        lead_users = self.env.ref("crm.group_use_lead")
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.before", False)
        everybody._remove_group(lead_users)
        team = self.env["crm.team"].create({"name": "Đội không dùng tiềm năng", "use_leads": False})
        settings._l10n_vn_on_install()
        self.assertIn(lead_users, everybody.all_implied_ids)
        self.assertTrue(team.use_leads)
        settings._l10n_vn_on_uninstall()
        self.assertNotIn(lead_users, everybody.all_implied_ids)
        self.assertFalse(team.use_leads)

    def test_leads_that_were_on_before_stay_on(self):
        settings, everybody = self.env["res.config.settings"], self.env.ref("base.group_user")
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.before", False)
        everybody._apply_group(self.env.ref("crm.group_use_lead"))
        without = self.env["crm.team"].create({"name": "Đội cố ý không dùng", "use_leads": False})
        settings._l10n_vn_on_install()
        settings._l10n_vn_on_uninstall()
        self.assertIn(self.env.ref("crm.group_use_lead"), everybody.all_implied_ids)
        self.assertFalse(without.use_leads)

    @users("hoa.quanly")
    def test_team_made_on_a_form_works_the_vietnamese_way(self):
        with Form(self.env["crm.team"]) as form:
            form.name = "Kinh doanh miền Bắc"
        self.assertTrue(form.record.l10n_vn_lead_stages)
        self.assertFalse(self.env["crm.team"].create({"name": "Đội do mã tạo"}).l10n_vn_lead_stages)


@tagged("post_install", "-at_install")
class TestStageTour(TourCase):
    def test_card_is_dragged_through_the_stages(self):
        # A column without other leads is empty once its card has left: its bar tells that the move is stored.
        self.env["crm.lead"].search([]).active = False
        team = self.env["crm.team"].search([], limit=1)
        team.l10n_vn_lead_stages = True
        lead = self.env["crm.lead"].create(
            {
                "name": "Chị Lan hỏi giá",
                "type": "lead",
                "team_id": team.id,
                "contact_name": "Nguyễn Thị Lan",
                "user_id": self.env.ref("base.user_admin").id,
                "l10n_vn_criterion_ids": self.env["crm.lead.criterion"].search([]).ids,
            }
        )
        self.env["res.lang"]._activate_lang("vi_VN")
        lead.user_id.lang = "vi_VN"
        lead.activity_schedule("mail.mail_activity_data_call", user_id=lead.user_id.id)
        for move, stage in enumerate(("consulting", "trial", "bought")):
            self.start_tour(
                "/odoo/action-l10n_vn_crm.crm_lead_action",
                f"l10n_vn_crm_drag_lead_{move}",
                login="admin",
            )
            if stage != "bought":
                self.assertEqual(lead.stage_id, self.env.ref(f"l10n_vn_crm.crm_stage_{stage}"))
        self.assertEqual(lead.stage_id, self.env["crm.stage"]._l10n_vn_find_won_stages()[0])
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))
        self.assertEqual(lead.partner_id.name, "Nguyễn Thị Lan")
