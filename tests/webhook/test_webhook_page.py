"""The page on web hooks says what the code does, and its request is one that works."""

import re
from pathlib import Path

from odoo.tests import tagged

from ...tools.facts import facts
from ...tools.webhook import body as bodies
from ...tools.webhook import rows, signature
from .test_webhook_platforms import HttpWebhookCase

PAGE = (Path(__file__).parents[2] / "doc" / "webhooks.rst").read_text(encoding="utf-8")


@tagged("post_install", "-at_install")
class TestWebhookPage(HttpWebhookCase):
    def test_reasons_of_the_page_are_those_of_the_code(self):
        table = PAGE.split("\nReason ")[1].split("\nSent again")[0]
        reasons = {name for name, _label in self.env["crm.lead.webhook.payload"]._fields["reason"].selection}
        self.assertEqual(set(re.findall(r"^``(\w+)``  ", table, re.MULTILINE)), reasons)

    def test_limits_of_the_page_are_those_of_the_code(self):
        for words in (
            f"{bodies.LARGEST // 1024} KB",
            f"{bodies.DEEPEST} levels",
            f"{bodies.MOST_VALUES:,} values",
            f"{rows.MOST_ROWS} customers",
            f"{bodies.LONGEST_KEY} characters",
            f"{self.env['crm.lead.webhook'].default_get(['rate_limit'])['rate_limit']} unless changed",
        ):
            self.assertIn(words, PAGE)

    def test_events_and_signatures_of_the_page_are_those_of_the_tables(self):
        for row in facts("webhook_events"):
            if row["is"] != "*":
                self.assertIn(f"``{row['is']}``", PAGE)
        for platform in signature.PLATFORMS:
            self.assertIn(f"``{signature.header_of(platform)}``", PAGE)

    def test_the_request_of_the_page_makes_a_lead(self):
        body = re.search(r"-d '(\{.*?\})'", PAGE, re.DOTALL)[1].encode()
        webhook = self.new_webhook("facebook", name="Facebook")
        self.assertIn(f"/l10n_vn_crm/intake/{webhook.l10n_vn_code} ", PAGE)
        lead = self.assert_taken(webhook, body, X_Api_Key=self.key_of(webhook))
        self.assertEqual(self.said(lead), ("Nguyễn Văn An", "+84912345678", False))
