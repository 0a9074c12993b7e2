"""Before a list goes in, the screen shows its first rows as the leads that they will be."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import html2plaintext, mute_logger

from ..common import SAMPLES
from .test_ledger import FIELDS, HEADINGS, ImportCase
from .test_screen import ImportCase as ScreenImportCase

ROWS = [
    ["Chị Nguyễn Thu Hường", "0912 345 678", "huong@saomai.vn", "Công ty TNHH Sao Mai"],
    ["Trần Văn Đức", "098765", "", "Hộ kinh doanh Bình Minh"],
]
SEPARATED = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"}


@tagged("post_install", "-at_install")
class TestPreviewOfSamples(ScreenImportCase):
    def test_what_is_shown_is_what_comes_of_it(self):
        """Every kind of file: each value on the screen is the one that the lead has after the import."""
        compared = 0
        for path in sorted(SAMPLES.glob("[0-9]*.*")):
            if path.suffix not in (".csv", ".xlsx") or ".expected." in path.name:
                continue
            with self.subTest(path.name), mute_logger("odoo.addons.base_import.models.base_import"):
                savepoint = self.env.cr.savepoint()
                wizard, preview = self.read(path.read_bytes(), path.name)
                fields = ["/".join(preview["matches"].get(at, [])) or False for at in range(len(preview["headers"]))]
                shown = wizard.l10n_vn_preview_leads(fields, preview["options"])
                self.assertTrue(shown)
                leads = self.load(wizard, preview)
                for row, lead in zip(shown, leads, strict=False):
                    self.assertEqual(row["outcome"], "created")
                    self.assertEqual(row["lead"], self.seen(lead))
                    compared += 1
                savepoint.close(rollback=True)
                self.env.invalidate_all()
        self.assertGreater(compared, 50)

    def seen(self, lead):
        names = ("name", "contact_name", "partner_name", "function", "phone", "l10n_vn_phone2", "email_from")
        text = html2plaintext(lead.description or "", include_references=False).strip()
        return {
            **{name: lead[name] or "" for name in names},
            **{name: lead[name].name or "" for name in ("state_id", "user_id", "stage_id")},
            "l10n_vn_list_outcome_id": lead.l10n_vn_outcome_id.name or "",
            "l10n_vn_list_lost_reason_id": lead.lost_reason_id.name or "",
            "description": text if len(text) <= 400 else f"{text[:400]}…",
        }


@tagged("post_install", "-at_install")
class TestPreview(ImportCase):
    def preview(self, rows, policy="update_empty", fields=FIELDS, headings=HEADINGS, **options):
        screen = self.screen("\n".join(";".join(row) for row in [headings, *rows]))
        return screen.l10n_vn_preview_leads(fields, {**SEPARATED, "l10n_vn_policy": policy, **options})

    def lead_of_nam(self, **vals):
        return self.env["crm.lead"].sudo().create({"name": "Mật của Nam", "user_id": self.nam.id, **vals})

    @users("hoa")
    def test_rows_are_shown_as_leads(self):
        huong, duc = self.preview(ROWS)
        self.assertEqual((huong["row"], huong["outcome"], huong["remarks"]), (2, "created", []))
        self.assertEqual(huong["lead"]["contact_name"], "Nguyễn Thu Hường")
        self.assertEqual(huong["lead"]["phone"], "+84 912 345 678")
        self.assertEqual(huong["lead"]["user_id"], "Hoa")
        self.assertTrue(huong["lead"]["stage_id"])
        self.assertEqual(duc["outcome"], "created")
        self.assertIn("098765", str(duc["remarks"]))

    @users("hoa")
    def test_a_row_that_will_be_handed_back(self):
        _huong, duc = self.preview(ROWS, l10n_vn_hand_back=True)
        self.assertEqual(duc["outcome"], "failed")

    @users("hoa")
    def test_another_field_shows_another_lead(self):
        huong, _duc = self.preview(ROWS, fields=["contact_name", "phone", "email_from", "function"])
        self.assertEqual((huong["lead"]["partner_name"], huong["lead"]["function"]), ("", ROWS[0][3]))
        huong, _duc = self.preview(ROWS, fields=["contact_name", "phone", False, False])
        self.assertNotIn("Sao Mai", str(huong))

    @users("hoa")
    def test_outcomes_are_those_of_the_import(self):
        """Known, alike, repeated and new people, under each policy: the import does what was shown."""
        self.lead(name="Hường hỏi giá", contact_name="Nguyễn Thu Hường", phone="0912345678", user_id=self.env.uid)
        self.lead(name="An mua bàn", contact_name="Nguyễn Văn An", phone="028 3822 1234", user_id=self.env.uid)
        self.lead_of_nam(phone="0987 111 222")
        rows = [
            *ROWS,
            ["Trần Thị Hà", "028 3822 1234", "", ""],
            ["Võ Minh Quân", "0987 111 222", "", ""],
            ["Lê Quốc Tuấn", "0903 456 789", "", "Cửa hàng Phước Lộc"],
            ["Anh Tuấn", "0903456789", "tuan@phuocloc.vn", ""],
            ["Phạm Thu Trang", "0903 456 789", "", ""],
        ]
        for policy in ("create", "skip", "update_empty", "update_all"):
            with self.subTest(policy):
                self.env.flush_all()
                savepoint = self.env.cr.savepoint()
                shown = {row["row"]: row for row in self.preview(rows, policy)}
                self.assertNotIn("Mật", str(shown))
                record, _answer = self.run_import(rows, policy)
                lines = {line.row_number: line for line in record.line_ids}
                done = {number: lines[number].outcome if number in lines else "created" for number in shown}
                self.assertEqual({number: row["outcome"] for number, row in shown.items()}, done)
                savepoint.close(rollback=True)
                self.env.invalidate_all()
        self.assertEqual(shown[2]["known"], "Hường hỏi giá")
        self.assertIn("Nguyễn Văn An", str(shown[4]["remarks"]))
        self.assertIn("A colleague", str(shown[5]["remarks"]))
        self.assertIn("earlier row", str(shown[7]["remarks"]))

    @users("hoa")
    def test_a_row_with_an_id_changes_its_record_whatever_the_policy(self):
        mine = self.lead(name="Hường hỏi giá", user_id=self.env.uid)
        theirs = self.lead_of_nam()
        rows = [[str(mine.id), "Hường"], [str(theirs.id), "Nam"], ["", "Lan"]]
        for policy in ("create", "skip"):
            first, hidden, new = self.preview(rows, policy, [".id", "contact_name"], ["ID", "Họ tên"])
            self.assertEqual((first["outcome"], first["known"]), ("changed", "Hường hỏi giá"))
            self.assertNotIn("Mật", str(hidden))
            self.assertEqual(new["outcome"], "created")

    @users("hoa")
    def test_nothing_is_written(self):
        """The database itself refuses whatever the preview might write."""
        headings = [*HEADINGS, "Chiến dịch", "Thẻ", "Nguồn"]
        fields = [*FIELDS, "campaign_id", "tag_ids", "source_id"]
        rows = [[*row, "Tết 2027", "Máy in, Két sắt", "Hội chợ Cần Thơ"] for row in ROWS]
        screen = self.screen("\n".join(";".join(row) for row in [headings, *rows]))
        self.lead(phone="0912345678", user_id=self.env.uid)
        self.env.flush_all()
        with self.env.cr.savepoint():
            self.env.cr.execute("SET LOCAL transaction_read_only = on")
            huong, duc = screen.l10n_vn_preview_leads(fields, {**SEPARATED, "l10n_vn_policy": "update_empty"})
            self.env.flush_all()
        self.assertEqual((huong["outcome"], huong["remarks"]), ("updated", []))
        self.assertNotIn("Tết", str(duc["remarks"]))

    @users("hoa")
    def test_who_gets_them_and_where_they_start(self):
        team = self.env["crm.team"].sudo().create({"name": "Kinh doanh", "use_leads": True})
        rows = [["Lê Thị Lan", "Nam"], ["Võ Quân", ""]]
        lan, quan = self.preview(rows, fields=["contact_name", "user_id"], headings=["Họ tên", "Phụ trách"])
        self.assertEqual((lan["lead"]["user_id"], quan["lead"]["user_id"]), ("Nam", ""))
        screen = self.screen("Họ tên\nLê Thị Lan").with_context(default_user_id=False, default_team_id=team.id)
        [lan] = screen.l10n_vn_preview_leads(["contact_name"], SEPARATED)
        self.assertEqual(lan["lead"]["user_id"], "")

    @users("hoa")
    def test_a_status_is_seen_as_stage_result_or_loss(self):
        """Words of a status column: where the lead begins, its last talk, or why it is lost."""
        rows = [
            ["Lê Thị Lan", "Không nghe máy"],
            ["Võ Quân", "Rác"],
            ["Bế Nhung", "Đã chốt"],
            ["Lã An", "Chưa liên hệ"],
        ]
        fields, headings = ["contact_name", "stage_id"], ["Họ tên", "Tình trạng"]
        shown = self.preview(rows, "create", fields, headings)
        record, _answer = self.run_import(rows, "create", fields, headings)
        leads = record.with_context(active_test=False).lead_ids.sorted("id")
        self.assertEqual([row["lead"]["stage_id"] for row in shown], [lead.stage_id.name for lead in leads])
        self.assertEqual(
            [row["lead"]["l10n_vn_list_outcome_id"] for row in shown],
            [lead.l10n_vn_outcome_id.name or "" for lead in leads],
        )
        self.assertEqual(
            [row["lead"]["l10n_vn_list_lost_reason_id"] for row in shown],
            [lead.lost_reason_id.name or "" for lead in leads],
        )

    @users("hoa")
    def test_what_has_no_field_is_seen_in_the_notes(self):
        rows = [["Lê Thị Lan", "Cần 20 máy trước Tết"]]
        [lan] = self.preview(rows, fields=["contact_name", "l10n_vn_other"], headings=["Họ tên", "Nhu cầu"])
        self.assertIn("Nhu cầu: Cần 20 máy trước Tết", lan["lead"]["description"])

    @users("hoa")
    def test_hostile_cells_stay_texts(self):
        evil = "<img src=x onerror=alert(1)>"
        rows = [[evil, "0912345678", f"{evil}@a.vn", evil * 2000]]
        [row] = self.preview(rows, headings=[evil, *HEADINGS[1:]])
        for text in [*row["lead"].values(), *row["remarks"], row["known"]]:
            self.assertIsInstance(text, str)
            self.assertLessEqual(len(text), 401)

    @users("hoa")
    def test_the_price_does_not_grow_with_the_list(self):
        self.preview(ROWS)
        counts = []
        for size in (10, 400):
            rows = [[f"Khách {n}", f"0912{n:06}", f"khach{n}@saomai.vn", f"Công ty {n}"] for n in range(size)]
            screen = self.screen("\n".join(";".join(row) for row in [HEADINGS, *rows]))
            screen.parse_preview(dict(SEPARATED))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(screen.l10n_vn_preview_leads(FIELDS, SEPARATED | {"l10n_vn_policy": "skip"})), 10)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[0], 20)

    @users("hoa")
    def test_the_rows_to_come_are_shown(self):
        rows = [[f"Khách số {n}", f"0912{n:06}", "", ""] for n in range(30)]
        shown = self.preview(rows, skip=25)
        self.assertEqual([row["row"] for row in shown], [27, 28, 29, 30, 31])
        self.assertEqual(self.preview(rows, skip=99), [])

    def test_who_may_not_make_leads_sees_none(self):
        plain = self.new_user("khoa", name="Khoa", groups="base.group_user")
        screen = self.screen("Họ tên\nLê Thị Lan").with_user(plain)
        with self.assertRaises(AccessError):
            screen.l10n_vn_preview_leads(["contact_name"], SEPARATED)

    @users("hoa")
    def test_what_cannot_be_shown_is_said(self):
        screen = self.screen("Họ tên\nLê Thị Lan")
        other = self.env["base_import.import"].create({"res_model": "res.partner", "file": b"a\nb"})
        for call, words in (
            (lambda: screen.l10n_vn_preview_leads([False], SEPARATED), "at least one column"),
            (lambda: screen.l10n_vn_preview_leads(["mat_khau"], SEPARATED), "mat_khau"),
            (lambda: screen.l10n_vn_preview_leads(["order_ids/name"], SEPARATED), "order_ids|one row"),
            (lambda: screen.l10n_vn_preview_leads("name", SEPARATED), "“fields”.*“name”"),
            (lambda: screen.l10n_vn_preview_leads([{}, 3], SEPARATED), "“fields”"),
            (lambda: screen.l10n_vn_preview_leads(["name"], "utf-8"), "“options”.*“utf-8”"),
            (lambda: screen.l10n_vn_preview_leads(["name"], {"encoding": ["utf-8"]}), "“encoding”"),
            (lambda: screen.l10n_vn_preview_leads(["name"], {"encoding": "chữ-ta"}), "chữ-ta"),
            (lambda: screen.l10n_vn_preview_leads(["name"], {"l10n_vn_policy": "xoá"}), "“xoá”.*update_empty"),
            (lambda: other.l10n_vn_preview_leads(["name"], SEPARATED), "one row for each lead"),
            (lambda: screen.l10n_vn_preview_leads(["l10n_vn_import_id"], SEPARATED), "l10n_vn_import_id|Import"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                call()
