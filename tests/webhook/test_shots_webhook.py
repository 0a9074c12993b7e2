"""Pictures of web hooks: the list, one with its key, and what was kept."""

from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase
from .webhook_story import some_webhooks

SIZES = (("1366x768", False), ("375x812", True))


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShotsWebhook(StoryCase):
    def test_webhook(self):
        shop, facebook, landing_page = some_webhooks(self.env, self.mine.team_id, self.env.ref("base.user_admin"))
        kept = self.env["crm.lead.webhook.payload"].search([("webhook_id", "=", shop.id)], limit=1)
        form = ".o_form_view .o_field_widget"
        key = ("document.querySelector('button[name=action_make_key]').click()", seen(".modal [name=key]"))
        pages = (
            ("list", "/odoo/lead-webhooks", ".o_view_controller", ()),
            ("form", f"/odoo/lead-webhooks/{shop.id}", form, ()),
            ("facebook", f"/odoo/lead-webhooks/{facebook.id}", form, ()),
            ("new", "/odoo/lead-webhooks/new", form, ()),
            ("payloads", "/odoo/lead-webhook-payloads", ".o_view_controller", ()),
            ("payload", f"/odoo/lead-webhook-payloads/{kept.id}", form, ()),
        )
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            width = size.partition("x")[0]
            for name, url, ready, clicks in pages:
                self.shoot(url, f"webhook_{name}_{width}", ready=seen(ready), clicks=clicks)
        self.browser_size, self.touch_enabled = SIZES[0]
        self.shoot(f"/odoo/lead-webhooks/{landing_page.id}", "webhook_key_1366", ready=seen(form), clicks=(key,))
