"""Payloads of each platform over HTTP, signed as the platform signs, become leads of the customer, of nobody else."""

import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .webhook_case import (
    FORM,
    JSON,
    SECRET,
    WebhookCase,
    base64_signature,
    hex_signature,
    payload,
    zalo_signature,
)

# What a payload has of other people: shop, page, staff, products.
OTHERS = ("2439998888", "1999888", "0900999888", "912000111", "901000222", "2838220000", "911222333")


class HttpWebhookCase(WebhookCase, HttpCase):
    def post(self, webhook, body, content_type=JSON, **headers):
        """Return (status, answer) of a request; ``_`` in names of headers are -."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/l10n_vn_crm/intake/{webhook if isinstance(webhook, str) else webhook.l10n_vn_code}",
                data=body,
                headers={"Content-Type": content_type, **headers},
            )
        return answer.status_code, answer.json()

    def assert_taken(self, webhook, body, content_type=JSON, **headers):
        """Post a payload; return its only lead."""
        status, answer = self.post(webhook, body, content_type, **headers)
        self.assertEqual((status, answer["status"]), (200, "accepted"), answer)
        self.assertEqual(answer["rows"], [{"index": 0, "outcome": "accepted"}], "nothing about leads and owners")
        [lead] = self.leads_of(webhook)
        for number in OTHERS:
            for phone in (lead.phone_sanitized, lead.l10n_vn_phone2, lead.l10n_vn_zalo):
                self.assertNotIn(number, phone or "")
        self.assertEqual((lead.team_id, lead.user_id.id), (self.team, False))
        return lead

    def said(self, lead):
        return lead.contact_name, lead.phone_sanitized, lead.email_from


@tagged("post_install", "-at_install")
class TestWebhookPlatforms(HttpWebhookCase):
    def signed(self, platform, **values):
        return self.new_webhook(platform, new_signing_secret=SECRET, **values)

    def test_haravan(self):
        webhook, body = self.signed("haravan"), payload("haravan_customer.json")
        sign = {"X_Haravan_Topic": "customers/create", "X_Haravan_Hmacsha256": base64_signature(body)}
        lead = self.assert_taken(webhook, body, **sign)
        self.assertEqual(self.said(lead), ("Lê Thị Hoa", "+84905777888", "hoa@thuyta.example.vn"))
        self.assertEqual((lead.partner_name, lead.l10n_vn_external_id), ("Công ty TNHH Thủy Tạ", "1046513742"))
        self.assertEqual(lead.state_id, self.env.ref("base.state_vn_VN-DN"))
        self.assertIn("Khách hỏi mua sỉ", lead.description)

    def test_order_of_haravan(self):
        webhook, body = self.signed("haravan"), payload("haravan_order.json")
        sign = {"X_Haravan_Topic": "orders/create", "X_Haravan_Hmacsha256": base64_signature(body)}
        lead = self.assert_taken(webhook, body, **sign)
        self.assertEqual(self.said(lead), ("Trần Văn Khoa", "+84916555444", "khoa@hoasen.example.vn"))
        self.assertIn("2 × Máy lọc nước RO 10 lõi", lead.description)
        self.assertFalse(lead.partner_name)

    def test_kiotviet(self):
        webhook, body = self.signed("kiotviet"), payload("kiotviet_customer.json")
        lead = self.assert_taken(webhook, body, X_Hub_Signature=hex_signature(body))
        self.assertEqual(self.said(lead), ("Nguyễn Thị Nhung", "+84987333444", "nhung@xuanmai.example.vn"))
        self.assertEqual((lead.l10n_vn_vat, lead.l10n_vn_external_id), ("0100109106", "KH000123"))

    def test_order_of_kiotviet_is_of_who_receives_it(self):
        webhook, body = self.signed("kiotviet"), payload("kiotviet_order.json")
        lead = self.assert_taken(webhook, body, X_Hub_Signature=hex_signature(body))
        self.assertEqual(self.said(lead), ("Bùi Văn Thắng", "+84966777888", False))
        self.assertIn("DH000045", lead.description)

    def test_sapo(self):
        webhook, body = self.signed("sapo"), payload("sapo_customer.json")
        sign = {"X_Sapo_Topic": "customers/create", "X_Sapo_Hmac_SHA256": base64_signature(body)}
        lead = self.assert_taken(webhook, body, **sign)
        self.assertEqual(self.said(lead), ("Hoàng Văn Bình", "+84349588789", "binh@phucan.example.vn"))

    def test_order_of_sapo(self):
        webhook, body = self.signed("sapo"), payload("sapo_order.json")
        sign = {"X_Sapo_Topic": "orders/create", "X_Sapo_Hmac_SHA256": base64_signature(body)}
        lead = self.assert_taken(webhook, body, **sign)
        self.assertEqual(self.said(lead), ("Ngô Thị Mai", "+84378111222", "mai@nhatminh.example.vn"))
        self.assertIn("5 × Nước mắm Phú Quốc", lead.description)

    def test_zalo(self):
        webhook, body = self.signed("zalo"), payload("zalo_submit_info.json")
        lead = self.assert_taken(webhook, body, X_ZEvent_Signature=zalo_signature(body))
        self.assertEqual(self.said(lead), ("Trần Thị Hà", "+84987654321", False))
        self.assertEqual(lead.l10n_vn_external_id, "246845883529197922")

    def test_ladipage(self):
        webhook = self.new_webhook("ladipage")
        lead = self.assert_taken(webhook, payload("ladipage.json"), X_Api_Key=self.key_of(webhook))
        self.assertEqual(self.said(lead), ("Lê Văn Nam", "+84903123456", "nam@hoasen.example.vn"))
        self.assertEqual((lead.source_id.name, lead.campaign_id.name), ("Facebook", "Tết 2027"))
        self.assertEqual(lead.l10n_vn_landing_page, "https://saomai.example.vn/may-loc-nuoc")
        self.assertFalse(lead.partner_name, "the name of the page is no company")
        self.assertIn("Cần báo giá 20 máy", lead.description)
        self.assertIn("hotline: 0243 999 8888", "".join(lead.message_ids.mapped("body")))

    def test_wordpress(self):
        expected = {
            "cf7.json": ("Phạm Minh Đức", "+84987111222", "duc@binhminh.example.vn"),
            "elementor.form": ("Vũ Thị Lan", "+84976543210", False),
            "wpforms.json": ("Đỗ Thanh Tùng", "+84938222333", "tung@daithanh.example.vn"),
        }
        for name, said in expected.items():
            with self.subTest(plugin=name):
                webhook = self.new_webhook("wordpress", name=name, is_key_in_address=True)
                code, key = webhook.l10n_vn_code, self.key_of(webhook)
                content_type = FORM if name.endswith(".form") else JSON
                status, answer = self.post(f"{code}?key={key}", payload(f"wordpress_{name}"), content_type)
                self.assertEqual((status, answer["status"]), (200, "accepted"), answer)
                lead = self.leads_of(webhook)
                self.assertEqual(self.said(lead), said)
                self.assertFalse(lead.user_id)

    def test_facebook_by_a_bridge_that_sends_the_answers(self):
        webhook = self.new_webhook("facebook", source_id=self.env.ref("utm.utm_source_facebook").id)
        body = payload("facebook_field_data.json")
        lead = self.assert_taken(webhook, body, Authorization=f"Bearer {self.key_of(webhook)}")
        self.assertEqual(self.said(lead), ("Nguyễn Văn An", "+84912345678", "an@thuyta.example.vn"))
        self.assertEqual(
            (lead.l10n_vn_external_id, lead.campaign_id.name), ("444444444444444", "Máy lọc nước Tết 2027")
        )
        self.assertEqual(lead.source_id, self.env.ref("utm.utm_source_facebook"))
        self.assertIn("Máy lọc nước RO", f"{lead.description} {lead.tag_ids.mapped('name')}")
        self.assertIn("page_name: Điện máy Sao Mai", "".join(lead.message_ids.mapped("body")))

    def test_facebook_sends_the_number_of_a_lead_only(self):
        """The number is kept, and is done when a bridge sends the answers; nothing asks Facebook."""
        webhook, body = self.signed("facebook"), payload("facebook_leadgen.json")
        sign = {"X_Hub_Signature_256": hex_signature(body)}
        status, answer = self.post(webhook, body, **sign)
        self.assertEqual((status, answer["status"], answer["code"]), (200, "kept", "incomplete"))
        [kept] = self.payloads_of(webhook)
        self.assertEqual((kept.external_id, kept.is_done), ("444444444444444", False))
        self.assertFalse(self.leads_of(webhook))
        answers = payload("facebook_field_data.json")
        lead = self.assert_taken(webhook, answers, X_Hub_Signature_256=hex_signature(answers))
        kept.invalidate_recordset()
        self.assertEqual((kept.is_done, kept.lead_id), (True, lead))

    def test_each_number_of_a_lead_of_facebook_is_kept(self):
        """Facebook sends several changes in one request; a bridge sends the answers of one lead at a time."""
        change = json.loads(payload("facebook_leadgen.json"))
        first = change["entry"][0]["changes"][0]
        second = {**first, "value": {**first["value"], "leadgen_id": "555555555555555"}}
        change["entry"][0]["changes"].append(second)
        webhook, body = self.signed("facebook"), json.dumps(change).encode()
        for _time in range(2):
            self.post(webhook, body, X_Hub_Signature_256=hex_signature(body))
        kept = self.payloads_of(webhook)
        self.assertEqual(sorted(kept.mapped("external_id")), ["444444444444444", "555555555555555"])
        answers = json.dumps({"data": [json.loads(payload("facebook_field_data.json"))]}).encode()
        self.assert_taken(webhook, answers, X_Hub_Signature_256=hex_signature(answers))
        kept.invalidate_recordset()
        self.assertEqual({one.external_id: one.is_done for one in kept},
                         {"444444444444444": True, "555555555555555": False})  # fmt: skip
        kept.with_user(self.manager).action_retry()
        self.assertEqual(len(self.payloads_of(webhook)), 2)

    def test_handshake_of_facebook(self):
        webhook = self.new_webhook("facebook")
        key = self.key_of(webhook)
        for token, challenge, platform, answer in (
            (key, "1158201444", "facebook", (200, "1158201444")),
            ("sai", "1158201444", "facebook", (403, None)),
            (key, "<script>", "facebook", (403, None)),
            (key, "1158201444", "ladipage", (403, None)),
        ):
            with self.subTest(token=token, challenge=challenge, platform=platform):
                webhook.platform = platform
                found = self.url_open(
                    f"/l10n_vn_crm/intake/{webhook.l10n_vn_code}?hub.mode=subscribe&hub.challenge={challenge}"
                    f"&hub.verify_token={token}"
                )
                self.assertEqual(found.status_code, answer[0])
                if answer[1]:
                    self.assertEqual(found.text, answer[1])
                    self.assertTrue(found.headers["Content-Type"].startswith("text/plain"))

    def test_other_events_of_platforms_are_no_leads(self):
        for name, header, sign in (
            ("facebook_feed.json", "X_Hub_Signature_256", hex_signature),
            ("zalo_send_text.json", "X_ZEvent_Signature", zalo_signature),
            ("kiotviet_product.json", "X_Hub_Signature", hex_signature),
        ):
            with self.subTest(payload=name):
                webhook, body = self.signed(name.partition("_")[0], name=name), payload(name)
                status, answer = self.post(webhook, body, **{header: sign(body)})
                self.assertEqual((status, answer["status"]), (200, "ignored"))
                self.assertFalse(self.leads_of(webhook) or self.payloads_of(webhook))

    def test_other_programs_send_what_they_call_it(self):
        webhook = self.new_webhook()
        lead = self.assert_taken(webhook, payload("generic.json"), X_Api_Key=self.key_of(webhook))
        self.assertEqual(self.said(lead), ("Trịnh Quốc Bảo", "+84962100200", "bao@tanphat.example.vn"))
        self.assertEqual(lead.company_id, self.env.company)
        self.assertIn("Xin tư vấn gói doanh nghiệp", lead.description)

    def test_several_customers_in_one_request(self):
        webhook = self.new_webhook()
        body = json.dumps([{"ho_ten": f"Khách {n}", "sdt": f"091234500{n}"} for n in range(3)]).encode()
        status, answer = self.post(webhook, body, X_Api_Key=self.key_of(webhook))
        self.assertEqual((status, len(answer["rows"])), (200, 3))
        self.assertEqual(len(self.leads_of(webhook)), 3)
