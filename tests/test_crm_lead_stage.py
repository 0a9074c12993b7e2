from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLeadStage(TransactionCase):
    def test_new_lead_is_interested_first(self):
        team = self.env["crm.team"].create({"name": "Kinh doanh miền Nam", "l10n_vn_lead_stages": True})
        lead = self.env["crm.lead"].create({"name": "Chị Lan hỏi giá", "type": "lead", "team_id": team.id})
        self.assertEqual(lead.stage_id, self.env.ref("l10n_vn_crm.crm_stage_interested"))
