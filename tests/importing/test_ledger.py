"""Every import is kept: what it did, what it could not do, and the way back."""

import base64
import io
import xmlrpc.client

import openpyxl
from odoo import Command
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged, users

from ..common import MANAGER, LeadCase, person

FIELDS = ["contact_name", "phone", "email_from", "partner_name"]
HEADINGS = ["Họ tên", "Số điện thoại", "Email", "Công ty"]


class ImportCase(LeadCase):
    USERS = {"hoa": person("Hoa"), "nam": person("Nam"), "manager": person("Manager", MANAGER)}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_id.country_id = cls.env.ref("base.vn")

    def screen(self, text, name="hội chợ.csv"):
        return self.env["base_import.import"].create(
            {
                "res_model": "crm.lead",
                "file": text if isinstance(text, bytes) else text.encode(),
                "file_name": name,
                "file_type": "text/csv" if name.endswith("csv") else "",
            }
        )

    def run_import(self, rows, policy="create", fields=FIELDS, headings=HEADINGS, **options):
        """Import ``rows`` through the screen's method; return its record and the answer."""
        text = "\n".join(";".join(row) for row in [headings, *rows])
        options = {
            "has_headers": True,
            "separator": ";",
            "quoting": '"',
            "encoding": "utf-8",
            "l10n_vn_policy": policy,
            **options,
        }
        columns = [heading.lower() for heading in headings]
        answer = self.screen(text).execute_import(fields, columns, options, dryrun=options.pop("dryrun", False))
        return self.env["crm.lead.import"].browse(answer.get("l10n_vn_import_id", [])), answer

    def lead(self, **vals):
        return self.env["crm.lead"].create({"name": "Cơ hội", "type": "lead", **vals})


@tagged("post_install", "-at_install")
class TestLeadImport(ImportCase):
    @users("hoa")
    def test_an_import_leaves_its_record(self):
        record, answer = self.run_import(
            [["Lê Thị Hà", "0912345678", "ha@saomai.vn", "Sao Mai"], ["Trần Nam", "0987654321", "", ""]]
        )
        self.assertEqual(set(record.lead_ids.mapped("contact_name")), {"Lê Thị Hà", "Trần Nam"})
        self.assertEqual(sorted(answer["ids"]), sorted(record.lead_ids.ids))
        self.assertEqual((record.state, record.created_count, record.row_count, record.progress), ("done", 2, 2, 100))
        self.assertEqual((record.user_id, record.file_name, record.policy), (self.hoa, "hội chợ.csv", "create"))
        self.assertIn("Họ tên → ", record.mapping_text)
        self.assertEqual(record.action_open_leads()["domain"], [("l10n_vn_import_id", "in", record.ids)])

    @users("hoa")
    def test_policies_for_who_is_already_there(self):
        row = ["Lê Hà", "0912 345 678", "ha.moi@saomai.vn", "Sao Mai"]
        expected = {
            "create": ("created", {"email_from": "ha@cu.vn", "partner_name": False}, 2),
            "skip": ("skipped", {"email_from": "ha@cu.vn", "partner_name": False}, 1),
            "update_empty": ("updated", {"email_from": "ha@cu.vn", "partner_name": "Sao Mai"}, 1),
            "update_all": ("updated", {"email_from": "ha.moi@saomai.vn", "partner_name": "Sao Mai"}, 1),
        }
        for policy, (outcome, values, count) in expected.items():
            with self.subTest(policy=policy):
                lead = self.lead(contact_name="Lê Hà", phone="+84912345678", email_from="ha@cu.vn")
                record, _answer = self.run_import([row], policy)
                self.assertEqual(record[f"{outcome}_count"], 1)
                self.assertEqual({name: lead[name] for name in values}, values)
                same = self.env["crm.lead"].search([("phone_sanitized", "=", "+84912345678")])
                self.assertEqual(len(same), count)
                same.sudo().unlink()

    @users("hoa")
    def test_leads_with_equal_changes_are_written_together(self):
        def queries(count):
            leads = self.env["crm.lead"].create(
                [{"name": "Hỏi giá", "type": "lead", "phone": f"+84962{count:03}{n:03}"} for n in range(count)]
            )
            rows = [["", f"0962{count:03}{n:03}", "", ("Sao Mai", "Hoa Sen")[n % 2]] for n in range(count)]
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            record, _answer = self.run_import(rows, "update_empty")
            self.env.flush_all()
            after = self.env.cr.sql_log_count
            self.assertEqual(record.updated_count, count)
            self.assertEqual(leads.mapped("partner_name"), [row[3] for row in rows])
            return after - before

        queries(10)
        few, many = queries(30), queries(120)
        # Odoo logs each change in two queries.
        self.assertLess(many - few, 2 * 90 + 10)

    @users("hoa")
    def test_rows_that_are_there_are_skipped_together(self):
        def queries(count):
            self.env["crm.lead"].create(
                [{"name": "Hỏi giá", "type": "lead", "phone": f"+84962{count:03}{n:03}"} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            record, _answer = self.run_import([["", f"0962{count:03}{n:03}", "", ""] for n in range(count)], "skip")
            self.assertEqual(record.skipped_count, count)
            return self.env.cr.sql_log_count - before

        queries(10)
        few, many = queries(30), queries(120)
        self.assertLess(many - few, 5)

    @users("hoa")
    def test_rows_about_one_lead_are_written_one_after_the_other(self):
        lead = self.lead(phone="+84912345678")
        rows = [["", "0912345678", "", "Sao Mai"], ["Lê Hà", "0912345678", "ha@saomai.vn", "Hoa Sen"]]
        record, _answer = self.run_import(rows, "update_empty")
        self.assertEqual((record.updated_count, lead.partner_name, lead.contact_name), (2, "Sao Mai", "Lê Hà"))
        self.assertEqual(record.line_ids[1].old_values.keys(), {"contact_name", "email_from"})

    @users("hoa")
    def test_new_rows_of_a_list_with_ids_get_a_title_and_known_ones_keep_theirs(self):
        lead = self.lead(name="Cơ hội lớn", contact_name="Hà")
        rows = [[str(lead.id), "Lê Thị Hà", "0912345678"], ["", "Trần Nam", "0912345679"]]
        record, _answer = self.run_import(
            rows, fields=[".id", "contact_name", "phone"], headings=["Mã", "Họ tên", "SĐT"]
        )
        self.assertEqual((record.created_count, record.updated_count, record.failed_count), (1, 1, 0))
        self.assertEqual((lead.name, lead.contact_name), ("Cơ hội lớn", "Lê Thị Hà"))
        self.assertEqual(record.lead_ids.name, "Trần Nam")
        rows = [["khach.moi", "Vũ Lan", "0912345670"], ["khach.moi", "Vũ Thị Lan", "0912345670"]]
        for row in rows:
            record, _answer = self.run_import(
                [row], fields=["id", "contact_name", "phone"], headings=["id", "Họ tên", "SĐT"]
            )
        self.assertEqual((record.created_count, record.updated_count), (0, 1))
        lead = self.env.ref("khach.moi")
        self.assertEqual((lead.name, lead.contact_name), ("Vũ Lan", "Vũ Thị Lan"))
        self.assertEqual(record.line_ids.old_values["contact_name"], "Vũ Lan")

    @users("hoa")
    def test_an_empty_cell_empties_nothing(self):
        lead = self.lead(contact_name="Lê Hà", phone="+84912345678", partner_name="Sao Mai")
        self.run_import([["Lê Thị Hà", "0912345678", "", ""]], "update_all")
        self.assertEqual((lead.contact_name, lead.partner_name), ("Lê Thị Hà", "Sao Mai"))

    @users("hoa")
    def test_notes_are_added_to_never_replaced(self):
        lead = self.lead(phone="+84912345678", description="<p>Gọi lại tháng 9</p>")
        self.run_import(
            [["Hà", "0912345678", "Muốn xem mẫu"]],
            "update_all",
            ["contact_name", "phone", "description"],
            ["Họ tên", "SĐT", "Ghi chú"],
        )
        self.assertIn("Gọi lại tháng 9", lead.description)
        self.assertIn("Muốn xem mẫu", lead.description)

    @users("hoa")
    def test_the_same_person_twice_in_a_file(self):
        rows = [
            ["Lê Hà", "0912345678", "", ""],
            ["Lê Hà", "", "ha@saomai.vn", ""],
            ["Chị Hà", "0912.345.678", "ha@saomai.vn", "Sao Mai"],
        ]
        record, _answer = self.run_import(rows, "skip")
        self.assertEqual((record.created_count, record.skipped_count), (2, 1))
        record, _answer = self.run_import(
            [[*row[:1], row[1].replace("91", "96"), "", row[3]] for row in rows], "update_empty"
        )
        self.assertEqual((record.created_count, record.updated_count), (2, 1))
        self.assertIn("Sao Mai", record.lead_ids.mapped("partner_name"))

    @users("hoa")
    def test_a_colleagues_lead_is_neither_changed_nor_named(self):
        lead = self.env["crm.lead"].sudo().create({"name": "Bí mật", "phone": "+84912345678", "user_id": self.nam.id})
        for policy in ("skip", "update_all"):
            record, _answer = self.run_import([["Hà", "0912345678", "", "Sao Mai"]], policy)
            self.assertEqual(record.skipped_count, 1)
            self.assertFalse(record.line_ids.lead_id)
            self.assertNotIn("Bí mật", str(record.line_ids.read()))
        self.assertFalse(lead.partner_name)

    @users("hoa")
    def test_a_customer_is_skipped_where_the_policy_says_so(self):
        customer = self.env["res.partner"].sudo().create({"name": "Khách quen", "phone": "0912 345 678"})
        record, _answer = self.run_import([["Hà", "0912345678", "", ""]], "skip")
        self.assertEqual((record.skipped_count, record.line_ids.partner_id), (1, customer))
        record, _answer = self.run_import([["Hà", "0912345678", "", ""]], "update_empty")
        self.assertEqual(record.created_count, 1)

    @users("hoa")
    def test_test_rows_of_ad_platforms_are_left_out_and_counted(self):
        rows = [
            ["Lê Hà", "0912345678", "", ""],
            ["<test lead: dummy data for full_name>", "<test lead: dummy data for phone>", "test@fb.com", ""],
        ]
        record, _answer = self.run_import(rows)
        self.assertEqual((record.created_count, record.test_count, record.row_count), (1, 1, 1))
        self.assertEqual(record.line_ids.outcome, "test")


@tagged("post_install", "-at_install")
class TestBadRows(ImportCase):
    FIELDS = ["contact_name", "phone", "stage_id/.id"]
    HEADINGS = ["Họ tên", "SĐT", "Mã"]

    def bad_import(self, rows, **options):
        return self.run_import(rows, fields=self.FIELDS, headings=self.HEADINGS, **options)

    @users("hoa")
    def test_good_rows_go_in_and_bad_rows_come_back(self):
        rows = [
            ["Lê Hà", "0912345678", ""],
            ["=1+1", "0912345679", "9999999"],
            ["Trần Nam", "0912345670", ""],
            ["Vũ Lan", "0912345671", "abc"],
        ]
        record, answer = self.bad_import(rows)
        self.assertEqual((record.created_count, record.failed_count, len(answer["ids"])), (2, 2, 2))
        self.assertFalse(answer["messages"])
        content = base64.b64decode(record.failed_file)
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        lines = content.decode("utf-8-sig").splitlines()
        self.assertEqual([line.split(";")[0] for line in lines], ["Họ tên", "'=1+1", "Vũ Lan"])
        self.assertEqual(len(lines[0].split(";")), 4)
        self.assertTrue(all(line.split(";", 3)[3] for line in lines[1:]))
        self.assertEqual(record.line_ids.mapped("row_number"), [3, 5])

    @users("hoa")
    def test_mended_rows_come_in_with_the_same_file(self):
        record, _answer = self.bad_import([["Vũ Lan", "0912345671", "abc"]])
        text = base64.b64decode(record.failed_file).decode("utf-8-sig").replace("abc", "")
        again, _answer = self.run_import(
            [line.split(";") for line in text.splitlines()[1:]],
            fields=[*self.FIELDS, False],
            headings=text.splitlines()[0].split(";"),
        )
        self.assertEqual((again.created_count, again.failed_count), (1, 0))
        twice, _answer = self.run_import(
            [["Vũ Lan", "0912345671", "abc", "sai"]],
            fields=[*self.FIELDS, False],
            headings=text.splitlines()[0].split(";"),
        )
        self.assertEqual(len(base64.b64decode(twice.failed_file).decode("utf-8-sig").splitlines()[0].split(";")), 4)

    @users("hoa")
    def test_what_stands_for_nothing_still_does_when_it_comes_back(self):
        rows, fields = [["Vũ Lan", "098765", "-", "@saomai"]], ["contact_name", "phone", "partner_name", "description"]
        record, _answer = self.run_import(rows, fields=fields, l10n_vn_hand_back=True)
        text = base64.b64decode(record.failed_file).decode("utf-8-sig").replace("098765", "0912345671")
        back = [line.split(";")[:4] for line in text.splitlines()[1:]]
        self.assertEqual(back[0][2:], ["'-", "'@saomai"])
        lead = self.run_import(back, fields=fields)[0].lead_ids
        self.assertEqual((lead.partner_name, lead.description), (False, "<p>@saomai</p>"))

    @users("hoa")
    def test_a_number_that_nobody_can_read_comes_back_or_goes_in_with_a_remark(self):
        rows = [["Lê Hà", "098765", "", ""], ["Trần Nam", "", "", "Sao Mai"]]
        record, _answer = self.run_import(rows, l10n_vn_hand_back=True)
        self.assertEqual((record.created_count, record.failed_count), (1, 1))
        self.assertEqual(record.line_ids.mapped("outcome"), ["failed", "created"])
        record, _answer = self.run_import(rows)
        self.assertEqual((record.created_count, record.failed_count), (2, 0))
        self.assertTrue(all(record.line_ids.mapped("message")))

    @users("hoa")
    def test_a_workbook_comes_back_as_a_workbook(self):
        book = openpyxl.Workbook()
        for row in [self.HEADINGS, ["Lê Hà", "0912345678", None], ["Vũ Lan", "0912345671", "abc"]]:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        answer = self.screen(out.getvalue(), "danh sách.xlsx").execute_import(
            self.FIELDS, [heading.lower() for heading in self.HEADINGS], {"has_headers": True}
        )
        record = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])
        sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(record.failed_file))).active
        self.assertEqual([cell.value for cell in sheet[2]][:3], ["Vũ Lan", "0912345671", "abc"])
        self.assertTrue(sheet["D2"].value)

    @users("hoa")
    def test_stopping_at_the_first_error_takes_nothing_in(self):
        record, answer = self.bad_import(
            [["Lê Hà", "0912345678", ""], ["Vũ Lan", "0912345671", "abc"]], l10n_vn_stop_on_error=True
        )
        self.assertEqual((record.state, record.created_count, record.failed_count), ("stopped", 0, 1))
        self.assertEqual(answer["messages"][0]["record"], 3)
        self.assertFalse(self.env["crm.lead"].search_count([("phone_sanitized", "=", "+84912345678")]))

    @users("hoa")
    def test_a_test_run_leaves_no_trace(self):
        screen = self.screen("Họ tên;SĐT\nLê Hà;0912345678")
        screen.execute_import(
            ["contact_name", "phone"],
            ["họ tên", "sđt"],
            {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"},
            dryrun=True,
        )
        self.assertFalse(self.env["crm.lead.import"].search_count([]))

    @users("hoa")
    def test_a_test_run_tells_what_the_import_would_do(self):
        self.lead(phone="0912345678", partner_name="Sao Mai")
        self.env.flush_all()
        before = self.env["crm.lead"].search([])
        rows = [
            ["Lê Thị Hà", "0912345678", "", "Sao Mai"],
            ["Trần Nam", "098765", "", ""],
            ["Mai Anh", "0903456789", "", ""],
            ["Mai Anh", "0903 456 789", "", ""],
        ]
        options = {"has_headers": True, "separator": ";", "quoting": '"', "l10n_vn_hand_back": True}
        screen = self.screen("\n".join(";".join(row) for row in [HEADINGS, *rows]))
        for stop, end in ((False, "all others go in"), (True, "stop at the first")):
            options |= {"l10n_vn_policy": "skip", "l10n_vn_stop_on_error": stop, "l10n_vn_background": "yes"}
            answer = screen.execute_import(FIELDS, HEADINGS, options, dryrun=True)
            self.assertEqual(answer["l10n_vn_counts"], {"created": 1, "skipped": 2, "failed": 1})
            about_all, *about_rows = answer["messages"]
            self.assertIn("1", about_all["message"])
            self.assertIn(end, about_all["message"])
            self.assertEqual({message["rows"]["from"] for message in about_rows}, {3})
        self.assertEqual(self.env["crm.lead"].search([]), before)
        self.assertFalse(self.env["crm.lead.import"].search_count([]))

    @users("hoa")
    def test_a_mended_file_goes_on_with_its_own_rows(self):
        def text(phone):
            rows = [["Khách 1", "0912345671", "", ""], ["Khách 2", phone, "", ""], ["Khách 3", "0912345673", "", ""]]
            return "\n".join(";".join(row) for row in [HEADINGS, *rows])

        screen = self.screen(text("098765"))
        options = {"has_headers": True, "separator": ";", "quoting": '"', "limit": 1, "l10n_vn_hand_back": True}
        options["l10n_vn_stop_on_error"] = True
        screen.execute_import(FIELDS, HEADINGS, options)
        answer = screen.execute_import(FIELDS, HEADINGS, {**options, "skip": 1})
        first = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])
        self.assertEqual((first.state, first.position), ("stopped", 1))
        screen.file = text("0912345672").encode()
        answer = screen.execute_import(FIELDS, HEADINGS, {**options, "skip": 1, "limit": 2})
        second = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])
        self.assertNotEqual(first, second)
        self.assertEqual(sorted(second.lead_ids.mapped("phone")), ["+84 912 345 672", "+84 912 345 673"])

    @users("hoa")
    def test_an_import_that_its_screen_left_can_be_stopped(self):
        rows = [[f"Khách {number}", f"09123{number:05}", "", ""] for number in range(4)]
        record, _answer = self.run_import(rows, limit=2)
        self.assertEqual((record.state, record.background), ("running", False))
        record.action_stop()
        record.action_undo()
        self.assertEqual((record.state, record.removed_count, record.row_count), ("undone", 2, 4))

    @users("hoa")
    def test_batches_of_the_screen_make_one_record(self):
        rows = [[f"Khách {number}", f"09123{number:05}", ""] for number in range(5)]
        screen = self.screen("\n".join(";".join(row) for row in [self.HEADINGS, *rows]))
        options = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8", "limit": 2}
        position, answers = 0, []
        while True:
            answers.append(screen.execute_import(self.FIELDS, self.HEADINGS, {**options, "skip": position}))
            position = answers[-1]["nextrow"]
            if not position:
                break
        self.assertEqual([answer["nextrow"] for answer in answers], [2, 4, 0])
        record = self.env["crm.lead.import"].browse({answer["l10n_vn_import_id"] for answer in answers})
        self.assertEqual((len(record), record.created_count, record.state), (1, 5, "done"))


@tagged("post_install", "-at_install")
class TestUndo(ImportCase):
    def at_another_time(self, record):
        """Make what follows look later than the import, as within one transaction all times are equal."""
        self.env.flush_all()
        past = "2025-01-01T08:00:00.123456"
        for table, columns in (
            ("crm_lead", "create_date = %s, write_date = %s"),
            ("mail_message", "create_date = %s, date = %s"),
        ):
            self.env.cr.execute(f"UPDATE {table} SET {columns}", (past, past))
        record.sudo().stamps = [past]
        self.env.invalidate_all()

    @users("hoa")
    def test_created_leads_that_nobody_touched_are_removed(self):
        record, _answer = self.run_import([[f"Khách {n}", f"091234567{n}", "", ""] for n in range(6)])
        self.at_another_time(record)
        written, noted, planned, met, with_file, alone = record.lead_ids
        written.contact_name = "Khách quen"
        noted.message_post(body="Đã gọi")
        planned.activity_schedule("mail.mail_activity_data_call", user_id=self.hoa.id)
        self.env["calendar.event"].create(
            {"name": "Gặp", "opportunity_id": met.id, "start": "2026-01-01 08:00:00", "stop": "2026-01-01 09:00:00"}
        )
        self.env["ir.attachment"].create(
            {"name": "báo giá.txt", "raw": b"x", "res_model": "crm.lead", "res_id": with_file.id}
        )
        record.action_undo()
        self.assertEqual((record.state, record.removed_count, record.kept_count), ("undone", 1, 5))
        self.assertFalse(alone.exists())
        kept = written | noted | planned | met | with_file
        self.assertEqual(record.line_ids.filtered(lambda line: line.outcome == "kept").lead_id, kept)
        with self.assertRaises(UserError):
            record.action_undo()

    @users("hoa")
    def test_updated_leads_get_their_old_values_back(self):
        tag = self.env["crm.tag"].sudo().create({"name": "VIP"})
        lead, touched = (
            self.lead(contact_name="Hà", phone=f"+8491234567{n}", partner_name="Cũ", tag_ids=[Command.set(tag.ids)])
            for n in range(2)
        )
        record, _answer = self.run_import(
            [["Lê Hà", f"091234567{n}", "Mới", "Mới"] for n in range(2)],
            "update_all",
            ["contact_name", "phone", "partner_name", "tag_ids"],
            name_create_enabled_fields={"tag_ids": True},
        )
        self.assertEqual((lead.contact_name, lead.partner_name), ("Lê Hà", "Mới"))
        self.at_another_time(record)
        touched.function = "Giám đốc"
        record.action_undo()
        self.assertEqual((lead.contact_name, lead.partner_name, lead.tag_ids), ("Hà", "Cũ", tag))
        self.assertEqual(touched.partner_name, "Mới")
        self.assertEqual((record.restored_count, record.kept_count), (1, 1))

    @users("manager")
    def test_handing_leads_out_is_no_work_on_them(self):
        record, _answer = self.run_import([[f"Khách {n}", f"091234567{n}", "", ""] for n in range(4)])
        campaign = self.env["utm.campaign"].create({"name": "Hội chợ 2026"})
        self.at_another_time(record)
        record.lead_ids[0].function = "Giám đốc"
        wizard = self.env["crm.lead.import.assign"].create(
            {"import_id": record.id, "user_ids": [Command.set((self.hoa | self.nam).ids)], "campaign_id": campaign.id}
        )
        wizard.action_apply()
        self.assertEqual(record.lead_ids.campaign_id, campaign)
        self.assertEqual(record.lead_ids.mapped("user_id"), self.hoa | self.nam)
        self.env.flush_all()
        record.action_undo()
        self.assertEqual((record.removed_count, record.kept_count), (3, 1))

    @users("nam")
    def test_a_forged_origin_removes_nothing(self):
        record, _answer = self.run_import([["Hà", "0912345678", "", ""]])
        self.at_another_time(record)
        old = self.env["crm.lead"].sudo().create({"name": "Cũ", "user_id": self.nam.id})
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = '2024-01-01', write_date = '2024-01-01' WHERE id = %s", [old.id]
        )
        old.invalidate_recordset()
        with self.assertRaises(AccessError):
            old.with_user(self.nam).l10n_vn_import_id = record
        old.l10n_vn_import_id = record
        record.action_undo()
        self.assertTrue(old.exists())


@tagged("post_install", "-at_install")
class TestImportAccess(ImportCase):
    def test_own_imports_for_salespeople_all_for_managers(self):
        record, _answer = self.with_user_run(self.hoa)
        self.assertFalse(self.env["crm.lead.import"].with_user(self.nam).search_count([("id", "=", record.id)]))
        self.assertTrue(self.env["crm.lead.import"].with_user(self.manager).search_count([("id", "=", record.id)]))
        for verb in ("action_undo", "action_stop", "action_resume", "action_download_failed"):
            with self.subTest(verb=verb), self.assertRaises(AccessError):
                getattr(record.with_user(self.nam), verb)()
        with self.assertRaises(AccessError):
            record.with_user(self.hoa).write({"created_count": 9})

    def test_who_may_not_create_leads_learns_nothing_and_leaves_no_record(self):
        self.lead(phone="0912345678")
        self.env.flush_all()
        before = self.env["crm.lead.import"].search_count([])
        clerk = mail_new_test_user(self.env, login="ketoan", name="Kế toán", groups="base.group_user")
        screen = self.screen("Họ tên;Số điện thoại\nLê Thị Hà;0912345678")
        screen = screen.with_user(clerk).create(screen.copy_data()[0])
        for dryrun in (True, False):
            with self.subTest(dryrun=dryrun), self.assertRaises(AccessError):
                screen.execute_import(FIELDS[:2], HEADINGS[:2], {"separator": ";", "quoting": '"'}, dryrun=dryrun)
        self.assertEqual(self.env["crm.lead.import"].search_count([]), before)

    @users("hoa")
    def test_programs_get_answers_that_every_protocol_carries(self):
        for dryrun in (True, False):
            record, answer = self.run_import([["Hà", "0912345678", "", ""]], dryrun=dryrun)
            self.assertTrue(xmlrpc.client.dumps((answer,), methodresponse=True))
        for verb in ("action_undo", "action_stop"):
            self.assertTrue(xmlrpc.client.dumps((getattr(record, verb)(),), methodresponse=True))

    def with_user_run(self, user):
        robot, self.env = self.env, self.env(user=user)
        try:
            return self.run_import([["Hà", "0912345678", "", ""]])
        finally:
            self.env = robot


@tagged("post_install", "-at_install")
class TestTemplate(HttpCase):
    def test_the_template_is_a_workbook_in_the_users_language(self):
        mail_new_test_user(self.env, login="hoa", groups="base.group_user,sales_team.group_sale_salesman")
        self.env["utm.source"].create({"name": "Hội chợ"})
        self.authenticate("hoa", "hoa")
        template = self.env["crm.lead"].get_import_templates()[0]
        answer = self.url_open(template["template"])
        self.assertEqual(answer.status_code, 200)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        leads, explanations, lists = book.worksheets
        self.assertEqual(leads.max_row, 3)
        self.assertGreater(explanations.max_row, leads.max_column)
        self.assertEqual(lists.sheet_state, "hidden")
        listed = {cell.value for row in lists for cell in row}
        self.assertLessEqual({"Hội chợ", "Hà Nội"}, listed)
        self.assertEqual(len(leads.data_validations.dataValidation), 3)
