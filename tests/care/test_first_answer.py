"""First answer: the clock of a new lead, through every door, across nights, weekends and Tết."""

from contextlib import contextmanager

from freezegun import freeze_time
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import MANAGER, LeadCase, person
from .test_working_time import add_tet, new_calendar, when

VIETNAM = "Asia/Ho_Chi_Minh"


class AnswerCase(LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa", tz=VIETNAM),
        "nam": person("Lê Văn Nam", tz=VIETNAM),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai", tz=VIETNAM),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id = cls.calendar = new_calendar(cls.env)
        add_tet(cls.calendar)
        cls.team = cls.new_team(cls.hoa, cls.nam, l10n_vn_lead_stages=True, l10n_vn_answer_hours=2)
        cls.talked = cls.env.ref("l10n_vn_crm.crm_talk_outcome_talked")

    @contextmanager
    def at(self, moment):
        """Let it be ``moment`` in Viet Nam, also for the dates that Odoo gives to what is created."""
        now = when(moment)
        with freeze_time(now):
            before, self.env.cr._now = self.env.cr._now, now
            try:
                yield
            finally:
                self.env.flush_all()
                self.env.cr._now = before
        self.env.invalidate_all()

    def lead(self, **values):
        values = {"name": "Chị Lan hỏi giá", "type": "lead", "user_id": self.hoa.id, "team_id": self.team.id, **values}
        values.setdefault("phone", "0912 345 678")
        return self.env["crm.lead"].create(values)

    def talk(self, lead):
        lead.with_user(lead.user_id).l10n_vn_record_result(self.talked.id)


@tagged("post_install", "-at_install")
class TestFirstAnswer(AnswerCase):
    def test_the_deadline_is_in_working_hours(self):
        cases = (
            ("2026-03-05 09:00", "2026-03-05 11:00"),
            ("2026-03-05 21:00", "2026-03-06 10:00"),
            ("2026-03-06 16:00", "2026-03-09 09:00"),
            ("2026-02-13 16:00", "2026-02-23 09:00"),
            ("2026-02-18 10:00", "2026-02-23 10:00"),
        )
        for arrival, deadline in cases:
            with self.subTest(arrival), self.at(arrival):
                self.assertEqual(self.lead().l10n_vn_answer_by, when(deadline))

    def test_what_has_no_clock(self):
        other = self.new_team(self.hoa)
        with self.at("2026-03-05 09:00"):
            for values in ({"team_id": other.id}, {"type": "opportunity"}):
                with self.subTest(values):
                    self.assertFalse(self.lead(**values).l10n_vn_answer_by)

    def test_the_time_taken_ends_with_the_first_talk(self):
        with self.at("2026-03-06 16:00"):
            lead = self.lead()
        with self.at("2026-03-09 08:15"):
            lead.with_user(self.hoa).action_l10n_vn_call()
            self.assertFalse(lead.l10n_vn_first_contact)
            self.talk(lead)
        with self.at("2026-03-10 08:15"):
            self.talk(lead)
        self.assertAlmostEqual(lead.l10n_vn_answer_hours_taken, 1.25)
        self.assertEqual(lead.l10n_vn_first_contact, when("2026-03-09 08:15"))

    def test_a_merge_makes_no_first_answer_of_its_own(self):
        with self.at("2026-03-05 09:00"):
            early = self.lead(name="Chị Hà hỏi giá")
        with self.at("2026-03-05 10:00"):
            self.talk(early)
        with self.at("2026-03-09 09:00"):
            late = self.lead(name="Chị Hà hỏi lại", type="opportunity", phone="0912 345 678")
            late.action_l10n_vn_call()
            kept = (early + late)._merge_opportunity()
        self.assertEqual(kept, late)
        self.assertEqual(kept.l10n_vn_first_contact, when("2026-03-05 10:00"))
        self.assertFalse(kept.l10n_vn_answer_by, "talked with before it was there: 0 hours would be wrong")
        with self.at("2026-03-10 09:00"):
            fresh = self.lead(name="Chị Hà lại hỏi")
            self.assertTrue(fresh.l10n_vn_answer_by)
            kept = (fresh + kept)._merge_opportunity()
        self.assertFalse(kept.l10n_vn_answer_by, "answered when nobody measured")
        self.assertFalse(kept.l10n_vn_answer_state)

    def test_leads_without_an_answer_are_no_part_of_an_average(self):
        name = "l10n_vn_answer_hours_taken"
        self.assertFalse(self.env["crm.lead"].fields_get([name])[name].get("aggregator"))

    def test_each_company_works_by_its_own_calendar(self):
        tokyo = self.env["res.company"].create({"name": "Văn phòng Tokyo"})
        tokyo.resource_calendar_id = new_calendar(self.env, "Asia/Tokyo", company_id=tokyo.id)
        of_tokyo = self.env["crm.team"].create(
            {"name": "Tokyo", "company_id": tokyo.id, "l10n_vn_answer_hours": 1, "l10n_vn_lead_stages": True}
        )
        with self.at("2026-02-17 15:00"):  # Tết in Viet Nam, five o'clock in Tokyo
            here, there = self.lead(), self.lead(team_id=of_tokyo.id, company_id=tokyo.id, user_id=False)
        self.assertEqual(here.l10n_vn_answer_by, when("2026-02-23 10:00"))
        self.assertEqual(there.l10n_vn_answer_by, when("2026-02-18 07:00"))

    def test_deadlines_follow_team_and_target(self):
        slow = self.new_team(l10n_vn_lead_stages=True, l10n_vn_answer_hours=4)
        with self.at("2026-03-05 09:00"):
            lead, answered, lost = (self.lead() for _number in range(3))
            lost.action_set_lost()
        with self.at("2026-03-05 10:00"):
            self.talk(answered)
            (lead + answered).team_id = slow
            self.assertEqual(lead.l10n_vn_answer_by, when("2026-03-05 14:00"))
            slow.with_user(self.manager).l10n_vn_answer_hours = 1
            self.assertEqual(lead.l10n_vn_answer_by, when("2026-03-05 10:00"))
            self.team.l10n_vn_answer_hours = 3
            slow.l10n_vn_answer_hours = 0
        self.assertFalse(lead.l10n_vn_answer_by)
        for one in answered + lost:
            self.assertEqual(one.l10n_vn_answer_by, when("2026-03-05 11:00"), "what is over keeps its deadline")

    def test_targets_are_set_by_managers(self):
        self.team.with_user(self.manager).l10n_vn_answer_hours = 1.5
        with self.assertRaises(AccessError):
            self.team.with_user(self.hoa).l10n_vn_answer_hours = 8
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.team.l10n_vn_answer_hours = -1
            self.env.flush_all()

    def test_the_badge_says_what_is_left(self):
        with self.at("2026-03-05 15:40"):
            lead = self.lead().with_user(self.hoa)
        cases = (
            ("2026-03-05 15:40", "open", "2 h of working time left"),
            ("2026-03-05 16:20", "open", "1 h 20 min of working time left"),
            ("2026-03-05 22:00", "open", "40 min of working time left"),
            ("2026-03-06 09:10", "late", "30 min late"),
            ("2026-03-06 09:40", "late", "1 h late"),
            ("2026-03-09 17:00", "late", "15 h late"),
        )
        for moment, state, text in cases:
            with self.subTest(moment), self.at(moment):
                self.assertEqual((lead.l10n_vn_answer_state, lead.l10n_vn_answer_text), (state, text))
        with self.at("2026-03-06 09:40"):
            self.talk(lead)
            self.assertEqual((lead.l10n_vn_answer_state, lead.l10n_vn_answer_text), (False, False))

    def test_filters_find_what_the_badge_shows(self):
        with self.at("2026-03-05 09:00"):
            late, called, answered = (self.lead() for _number in range(3))
        with self.at("2026-03-05 10:30"):
            new = self.lead()
            called.with_user(self.hoa).action_l10n_vn_call()
            self.talk(answered)
        arch = self.env["crm.lead"].get_view(self.env.ref("crm.view_crm_case_leads_filter").id, "search")["arch"]
        every = late + called + answered + new
        with self.at("2026-03-05 11:30"):
            for name, expected in (("nobody_called", late + new), ("answer_late", late + called)):
                self.assertIn(f'name="l10n_vn_{name}"', arch)
                domain = {
                    "nobody_called": [("l10n_vn_last_attempt", "=", False), ("l10n_vn_first_contact", "=", False)],
                    "answer_late": [("l10n_vn_answer_state", "=", "late")],
                }[name]
                with self.subTest(name):
                    found = self.env["crm.lead"].with_user(self.hoa).search([*domain, ("id", "in", every.ids)])
                    self.assertEqual(found, expected.with_user(self.hoa).sorted(lambda lead: -lead.id))
            for state in ("open", "late", False):
                found = every.search([("l10n_vn_answer_state", "=", state), ("id", "in", every.ids)])
                self.assertEqual(
                    set(found), set(every.filtered(lambda lead, state=state: lead.l10n_vn_answer_state == state))
                )

    def test_my_day_shows_the_time_left(self):
        self.env["crm.lead"].with_context(active_test=False).search([("user_id", "=", self.hoa.id)]).unlink()
        with self.at("2026-03-05 09:00"):
            self.lead()
        with self.at("2026-03-05 11:30"):
            day = self.env["crm.lead.my.day"].with_user(self.hoa).get_day()
            [card] = [card for section in day["sections"] if section["key"] == "new" for card in section["cards"]]
            self.assertEqual((card["answer"], card["is_answer_late"]), ("30 min late", True))

    def test_cost_does_not_grow_with_leads(self):
        def cost(act):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            act()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        counts = {}
        # Less than a thousand leads in all: Odoo reads so many at a time.
        for size in (100, 100, 700):
            self.team.l10n_vn_answer_hours = 2
            with self.at("2026-03-05 09:00"):
                leads = self.env["crm.lead"].create(
                    [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(size)]
                )
            self.assertEqual(set(leads.mapped("l10n_vn_answer_by")), {when("2026-03-05 11:00")})

            def target(hours):
                self.team.l10n_vn_answer_hours = hours

            def badge(leads=leads):
                leads.mapped("l10n_vn_answer_text")

            counts[size] = (
                cost(lambda: target(3)), cost(lambda leads=leads: leads._l10n_vn_set_answer_by()), cost(badge)
            )  # fmt: skip
        self.assertEqual(counts[100], counts[700])


@tagged("post_install", "-at_install")
class TestAnswersOfManagers(AnswerCase):
    def setUp(self):
        super().setUp()
        fair = self.env["utm.source"].create({"name": "Hội chợ"})
        for arrival, talked, values in (
            ("2026-03-05 09:00", "2026-03-05 09:30", {}),
            ("2026-03-05 09:10", "2026-03-05 11:40", {"source_id": fair.id}),
            ("2026-03-05 10:00", "2026-03-05 11:00", {"user_id": self.nam.id, "source_id": fair.id}),
            ("2026-03-05 14:00", False, {}),
        ):
            with self.at(arrival):
                lead = self.lead(**values)
            if talked:
                with self.at(talked):
                    self.talk(lead)
        self.fair = fair

    def answers(self, user, moment="2026-03-05 15:00"):
        with self.at(moment):
            options = {"period": "month", "team_id": self.team.id}
            return self.env["crm.lead.manager.report"].with_user(user).get_report(options)["answers"]

    def test_median_and_share(self):
        answers = self.answers(self.manager)
        [total] = answers["total"]
        known = {key: total[key] for key in ("count", "answered", "due", "within", "percent", "median")}
        # Half an hour, two and a half, and one; the fourth has time left.
        self.assertEqual(known, {"count": 4, "answered": 3, "due": 3, "within": 2, "percent": 67, "median": 1})
        [total] = self.answers(self.manager, "2026-03-06 15:00")["total"]
        self.assertEqual((total["due"], total["percent"]), (4, 50), "nobody has talked with the fourth in time")
        of = {group: {row["name"]: (row["percent"], row["median"]) for row in answers[group]} for group in answers}
        self.assertEqual(of["users"], {"Trần Thị Hoa": (50, 1.5), "Lê Văn Nam": (100, 1)})
        self.assertEqual(of["sources"], {"Hội chợ": (50, 1.75), "Without a source": (100, 0.5)})
        self.assertEqual(of["hours"], {"9:00": (50, 1.5), "10:00": (100, 1), "14:00": (False, False)})

    def test_rules_hold(self):
        answers = self.answers(self.nam)
        self.assertEqual([row["name"] for row in answers["users"]], ["Lê Văn Nam"])

    def test_numbers_open_their_leads(self):
        with self.at("2026-03-05 15:00"):
            report = self.env["crm.lead.manager.report"].with_user(self.manager)
            options = {"period": "month", "team_id": self.team.id}
            action = report.action_open("answers", options, source_id=self.fair.id)
            self.assertEqual(self.env["crm.lead"].search_count(action["domain"]), 2)

    def test_without_targets_there_is_nothing(self):
        self.env["crm.lead"].search([("team_id", "=", self.team.id)]).unlink()
        self.assertEqual(self.answers(self.manager)["total"][0]["count"], 0)


@tagged("post_install", "-at_install")
class TestFirstAnswerTour(HttpCase, AnswerCase):
    def test_from_arrival_to_first_answer(self):
        lead = self.lead(name="Chị Lan hỏi giá", contact_name="Chị Lan", phone="0912 345 678")
        self.start_tour("/odoo/my-day", "l10n_vn_crm_first_answer", login="hoa")
        lead.invalidate_recordset()
        self.assertEqual((lead.l10n_vn_attempt_count, lead.l10n_vn_attempt_user_id.id), (0, False))
        self.assertTrue(lead.l10n_vn_first_contact)
        self.assertIn("Zalo", " ".join(str(body) for body in lead.message_ids.mapped("body")), "the click is logged")
