"""Pictures of first answers: board, lead, My Day, the manager's view, the team's target."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase

SIZES = (("1366x768", False), ("375x812", True))


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShotsAnswer(StoryCase):
    def test_answer(self):
        leads = self.leads.filtered(lambda lead: lead.type == "lead" and lead.user_id)
        now = fields.Datetime.now()
        self.env.flush_all()
        for number, lead in enumerate(leads):
            arrived = now - timedelta(hours=7 * number)
            self.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id = %s", [arrived, lead.id])
        leads.invalidate_recordset()
        leads.team_id.l10n_vn_answer_hours = 4
        for lead in leads[::3]:
            lead._l10n_vn_note_contact(lead.create_date + timedelta(hours=1 + lead.id % 5))
        leads[1].with_user(leads[1].user_id).action_l10n_vn_call()
        care = (
            "document.querySelector('.o_notebook .nav-link[name=l10n_vn_care]').click()",
            seen(".o_field_widget[name=l10n_vn_answer_hours]"),
        )
        down = ("document.querySelector('.o_l10n_vn_answers').scrollIntoView()", "true")
        report = "/odoo/action-l10n_vn_crm.crm_lead_manager_report_action"
        pages = (
            ("lead", f"/odoo/crm.lead/{leads[1].id}", ".o_form_view .o_field_widget", (), "admin"),
            ("board", "/odoo/action-l10n_vn_crm.crm_lead_action", ".o_kanban_record", (), "admin"),
            ("day", "/odoo/my-day", ".o_l10n_vn_my_day", (), "nv0"),
            ("report", report, ".o_l10n_vn_answers", (down,), "admin"),
            ("team", f"/odoo/crm.team/{leads[0].team_id.id}", ".o_form_view .o_field_widget", (care,), "admin"),
        )
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            for name, url, ready, clicks, login in pages:
                self.shoot(url, f"answer_{name}_{size.partition('x')[0]}", seen(ready), clicks, login=login)
