"""Two requests with the same content at one moment make one lead, or are kept once."""

import json
from unittest.mock import patch

from odoo.service import model
from odoo.tests import tagged

from ..common import MANAGER
from ..connections import ConnectionCase

AN = {"Họ tên": "Nguyễn Văn Cùng Lúc", "SĐT": "0906 777 111"}


@tagged("post_install", "-at_install")
class TestWebhookAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        [self.user_id] = self.new_users({"moc": "Người Nhận"}, MANAGER)
        self.startPatcher(patch.object(model.time, "sleep", lambda seconds: None))

        def create(env):
            webhooks = env["crm.lead.webhook"]
            return webhooks.create({"name": "Cùng một lúc", "user_id": self.user_id}).id

        self.webhook_id = self.run_apart(create)
        self.addCleanup(self.run_apart, self.remove)

    def remove(self, env):
        webhook = env["crm.lead.webhook"].browse(self.webhook_id)
        env["crm.lead.webhook.use"].search([("webhook_number", "=", webhook.id)]).unlink()
        env["crm.lead.api.usage"].search([("user_number", "=", self.user_id)]).unlink()
        imports = env["crm.lead.import"].search([("source", "=", webhook.l10n_vn_code)])
        imports.lead_ids.unlink()
        imports.unlink()
        webhook.unlink()

    def send(self, body, times=4):
        def act(env):
            return env["crm.lead.webhook"].browse(self.webhook_id)._receive(body, "application/json", {})

        return self.at_once(*[(1, act)] * times)

    def count(self, model_name, domain):
        return self.run_apart(lambda env: env[model_name].search_count(domain))

    def test_one_customer_is_one_lead(self):
        for row in ({**AN, "external_id": "k1"}, {**AN, "SĐT": "0906 777 112"}):
            with self.subTest(row=row):
                answers = self.send(json.dumps(row).encode())
                self.assertEqual({answer["status"] for answer in answers}, {"accepted"})
                phone = "+84" + row["SĐT"].replace(" ", "")[1:]
                self.assertEqual(self.count("crm.lead", [("phone_sanitized", "=", phone)]), 1)

    def test_two_bodies_of_one_event_are_one_lead(self):
        """A platform sends an event again while the first one is under way, with another number of the attempt."""

        def act(attempt):
            body = json.dumps({**AN, "external_id": "k2", "attempt": attempt}).encode()
            return lambda env: env["crm.lead.webhook"].browse(self.webhook_id)._receive(body, "application/json", {})

        answers = self.at_once(*[(1, act(attempt)) for attempt in range(4)])
        self.assertEqual({answer["status"] for answer in answers}, {"accepted"})
        self.assertEqual(self.count("crm.lead", [("phone_sanitized", "=", "+84906777111")]), 1)

    def test_one_payload_is_kept_once(self):
        answers = self.send(b"khong doc duoc")
        self.assertEqual({answer["status"] for answer in answers}, {"kept"})
        self.assertEqual(self.count("crm.lead.webhook.payload", [("webhook_id", "=", self.webhook_id)]), 1)

    def test_requests_are_counted_together(self):
        def act(env):
            return env["crm.lead.webhook"].browse(self.webhook_id)._is_within_rate()

        self.run_apart(lambda env: env["crm.lead.webhook"].browse(self.webhook_id).write({"rate_limit": 3}))
        answers = self.at_once(*[(1, act)] * 8)
        self.assertEqual(sorted(answers), [False] * 5 + [True] * 3)
