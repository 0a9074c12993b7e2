"""What is said to be kept in the notes is found there, whatever the door, the policy and the language."""

import re
from pathlib import Path

from odoo.tests import tagged, users
from odoo.tools import html2plaintext

from ..importing.test_ledger import ImportCase

SAYS_KEPT = re.compile("notes|Ghi chú", re.I)
# A column, and a cell that it can't read.
UNREADABLE = {
    "state_id": ("Tỉnh", "Xứ Thần Tiên"),
    "stage_id": ("Trạng thái", "Bước thứ chín"),
    "user_id": ("Phụ trách", "Cô Tấm"),
    "expected_revenue": ("Doanh thu", "tùy tâm"),
    "date_deadline": ("Ngày chốt", "ngày lành tháng tốt"),
    "email_from": ("Email", "hỏi lễ tân"),
}
FIELDS = ["contact_name", "phone", *UNREADABLE]
HEADINGS = ["Họ tên", "Số điện thoại", *(heading for heading, _cell in UNREADABLE.values())]
CELLS = [cell for _heading, cell in UNREADABLE.values()]


def notes(lead):
    return html2plaintext(lead.description or "")


@tagged("post_install", "-at_install")
class TestKeptWords(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")

    def assert_kept(self, messages, lead, least=0):
        """Find the cells of which ``messages`` say that they are kept in the notes of ``lead``."""
        said = [message for message in messages if SAYS_KEPT.search(message)]
        self.assertGreaterEqual(len(said), least, messages)
        for message in said:
            named = [cell for cell in CELLS if cell in message]
            self.assertTrue(named, message)
            for cell in named:
                self.assertIn(cell, notes(lead), message)

    @users("hoa")
    def test_an_import_says_kept_only_of_what_is(self):
        row = ["Lê Thị Hà", "0912345678", *CELLS]
        for lang in ("en_US", "vi_VN"):
            self.env = self.env(context=dict(self.env.context, lang=lang))
            for policy in ("create", "update_empty", "update_all", "skip"):
                for before in (False, "<p>Gọi lại tháng 9</p>", "<p><br></p>"):
                    with self.subTest(lang=lang, policy=policy, before=before):
                        lead = self.lead(contact_name="Lê Hà", phone="+84912345678", description=before)
                        record, _answer = self.run_import([row], policy, FIELDS, HEADINGS)
                        line = record.line_ids
                        least = 0 if policy == "skip" else len(CELLS)
                        self.assert_kept((line.message or "").splitlines(), line.lead_id, least)
                        if before and "tháng 9" in before and policy.startswith("update"):
                            self.assertIn("Gọi lại tháng 9", notes(lead))
                        (lead | record.lead_ids).sudo().unlink()

    @users("hoa")
    def test_every_sentence_that_says_kept_is_tried(self):
        source = (Path(__file__).parents[2] / "i18n" / "l10n_vn_crm.pot").read_text(encoding="utf-8")
        sentences = {text for text in re.findall(r'^msgid "(.+)"$', source, re.M) if "kept in the notes" in text}
        rows = [
            ["Lê Thị Hà", "0912345678", *CELLS],
            ["Mai Anh", "0912345679", "", "", "", "100 USD", "", ""],
            *(["Trần Nam", f"091234568{n}", "", "", "", "5.000.000 đ", "", ""] for n in range(2)),
        ]
        record, _answer = self.run_import(rows, "update_empty", FIELDS, HEADINGS)
        said = "\n".join(filter(None, record.line_ids.mapped("message")))
        sent = {"Họ tên": "Lê Thị Bé", "SĐT": "0912345699", "Cột của riêng tôi": "câu cá đêm"}
        [answer] = self.env["crm.lead"].with_context(lang="en_US").l10n_vn_intake(rows=[sent])
        said = "\n".join([said, *(warning["message"] for warning in answer["warnings"])])
        self.assertIn("câu cá đêm", notes(self.env["crm.lead"].browse(answer["lead_id"])))
        self.assertGreaterEqual(len(sentences), 6)
        for sentence in sentences:
            self.assertRegex(said, re.sub(r"%(\\\(\w+\\\))?s", ".+", re.escape(sentence)))
        self.assertIn("100 USD", notes(record.lead_ids.filtered(lambda lead: lead.contact_name == "Mai Anh")))

    @users("hoa")
    def test_rows_that_do_not_go_in_say_kept_of_nothing(self):
        hidden = self.env["crm.lead"].sudo().create({"name": "Riêng", "phone": "+84912345679", "user_id": self.nam.id})
        row = ["Lê Thị Hà", "0912345679", *CELLS]
        record, _answer = self.run_import([row], "update_empty", FIELDS, HEADINGS)
        self.assertEqual(record.skipped_count, 1)
        self.assertNotRegex(record.line_ids.message, SAYS_KEPT)
        self.assertFalse(hidden.description)
        rows = [["Lê Hà", "0912345678", "Xứ Thần Tiên", "9999999"]]
        fields, headings = ["contact_name", "phone", "state_id", "team_id/.id"], ["Họ tên", "SĐT", "Tỉnh", "Mã đội"]
        record, _answer = self.run_import(rows, fields=fields, headings=headings)
        self.assertEqual(record.failed_count, 1)
        self.assertNotRegex(record.line_ids.message, SAYS_KEPT)

    @users("hoa")
    def test_load_says_kept_only_of_what_is(self):
        fields = ["contact_name", "phone", "state_id"]
        result = self.env["crm.lead"].load(fields, [["Lê Hà", "0912345678", "Xứ Thần Tiên"]])
        self.assert_kept(
            [message["message"] for message in result["messages"]], self.env["crm.lead"].browse(result["ids"]), 1
        )
        result = self.env["crm.lead"].load([*fields, "team_id/.id"], [["Lê Hà", "", "Xứ Thần Tiên", "9999999"]])
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])
        self.assertNotRegex(str(result["messages"]), SAYS_KEPT)

    @users("hoa")
    def test_what_is_added_is_dated_names_the_file_and_comes_once(self):
        for policy in ("update_empty", "update_all"):
            with self.subTest(policy=policy):
                lead = self.lead(contact_name="Lê Hà", phone="+84912345678", description="<p>Gọi lại tháng 9</p>")
                rows = [["Lê Hà", "0912345678", "Muốn xem mẫu\nMàu <đỏ> & xanh".replace("\n", " · "), "Xứ Thần Tiên"]]
                fields, headings = (
                    ["contact_name", "phone", "description", "state_id"],
                    ["Tên", "SĐT", "Ghi chú", "Tỉnh"],
                )
                record, _answer = self.run_import(rows, policy, fields, headings)
                self.assertEqual(record.updated_count, 1)
                self.assertRegex(notes(lead), r"(?s)Gọi lại tháng 9.*\d+/\d+/20\d\d · hội chợ\.csv.*Muốn xem mẫu")
                once = lead.description
                record, _answer = self.run_import(rows, policy, fields, headings)
                self.assertEqual((lead.description, record.updated_count), (once, 0))
                rows[0][2] = "Đã mua hàng"
                self.run_import(rows, policy, fields, headings)
                self.assertEqual([notes(lead).count(text) for text in ("Đã mua hàng", "Xứ Thần Tiên")], [1, 1])
                lead.sudo().unlink()

    @users("hoa")
    def test_undo_gives_the_notes_back(self):
        lead = self.lead(phone="+84912345678", description="<p>Gọi lại tháng 9</p>")
        fields, headings = ["phone", "description"], ["SĐT", "Ghi chú"]
        record, _answer = self.run_import([["0912345678", "Muốn xem mẫu"]], "update_empty", fields, headings)
        self.assertIn("Muốn xem mẫu", notes(lead))
        record.action_undo()
        self.assertEqual(notes(lead), "Gọi lại tháng 9")

    @users("hoa")
    def test_rows_that_name_their_lead_keep_what_the_file_has_no_column_for(self):
        values = {"description": "<p>Gọi lại tháng 9</p>", "l10n_vn_phone2": "0987654321", "email_cc": "cc@saomai.vn"}
        columns, headings = [".id", "phone", "email_from", "expected_revenue"], ["Mã", "SĐT", "Email", "Doanh thu"]
        for door in ("import", "load"):
            with self.subTest(door=door):
                leads = self.env["crm.lead"].create(
                    [{"name": f"Khách {n}", "type": "lead", **values} for n in range(2)]
                )
                second = leads[1].l10n_vn_phone2
                rows = [
                    [str(leads[0].id), "0912345671 / 0912345670", "a@saomai.vn, b@saomai.vn", "tùy tâm"],
                    [str(leads[1].id), "0912345672", "c@saomai.vn", "5000000"],
                ]
                if door == "import":
                    record, _answer = self.run_import(rows, "create", columns, headings)
                    messages = record.line_ids.mapped("message")
                    self.assertIn("hội chợ.csv", notes(leads[0]))
                else:
                    result = self.env["crm.lead"].load(columns, rows)
                    messages = [message["message"] for message in result["messages"]]
                self.assert_kept("\n".join(filter(None, messages)).splitlines(), leads[0], 1)
                self.assertIn("Gọi lại tháng 9", notes(leads[0]))
                self.assertEqual(notes(leads[1]), "Gọi lại tháng 9")
                self.assertEqual((leads[1].l10n_vn_phone2, leads[1].email_cc), (second, "cc@saomai.vn"))
                self.assertEqual(leads[1].expected_revenue, 5000000)
