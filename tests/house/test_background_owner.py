"""Background work whose user leaves, loses a company or loses rights: it stops with its reason, and others continue."""

import contextlib
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..care.test_tidy import TidyCase
from ..common import CONTACTS, MANAGER, person
from ..conversion.test_mass_conversion import MassCase
from ..importing.test_ledger import ImportCase

_LOG = "odoo.addons.l10n_vn_crm.models.background"


class OwnerCase:
    """What may happen to a user while their work waits, and how it is run."""

    CRON = ""

    def work(self, stops=True):
        action = self.env.ref(f"l10n_vn_crm.{self.CRON}")
        with self.enter_registry_test_mode():
            if stops:
                with self.assertLogs(_LOG, "ERROR"):
                    action.method_direct_trigger()
            else:
                action.method_direct_trigger()
        self.env.invalidate_all()

    def archive(self, user):
        user.sudo().active = False

    def take_rights(self, user):
        user.sudo().group_ids = [(6, 0, self.env.ref("base.group_user").ids)]

    def move(self, user):
        """Have ``user`` work in another company only."""
        other = self.env["res.company"].sudo().create({"name": "Chi nhánh Huế"})
        user.sudo().write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})

    @contextlib.contextmanager
    def taken_back(self):
        """Take back at the end what the block does: rights are cached."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.registry.clear_all_caches()
            self.env.invalidate_all()

    def ways(self):
        return {"archived": self.archive, "rights": self.take_rights, "company": self.move}

    def read_reason(self, record, lang):
        """Return the reason as a user with ``lang`` sees it in the form."""
        return dict(self.reasons(record, lang))[record.stop_reason]

    def assert_stopped(self, record, reason):
        self.assertEqual((record.state, record.stop_reason), ("failed", reason))
        self.assertTrue(record.error)
        for lang, word in (("vi_VN", "quản lý"), ("en_US", "sales manager")):
            self.assertIn(word, self.read_reason(record, lang).lower())

    def messages_to(self, user, record):
        """Return the messages on the stop of ``record`` that ``user`` was sent and may read."""
        link = f'model={record._name}&amp;res_id={record.id}"'
        domain = [("body", "like", link), ("notified_partner_ids", "in", user.partner_id.ids)]
        return self.env["mail.message"].with_user(user).search(domain)

    def assert_told(self, record, reason, *managers):
        """Check that ``managers`` were told once, in their language, and who works in another company was not."""
        for user in managers:
            told = self.messages_to(user, record)
            self.assertEqual(len(told), 1, user.name)
            name = record.with_user(user).with_context(lang=user.lang).display_name
            button = "Tiếp tục" if user.lang == "vi_VN" else "Continue"
            for part in (name, record.user_id.name, dict(self.reasons(record, user.lang))[reason], button):
                self.assertIn(part, told.body)
            self.assertIn(name, told.subject)
        self.assertFalse(self.messages_to(self.stranger, record))
        every = self.env["mail.message"].search([("body", "like", f'model={record._name}&amp;res_id={record.id}"')])
        self.assertNotIn(self.stranger.partner_id, every.notified_partner_ids)

    def reasons(self, record, lang):
        return record.with_context(lang=lang).fields_get(["stop_reason"])["stop_reason"]["selection"]

    @classmethod
    def add_managers(cls):
        """Add a manager who reads Vietnamese, and one of another company."""
        values = {"groups": f"{MANAGER},{CONTACTS}", "lang": "vi_VN"}
        cls.chi = cls.new_user("chi", name="Phạm Kim Chi", **values)
        branch = cls.env["res.company"].create({"name": "Công ty Bến Thành"})
        companies = {"company_id": branch.id, "company_ids": [(6, 0, branch.ids)]}
        cls.stranger = cls.new_user("thanh", name="Bùi Văn Thành", **values, **companies)


@tagged("post_install", "-at_install")
class TestImportOwner(OwnerCase, ImportCase):
    CRON = "crm_lead_import_cron"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.add_managers()

    def start(self, **context):
        rows = [[f"Khách {n}", f"091234567{n}", "", ""] for n in range(5)]
        robot, self.env = self.env, self.env(user=self.hoa, context={**self.env.context, **context})
        record, _answer = self.run_import(rows, "create", l10n_vn_background="yes")
        self.env = robot
        return record.with_env(robot)

    def test_work_of_a_user_who_left_stops_and_a_manager_continues_it(self):
        for reason, happens in self.ways().items():
            with self.subTest(reason), self.taken_back():
                record = self.start(default_user_id=self.hoa.id, allowed_company_ids=self.env.company.ids)
                happens(self.hoa)
                self.work()
                self.assert_stopped(record, reason)
                self.assertEqual((record.created_count, record.position, record.row_count), (0, 0, 5))
                self.work_again_does_nothing(record)
                self.assert_told(record, reason, self.manager, self.chi)
                told = self.env["mail.message"].search([("model", "=", record._name), ("res_id", "=", record.id)])
                self.assertEqual(
                    told.notified_partner_ids, self.hoa.partner_id if self.hoa.active else told.author_id[:0]
                )

                mine = record.with_user(self.manager)
                mine.action_resume()
                self.assertEqual((mine.continued_by_id, mine.stop_reason, mine.error), (self.manager, False, False))
                self.work(stops=False)
                self.assertEqual((record.state, record.created_count, record.user_id), ("done", 5, self.hoa))
                self.assertEqual(record.lead_ids.create_uid, self.manager, "in the manager's own rights")
                self.assertEqual(record.lead_ids.user_id, self.manager if reason == "archived" else self.hoa)

    def work_again_does_nothing(self, record):
        before = record.write_date
        self.work(stops=False)
        self.assertEqual((record.state, record.write_date), ("failed", before))

    def test_a_manager_who_continues_uses_no_rights_of_another_company(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.hoa.company_ids |= branch
        record = self.start(allowed_company_ids=(self.env.company | branch).ids)
        self.archive(self.hoa)
        self.work()
        self.assert_stopped(record, "archived")
        record.with_user(self.manager).action_resume()
        self.assertEqual(record.user_context["allowed_company_ids"], self.env.company.ids)
        self.work(stops=False)
        self.assertEqual((record.state, record.created_count), ("done", 5))

    def test_who_lost_one_of_two_companies_continues_in_the_other(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.hoa.company_ids |= branch
        record = self.start(allowed_company_ids=(self.env.company | branch).ids)
        self.hoa.company_ids -= branch
        self.work()
        self.assert_stopped(record, "company")
        record.with_user(self.hoa).action_resume()
        self.work(stops=False)
        self.assertEqual((record.state, record.lead_ids.create_uid), ("done", self.hoa))

    def test_a_stop_is_told_once_and_the_next_one_again(self):
        record = self.start()
        self.archive(self.hoa)
        self.work()
        record.with_user(self.manager).action_resume()
        self.assertEqual(len(self.messages_to(self.chi, record)), 1)
        self.archive(self.manager)
        self.work()
        self.assertEqual(len(self.messages_to(self.chi, record)), 2)

    def test_the_importer_who_is_a_manager_is_told_by_the_import_only(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.manager.company_ids |= branch
        self.hoa = self.manager  # who imports
        record = self.start(allowed_company_ids=(self.env.company | branch).ids)
        self.manager.company_ids -= branch
        self.work()
        self.assertFalse(self.messages_to(self.manager, record))
        self.assertEqual(len(self.messages_to(self.chi, record)), 1)
        own = [("res_id", "=", record.id), ("notified_partner_ids", "in", self.manager.partner_id.ids)]
        self.assertEqual(len(self.env["mail.message"].with_user(self.manager).search(own)), 1)

    def test_a_colleague_cannot_take_it(self):
        record = self.start()
        self.archive(self.hoa)
        self.work()
        with self.assertRaises(AccessError):
            record.with_user(self.nam).action_resume()

    def test_rows_reviewed_after_the_importer_left_are_for_the_reviewer(self):
        self.lead(contact_name="Trần Văn Bình", phone="+84912345670", user_id=self.manager.id)
        rows = [["Lê Thị Cúc", "0912345670", "", ""]]
        robot, self.env = self.env, self.env(user=self.manager)
        record, _answer = self.run_import(rows, "skip")
        self.env = robot
        record = record.with_env(robot)
        self.assertEqual(record.review_count, 1)
        record.sudo().user_id = self.hoa
        self.archive(self.hoa)
        record.line_ids.with_user(self.manager).action_new_person()
        self.assertEqual(record.lead_ids.user_id, self.manager)

    def test_an_undo_that_was_stopped_is_not_imported_again(self):
        record = self.start()
        self.work(stops=False)
        self.assertEqual(record.created_count, 5)
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", "3")
        chief = self.new_user("khanh", groups=MANAGER, name="Đinh Quốc Khánh")
        record.with_user(chief).action_undo()
        self.assertEqual((record.state, record.undo_user_id), ("undoing", chief))
        self.archive(chief)
        self.work()
        self.assert_stopped(record, "archived")
        self.assertTrue(record.with_user(self.manager).notice)

        record.with_user(self.manager).action_resume()
        self.assertEqual((record.state, record.undo_user_id), ("undoing", self.manager))
        self.work(stops=False)
        self.assertEqual((record.state, record.removed_count, record.lead_ids.ids), ("undone", 5, []))

    def test_the_undo_of_a_manager_does_not_need_the_importer(self):
        record = self.start()
        self.work(stops=False)
        self.archive(self.hoa)
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", "3")
        record.with_user(self.manager).action_undo()
        self.work(stops=False)
        self.assertEqual((record.state, record.removed_count), ("undone", 5))


@tagged("post_install", "-at_install")
class TestConversionOwner(OwnerCase, MassCase):
    CRON = "crm_lead_conversion_cron"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.add_managers()

    def start(self, leads, user, **values):
        with patch("odoo.addons.l10n_vn_crm.models.conversion.window_mass.BACKGROUND_ABOVE", 2):
            record = self.mass_convert(leads, user, **values)
        self.assertEqual(record.state, "waiting")
        return record.with_env(self.env)

    def test_work_of_a_user_who_left_stops_and_a_manager_continues_it(self):
        for reason, happens in self.ways().items():
            with self.subTest(reason), self.taken_back():
                leads = self.people(4, user_id=self.lan.id)
                record = self.start(leads, self.lan)
                happens(self.lan)
                self.work()
                self.assert_stopped(record, reason)
                self.assertEqual(set(leads.mapped("type")), {"lead"})
                self.assert_told(record, reason, self.mai, self.chi)
                with self.assertRaises(AccessError):
                    record.with_user(self.hung).action_continue()
                mine = record.with_user(self.mai)
                self.assertTrue(mine.can_continue)
                mine.action_continue()
                self.work(stops=False)
                self.assertEqual((record.state, record.converted_count), ("done", 4), record.line_ids.mapped("reason"))
                self.assertEqual(set(leads.mapped("type")), {"opportunity"})
                self.assertEqual((record.user_id, record.continued_by_id), (self.lan, self.mai))

    def test_a_window_closed_by_one_who_left_is_continued_in_the_background(self):
        leads = self.people(15, user_id=self.lan.id)
        wizard = (
            self.env["crm.lead2opportunity.partner.mass"]
            .with_user(self.lan)
            .with_context(active_model="crm.lead", active_ids=leads.ids)
            .create({})
        )
        with patch("odoo.addons.l10n_vn_crm.models.conversion.window_mass.AT_ONCE", 10):
            record = self.env["crm.lead.conversion"].browse(wizard.action_l10n_vn_start()["res_id"])
        record.with_user(self.lan).l10n_vn_go_on(5)
        mine = record.with_user(self.mai)
        self.env.cr.execute("UPDATE crm_lead_conversion SET write_date = write_date - interval '5 minutes'")
        self.env.invalidate_all()
        self.assertEqual((mine.status, mine.can_continue), ("stopped", False), "its user may still go on")
        self.archive(self.lan)
        self.env.invalidate_all()
        self.assertTrue(mine.can_continue)
        mine.action_continue()
        self.work(stops=False)
        self.assertEqual((record.state, record.converted_count), ("done", 15))

    def test_a_salesperson_who_left_meanwhile_gets_nothing(self):
        leads = self.people(4)
        record = self.start(leads, self.mai, user_ids=[(6, 0, (self.lan + self.hung).ids)])
        self.archive(self.lan)
        self.work(stops=False)
        self.assertEqual((record.state, leads.user_id), ("done", self.hung))

    def test_an_undo_whose_manager_left_is_continued_by_another(self):
        leads = self.people(4, user_id=self.lan.id)
        record = self.start(leads, self.lan)
        self.work(stops=False)
        chief = self.new_user("khanh", groups=f"{MANAGER},{CONTACTS}", name="Đinh Quốc Khánh")
        with patch("odoo.addons.l10n_vn_crm.models.conversion.crm_lead_conversion_undo.AT_ONCE", 2):
            record.with_user(chief).action_undo()
        self.assertEqual(record.state, "undoing")
        self.archive(chief)
        self.work()
        self.assert_stopped(record, "archived")
        record.with_user(self.mai).action_continue()
        self.assertEqual((record.state, record.undo_user_id), ("undoing", self.mai))
        self.work(stops=False)
        self.assertEqual((record.state, record.returned_count), ("undone", 4))


@tagged("post_install", "-at_install")
class TestMergeOwner(OwnerCase, TidyCase):
    CRON = "crm_lead_duplicate_merge_cron"
    USERS = {**TidyCase.USERS, "khanh": person("Đinh Quốc Khánh", f"{MANAGER},{CONTACTS}")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.add_managers()

    def test_work_of_a_manager_who_left_is_continued_by_another(self):
        for reason, happens in self.ways().items():
            with self.subTest(reason), self.taken_back():
                for n in range(3):
                    self.lead(contact_name="Trần Thị Hà", phone=f"09123{n:05}")
                    self.lead(contact_name="Trần Hà", phone=f"09123{n:05}")
                self.search_all()
                action = self.groups.with_user(self.khanh).action_merge_sure()
                record = self.env["crm.lead.duplicate.merge"].browse(action["res_id"])
                happens(self.khanh)
                self.work()
                self.assert_stopped(record, reason)
                self.assertEqual(record.position, 0)
                self.assert_told(record, reason, self.manager, self.chi)
                record.with_user(self.manager).action_continue()
                self.work(stops=False)
                self.assertEqual((record.state, record.merged_count, record.continued_by_id), ("done", 3, self.manager))
