"""Intake in the background: its rows are answered by the status, also after the program has asked again."""

import base64

from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestIntakeInBackground(ApiCase):
    def work(self, import_id):
        record = self.env["crm.lead.import"].browse(import_id)
        rows = record._rows_to_step()
        while record._has_step():
            record._as_user()._step(rows)
            record.invalidate_recordset()
        return record

    def rows(self, count):
        return [
            {"Họ tên": f"Khách {n}", "SĐT": f"09{12_345_000 + n:08}", "external_id": f"k{n}"}
            for n in range(1, count + 1)
        ]

    def test_rows_come_in_and_the_status_answers_each(self):
        [known] = self.take(self.rows(1)[0], source="tổng đài")
        rows = [*self.rows(600), {"SĐT": ["0912345678"]}, {**self.rows(2)[1]}, {"Họ tên": "Vũ Lan", "SĐT": "09123"}]
        started = self.program().l10n_vn_intake_start(rows, source="tổng đài")
        self.assertEqual(started["row_count"], 602)
        [error] = started["errors"]
        self.assertEqual((error["index"], error["code"], error["field"]), (600, "wrong_type", "SĐT"))
        status = self.program().l10n_vn_import_status(started["import_id"])
        self.assertEqual((status["state"], status["position"], status["rows"]), ("waiting", 0, []))
        record = self.work(started["import_id"])
        self.assertTrue(record.background)
        first = self.program().l10n_vn_import_status(record.id)
        self.assertEqual((first["state"], first["position"], len(first["rows"])), ("done", 602, 602))
        self.assertEqual((first["counts"]["created"], first["counts"]["skipped"]), (600, 2))
        one, two, *_others, repeated, last = first["rows"]
        self.assertEqual((one["lead_id"], one["matched_by"]), (known["lead_id"], "external_id"))
        self.assertEqual((two["index"], two["row"], two["outcome"], two["import_id"]), (1, 2, "created", record.id))
        self.assertEqual((repeated["index"], repeated["lead_id"]), (601, two["lead_id"]))
        self.assertIn(("SĐT", "no_phone"), [(one["field"], one["code"]) for one in last["warnings"]])
        rest = self.program().l10n_vn_import_status(record.id, after_row=602)
        self.assertEqual([row["index"] for row in rest["rows"]], [602])
        again = self.take(*self.rows(600), source="tổng đài")
        self.assertEqual([row["lead_id"] for row in again], [row["lead_id"] for row in first["rows"][:600]])

    def test_the_status_tells_what_was_decided_since(self):
        self.take({"contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"})
        started = self.program().l10n_vn_intake_start([{"contact_name": "Trần Thị Hà", "phone": "028 3822 1234"}])
        record = self.work(started["import_id"])
        [held] = self.program().l10n_vn_import_status(record.id)["rows"]
        self.assertEqual((held["outcome"], held["first_outcome"], held["lead_id"]), ("review", "review", 0))
        record.line_ids.with_user(self.hoa).action_new_person()
        status = self.program().l10n_vn_import_status(record.id)
        [decided] = status["rows"]
        self.assertEqual((decided["outcome"], decided["first_outcome"]), ("created", "review"))
        self.assertEqual(self.env["crm.lead"].browse(decided["lead_id"]).contact_name, "Trần Thị Hà")
        self.assertEqual((status["counts"]["created"], status["counts"]["review"]), (1, 0))

    def test_a_status_has_a_thousand_rows_at_most(self):
        started = self.program().l10n_vn_intake_start(self.rows(1100))
        self.work(started["import_id"])
        seen, after = [], 0
        while rows := self.program().l10n_vn_import_status(started["import_id"], after)["rows"]:
            seen.append(len(rows))
            after = rows[-1]["row"]
        self.assertEqual(seen, [1000, 100])

    def test_a_file_comes_in(self):
        text = "Họ tên;Số điện thoại;Email\nLê Hà;0912 345 678;ha@saomai.vn\nVũ Lan;không có;\n"
        started = self.program().l10n_vn_intake_start(
            file=base64.b64encode(text.encode()).decode(), file_name="hội chợ.csv", source="bản tải đêm"
        )
        record = self.work(started["import_id"])
        self.assertEqual((record.file_name, record.source, record.state), ("hội chợ.csv", "bản tải đêm", "done"))
        rows = self.program().l10n_vn_import_status(record.id)["rows"]
        self.assertEqual([row["outcome"] for row in rows], ["created", "created"])
        self.assertEqual(self.env["crm.lead"].browse(rows[0]["lead_id"]).phone_sanitized, "+84912345678")
        done = self.program().l10n_vn_undo(record.id)
        self.assertEqual((done["state"], done["counts"]["removed"]), ("undone", 2))

    def test_what_cannot_begin_is_refused(self):
        def file(content):
            return base64.b64encode(content).decode()

        for arguments, code, field in (
            ({}, "missing_argument", "rows"),
            ({"rows": self.rows(1), "file": file(b"a;b")}, "missing_argument", "rows"),
            ({"rows": [{"phone": [1]}]}, "empty_rows", "rows"),
            ({"rows": "x"}, "wrong_type", "rows"),
            ({"rows": [{}] * 100_001}, "too_many_rows", "rows"),
            ({"file": "không phải base64"}, "wrong_type", "file"),
            ({"file": ["x"]}, "wrong_type", "file"),
            ({"file": file(bytes(range(256)) * 40)}, "unreadable_file", "file"),
            ({"file": file("Họ tên;SĐT\n".encode())}, "empty_file", "file"),
            ({"rows": self.rows(1), "policy": "x"}, "not_allowed", "policy"),
        ):
            with self.subTest(code=code, field=field), self.refused(code, field):
                self.program().l10n_vn_intake_start(**arguments)

    def test_the_status_is_for_those_who_may_read_the_import(self):
        started = self.program().l10n_vn_intake_start(self.rows(1))
        self.assertTrue(self.program(self.manager).l10n_vn_import_status(started["import_id"]))
        for asked, code, field in (
            ((started["import_id"],), "unknown_record", "import_id"),
            ((2**40,), "unknown_record", "import_id"),
            (("1",), "wrong_type", "import_id"),
            ((0,), "missing_argument", "import_id"),
            ((started["import_id"], -1), "wrong_type", "after_row"),
        ):
            user = self.nam if code == "unknown_record" else self.hoa
            with self.subTest(asked=asked), self.refused(code, field):
                self.program(user).l10n_vn_import_status(*asked)

    def test_the_status_of_an_import_of_the_screen(self):
        screen = (
            self.env["base_import.import"]
            .with_user(self.hoa)
            .create({"res_model": "crm.lead", "file": b"name,phone\nAn,09123\n", "file_name": "a.csv"})
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
        answer = screen.execute_import(["contact_name", "phone"], ["name", "phone"], options)
        [row] = self.program().l10n_vn_import_status(answer["l10n_vn_import_id"])["rows"]
        self.assertEqual((row["outcome"], row["lead_id"]), ("created", answer["ids"][0]))
        self.assertEqual([warning["code"] for warning in row["warnings"]], ["remark"])
