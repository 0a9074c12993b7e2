"""A row that only shares a phone with somebody waits for a person's decision."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from ..connections import ConnectionCase
from .test_ledger import ImportCase

FIELDS = ["contact_name", "phone", "email_from", "partner_name", "expected_revenue"]
HEADINGS = ["Họ tên", "Số điện thoại", "Email", "Công ty", "Doanh thu"]
LANDLINE = "028 3822 1234"


class ReviewCase(ImportCase):
    def import_rows(self, rows, policy="update_empty", **options):
        return self.run_import(rows, policy, FIELDS, HEADINGS, **options)[0]

    def ha(self, phone=LANDLINE, email="ha@saomai.vn", company="", revenue="1500000000"):
        return ["Trần Thị Hà", phone, email, company, revenue]

    def an(self, **vals):
        return self.lead(
            name="An mua bàn",
            type="opportunity",
            contact_name="Nguyễn Văn An",
            phone="+84 28 3822 1234",
            email_from="an@saomai.vn",
            **vals,
        )


@tagged("post_install", "-at_install")
class TestImportReview(ReviewCase):
    @users("hoa")
    def test_a_row_of_somebody_else_waits_and_changes_nothing(self):
        an = self.an()
        self.env.flush_all()
        for policy in ("skip", "update_empty", "update_all"):
            with self.subTest(policy=policy):
                before = an.read()
                record = self.import_rows([self.ha(), ["Lê Quốc Tuấn", "0903 456 789", "", "", ""]], policy)
                counts = record.created_count, record.updated_count, record.skipped_count, record.review_count
                self.assertEqual(counts, (1, 0, 0, 1))
                self.assertEqual(record.state, "done")
                self.env.invalidate_all()
                self.assertEqual(an.read(), before)
                line = record.line_ids.filtered(lambda line: line.outcome == "review")
                self.assertEqual((line.lead_id, line.cells[0]), (an, "Trần Thị Hà"))
                self.assertIn("Nguyễn Văn An", line.message)
                self.assertFalse(self.env["crm.lead"].search([("contact_name", "=", "Trần Thị Hà")]))
                self.assertEqual(record.action_open_review()["domain"], [("import_id", "in", record.ids)])
                self.assertIn("1 to review", record._summary())
                record.lead_ids.sudo().unlink()

    @users("hoa")
    def test_what_is_held_and_what_is_known(self):
        for told, known, row, outcome in (
            ("form of the name", {}, ["Anh An", LANDLINE, "", "", ""], "updated"),
            ("no name", {}, ["", LANDLINE, "", "Sao Mai", ""], "updated"),
            ("own e-mail", {}, ["Trần Thị Hà", LANDLINE, "an@saomai.vn", "Sao Mai", ""], "updated"),
            (
                "one e-mail not known",
                {"email_from": False},
                ["Trần Thị Hà", LANDLINE, "ha@saomai.vn", "", ""],
                "review",
            ),
            ("shared mailbox", {"email_from": "info@saomai.vn"}, ["Hà", "", "info@saomai.vn", "", "5"], "review"),
            (
                "mailbox, same name",
                {"email_from": "info@saomai.vn"},
                ["Anh An", "", "info@saomai.vn", "", "5"],
                "updated",
            ),
            ("second phone", {"l10n_vn_phone2": "0912345678"}, ["Trần Thị Hà", "0912 345 678", "", "", ""], "review"),
        ):
            with self.subTest(told):
                an = self.an()
                an.write(known)
                row[4] = row[4] or "7000000"
                record = self.import_rows([row])
                self.assertEqual(record[f"{outcome}_count"], 1, record.line_ids.mapped("message"))
                self.assertEqual(bool(an.expected_revenue), outcome == "updated")
                an.sudo().unlink()

    @users("hoa")
    def test_zalo_and_tax_code_prove(self):
        for name, value in (("l10n_vn_zalo", "zalo.me/saomai"), ("l10n_vn_vat", "0100109106")):
            with self.subTest(name):
                an = self.an(**{name: value})
                record, _answer = self.run_import(
                    [["Trần Thị Hà", LANDLINE, value, "Kế toán"]],
                    "update_empty",
                    ["contact_name", "phone", name, "function"],
                    ["Họ tên", "SĐT", "Mã", "Chức vụ"],
                )
                self.assertEqual((record.updated_count, an.function), (1, "Kế toán"))
                an.sudo().unlink()

    @users("hoa")
    def test_colleagues_within_a_file_wait_the_same_person_does_not(self):
        rows = [["Nguyễn Văn An", LANDLINE, "", "Sao Mai", ""], self.ha(), ["Anh An", LANDLINE, "an@saomai.vn", "", ""]]
        for policy, outcome in (("skip", "skipped"), ("update_empty", "updated")):
            with self.subTest(policy=policy):
                record = self.import_rows(rows, policy)
                self.assertEqual((record.created_count, record[f"{outcome}_count"], record.review_count), (1, 1, 1))
                self.assertEqual(record.lead_ids.contact_name, "Nguyễn Văn An")
                record.lead_ids.sudo().unlink()

    @users("hoa")
    def test_a_number_of_two_people_is_nobodys(self):
        self.an()
        self.lead(contact_name="Trần Thị Hà", phone=LANDLINE)
        record = self.import_rows([["", LANDLINE, "", "", "5"], ["Anh An", LANDLINE, "", "", "5"]], "update_all")
        self.assertEqual((record.updated_count, record.review_count), (1, 1))

    @users("hoa")
    def test_create_anyway_asks_nobody(self):
        self.an()
        record = self.import_rows([self.ha()], "create")
        self.assertEqual((record.created_count, record.review_count), (1, 0))

    @users("hoa")
    def test_a_customer_of_another_name_holds_the_row_too(self):
        company = (
            self.env["res.partner"]
            .sudo()
            .create({"name": "Công ty TNHH Sao Mai", "is_company": True, "phone": LANDLINE})
        )
        record = self.import_rows([self.ha(), self.ha(company="Sao Mai", email="")], "skip")
        self.assertEqual((record.review_count, record.skipped_count), (1, 1))
        line = record.line_ids.filtered(lambda line: line.outcome == "review")
        self.assertEqual(line.partner_id, company)
        line.action_colleague()
        self.assertEqual(record.lead_ids.partner_name, "Công ty TNHH Sao Mai")

    @users("hoa")
    def test_the_test_counts_them_and_leaves_nothing(self):
        self.an()
        _record, answer = self.run_import([self.ha()], "update_all", FIELDS, HEADINGS, dryrun=True)
        self.assertEqual(answer["l10n_vn_counts"], {"review": 1})
        self.assertFalse(self.env["crm.lead.import.line"].search_count([]))

    @users("hoa")
    def test_in_the_background_the_importer_is_told(self):
        an = self.an()
        record = self.env["crm.lead.import"]._l10n_vn_start(
            {"file_name": "hội chợ.csv", "headings": HEADINGS, "mapping": FIELDS, "position": 0},
            b"",
            {"l10n_vn_policy": "update_all", "l10n_vn_background": "yes"},
            [(2, self.ha())],
            [],
        )
        record._as_user()._step(record._stored_rows())
        self.assertEqual((record.state, record.review_count, an.expected_revenue), ("done", 1, 0))
        about = [("model", "=", record._name), ("res_id", "=", record.id)]
        told = self.env["mail.message"].sudo().search(about, limit=1)
        self.assertIn("1 to review", record.with_context(lang="en_US")._summary())
        self.assertIn(record.with_context(lang=self.hoa.lang)._summary(), told.body)

    @users("hoa")
    def test_rows_held_cost_no_query_each(self):
        def queries(count):
            self.env["crm.lead"].create(
                [
                    {"name": "Cũ", "type": "lead", "contact_name": "Nguyễn Văn An", "phone": f"+84962{count:03}{n:03}"}
                    for n in range(count)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            record = self.import_rows([self.ha(phone=f"0962{count:03}{n:03}", email="") for n in range(count)])
            self.assertEqual(record.review_count, count)
            return self.env.cr.sql_log_count - before

        queries(10)
        few, many = queries(30), queries(120)
        self.assertLess(many - few, 5)


@tagged("post_install", "-at_install")
class TestImportDecision(ReviewCase):
    def held(self, rows=None, policy="update_empty"):
        record = self.import_rows(rows or [self.ha()], policy)
        self.assertEqual(record.review_count, len(rows or [1]))
        return record, record.line_ids

    @users("hoa")
    def test_same_person(self):
        for policy, expected, outcome in (
            ("update_empty", ("an@saomai.vn", 1500000000), "updated"),
            ("update_all", ("ha@saomai.vn", 1500000000), "updated"),
            ("skip", ("an@saomai.vn", 0), "skipped"),
        ):
            with self.subTest(policy=policy):
                an = self.an()
                record, line = self.held(policy=policy)
                line.action_same_person()
                self.assertEqual((an.email_from, an.expected_revenue), expected)
                self.assertEqual((line.outcome, line.lead_id, record.review_count), (outcome, an, 0))
                self.assertEqual(record[f"{outcome}_count"], 1)
                self.assertIn("Hoa", line.message)
                an.sudo().unlink()

    @users("hoa")
    def test_new_person(self):
        an = self.an()
        record, line = self.held()
        line.action_new_person()
        ha = record.lead_ids
        self.assertEqual((ha.contact_name, ha.email_from, ha.expected_revenue), ("Trần Thị Hà", "ha@saomai.vn", 1.5e9))
        self.assertEqual((ha.phone_sanitized, ha.user_id, ha.partner_name), ("+842838221234", self.hoa, False))
        self.assertEqual((line.outcome, line.lead_id, record.created_count), ("created", ha, 1))
        self.assertEqual((an.email_from, an.expected_revenue), ("an@saomai.vn", 0))

    @users("hoa")
    def test_colleague(self):
        company = (
            self.env["res.partner"]
            .sudo()
            .create(
                {"name": "Công ty TNHH Sao Mai", "is_company": True, "vat": "0100109106", "email": "info@saomai.vn"}
            )
        )
        contact = company.create({"name": "Nguyễn Văn An", "parent_id": company.id, "phone": LANDLINE})
        for told, known, expected in (
            ("named", {"partner_name": "Cty Sao Mai"}, ("Cty Sao Mai", False)),
            ("customer", {"partner_id": contact.id}, (company.name, "0100109106")),
            ("nothing known", {}, (False, False)),
        ):
            with self.subTest(told):
                an = self.an(**known)
                record, line = self.held()
                line.action_colleague()
                ha = record.lead_ids
                self.assertEqual((ha.partner_name, ha.l10n_vn_vat), expected)
                self.assertEqual((ha.contact_name, ha.email_from), ("Trần Thị Hà", "ha@saomai.vn"))
                self.assertEqual((line.outcome, an.expected_revenue), ("created", 0))
                (an + ha).sudo().unlink()

    @users("hoa")
    def test_many_rows_at_once_make_each_person_once(self):
        an = self.an(partner_name="Cty Sao Mai")
        rows = [self.ha(), ["Lê Anh Tú", LANDLINE, "", "", ""], ["Chị Hà", LANDLINE, "", "", "5"]]
        record, lines = self.held(rows)
        lines.action_colleague()
        self.assertEqual(set(record.lead_ids.mapped("contact_name")), {"Trần Thị Hà", "Lê Anh Tú"})
        self.assertEqual(set(record.lead_ids.mapped("partner_name")), {"Cty Sao Mai"})
        self.assertEqual((record.created_count, record.review_count), (2, 0))
        self.assertEqual(lines.mapped("outcome"), ["created", "created", "updated"], "she meets her own lead")
        self.assertFalse(an.expected_revenue)

    @users("hoa")
    def test_who_has_come_meanwhile_is_met(self):
        self.an()
        record, line = self.held()
        ha = self.lead(contact_name="Chị Hà", phone=LANDLINE)
        line.action_new_person()
        self.assertEqual((record.created_count, record.updated_count, line.lead_id), (0, 1, ha))
        self.assertEqual(ha.email_from, "ha@saomai.vn")

    @users("hoa")
    def test_nobody_decides_twice(self):
        self.an()
        record, line = self.held()
        line.action_new_person()
        for again in (line.action_new_person, line.action_same_person, line.action_colleague):
            with self.assertRaises(UserError):
                again()
        self.assertEqual(len(record.lead_ids), 1)

    @users("hoa")
    def test_what_was_decided_is_undone(self):
        an = self.an(function="Giám đốc")
        rows = [self.ha(), self.ha(email="")]
        rows[1][0] = "Lê Anh Tú"
        record, lines = self.held(rows, "update_all")
        lines[0].action_same_person()
        lines[1].action_new_person()
        new = record.lead_ids
        self.assertEqual((an.contact_name, new.contact_name), ("Trần Thị Hà", "Lê Anh Tú"))
        record.action_undo()
        self.assertEqual((an.contact_name, an.email_from, an.expected_revenue), ("Nguyễn Văn An", "an@saomai.vn", 0))
        self.assertFalse(new.exists())
        self.assertEqual((record.state, record.removed_count, record.restored_count), ("undone", 1, 1))

    @users("hoa")
    def test_the_last_decision_is_undone_first(self):
        an = self.an()
        rows = [self.ha(), ["Anh An", LANDLINE, "an.nguyen@saomai.vn", "", ""]]
        record = self.import_rows(rows, "update_all")
        self.assertEqual((an.email_from, record.review_count), ("an.nguyen@saomai.vn", 1))
        record.line_ids.filtered(lambda line: line.outcome == "review").action_same_person()
        self.assertEqual(an.email_from, "ha@saomai.vn")
        record.action_undo()
        self.assertEqual(an.email_from, "an@saomai.vn")

    @users("hoa")
    def test_rows_of_an_import_that_is_undone_stay_out(self):
        self.an()
        record, line = self.held()
        record.action_undo()
        with self.assertRaises(UserError):
            line.action_new_person()

    @users("hoa")
    def test_a_lead_that_is_gone_is_no_ones(self):
        an = self.an()
        record, line = self.held()
        an.sudo().unlink()
        with self.assertRaises(UserError):
            line.action_same_person()
        line.action_new_person()
        self.assertEqual(record.created_count, 1)

    def test_rights(self):
        self.env = self.env(user=self.hoa)
        self.an()
        _record, line = self.held()
        for verb in ("action_same_person", "action_new_person", "action_colleague"):
            with self.subTest(verb=verb), self.assertRaises(AccessError):
                getattr(line.with_user(self.nam), verb)()
        with self.assertRaises(AccessError):
            line.write({"outcome": "created"})
        self.assertEqual(line.outcome, "review")

    def test_what_becomes_of_a_row_does_not_tell_the_name_of_a_hidden_lead(self):
        hidden = self.an(user_id=self.nam.id)
        self.env = self.env(user=self.hoa)
        told = set()
        for name in ("Nguyễn Văn An", "Anh An", "N.", "Trần Thị Hà", ""):
            row = [name, LANDLINE, "", "", "5"]
            record = self.import_rows([row], "update_all")
            line = record.line_ids
            told.add((line.outcome, line.message, line.lead_id.id))
            matches = self.env["crm.lead"].l10n_vn_who_has({"phone": LANDLINE, "contact_name": name})
            told.add(str(matches))
        self.assertEqual(len(told), 2, told)
        self.assertFalse(hidden.expected_revenue)
        for secret in ("Nguyễn Văn An", "an@saomai.vn", "An mua bàn"):
            self.assertNotIn(secret, str(told))

    def test_a_manager_decides_for_a_salesperson(self):
        self.env = self.env(user=self.hoa)
        self.an()
        _record, line = self.held()
        line.with_user(self.manager).action_new_person()
        self.assertEqual((line.lead_id.contact_name, line.lead_id.user_id), ("Trần Thị Hà", self.hoa))

    def test_a_lead_handed_over_meanwhile_is_not_changed(self):
        self.env = self.env(user=self.hoa)
        an = self.an()
        _record, line = self.held()
        an.sudo().user_id = self.nam
        line.action_same_person()
        self.assertEqual((line.outcome, an.sudo().expected_revenue), ("skipped", 0))


@tagged("post_install", "-at_install")
class TestTwoDecide(ConnectionCase):
    def test_two_who_decide_at_once_make_one_lead(self):
        def prepare(env):
            env["crm.lead"].create({"name": "An mua bàn", "contact_name": "Nguyễn Văn An", "phone": "0287 300 1234"})
            record = env["crm.lead.import"]._l10n_vn_start(
                {
                    "file_name": "cùng lúc.csv",
                    "headings": ["Họ tên", "SĐT"],
                    "mapping": ["contact_name", "phone"],
                    "position": 0,
                },
                b"",
                {"l10n_vn_policy": "update_all"},
                rows := [(2, ["Trần Thị Hà", "0287 300 1234"])],
                [],
            )
            record._l10n_vn_answer_screen(rows=rows)
            return record.line_ids.id

        def take_back(env):
            env["crm.lead"].search([("contact_name", "in", ["Nguyễn Văn An", "Trần Thị Hà"])]).unlink()
            env["crm.lead.import"].search([("file_name", "=", "cùng lúc.csv")]).unlink()

        groups = "base.group_user,sales_team.group_sale_manager"
        managers = self.new_users({"lan.quyetdinh": "Lan", "mai.quyetdinh": "Mai"}, groups)
        line_id = self.run_apart(prepare)
        self.addCleanup(self.run_apart, take_back)

        def act(env):
            try:
                return env["crm.lead.import.line"].browse(line_id).action_new_person()
            except UserError as error:
                return str(error)

        done = self.at_once(
            *((manager, act) for manager in managers),
            look=lambda env: env["crm.lead.import.line"].browse(line_id).outcome,
        )
        self.assertEqual(sorted(answer is True for answer in done), [False, True])
        made = self.run_apart(lambda env: env["crm.lead"].search_count([("contact_name", "=", "Trần Thị Hà")]))
        self.assertEqual(made, 1)
