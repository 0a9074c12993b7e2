"""A person imports a damaged list, mends what came back, imports that and takes it back."""

from unittest.mock import patch

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..screens import ScreenCase


@tagged("post_install", "-at_install")
class TestImportTour(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_id.country_id = cls.env.ref("base.vn")
        cls.user = mail_new_test_user(
            cls.env,
            login="hoa",
            name="Hoa",
            lang="vi_VN",
            groups="base.group_user,base.group_allow_export,sales_team.group_sale_manager,crm.group_use_lead",
        )

    def test_import_mend_import_undo(self):
        before = self.env["crm.lead"].search([])
        self.start_tour("/odoo/action-crm.crm_lead_all_leads?view_type=list", "l10n_vn_crm_import", login="hoa")
        first, second = self.env["crm.lead.import"].search([("user_id", "=", self.user.id)], order="id")
        self.assertEqual((first.created_count, first.failed_count, second.state), (2, 2, "undone"))
        left = self.env["crm.lead"].search([]) - before
        self.assertEqual(set(left.mapped("contact_name")), {"Nguyễn Thị Hường", "Lê Quốc Tuấn"})

    def open_import(self, tour, model="crm.lead"):
        self.env["crm.lead"].create(
            {"name": "Mai hỏi giá", "contact_name": "Mai", "phone": "0912345678", "user_id": self.user.id}
        )
        self.start_tour(f"/odoo/action-crm.crm_lead_all_leads/import?active_model={model}", tour, login="hoa")

    def test_preview_follows_the_mapping(self):
        before = self.env["crm.lead"].search_count([])
        self.open_import("l10n_vn_crm_import_preview")
        self.assertEqual(self.env["crm.lead"].search_count([]), before + 1)

    @mute_logger("odoo.http")
    def test_preview_that_fails_leaves_the_screen_as_it_is(self):
        with patch.object(type(self.env["crm.lead.import"]), "_preview", side_effect=KeyError("hỏng")):
            self.open_import("l10n_vn_crm_import_preview_fails")

    def test_other_models_have_no_preview(self):
        self.open_import("l10n_vn_crm_import_preview_others", "res.partner")

    def test_screens(self):
        screen = (
            self.env["base_import.import"]
            .with_user(self.user)
            .create(
                {
                    "res_model": "crm.lead",
                    "file_name": "hội chợ.csv",
                    "file_type": "text/csv",
                    "file": "Họ tên;Số điện thoại\nLê Thị Hà;0912345678\nTrần Nam;098765".encode(),
                }
            )
        )
        answer = screen.with_context(lang="vi_VN").execute_import(
            ["contact_name", "phone"],
            ["họ tên", "số điện thoại"],
            {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8", "l10n_vn_hand_back": True},
        )
        pictures = [
            self.shoot(
                f"/odoo/lead-imports/{answer['l10n_vn_import_id']}",
                "import_record",
                "!!document.querySelector('.o_form_view .o_data_row')",
                login="hoa",
            ),
            self.shoot("/odoo/lead-imports", "import_list", "!!document.querySelector('.o_data_row')", login="hoa"),
        ]
        self.assertEqual(len(pictures), 2)
