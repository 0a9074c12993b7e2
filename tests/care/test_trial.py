"""Trials of leads: they begin by entering a stage, end by a date that only an extension moves, and are reminded of."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged, users

from ..common import MANAGER, LeadCase, person
from ..importing.test_ledger import ImportCase

NOW = "2026-03-05 03:00:00"  # Thursday, ten o'clock in Viet Nam


class TrialCase(LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa", tz="Asia/Ho_Chi_Minh", email="hoa@saomai.example.vn"),
        "nam": person("Lê Văn Nam", tz="Asia/Ho_Chi_Minh"),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai", tz="Asia/Ho_Chi_Minh"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.hoa.lang = "vi_VN"
        cls.team = cls.new_team(cls.hoa, cls.nam, l10n_vn_lead_stages=True)
        cls.consulting, cls.trial, cls.bought = (
            cls.env.ref(f"l10n_vn_crm.crm_stage_{name}") for name in ("consulting", "trial", "bought")
        )
        cls.trial.write({"l10n_vn_trial_days": 14, "l10n_vn_trial_notice_days": 2})
        cls.calendar = cls.env.company.resource_calendar_id
        cls.calendar.tz = "Asia/Ho_Chi_Minh"

    @classmethod
    def lead(cls, name="Chị Lan", **values):
        values = {"type": "lead", "user_id": cls.hoa.id, "team_id": cls.team.id, "phone": "0912 345 678", **values}
        return cls.env["crm.lead"].create({"name": f"{name} hỏi giá", "contact_name": name, **values})

    @classmethod
    def trying(cls, name="Chị Lan", **values):
        return cls.lead(name, stage_id=cls.trial.id, **values)

    def remind(self):
        """Run the scheduled action; return the open reminders of the trials."""
        self.env["crm.lead"]._cron_remind_of_trials()
        return self.env["crm.lead"].search([]).l10n_vn_trial_reminder_id.filtered("active")


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTrial(TrialCase):
    def test_entering_the_stage_starts_the_trial(self):
        lead = self.lead(stage_id=self.consulting.id)
        self.assertFalse(lead.l10n_vn_trial_start or lead.l10n_vn_trial_text)
        lead.with_user(self.hoa).stage_id = self.trial
        self.assertEqual((lead.l10n_vn_trial_start, lead.l10n_vn_trial_end), (date(2026, 3, 5), date(2026, 3, 19)))
        self.assertTrue(lead.l10n_vn_is_on_trial)

    def test_the_first_day_is_the_vietnamese_day(self):
        lead = self.lead(stage_id=self.consulting.id).with_user(self.hoa)
        with freeze_time("2026-03-05 18:00:00"):  # one in the morning of the sixth
            lead.stage_id = self.trial
            self.assertEqual(lead.l10n_vn_trial_start, date(2026, 3, 6))

    def test_coming_back_into_the_stage_gives_no_more_time(self):
        lead = self.trying()
        with freeze_time("2026-03-12 03:00:00"):
            lead.stage_id = self.consulting
            self.assertFalse(lead.l10n_vn_is_on_trial)
            lead.stage_id = self.trial
        self.assertEqual((lead.l10n_vn_trial_start, lead.l10n_vn_trial_end), (date(2026, 3, 5), date(2026, 3, 19)))

    def test_every_door_starts_it(self):
        moved = self.lead("Anh Tú") | self.lead("Anh Hùng")
        moved.with_user(self.manager).write({"stage_id": self.trial.id})
        many = self.env["crm.lead"].create(
            [
                {"name": f"Khách {n}", "type": "lead", "team_id": self.team.id, "stage_id": self.trial.id}
                for n in range(60)
            ]
        )
        form = Form(self.env["crm.lead"].with_user(self.hoa).with_context(default_type="lead"))
        form.name, form.stage_id = "Cô Ba dùng thử", self.trial
        for leads in (moved, many, form.save()):
            starts, ends = set(leads.mapped("l10n_vn_trial_start")), set(leads.mapped("l10n_vn_trial_end"))
            self.assertEqual((starts, ends), ({date(2026, 3, 5)}, {date(2026, 3, 19)}))

    def test_opportunities_are_on_no_trial(self):
        self.trial.l10n_vn_applies_to = "both"
        lead = self.lead(type="opportunity", stage_id=self.trial.id)
        self.assertFalse(lead.l10n_vn_trial_start)

    def test_the_dates_are_written_by_nobody(self):
        lead = self.trying()
        for name in ("l10n_vn_trial_start", "l10n_vn_trial_end"):
            for user in (self.hoa, self.manager):
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    lead.with_user(user).write({name: "2026-12-31"})
        copy = lead.copy({"stage_id": self.consulting.id})
        self.assertFalse(copy.l10n_vn_trial_start or copy.l10n_vn_trial_end)

    def test_words(self):
        lead = self.trying().with_user(self.hoa).with_context(lang="vi_VN", tz="Asia/Ho_Chi_Minh")
        for day, state, text in (
            ("2026-03-10", "running", "Dùng thử còn 9 ngày"),
            ("2026-03-16", "ending", "Dùng thử còn 3 ngày"),
            ("2026-03-19", "ending", "Hết dùng thử hôm nay"),
            ("2026-03-21", "ended", "Dùng thử hết hạn 2 ngày trước"),
        ):
            with self.subTest(day), freeze_time(f"{day} 03:00:00"):
                lead.invalidate_recordset()
                self.assertEqual((lead.l10n_vn_trial_state, lead.l10n_vn_trial_text), (state, text))

    def test_the_filter_of_undecided_trials(self):
        arch = self.env["crm.lead"].get_view(self.env.ref("crm.view_crm_case_leads_filter").id, "search")["arch"]
        self.assertIn('name="l10n_vn_trial_ended"', arch)
        domain = [("l10n_vn_is_on_trial", "=", True), ("l10n_vn_trial_end", "<", "today")]
        ended, won, lost, back = (self.trying(name) for name in ("Chị Lan", "Anh Tú", "Anh Hùng", "Cô Ba"))
        with freeze_time("2026-03-20 03:00:00"):
            won.action_set_won()
            lost.action_set_lost()
            back.stage_id = self.consulting
            self.trying("Chị Vy")
            self.assertEqual(self.env["crm.lead"].with_user(self.hoa).search(domain), ended)
            others = self.env["crm.lead"].search([("l10n_vn_is_on_trial", "=", False), ("user_id", "=", self.hoa.id)])
            self.assertEqual(others, won | back)

    def test_a_stage_that_gets_a_trial_gives_it_to_its_leads(self):
        self.trial.l10n_vn_trial_days = 0
        inside, closing = self.trying(), self.trying("Anh Tú", date_deadline="2026-03-09")
        self.assertFalse(inside.l10n_vn_trial_start)
        # Odoo dates a change of stage by the transaction's time.
        (inside | closing).sudo().date_last_stage_update = datetime(2026, 3, 4, 18)
        with freeze_time("2026-03-10 03:00:00"):
            self.trial.with_user(self.manager).l10n_vn_trial_days = 30
        self.assertEqual(
            (inside | closing).mapped(lambda lead: (lead.l10n_vn_trial_start, lead.l10n_vn_trial_end)),
            [(date(2026, 3, 5), date(2026, 4, 4)), (date(2026, 3, 5), date(2026, 3, 9))],
        )

    def test_an_upgrade_keeps_two_weeks_and_reminds_of_nothing(self):
        self.trial.l10n_vn_trial_days = 0
        old = self.trying()
        old.sudo().date_last_stage_update = datetime(2026, 2, 20, 18)  # the 21st in Viet Nam
        self.env["crm.stage"]._l10n_vn_on_trial_upgrade()
        self.assertEqual((old.l10n_vn_trial_start, old.l10n_vn_trial_end), (date(2026, 2, 21), date(2026, 3, 7)))
        self.assertFalse(self.remind())

    def test_no_trial_is_shorter_than_nothing(self):
        with self.assertRaisesRegex(Exception, "l10n_vn_trial_days_is_positive"), self.env.cr.savepoint():
            self.trial.l10n_vn_trial_days = -1


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTrialExtension(TrialCase):
    def extend(self, leads, user=None, **values):
        model = self.env["crm.lead.trial.extension"].with_user(user or self.hoa)
        with Form(model.with_context(active_model="crm.lead", active_ids=leads.ids)) as dialog:
            dialog.reason = values.get("reason", "Kế toán đi công tác")
            dialog.days = values.get("days", 7)
        dialog.save().action_extend()

    def test_a_trial_is_extended_from_its_end_and_says_why(self):
        lead = self.trying()
        for count, end in ((1, date(2026, 3, 26)), (2, date(2026, 4, 2))):
            self.extend(lead)
            self.assertEqual((lead.l10n_vn_trial_end, lead.l10n_vn_trial_extension_count), (end, count))
        self.assertEqual(lead.l10n_vn_trial_start, date(2026, 3, 5))
        self.assertIn("Kế toán đi công tác", lead.message_ids[0].body)
        self.assertEqual(lead.message_ids[0].author_id, self.hoa.partner_id)

    def test_an_ended_trial_is_extended_from_today(self):
        lead = self.trying()
        with freeze_time("2026-03-29 03:00:00"):
            self.extend(lead)
        self.assertEqual(lead.l10n_vn_trial_end, date(2026, 4, 5))

    def test_without_a_reason_or_a_trial_it_is_refused(self):
        lead = self.trying().with_user(self.hoa)
        for days, reason in ((7, " "), (0, "Kế toán đi vắng"), (366, "Kế toán đi vắng")):
            with self.subTest(days=days, reason=reason), self.assertRaises(UserError):
                lead.l10n_vn_extend_trial(days, reason)
        other = self.lead("Anh Tú")
        with self.assertRaisesRegex(UserError, "Anh Tú"):
            (lead | other.with_user(self.hoa)).l10n_vn_extend_trial(7, "Kế toán đi vắng")
        with self.assertRaises(AccessError):
            lead.with_user(self.nam).l10n_vn_extend_trial(7, "Kế toán đi vắng")
        self.assertEqual(lead.l10n_vn_trial_extension_count, 0)

    def test_cost_does_not_grow_with_the_leads(self):
        counts = {}
        for size in (5, 50):
            leads = self.env["crm.lead"].browse([self.trying(f"Khách {number}").id for number in range(size)])
            leads.with_user(self.hoa).l10n_vn_extend_trial(1, "làm nóng")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.with_user(self.hoa).l10n_vn_extend_trial(7, "Kế toán đi vắng")
            self.env.flush_all()
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[50], counts[5] + 2, counts)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTrialReminder(TrialCase):
    def test_the_salesperson_is_reminded_once(self):
        lead = self.trying()
        self.assertFalse(self.remind(), "two weeks before the end")
        with freeze_time("2026-03-17 03:00:00"):
            reminder = self.remind()
            self.assertEqual(reminder.mapped(lambda one: (one.res_id, one.user_id)), [(lead.id, self.hoa)])
            self.assertEqual(reminder.date_deadline, date(2026, 3, 17))
            self.assertEqual(reminder.summary, "Hết dùng thử ngày 19/03: hỏi khách đã quyết chưa")
            self.assertEqual(self.remind(), reminder)
            reminder.with_user(self.hoa).action_feedback(feedback="Khách hẹn tuần sau")
            self.assertFalse(self.remind())
        with freeze_time("2026-03-18 03:00:00"):
            self.assertFalse(self.remind(), "it was done")

    def test_a_deleted_reminder_stays_away(self):
        self.trying()
        with freeze_time("2026-03-17 03:00:00"):
            self.remind().with_user(self.hoa).unlink()
            self.assertFalse(self.remind())

    def test_a_reminder_moves_with_an_extension(self):
        lead = self.trying()
        with freeze_time("2026-03-17 03:00:00"):
            reminder = self.remind()
            lead.with_user(self.hoa).l10n_vn_extend_trial(7, "Kế toán đi vắng")
            self.assertEqual(self.remind(), reminder)
            self.assertEqual(reminder.date_deadline, date(2026, 3, 24))
            self.assertIn("26/03", reminder.summary)
        with freeze_time("2026-03-24 03:00:00"):
            self.assertEqual(self.remind(), reminder)

    def test_a_done_reminder_comes_again_after_an_extension(self):
        lead = self.trying()
        with freeze_time("2026-03-17 03:00:00"):
            done = self.remind()
            done.action_feedback()
            lead.with_user(self.hoa).l10n_vn_extend_trial(7, "Kế toán đi vắng")
        with freeze_time("2026-03-24 03:00:00"):
            again = self.remind()
        self.assertTrue(again and again != done)

    def test_before_a_weekend_the_reminder_comes_on_friday(self):
        with freeze_time("2026-03-03 03:00:00"):
            self.trying()  # ends on Tuesday, 17 March: two days before is a Sunday
        with freeze_time("2026-03-12 03:00:00"):
            self.assertFalse(self.remind())
        with freeze_time("2026-03-13 03:00:00"):
            self.assertEqual(self.remind().date_deadline, date(2026, 3, 13))

    def test_before_tet_the_reminder_comes_on_the_last_working_day(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Tết Bính Ngọ",
                "calendar_id": self.calendar.id,
                "company_id": self.env.company.id,
                "date_from": datetime(2026, 2, 15, 17),
                "date_to": datetime(2026, 2, 20, 16, 59),
            }
        )
        with freeze_time("2026-02-06 03:00:00"):
            lead = self.trying()  # ends on the 20th, within Tết
        with freeze_time("2026-02-12 03:00:00"):
            self.assertFalse(self.remind())
        with freeze_time("2026-02-13 03:00:00"):
            self.assertEqual(self.remind().date_deadline, date(2026, 2, 13))
            lead.with_user(self.hoa).l10n_vn_extend_trial(4, "Nghỉ Tết")  # Tuesday after Tết and its weekend
            self.assertEqual(self.remind().date_deadline, date(2026, 2, 13))

    def test_each_company_has_its_holidays(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        calendar = branch.resource_calendar_id
        calendar.tz = "Asia/Ho_Chi_Minh"
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Lễ hội Huế",
                "calendar_id": calendar.id,
                "company_id": branch.id,
                "date_from": datetime(2026, 3, 15, 17),
                "date_to": datetime(2026, 3, 18, 16, 59),
            }
        )
        hue = self.new_user("hue", name="Tôn Nữ Huế", groups="sales_team.group_sale_salesman", company_id=branch.id,
                            company_ids=[Command.set(branch.ids)])  # fmt: skip
        team = self.env["crm.team"].create(
            {"name": "Kinh doanh Huế", "company_id": branch.id, "l10n_vn_lead_stages": True,
             "member_ids": [Command.set(hue.ids)]}
        )  # fmt: skip
        here = self.trying()
        there = self.lead("Cô Diễm", stage_id=self.trial.id, company_id=branch.id, team_id=team.id, user_id=hue.id)
        self.assertEqual(there.l10n_vn_trial_end, date(2026, 3, 19))
        with freeze_time("2026-03-13 03:00:00"):
            self.assertEqual(self.remind().mapped("res_id"), there.ids)
        with freeze_time("2026-03-17 03:00:00"):
            self.assertEqual(set(self.remind().mapped("res_id")), {here.id, there.id})

    def test_decided_trials_are_not_reminded_of(self):
        lead, won = self.trying(), self.trying("Anh Tú")
        pool = self.trying("Bà Tư", user_id=False)
        won.action_set_won()
        with freeze_time("2026-03-17 03:00:00"):
            reminder = self.remind()
            self.assertEqual(reminder.mapped("res_id"), lead.ids)
            pool.user_id = self.nam
            self.assertEqual(set(self.remind().mapped("res_id")), {lead.id, pool.id})
            lead.stage_id = self.bought
            self.assertEqual(self.remind().mapped("res_id"), pool.ids)

    def test_cost_does_not_grow_with_the_leads(self):
        counts = {}
        for size, day in ((5, 17), (50, 18)):
            for number in range(size):
                self.trying(f"Khách {number}")
            with freeze_time(f"2026-03-{day} 03:00:00"):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["crm.lead"]._cron_remind_of_trials()
                self.env.flush_all()
                counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[50], counts[5] + 5, counts)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTrialAndConversion(TrialCase):
    def two_trials(self):
        with freeze_time("2026-02-25 03:00:00"):
            early = self.trying(email_from="lan@khach.example.vn")
        late = self.trying(email_from="lan@khach.example.vn", priority="3", probability=90)
        late.with_user(self.hoa).l10n_vn_extend_trial(7, "Kế toán đi vắng")
        return early | late

    def test_a_merge_keeps_the_first_start_and_the_last_end(self):
        for name, merge in (
            ("natively", lambda leads: leads.merge_opportunity()),
            ("in groups", lambda leads: next(iter(leads._l10n_vn_merge_groups([leads]).values()))),
        ):
            with self.subTest(name):
                kept = merge(self.two_trials())
                found = (kept.l10n_vn_trial_start, kept.l10n_vn_trial_end, kept.l10n_vn_trial_extension_count)
                self.assertEqual(found, (date(2026, 2, 25), date(2026, 3, 26), 1))

    def test_a_conversion_keeps_the_dates_and_its_undo_goes_on_with_them(self):
        lead = self.trying()
        with freeze_time("2026-03-12 03:00:00"):
            lead.with_user(self.hoa).convert_opportunity(False)
            self.assertFalse(lead.l10n_vn_is_on_trial or lead.l10n_vn_trial_text)
            self.assertEqual(lead.l10n_vn_trial_start, date(2026, 3, 5))
            lead.write({"type": "lead", "stage_id": self.trial.id})
        self.assertTrue(lead.l10n_vn_is_on_trial)
        self.assertEqual((lead.l10n_vn_trial_start, lead.l10n_vn_trial_end), (date(2026, 3, 5), date(2026, 3, 19)))


@tagged("post_install", "-at_install")
class TestTrialImport(ImportCase):
    @users("manager")
    def test_a_list_with_the_stage_trial(self):
        self.env.ref("l10n_vn_crm.crm_stage_trial").sudo().l10n_vn_trial_days = 14
        rows = [[f"Nguyễn Văn {number}", f"09123456{number}", "Dùng thử"] for number in range(10, 70)]
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        self.env.ref("l10n_vn_crm.crm_stage_trial").sudo().with_context(lang="vi_VN").name = "Dùng thử"
        record, _answer = self.with_vietnamese().run_import(
            rows, fields=["contact_name", "phone", "stage_id"], headings=["Họ tên", "Số điện thoại", "Giai đoạn"]
        )
        leads = self.env["crm.lead"].search([("l10n_vn_import_id", "=", record.id)])
        self.assertEqual(len(leads), 60)
        self.assertEqual(leads.stage_id, self.env.ref("l10n_vn_crm.crm_stage_trial"))
        [start], [end] = set(leads.mapped("l10n_vn_trial_start")), set(leads.mapped("l10n_vn_trial_end"))
        self.assertEqual(end - start, timedelta(days=14))

    def with_vietnamese(self):
        self.env = self.env(context=dict(self.env.context, lang="vi_VN"))
        return self


@tagged("post_install", "-at_install")
class TestTrialTour(HttpCase, TrialCase):
    def test_from_trial_to_purchase(self):
        self.env["crm.lead"].search([("user_id", "=", self.hoa.id)]).unlink()
        self.team.l10n_vn_requires_qualification = False
        for name, stage in (("consulting", "Tư vấn"), ("trial", "Dùng thử"), ("bought", "Đã mua")):
            getattr(self, name).with_context(lang="vi_VN").name = stage
        lead = self.lead(stage_id=self.consulting.id)
        lead.sudo().l10n_vn_waiting_since = datetime.now() - timedelta(hours=2)
        self.lead("Anh Tú")
        self.start_tour("/odoo/lead-first", "l10n_vn_crm_trial_to_bought", login="hoa")
        self.assertEqual((lead.won_status, lead.type), ("won", "opportunity"))
        self.assertEqual(lead.l10n_vn_trial_end - lead.l10n_vn_trial_start, timedelta(days=21))
