"""Requests of web hooks: who may send, what is too much, what is kept and tried again, what is sent twice."""

import json
import sys
from unittest.mock import patch
from urllib.parse import urlencode

import psycopg2
from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools import mute_logger

from ...tools.webhook import body as bodies
from ...tools.webhook import rows as readings
from .test_webhook_platforms import HttpWebhookCase
from .webhook_case import FORM, SECRET, WebhookCase, base64_signature, changed, payload

AN = json.dumps({"Họ tên": "Nguyễn Văn An", "SĐT": "0912 345 678"}).encode()


@tagged("post_install", "-at_install")
class TestWebhookRequests(HttpWebhookCase):
    def setUp(self):
        super().setUp()
        self.webhook = self.new_webhook()
        self.key = {"X_Api_Key": self.key_of(self.webhook)}

    def test_who_may_not_send(self):
        wrong = {"X_Api_Key": "lvn_" + "x" * 43}
        key = self.key["X_Api_Key"]
        for name, headers, address in (
            ("no key", {}, self.webhook.l10n_vn_code),
            ("wrong key", wrong, self.webhook.l10n_vn_code),
            ("key of Vietnamese letters", {"Authorization": "Bearer kh%C3%B3a"}, self.webhook.l10n_vn_code),
            ("key in the address", {}, f"{self.webhook.l10n_vn_code}?key={key}"),
            ("unknown address", self.key, "khong_co"),
            ("address that no web hook can have", self.key, "Kh%C3%B4ng%00c%C3%B3"),
        ):
            with self.subTest(name):
                self.assertEqual(
                    self.post(address, AN, **headers), (401, {"status": "refused", "code": "unauthorized", "rows": []})
                )
        self.assertFalse(self.leads_of(self.webhook) or self.payloads_of(self.webhook))
        self.assertEqual((self.webhook.received_count, self.webhook.refused_count), (0, 4))

    def test_fields_may_be_called_as_parameters_of_python(self):
        """Odoo passes the fields of a request to its controllers as arguments."""
        names = ("self", "args", "kwargs", "params", "env", "cr", "uid")
        more = {name: f"giá trị {index}" for index, name in enumerate(names)}
        body = json.dumps({"Họ tên": "Nguyễn Văn An", "SĐT": "0912 345 678", **more}).encode()
        address = f"{self.webhook.l10n_vn_code}?{urlencode({**more, 'code': 'x', 'source': 'x', 'endpoint': 'x'})}"
        self.assertEqual(self.post(address, body, **self.key)[0], 200)
        form = urlencode({"Họ tên": "Trần Thị Bình", "SĐT": "0912 345 679", **more}).encode()
        self.assertEqual(self.post(address, form, FORM, **self.key)[0], 200)
        leads = self.leads_of(self.webhook)
        self.assertEqual(set(leads.mapped("phone_sanitized")), {"+84912345678", "+84912345679"})
        for lead in leads:
            self.assertIn("giá trị 0", lead.description, "the field “self” is in the notes")
        with mute_logger("odoo.http"):
            handshake = self.url_open(f"/l10n_vn_crm/intake/{address}")
        self.assertEqual((handshake.status_code, handshake.json()["code"]), (403, "wrong_token"))

    def test_keys_are_replaced_and_revoked(self):
        self.assertEqual(self.post(self.webhook, AN, **self.key)[0], 200)
        new = {"Authorization": f"bearer {self.key_of(self.webhook)}"}
        self.assertEqual(self.post(self.webhook, AN, **self.key)[0], 401)
        self.assertEqual(self.post(self.webhook, AN, **new)[0], 200)
        self.webhook.action_revoke_key()
        self.assertEqual(self.post(self.webhook, AN, **new)[0], 401)
        self.webhook.with_user(self.manager).active = False
        self.assertEqual(self.post(self.webhook, AN, **new)[0], 401)

    def test_a_wrong_signature_is_refused_whatever_the_key(self):
        webhook, body = self.new_webhook("haravan", new_signing_secret=SECRET), payload("haravan_customer.json")
        key = self.key_of(webhook)
        for signature in (base64_signature(body, "khác"), base64_signature(body + b" "), "x", "a" * 1000):
            with self.subTest(signature=signature[:20]):
                self.assertEqual(self.post(webhook, body, X_Api_Key=key, X_Haravan_Hmacsha256=signature)[0], 401)
        self.assertEqual(self.post(webhook, body, X_Haravan_Hmacsha256=base64_signature(body))[0], 200)
        webhook.action_forget_secret()
        body = changed("haravan_customer.json", phone="0905777000")
        self.assertEqual(self.post(webhook, body, X_Haravan_Hmacsha256=base64_signature(body))[0], 401)
        self.assertEqual(self.post(webhook, body, X_Api_Key=key)[0], 200)

    def test_a_body_that_is_too_large_is_not_read(self):
        body = json.dumps({"Họ tên": "An", "Ghi chú": "x" * bodies.LARGEST}).encode()
        with patch.object(self.registry["crm.lead.webhook"], "_find_for_request") as find:
            status, answer = self.post(self.webhook, body, **self.key)
        self.assertEqual((status, answer["code"], find.call_count), (413, "too_large", 0))
        status, answer = self.post(self.webhook, b"a=" + b"x" * bodies.LARGEST, FORM, **self.key)
        self.assertEqual((status, answer["code"]), (413, "too_large"))

    UNREADABLE = {
        "not_json": (b"Chi Hoa 0912345678", b"[1, 2]", b'"An"', b'{"a": NaN}', b'{"a": 1'),
        "not_text": (b'{"name": "\xff\xfe"}',),
        "empty": (b" ", b"{}", b"[]", b'{"test": {"a": "b"}}', b'{"message": "Xin gia"}',
                  b'{"shop": {"phone": "0912345678"}}'),
        "too_deep": (b'{"a":' * 13 + b"1" + b"}" * 13, b"[" * 200_000, b'{"a": ' + b"[" * 13 + b"]" * 13 + b"}"),
        "too_many": (
            json.dumps({f"k{n}": n for n in range(6000)}).encode(),
            json.dumps([{"ho_ten": "An"}] * 201).encode(),
            json.dumps({"x" * 301: "An"}).encode(),
        ),
        "refused": (json.dumps({"Họ tên": "An\0", "SĐT": "0912345678"}).encode(),),
    }  # fmt: skip

    def test_what_cannot_be_read_is_kept(self):
        """A program of the company's own gets an error; a platform gets 200, as it would send the same for hours."""
        platform = self.new_webhook("ladipage")
        key = {"X_Api_Key": self.key_of(platform)}
        for code, all_bodies in self.UNREADABLE.items():
            for body in all_bodies:
                with self.subTest(code=code, body=body[:40]):
                    status, answer = self.post(self.webhook, body, **self.key)
                    self.assertEqual((status, answer["status"], answer["code"]), (422, "kept", code))
                    status, answer = self.post(platform, body, **key)
                    self.assertEqual((status, answer["status"], answer["code"]), (200, "kept", code))
                    kept = self.payloads_of(platform)[0]
                    self.assertEqual((kept.reason, kept.is_done), (code, False))
                    self.assertEqual(kept._read_content(), body)
        self.assertFalse(self.leads_of(self.webhook) | self.leads_of(platform))
        self.assertEqual(self.webhook.kept_count, self.webhook.received_count)

    def test_quotes_that_do_not_end_are_read_in_linear_time(self):
        for body in (b'{"a": "' + b'\\"' * 120_000, b'"' * 250_000, b"\\" * 250_000, b'["\\' * 80_000):
            with self.subTest(body=body[:10]):
                self.assertIn(
                    self.post(self.webhook, body, **self.key)[1]["code"], ("not_json", "too_deep", "too_many")
                )

    def test_a_kept_payload_is_tried_again_by_the_manager(self):
        with (
            patch.object(self.registry["crm.lead"], "l10n_vn_intake", side_effect=KeyError("lỗi")),
            mute_logger("odoo.addons.l10n_vn_crm.models.webhook.receiving"),
        ):
            status, answer = self.post(self.webhook, AN, **self.key)
        self.assertEqual((status, answer["code"]), (422, "error"))
        kept = self.payloads_of(self.webhook).with_user(self.manager)
        self.assertIn("Nguyễn Văn An", kept.preview)
        self.assertFalse(self.leads_of(self.webhook))
        action = kept.action_retry()
        [lead] = self.leads_of(self.webhook)
        self.assertEqual((kept.is_done, kept.lead_id, action["res_id"]), (True, lead, lead.id))
        kept.action_retry()
        self.assertEqual(len(self.leads_of(self.webhook)), 1)

    def test_an_error_of_the_reader_loses_nothing(self):
        with (
            patch.object(readings, "find_events", side_effect=RuntimeError("lỗi")),
            mute_logger("odoo.addons.l10n_vn_crm.models.webhook.receiving"),
        ):
            self.assertEqual(self.post(self.webhook, AN, **self.key)[1]["code"], "error")
        self.payloads_of(self.webhook).with_user(self.manager).action_retry()
        self.assertEqual(self.leads_of(self.webhook).contact_name, "Nguyễn Văn An")

    def test_a_payload_that_stays_unreadable_stays_kept(self):
        self.post(self.webhook, b"xin chao", **self.key)
        kept = self.payloads_of(self.webhook).with_user(self.manager)
        self.assertIs(kept.action_retry(), True)
        self.assertEqual((kept.is_done, len(self.payloads_of(self.webhook))), (False, 1))

    def test_what_is_sent_again_makes_nothing_twice(self):
        webhook, body = self.new_webhook("haravan", new_signing_secret=SECRET), payload("haravan_order.json")
        order = {"X_Haravan_Topic": "orders/create", "X_Haravan_Hmacsha256": base64_signature(body)}
        first, again = (self.post(webhook, body, **order) for _time in range(2))
        self.assertEqual(first, again)
        later = changed("haravan_order.json", financial_status="paid", note="Đã trả tiền")
        later_order = {**order, "X_Haravan_Hmacsha256": base64_signature(later)}
        self.assertEqual(self.post(webhook, later, **later_order)[1]["status"], "accepted")
        self.assertEqual(len(self.leads_of(webhook)), 1)
        self.assertNotIn("Đã trả tiền", self.leads_of(webhook).description, "the same order is one event")

    def test_an_event_named_in_a_header_is_done_once(self):
        other = json.dumps({"Họ tên": "Lê Hà", "SĐT": "0987654321"}).encode()
        for body in (AN, other):
            self.post(self.webhook, body, Idempotency_Key="su-kien-7", **self.key)
        self.assertEqual(self.leads_of(self.webhook).mapped("contact_name"), ["Nguyễn Văn An"])

    def test_a_customer_without_a_number_asks_again_on_another_day(self):
        body = json.dumps({"Họ tên": "Lê Thị Hà", "Nội dung": "Xin báo giá"}).encode()
        with freeze_time("2026-11-30 08:00:00"):
            for _time in range(2):
                self.post(self.webhook, body, **self.key)
            self.assertEqual(len(self.leads_of(self.webhook)), 1)
        with freeze_time("2026-12-03 08:00:00"):
            self.post(self.webhook, body, **self.key)
        self.assertEqual(len(self.leads_of(self.webhook)), 2)

    def test_a_known_customer_joins_the_lead_and_adds_what_is_asked(self):
        lead = self.env["crm.lead"].create(
            {"name": "An hỏi giá", "contact_name": "Nguyễn Văn An", "phone": "0912345678", "user_id": self.hoa.id}
        )
        body = json.dumps({"Họ tên": "Nguyễn Văn An", "SĐT": "0912345678", "Nội dung": "Cần thêm 5 máy"}).encode()
        self.assertEqual(self.post(self.webhook, body, **self.key)[1]["status"], "accepted")
        self.assertIn("Cần thêm 5 máy", lead.description)
        self.assertEqual(lead.user_id, self.hoa)
        self.assertEqual(self.env["crm.lead"].search_count([("phone_sanitized", "=", "+84912345678")]), 1)

    def test_more_requests_a_minute_than_allowed_are_sent_again_later(self):
        self.webhook.rate_limit = 2
        with freeze_time("2026-11-30 08:00:10") as clock:
            found = [self.post(self.webhook, AN, **self.key)[0] for _time in range(3)]
            self.assertEqual(found, [200, 200, 429])
            clock.move_to("2026-11-30 08:01:00")
            self.assertEqual(self.post(self.webhook, AN, **self.key)[0], 200)

    def test_without_a_commit_the_answer_is_an_error(self):
        """The platform must send it again: a lead that is not committed is not safe."""
        commit = TestCursor.commit

        def fail(cursor):
            # Counts are committed in transactions of their own.
            if sys._getframe(1).f_code.co_name == "retrying":
                raise psycopg2.OperationalError("server closed the connection")
            commit(cursor)

        with (
            patch.object(TestCursor, "commit", fail),
            mute_logger("odoo.http", "odoo.sql_db"),
        ):
            answer = self.url_open(
                f"/l10n_vn_crm/intake/{self.webhook.l10n_vn_code}",
                data=AN,
                headers={"Content-Type": "application/json", "X-Api-Key": self.key["X_Api_Key"]},
            )
        self.assertGreaterEqual(answer.status_code, 500)

    def test_forms_with_old_names_of_fields_are_read(self):
        body = b"ho_ten=L%C3%AA+H%C3%A0&sdt=0987654321&tags%5B%5D=a&code=x"
        status, answer = self.post(self.webhook, body, FORM, **self.key)
        self.assertEqual((status, answer["status"]), (200, "accepted"), answer)
        self.assertEqual(self.leads_of(self.webhook).contact_name, "Lê Hà")


@tagged("post_install", "-at_install")
class TestWebhookRights(HttpWebhookCase):
    def test_it_works_in_the_rights_of_its_user(self):
        """Leads of another company are not found, and answers say nothing of what there is."""
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế", "country_id": self.env.ref("base.vn").id})
        other = self.env["crm.lead"].create(
            {"name": "An ở Huế", "phone": "0912345678", "company_id": branch.id, "email_from": "an@hue.example.vn"}
        )
        webhook = self.new_webhook()
        status, answer = self.post(webhook, AN, X_Api_Key=self.key_of(webhook))
        self.assertEqual(
            (status, answer), (200, {"status": "accepted", "code": "", "rows": [{"index": 0, "outcome": "accepted"}]})
        )
        [lead] = self.leads_of(webhook)
        self.assertEqual((lead.company_id, lead.create_uid), (self.env.company, self.manager))
        self.assertEqual(other.phone, "0912345678")

    def test_a_payload_reaches_no_field_that_its_user_may_not_write(self):
        webhook = self.new_webhook()
        before = self.env["crm.lead.import"].search([], limit=1, order="id desc").id
        body = json.dumps(
            {"Họ tên": "An", "SĐT": "0912345678", "l10n_vn_import_id": 1, "user_id": self.hoa.id, "company_id": 999,
             "active": False, "type": "opportunity", "stage_id": 4, "id": 1}
        ).encode()  # fmt: skip
        status, answer = self.post(webhook, body, X_Api_Key=self.key_of(webhook))
        leads = self.leads_of(webhook)
        if leads:
            self.assertEqual((leads.user_id.id, leads.active, leads.company_id), (False, True, self.env.company))
            self.assertGreater(leads.l10n_vn_import_id.id, before)
        else:
            self.assertEqual((status, answer["code"]), (422, "refused"))

    def test_salespeople_and_others_see_neither_web_hooks_nor_payloads(self):
        webhook = self.new_webhook("haravan", new_signing_secret=SECRET)
        self.key_of(webhook)
        self.post(webhook, b"xin chao", X_Api_Key=self.key_of(webhook))
        kept = self.payloads_of(webhook)
        portal = new_test_user(self.env, "khach", "base.group_portal")
        for user in (self.hoa, self.lan, portal, self.env.ref("base.public_user")):
            for records in (webhook, kept, self.env["crm.lead.webhook.use"]):
                with self.subTest(user=user.login, model=records._name):
                    mine = records.with_user(user)
                    with self.assertRaises(AccessError):
                        mine.search([])
                    with self.assertRaises(AccessError):
                        mine.create({})
            for call in (
                webhook.with_user(user).action_make_key,
                webhook.with_user(user).action_revoke_key,
                webhook.with_user(user).action_forget_secret,
                kept.with_user(user).action_retry,
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_nobody_reads_keys_and_secrets(self):
        webhook = self.new_webhook("haravan", new_signing_secret=SECRET)
        key = self.key_of(webhook)
        self.assertNotIn(key, str(webhook.sudo().read()))
        for user in (self.manager, self.env.ref("base.user_admin")):
            mine = webhook.with_user(user)
            mine.invalidate_recordset()
            self.assertFalse({"key_hash", "key_made_on", "signing_secret"} & mine.read()[0].keys())
            self.assertFalse(mine.read(["new_signing_secret"])[0]["new_signing_secret"])
            self.assertTrue(mine.has_signing_secret)
            for name in ("key_hash", "key_made_on", "signing_secret"):
                with self.subTest(user=user.login, field=name):
                    with self.assertRaises(AccessError):
                        mine.read([name])
                    with self.assertRaises(AccessError):
                        mine.write({name: "2026-11-30 08:00:00"})
                    with self.assertRaises(AccessError):
                        mine.search([(name, "!=", False)])
        self.assertFalse(webhook.copy().has_signing_secret)
        self.assertFalse(webhook.copy().key_date)

    def test_a_manager_lends_nobody_s_rights(self):
        admin = self.env.ref("base.user_admin")
        with self.assertRaises(AccessError):
            self.new_webhook(user_id=admin.id)
        webhook = self.new_webhook()
        with self.assertRaises(AccessError):
            webhook.user_id = admin
        webhook.with_user(admin).user_id = self.lan
        with self.assertRaises(AccessError):
            webhook.action_make_key()
        self.assertTrue(webhook.with_user(admin).action_make_key())

    def test_who_sees_own_leads_only_takes_nothing_in(self):
        admin = self.env.ref("base.user_admin")
        webhook = self.new_webhook().with_user(admin)
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        for values in ({"user_id": self.hoa.id}, {"company_id": branch.id}):
            with self.subTest(values=values), self.assertRaises(ValidationError), self.cr.savepoint():
                webhook.sudo().write(values)

    def test_a_user_who_has_left_takes_nothing_in(self):
        admin = self.env.ref("base.user_admin")
        webhook = self.new_webhook().with_user(admin)
        webhook.user_id = self.lan
        key = webhook.action_make_key()["context"]["default_key"]
        self.lan.sudo().active = False
        self.assertEqual(self.post(webhook, AN, X_Api_Key=key)[0], 401)

    def test_companies_have_their_own(self):
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế", "country_id": self.env.ref("base.vn").id})
        hue = new_test_user(
            self.env,
            "hue",
            "base.group_user,sales_team.group_sale_manager",
            company_id=branch.id,
            company_ids=[Command.set(branch.ids)],
        )
        webhook = self.new_webhook()
        self.post(webhook, b"xin chao", X_Api_Key=self.key_of(webhook))
        for records in (webhook, self.payloads_of(webhook)):
            self.assertFalse(records.with_user(hue).search([("id", "in", records.ids)]))
            with self.assertRaises(AccessError):
                records.with_user(hue).read(["create_date"])
            with self.assertRaises(AccessError):
                (records.with_user(hue).unlink)()

    def test_presets_and_salesperson(self):
        campaign = self.env["utm.campaign"].create({"title": "Hội chợ xuân"})
        webhook = self.new_webhook(campaign_id=campaign.id, salesperson_id=self.hoa.id)
        self.post(webhook, AN, X_Api_Key=self.key_of(webhook))
        [lead] = self.leads_of(webhook)
        self.assertEqual((lead.campaign_id, lead.user_id, lead.team_id), (campaign, self.hoa, self.team))

    def test_a_salesperson_who_has_left_gets_no_leads(self):
        webhook = self.new_webhook(salesperson_id=self.hoa.id)
        self.hoa.sudo().active = False
        self.post(webhook, AN, X_Api_Key=self.key_of(webhook))
        self.assertEqual((len(self.leads_of(webhook)), len(self.leads_of(webhook).user_id)), (1, 0))

    def test_a_team_that_shares_gives_the_lead_to_a_member(self):
        self.team.l10n_vn_share_method = "load"
        webhook = self.new_webhook()
        self.post(webhook, AN, X_Api_Key=self.key_of(webhook))
        self.assertIn(self.leads_of(webhook).user_id, self.hoa + self.lan)


@tagged("post_install", "-at_install")
class TestWebhookRetention(WebhookCase):
    def test_payloads_and_counts_are_deleted_in_time(self):
        webhook = self.new_webhook()
        with freeze_time("2026-08-01 08:00:00"):
            webhook.sudo()._receive(b"xin chao", "", {})
            webhook.sudo()._count_use("received")
        with freeze_time("2026-10-20 08:00:00"):
            self.env["crm.lead.webhook.payload"]._gc_payloads()
            self.assertEqual(len(self.payloads_of(webhook)), 1)
            self.env["crm.lead.webhook.use"]._gc_use()
            self.assertFalse(self.env["crm.lead.webhook.use"].search([("webhook_number", "=", webhook.id)]))
        with freeze_time("2026-11-30 08:00:00"):
            self.env["ir.config_parameter"].set_param("l10n_vn_crm.webhook_payload_days", "0")
            self.env["crm.lead.webhook.payload"]._gc_payloads()
            self.assertEqual(len(self.payloads_of(webhook)), 1)
            self.env["ir.config_parameter"].set_param("l10n_vn_crm.webhook_payload_days", "90")
            self.env["crm.lead.webhook.payload"]._gc_payloads()
            self.assertFalse(self.payloads_of(webhook))

    def test_one_request_costs_the_same_whatever_was_kept_before(self):
        webhook, costs = self.new_webhook().sudo(), []
        for number in (0, 1, 40):
            for count in range(number):
                webhook._receive(f"xin chao {number} {count}".encode(), "", {})
            body = json.dumps({"Họ tên": f"Khách {number}", "SĐT": f"09123450{number:02}"}).encode()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            webhook._receive(body, "application/json", {})
            costs.append(self.cr.sql_log_count - before)
        self.assertLessEqual(costs[2], costs[1])
