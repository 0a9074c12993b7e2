"""Undo leaves alone what was worked on since the import, whoever did it."""

from datetime import date, timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged, users
from odoo.tests.common import new_test_user

from .test_ledger import ImportCase

PAST, BEFORE = "2025-01-01T08:00:00.123456", "2024-06-01T08:00:00"


class WorkCase(ImportCase):
    def set_times(self, record, moment):
        """Move all that is there to ``moment``, and the import's own times with it."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET create_date = %s, write_date = %s", (moment, moment))
        self.env.cr.execute("UPDATE mail_message SET create_date = %s, date = %s", (moment, moment))
        self.env.cr.execute("UPDATE mail_activity SET create_date = %s", (moment,))
        self.env.cr.execute("UPDATE ir_attachment SET create_date = %s WHERE res_model = 'crm.lead'", (moment,))
        if record:
            record.sudo().stamps = [moment]
        self.env.invalidate_all()

    def import_as_hoa(self, rows, *arguments, **options):
        robot, self.env = self.env, self.env(user=self.hoa)
        try:
            return self.run_import(rows, *arguments, **options)[0]
        finally:
            self.env = robot


@tagged("post_install", "-at_install")
class TestWholeWork(WorkCase):
    def works(self):
        """Return what OdooBot may do with a lead, by name."""
        stage = self.env["crm.stage"].create({"name": "Đã gọi", "l10n_vn_applies_to": "both"})
        criterion = self.env["crm.lead.criterion"].create({"name": "Có ngân sách"})
        customer = self.env["res.partner"].create({"name": "Khách quen"})
        outcome = self.env["crm.talk.outcome"].search([], limit=1)
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = False
        works = {
            "stage": lambda lead: lead.write({"stage_id": stage.id}),
            "convert": lambda lead: lead.convert_opportunity(customer),
            "message": lambda lead: lead.message_post(body="Khách trả lời", message_type="comment"),
            "mail": lambda lead: lead.message_post(body="Thư của khách", message_type="email", email_from="a@b.vn"),
            "note": lambda lead: lead._message_log(body="Tổng đài: gọi nhỡ"),
            "activity": lambda lead: lead.activity_schedule("mail.mail_activity_data_call", user_id=self.hoa.id),
            "attachment": lambda lead: self.env["ir.attachment"].create(
                {"name": "báo giá.txt", "raw": b"x", "res_model": "crm.lead", "res_id": lead.id}
            ),
            "meeting": lambda lead: self.env["calendar.event"].create(
                {
                    "name": "Gặp",
                    "opportunity_id": lead.id,
                    "start": fields.Datetime.now(),
                    "stop": fields.Datetime.now(),
                }
            ),
            "result": lambda lead: lead.l10n_vn_record_result(outcome.id, "Hẹn gọi lại"),
            "criterion": lambda lead: lead.write({"l10n_vn_criterion_ids": [Command.link(criterion.id)]}),
            "tag": lambda lead: lead.write({"tag_ids": [Command.create({"name": "Khách nóng"})]}),
            "lost": lambda lead: lead.action_set_lost(),
            "merge": lambda lead: (lead | lead.copy({"user_id": lead.user_id.id})).merge_opportunity(),
        }
        if "order_ids" in self.env["crm.lead"]._fields:
            works["order"] = lambda lead: self.env["sale.order"].create(
                {"partner_id": customer.id, "opportunity_id": lead.id}
            )
        return works

    def test_what_odoobot_did_is_work(self):
        works = self.works()
        rows = [[name, f"09123456{n:02}", "", ""] for n, name in enumerate([*works, "nothing"])]
        record = self.import_as_hoa(rows)
        self.set_times(record, PAST)
        leads = dict(zip([*works, "nothing"], record.lead_ids.sudo().sorted("id"), strict=True))
        for name, work in works.items():
            work(leads[name].with_env(self.env))
        self.env.flush_all()
        record.action_undo()
        kept = {name for name, lead in leads.items() if lead.exists()}
        self.assertEqual(kept, {*works})
        self.assertEqual((record.removed_count, record.kept_count), (1, len(works)))

    def test_odoos_scoring_is_no_work(self):
        record = self.import_as_hoa([["Lê Hà", "0912345678", "", ""]])
        self.set_times(record, PAST)
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", str(date(2020, 1, 1)))
        self.env["crm.lead"]._update_automated_probabilities()
        self.env.invalidate_all()
        record.action_undo()
        self.assertEqual((record.removed_count, record.kept_count), (1, 0))

    def test_what_stood_there_before_the_import_keeps_no_update(self):
        lead = self.lead(contact_name="Hà", phone="+84912345678", user_id=self.hoa.id)
        lead.with_user(self.manager).message_post(body="Gọi tháng trước")
        lead.activity_schedule("mail.mail_activity_data_call", user_id=self.hoa.id)
        self.set_times(None, BEFORE)
        record = self.import_as_hoa([["Hà", "0912345678", "", "Sao Mai"]], "update_empty")
        self.assertEqual(lead.partner_name, "Sao Mai")
        self.env.flush_all()
        record.action_undo()
        self.assertEqual((record.restored_count, record.kept_count, lead.partner_name), (1, 0, False))

    def test_what_odoobot_added_to_an_updated_lead_keeps_it(self):
        lead = self.lead(contact_name="Hà", phone="+84912345678", user_id=self.hoa.id)
        record = self.import_as_hoa([["Hà", "0912345678", "", "Sao Mai"]], "update_empty")
        self.set_times(record, PAST)
        lead.message_post(body="Thư của khách", message_type="email", email_from="ha@saomai.vn")
        self.env.flush_all()
        record.action_undo()
        self.assertEqual((record.restored_count, record.kept_count, lead.partner_name), (0, 1, "Sao Mai"))


@tagged("post_install", "-at_install")
class TestTakenMeanwhile(WorkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hoa.lang = "en_US"

    def taken(self, since=timedelta(minutes=5), **values):
        lead = self.env["crm.lead"].create(
            {"name": "Bí mật", "type": "lead", "phone": "+84912345678", "user_id": False, "team_id": False, **values}
        )
        self.set_times(None, PAST)
        lead.with_user(self.nam).action_l10n_vn_take()
        lead.sudo().date_open = fields.Datetime.now() - since
        self.env.flush_all()
        self.env.invalidate_all()
        return lead.with_user(self.hoa)

    def attempts(self, lead):
        outcome = self.env["crm.talk.outcome"].search([], limit=1)
        convert = lead.env["crm.lead2opportunity.partner"].with_context(active_model="crm.lead", active_ids=lead.ids)
        return {
            "read": lambda: lead.web_read({"name": {}}),
            "write": lambda: lead.write({"contact_name": "Hà"}),
            "result": lambda: lead._l10n_vn_record(outcome),
            "convert": lambda: convert.with_context(active_id=lead.id).create({"name": "convert"}).action_apply(),
            "hand out": lambda: lead._l10n_vn_hand_out(self.hoa, "load", reassign=True),
            "lost": lambda: lead.action_set_lost(),
            "won": lambda: lead.action_set_won(),
            "criteria": lambda: lead.l10n_vn_get_qualification(),
        }

    def test_whoever_comes_second_reads_who_has_it(self):
        lead = self.taken()
        for name, attempt in self.attempts(lead).items():
            with self.subTest(name), self.assertRaises(AccessError) as refusal:
                attempt()
            self.assertRegex(str(refusal.exception), r"^Nam has taken this lead on .*\d")
            self.assertNotIn("secret", str(refusal.exception))
            self.assertNotIn("Bí mật", str(refusal.exception))

    def test_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.hoa.lang = "vi_VN"
        lead = self.taken()
        with self.assertRaises(AccessError) as refusal:
            lead.with_context(lang=None).write({"contact_name": "Hà"})
        self.assertRegex(str(refusal.exception), "^Nam đã nhận tiềm năng này")

    def test_several_leads_are_not_counted(self):
        leads = self.taken() | self.taken() | self.taken()
        with self.assertRaises(AccessError) as refusal:
            leads.check_access("write")
        self.assertRegex(str(refusal.exception), "^Nam has taken these leads")
        self.assertNotIn("3", str(refusal.exception))

    def test_what_was_never_listed_is_told_of_nobody(self):
        foreign = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        stranger = new_test_user(self.env, "ke.toan", "base.group_user", name="Kế toán")
        elsewhere = self.taken()
        self.nam.company_ids |= foreign
        elsewhere.sudo().write({"company_id": foreign.id, "team_id": False})
        leads = {
            "long ago": self.taken(since=timedelta(days=2)),
            "another company": elsewhere,
            "no salesperson asks": self.taken().with_user(stranger),
        }
        own = self.env["crm.lead"].with_user(self.nam).create({"name": "Bí mật", "user_id": self.nam.id})
        leads["made by its owner"] = own.with_user(self.hoa)
        for name, lead in leads.items():
            with self.subTest(name), self.assertRaises(AccessError) as refusal:
                lead.write({"contact_name": "Hà"})
            self.assertNotIn("Nam", str(refusal.exception))

    @users("hoa")
    def test_undo_goes_on_though_a_colleague_has_taken_a_lead(self):
        rows = [["Lê Hà", "0912345678", "", ""], ["Trần Nam", "0912345679", "", ""]]
        record, _answer = self.run_import(rows)
        self.set_times(record, PAST)
        record.lead_ids[0].sudo().user_id = self.nam
        record.lead_ids.env.flush_all()
        record.action_undo()
        self.assertEqual((record.removed_count, record.kept_count), (1, 1))
