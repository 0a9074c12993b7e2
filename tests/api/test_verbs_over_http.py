"""The verbs over XML-RPC and JSON-2, as programs call them on a live server."""

import json
import xmlrpc.client
from datetime import datetime, timedelta

from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from ..http_case import CountedHttpCase
from .common import ApiCase

AN = {"Họ tên": "Nguyễn Văn An", "SĐT": "0912.345.678", "external_id": "n1"}


@tagged("post_install", "-at_install")
class TestVerbsOverHttp(ApiCase, CountedHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys = cls.env["res.users.apikeys"]
        until = datetime.now() + timedelta(days=1)
        cls.keys = {
            user: keys.with_user(user)._generate("rpc", "test", until) for user in (cls.hoa, cls.nam, cls.manager)
        }

    def xml(self, verb, user=None, **arguments):
        user = user or self.hoa
        return self.xmlrpc_object.execute_kw(get_db_name(), user.id, self.keys[user], "crm.lead", verb, [], arguments)

    def json2(self, verb, user=None, **arguments):
        """Return (status, content)."""
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/json/2/crm.lead/{verb}",
                data=json.dumps(arguments),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"bearer {self.keys[user or self.hoa]}",
                },
            )
        return answer.status_code, answer.json()

    def test_every_verb_over_xml_rpc(self):
        [first] = self.xml("l10n_vn_intake", rows=[AN], source="landing")
        self.assertEqual(first["outcome"], "created")
        [again] = self.xml("l10n_vn_intake", rows=[AN], source="landing")
        self.assertEqual((again["lead_id"], again["matched_by"]), (first["lead_id"], "external_id"))
        rows = [{"contact_name": "Lê Hà", "phone": 987654321, "l10n_vn_received_at": datetime(2026, 11, 29, 8, 30)}]
        [tried] = self.xml("l10n_vn_intake", rows=rows, dry_run=True)
        self.assertEqual((tried["outcome"], tried["lead_id"]), ("created", 0))
        [match] = self.xml("l10n_vn_lookup", phone=912345678)
        self.assertEqual(match["id"], first["lead_id"])
        started = self.xml("l10n_vn_intake_start", rows=rows)
        self.assertEqual(self.xml("l10n_vn_import_status", import_id=started["import_id"])["state"], "waiting")
        undone = self.xml("l10n_vn_undo", import_id=first["import_id"])
        self.assertEqual(undone["state"], "undone")

    def test_verbs_on_leads_over_xml_rpc(self):
        """A call centre: takes a lead, records the talk by codes, qualifies it and converts it."""
        lead = self.env["crm.lead"].create(
            {"name": "Chị Hoa", "type": "lead", "user_id": False, "phone": "0903 1234 56"}
        )

        def call(verb, **arguments):
            key = self.keys[self.hoa]
            return self.xmlrpc_object.execute_kw(
                get_db_name(), self.hoa.id, key, "crm.lead", verb, [lead.ids], arguments
            )[0]

        self.assertEqual(call("l10n_vn_take", request_key="t1")["outcome"], "taken")
        self.assertEqual(call("l10n_vn_take", request_key="t1")["outcome"], "taken")
        action = {"type": "call", "date": "01/12/2026", "summary": "Gửi báo giá"}
        self.assertEqual(call("l10n_vn_record_result", outcome="called", next_action=action)["outcome"], "recorded")
        answers = {"budget": "200 triệu", "need": True, "decision_maker": "chị Hà", "timing": "31/12/2026"}
        self.assertTrue(call("l10n_vn_qualify", answers=answers)["is_qualified"])
        answer = call("l10n_vn_convert", request_key="c1")
        self.assertEqual((answer["outcome"], answer["opportunity_id"]), ("converted", lead.id), answer)
        self.assertTrue(answer["customer_id"])
        self.assertEqual(call("l10n_vn_convert", request_key="c1"), answer)
        with self.assertRaisesRegex(xmlrpc.client.Fault, r"\[code=unknown_code, field=outcome\]"):
            call("l10n_vn_record_result", outcome="da_goi")

    def test_verbs_on_leads_over_json_2(self):
        lead = self.env["crm.lead"].create({"name": "Anh Nam", "type": "lead", "user_id": False})
        status, [answer] = self.json2("l10n_vn_assign", user=self.manager, ids=lead.ids, users=[self.hoa.login])
        self.assertEqual((status, answer["outcome"], answer["owner"]), (200, "assigned", self.hoa.name))
        status, [answer] = self.json2("l10n_vn_record_result", ids=lead.ids, outcome="no_answer")
        self.assertEqual((status, answer["outcome"]), (200, "recorded"))
        status, refusal = self.json2("l10n_vn_qualify", ids=lead.ids, answers={"budget": "nhiều"})
        self.assertEqual((status, refusal["context"]["code"]), (422, "bad_answer"))
        self.assertEqual(refusal["context"]["field"], "budget")

    def test_every_verb_over_json_2(self):
        status, [first] = self.json2("l10n_vn_intake", rows=[AN], source="landing")
        self.assertEqual((status, first["outcome"]), (200, "created"))
        self.assertEqual(self.json2("l10n_vn_intake", rows=[AN], source="landing")[1][0]["lead_id"], first["lead_id"])
        self.assertEqual(self.json2("l10n_vn_lookup", phone="84912345678")[1][0]["id"], first["lead_id"])
        started = self.json2("l10n_vn_intake_start", rows=[{**AN, "external_id": None}])[1]
        status, answer = self.json2("l10n_vn_import_status", import_id=started["import_id"])
        self.assertEqual((status, answer["state"]), (200, "waiting"))
        self.assertEqual(self.json2("l10n_vn_undo", import_id=first["import_id"])[1]["state"], "undone")

    ERRORS = (
        ("l10n_vn_intake", {"rows": "x"}, "wrong_type", "rows"),
        ("l10n_vn_intake", {"rows": [], "policy": "replace"}, "not_allowed", "policy"),
        ("l10n_vn_intake", {"rows": [{}] * 1001}, "too_many_rows", "rows"),
        ("l10n_vn_intake_start", {}, "missing_argument", "rows"),
        ("l10n_vn_lookup", {}, "missing_argument", ""),
        ("l10n_vn_lookup", {"phone": {"a": 1}}, "wrong_type", "phone"),
        ("l10n_vn_import_status", {"import_id": 99_999_999}, "unknown_record", "import_id"),
        ("l10n_vn_undo", {"import_id": "x"}, "wrong_type", "import_id"),
    )

    def test_errors_over_xml_rpc(self):
        for verb, arguments, code, field in self.ERRORS:
            with self.subTest(verb=verb, code=code):
                with self.assertRaises(xmlrpc.client.Fault) as fault, mute_logger("odoo.addons.rpc.controllers.xmlrpc"):
                    self.xml(verb, **arguments)
                place = f"code={code}, field={field}" if field else f"code={code}"
                self.assertEqual(fault.exception.faultCode, 2)
                self.assertTrue(fault.exception.faultString.endswith(f" [{place}]"), fault.exception.faultString)
                self.assertNotIn("Traceback", fault.exception.faultString)
                self.assertRegex(fault.exception.faultString, "[ạ-ỹ]", "in the language of the user")

    def test_errors_over_json_2(self):
        for verb, arguments, code, field in self.ERRORS:
            with self.subTest(verb=verb, code=code):
                status, error = self.json2(verb, **arguments)
                self.assertEqual(status, 422)
                self.assertEqual((error["context"]["code"], error["context"]["field"]), (code, field))
                self.assertEqual(error["message"], error["context"]["message"])
        status, error = self.json2("l10n_vn_lookup", mobile="0912345678")
        self.assertEqual(status, 422)
        self.assertIn("mobile", error["message"])

    def test_a_colleague_gets_only_the_owner(self):
        [first] = self.xml("l10n_vn_intake", rows=[AN], source="landing")
        [again] = self.json2("l10n_vn_intake", user=self.nam, rows=[AN], source="landing")[1]
        self.assertEqual((again["lead_id"], again["owner"]), (0, "Trần Thị Hoa"))
        with self.assertRaises(xmlrpc.client.Fault), mute_logger("odoo.addons.rpc.controllers.xmlrpc"):
            self.xml("l10n_vn_undo", user=self.nam, import_id=first["import_id"])

    def test_use_is_counted_and_shown_to_administrators_only(self):
        self.xml("l10n_vn_intake", rows=[AN, {"phone": [1]}])
        for _time in range(2):
            self.json2("l10n_vn_lookup", phone="0912345678")
        usage = self.env["crm.lead.api.usage"].search([("user_number", "=", self.hoa.id)])
        found = {one.verb: (one.call_count, one.row_count, one.refused_count) for one in usage}
        self.assertEqual(found, {"l10n_vn_intake": (1, 2, 0), "l10n_vn_lookup": (2, 2, 0)})
        self.assertEqual(usage.user_id, self.hoa)
        status, error = self.json2_model("crm.lead.api.usage", "search_read", domain=[])
        self.assertEqual(status, 403, error)

    def json2_model(self, model, method, **arguments):
        with mute_logger("odoo.http"):
            headers = {"Content-Type": "application/json", "Authorization": f"bearer {self.keys[self.hoa]}"}
            answer = self.url_open(f"/json/2/{model}/{method}", data=json.dumps(arguments), headers=headers)
        return answer.status_code, answer.json()
