"""A full disk and a lost database are told in one sentence, and leave nothing half done."""

import base64
import contextlib
import errno
import os
from unittest.mock import patch

import psycopg2
from odoo import api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from ...models.storage_failure import failure_of
from ..connections import ConnectionCase
from ..importing.test_ledger import FIELDS, HEADINGS, ImportCase

FULL, FULL_VI, GONE = "no room left", "hết dung lượng", "connection to the database was lost"
OPTIONS = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"}
NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
ROWS = [["Lê Hà", "0912300001", "", ""], ["Trần Nam", "0912300002", "", ""]]


@tagged("post_install", "-at_install")
class TestFullDisk(ImportCase):
    @contextlib.contextmanager
    def refused(self, sentence):
        with mute_logger("odoo.sql_db"), self.assertRaises(UserError) as refusal:
            yield
        self.assertRegex(str(refusal.exception), sentence)
        self.assertNotIn("\n", str(refusal.exception))

    def fill_table(self, table, event="INSERT"):
        """Let PostgreSQL answer as it does when the disk of ``table`` is full."""
        self.env.flush_all()
        name = f"l10n_vn_full_{table}_{event}".lower()
        self.env.cr.execute(
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF current_setting('l10n_vn_test.full', true) = '{name}' THEN
                    RAISE disk_full USING MESSAGE = 'could not extend file';
                END IF;
                RETURN NEW;
            END $$"""
        )
        # Not dropped before the test's end: that would lock the table, also for the connections of others.
        self.env.cr.execute(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        self.env.cr.execute("SELECT set_config('l10n_vn_test.full', %s, true)", (name,))

    def make_room(self):
        self.env.cr.execute("SELECT set_config('l10n_vn_test.full', '', true)")

    def no_room_for_files(self):
        """Let the file store write nothing but an empty file, as on a full disk."""
        module = "odoo.addons.base.models.ir_attachment"

        def cut_off(path, mode="r", *arguments):
            if "w" not in mode:
                return open(path, mode, *arguments)
            open(path, mode, *arguments).close()
            raise NO_SPACE

        return patch(f"{module}.open", cut_off, create=True)

    def leads(self):
        return self.env["crm.lead"].search([("phone_sanitized", "=like", "+84912300%")])

    def test_errors_are_told_apart(self):
        failures = {
            "full": [NO_SPACE, OSError(errno.EDQUOT, "quota"), psycopg2.errors.DiskFull("could not extend file")],
            "gone": [
                psycopg2.OperationalError("server closed the connection unexpectedly"),
                psycopg2.InterfaceError("connection already closed"),
            ],
            None: [
                OSError(errno.EACCES, "permission"),
                psycopg2.errors.SerializationFailure("concurrent update"),
                psycopg2.errors.LockNotAvailable("lock"),
                psycopg2.errors.UniqueViolation("key"),
                ValueError("date"),
            ],
        }
        for failure, errors in failures.items():
            for error in errors:
                with self.subTest(error=error):
                    self.assertEqual(failure_of(error), failure)

    @users("hoa")
    def test_a_file_that_found_no_room_is_imported_once_there_is_some(self):
        rows = [["Phạm Vũ Thu Lan", "0912300003", "", ""]]
        name = self.env["ir.attachment"]._full_path
        with self.no_room_for_files(), self.refused(FULL):
            self.run_import(rows)
        self.assertFalse(self.leads())
        self.assertFalse(self.env["crm.lead.import"].search_count([]))
        record, _answer = self.run_import(rows)
        self.assertEqual((record.created_count, len(self.leads())), (1, 1))
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", record._name), ("res_id", "=", record.id), ("res_field", "=", "file")])
        )
        self.assertEqual(os.path.getsize(name(attachment.store_fname)), attachment.file_size)
        self.assertIn("Phạm Vũ Thu Lan", base64.b64decode(record.file).decode())

    def test_a_damaged_file_is_mended_and_a_sound_one_never_touched(self):
        attachments = self.env["ir.attachment"]
        for left in (b"", b"Danh s", b"Danh s\0\0\0\0"):
            content = f"Danh sách hội chợ {len(left)}".encode()
            checksum = attachments._compute_checksum(content)
            path = attachments._full_path(f"{checksum[:2]}/{checksum}")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(left)
            with self.subTest(left=left):
                self.assertEqual(attachments.create({"name": "a.csv", "raw": content}).raw, content)
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), content)
                with self.assertRaises(UserError):
                    attachments._get_path(b"another content of the same checksum", checksum)
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), content)

    @users("hoa")
    def test_an_import_into_a_full_database(self):
        for policy, table, event in (
            ("create", "crm_lead", "INSERT"),
            ("create", "mail_message", "INSERT"),
            ("create", "crm_lead_import", "INSERT"),
            ("update_empty", "crm_lead", "UPDATE"),
            ("update_all", "crm_lead_import_line", "INSERT"),
        ):
            with self.subTest(policy=policy, table=table, event=event):
                known = self.lead(phone="+84912300001") if policy != "create" else self.env["crm.lead"]
                self.fill_table(table, event)
                rows = [[*row[:3], "Sao Mai"] for row in ROWS]
                with self.refused(FULL):
                    self.run_import(rows, policy)
                self.make_room()
                self.assertEqual(self.leads(), known)
                self.assertFalse(known.partner_name)
                self.assertFalse(self.env["crm.lead.import"].search_count([]))
                record, _answer = self.run_import(rows, policy)
                self.assertEqual((record.created_count + record.updated_count, record.failed_count), (2, 0))
                self.env["crm.lead.import"].sudo().search([]).unlink()
                self.leads().sudo().unlink()

    @users("hoa")
    def test_load_of_another_program_fails_as_a_whole(self):
        self.fill_table("crm_lead")
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.DiskFull):
            self.env["crm.lead"].load(["contact_name", "phone"], [row[:2] for row in ROWS])

    @users("hoa")
    def test_a_batch_that_found_no_room_is_sent_again(self):
        screen = self.screen("\n".join(";".join(row) for row in [HEADINGS, *ROWS]))
        first = screen.execute_import(FIELDS, HEADINGS, {**OPTIONS, "limit": 1})
        self.fill_table("crm_lead")
        with self.refused(FULL):
            screen.execute_import(FIELDS, HEADINGS, {**OPTIONS, "limit": 1, "skip": 1})
        self.make_room()
        second = screen.execute_import(FIELDS, HEADINGS, {**OPTIONS, "limit": 1, "skip": 1})
        self.assertEqual(first["l10n_vn_import_id"], second["l10n_vn_import_id"])
        self.assertEqual(len(self.leads()), 2)

    def test_a_background_import_says_so_and_goes_on_later(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.hoa.lang = "vi_VN"
        robot, self.env = self.env, self.env(user=self.hoa)
        record, _answer = self.run_import(ROWS, l10n_vn_background="yes")
        self.env = robot
        self.fill_table("crm_lead")
        self.work("crm_lead_import_cron", "background")
        self.assertEqual((record.state, record.position), ("failed", 0))
        self.assertRegex(record.error, FULL_VI)
        self.make_room()
        record.with_user(self.hoa).action_resume()
        self.work("crm_lead_import_cron")
        self.assertEqual((record.state, record.created_count, record.error), ("done", 2, False))

    def work(self, cron, complains=None):
        logged = self.assertLogs(f"odoo.addons.l10n_vn_crm.models.{complains}", "ERROR")
        heard = logged if complains else contextlib.nullcontext()
        with mute_logger("odoo.sql_db"), heard, self.enter_registry_test_mode():
            self.env.ref(f"l10n_vn_crm.{cron}").method_direct_trigger()
        self.env.invalidate_all()

    def test_a_conversion_blames_no_lead_for_it(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.manager.lang = "vi_VN"
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = False
        leads = self.env["crm.lead"].create(
            [
                {"name": "Hỏi giá", "contact_name": f"Lê Hà {n}", "type": "lead", "user_id": self.hoa.id}
                for n in range(3)
            ]
        )
        mass = self.env["crm.lead2opportunity.partner.mass"].with_user(self.manager)
        wizard = mass.with_context(active_model="crm.lead", active_ids=leads.ids, active_id=leads[0].id).create(
            {"name": "convert", "action": "create"}
        )
        order = {"deduplicate": False, "customer": "create", "partner_id": False, "user_ids": [], "team_id": False}
        job = (
            self.env["crm.lead.conversion"]
            .with_user(self.manager)
            ._open(leads, {**order, "force_assignment": False}, background=True)
        )
        self.fill_table("res_partner")
        for verb in (wizard.action_mass_convert, wizard.action_l10n_vn_start):
            with self.refused(FULL):
                verb()
        self.work("crm_lead_conversion_cron", "background")
        self.assertEqual((job.state, job.position), ("failed", 0))
        self.assertRegex(job.error, FULL_VI)
        self.assertEqual(set(leads.mapped("type")), {"lead"})
        self.make_room()
        job.with_user(self.manager).action_continue()
        self.work("crm_lead_conversion_cron")
        self.assertEqual((job.state, job.converted_count), ("done", 3))

    def test_a_mail_is_neither_kept_by_halves_nor_said_to_be_read(self):
        mail = (
            "From: Le Thi Ha <ha.le@khach-hang.example.com>\nTo: kinhdoanh@congty-mau.example.vn\nSubject: Hỏi giá\n"
            "Message-ID: <day.dia@khach-hang.example.com>\nContent-Type: multipart/mixed; boundary=x\n\n"
            "--x\nContent-Type: text/plain; charset=utf-8\n\nCho tôi xin báo giá.\n"
            "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=danh-sach.txt\n\n%s\n--x--\n"
        )
        before = self.env["crm.lead"].search_count([]), self.env["crm.lead.mail.rejected"].search_count([])

        def receive():
            return self.env["mail.thread"].message_process("crm.lead", (mail % os.urandom(8).hex()).encode())

        with self.no_room_for_files(), self.refused(FULL):
            receive()
        self.fill_table("crm_lead")
        with self.refused(FULL):
            receive()
        self.make_room()
        after = self.env["crm.lead"].search_count([]), self.env["crm.lead.mail.rejected"].search_count([])
        self.assertEqual(after, before)
        self.assertTrue(receive())

    @users("hoa")
    def test_a_full_disk_is_told_by_the_download_of_bad_rows(self):
        record, _answer = self.run_import(
            [["Vũ Lan", "0912300009", "abc"]], fields=["contact_name", "phone", "stage_id/.id"], headings=HEADINGS[:3]
        )
        self.assertEqual(record.failed_count, 1)
        lines = self.registry["crm.lead.import.line"]
        full = psycopg2.errors.DiskFull("could not write block")
        with patch.object(lines, "search", side_effect=full), self.refused(FULL):
            record.action_download_failed()
        self.assertIn("/web/content/", record.action_download_failed()["url"])

    def test_verbs_that_write_many_records_tell_it(self):
        full = psycopg2.errors.DiskFull("could not extend file")
        request = self.env["crm.lead.privacy.request"].create({"phone": "0912 300 777"})
        for record, verb, step in (
            (request, "action_find", "_find"),
            (request, "action_erase", "_erase"),
            (self.env["crm.lead.duplicate.group"].browse(1), "l10n_vn_merge", "_check_there"),
            (self.env["crm.lead.duplicate.merge"].browse(1), "action_undo", "check_access"),
            (self.env["crm.lead.duplicate.merge.line"].browse(1), "action_undo", "check_access"),
            (self.env["crm.lead.import.line"].browse(1), "action_same_person", "_decide"),
            (self.env["crm.lead.import.line"].browse(1), "action_new_person", "_decide"),
            (self.env["crm.lead.import.line"].browse(1), "action_colleague", "_decide"),
        ):
            with (
                self.subTest(record=record, verb=verb),
                patch.object(self.registry[record._name], step, side_effect=full),
                self.refused(FULL),
            ):
                getattr(record, verb)()
        self.assertEqual(request.state, "asked")


@tagged("post_install", "-at_install")
class TestLostDatabase(ConnectionCase):
    def test_a_lost_connection_is_told_and_nothing_is_in(self):
        self.lose_it(lambda process, *arguments, **options: process(*arguments, **options))

    def test_it_is_told_where_another_connection_of_the_request_notices_it_first(self):
        def notice(*_arguments, **_options):
            raise psycopg2.OperationalError("server closed the connection unexpectedly")

        self.lose_it(notice)

    def lose_it(self, go_on):
        """Import a list whose connection is lost in between; ``go_on`` is called with the step and its arguments."""
        text = "\n".join(";".join(row) for row in [HEADINGS, *ROWS]).replace("0912300", "0964300")
        imports = self.registry["crm.lead.import"]
        process = imports._process

        def lose(record, *arguments, **options):
            pid = record.env.cr._cnx.get_backend_pid()
            with self.transaction() as other:
                other.cr.execute("SELECT pg_terminate_backend(%s)", (pid,))
            return go_on(process, record, *arguments, **options)

        connection = db_connect(self.env.cr.dbname)
        cr = connection.cursor()
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        screen = env["base_import.import"].create(
            {"res_model": "crm.lead", "file": text.encode(), "file_name": "mất kết nối.csv", "file_type": "text/csv"}
        )
        lost = patch.object(imports, "_process", lose)
        with lost, mute_logger("odoo.sql_db"), self.assertRaisesRegex(UserError, GONE):
            screen.execute_import(FIELDS, HEADINGS, dict(OPTIONS))
        cr.close()  # as Odoo does at the end of a request: an error here would be shown instead
        there = self.run_apart(lambda env: env["crm.lead"].search_count([("phone_sanitized", "=like", "+84964300%")]))
        self.assertFalse(there)
