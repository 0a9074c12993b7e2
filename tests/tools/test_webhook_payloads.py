"""Tables of web hooks: each platform has its payloads, each path is found in one of them."""

import json
from pathlib import Path

from odoo.tests import BaseCase

from ...tools.facts import facts
from ...tools.webhook import body as bodies
from ...tools.webhook.flat import flatten
from ...tools.webhook.rows import read

PAYLOADS = Path(__file__).parents[1] / "api" / "payloads"
PLATFORMS = ("facebook", "zalo", "ladipage", "wordpress", "haravan", "kiotviet", "sapo", "generic")


def rows_of(name):
    path = PAYLOADS / name
    content_type = "application/x-www-form-urlencoded" if path.suffix == ".form" else "application/json"
    return read(path.stem.partition("_")[0], bodies.read(path.read_bytes(), content_type), {})


class TestWebhookPayloads(BaseCase):
    def test_each_platform_has_a_payload_that_is_read(self):
        kinds = {path.name: rows_of(path.name).kind for path in sorted(PAYLOADS.iterdir())}
        for platform in PLATFORMS:
            with self.subTest(platform=platform):
                self.assertIn("rows", [kind for name, kind in kinds.items() if name.startswith(platform)])

    def test_tables_name_platforms_and_fields_that_exist(self):
        names = {"contact_name", "phone", "email_from", "partner_name", "street", "street2", "city", "state_id",
                 "description", "l10n_vn_external_id", "l10n_vn_vat"}  # fmt: skip
        events = {(row["platform"], row["event"]) for row in facts("webhook_events")}
        for row in facts("webhook_fields"):
            self.assertIn(row["field"], names)
            self.assertIn((row["platform"], row["event"]), events)
        self.assertLessEqual({platform for platform, _event in events}, set(PLATFORMS))
        keys = [row["key"] for row in facts("webhook_keys")]
        self.assertEqual(len(keys), len(set(keys)))

    def test_values_of_others_stay_in_the_notes(self):
        for key in ("shop_phone", "Shop Email", "store_name", "pageName", "hotline", "seller_phone", "owner_email"):
            with self.subTest(key=key):
                flat = flatten({key: "0912345678"})
                self.assertEqual((flat.cells, flat.remarks), ({}, [f"{key}: 0912345678"]))
        for container in ("shop", "store", "page", "owner", "seller", "staff", "agent", "user", "account", "unknown"):
            with self.subTest(container=container):
                flat = flatten({container: {"name": "Sao Mai", "phone": "0912345678"}})
                self.assertEqual((flat.cells, len(flat.remarks)), ({}, 2))

    def test_the_customer_of_an_unknown_object_is_read(self):
        flat = flatten({"order": {"code": "D1", "customer": {"name": "An", "phone": "0912345678"}}})
        self.assertEqual(flat.cells, {"Họ và tên": "An", "phone": "0912345678"})
        self.assertEqual(flat.remarks, ["order.code: D1"])

    def test_a_name_is_the_person_unless_there_is_another(self):
        for record, expected in (
            ({"name": "Lê Hà"}, {"Họ và tên": "Lê Hà"}),
            ({"name": "Mua máy", "contact_name": "Lê Hà"}, {"name": "Mua máy", "contact_name": "Lê Hà"}),
            ({"name": "Mua máy", "ho_ten": "Lê Hà"}, {"name": "Mua máy", "ho ten": "Lê Hà"}),
        ):
            with self.subTest(record=record):
                self.assertEqual(flatten(record).cells, expected)

    def test_secrets_of_machines_are_left_out(self):
        machines = {"token": "t", "api_key": "k", "g-recaptcha-response": "r", "_wpnonce": "n"}
        flat = flatten({"ho_ten": "An", **machines})
        self.assertEqual((flat.cells, flat.remarks), ({"ho ten": "An"}, []))

    def test_two_values_of_one_heading_are_both_kept(self):
        flat = flatten({"phone": "0912345678", "data": {"phone": "0987654321"}})
        self.assertEqual((flat.cells, flat.remarks), ({"phone": "0912345678"}, ["phone: 0987654321"]))

    def test_numbers_are_texts(self):
        self.assertEqual(bodies.read(b'{"phone": 84912345678, "id": 12345678901234567890123, "a": 1.50}'),
                         {"phone": "84912345678", "id": "12345678901234567890123", "a": "1.50"})  # fmt: skip

    def test_forms_nest_as_php_writes_them(self):
        found = bodies.read(b"a[b][]=1&a[b][]=2&a=3&x&[q]=5", "application/x-www-form-urlencoded; charset=UTF-8")
        self.assertEqual(found, {"a": {"b": ["1", "2"]}, "x": "", "[q]": "5"})

    def test_events_with_the_same_id_are_one(self):
        event = json.loads((PAYLOADS / "kiotviet_order.json").read_text())
        first = read("kiotviet", event, {}).rows
        again = read("kiotviet", {**event, "Id": "other", "Attempt": "2"}, {}).rows
        self.assertEqual(first, again)

    def test_bodies_beyond_the_limits_are_refused(self):
        for code, body in {
            "too_large": b" " * (bodies.LARGEST + 1),
            "too_deep": b"[" * (bodies.DEEPEST + 1),
            "too_many": b"[" + b"1," * (2 * bodies.MOST_VALUES + 1) + b"1]",
            "empty": b"  ",
        }.items():
            with self.subTest(code=code), self.assertRaises(bodies.UnreadableBody) as refusal:
                bodies.read(body)
            self.assertEqual(refusal.exception.code, code)
