"""Codes of results, stages, criteria and kinds of next actions, by which programs name them."""

import psycopg2
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

SHIPPED = {
    "crm.talk.outcome": ("talked", "called", "no_answer", "call_back", "messaged", "mailed", "met", "wrong_number"),
    "crm.stage": ("interested", "consulting", "trial", "bought"),
    "crm.lead.criterion": ("need", "budget", "decision_maker", "timing"),
    "mail.activity.type": ("call", "meeting", "email", "todo"),
}


@tagged("post_install", "-at_install")
class TestCodes(TransactionCase):
    def test_shipped_records_have_the_names_of_their_xml_ids(self):
        for model, codes in SHIPPED.items():
            for code in codes:
                with self.subTest(model=model, code=code):
                    self.assertEqual(len(self.env[model].search([("l10n_vn_code", "=", code)])), 1)

    def test_records_of_a_user_are_named_by_their_first_name(self):
        first, second = self.env["crm.talk.outcome"].create([{"name": "Đã gửi báo giá"}, {"name": "Đã gửi báo giá!"}])
        third = self.env["crm.talk.outcome"].create({"name": "Đã gửi báo giá"})

        self.assertEqual(first.l10n_vn_code, "da_gui_bao_gia")
        self.assertEqual(second.l10n_vn_code, "da_gui_bao_gia_2")
        self.assertEqual(third.l10n_vn_code, "da_gui_bao_gia_3")
        self.assertFalse(self.env["crm.talk.outcome"].create({"name": "…"}).l10n_vn_code)

    def test_a_code_stays_when_the_name_changes_and_a_copy_gets_its_own(self):
        outcome = self.env["crm.talk.outcome"].create({"name": "Hẹn xem mẫu"})
        outcome.flush_recordset()
        outcome.name = "Hẹn xem nhà mẫu"
        self.assertEqual(outcome.l10n_vn_code, "hen_xem_mau")
        self.assertNotEqual(outcome.copy().l10n_vn_code, "hen_xem_mau")

    @mute_logger("odoo.sql_db")
    def test_two_records_never_share_a_code_and_a_code_can_be_typed(self):
        outcome = self.env["crm.talk.outcome"].create({"name": "Hẹn xem mẫu"})
        for code in ("no_answer", "Hẹn xem", "hen xem", ""):
            with self.subTest(code=code), self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
                outcome.l10n_vn_code = code
                outcome.flush_recordset()
