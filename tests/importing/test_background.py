"""A large list goes in while its owner does other things."""

from odoo.tests import tagged

from .test_ledger import ImportCase


@tagged("post_install", "-at_install")
class TestBackground(ImportCase):
    def start(self, rows=5, **options):
        robot = self.env
        robot["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", "3")
        self.env = robot(user=self.hoa)
        rows = [[f"Khách {n}", f"091234567{n}", "", ""] for n in range(rows)]
        record, answer = self.run_import(rows, "skip", l10n_vn_background="auto", **options)
        self.env = robot
        return record.with_env(robot), answer

    def work(self):
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()

    def test_above_the_limit_rows_wait_for_the_background(self):
        record, answer = self.start(rows=3)
        self.assertEqual((record.background, record.state), (False, "done"))
        record, answer = self.start(rows=4)
        self.assertEqual((record.background, record.state, answer["ids"], answer["nextrow"]), (True, "waiting", [], 0))

    def test_the_owner_gets_the_leads_and_is_told(self):
        record, _answer = self.start()
        self.work()
        self.assertEqual((record.state, record.created_count, record.progress), ("done", 5, 100))
        self.assertEqual(record.lead_ids.create_uid, self.hoa)
        self.assertFalse(record.rows)
        told = self.env["mail.message"].search([("model", "=", record._name), ("res_id", "=", record.id)])
        self.assertEqual(told.notified_partner_ids, self.hoa.partner_id)

    def test_the_end_is_told_in_numbers_that_count(self):
        record, _answer = self.start()
        record.write({"state": "done", "created_count": 6000, "skipped_count": 19})
        self.env["res.lang"]._activate_lang("vi_VN")
        told = record.with_context(lang="vi_VN")._summary()
        self.assertEqual(told, "Hoàn tất: tạo 6.000, bỏ qua 19")

    def test_what_people_wait_for_goes_before_other_jobs(self):
        others = self.env["ir.cron"].default_get(["priority"])["priority"]
        for name in ("crm_lead_import_cron", "crm_lead_conversion_cron"):
            self.assertLess(self.env.ref(f"l10n_vn_crm.{name}").priority, others)

    def test_a_stopped_import_goes_on_where_it_was(self):
        record, _answer = self.start()
        record.with_user(self.hoa).action_stop()
        self.work()
        self.assertEqual((record.state, record.created_count), ("stopped", 0))
        record.with_user(self.hoa).action_resume()
        self.work()
        self.assertEqual((record.state, record.created_count), ("done", 5))

    def test_a_list_whose_rows_are_gone_keeps_no_other_list_waiting(self):
        broken, _answer = self.start()
        broken.write({"rows": False, "file": False})
        waiting, _answer = self.start(rows=6)
        with self.assertLogs("odoo.addons.l10n_vn_crm.models.background", "ERROR"):
            self.work()
        self.assertEqual((waiting.state, broken.state), ("done", "failed"))
        self.assertIn("Import the file again", broken.error)
        told = self.env["mail.message"].search([("model", "=", broken._name), ("res_id", "=", broken.id)])
        self.assertEqual(told.notified_partner_ids, self.hoa.partner_id)

    def test_rows_that_are_gone_are_read_from_the_file_again(self):
        record, _answer = self.start()
        record.rows = False
        self.work()
        self.assertEqual((record.state, record.created_count), ("done", 5))

    def test_an_owner_who_left_the_company_gets_no_leads(self):
        record, _answer = self.start()
        self.hoa.sudo().group_ids = [(6, 0, self.env.ref("base.group_user").ids)]
        with self.assertLogs("odoo.addons.l10n_vn_crm.models.background", "ERROR"):
            self.work()
        self.assertEqual(record.state, "failed")
        self.assertTrue(record.error)

    def test_an_owner_who_lost_the_company_holds_nobody_up(self):
        other = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.hoa.company_ids |= other
        self.env = self.env(context=dict(self.env.context, allowed_company_ids=(other | self.env.company).ids))
        lost, _answer = self.start()
        self.env = self.env(context=dict(self.env.context, allowed_company_ids=[]))
        self.hoa.company_ids -= other
        waiting, _answer = self.start(rows=6)
        self.assertEqual((lost.company_id, waiting.company_id), (other, self.hoa.company_id))
        with self.assertLogs("odoo.addons.l10n_vn_crm.models.background", "ERROR"):
            self.work()
        self.assertEqual((lost.state, waiting.state), ("failed", "done"))
        told = self.env["mail.message"].search([("model", "=", lost._name), ("res_id", "=", lost.id)])
        self.assertEqual(told.notified_partner_ids, self.hoa.partner_id)
