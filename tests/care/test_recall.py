"""Leads without a contact go back to the pool, after a warning; what spares them; what stays of it."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, users

from ..common import MANAGER, person
from .recall_case import NOW, RecallCase


@tagged("post_install", "-at_install")
class TestRecall(RecallCase):
    def test_first_a_warning_then_the_pool(self):
        leads = self.new_leads(3)
        run = self.run_at(NOW)
        self.assertEqual((run.warned_count, run.recalled_count, leads.user_id), (3, 0, self.hoa))
        self.assertEqual(len(self.told(self.hoa)), 1, "one notification, not one a lead")
        self.assertFalse(self.run_at(NOW + timedelta(hours=2)), "nobody is warned twice")
        run = self.run_at(NOW + timedelta(days=1, minutes=1))
        self.assertEqual((run.state, run.recalled_count), ("done", 3))
        self.assertFalse(leads.user_id)
        self.assertEqual(set(leads.mapped("l10n_vn_recall_count")), {1})
        self.assertEqual(leads.team_id, self.team, "it waits in the pool of its team")
        note = leads[0].message_ids[0].body
        for words in ("Trần Thị Hoa", "Lead mới: 3 ngày", "02/08/2027"):
            self.assertIn(words, note)
        line = self.recalls(leads[0])
        self.assertEqual((line.user_id, line.rule_id, line.team_id), (self.hoa, self.rule, self.team))
        self.assertIn("02/08/2027", line.reason)

    def test_tet_and_weekends_are_no_working_days(self):
        # Tết 2027: 6 February is the first day of the year of the goat; the company is closed from the 4th to the 10th.
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ Tết Đinh Mùi",
                "calendar_id": self.calendar.id,
                "company_id": self.env.company.id,
                "date_from": "2027-02-03 17:00:00",
                "date_to": "2027-02-10 16:59:59",
            }
        )
        leads = self.assigned(self.new_leads(1), datetime(2027, 2, 2, 1))  # Tuesday, 8:00
        self.rule.warning = 0
        for when, recalled in (
            (datetime(2027, 2, 5, 3), False),  # three days later, in the holidays
            (datetime(2027, 2, 10, 9), False),
            (datetime(2027, 2, 11, 8), False),  # Thursday, 15:00: two days and seven hours of work
            (datetime(2027, 2, 11, 11), True),  # 18:00: after the third day of work
        ):
            with self.subTest(when=when):
                self.run_at(when)
                self.assertEqual(not leads.user_id, recalled)

    def test_calendar_days_and_working_hours(self):
        for unit, limit, early, late in (
            ("days", 3, timedelta(days=3, minutes=-1), timedelta(days=3)),
            ("hours", 5, timedelta(hours=6, minutes=-1), timedelta(hours=6)),  # an hour of lunch
        ):
            with self.subTest(unit=unit):
                self.rule.write({"unit": unit, "limit": limit, "warning": 0})
                start = datetime(2027, 3, 8, 1)  # Monday, 8:00
                lead = self.assigned(self.new_leads(1), start)
                self.run_at(start + early)
                self.assertTrue(lead.user_id)
                self.run_at(start + late)
                self.assertFalse(lead.user_id)

    def test_a_contact_begins_the_time_anew(self):
        lead = self.new_leads(1)
        self.run_at(NOW)
        lead.sudo().l10n_vn_last_contact = NOW + timedelta(hours=3)
        self.run_at(NOW + timedelta(days=2))
        self.assertEqual(lead.user_id, self.hoa)
        self.assertFalse(lead.l10n_vn_is_recall_near)
        self.recall_at(NOW + timedelta(days=40))
        self.assertFalse(lead.user_id)
        self.assertIn("03/10/2027", self.recalls(lead).reason)

    def test_another_salesperson_is_warned_anew(self):
        lead = self.new_leads(1)
        self.run_at(NOW)
        lead.user_id = self.nam
        self.assigned(lead, NOW + timedelta(hours=1))
        self.assertFalse(lead.l10n_vn_is_recall_near)
        self.run_at(NOW + timedelta(days=10))
        self.assertEqual(lead.user_id, self.nam)
        self.assertEqual(len(self.told(self.nam)), 1)

    def test_only_leads_of_the_team_and_its_stages_that_are_open(self):
        consulting = self.env.ref("l10n_vn_crm.crm_stage_consulting")
        self.rule.stage_ids = self.stage
        due = self.new_leads(1)
        kept = (
            self.new_leads(1, stage_id=consulting.id)
            | self.new_leads(1, team_id=self.new_team(self.hoa).id)
            | self.new_leads(1, since=timedelta(hours=1))
            | self.new_leads(1, type="opportunity")
        )
        lost = self.new_leads(1)
        lost.action_set_lost()
        self.recall_at(NOW + timedelta(hours=2))
        self.assertFalse(due.user_id)
        self.assertEqual(set((kept | lost).mapped("user_id")), {self.hoa})
        self.assertFalse(self.recalls(kept | lost))

    def test_a_rule_that_is_off_recalls_nothing(self):
        self.rule.is_on = False
        lead = self.new_leads(1)
        self.assertFalse(self.recall_at(NOW))
        self.assertTrue(lead.user_id)

    def test_a_planned_next_action_spares_twice_and_not_for_ever(self):
        lead = self.new_leads(1)
        self.rule.write({"plan_days": 3, "plan_limit": 2})
        self.run_at(NOW)
        day = NOW + timedelta(days=1, hours=1)
        for _time in range(2):
            lead.activity_ids.unlink()
            lead.activity_schedule(
                "mail.mail_activity_data_call", user_id=self.hoa.id, date_deadline=(day + timedelta(days=2)).date()
            )
            self.run_at(day)
            self.assertTrue(lead.user_id, "spared")
            day += timedelta(days=1)
            self.run_at(day)
            self.assertTrue(lead.user_id, "the same plan, counted once")
            day += timedelta(days=2)
        lead.activity_ids.unlink()
        lead.activity_schedule(
            "mail.mail_activity_data_call",
            summary="Gọi chị Mai",
            user_id=self.hoa.id,
            date_deadline=(day + timedelta(days=2)).date(),
        )
        self.run_at(day)
        self.assertFalse(lead.user_id)
        self.assertIn("Gọi chị Mai", lead.message_ids[0].body, "what was planned is in the note")
        self.assertFalse(lead.activity_ids, "no task is left on a lead that its salesperson cannot see")

    def test_a_plan_of_a_colleague_or_far_away_spares_nothing(self):
        lead, other = self.new_leads(2)
        lead.activity_schedule("mail.mail_activity_data_call", user_id=self.nam.id, date_deadline=NOW.date())
        other.activity_schedule("mail.mail_activity_data_call", user_id=self.hoa.id, date_deadline="2027-09-01")
        self.recall_at(NOW)
        self.assertFalse((lead | other).user_id)
        self.assertEqual(lead.activity_ids.user_id, self.nam, "the task of a colleague stays")

    @users("mai")
    def test_a_manager_keeps_it_until_a_day(self):
        lead, other = self.new_leads(2)
        with freeze_time(NOW):
            lead.with_user(self.env.user).l10n_vn_keep_until("2027-03-20", "Khách chờ qua lễ")
        self.assertIn("Khách chờ qua lễ", lead.message_ids[0].body)
        self.recall_at(NOW + timedelta(days=5))
        self.assertEqual((lead.user_id, other.user_id.id), (self.hoa, False))
        self.run_at(datetime(2027, 3, 22, 2))
        self.assertTrue(lead.user_id, "after that there is a warning")
        self.run_at(datetime(2027, 3, 24, 2))
        self.assertFalse(lead.user_id)

    def test_only_managers_keep_leads(self):
        lead = self.new_leads(1)
        with self.assertRaises(AccessError):
            lead.with_user(self.hoa).l10n_vn_keep_until("2099-01-01")
        with self.assertRaises(AccessError):
            lead.with_user(self.hoa).write({"l10n_vn_recall_hold_until": "2099-01-01"})
        with self.assertRaises(UserError):
            lead.with_user(self.manager).l10n_vn_keep_until("2019-01-01")

    def test_qualified_leads_are_spared(self):
        self.rule.spares_qualified = True
        self.team.l10n_vn_requires_qualification = True
        qualified, other = self.new_leads(2)
        required = self.env["crm.lead.criterion"].search([("required", "=", True)])
        required.is_answer_required = False
        qualified.l10n_vn_criterion_ids = required
        self.recall_at(NOW)
        self.assertEqual((qualified.user_id, other.user_id.id), (self.hoa, False))
        # Without a required criterion no lead is qualified more than another.
        required.required = False
        self.recall_at(NOW + timedelta(days=30))
        self.assertFalse(qualified.user_id)

    def test_the_warning_comes_before(self):
        with self.assertRaises(ValidationError):
            self.rule.warning = 3

    def test_one_digest_a_day_for_the_leader(self):
        self.new_leads(3)
        self.new_leads(2, self.nam)
        self.recall_at(NOW)
        [digest] = self.told(self.leader)
        self.assertIn("5", digest.subject)
        for words in ("Trần Thị Hoa: 3", "Lê Văn Nam: 2"):
            self.assertIn(words, digest.body)
        self.rule.warning = 0
        self.new_leads(1)
        self.run_at(NOW + timedelta(hours=2))
        self.assertEqual(len(self.told(self.leader)), 1)
        self.new_leads(1)
        self.run_at(NOW + timedelta(days=1))
        self.assertEqual(len(self.told(self.leader)), 2)
        self.assertIn("Trần Thị Hoa: 2", self.told(self.leader)[0].body)

    def test_a_leader_is_told_nothing_of_another_company(self):
        hue = self.new_company()
        boss = self.new_user("sep.hue", groups=MANAGER, company_id=hue.id, company_ids=[Command.set(hue.ids)])
        shared = self.new_team(user_id=self.leader.id, l10n_vn_lead_stages=True)
        rules = self.env["crm.lead.recall.rule"].with_user(boss).with_company(hue)
        rule = rules.create({"name": "Huế: 3 ngày", "team_id": shared.id, "warning": 0, "is_on": True})
        here = self.new_leads(1)
        there = self.new_leads(1, user=boss, team_id=shared.id, company_id=hue.id)
        self.recall_at(NOW)
        self.assertFalse(here.user_id or there.user_id)
        self.assertEqual(len(self.told(self.leader)), 1)
        self.assertNotIn(rule.name, "".join(map(str, self.told(self.leader).mapped("body"))))
        self.assertIn(rule.name, "".join(map(str, self.told(boss).mapped("body"))))

    def test_cost_grows_with_batches_only(self):
        self.rule.warning = 0

        def cost(size):
            self.new_leads(size)
            self.rule._start_runs()
            run = self.env["crm.lead.recall.run"].search([], limit=1)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run._try_step()
            self.env.flush_all()
            self.assertEqual(run.recalled_count, size)
            return self.env.cr.sql_log_count - before

        with freeze_time(NOW):
            cost(20)
            # Odoo inserts a hundred rows at a time.
            self.assertLess(cost(160) - cost(40), 10)


@tagged("post_install", "-at_install")
class TestAfterRecall(RecallCase):
    def test_not_straight_back_to_the_same_person(self):
        leads = self.new_leads(2)
        self.recall_at(NOW)
        with freeze_time(NOW + timedelta(days=1)):
            answer = leads[0].with_user(self.hoa).action_l10n_vn_take()["params"]
            self.assertEqual(answer["type"], "warning")
            self.assertIn("Recalled from you", answer["message"])
            self.assertFalse(leads[0].user_id)
            with self.assertRaises(UserError):
                leads[0].with_user(self.hoa).user_id = self.hoa
            leads[0].with_user(self.nam).action_l10n_vn_take()
            self.assertEqual(leads[0].user_id, self.nam)
            # A manager decides.
            leads[1].with_user(self.manager).user_id = self.hoa
            self.assertEqual(leads[1].user_id, self.hoa)

    def test_after_the_time_it_may_be_taken_again(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        with freeze_time(NOW + timedelta(days=7, minutes=1)):
            lead.with_user(self.hoa).action_l10n_vn_take()
        self.assertEqual(lead.user_id, self.hoa)

    def test_a_manager_gives_it_back(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        line = self.recalls(lead)
        with self.assertRaises(AccessError):
            line.with_user(self.hoa).action_give_back()
        line.with_user(self.manager).action_give_back()
        self.assertEqual((lead.user_id, lead.l10n_vn_recall_count), (self.hoa, 0))
        self.assertEqual(line.undone_by_id, self.manager)
        with self.assertRaisesRegex(UserError, "given back already"):
            line.with_user(self.manager).action_give_back()

    def test_not_from_who_has_it_now(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        lead.with_user(self.nam).action_l10n_vn_take()
        with self.assertRaisesRegex(UserError, "with Lê Văn Nam"):
            self.recalls(lead).with_user(self.manager).action_give_back()
        self.assertEqual(lead.user_id, self.nam)

    def test_who_was_talking_gets_it_back(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        met = self.env.ref("l10n_vn_crm.crm_talk_outcome_met")
        with freeze_time(NOW + timedelta(minutes=20)):
            lead.with_user(self.hoa).l10n_vn_record_result(met.id, "Chị Mai đồng ý gặp")
        self.assertEqual((lead.user_id, lead.l10n_vn_recall_count), (self.hoa, 0))

    def test_a_colleague_s_contact_gives_nothing_back(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        met = self.env.ref("l10n_vn_crm.crm_talk_outcome_met")
        with freeze_time(NOW + timedelta(minutes=20)):
            lead.with_user(self.nam).l10n_vn_record_result(met.id)
        self.assertFalse(lead.user_id)

    def test_history_outlives_its_lead(self):
        lead = self.new_leads(1)
        self.recall_at(NOW)
        line = self.recalls(lead)
        lead.unlink()
        self.assertEqual((line.lead_name, line.user_id), ("Chị Mai 0 hỏi giá", self.hoa))
        with self.assertRaisesRegex(UserError, "gone"):
            line.with_user(self.manager).action_give_back()

    def test_filters_find_what_the_badges_show(self):
        lead, other = self.new_leads(2)
        other.sudo().l10n_vn_last_contact = NOW
        self.run_at(NOW)
        near = self.env["crm.lead"].search([("l10n_vn_is_recall_near", "=", True), ("team_id", "=", self.team.id)])
        self.assertEqual((near, lead.l10n_vn_is_recall_near, other.l10n_vn_is_recall_near), (lead, True, False))
        self.run_at(NOW + timedelta(days=2))
        self.assertFalse(lead.l10n_vn_is_recall_near)
        self.assertEqual(self.env["crm.lead"].search([("l10n_vn_recall_count", ">", 0)]), lead)

    def test_nothing_is_recalled_soon_by_a_rule_that_no_longer_holds(self):
        changes = (
            ("off", lambda rule, lead: rule.write({"is_on": False})),
            ("other stages", lambda rule, lead: rule.write({"stage_ids": self.stage_of_others.ids})),
            ("other team", lambda rule, lead: lead.write({"team_id": self.new_team(self.hoa).id})),
            ("deleted", lambda rule, lead: rule.unlink()),
        )
        self.stage_of_others = self.env.ref("l10n_vn_crm.crm_stage_consulting")
        for name, change in changes:
            self.rule.unlink()
            self.rule = self.new_rule()
            lead = self.new_leads(1)
            self.run_at(NOW)
            mine = lead.with_user(self.hoa)
            self.assertTrue(mine.l10n_vn_is_recall_near)
            with self.subTest(name):
                change(self.rule, lead)
                mine.invalidate_recordset()
                self.assertFalse(mine.l10n_vn_is_recall_near)
                self.assertFalse(mine.search([("l10n_vn_is_recall_near", "=", True), ("id", "=", lead.id)]))
                self.assertTrue(mine.search([("l10n_vn_is_recall_near", "=", False), ("id", "=", lead.id)]))

    def test_no_salesperson_dates_the_assignment(self):
        lead, later = self.new_leads(1), "2031-01-01 00:00:00"
        before = lead.date_open
        mine = lead.with_user(self.hoa)
        vals = {"name": "Chị Mai", "date_open": later}
        doors = {
            "write": lambda: mine.write({"date_open": later}),
            "save": lambda: mine.web_save({"date_open": later}, {}),
            "create": lambda: mine.create(vals),
            "many": lambda: mine.create([dict(vals) for _number in range(25)]),
        }
        for door, attempt in doors.items():
            with self.subTest(door), self.assertRaises(AccessError):
                attempt()
        self.assertEqual(lead.date_open, before)
        answer = mine.load([".id", "date_open"], [[str(lead.id), later]])
        self.assertTrue(answer["messages"])
        self.env["ir.default"].set("crm.lead", "date_open", later, user_id=self.hoa.id)
        for new in mine.create({"name": "Hà"}), mine.with_context(default_date_open=later).create({"name": "Hà"}):
            self.assertLess(new.date_open.year, 2031)
        mine.type = "opportunity"
        self.assertTrue(mine.copy().date_open)
        lead.with_user(self.manager).date_open = later

    def test_a_merge_keeps_the_manager_s_decision(self):
        leads = self.new_leads(2)
        leads[1].with_user(self.manager).l10n_vn_keep_until("2027-05-01", "Chờ sếp khách duyệt")
        kept = leads._merge_opportunity()
        self.assertEqual(str(kept.l10n_vn_recall_hold_until), "2027-05-01")


@tagged("post_install", "-at_install")
class TestRecallPreview(RecallCase):
    USERS = {**RecallCase.USERS, "boss": person("Vũ Thị Sếp", MANAGER, login="sep")}

    def preview(self, user=None):
        rule = self.rule.with_user(user or self.manager)
        context = rule.action_preview()["context"]
        return rule.env["crm.lead.recall.preview"].with_context(**context).create({})

    def test_it_shows_exactly_what_the_next_run_does(self):
        self.rule.is_on = False
        self.new_leads(3)
        self.new_leads(2, self.nam)
        self.new_leads(1, since=timedelta(hours=1))
        with freeze_time(NOW):
            preview = self.preview()
            self.assertEqual((preview.recall_count, preview.warning_count), (0, 5))
            shown = self.env["crm.lead"].search(preview.action_open_warning()["domain"])
        self.rule.is_on = True
        self.run_at(NOW)
        later = NOW + timedelta(days=1, minutes=1)
        with freeze_time(later):
            preview = self.preview()
            self.assertEqual((preview.recall_count, preview.warning_count), (5, 0))
            by_person = {line.user_id: line.recall_count for line in preview.line_ids}
            self.assertEqual(by_person, {self.hoa: 3, self.nam: 2})
            listed = self.env["crm.lead"].with_user(self.manager).search(preview.action_open_recall()["domain"])
            self.assertEqual(set(listed.l10n_vn_recall_rule_id.ids), {self.rule.id})
        self.assertEqual(shown.ids, listed.ids)
        self.run_at(later)
        self.assertEqual(self.env["crm.lead.recall"].search([]).lead_id.sorted(), listed.sudo().sorted())

    def test_nothing_leaks(self):
        branch = self.new_company()
        self.boss.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        self.new_leads(3)
        self.recall_at(NOW)
        lines = self.env["crm.lead.recall"]
        self.assertEqual(lines.with_user(self.manager).search_count([]), 3)
        self.assertEqual(lines.with_user(self.leader).search_count([]), 3)
        self.assertEqual(lines.with_user(self.boss).search_count([]), 0, "of another company")
        self.assertEqual(lines.with_user(self.lan).search_count([]), 0, "leads another team")
        for seller in (self.hoa, self.nam):
            with self.assertRaises(AccessError):
                lines.with_user(seller).search_count([])
            with self.assertRaises(AccessError):
                self.env["crm.lead"].with_user(seller).search([("l10n_vn_recall_rule_id", "=", self.rule.id)])
        self.assertFalse(self.env["crm.lead.recall.rule"].with_user(self.boss).search([]))
        with self.assertRaises(AccessError):
            self.rule.with_user(self.hoa).action_preview()

    def test_each_company_recalls_its_own(self):
        branch = self.new_company()
        self.team.company_id = False
        self.hoa.company_ids = [Command.link(branch.id)]
        here, there = self.new_leads(1), self.new_leads(1, company_id=branch.id)
        self.rule.company_id = branch
        self.recall_at(NOW)
        self.assertEqual((here.user_id, there.user_id.id), (self.hoa, False))
        self.assertEqual(self.recalls(there).company_id, branch)
