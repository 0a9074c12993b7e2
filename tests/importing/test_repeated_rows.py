"""A list that is loaded again by its external ids: what is unchanged is not written, the result is Odoo's."""

import contextlib
from unittest.mock import patch

from odoo.tests import tagged

from ..common import ALL, LeadCase, person

COLUMNS = ["id", "name", "contact_name", "partner_name", "email_from", "phone", "city", "description", "tag_ids"]
COLUMNS += ["expected_revenue", "date_deadline", "priority"]


@tagged("post_install", "-at_install")
class TestRepeatedRows(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", ALL, email="lan@congty.vn"),
        "hung": person("Trần Văn Hùng", email="hung@congty.vn"),
    }

    def rows(self, count):
        """Return rows of customers as a shop exports them each night."""
        return [
            [
                f"cua_hang.khach_{number}",
                f"Khách {number} hỏi giá",
                f"NGUYỄN VĂN {'ABCDEFGH'[number % 8]}",
                f"Công ty Bình Minh {number}",
                f"Khach{number}@Example.vn",
                f"0912.345.{number:03d}",
                "Quận 1",
                f"Cần {number} bộ\nGiao gấp",
                "Hội chợ,Khách cũ" if number % 2 else "",
                str(1_500_000 * number),
                "2026-12-31" if number % 3 else "",
                str(number % 4),
            ]
            for number in range(count)
        ]

    def load(self, rows, columns=COLUMNS, user=None):
        leads = self.env["crm.lead"].with_user(user or self.lan).with_context(default_type="lead")
        found = leads.load(columns, [list(row) for row in rows])
        self.env.flush_all()
        self.env.invalidate_all()
        return found

    @contextlib.contextmanager
    def counted_writes(self):
        """Collect ``(number of leads, names of the values)`` of each write."""
        writes, model = [], type(self.env["crm.lead"])
        clean = model._l10n_vn_clean_values

        def collect(leads, vals_list):
            writes.append((len(leads), sorted(vals_list[0])))
            return clean(leads, vals_list)

        # Not write() itself: a patch of it stops the comparison, as an automation rule does.
        with patch.object(model, "_l10n_vn_clean_values", collect):
            yield writes

    def stored(self):
        """Return the columns of all leads of the list and their chatter, but for the time of the last write."""
        self.env.cr.execute(
            "SELECT to_jsonb(lead) - 'write_date' - 'write_uid', ARRAY(SELECT body FROM mail_message"
            " WHERE model = 'crm.lead' AND res_id = lead.id ORDER BY id), ARRAY(SELECT tag_id FROM crm_tag_rel"
            " WHERE lead_id = lead.id ORDER BY 1), (SELECT count(*) FROM mail_tracking_value AS value"
            " JOIN mail_message AS note ON note.id = value.mail_message_id WHERE note.model = 'crm.lead'"
            " AND note.res_id = lead.id), ARRAY(SELECT partner_id FROM mail_followers"
            " WHERE res_model = 'crm.lead' AND res_id = lead.id ORDER BY 1)"
            " FROM crm_lead AS lead JOIN ir_model_data AS data ON data.model = 'crm.lead' AND data.res_id = lead.id"
            " WHERE data.module = 'cua_hang' ORDER BY lead.id"
        )
        return self.env.cr.fetchall()

    def assertAsWrittenEach(self, rows, columns=COLUMNS, user=None):
        """Load ``rows`` again; compare what is stored with what Odoo stores where each row is written."""
        results, model = [], type(self.env["crm.lead"])
        everything = patch.object(model, "_l10n_vn_get_comparable", lambda leads, names: set())
        for way in (everything, contextlib.nullcontext()):
            with contextlib.closing(self.cr.savepoint()), way:
                found = self.load(rows, columns, user)
                self.cr.precommit.run()
                self.env.flush_all()
                results.append((found["ids"], [message["message"] for message in found["messages"]], self.stored()))
            self.env.invalidate_all()
        self.assertEqual(*results)
        return results[0]

    def test_unchanged_rows_are_not_written(self):
        rows = self.rows(30)
        ids = self.load(rows)["ids"]
        with self.counted_writes() as writes:
            found = self.load(rows)
        self.assertEqual((found["ids"], writes), (ids, []))
        self.assertAsWrittenEach(rows)

    def test_changed_rows_are_written_in_sets_of_equal_changes(self):
        rows = self.rows(30)
        ids = self.load(rows)["ids"]
        for number, row in enumerate(rows):
            row[6] = "Quận 7" if number < 20 else row[6]
            row[11] = "3" if number >= 25 else row[11]
        rows[3][5] = "0987 654 321"
        rows[4][7], rows[5][8] = "Đã mua hàng", "Khách cũ"
        with contextlib.closing(self.cr.savepoint()):
            with self.counted_writes() as writes:
                self.assertEqual(self.load(rows)["ids"], ids)
            self.assertIn((17, ["city"]), writes)
            self.assertLessEqual(len(writes), 6)
        self.env.invalidate_all()
        self.assertAsWrittenEach(rows)

    def test_salesperson_and_customer_are_written_as_odoo_does(self):
        rows = self.rows(6)
        ids = self.load(rows)["ids"]
        leads = self.env["crm.lead"].browse(ids)
        leads[2].partner_id = self.env["res.partner"].create({"name": "Nguyễn Văn C", "phone": "+84 912 345 002"})
        leads[2].partner_id.phone = "+84 987 000 111"
        self.env.flush_all()
        columns = [*COLUMNS, "user_id"]
        self.assertAsWrittenEach([[*row, self.hung.name] for row in rows], columns)
        self.load([[*row, self.hung.name] for row in rows], columns)
        self.assertAsWrittenEach([[*row, self.hung.name] for row in rows], columns)

    def test_lead_that_is_twice_in_the_list_gets_its_last_row(self):
        rows = self.rows(4)
        self.load(rows)
        again = [*rows, [*rows[1][:6], "Quận 9", *rows[1][7:]], [*rows[2][:6], "Quận 9", *rows[2][7:]], rows[2]]
        _ids, _messages, stored = self.assertAsWrittenEach(again)
        self.assertEqual([values["city"] for values, *_rest in stored], ["Quận 1", "Quận 9", "Quận 1", "Quận 1"])

    def test_new_rows_among_known_ones_are_created(self):
        self.load(self.rows(4))
        self.assertEqual(len(self.load(self.rows(9))["ids"]), 9)
        self.assertEqual(len(self.stored()), 9)

    def test_row_of_a_hidden_lead_is_refused(self):
        rows = self.rows(4)
        ids = self.load(rows)["ids"]
        self.env["crm.lead"].browse(ids).user_id = self.lan
        _ids, messages, _stored = self.assertAsWrittenEach(rows, user=self.hung)
        self.assertTrue(messages)

    def test_queries_do_not_grow_with_unchanged_rows(self):
        counts = []
        for count in (40, 120):
            rows = self.rows(count)
            self.load(rows)
            self.load(rows)
            before = self.env.cr.sql_log_count
            self.load(rows)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
