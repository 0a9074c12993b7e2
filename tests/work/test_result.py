from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged, users

from ..common import MANAGER, LeadCase, person
from ..connections import ConnectionCase
from ..screens import TourCase


class ResultCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", tz="Asia/Ho_Chi_Minh", email="lan@saomai.example.vn"),
        "manager": person("Trần Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.new_team(cls.lan, cls.manager, l10n_vn_lead_stages=True)
        cls.called = cls.env.ref("l10n_vn_crm.crm_talk_outcome_called")
        cls.no_answer = cls.env.ref("l10n_vn_crm.crm_talk_outcome_no_answer")
        cls.consulting = cls.env.ref("l10n_vn_crm.crm_stage_consulting")
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.lead = cls.new_leads(1)

    @classmethod
    def new_leads(cls, count, **values):
        return cls.env["crm.lead"].create(
            [
                {
                    "name": f"Anh Hùng hỏi giá {number}",
                    "type": "lead",
                    "user_id": cls.lan.id,
                    "team_id": cls.team.id,
                    **values,
                }
                for number in range(count)
            ]
        )


@tagged("post_install", "-at_install")
class TestLeadResult(ResultCase):
    @users("lan")
    @freeze_time("2026-03-05 07:30:00")
    def test_one_dialog_writes_everything_down(self):
        lead = self.lead.with_user(self.env.user)
        lead.description = "<p>Gặp ở hội chợ</p>"
        at_hand = lead.activity_schedule(
            "mail.mail_activity_data_call", date_deadline=fields.Date.today(), user_id=self.lan.id
        )
        later = lead.activity_schedule(
            "mail.mail_activity_data_todo", date_deadline=fields.Date.today() + timedelta(days=9), user_id=self.lan.id
        )
        with Form(self.env["crm.lead.result"].with_context(active_model="crm.lead", active_ids=lead.ids)) as dialog:
            dialog.outcome_id = self.called
            self.assertEqual(dialog.activity_type_id, self.call, "the result suggests what comes next")
            self.assertEqual(dialog.closing_activity_ids[:], at_hand)
            dialog.note = "Cần báo giá 20 bộ\n<b>gấp</b>"
            dialog.stage_id = self.consulting
            dialog.activity_date = "2026-03-10"
            dialog.activity_summary = "Gọi chốt số lượng"
        dialog.record.action_save()

        message = lead.message_ids.sorted("id").filtered(lambda message: "Cần báo giá" in (message.body or ""))
        self.assertEqual(len(message), 1, "the chatter has one note")
        self.assertEqual(message.author_id, self.lan.partner_id)
        self.assertEqual(message.mail_activity_type_id, self.call)
        self.assertIn("&lt;b&gt;gấp", message.body)
        notes = str(lead.description)
        self.assertLess(notes.index("Cần báo giá"), notes.index("Gặp ở hội chợ"), "the newest note is on top")
        self.assertIn("14:30", notes, "the time is the one on the user's watch")
        self.assertIn("Nguyễn Thị Lan", notes)
        self.assertNotIn("<b>gấp", notes)
        self.assertEqual(lead.stage_id, self.consulting)
        self.assertFalse(at_hand.active)
        self.assertTrue(later.active)
        following = lead.activity_ids - later
        self.assertEqual(
            (following.summary, str(following.date_deadline), following.user_id),
            ("Gọi chốt số lượng", "2026-03-10", self.lan),
        )

    @users("lan")
    def test_third_silence_suggests_giving_up(self):
        lead = self.lead.with_user(self.env.user)
        for _call in range(2):
            lead.l10n_vn_record_result(self.no_answer.id)
        dialog = Form(self.env["crm.lead.result"].with_context(active_model="crm.lead", active_ids=lead.ids))
        self.assertFalse(dialog.given_up_count)
        dialog.outcome_id = self.no_answer
        self.assertEqual(dialog.given_up_count, 1)
        action = dialog.save().action_save_and_mark_lost()
        self.assertEqual(lead.l10n_vn_no_answer_count, 3)
        self.assertFalse(lead.activity_ids, "nobody calls a lead that is given up")
        reason = self.env["crm.lost.reason"].search([], limit=1)
        lost = self.env["crm.lead.lost"].with_context(**action["context"]).create({"lost_reason_id": reason.id})
        lost.action_lost_reason_apply()
        self.assertEqual((lead.won_status, lead.lost_reason_id), ("lost", reason))

    @users("lan")
    def test_an_answer_ends_the_silence(self):
        lead = self.lead.with_user(self.env.user)
        for outcome in self.no_answer + self.called:
            lead.l10n_vn_record_result(outcome.id)
        self.assertEqual(lead.l10n_vn_no_answer_count, 0)
        self.assertEqual(lead.l10n_vn_outcome_id, self.called)

    @users("lan")
    def test_notes_grow_from_the_row_as_it_stands(self):
        lead = self.lead.with_user(self.env.user)
        self.assertFalse(lead.description)
        self.env.cr.execute("UPDATE crm_lead SET description = '<p>Sửa từ nơi khác</p>' WHERE id = %s", [lead.id])
        lead.l10n_vn_record_result(self.called.id, "Cần báo giá")
        self.assertIn("Sửa từ nơi khác", lead.description)
        self.assertIn("Cần báo giá", lead.description)

    @users("lan")
    def test_others_activities_stay_open(self):
        lead = self.lead.with_user(self.env.user)
        of_manager = self.lead.activity_schedule("mail.mail_activity_data_call", user_id=self.manager.id)
        lead.l10n_vn_record_result(self.called.id, "Đã gửi báo giá")
        self.assertTrue(of_manager.active)

    @users("lan")
    def test_meeting_closes_as_odoo_closes_it(self):
        lead = self.lead.with_user(self.env.user)
        event = self.env["calendar.event"].create(
            {
                "name": "Gặp anh Hùng",
                "start": "2026-03-05 02:00:00",
                "stop": "2026-03-05 03:00:00",
            }
        )
        activity = lead.activity_schedule("mail.mail_activity_data_meeting", user_id=self.lan.id)
        activity.calendar_event_id = event
        lead.l10n_vn_record_result(self.env.ref("l10n_vn_crm.crm_talk_outcome_met").id, "Khách đồng ý dùng thử")
        self.assertFalse(activity.active)
        self.assertIn("Khách đồng ý dùng thử", event.notes, "the meeting keeps what was said")
        told = lead.message_ids.filtered(lambda message: "Khách đồng ý dùng thử" in (message.body or ""))
        self.assertEqual(len(told), 1)

    @users("mai")
    def test_next_action_is_the_salespersons(self):
        lead = self.lead.with_user(self.env.user)
        lead.l10n_vn_record_result(self.called.id, "", False, {"type": self.call.id})
        self.assertEqual(lead.activity_ids.user_id, self.lan)

    @users("lan")
    def test_leads_of_others_are_out_of_reach(self):
        theirs = self.new_leads(1, user_id=self.manager.id)
        with self.assertRaises(AccessError):
            theirs.with_user(self.env.user)._l10n_vn_record(self.called, "Không phải việc của tôi")
        self.assertFalse(theirs.description)

    def test_cost_does_not_grow_with_leads(self):
        def cost(size):
            leads = self.new_leads(size)
            for number, lead in enumerate(leads):
                lead.description = f"<p>Ghi chú {number % 3}</p>"
                lead.activity_schedule("mail.mail_activity_data_call", user_id=self.lan.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.with_user(self.lan).l10n_vn_record_result(
                self.called.id, "Đã gọi", self.consulting.id, {"type": self.call.id}
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(30), cost(30)  # the first ones fill Odoo's caches
        self.assertEqual(cost(30), cost(90))


@tagged("post_install", "-at_install")
class TestResultAtOnce(ConnectionCase):
    """No note is lost where two people write at the same time."""

    def setUp(self):
        super().setUp()
        names = {"truong": "Nguyễn Trưởng Nhóm", "pho": "Trần Phó Nhóm"}
        self.managers = self.new_users(names, MANAGER)
        values = {"name": "Anh Tâm", "type": "lead", "description": "<p>Gặp ở hội chợ</p>"}
        self.lead_id = self.run_apart(lambda env: env["crm.lead"].create(values).id)
        self.addCleanup(self.run_apart, lambda env: env["crm.lead"].browse(self.lead_id).unlink())

    def notes(self, env):
        return str(env["crm.lead"].browse(self.lead_id).description)

    def test_note_written_while_the_dialog_is_open_stays(self):
        called = self.env.ref("l10n_vn_crm.crm_talk_outcome_called").id
        first, second = self.managers

        def act(env):
            lead = env["crm.lead"].browse(self.lead_id)
            if env.uid == second:
                lead.description = f"{lead.description}<p>Vợ anh Tâm mới là người quyết định</p>"
            else:
                lead.l10n_vn_record_result(called, "Cần báo giá 20 bộ")

        self.at_once(*((user_id, act) for user_id in self.managers), look=self.notes)
        notes = self.run_apart(self.notes)
        for note in ("Gặp ở hội chợ", "người quyết định", "Cần báo giá 20 bộ"):
            self.assertIn(note, notes)

    def test_two_results_at_once_are_both_kept_and_counted(self):
        silent = self.env.ref("l10n_vn_crm.crm_talk_outcome_no_answer").id

        def act(env):
            env["crm.lead"].browse(self.lead_id).l10n_vn_record_result(silent, f"Máy bận {env.uid}")

        self.at_once(*((user_id, act) for user_id in self.managers), look=self.notes)
        notes, silence = self.run_apart(
            lambda env: (self.notes(env), env["crm.lead"].browse(self.lead_id).l10n_vn_no_answer_count)
        )
        for user_id in self.managers:
            self.assertIn(f"Máy bận {user_id}", notes)
        self.assertEqual(silence, 2)


@tagged("post_install", "-at_install")
class TestLeadResultTour(TourCase, ResultCase):
    def test_record_a_result_by_keyboard(self):
        self.start_tour(f"/odoo/crm.lead/{self.lead.id}", "l10n_vn_crm_record_result", login="lan")
        self.assertEqual(self.lead.l10n_vn_outcome_id, self.env.ref("l10n_vn_crm.crm_talk_outcome_talked"))
        self.assertEqual(self.lead.activity_ids.activity_type_id, self.call)
