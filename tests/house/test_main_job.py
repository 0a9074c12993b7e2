"""A list arrives, its leads are followed, one becomes a customer, another is one already."""

from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import Form, tagged

from ..common import SAMPLES
from ..screens import TourCase

OPTIONS = {"has_headers": True, "quoting": '"', "separator": "", "encoding": ""}


@tagged("post_install", "-at_install")
class TestMainJob(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "sales_team.group_sale_salesman_all_leads,base.group_partner_manager,crm.group_use_lead"
        cls.lan = mail_new_test_user(
            cls.env, login="lan", name="Lan", groups=groups, lang="vi_VN", tz="Asia/Ho_Chi_Minh"
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Kinh doanh miền Nam",
                "l10n_vn_lead_stages": True,
                "use_leads": True,
                "member_ids": [(4, cls.lan.id)],
            }
        )
        cls.stages = {
            name: cls.env.ref(f"l10n_vn_crm.crm_stage_{name}")
            for name in ("interested", "consulting", "trial", "bought")
        }

    def import_list(self, name):
        """Import the file as the screen does, headings mapped by themselves; return its leads."""
        Lead = self.env["crm.lead"].with_user(self.lan)
        before = Lead.search([])
        wizard = (
            self.env["base_import.import"]
            .with_user(self.lan)
            .with_context(default_type="lead", default_team_id=self.team.id)
            .create(
                {
                    "res_model": "crm.lead",
                    "file": (SAMPLES / name).read_bytes(),
                    "file_name": name,
                    "file_type": "text/csv",
                }
            )
        )
        preview = wizard.parse_preview(dict(OPTIONS))
        headings = preview["headers"]
        fields = ["/".join(preview["matches"].get(index, [])) or False for index in range(len(headings))]
        wizard.execute_import(fields, headings, preview["options"])
        return Lead.search([]) - before

    def test_from_list_to_customer(self):
        leads = self.import_list("03_ladipage.csv")
        hieu = leads.filtered(lambda lead: lead.contact_name == "Đào Xuân Hiếu")
        self.assertEqual(hieu.phone_sanitized, "+84826751712")
        self.assertEqual(hieu.stage_id, self.stages["interested"])
        self.assertEqual(hieu.campaign_id.title, "tu-khoa-thuong-hieu")
        self.assertFalse(leads.filtered(lambda lead: not lead.phone_sanitized and not lead.email_normalized))

        for stage in ("consulting", "trial"):
            hieu.stage_id = self.stages[stage]
        wizard = (
            self.env["crm.lead2opportunity.partner"]
            .with_user(self.lan)
            .with_context(active_model="crm.lead", active_id=hieu.id, active_ids=hieu.ids)
        )
        convert = Form(wizard)
        convert.name = "convert"
        convert.action = "create"
        convert.save().action_apply()
        self.assertEqual(hieu.type, "opportunity")
        self.assertEqual(hieu.partner_id.name, "Đào Xuân Hiếu")
        self.assertEqual(hieu.partner_id.phone_sanitized, "+84826751712")
        self.assertIn(hieu.stage_id.l10n_vn_applies_to, ("opportunity", "both"))
        self.assertFalse(hieu.stage_id.is_won)

    def test_damaged_list_finds_a_customer_who_is_there(self):
        customer = self.env["res.partner"].create(
            {"name": "Lâm Khánh Huệ", "phone": "+84 344 323 531", "email": "hue82@example.net"}
        )
        leads = self.import_list("08_excel_damaged.csv")
        hue = leads.filtered(lambda lead: lead.phone_sanitized == "+84344323531")[:1]
        self.assertEqual(hue.state_id, self.env.ref("base.state_vn_VN-33"))
        self.assertIn("Thái Như Hường", leads.mapped("contact_name"))
        wizard = (
            self.env["crm.lead2opportunity.partner"]
            .with_user(self.lan)
            .with_context(active_model="crm.lead", active_id=hue.id, active_ids=hue.ids)
        )
        convert = Form(wizard)
        self.assertEqual(convert.partner_id, customer)
        convert.save().action_apply()
        self.assertEqual(hue.partner_id, customer)
        self.assertEqual(hue.type, "opportunity")

    def test_tour_from_lead_to_opportunity(self):
        self.env["crm.lead"].create(
            {
                "name": "Chị Mai hỏi máy lọc nước",
                "contact_name": "Nguyễn Thị Mai",
                "phone": "0912 345 678",
                "type": "lead",
                "team_id": self.team.id,
                "user_id": self.lan.id,
            }
        )
        self.start_tour("/odoo/action-crm.crm_lead_all_leads", "l10n_vn_crm_main_job", login="lan")
        mai = self.env["crm.lead"].search([("contact_name", "=", "Nguyễn Thị Mai")])
        self.assertEqual(mai.type, "opportunity")
        self.assertEqual(mai.partner_id.name, "Nguyễn Thị Mai")
