"""A list is imported with the button, or dropped onto the leads."""

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import tagged

from ..screens import TourCase


@tagged("post_install", "-at_install")
class TestListImportTour(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.user = mail_new_test_user(
            cls.env,
            login="hoa",
            name="Trần Thị Hoa",
            lang="vi_VN",
            groups="base.group_user,sales_team.group_sale_salesman_all_leads,crm.group_use_lead",
        )

    def test_button_and_menu_open_the_screen(self):
        self.start_tour("/odoo/action-l10n_vn_crm.crm_lead_action", "l10n_vn_crm_list_import_button", login="hoa")

    def test_files_dropped_are_read_or_refused_in_words(self):
        before = self.env["crm.lead"].search([])
        self.start_tour("/odoo/action-l10n_vn_crm.crm_lead_action", "l10n_vn_crm_list_import_drop", login="hoa")
        came = self.env["crm.lead"].search([]) - before
        self.assertEqual(set(came.mapped("contact_name")), {"Nguyễn Thị Hường", "Lê Quốc Tuấn"})
        self.assertEqual(set(came.mapped("type")), {"lead"})
