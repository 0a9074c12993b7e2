"""Rows of programs come in once, read as people write them, each with its own answer."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ApiCase

AN = {"Họ tên": "NGUYỄN VĂN AN", "SĐT": "0912.345.678", "Email": "An@saomai.vn", "external_id": "n1"}


@tagged("post_install", "-at_install")
class TestIntake(ApiCase):
    def lead_of(self, answer):
        return self.env["crm.lead"].browse(answer["lead_id"])

    def test_a_row_of_headings_becomes_a_lead(self):
        [answer] = self.take({**AN, "Ghi chú": "Cần 20 máy in", "Dự toán": "1,5 tỷ"}, source="landing")
        lead = self.lead_of(answer)
        self.assertEqual(answer["outcome"], "created")
        self.assertEqual((answer["owner"], answer["matched_by"], answer["warnings"]), ("Trần Thị Hoa", "", []))
        self.assertEqual((lead.contact_name, lead.email_from), ("Nguyễn Văn An", "an@saomai.vn"))
        self.assertEqual((lead.phone, lead.phone_sanitized), ("+84 912 345 678", "+84912345678"))
        self.assertEqual((lead.expected_revenue, lead.l10n_vn_external_id), (1_500_000_000, "n1"))
        self.assertIn("Cần 20 máy in", lead.description)
        self.assertEqual(lead.l10n_vn_import_id.id, answer["import_id"])
        self.assertEqual(lead.l10n_vn_import_id.file_name, "landing")

    def test_keys_are_fields_or_headings_of_any_language(self):
        rows = [
            {"full_name": "Trần Nam", "phone_number": 987654321},
            {"contact_name": "Lê Hà", "phone": "0987 654 322", "name": "Mua máy in"},
            {"name": "Vũ Lan", "sđt": "0987654323"},
            {"Name": "Đỗ Minh", "MOBILE": "+84987654324", "Company": "Công ty Hoa Sen"},
        ]
        leads = [self.lead_of(answer) for answer in self.take(*rows)]
        self.assertEqual([lead.contact_name for lead in leads], ["Trần Nam", "Lê Hà", "Vũ Lan", "Đỗ Minh"])
        self.assertEqual([lead.phone_sanitized[-1] for lead in leads], list("1234"))
        self.assertEqual(leads[1].name, "Mua máy in")
        self.assertEqual(leads[3].partner_name, "Công ty Hoa Sen")

    def test_the_same_external_id_gets_the_first_answer_again(self):
        [first] = self.take(AN, source="landing")
        for row in (AN, {**AN, "SĐT": "0900000000"}):
            [again] = self.take(row, source="landing")
            self.assertEqual(again, {**first, "matched_by": "external_id", "import_id": 0})
        [other] = self.take({**AN, "SĐT": "0987654321", "Email": ""}, source="facebook")
        self.assertNotEqual(other["lead_id"], first["lead_id"], "ids are those of one source")
        one, two = self.take({**AN, "external_id": 7}, {**AN, "external_id": "7"}, source="zalo")
        self.assertEqual(one["lead_id"], two["lead_id"])
        self.assertEqual((one["matched_by"], two["matched_by"]), ("phone", "external_id"))

    def test_after_a_merge_the_lead_that_is_left_is_named(self):
        [first] = self.take(AN, source="landing")
        second = self.take({**AN, "external_id": "n2"}, source="landing", policy="create")[0]
        left = (self.lead_of(first) | self.lead_of(second)).merge_opportunity()
        again = self.take(AN, {**AN, "external_id": "n2"}, source="landing")
        self.assertEqual([answer["lead_id"] for answer in again], [left.id] * 2)

    def test_a_row_that_failed_may_be_sent_again(self):
        bad = {**AN, "SĐT": ["0912345678"]}
        self.assertEqual(self.take(bad, source="landing")[0]["error"]["code"], "wrong_type")
        self.assertEqual(self.take(AN, source="landing")[0]["outcome"], "created")

    def test_policies_for_people_who_are_there(self):
        [first] = self.take({"contact_name": "Nguyễn Văn An", "phone": "0912345678"})
        more = {"Họ tên": "Nguyễn Văn An", "SĐT": "84912345678", "Chức vụ": "Giám đốc"}
        [skipped] = self.take(more, policy="skip")
        self.assertEqual((skipped["outcome"], skipped["lead_id"]), ("skipped", first["lead_id"]))
        self.assertEqual((self.codes(skipped), skipped["matched_by"]), (["known"], "phone"))
        [updated] = self.take(more)
        self.assertEqual((updated["outcome"], updated["lead_id"]), ("updated", first["lead_id"]))
        self.assertEqual(self.lead_of(first).function, "Giám đốc")
        [joined] = self.take(more)
        self.assertEqual((joined["outcome"], joined["lead_id"]), ("joined", first["lead_id"]))
        self.take({**more, "Chức vụ": "Kế toán"})
        self.assertEqual(self.lead_of(first).function, "Giám đốc", "only empty fields are filled")
        self.take({**more, "Chức vụ": "Kế toán"}, policy="update_all")
        self.assertEqual(self.lead_of(first).function, "Kế toán")
        [created] = self.take(more, policy="create")
        self.assertNotEqual(created["lead_id"], first["lead_id"])

    def test_a_title_made_of_the_name_replaces_none(self):
        [first] = self.take({"name": "Mua máy in", "contact_name": "Nguyễn Văn An", "phone": "0912345678"})
        self.take({"contact_name": "Nguyễn Văn An", "phone": "0912345678", "function": "Kế toán"}, policy="update_all")
        self.assertEqual(self.lead_of(first).name, "Mua máy in")

    def test_one_row_s_fault_is_its_own(self):
        wrong = {
            "wrong_type": [
                "Nguyễn Văn An",
                None,
                {"phone": ["0912345678"]},
                {"phone": {"a": 1}},
                {"phone": True},
                {"phone": b"0912345678"},
                {"phone": float("nan")},
                {"external_id": [1], "phone": "0912345678"},
            ],
            "bad_character": [{"contact_name": "An\0", "phone": "0912345678"}, {"contact_name": "An \ud83d"}],
            "too_long": [{"contact_name": "An" * 20_000}, {"phone": 10**40}, {"external_id": "x" * 201, "phone": "1"}],
            "too_many_keys": [{f"cột {number}": "x" for number in range(201)}],
            "wrong_key": [{1: "An"}, {"": "An"}, {"x" * 301: "An"}, {"a\0": "An"}],
            "empty_row": [{}, {"phone": "", "contact_name": None, "email_from": False}],
            "not_writable": [
                {"contact_name": "An", "l10n_vn_import_id": 3},
                {"contact_name": "An", "date_conversion": "2026-01-01"},
                {"contact_name": "An", "activity_ids/summary": "Gọi"},
            ],
            "invalid_value": [{"contact_name": "An", "company_id": 99_999_999}],
        }
        rows = [(code, row) for code, of_code in wrong.items() for row in of_code]
        good = {"contact_name": "Lê Hà", "phone": "0987654321"}
        *answers, last = self.take(*(row for _code, row in rows), good)
        self.assertEqual(last["outcome"], "created")
        for (code, row), answer in zip(rows, answers, strict=True):
            with self.subTest(row=str(row)[:60]):
                self.assertEqual((answer["outcome"], answer["error"]["code"]), ("failed", code))
                self.assertTrue(answer["error"]["message"])
                self.assertEqual(answer["lead_id"], 0)

    def test_values_as_people_write_them(self):
        [answer] = self.take(
            {"contact_name": "An", "phone": 912345678.0, "date_deadline": "12/03/2026", "expected_revenue": "15tr"}
        )
        lead = self.lead_of(answer)
        self.assertEqual((lead.phone_sanitized, str(lead.date_deadline)), ("+84912345678", "2026-03-12"))
        self.assertEqual(lead.expected_revenue, 15_000_000)

    def test_doubts_are_warnings_with_field_and_code(self):
        self.new_user("lan.b", name="Phạm Thị Lan", groups="sales_team.group_sale_salesman")
        row = {
            "Họ tên": "An",
            "SĐT": "09123",
            "Hạn chót": "hôm nào rảnh",
            "Nhân viên": "Phạm Thị Lan",
            "màu": "đỏ",
        }
        [answer] = self.take(row)
        self.assertEqual(answer["outcome"], "created")
        found = {(warning["field"], warning["code"]) for warning in answer["warnings"]}
        expected = {("SĐT", "no_phone"), ("Hạn chót", "no_date"), ("màu", "unknown_key"), ("", "no_contact")}
        self.assertLessEqual(expected | {("Nhân viên", "ambiguous_user")}, found)
        self.assertIn("đỏ", self.lead_of(answer).description)
        [phone] = [warning for warning in answer["warnings"] if warning["code"] == "no_phone"]
        self.assertIn("không phải là số điện thoại", phone["message"], "in the language of the user")

    def test_a_row_lacks_the_columns_of_others(self):
        rows = [
            {"contact_name": "Lê Hà", "phone": "0987654321", "user_id": self.nam.id},
            {"contact_name": "Vũ Lan", "phone": "0987654322"},
        ]
        given, own = self.take(*rows, user=self.lan)
        self.assertEqual((given["owner"], own["owner"]), ("Lê Văn Nam", "Phạm Thị Lan"))

    def test_the_context_presets_place_and_owner(self):
        team = self.new_team(self.nam)
        program = self.program(self.lan).with_context(default_team_id=team.id, default_user_id=self.nam.id)
        [answer] = program.l10n_vn_intake([AN])
        lead = self.lead_of(answer)
        self.assertEqual((lead.team_id, lead.user_id), (team, self.nam))

    def test_a_preset_of_no_salesperson_is_none_for_a_campaign(self):
        program = self.program(self.lan).with_context(default_user_id=False)
        [answer] = program.l10n_vn_intake([{**AN, "Chiến dịch": "Hội chợ xuân 2027"}])
        lead = self.lead_of(answer)
        self.assertEqual((lead.user_id.id, lead.campaign_id.user_id), (False, self.lan))

    def test_a_row_that_only_resembles_someone_is_held_for_review(self):
        self.take({"contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"})
        [answer] = self.take({"contact_name": "Trần Thị Hà", "phone": "028 3822 1234"})
        self.assertEqual((answer["outcome"], answer["lead_id"]), ("review", 0))
        self.assertEqual(self.codes(answer)[-1:], ["resembles"])
        record = self.env["crm.lead.import"].browse(answer["import_id"])
        record.line_ids.with_user(self.hoa).action_colleague()
        self.assertEqual(record.created_count, 1)

    def decide(self, answer, decision):
        """Decide on the row for review of ``answer``, as the user on the screen."""
        lines = self.env["crm.lead.import"].browse(answer["import_id"]).line_ids.with_user(self.hoa)
        getattr(lines.with_context(lang="vi_VN"), f"action_{decision}")()

    def test_a_repeat_tells_what_was_decided_since(self):
        [known] = self.take({"contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"})
        row = {
            "contact_name": "Trần Thị Hà",
            "phone": "028 3822 1234",
            "l10n_vn_phone2": "09123",
            "function": "Kế toán",
        }
        for decision, outcome, surname in (
            ("same_person", "updated", "Lê"),
            ("new_person", "created", "Trần"),
            ("colleague", "created", "Vũ"),
        ):
            with self.subTest(decision=decision):
                row = {**row, "external_id": decision, "contact_name": f"{surname} Thị Hà"}
                [held] = self.take(row, source="landing")
                self.assertEqual((held["outcome"], held["first_outcome"], held["lead_id"]), ("review", "review", 0))
                [waiting] = self.take(row, source="landing")
                self.assertEqual((waiting["outcome"], waiting["matched_by"]), ("review", "external_id"))
                self.decide(held, decision)
                [decided] = self.take(row, source="landing")
                self.assertEqual((decided["outcome"], decided["first_outcome"]), (outcome, "review"))
                self.assertEqual(decided["matched_by"], "external_id")
                self.assertEqual(decided["lead_id"] == known["lead_id"], decision == "same_person")
                self.assertTrue(self.lead_of(decided).exists())
                codes = self.codes(decided)
                self.assertIn("no_phone", codes, "what was read with doubt is still told")
                self.assertNotIn("resembles", codes)

    def test_rows_of_an_undone_import_come_in_again(self):
        self.take({"contact_name": "Lê Hà", "phone": "0987654321"})
        self.take({"contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"})
        new = {**AN, "external_id": "u1"}
        known = {"contact_name": "Lê Hà", "phone": "0987654321", "function": "Kế toán", "external_id": "u2"}
        held = {"contact_name": "Trần Thị Hà", "phone": "028 3822 1234", "external_id": "u3"}
        worked_on = {"contact_name": "Vũ Lan", "phone": "0987654322", "external_id": "u4"}
        rows = [new, known, held, worked_on]
        first = self.take(*rows, source="landing")
        self.assertEqual([answer["outcome"] for answer in first], ["created", "updated", "review", "created"])
        with patch.object(self.registry["crm.lead.import"], "_touched", lambda record, leads: leads & kept):
            kept = self.lead_of(first[3])
            self.program().l10n_vn_undo(import_id=first[0]["import_id"])
        again = self.take(*[{**row, "function": "Giám đốc"} for row in rows], source="landing")
        self.assertEqual([answer["outcome"] for answer in again], ["created", "updated", "review", "created"])
        self.assertEqual([answer["matched_by"] for answer in again], ["", "phone", "", "external_id"])
        self.assertEqual(self.lead_of(again[1]).function, "Giám đốc")

    def test_the_owner_of_a_hidden_lead_is_named_and_counted(self):
        self.env["crm.lead"].create({"name": "An", "phone": "0912345678", "user_id": self.nam.id})
        [answer] = self.take(AN, source="landing")
        self.assertEqual((answer["outcome"], answer["lead_id"], answer["owner"]), ("skipped", 0, "Lê Văn Nam"))
        self.assertEqual(self.codes(answer), ["hidden"])
        self.assertEqual(self.take(AN, source="landing")[0]["owner"], "Lê Văn Nam")
        disclosures = self.registry["crm.lead.disclosure"]
        with patch.object(disclosures, "_count_shown", return_value=False) as counted:
            [answer] = self.take(AN, source="landing")
        self.assertEqual(counted.call_args.args, (1,))
        self.assertEqual((answer["owner"], self.codes(answer)), ("", ["hidden", "owner_limit"]))

    def test_an_answer_reveals_no_lead_of_a_colleague(self):
        """Ids of a source can be guessed: who may not read the lead gets neither its id nor the remarks on it."""
        self.take({**AN, "Hạn chót": "hôm nào rảnh"}, source="landing", user=self.nam)
        [answer] = self.take(AN, source="landing", user=self.hoa)
        self.assertEqual((answer["lead_id"], answer["warnings"], answer["owner"]), (0, [], "Lê Văn Nam"))

    def test_a_dry_run_answers_and_stores_nothing(self):
        before = self.env["crm.lead"].search_count([]), self.env["crm.lead.import"].search_count([])
        rows = [AN, {**AN, "external_id": "n2"}, {"phone": [1]}]
        tried = self.take(*rows, source="landing", dry_run=True)
        after = self.env["crm.lead"].search_count([]), self.env["crm.lead.import"].search_count([])
        self.assertEqual(before, after)
        done = self.take(*rows, source="landing")
        for one, other in zip(tried, done, strict=True):
            self.assertEqual({**one, "lead_id": 0, "import_id": 0}, {**other, "lead_id": 0, "import_id": 0})
        self.assertEqual([answer["outcome"] for answer in done], ["created", "joined", "failed"])

    def test_a_dry_run_leaves_the_caller_s_transaction_and_the_caches_as_they_were(self):
        lead = self.env["crm.lead"].create({"name": "Máy in", "phone": "0987654321", "contact_name": "Lê Hà"})
        counted = ("crm.lead", "crm.lead.import", "crm.tag", "utm.source", "mail.message", "mail.mail", "ir.attachment")
        tables = (*counted, "crm.lead.import.line", "crm.lead.api.row", "mail.activity", "mail.followers")
        self.env.cr.flush()  # posts what the caller has tracked
        before = {model: self.env[model].sudo().search_count([]) for model in tables}
        self.env.registry.clear_cache("groups")
        lead.description = "Đang viết"
        tags, invalidated = self.env["crm.tag"], set(self.registry.cache_invalidated)
        row = {**AN, "Nhãn": "Nhãn chưa có", "Nguồn": "Hội chợ chưa có", "Ngày hẹn": "01/12/2030"}
        with patch.object(type(self.registry), "clear_all_caches", side_effect=AssertionError("caches of all screens")):
            tried = self.take(row, {"phone": "0987 654 321", "function": "Kế toán"}, dry_run=True, user=self.manager)
        self.assertEqual([answer["outcome"] for answer in tried], ["created", "updated"])
        self.assertEqual({model: self.env[model].sudo().search_count([]) for model in tables}, before)
        self.assertEqual(self.registry.cache_invalidated, invalidated, "other processes are told what the caller did")
        self.assertEqual((lead.description, lead.function), ("<p>Đang viết</p>", False))
        self.assertFalse(tags.name_search("Nhãn chưa có"))
        self.assertEqual(self.take(row, user=self.manager)[0]["outcome"], "created")
        self.assertTrue(tags.search([("name", "=", "Nhãn chưa có")]))

    def test_limits_are_told_in_the_error(self):
        for call, code, field in (
            (lambda: self.take(*[AN] * 1001), "too_many_rows", "rows"),
            (lambda: self.take({"contact_name": "x" * 30_000, "a": "y" * 5_000_000}), "too_large", "rows"),
            (lambda: self.take(*({f"{n} {i}": "x" for i in range(100)} for n in range(6))), "too_many_keys", "rows"),
            (lambda: self.program().l10n_vn_intake({"phone": "0912345678"}), "wrong_type", "rows"),
            (lambda: self.take(AN, policy="replace"), "not_allowed", "policy"),
            (lambda: self.take(AN, source="x" * 201), "too_long", "source"),
            (lambda: self.take(AN, source=5), "wrong_type", "source"),
            (lambda: self.take(AN, dry_run="yes"), "wrong_type", "dry_run"),
            (lambda: self.take(AN, sources="x"), "unknown_argument", "sources"),
            (lambda: self.program().l10n_vn_intake(), "missing_argument", "rows"),
        ):
            with self.subTest(code=code, field=field), self.refused(code, field):
                call()

    def test_undo_takes_a_call_back(self):
        [first] = self.take({**AN, "external_id": "", "Chức vụ": ""})
        answers = self.take({"contact_name": "Lê Hà", "phone": "0987654321"}, {**AN, "Chức vụ": "Kế toán"})
        done = self.program().l10n_vn_undo(import_id=answers[0]["import_id"])
        self.assertEqual((done["state"], done["counts"]["removed"], done["counts"]["restored"]), ("undone", 1, 1))
        self.assertFalse(self.lead_of(answers[0]).exists())
        self.assertFalse(self.lead_of(first).function)
        for arguments, code in (
            ({"import_id": first["import_id"] + 1000}, "unknown_record"),
            ({"import_id": answers[0]["import_id"]}, "undone"),
            ({"import_id": "x"}, "wrong_type"),
            ({"import_id": 1, "conversion_id": 1}, "missing_argument"),
            ({}, "missing_argument"),
        ):
            with self.subTest(code=code), self.refused(code, "import_id"):
                self.program().l10n_vn_undo(**arguments)
        with self.refused("unknown_record", "import_id"):
            self.program(self.nam).l10n_vn_undo(first["import_id"])

    def test_portal_and_public_users_get_nothing(self):
        portal = new_test_user(self.env, "khach", "base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            leads = self.program(user)
            for call in (
                lambda leads=leads: leads.l10n_vn_intake([AN]),
                lambda leads=leads: leads.l10n_vn_intake_start([AN]),
                lambda leads=leads: leads.l10n_vn_lookup(phone="0912345678"),
                lambda leads=leads: leads.l10n_vn_import_status(1),
                lambda leads=leads: leads.l10n_vn_undo(1),
            ):
                with self.assertRaises(AccessError) as refusal:
                    call()
                self.assertEqual(refusal.exception.context["code"], "no_access")

    def test_two_companies_know_nothing_of_each_other(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế", "country_id": self.env.ref("base.vn").id})
        hue = new_test_user(
            self.env,
            "hue",
            "sales_team.group_sale_salesman_all_leads",
            name="Lê Huệ",
            company_id=branch.id,
            company_ids=[Command.set(branch.ids)],
        )
        [ours] = self.take({**AN, "company_id/.id": self.env.company.id}, source="landing", user=self.lan)
        [theirs] = self.take(AN, source="landing", user=hue)
        self.assertEqual((theirs["outcome"], theirs["owner"]), ("created", "Lê Huệ"))
        self.assertNotEqual(ours["lead_id"], theirs["lead_id"])
        self.assertEqual(self.take(AN, source="landing", user=hue)[0]["lead_id"], theirs["lead_id"])

    def test_more_rows_cost_no_more_queries_a_row(self):
        def queries(count, start):
            rows = [
                {"contact_name": f"Khách {n}", "phone": f"09{n:08}", "external_id": str(n)}
                for n in range(start, start + count)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.take(*rows, source="landing")
            first = self.cr.sql_log_count - before
            self.take(*rows, source="landing")
            return first, self.cr.sql_log_count - before - first

        queries(50, 10_000_000)
        small, again = queries(50, 20_000_000)
        large, again_large = queries(500, 30_000_000)
        self.assertLess(large, small + 30, "by batches only")
        self.assertLessEqual(again_large, again + 2)
        self.assertLess(again, 10)

    def test_undo_takes_a_conversion_back(self):
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = False
        lead = self.env["crm.lead"].create({"name": "Máy in", "contact_name": "An", "user_id": self.manager.id})
        order = {"deduplicate": False, "customer": "create", "partner_id": False, "user_ids": [], "team_id": False}
        leads = lead.with_user(self.manager)
        record = leads.env["crm.lead.conversion"]._open(leads, {**order, "force_assignment": False}, background=False)
        record._go_on()
        self.assertEqual(lead.type, "opportunity")
        with self.refused("unknown_record", "conversion_id"):
            self.program().l10n_vn_undo(conversion_id=record.id)
        done = self.program(self.manager).l10n_vn_undo(conversion_id=record.id)
        self.assertEqual((done["state"], done["counts"]), ("undone", {"returned": 1, "kept": 0}))
        self.assertEqual(lead.type, "lead")
        with self.refused("undone", "conversion_id"):
            self.program(self.manager).l10n_vn_undo(conversion_id=record.id)


@tagged("post_install", "-at_install")
class TestLookup(ApiCase):
    def test_any_spelling_finds_who_has_it(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Máy in",
                "contact_name": "Nguyễn Văn An",
                "phone": "0912 345 678",
                "email_from": "an@saomai.vn",
                "l10n_vn_vat": "0100109106",
                "l10n_vn_zalo": "saomai.zalo",
                "user_id": self.hoa.id,
            }
        )
        for asked, kind in (
            ({"phone": "+84912345678"}, "phone"),
            ({"phone": 912345678}, "phone"),
            ({"phone": 84912345678}, "phone"),
            ({"email": "AN@saomai.vn"}, "email"),
            ({"vat": "0100109106"}, "vat"),
            ({"vat": 100109106, "phone": "0912.345.678"}, "phone"),
            ({"zalo": "zalo.me/saomai.zalo"}, "zalo"),
        ):
            with self.subTest(asked=asked):
                [match] = self.program().l10n_vn_lookup(**asked)
                self.assertEqual((match["model"], match["id"], match["owner"]), ("crm.lead", lead.id, "Trần Thị Hoa"))
                self.assertIn(kind, match["matched_by"])
                [hidden] = self.program(self.nam).l10n_vn_lookup(**asked)
                self.assertEqual((hidden["model"], hidden["id"], hidden["name"]), ("", 0, ""))
                self.assertEqual((hidden["owner"], hidden.keys()), ("Trần Thị Hoa", match.keys()))
        self.assertEqual(self.program().l10n_vn_lookup(phone="0999999999"), [])

    def test_what_cannot_be_asked_is_refused(self):
        for asked, code, field in (
            ({}, "missing_argument", ""),
            ({"phone": ["0912345678"]}, "wrong_type", "phone"),
            ({"email": 1.5}, "wrong_type", "email"),
            ({"mobile": "0912345678"}, "unknown_argument", "mobile"),
        ):
            with self.subTest(asked=asked), self.refused(code, field):
                self.program().l10n_vn_lookup(**asked)

    def test_domains_find_a_phone_in_every_spelling(self):
        values = [{"name": n, "phone": p} for n, p in (("A", "0912345678"), ("B", "+84 912 345 678"), ("C", "113"))]
        leads = self.env["crm.lead"].create([{**one, "user_id": self.hoa.id} for one in values])
        leads[2].l10n_vn_phone2 = "028 3822 1234"
        mine = [("id", "in", leads.ids)]
        for domain, names in (
            ([("phone", "=", "0912345678")], "AB"),
            ([("phone", "=", 912345678)], "AB"),
            ([("phone", "in", ["84912345678", "113"])], "ABC"),
            ([("phone", "ilike", "12345")], "AB"),
            ([("phone", "=", "(028) 38221234")], "C"),
            (["|", ("phone", "=", "0912.345.678"), ("name", "=", "C")], "ABC"),
            ([("phone", "!=", "0912345678")], "BC"),
            (["!", ("phone", "=", "0912345678")], "BC"),
            ([("phone", "=", False)], ""),
            ([("phone", "=", "091234567")], ""),
        ):
            with self.subTest(domain=domain):
                found = self.program().search([*mine, *domain], order="name")
                self.assertEqual("".join(found.mapped("name")), names)
                self.assertEqual(self.program().search_count([*mine, *domain]), len(names))
