"""Pictures of recalls: the rule, its preview, the history, the badges of a lead."""

from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase
from .recall_story import recall_some

SIZES = (("1366x768", False), ("375x812", True))


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShotsRecall(StoryCase):
    def test_recall(self):
        leads = self.leads.filtered(lambda lead: lead.type == "lead" and lead.user_id)[-3:]
        leads[1]._l10n_vn_write_proof({"l10n_vn_recall_count": 2, "l10n_vn_recall_hold_until": "2026-01-31"})
        rule, _line = recall_some(self.env, leads[0].team_id, leads)
        preview = (
            "document.querySelector('button[name=action_preview]').click()",
            seen(".modal .o_field_widget[name=line_ids]"),
        )
        care = (
            "document.querySelector('.o_notebook .nav-link[name=l10n_vn_care]').click()",
            seen(".o_field_widget[name=l10n_vn_recall_rule_ids]"),
        )
        down = ("document.querySelector('[name=l10n_vn_recall_rule_ids]').scrollIntoView({ block: 'center' })", "true")
        pages = (
            ("rules", "/odoo/lead-recall-rules", ".o_view_controller", ()),
            ("rule", f"/odoo/lead-recall-rules/{rule.id}", ".o_form_view .o_field_widget", ()),
            ("preview", f"/odoo/lead-recall-rules/{rule.id}", ".o_form_view .o_field_widget", (preview,)),
            ("history", "/odoo/lead-recalls", ".o_view_controller", ()),
            ("lead", f"/odoo/crm.lead/{leads[1].id}", ".o_form_view .o_field_widget", ()),
            ("board", "/odoo/action-l10n_vn_crm.crm_lead_action", ".o_kanban_record", ()),
            ("team", f"/odoo/crm.team/{leads[0].team_id.id}", ".o_form_view .o_field_widget", (care, down)),
        )
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            for name, url, ready, clicks in pages:
                self.shoot(url, f"recall_{name}_{size.partition('x')[0]}", ready=seen(ready), clicks=clicks)
