"""A new lead has its deadline whichever way it comes in: form, programs, list, card, contact, mail."""

from odoo import Command
from odoo.tests import Form, tagged, users

from ..common import MailCase, letter
from ..importing.test_ledger import ImportCase
from .test_first_answer import AnswerCase
from .test_working_time import when


@tagged("post_install", "-at_install")
class TestAnswerDoors(ImportCase, AnswerCase):
    def setUp(self):
        super().setUp()
        # The screens of leads say so.
        self.env = self.env(context={**self.env.context, "default_type": "lead"})

    def assertClock(self, leads):
        self.assertTrue(leads)
        self.assertEqual(set(leads.mapped("l10n_vn_answer_by")), {when("2026-03-05 11:00")})

    @users("hoa")
    def test_form_and_programs(self):
        with self.at("2026-03-05 09:00"):
            with Form(self.env["crm.lead"].with_context(default_type="lead"), "crm.crm_lead_view_form") as form:
                form.name, form.team_id = "Chị Lan hỏi giá", self.team
            self.assertClock(form.record)
            values = [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(40)]
            self.assertClock(self.env["crm.lead"].create(values))
            answer = self.env["crm.lead"].load(
                ["name", "type", "team_id/.id"], [["Anh Hùng", "lead", str(self.team.id)]]
            )
            self.assertClock(self.env["crm.lead"].browse(answer["ids"]))

    @users("hoa")
    def test_import_screen(self):
        self.team.sudo().sequence = -1
        for count in (3, 40):
            with self.at("2026-03-05 09:00"):
                record, _answer = self.run_import(
                    [[f"Khách {count}-{n}", f"0912{count:02}5{n:03}", "", ""] for n in range(count)]
                )
                leads = record.lead_ids.filtered(lambda lead: lead.team_id == self.team)
                self.assertEqual(len(leads), count)
                self.assertClock(leads)

    @users("hoa")
    def test_a_list_that_says_who_was_talked_with(self):
        with self.at("2026-03-05 09:00"):
            record, _answer = self.run_import(
                [
                    ["Lê Thị Hà", "0912345678", "Đã trao đổi"],
                    ["Trần Nam", "0987654321", "Không nghe máy"],
                    ["Lê Văn Sáu", "0987654322", "Đã gọi"],
                ],
                fields=["contact_name", "phone", "stage_id"],
                headings=["Họ tên", "Điện thoại", "Tình trạng"],
            )
            talked, silent, called = record.lead_ids.sorted("id")
        self.assertEqual((talked.l10n_vn_first_contact, talked.l10n_vn_attempt_count), (when("2026-03-05 09:00"), 0))
        self.assertFalse(talked.l10n_vn_answer_by, "it was talked with before it came in: nothing to measure")
        for tried in silent + called:
            self.assertEqual((tried.l10n_vn_first_contact, tried.l10n_vn_attempt_count), (False, 1))

    @users("hoa")
    def test_contact_and_card(self):
        customer = self.env["res.partner"].sudo().create({"name": "Lê Thị Hà", "phone": "0912345678"})
        with self.at("2026-03-05 09:00"):
            action = customer.with_env(self.env).action_l10n_vn_create_leads()
            lead = self.env["crm.lead"].browse(action["res_id"])
            self.assertEqual(lead.team_id, self.team, "the team of its salesperson")
            card = "BEGIN:VCARD\nFN:Trần Hùng\nTEL:0987654321\nEND:VCARD"
            batch = self.env["crm.lead.card.batch"].create({"text": card, "team_id": self.team.id})
            batch.action_read()
            batch.action_create()
        self.assertClock(lead + batch.lead_ids)


@tagged("post_install", "-at_install")
class TestAnswerOfMails(MailCase, AnswerCase):
    def test_the_first_mail_starts_the_clock_and_the_answer_stops_it(self):
        self.team.write({"l10n_vn_answer_hours": 2, "member_ids": [Command.link(self.hoa.id)]})
        with self.at("2026-03-05 09:00"):
            lead = self.receive(letter("Cho tôi báo giá 20 bộ."), "crm.lead")
            lead.user_id = self.hoa
        self.assertEqual((lead.l10n_vn_answer_by, lead.l10n_vn_first_contact), (when("2026-03-05 11:00"), False))
        with self.at("2026-03-05 09:30"):
            ours = lead.with_user(self.hoa).message_post(
                body="Em gửi báo giá", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        self.assertFalse(lead.l10n_vn_first_contact, "a mail of ours is an attempt")
        self.assertEqual(lead.l10n_vn_first_answer, when("2026-03-05 09:30"), "and answers a customer who has written")
        self.assertFalse(lead.l10n_vn_answer_state)
        with self.at("2026-03-05 10:00"):
            self.receive(letter("Cảm ơn em, chị chốt.", In_Reply_To=ours.message_id, subject="Re: Hỏi giá"), "crm.lead")
        self.assertEqual(lead.l10n_vn_first_contact, when("2026-03-05 10:00"))
        self.assertEqual(lead.l10n_vn_first_answer, when("2026-03-05 09:30"))
        self.assertAlmostEqual(lead.l10n_vn_answer_hours_taken, 0.5)

    def test_what_answers_nobody(self):
        """A message to a customer who has not written, a call, and an automatic reply leave the clock running."""
        self.team.write({"l10n_vn_answer_hours": 2, "member_ids": [Command.link(self.hoa.id)]})
        robot = self.env.ref("base.user_root")
        with self.at("2026-03-05 09:00"):
            left_phone = self.lead(team_id=self.team.id)
            wrote = self.receive(letter("Cho tôi báo giá 20 bộ."), "crm.lead")
            wrote.write({"user_id": self.hoa.id, "phone": "0912 345 679"})
        with self.at("2026-03-05 09:30"):
            left_phone.with_user(self.hoa).message_post(
                body="Em gửi báo giá", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
            wrote.with_user(robot).message_post(
                body="Chúng tôi đã nhận thư", message_type="email_outgoing", subtype_xmlid="mail.mt_comment"
            )
            wrote.with_user(self.hoa).action_l10n_vn_call()
        for lead in left_phone + wrote:
            self.assertEqual((lead.l10n_vn_first_answer, lead.l10n_vn_answer_state), (False, "late"))
        with self.at("2026-03-05 10:00"):
            self.talk(left_phone)
        self.assertEqual(left_phone.l10n_vn_first_answer, when("2026-03-05 10:00"))
