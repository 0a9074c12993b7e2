"""Answers to criteria: typed as people say them, carried into the opportunity, kept by merges."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from ..screens import ScreenCase
from .test_qualification import QualificationCase


class AnswerCase(QualificationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dong = cls.env.ref("base.VND")
        cls.dong.active = True
        cls.company = cls.env["res.company"].create({"name": "Công ty Sao Mai", "currency_id": cls.dong.id})
        for user in cls.manager | cls.nam | cls.mai:
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.team.company_id = cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.size = cls.env["crm.lead.criterion"].create(
            {
                "name": "Quy mô",
                "answer_type": "choice",
                "required": False,
                "team_ids": cls.team.ids,
                "choice_ids": [Command.create({"name": name}) for name in ("Dưới 10 người", "Trên 10 người")],
            }
        )
        cls.small, cls.large = cls.size.choice_ids

    def answer(self, lead, **answers):
        """Write answers by the attribute of their criterion."""
        lead.write({"l10n_vn_answers": {str(getattr(self, name).id): value for name, value in answers.items()}})

    def shown(self, lead):
        """Return {criterion: text of its answer} of what a screen shows."""
        criteria = lead.l10n_vn_qualification["criteria"]
        return {
            self.env["crm.lead.criterion"].browse(one["id"]): one["answer"]["text"] for one in criteria if one["answer"]
        }


@tagged("post_install", "-at_install")
class TestAnswers(AnswerCase):
    @users("nam.banhang")
    def test_answers_as_people_say_them(self):
        lead = self.lead().with_context(lang="vi_VN")
        self.answer(lead, need=True, budget="200 triệu", decider="chị Hà", timing="31/12/2026", size="trên 10 người")
        shown = self.shown(lead)
        self.assertTrue(shown.pop(self.timing))
        told = {self.need: "", self.budget: "200 triệu", self.decider: "chị Hà", self.size: "Trên 10 người"}
        self.assertEqual(shown, told)
        expected = {self.need: True, self.budget: 200_000_000, self.decider: "chị Hà", self.timing: "2026-12-31"}
        expected[self.size] = self.large.id
        self.assertEqual(lead.l10n_vn_answers, {str(criterion.id): value for criterion, value in expected.items()})
        self.assertEqual(lead.l10n_vn_qualification_state, "met")
        self.assertEqual(lead.l10n_vn_criterion_ids, self.criteria | self.size)
        self.assertEqual({user for _name, user in self.answers(lead)}, {"Lê Văn Nam"})

    @users("nam.banhang")
    def test_a_form_reads_answers_and_criteria_once(self):
        names = ["l10n_vn_qualification", "l10n_vn_answers", "l10n_vn_criterion_ids"]
        lead = self.lead()
        self.answer(lead, need=True, budget="200 triệu")

        def read(*names):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            [values] = lead.read(names)
            return values, self.cr.sql_log_count - before

        read(*names)  # what is cached once
        together, cost = read(*names)
        first, cost_of_first = read(names[0])
        self.assertEqual(cost, cost_of_first)
        alone = first | read(names[1])[0] | read(names[2])[0]
        self.assertEqual(together, alone)
        self.assertEqual(together["l10n_vn_criterion_ids"], (self.need | self.budget).ids)
        self.assertEqual(together["l10n_vn_answers"], {str(self.need.id): True, str(self.budget.id): 200_000_000})

    @users("nam.banhang")
    def test_amounts(self):
        for typed, amount, text in (
            ("1,5 tỷ", 1_500_000_000, "1,5 tỷ"),
            ("khoảng 500tr", 500_000_000, "500 triệu"),
            ("200-300 triệu", 200_000_000, "200-300 triệu"),
            ("dưới 10 triệu", 10_000_000, "dưới 10 triệu"),
            (250_000, 250_000, "250.000"),
        ):
            with self.subTest(typed):
                lead = self.lead().with_context(lang="vi_VN")
                self.answer(lead, budget=typed)
                self.assertEqual(self.shown(lead)[self.budget], text)
                self.assertEqual(lead.l10n_vn_proposals, {"expected_revenue": amount})

    @users("nam.banhang")
    def test_what_is_no_answer_is_refused_with_an_example(self):
        lead = self.lead()
        for criterion, value, words in (
            ("need", "rất cần", "a tick only"),
            ("budget", "500", "200 triệu"),
            ("budget", "nhiều", "200 triệu"),
            ("budget", "10 nghìn USD", "200 triệu"),
            ("budget", -5, "200 triệu"),
            ("budget", ["5"], "200 triệu"),
            ("decider", 7, "a text"),
            ("decider", "  ", "a text"),
            ("timing", "hôm nào đó", "31/12/2026"),
            ("size", "vừa vừa", "“Dưới 10 người”, “Trên 10 người”"),
            ("size", 0, "“Dưới 10 người”"),
        ):
            with self.subTest(criterion, value=value), self.assertRaisesRegex(UserError, words):
                self.answer(lead, **{criterion: value})
        for answers in ([1], {"x": True}, {"999999": True}, "200 triệu"):
            with self.subTest(answers=answers), self.assertRaises(UserError):
                lead.l10n_vn_answers = answers
        self.assertFalse(self.answers(lead))

    @users("nam.banhang")
    def test_an_answer_that_is_required_is_asked_for(self):
        lead, ticked = self.lead(), self.lead()
        self.tick(ticked)
        self.budget.sudo().is_answer_required = True
        self.env.invalidate_all()
        self.assertEqual(ticked.l10n_vn_qualification_state, "unmet")
        self.assertEqual(ticked.l10n_vn_criterion_ids, self.criteria - self.budget)
        self.assertIn(ticked, ticked.search([("l10n_vn_qualification_state", "=", "unmet")]))
        self.assertNotIn(ticked, ticked.search([("l10n_vn_criterion_ids", "in", self.budget.ids)]))
        self.assertIn("Budget", ticked.l10n_vn_get_qualification()[str(ticked.id)]["missing"][0])
        for attempt in (
            lambda: self.tick(lead),
            lambda: self.answer(lead, budget=True),
            lambda: ticked.write({"type": "opportunity"}),
        ):
            with self.assertRaisesRegex(UserError, "Budget"), self.cr.savepoint():
                attempt()
            (lead | ticked).invalidate_recordset()
        self.answer(ticked, budget="1 tỷ")
        self.assertEqual(ticked.l10n_vn_qualification_state, "met")
        self.assertIn(ticked, ticked.search([("l10n_vn_qualification_state", "=", "met")]))
        ticked.write({"type": "opportunity"})
        self.assertEqual(ticked.type, "opportunity")

    @users("nam.banhang")
    def test_an_exception_does_not_need_answers(self):
        self.budget.sudo().is_answer_required = True
        lead = self.lead()
        lead.with_user(self.manager).l10n_vn_let_pass("Khách quen")
        self.assertEqual(lead.search([("id", "=", lead.id), ("l10n_vn_qualification_state", "=", "exception")]), lead)

    @users("nam.banhang")
    def test_answers_come_with_a_new_lead_and_with_the_step(self):
        answers = {str(id_): True for id_ in self.criteria.ids} | {str(self.budget.id): "300tr"}
        won = self.lead(stage_id=self.bought.id, l10n_vn_answers=answers)
        self.assertEqual((won.type, won.won_status, won.expected_revenue), ("opportunity", "won", 300_000_000))
        lead = self.lead()
        lead.write({"type": "opportunity", "l10n_vn_answers": answers})
        self.assertEqual(lead.l10n_vn_answers[str(self.budget.id)], 300_000_000)

    @users("nam.banhang")
    def test_who_answered_last_is_kept(self):
        lead = self.lead()
        self.answer(lead, budget="200 triệu", decider="chị Hà")
        self.answer(lead.with_user(self.manager), budget="300 triệu", decider="chị Hà")
        self.assertEqual(self.answers(lead), {("Budget", "Trần Thị Hoa"), ("Decision Maker", "Lê Văn Nam")})
        self.tick(lead.with_user(self.manager), self.budget)
        self.assertEqual(lead.l10n_vn_answers[str(self.budget.id)], 300_000_000)
        self.answer(lead, budget=False)
        self.assertEqual(self.answers(lead), {("Decision Maker", "Lê Văn Nam")})
        lead.l10n_vn_criterion_ids -= self.decider
        self.assertFalse(lead.l10n_vn_answers)

    @users("nam.banhang")
    def test_a_form_shows_the_answer_before_it_is_saved(self):
        lead, specification = self.lead(), {"l10n_vn_answers": {}, "l10n_vn_qualification": {}, "expected_revenue": {}}
        answers = {"l10n_vn_answers": {str(self.budget.id): "1,5 tỷ"}}
        shown = lead.onchange(answers, ["l10n_vn_answers"], specification)["value"]["l10n_vn_qualification"]
        self.assertEqual(shown["met"], 1)
        values = [one["answer"]["value"] for one in shown["criteria"] if one["answer"]]
        self.assertEqual(values, [1_500_000_000])
        self.assertFalse(self.answers(lead))
        with self.assertRaisesRegex(UserError, "nhiều"):
            lead.onchange({"l10n_vn_answers": {str(self.budget.id): "nhiều"}}, ["l10n_vn_answers"], specification)
        new = Form(self.env["crm.lead"].with_context(default_type="lead"), view="crm.crm_lead_view_form")
        self.assertFalse(new.l10n_vn_answers)

    def test_answers_follow_the_record_rules(self):
        lead = self.lead()
        self.answer(lead.with_user(self.nam), budget="200 triệu")
        foreign = lead.with_user(self.mai)
        foreign.invalidate_recordset()
        for attempt in (lambda: self.answer(foreign, budget="1 tỷ"), lambda: foreign.read(["l10n_vn_answers"])):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(lead.l10n_vn_answers, {str(self.budget.id): 200_000_000})

    def test_criteria_keep_what_fits_their_kind_of_answer(self):
        self.budget.is_answer_required = True
        self.budget.answer_type = "text"
        self.assertEqual((self.budget.is_answer_required, self.budget.is_proposed), (True, False))
        self.budget.answer_type = "none"
        self.assertFalse(self.budget.is_answer_required)

    def test_a_choice_that_was_given_is_archived_not_deleted(self):
        lead = self.lead()
        self.answer(lead, size=self.small.id)
        with self.assertRaisesRegex(UserError, "archive"):
            self.small.unlink()
        self.small.active = False
        self.env.invalidate_all()
        self.assertEqual(self.shown(lead)[self.size], "Dưới 10 người")
        with self.assertRaises(UserError):
            self.answer(self.lead(), size=self.small.id)
        self.large.unlink()

    def test_answering_many_costs_a_handful_of_queries(self):
        def act(leads):
            self.answer(leads, budget="200 triệu", decider="chị Hà", size=self.small.id)
            leads.mapped("l10n_vn_qualification")
            leads.mapped("l10n_vn_proposals")

        self.cost_of_leads(1, act)
        self.assertEqual(self.cost_of_leads(20, act), self.cost_of_leads(300, act))

    def write_as_seen(self, lead, criterion, value, seen):
        """Answer as the form does, which sends what its user saw before."""
        id_ = str(criterion.id)
        lead.write({"l10n_vn_answers": {id_: value, "seen": {id_: seen}}})

    @users("nam.banhang")
    def test_the_later_of_two_is_told_who_has_answered_meanwhile(self):
        lead = self.lead()
        colleagues = lead.with_user(self.manager)
        self.write_as_seen(lead, self.budget, "200 triệu", False)
        self.write_as_seen(colleagues, self.budget, "300 triệu", 200_000_000)
        with self.assertRaisesRegex(UserError, "Trần Thị Hoa has answered “Budget”"), self.cr.savepoint():
            self.write_as_seen(lead, self.budget, "1 tỷ", 200_000_000)
        lead.invalidate_recordset()
        self.assertEqual(self.shown(lead.with_context(lang="vi_VN"))[self.budget], "300 triệu")
        self.write_as_seen(lead, self.budget, "1 tỷ", 300_000_000)
        self.write_as_seen(colleagues, self.need, True, False)
        self.write_as_seen(lead, self.need, True, False)
        self.write_as_seen(colleagues, self.need, False, True)
        with self.assertRaisesRegex(UserError, "withdrawn “Budget”"), self.cr.savepoint():
            self.write_as_seen(colleagues, self.budget, False, 1_000_000_000)
            self.write_as_seen(lead, self.budget, "2 tỷ", 1_000_000_000)
        self.answer(lead, budget="5 tỷ")  # other programs say nothing of what they saw


@tagged("post_install", "-at_install")
class TestMergedAnswers(AnswerCase):
    @users("hoa.quanly")
    def test_merges_keep_the_answers_of_all(self):
        for name, merge in (
            ("natively", lambda leads: leads.merge_opportunity()),
            ("in groups", lambda leads: next(iter(leads._l10n_vn_merge_groups([leads]).values()))),
        ):
            with self.subTest(name):
                first, second, third = leads = self.lead() + self.lead(name="Chị Lan gọi lại") + self.lead(name="Lan")
                self.tick(first, self.need | self.budget)
                self.answer(second.with_user(self.nam), budget="200 triệu", decider="chị Hà")
                self.answer(third, budget="300 triệu", timing="2026-12-31")
                merged = merge(leads).with_context(lang="vi_VN")
                values = list(merged.l10n_vn_answers.values())
                self.assertEqual(len(values), 4)
                self.assertIn("chị Hà", values)
                kept = self.shown(merged)[self.budget]
                self.assertIn(kept, ("200 triệu", "300 triệu"))
                [note] = [body for body in merged.message_ids.mapped("body") if "Other answers" in body]
                self.assertIn("300" if kept == "200 triệu" else "200", note)
                self.assertNotIn("chị Hà", note)


@tagged("post_install", "-at_install")
class TestWindowAnswers(AnswerCase):
    def window(self, lead, **values):
        return (
            self.env["crm.lead2opportunity.partner"]
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
            .create({"name": "convert", "action": "create", **values})
        )

    def form(self, lead):
        model = self.env["crm.lead2opportunity.partner"]
        return Form(model.with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids))

    def given(self, *criteria, **answers):
        return {str(criterion.id): True for criterion in criteria} | {
            str(getattr(self, name).id): value for name, value in answers.items()
        }

    @users("nam.banhang")
    def test_missing_criteria_are_answered_in_the_window(self):
        lead = self.lead()
        self.tick(lead, self.need)
        form = self.form(lead)
        self.assertEqual(form.l10n_vn_missing, "Budget, Decision Maker, Timing")
        self.assertEqual(form.l10n_vn_qualification["met"], 1)
        form.l10n_vn_answers = self.given(self.decider, budget="200 triệu")
        self.assertEqual(form.l10n_vn_missing, "Timing")
        self.assertEqual(form.l10n_vn_expected_revenue, 200_000_000)
        form.l10n_vn_answers = self.given(self.decider, budget="250 triệu", timing="31/12/2026")
        self.assertEqual((form.l10n_vn_missing, form.l10n_vn_expected_revenue), ("", 250_000_000))
        self.assertEqual(str(form.l10n_vn_date_deadline), "2026-12-31")
        self.assertEqual(len(self.answers(lead)), 1, "only what was ticked before")
        form.save().action_l10n_vn_apply()
        self.assertEqual((lead.type, lead.expected_revenue), ("opportunity", 250_000_000))
        self.assertEqual(lead.date_deadline, date(2026, 12, 31))
        self.assertEqual(len(self.answers(lead)), 4)
        self.assertEqual(lead.l10n_vn_answers[str(self.budget.id)], 250_000_000)

    @users("nam.banhang")
    def test_what_a_user_entered_is_not_overwritten(self):
        lead = self.lead(expected_revenue=70_000_000)
        form = self.form(lead)
        form.l10n_vn_answers = self.given(self.need, self.decider, budget="200 triệu", timing="2026-12-31")
        self.assertEqual(form.l10n_vn_expected_revenue, 70_000_000)
        form.l10n_vn_date_deadline = "2026-11-30"
        form.l10n_vn_answers = self.given(self.need, self.decider, budget="200 triệu", timing="2027-01-31")
        self.assertEqual(str(form.l10n_vn_date_deadline), "2026-11-30")
        form.save().action_apply()
        self.assertEqual((lead.expected_revenue, str(lead.date_deadline)), (70_000_000, "2026-11-30"))

    @users("nam.banhang")
    def test_an_emptied_proposal_stays_empty(self):
        lead = self.lead()
        form = self.form(lead)
        form.l10n_vn_answers = self.given(self.need, self.decider, self.timing, budget="200 triệu")
        form.l10n_vn_expected_revenue = 0
        form.save().action_apply()
        self.assertEqual((lead.type, lead.expected_revenue), ("opportunity", 0))

    @users("nam.banhang")
    def test_answers_are_saved_without_the_conversion(self):
        lead = self.lead()
        window = self.window(lead, l10n_vn_answers=self.given(budget="200 triệu"))
        with self.assertRaises(UserError), self.cr.savepoint():
            window.action_apply()
        lead.invalidate_recordset()
        self.assertFalse(self.answers(lead))
        window.action_l10n_vn_save_answers()
        self.assertEqual((lead.type, self.shown(lead).keys()), ("lead", {self.budget}))

    @users("nam.banhang")
    def test_a_colleague_ticks_meanwhile(self):
        lead = self.lead()
        window = self.window(lead, l10n_vn_answers=self.given(self.need, self.decider, budget="1 tỷ"))
        self.tick(lead.with_user(self.manager), self.timing)
        window.action_apply()
        self.assertEqual(lead.type, "opportunity")
        self.assertIn(("Timing", "Trần Thị Hoa"), self.answers(lead))

    @users("hoa.quanly")
    def test_a_manager_gives_the_reason_in_the_window(self):
        lead = self.lead()
        self.window(lead, l10n_vn_pass_reason="Khách quen").action_apply()
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.l10n_vn_qualification["exception"]["reason"], "Khách quen")

    @users("nam.banhang")
    def test_a_salesperson_has_no_reason_to_give(self):
        window = self.window(self.lead(), l10n_vn_pass_reason="Khách quen")
        self.assertFalse(window.l10n_vn_can_pass)
        with self.assertRaises(AccessError):
            window.action_apply()

    @users("nam.banhang")
    def test_attaching_counts_what_the_opportunity_knows(self):
        opportunity = self.lead(type="opportunity", name="Cơ hội cũ", phone="0912 345 678")
        self.tick(opportunity, self.criteria - self.timing)
        lead = self.lead(phone="0912 345 678")
        window = self.window(lead, name="attach", l10n_vn_opportunity_id=opportunity.id)
        self.assertEqual(window.l10n_vn_missing, "Timing")
        window.l10n_vn_answers = self.given(timing="2026-12-31")
        self.assertFalse(window.l10n_vn_missing)
        action = window.action_l10n_vn_apply()
        self.assertEqual((action["tag"], action["params"]["lead_id"]), ("l10n_vn_crm.show_converted", lead.id))
        self.assertEqual(action["params"]["action"]["res_id"], opportunity.id)
        self.assertFalse(lead.exists())
        self.assertEqual(opportunity.l10n_vn_answers[str(self.timing.id)], "2026-12-31")

    @users("nam.banhang")
    def test_other_doors_take_the_proposals_too(self):
        answers = self.given(self.need, self.decider, budget="200 triệu", timing="2026-12-31")
        one, two, own = leads = self.env["crm.lead"].union(*(self.lead(l10n_vn_answers=answers) for _n in range(3)))
        own.expected_revenue = 5_000_000
        one.convert_opportunity(self.env["res.partner"])
        window = self.env["crm.lead2opportunity.partner.mass"].with_context(
            active_model="crm.lead", active_ids=(two | own).ids
        )
        window.create({"action": "nothing", "deduplicate": False}).action_mass_convert()
        self.assertEqual(leads.mapped("expected_revenue"), [200_000_000, 200_000_000, 5_000_000])
        self.assertEqual(set(leads.mapped("date_deadline")), {date(2026, 12, 31)})

    @users("nam.banhang")
    def test_the_window_of_many_says_what_is_missing(self):
        ready, first, second = self.lead(), self.lead(), self.lead()
        self.tick(ready)
        self.tick(second, self.criteria - self.timing)
        window = self.env["crm.lead2opportunity.partner.mass"].with_context(
            active_model="crm.lead", active_ids=(ready | first | second).ids
        )
        window = window.create({})
        self.assertEqual(window.l10n_vn_unqualified_count, 2)
        self.assertEqual(window.l10n_vn_unqualified, "Need (1), Budget (1), Decision Maker (1), Timing (2)")


@tagged("post_install", "-at_install")
class TestAnswerScreens(ScreenCase, AnswerCase):
    """Pictures of the window and of the form, where no box is wider than the screen."""

    NARROW = (
        "[...document.querySelectorAll('.o_l10n_vn_criteria, .o_l10n_vn_answer :is(input, select)')].every("
        "(box) => box.getBoundingClientRect().right <= innerWidth && box.getBoundingClientRect().width > 60)"
    )

    def test_criteria_and_answers_on_a_screen_and_on_a_phone(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.nam.lang = "vi_VN"
        lead = self.lead(partner_name="Công ty TNHH Thủy Tạ", company_id=self.company.id)
        self.answer(lead.with_user(self.nam), need=True, budget="200 triệu", timing="31/12/2026")
        convert = "document.querySelector('.o_statusbar_buttons button[data-hotkey=v]').click()"
        missing = "!!document.querySelector('.modal .alert-warning')"
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(size=size):
                form = "!!document.querySelector('.o_l10n_vn_criteria')"
                clicks = [("", self.NARROW)]
                self.shoot(f"/odoo/crm.lead/{lead.id}", f"answers_{size}", form, clicks, login="nam.banhang")
                clicks = [(convert, missing), ("", self.NARROW)]
                self.shoot(f"/odoo/crm.lead/{lead.id}", f"answers_window_{size}", form, clicks, login="nam.banhang")
                self.assertEqual(lead.type, "lead")
