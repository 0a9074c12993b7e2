"""Two imports, or an import and a salesperson, meet on the same lead: each in a transaction of its own."""

import contextlib
import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.orm.registry import DummyRLock
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

PHONE, E164 = "0962 345 678", "+84962345678"


@tagged("post_install", "-at_install")
class TestMeeting(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # Odoo holds it while tests run: other threads would wait for their end.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        self.addCleanup(self.remove)

    @contextlib.contextmanager
    def transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def remove(self):
        with self.transaction() as env:
            self.leads(env).unlink()
            env["crm.lead.import"].search([("file_name", "=", "gặp nhau.csv")]).unlink()

    def leads(self, env):
        return env["crm.lead"].search([("phone_sanitized", "=", E164)])

    def run_import(self, env, policy, note):
        record = env["crm.lead.import"]._l10n_vn_start(
            {
                "file_name": "gặp nhau.csv",
                "headings": ["Họ tên", "SĐT", "Ghi chú"],
                "mapping": ["contact_name", "phone", "description"],
                "position": 0,
            },
            b"",
            {"l10n_vn_policy": policy},
            [(2, ["Lê Thị Hà", PHONE, note])],
            [],
        )
        record._l10n_vn_answer_screen()
        return record

    def in_thread(self, env, *arguments):
        """Import in another thread as a request does."""
        return self.at_once(env, lambda: self.run_import(env, *arguments).skipped_count)

    def at_once(self, env, work):
        """Work in another thread as a request does: again where PostgreSQL or the work says so."""
        outcome = []
        thread = threading.Thread(target=lambda: outcome.append(retrying(work, env)))
        thread.start()
        return thread, outcome

    def receive(self, env, number):
        mail = (
            f"From: Le Thi Ha <ha.le@khach-hang.example.com>\nTo: kinhdoanh@congty-mau.example.vn\nSubject: Hỏi giá\n"
            f"Message-ID: <{number}.gap.nhau@khach-hang.example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Thư số {number}: cho tôi xin báo giá.\nLê Thị Hà\nĐT {PHONE}"
        )
        return env["mail.thread"].message_process("crm.lead", mail.encode())

    def test_two_imports_of_the_same_person_make_one_lead(self):
        with self.transaction() as first, self.registry.cursor() as cr:
            second = api.Environment(cr, SUPERUSER_ID, {})
            second["res.users"].search_count([])  # its view of the database is from before the first import ends
            self.run_import(first, "skip", "hội chợ sáng")
            first.cr.flush()
            thread, outcome = self.in_thread(second, "skip", "hội chợ chiều")
            thread.join(1)
            self.assertTrue(thread.is_alive(), "the second import waits for the first")
            first.cr.commit()
            thread.join(60)
            self.assertEqual(outcome, [1])
        with self.transaction() as env:
            self.assertEqual(len(self.leads(env)), 1)

    def test_two_mails_of_the_same_stranger_make_one_lead(self):
        with self.transaction() as first, self.registry.cursor() as cr:
            second = api.Environment(cr, SUPERUSER_ID, {})
            second["res.users"].search_count([])
            lead_id = self.receive(first, 1)
            thread, outcome = self.at_once(second, lambda: self.receive(second, 2))
            thread.join(1)
            self.assertTrue(thread.is_alive(), "the second mail waits for the first")
            first.cr.commit()
            thread.join(60)
            self.assertEqual(outcome, [lead_id])
        with self.transaction() as env:
            lead = self.leads(env)
            self.assertEqual(lead.ids, [lead_id])
            told = "".join(lead.message_ids.mapped("body"))
            self.assertTrue("Thư số 1" in told and "Thư số 2" in told)

    def test_a_mail_and_an_import_of_the_same_person_make_one_lead(self):
        with self.transaction() as mailbox, self.registry.cursor() as cr:
            importer = api.Environment(cr, SUPERUSER_ID, {})
            importer["res.users"].search_count([])
            lead_id = self.receive(mailbox, 1)
            thread, outcome = self.in_thread(importer, "skip", "hội chợ")
            thread.join(1)
            self.assertTrue(thread.is_alive(), "the import waits for the mail")
            mailbox.cr.commit()
            thread.join(60)
            self.assertEqual(outcome, [1])
        with self.transaction() as env:
            self.assertEqual(self.leads(env).ids, [lead_id])

    def test_a_fetched_mail_is_kept_though_it_comes_too_late_to_be_joined(self):
        with self.transaction() as first, self.registry.cursor() as cr:
            fetched = api.Environment(cr, SUPERUSER_ID, {"default_fetchmail_server_id": 1})
            fetched["res.users"].search_count([])
            lead_id = self.receive(first, 1)
            first.cr.commit()
            self.assertNotIn(self.receive(fetched, 2), (False, lead_id))

    def test_a_note_saved_while_an_import_runs_is_kept(self):
        with self.transaction() as env:
            env["crm.lead"].create({"name": "Hà hỏi giá", "phone": E164, "description": "<p>Gọi lại thứ hai</p>"})
        with self.transaction() as salesperson, self.registry.cursor() as cr:
            importer = api.Environment(cr, SUPERUSER_ID, {})
            importer["res.users"].search_count([])
            self.leads(salesperson).description += "<p>Đã gửi báo giá</p>"
            salesperson.cr.flush()
            thread, outcome = self.in_thread(importer, "update_all", "Muốn xem mẫu")
            thread.join(1)
            self.assertTrue(thread.is_alive(), "the import waits until the lead is saved")
            salesperson.cr.commit()
            thread.join(60)
            self.assertEqual(outcome, [0])
        with self.transaction() as env:
            notes = self.leads(env).description
        for note in ("Gọi lại thứ hai", "Đã gửi báo giá", "Muốn xem mẫu"):
            self.assertIn(note, notes)
