"""An empty screen says what to do next, with a picture."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestEmptyScreens(TransactionCase):
    def check(self, name, text):
        """Check that ``text`` has one of Odoo's pictures, a title and a sentence on what to do."""
        with self.subTest(name):
            self.assertRegex(text or "", "class=[\"']o_view_nocontent_(smiling_face|empty_folder|neutral_face)[\"']")
            self.assertGreaterEqual(text.count("<p"), 2)

    def test_window_actions(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", "l10n_vn_crm"), ("model", "=", "ir.actions.act_window")]
        )
        actions = self.env["ir.actions.act_window"].browse(data.mapped("res_id"))
        pages = actions.filtered(lambda action: action.target != "new")
        self.assertGreater(len(pages), 12)
        for action in pages:
            self.check(action.xml_id, action.help)

    def test_actions_of_buttons(self):
        lead = self.env["crm.lead"].create({"name": "Chị Lan hỏi giá", "type": "lead"})
        report = self.env["crm.lead.manager.report"]
        for name, action in (
            ("documents", lead.action_l10n_vn_open_documents()),
            ("login", self.env.user.action_l10n_vn_open_leads()),
            ("number", report.action_open("new", {"period": "month", "team_id": False})),
            ("section", self.env["crm.lead.my.day"].action_open("today")),
            ("pool", self.env["crm.lead.my.day"].action_open("pool")),
        ):
            self.check(name, action.get("help"))
