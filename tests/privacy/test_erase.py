"""A person who asks is erased everywhere, and comes in again through no door."""

import base64
import gzip
import os
import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ...tools.privacy.file_text import texts_of
from ..common import MANAGER, letter
from .person import LIST, MAIL, NAME, PHONE, SPELLINGS, PersonCase

DIGITS = "912876543"
WORDS = ("kimngan.trinh", "kim ngân", "kim ngan", "45 lê lai")


def says(text):
    """Return what of the person ``text`` has."""
    low = text.lower()
    found = [word for word in WORDS if word in low]
    return found + ([DIGITS] if DIGITS in re.sub(r"[^0-9]", "", text) else [])


@tagged("post_install", "-at_install")
class TestErase(PersonCase):
    def dump(self):
        """Return ``{table: what its rows have of the person}``, of every column of every table."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        )
        found = {}
        for (table,) in tables:
            binary = self.env.execute_query(
                SQL(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'bytea'"
                    " AND table_schema = current_schema()",
                    table,
                )
            )
            texts = [SQL("t::text"), *(SQL("encode(t.%s, 'escape')", SQL.identifier(name)) for (name,) in binary)]
            text = SQL("concat_ws(chr(10), %s)", SQL(", ").join(texts))
            rows = self.env.execute_query(
                SQL(
                    "SELECT %(text)s FROM %(table)s AS t WHERE %(text)s ~* %(words)s"
                    " OR regexp_replace(%(text)s, '[^0-9]', '', 'g') LIKE %(digits)s",
                    text=text,
                    table=SQL.identifier(table),
                    words="|".join(map(re.escape, WORDS)) + "|KIM NGÂN|Kim Ngân",
                    digits=f"%{DIGITS}%",
                )
            )
            if rows:
                found[table] = [row[0][:300] for row in rows]
        return found

    def files(self):
        """Return the files of the filestore that have something of the person, unpacked as far as they are packed."""
        attachments = self.env["ir.attachment"]
        attachments._gc_file_store_unsafe()
        found = []
        for folder, _folders, names in os.walk(attachments._filestore()):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                texts = [data.decode("utf-8", "replace"), *texts_of(data)]
                for line in data.split(b"\n")[1:]:
                    try:
                        texts.append(gzip.decompress(base64.b64decode(line)).decode("unicode_escape", "replace"))
                    except (ValueError, OSError):
                        continue
                if any(map(says, texts)):
                    found.append(name)
        return found

    def test_nothing_is_left_in_the_database_and_its_files(self):
        lead, partner, elsewhere = self.spread()
        before = self.dump()
        for table in ("crm_lead", "crm_lead_import_line", "mail_message", "crm_lead_snapshot", "base_import_import"):
            self.assertIn(table, before, "the test sees nothing")
        self.assertTrue(self.files(), "the test sees no file")
        request = self.new_request()
        other = self.new_request(kind="see", phone=PHONE)
        request.with_user(self.admin).action_find()
        request.with_user(self.admin).action_erase()
        self.assertEqual(self.dump(), {})
        self.assertEqual(self.files(), [])
        self.assertEqual(request.state, "done")
        self.assertTrue(other.exists())

    def test_statistics_stay(self):
        lead, partner, elsewhere = self.spread()
        names = ["stage_id", "team_id", "user_id", "source_id", "expected_revenue", "create_date", "date_conversion"]
        names += ["type", "l10n_vn_import_id", "company_id", "l10n_vn_last_contact"]
        before = (lead | elsewhere).read(names)
        request = self.new_request().with_user(self.admin)
        request.action_find()
        request.action_erase()
        self.assertEqual((lead | elsewhere).read(names), before)
        self.assertFalse((lead | elsewhere).filtered("active"))
        self.assertTrue(all((lead | elsewhere).mapped("l10n_vn_erased_on")))
        self.assertTrue(request.certificate)
        self.assertFalse(says(request.certificate_text))
        others = self.env["crm.lead"].search([("contact_name", "=", "Bế Văn Tám")])
        self.assertEqual(len(others), 2, "others lose nothing but what was said of the person")
        self.assertIn("Vợ là chị Ngân, ", "".join(map(str, others.mapped("description"))))

    def test_a_record_that_is_kept_stays_as_it_is(self):
        office = "028 3822 1234"
        self.env["crm.lead"].create({"name": "Ngân", "contact_name": NAME, "phone": office, "email_from": MAIL})
        colleague = self.env["crm.lead"].create({"name": "Tám", "contact_name": "Bế Văn Tám", "phone": office})
        colleague.message_post(body=f"Gọi lại {office}")
        request = self.new_request(phone=office).with_user(self.admin)
        request.action_find()
        request.action_erase()
        self.assertEqual(colleague.phone, office)
        again = self.env["crm.lead"].create({"name": "Tám", "contact_name": "Bế Văn Tám", "phone": office})
        self.assertTrue(again, "the number of the office is not the person's alone")
        self.assertIn(office, colleague.message_ids[0].body)

    def test_employees_are_not_erased(self):
        self.hoa.partner_id.email = MAIL
        request = self.new_request(phone=False).with_user(self.admin)
        request.action_find()
        self.assertEqual(request.place_ids.filtered("is_root").mapped("treatment"), ["keep"])
        request.place_ids.filtered("is_root").treatment = "erase"
        with self.assertRaises(UserError):
            request.action_erase()

    def erased(self, **values):
        values = {"name": "Ngân", "contact_name": NAME, "phone": PHONE, "email_from": MAIL, **values}
        lead = self.env["crm.lead"].create(values)
        request = self.new_request().with_user(self.admin)
        request.action_find()
        request.action_erase()
        return lead

    def test_nothing_personal_is_written_on_an_erased_lead(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        lead = self.erased(user_id=self.hoa.id, team_id=self.team.id)
        mine = lead.with_user(self.hoa).with_context(lang="vi_VN")
        dialog = self.env["crm.lead.result"].with_user(self.hoa).with_context(lang="vi_VN", active_ids=lead.ids)
        met = self.env.ref("l10n_vn_crm.crm_talk_outcome_met")
        other = self.env["res.partner"].create({"name": "Chị Ngân"})
        need = self.env["crm.lead.criterion"].create({"name": "Cần cửa gỗ"})
        doors = {
            "form": lambda: mine.write({"phone": "0987 333 222"}),
            "the same phone": lambda: mine.write({"phone": PHONE}),
            "address": lambda: mine.write({"email_from": "moi@khach.example.vn"}),
            "name": lambda: mine.write({"contact_name": NAME}),
            "notes": lambda: mine.write({"description": "<p>Chị Ngân gọi lại</p>"}),
            "contact": lambda: mine.write({"partner_id": other.id}),
            "answer": lambda: mine.write({"l10n_vn_answers": {str(need.id): True}}),
            "planned action": lambda: mine.write({"l10n_vn_planned_summary": "Gọi chị Ngân"}),
            "list": lambda: (mine | mine.create({"name": "Anh Tám"})).write({"city": "Huế"}),
            "dialog": lambda: dialog.create({"lead_ids": lead.ids, "outcome_id": met.id, "note": NAME}).action_save(),
            "result alone": lambda: mine._l10n_vn_record(met),
            "chatter": lambda: mine.message_post(body=f"Gọi chị {NAME}", message_type="comment"),
        }
        for door, write in doors.items():
            refused = self.assertRaisesRegex(UserError, "đã được xóa ngày .* không ghi")
            with self.subTest(door), refused, self.env.cr.savepoint():
                write()
        [answer] = mine.l10n_vn_record_result("met", f"Chị {NAME} hỏi giá")
        self.assertEqual((answer["outcome"], answer["error"]["code"]), ("failed", "refused"))
        self.assertIn("đã được xóa", answer["error"]["message"])
        self.assertEqual(self.dump(), {})

        lost = self.env["crm.lost.reason"].create({"name": "Hết nhu cầu"})
        mine.write({"expected_revenue": 9_000_000, "lost_reason_id": lost.id, "description": False})
        self.assertEqual((lead.expected_revenue, lead.lost_reason_id), (9_000_000, lost), "statistics stay")

    def test_who_may_not_change_an_erased_lead_does_not_learn_of_it(self):
        lead = self.erased(user_id=self.hoa.id, team_id=self.team.id)
        values = {"groups": MANAGER, "company_id": self.branch.id, "company_ids": [(6, 0, self.branch.ids)]}
        elsewhere = lead.with_user(self.new_user("hue", **values))
        with self.assertRaises(AccessError):
            elsewhere.write({"phone": "0987 333 222"})
        with self.assertRaises(AccessError):
            elsewhere.message_post(body="Gọi lại", message_type="comment")

    def test_a_later_list_skips_the_person_and_says_why(self):
        self.erased()
        for policy in ("create", "skip", "update_empty"):
            with self.subTest(policy):
                record = self.import_list(policy=policy)
                lines = record.line_ids.filtered(lambda line: "data be erased" in (line.message or ""))
                self.assertEqual(lines.mapped("row_number"), [2, 4])
                self.assertEqual(set(lines.mapped("outcome")), {"skipped"})
                self.assertFalse(lines.filtered("summary"), "their cells are not stored again")
                self.assertFalse(record.file)
                self.assertFalse(says(str(self.env["crm.lead"].search([("l10n_vn_import_id", "=", record.id)]).read())))

    def test_the_rows_of_others_in_a_list_that_waits_come_in(self):
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", "2")
        waiting = self.import_list(l10n_vn_background="auto")
        self.assertEqual((waiting.state, waiting.created_count), ("waiting", 0))
        self.erased()
        self.assertEqual(self.files(), [])
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()
        self.assertEqual((waiting.state, waiting.created_count, waiting.row_count), ("done", 1, 3))
        self.assertEqual(waiting.lead_ids.mapped("contact_name"), ["Bế Văn Tám"])
        self.assertFalse(says(str(waiting.line_ids.read())))

    def test_forms_and_programs_are_refused(self):
        self.erased()
        leads = self.env["crm.lead"].with_user(self.hoa)
        for values in ({"phone": SPELLINGS[1]}, {"email_from": f"Ngân <{MAIL}>"}, {"l10n_vn_zalo": PHONE}):
            with self.subTest(**values), self.assertRaisesRegex(UserError, "asked that their data be erased"):
                leads.create({"name": "Chị Ngân", **values})
        answer = leads.l10n_vn_intake(
            [{"name": "Chị Ngân", "phone": PHONE}, {"name": "Anh Tám", "phone": "0987333222"}]
        )
        self.assertEqual([row["outcome"] for row in answer], ["skipped", "created"])
        self.assertEqual(answer[0]["warnings"][0]["code"], "erased")

    def test_mails_and_cards_are_refused(self):
        self.erased()
        self.assertFalse(self.receive(letter("Cho tôi hỏi giá", sender=f"{NAME} <{MAIL}>")))
        mail = self.last_kept()
        self.assertEqual(mail.reason, "erased")
        self.assertFalse(says(str(mail.read(["name", "email_from", "preview"])) + str(mail._l10n_vn_get_source())))
        form = letter(f"Họ tên: {NAME}\nĐiện thoại: {PHONE}\nNội dung: hỏi giá", sender="Web <form@ladipage.vn>")
        self.assertFalse(self.receive(form))
        self.assertEqual(self.last_kept().reason, "erased")
        batch = self.env["crm.lead.card.batch"].with_user(self.hoa).create({"text": f"{NAME}\nĐT: {PHONE}"})
        batch.action_read()
        with self.assertRaisesRegex(UserError, "asked that their data be erased"):
            batch.action_create()
        self.assertFalse(self.env["crm.lead"].search([("contact_name", "=", NAME)]))
        self.assertIn(NAME, LIST)
