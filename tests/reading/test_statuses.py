"""Words of a status column become stages, results of talks, lost or new leads; companies add words of their own."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged, users
from odoo.tools import html2plaintext, mute_logger
from psycopg2 import IntegrityError

from ...models.context import LIST_IMPORT
from ..importing.test_ledger import ImportCase

FIELDS, HEADINGS = ["contact_name", "phone", "stage_id"], ["Họ tên", "SĐT", "Tình trạng"]


class StatusCase(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.env.company.l10n_vn_lead_stages = True
        cls.stage = {
            name: cls.env.ref(f"l10n_vn_crm.crm_stage_{name}")
            for name in ("interested", "consulting", "trial", "bought")
        }
        cls.words = cls.env["crm.lead.status.word"]

    def outcome(self, name):
        return self.env.ref(f"l10n_vn_crm.crm_talk_outcome_{name}")

    def reason(self, name):
        return self.env.ref(f"l10n_vn_crm.crm_lost_reason_{name}")

    def import_statuses(self, *cells, policy="create", **more):
        """Import leads with these statuses; return the import and its leads in the order of the rows."""
        rows = [[f"Khách {number}", f"09123456{number:02}", cell] for number, cell in enumerate(cells)]
        record, answer = self.run_import(rows, policy, FIELDS, HEADINGS, **more)
        return record, self.env["crm.lead"].browse(answer["ids"])

    def notes(self, lead):
        return html2plaintext(lead.description or "")


@tagged("post_install", "-at_install")
class TestStatusColumn(StatusCase):
    def setUp(self):
        super().setUp()
        self.env = self.env(context=dict(self.env.context, default_type="lead", lang="vi_VN"))

    def assertStage(self, lead, name):
        self.assertEqual(lead.stage_id, self.stage[name])

    @users("hoa")
    def test_stages(self):
        cells = ["Đang tư vấn", "TIỀM NĂNG", "đã báo giá", "Học thử", "Tư vấn", "Consulting", "L2 - Hot", "dang tu van"]
        record, leads = self.import_statuses(*cells)
        names = ["consulting", "interested", "consulting", "trial", *["consulting"] * 2, "interested", "consulting"]
        for cell, lead, name in zip(cells, leads, names, strict=True):
            with self.subTest(cell):
                self.assertStage(lead, name)
        # What is not the stage's name stays readable.
        self.assertIn("Tình trạng: đã báo giá", self.notes(leads[2]))
        self.assertFalse(leads[4].description or leads[5].description)
        self.assertFalse(record.line_ids)

    @users("hoa")
    def test_new_ones_begin_in_the_first_stage(self):
        _record, leads = self.import_statuses("Chưa liên hệ", "Mới", "Not contacted", "")
        first = self.env["crm.lead"].create({"name": "Hà", "type": "lead"}).stage_id
        self.assertEqual(leads.stage_id, first)
        self.assertFalse(leads.l10n_vn_outcome_id)
        self.assertTrue(all(leads.mapped("active")))

    @users("hoa")
    def test_results_of_talks(self):
        cells = [
            "Không nghe máy",
            "KNM lần 2",
            "Thuê bao",
            "Hẹn gọi lại",
            "Sai số",
            "Đã nhắn Zalo",
            "Met",
            "Đã gọi",
            "Bắt máy",
        ]
        names = [*["no_answer"] * 3, "call_back", "wrong_number", "messaged", "met", "called", "talked"]
        record, leads = self.import_statuses(*cells)
        for cell, lead, name in zip(cells, leads, names, strict=True):
            with self.subTest(cell):
                self.assertEqual(lead.l10n_vn_outcome_id, self.outcome(name))
                self.assertEqual(lead.l10n_vn_no_answer_count, 1 if name == "no_answer" else 0)
                self.assertIn(cell, self.notes(lead))
        self.assertEqual((record.created_count, len(record.line_ids)), (9, 0))
        self.assertFalse(leads.activity_ids)

    @users("hoa")
    def test_junk_and_refusals_are_lost_with_a_reason(self):
        cells = ["Rác", "Không có nhu cầu", "Chê đắt", "Mua bên khác", "Không phù hợp", "Lost"]
        names = ["wrong_number", "no_need", "no_budget", "bought_elsewhere", "no_customer", "no_need"]
        record, leads = self.import_statuses(*cells)
        for cell, lead, name in zip(cells, leads, names, strict=True):
            with self.subTest(cell):
                self.assertEqual((lead.won_status, lead.active), ("lost", False))
                self.assertEqual(lead.lost_reason_id, self.reason(name))
        self.assertEqual(record.created_count, 6)
        shown = record.action_open_leads()
        self.assertEqual(self.env["crm.lead"].with_context(**shown["context"]).search_count(shown["domain"]), 6)
        record.action_undo()
        self.assertFalse(leads.exists())

    @users("hoa")
    def test_several_words_in_a_cell(self):
        cells = ["Đang tư vấn - không nghe máy", "Không nghe máy (sáng 12/3)", "Đã gọi, KNM", "Từ chối, tính sau"]
        _record, leads = self.import_statuses(*cells)
        self.assertStage(leads[0], "consulting")
        self.assertEqual(leads[:3].l10n_vn_outcome_id, self.outcome("no_answer"))
        self.assertEqual(leads[3].won_status, "pending")
        for cell, lead in zip(cells, leads, strict=True):
            self.assertIn(cell, self.notes(lead))

    @users("hoa")
    def test_unknown_words_stay_in_the_notes_and_a_warning_says_where_to_add_them(self):
        stages = self.env["crm.stage"].search_count([])
        record, [lead, _other] = self.import_statuses("Đang bay lượn", "Đã chốt lịch")
        self.assertIn("Tình trạng: Đang bay lượn", self.notes(lead))
        self.assertIn("Đang bay lượn", record.line_ids[0].message)
        self.assertIn("Từ chỉ trạng thái", record.line_ids[0].message)
        self.assertEqual(self.env["crm.stage"].search_count([]), stages)

    @users("hoa")
    def test_the_name_of_a_stage_goes_before_words(self):
        potential = self.env["crm.stage"].sudo().create({"name": "Tiềm năng", "l10n_vn_applies_to": "lead"})
        _record, [lead] = self.import_statuses("tiềm năng")
        self.assertEqual(lead.stage_id, potential)

    @users("hoa")
    def test_a_word_of_the_company(self):
        self.words.create({"name": "Ngâm  cứu", "stage_ids": [Command.set(self.stage["trial"].ids)]})
        self.words.create({"name": "Rác", "meaning": "new", "company_id": self.env.company.id})
        other = self.env["res.company"].sudo().create({"name": "Công ty khác"})
        self.words.create(
            {"name": "Mơ màng", "meaning": "outcome", "outcome_id": self.outcome("met").id, "company_id": other.id}
        )
        _record, leads = self.import_statuses("NGÂM CỨU", "rác", "Mơ màng")
        self.assertStage(leads[0], "trial")
        self.assertTrue(leads[1].active)
        self.assertFalse(leads[2].l10n_vn_outcome_id)

    @users("hoa")
    def test_opportunities_have_stages_of_their_own(self):
        self.env = self.env(context=dict(self.env.context, default_type="opportunity"))
        _record, leads = self.import_statuses("Đã báo giá", "Đang tư vấn", "Dùng thử", "Chưa gọi")
        stages = [self.env.ref(f"crm.stage_lead{number}") for number in (3, 2, 2, 1)]
        self.assertEqual(list(leads.mapped("stage_id")), list(dict.fromkeys(stages)))
        self.assertEqual([lead.stage_id for lead in leads], stages)

    @users("hoa")
    def test_won_leads(self):
        self.env.company.sudo().l10n_vn_requires_qualification = False
        self.env["crm.team"].sudo().search([]).l10n_vn_requires_qualification = False
        _record, [lead] = self.import_statuses("Đã chốt")
        won = self.env["crm.stage"]._l10n_vn_find_won_stages()[0]
        self.assertEqual((lead.stage_id, lead.type, lead.won_status), (won, "opportunity", "won"))
        self.assertTrue(lead.partner_id)

    @users("hoa")
    def test_won_leads_that_are_not_qualified_begin_in_the_first_stage(self):
        self.env.company.sudo().l10n_vn_requires_qualification = True
        self.env["crm.team"].sudo().search([]).l10n_vn_requires_qualification = True
        record, [lead, plain] = self.import_statuses("Đã chốt", "")
        self.assertEqual((record.created_count, record.failed_count), (2, 0))
        self.assertEqual((lead.type, lead.stage_id), ("lead", plain.stage_id))
        self.assertIn("Đã chốt", self.notes(lead))
        self.assertIn("Đã mua", record.line_ids.message)

    @users("hoa")
    def test_existing_leads_keep_their_result_and_stay_open(self):
        for policy in ("update_empty", "update_all"):
            with self.subTest(policy=policy):
                lead = self.lead(phone="+84912345600", contact_name="Khách 0")
                lead.l10n_vn_record_result(self.outcome("met").id)
                record, _leads = self.import_statuses("Không nghe máy", policy=policy)
                self.assertEqual((record.updated_count, lead.l10n_vn_outcome_id), (1, self.outcome("met")))
                record, _leads = self.import_statuses("Rác", policy=policy)
                self.assertEqual(lead.won_status, "pending")
                self.assertIn("Tình trạng: Rác", self.notes(lead))
                lead.sudo().unlink()

    @users("hoa")
    def test_a_row_with_an_id_changes_its_record(self):
        lead = self.lead(phone="+84912345600", contact_name="Khách 0")
        rows = [[str(lead.id), "Đang tư vấn"]]
        self.run_import(rows, fields=[".id", "stage_id"], headings=["ID", "Trạng thái"])
        self.assertStage(lead, "consulting")
        self.run_import([[str(lead.id), "Sai số"]], fields=[".id", "stage_id"], headings=["ID", "Trạng thái"])
        self.assertEqual(
            (lead.l10n_vn_outcome_id, lead.stage_id), (self.outcome("wrong_number"), self.stage["consulting"])
        )
        rows = [[str(lead.id), "Rác"]]
        record, _answer = self.run_import(rows, fields=[".id", "stage_id"], headings=["ID", "Trạng thái"])
        self.assertEqual((lead.won_status, lead.lost_reason_id), ("lost", self.reason("wrong_number")))
        record.action_undo()
        self.assertEqual((lead.won_status, lead.active, lead.lost_reason_id.id), ("pending", True, False))

    @users("hoa")
    def test_thousands_of_words_are_looked_up_once_a_column(self):
        leads = self.env["crm.lead"]
        cells = {"Đang tư vấn", "Rác"}
        leads._l10n_vn_find_statuses(cells)
        with self.assertQueryCount(hoa=30):
            self.env.invalidate_all()
            leads._l10n_vn_find_statuses(cells | {f"Từ {number}" for number in range(2000)})

    @users("hoa")
    def test_no_caller_forges_a_result_through_the_fields_of_lists(self):
        leads = self.env["crm.lead"]
        values = {"name": "Hà", "l10n_vn_list_outcome_id": self.outcome("met").id}
        self.assertFalse(leads.create(values).l10n_vn_outcome_id)
        result = leads.load(["name", "stage_id"], [["Hà", "Không nghe máy"]])
        self.assertFalse(leads.browse(result["ids"]).l10n_vn_outcome_id)
        lead = self.lead()
        lead.write({"l10n_vn_list_outcome_id": self.outcome("met").id})
        self.assertFalse(lead.l10n_vn_outcome_id)
        told = LIST_IMPORT.on(leads).create(values)
        self.assertEqual(told.l10n_vn_outcome_id, self.outcome("met"))


@tagged("post_install", "-at_install")
class TestStatusWords(StatusCase):
    def test_only_managers_change_the_table(self):
        word = self.words.search([], limit=1)
        for user in (self.hoa, self.nam):
            theirs = self.words.with_user(user)
            self.assertTrue(theirs.search([], limit=1))
            for attempt in (
                lambda theirs=theirs: theirs.create({"name": "Lạ", "meaning": "new"}),
                lambda user=user: word.with_user(user).write({"meaning": "new"}),
                lambda user=user: word.with_user(user).unlink(),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        self.words.with_user(self.manager).create({"name": "Lạ", "meaning": "new"}).unlink()

    def test_words_of_other_companies_are_hidden(self):
        other = self.env["res.company"].create({"name": "Công ty khác"})
        word = self.words.create({"name": "Mơ màng", "meaning": "new", "company_id": other.id})
        self.assertNotIn(word, self.words.with_user(self.manager).search([]))
        with self.assertRaises(AccessError):
            word.with_user(self.manager).read(["name"])

    def test_a_word_says_what_it_means(self):
        for values in (
            {"meaning": "stage"},
            {"meaning": "outcome"},
            {"meaning": "lost"},
            {"name": "?!", "meaning": "new"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.words.create({"name": "Lạ", **values})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.words.create([{"name": "Lạ", "meaning": "new"}, {"name": "LẠ", "meaning": "new"}])

    def test_the_form(self):
        with Form(self.words.with_user(self.manager)) as form:
            form.name = " Đang   suy nghĩ "
            form.meaning = "outcome"
            form.outcome_id = self.outcome("called")
        self.assertEqual(form.record.name, "Đang suy nghĩ")

    def test_the_set_up_adds_what_is_missing_and_changes_nothing(self):
        count = self.words.search_count([])
        changed = self.words.search([("name", "=", "Rác")])
        changed.write({"meaning": "new"})
        gone = self.words.search([("name", "=", "Spam")])
        gone.unlink()
        self.words.search([("name", "=", "Junk")]).name = "Junk mail"
        own = self.words.create({"name": "SPAM", "meaning": "new"})
        self.words._l10n_vn_set_up()
        self.assertEqual((changed.meaning, own.meaning), ("new", "new"))
        self.assertEqual(self.words.search_count([]), count)
        self.assertEqual(self.words.search_count([("name", "=ilike", "spam")]), 1)
