from datetime import datetime, timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged, users
from odoo.tools import mute_logger
from psycopg2 import IntegrityError


class ContactCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = mail_new_test_user(
            cls.env,
            "nam.banhang",
            "sales_team.group_sale_salesman",
            name="Lê Văn Nam",
            email="nam@cty.example.vn",
            lang="en_US",
        )
        cls.customer = mail_new_test_user(
            cls.env, "lan.portal", "base.group_portal", name="Nguyễn Thị Lan", email="lan@minhlong.example.vn"
        )
        cls.lead, cls.opportunity = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Chị Lan hỏi giá ({lead_type})",
                    "type": lead_type,
                    "user_id": cls.salesperson.id,
                    "contact_name": "Nguyễn Thị Minh Lan",
                    "email_from": "lan@minhlong.example.vn",
                    "phone": "0912 345 678",
                    "country_id": cls.env.ref("base.vn").id,
                }
                for lead_type in ("lead", "opportunity")
            ]
        )

        cls.stage = cls.env["crm.stage"].search([("l10n_vn_applies_to", "=", "both"), ("is_won", "=", False)], limit=1)

    def _history(self, lead):
        return " ".join(str(body) for body in lead.message_ids.mapped("body"))


@tagged("post_install", "-at_install")
class TestLastContact(ContactCase):
    def post(self, lead, body, by=None, message_type="comment", subtype="mail.mt_comment", **values):
        """Post a message on ``lead`` as the user ``by``, or from a customer without an account."""
        if not by:
            values = {"author_id": False, "email_from": "lan@minhlong.example.vn", **values}
            message_type = "email"
        # sudo: as Odoo posts the messages of mails and of portal customers.
        poster = lead.with_user(by or self.env.user).sudo()
        return poster.message_post(body=body, message_type=message_type, subtype_xmlid=subtype, **values)

    def finish(self, lead, kind):
        activity = lead.with_user(self.salesperson).activity_schedule(
            f"mail.mail_activity_data_{kind}", user_id=self.salesperson.id
        )
        activity.action_feedback("Xong")

    def record(self, lead, name):
        lead.with_user(self.salesperson).l10n_vn_record_result(self.env.ref(f"l10n_vn_crm.crm_talk_outcome_{name}").id)

    def test_what_is_a_contact_and_what_an_attempt(self):
        nam = self.salesperson
        nothing, attempt, contact = (False, 0), (False, 1), (True, 0)
        cases = {
            "internal note": (lambda lead: self.post(lead, "Nhớ gọi lại", nam, subtype="mail.mt_note"), nothing),
            "stage": (lambda lead: lead.with_user(nam).write({"stage_id": self.stage.id}), nothing),
            "document": (lambda lead: self.finish(lead, "upload_document"), nothing),
            "call": (lambda lead: lead.with_user(nam).action_l10n_vn_call(), attempt),
            "Zalo": (lambda lead: lead.with_user(nam).action_l10n_vn_zalo(), attempt),
            "message": (lambda lead: self.post(lead, "Chào chị", nam), attempt),
            "mail": (lambda lead: self.post(lead, "Chào chị", nam, "email_outgoing"), attempt),
            "mail from his mailbox": (lambda lead: self.post(lead, "Chào chị", nam, "email"), attempt),
            "SMS": (lambda lead: self.post(lead, "Chào chị", nam, "sms", "mail.mt_note"), attempt),
            "finished call": (lambda lead: self.finish(lead, "call"), attempt),
            "finished to-do": (lambda lead: self.finish(lead, "todo"), attempt),
            "no answer": (lambda lead: self.record(lead, "no_answer"), attempt),
            "messaged": (lambda lead: self.record(lead, "messaged"), attempt),
            "wrong number": (lambda lead: self.record(lead, "wrong_number"), attempt),
            "called": (lambda lead: self.record(lead, "called"), attempt),
            "mailed": (lambda lead: self.record(lead, "mailed"), attempt),
            "talked": (lambda lead: self.record(lead, "talked"), contact),
            "asked to call back": (lambda lead: self.record(lead, "call_back"), contact),
            "met": (lambda lead: self.record(lead, "met"), contact),
            "meeting": (lambda lead: self.finish(lead, "meeting"), contact),
            "first mail of the customer": (lambda lead: self.post(lead, "Xin báo giá"), nothing),
        }
        for title, (act, expected) in cases.items():
            with self.subTest(title):
                lead = self.lead.copy()
                act(lead)
                known = (bool(lead.l10n_vn_last_contact), lead.l10n_vn_attempt_count)
                self.assertEqual(known, expected)
                self.assertEqual(lead.l10n_vn_first_contact, lead.l10n_vn_last_contact)
                self.assertEqual(bool(lead.l10n_vn_last_attempt), expected == attempt)

    def test_a_mail_that_answers_ours_is_a_contact(self):
        lead = self.lead
        with freeze_time("2026-03-05 03:00:00"):
            self.post(lead, "Xin báo giá 20 bộ")
            self.post(lead, "Chị cần gấp")
        self.assertEqual((lead.l10n_vn_first_contact, str(lead.l10n_vn_waiting_since)), (False, "2026-03-05 03:00:00"))
        with freeze_time("2026-03-05 04:00:00"):
            self.post(lead, "Em gửi báo giá", self.salesperson, "email_outgoing")
        self.assertEqual((lead.l10n_vn_first_contact, lead.l10n_vn_waiting_since), (False, False), "answered")
        self.assertEqual(lead.l10n_vn_attempt_count, 1)
        with freeze_time("2026-03-05 05:00:00"):
            self.post(lead, "Cảm ơn em, giá hơi cao")
        self.assertEqual(str(lead.l10n_vn_first_contact), "2026-03-05 05:00:00")
        self.assertEqual(lead.l10n_vn_waiting_since, lead.l10n_vn_first_contact, "and waits again")
        self.assertEqual(lead.l10n_vn_attempt_count, 0)

    def test_a_click_and_its_result_are_one_attempt(self):
        lead, nam = self.lead, self.salesperson
        steps = (
            ("2026-03-05 03:00:00", lambda: lead.with_user(nam).action_l10n_vn_call(), 1),
            ("2026-03-05 03:10:00", lambda: self.record(lead, "no_answer"), 1),
            ("2026-03-05 03:20:00", lambda: self.record(lead, "no_answer"), 2),
            ("2026-03-05 04:00:00", lambda: lead.with_user(nam).action_l10n_vn_zalo(), 3),
            ("2026-03-05 05:01:00", lambda: self.record(lead, "messaged"), 4),
            ("2026-03-05 06:00:00", lambda: lead.action_l10n_vn_call(), 5),
            ("2026-03-05 06:01:00", lambda: self.record(lead, "no_answer"), 6),
            ("2026-03-05 07:00:00", lambda: self.record(lead, "talked"), 0),
        )
        for moment, act, count in steps:
            with self.subTest(moment), freeze_time(moment):
                act()
                self.assertEqual(lead.l10n_vn_attempt_count, count)
        self.assertEqual(str(lead.l10n_vn_last_attempt), "2026-03-05 06:01:00")
        self.assertEqual(str(lead.l10n_vn_first_contact), "2026-03-05 07:00:00")
        self.assertFalse(lead.l10n_vn_attempt_user_id)

    def test_a_meeting_where_nobody_came_is_no_contact(self):
        lead = self.lead.with_user(self.salesperson)
        event = self.env["calendar.event"].create(
            {"name": "Gặp chị Lan", "start": "2026-03-05 02:00:00", "stop": "2026-03-05 03:00:00"}
        )
        activity = lead.activity_schedule("mail.mail_activity_data_meeting", user_id=self.salesperson.id)
        activity.calendar_event_id = event
        self.record(lead, "no_answer")
        self.assertFalse(activity.active)
        self.assertEqual((lead.l10n_vn_last_contact, lead.l10n_vn_attempt_count), (False, 1))

    def test_customer_without_rights_may_answer(self):
        self.lead.message_subscribe(self.customer.partner_id.ids)
        self.post(self.lead, "Chào chị", self.salesperson)
        answer = self.post(self.lead, "Cảm ơn em", self.customer)
        self.assertEqual(self.lead.l10n_vn_last_contact, answer.date)
        with self.assertRaises(AccessError):
            self.lead.with_user(self.customer).read(["l10n_vn_last_contact"])

    def test_a_result_says_whether_it_is_a_contact(self):
        outcomes = self.env["crm.talk.outcome"]
        met, called, silent = outcomes.create(
            [
                {"name": "Đã gặp ở hội chợ", "is_contact": True},
                {"name": "Đã gọi lần 2"},
                {"name": "Thuê bao", "is_no_answer": True},
            ]
        )
        self.assertEqual([one.is_contact for one in (met, called, silent)], [True, False, False])
        met.is_no_answer = True
        self.assertFalse(met.is_contact)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            silent.is_contact = True
            self.env.flush_all()

    def test_cost_does_not_grow_with_leads(self):
        def cost(size, note):
            leads = self.lead.create([{"name": f"Khách {number}", "type": "lead"} for number in range(size)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            note(leads)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        for note in (lambda leads: leads._l10n_vn_note_contact(), lambda leads: leads._l10n_vn_note_attempt()):
            cost(50, note)  # fills Odoo's caches
            # A query reads the leads, and Odoo updates a hundred at a time.
            self.assertEqual((cost(50, note), cost(500, note)), (2, 6))

    def test_merged_leads_keep_the_latest_contact(self):
        now = fields.Datetime.now()
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = False
        first, middle = now - timedelta(days=9), now - timedelta(days=3)
        self.lead.write({"l10n_vn_first_contact": middle, "l10n_vn_last_contact": now, "l10n_vn_attempt_count": 2})
        self.lead.l10n_vn_last_attempt = now + timedelta(minutes=5)
        self.opportunity.write({"l10n_vn_first_contact": first, "l10n_vn_last_contact": middle})
        self.opportunity.write({"l10n_vn_attempt_count": 5, "l10n_vn_last_attempt": now - timedelta(days=1)})
        left = (self.lead | self.opportunity).merge_opportunity()
        self.assertEqual((left.l10n_vn_first_contact, left.l10n_vn_last_contact), (first, now))
        self.assertEqual(left.l10n_vn_attempt_count, 2, "the other attempts were before the last contact")

    def test_history_tells_the_contacts_of_leads_that_exist(self):
        days = [f"2026-03-0{day} 03:00:00" for day in range(1, 8)]
        nam = self.salesperson
        self.post(self.lead, "Xin báo giá", date=days[0])
        self.post(self.lead, "Em gửi báo giá", nam, date=days[1])
        self.post(self.lead, "Cảm ơn em", date=days[2])
        self.post(self.lead, "Chị đã xem chưa?", nam, date=days[3])
        with freeze_time(days[4]):
            self.finish(self.lead, "call")
        self.post(self.opportunity, "Chỉ để nhớ", nam, subtype="mail.mt_note")
        self.post(self.opportunity, "Xin báo giá", date=days[0])
        met = self.lead.copy()
        with freeze_time(days[5]):
            self.finish(met, "meeting")
        names = ["first_contact", "last_contact", "last_attempt", "attempt_count"]
        leads = self.lead | self.opportunity | met
        leads.write({f"l10n_vn_{name}": False for name in names})
        self.env.flush_all()
        self.env["crm.lead"]._l10n_vn_fill_contacts()
        for lead, expected in (
            (self.lead, (days[2], days[2], days[4], 2)),
            (self.opportunity, (False, False, False, 0)),
            (met, (days[5], days[5], False, 0)),
        ):
            with self.subTest(lead.name):
                known = [lead[f"l10n_vn_{name}"] for name in names]
                self.assertEqual([str(one) if isinstance(one, datetime) else one for one in known], list(expected))

    @users("nam.banhang")
    def test_who_needs_contact(self):
        self.env.company.sudo().l10n_vn_contact_days = 5
        lead, opportunity = (self.lead | self.opportunity).with_env(self.env)
        both = lead | opportunity

        def needing():
            both.invalidate_recordset()
            found = (
                self.env["crm.lead"]
                .with_context(active_test=False)
                .search([("l10n_vn_needs_contact", "=", True), ("id", "in", both.ids)])
            )
            self.assertEqual(found, both.filtered("l10n_vn_needs_contact"))
            rest = (
                self.env["crm.lead"]
                .with_context(active_test=False)
                .search([("l10n_vn_needs_contact", "=", False), ("id", "in", both.ids)])
            )
            self.assertEqual(rest, both - found)
            return found

        self.assertFalse(needing())
        with freeze_time(fields.Datetime.now() + timedelta(days=6)):
            self.assertEqual(needing(), both)
            lead.action_l10n_vn_call()
            lead.message_post(body="Chào chị", message_type="comment", subtype_xmlid="mail.mt_comment")
            self.assertEqual(needing(), both, "nobody has talked with the customer")
            lead.l10n_vn_record_result(self.env.ref("l10n_vn_crm.crm_talk_outcome_talked").id)
            opportunity.action_set_lost()
            self.assertFalse(needing())
        with freeze_time(fields.Datetime.now() + timedelta(days=12)):
            self.assertEqual(needing(), lead)
