"""Each verb and each code of an error over XML-RPC, JSON-2 and OdooRPC, on a live server."""

import base64
import json
import re
import xmlrpc.client
from datetime import datetime, timedelta
from unittest.mock import patch

import odoorpc
from odoo.exceptions import AccessError, LockError, MissingError, UserError, ValidationError
from odoo.tests import get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from .contract import codes
from .live import LiveCase

PROTOCOLS = ("xml_rpc", "json_2", "odoorpc")
# Codes of methods that are no verbs.
OF_OTHERS = {"several_records", "wrong_date"}
# Calls over JSON-2 that do not fit the signature do not reach the verb.
OF_ODOO_ITSELF = {("unknown_argument", "mobile"), ("missing_argument", "users")}
QUIET = ("odoo.http", "odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers.jsonrpc")


class Refusal(Exception):
    """What a program gets: ``code``, ``field``, and what the protocol says beside it (``status``)."""

    def __init__(self, code, field, status, message):
        super().__init__(message)
        self.code, self.field, self.status = code, field, status


class ProtocolCase(LiveCase):
    def ask(self, protocol, verb, ids=None, user=None, **arguments):
        """Return the answer of a verb, called over ``protocol``.

        :raise Refusal: as a program can read it
        """
        with mute_logger(*QUIET):
            return getattr(self, f"over_{protocol}")(user or self.hoa, verb, ids, arguments)

    def over_xml_rpc(self, user, verb, ids, arguments):
        call = ("crm.lead", verb, [] if ids is None else [ids], arguments)
        try:
            return self.xmlrpc_object.execute_kw(get_db_name(), user.id, self.keys[user], *call)
        except xmlrpc.client.Fault as fault:
            found = re.search(r" \[code=(\w+)(?:, field=([^,\]]+))?(?:, row=\d+)?\]$", fault.faultString)
            code, field = found.groups() if found else ("", "")
            raise Refusal(code, field or "", fault.faultCode, fault.faultString) from fault

    def over_json_2(self, user, verb, ids, arguments):
        headers = {"Content-Type": "application/json", "Authorization": f"bearer {self.keys[user]}"}
        body = json.dumps({**arguments, **({} if ids is None else {"ids": ids})})
        answer = self.url_open(f"/json/2/crm.lead/{verb}", data=body, headers=headers)
        content = answer.json()
        if answer.status_code == 200:
            return content
        context = content.get("context") or {}
        raise Refusal(context.get("code", ""), context.get("field", ""), answer.status_code, content["message"])

    def over_odoorpc(self, user, verb, ids, arguments):
        ids = [] if ids is None else [ids]
        call = (get_db_name(), user.id, self.keys[user], "crm.lead", verb, ids, arguments)
        with self.requests():
            server = odoorpc.ODOO("127.0.0.1", port=self.http_port(), version="19.0")
            try:
                content = server.json("/jsonrpc", {"service": "object", "method": "execute_kw", "args": call})
            except odoorpc.error.RPCError as error:
                context = error.info["data"].get("context") or {}
                code, field = context.get("code", ""), context.get("field", "")
                raise Refusal(code, field, error.info["data"]["name"], str(error)) from error
        return content["result"]


@tagged("post_install", "-at_install")
class TestEveryVerb(ProtocolCase):
    def test_a_lead_goes_its_way_over_each_protocol(self):
        self.env["crm.team"].search([]).write({"member_ids": [(4, self.hoa.id), (4, self.manager.id)]})
        for number, protocol in enumerate(PROTOCOLS):
            with self.subTest(protocol=protocol):
                self.go_its_way(protocol, f"09871110{number:02}")

    def go_its_way(self, protocol, phone):
        def ask(verb, ids=None, **arguments):
            return self.ask(protocol, verb, ids, user=self.manager, **arguments)

        row = {"Họ tên": "Nguyễn Văn An", "SĐT": phone, "external_id": phone}
        [first] = ask("l10n_vn_intake", rows=[row], source=protocol)
        [again] = ask("l10n_vn_intake", rows=[row], source=protocol)
        self.assertEqual(first["outcome"], "created")
        self.assertEqual((again["lead_id"], again["matched_by"]), (first["lead_id"], "external_id"))
        ids = [first["lead_id"]]
        [known] = ask("l10n_vn_lookup", phone=phone[1:])
        self.assertEqual((known["id"], known["type"]), (ids[0], "lead"))
        started = ask("l10n_vn_intake_start", rows=[{"Họ tên": "Vũ Lan", "SĐT": f"{phone[:-1]}9"}])
        self.assertEqual(ask("l10n_vn_import_status", import_id=started["import_id"])["state"], "waiting")
        [taken] = ask("l10n_vn_take", ids)
        self.assertEqual((taken["outcome"], taken["owner"]), ("taken", "Nguyễn Thị Mai"))
        [assigned] = ask("l10n_vn_assign", ids, users=["hoa"], reassign=True)
        self.assertEqual((assigned["outcome"], assigned["owner"]), ("assigned", "Trần Thị Hoa"))
        action = {"type": "call", "date": "01/12/2030"}
        [recorded] = ask("l10n_vn_record_result", ids, outcome="called", note="Cần 20 máy", next_action=action)
        self.assertEqual((recorded["outcome"], recorded["error"]["code"]), ("recorded", ""))
        criteria = {"need": True, "budget": "200 triệu", "decision_maker": "chị Hà", "timing": "31/12/2030"}
        [qualified] = ask("l10n_vn_qualify", ids, answers=criteria)
        self.assertEqual((qualified["outcome"], qualified["is_qualified"], qualified["missing"]), ("saved", True, []))
        [converted] = ask("l10n_vn_convert", ids, request_key=phone)
        self.assertEqual((converted["outcome"], converted["opportunity_id"]), ("converted", ids[0]))
        lead = self.env["crm.lead"].browse(ids)
        self.assertEqual((lead.type, lead.partner_id.id), ("opportunity", converted["customer_id"]))
        undone = ask("l10n_vn_undo", conversion_id=converted["conversion_id"])
        self.assertEqual((undone["state"], lead.type), ("undone", "lead"))
        [wrong] = ask("l10n_vn_intake", rows=[{"Họ tên": "Gửi Nhầm", "SĐT": f"{phone[:-1]}8"}])
        self.assertEqual(ask("l10n_vn_undo", import_id=wrong["import_id"])["counts"]["removed"], 1)


@tagged("post_install", "-at_install")
class TestEveryCode(ProtocolCase):
    def setUp(self):
        super().setUp()
        values = [{"name": name, "type": "lead", "user_id": False} for name in ("Chị Hoa", "Anh Nam")]
        self.leads = self.env["crm.lead"].create(values)
        self.gone = self.env["crm.lead"].create({"name": "Đã xóa"})
        self.gone.unlink()
        self.of_nam = self.env["crm.lead"].create(
            {"name": "Kín", "type": "lead", "phone": "0903 999 999", "user_id": self.nam.id}
        )
        [waiting] = [self.program().l10n_vn_intake_start([{"SĐT": "0903 888 777"}])]
        self.waiting = waiting["import_id"]
        [taken_back] = self.program().l10n_vn_intake([{"Họ tên": "Lê Hà", "SĐT": "0903 888 666"}])
        self.undone = taken_back["import_id"]
        self.program().l10n_vn_undo(self.undone)
        self.leads[0].with_user(self.hoa).l10n_vn_take(request_key="lượt 1")

    def refused_calls(self):
        """Yield (code, field, verb, leads, arguments) of calls that are refused."""
        one, large = self.leads[0], "x" * 30_000
        encoded = {name: base64.b64encode(content).decode() for name, content in FILES.items()}
        yield "missing_argument", "", "l10n_vn_lookup", None, {}
        yield "missing_argument", "users", "l10n_vn_assign", one, {}
        yield "unknown_argument", "mobile", "l10n_vn_lookup", None, {"mobile": "0912345678"}
        yield "unknown_key", "next_action", "l10n_vn_record_result", one, {"outcome": "called", "next_action": {"a": 1}}
        yield "wrong_type", "rows", "l10n_vn_intake", None, {"rows": "x"}
        yield "not_allowed", "policy", "l10n_vn_intake", None, {"rows": [], "policy": "replace"}
        yield "no_record", "ids", "l10n_vn_take", self.env["crm.lead"], {}
        yield "unknown_code", "outcome", "l10n_vn_record_result", one, {"outcome": "da_goi"}
        yield "unknown_record", "users", "l10n_vn_assign", one, {"users": ["khong.co"]}
        late = {"outcome": "called", "next_action": {"type": "call", "date": "hôm nào rảnh"}}
        yield "bad_date", "next_action.date", "l10n_vn_record_result", one, late
        yield "bad_answer", "budget", "l10n_vn_qualify", one, {"answers": {"budget": "nhiều"}}
        yield "too_many", "ids", "l10n_vn_take", self.env["crm.lead"].browse(range(1, 1002)), {}
        yield "too_many_rows", "rows", "l10n_vn_intake", None, {"rows": [{}] * 1001}
        many = [{f"{row} {column}": "x" for column in range(100)} for row in range(6)]
        yield "too_many_keys", "rows", "l10n_vn_intake", None, {"rows": many}
        yield "too_large", "rows", "l10n_vn_intake", None, {"rows": [{"Ghi chú": large} for _row in range(200)]}
        yield "too_long", "source", "l10n_vn_intake", None, {"rows": [], "source": "x" * 201}
        yield "empty_rows", "rows", "l10n_vn_intake_start", None, {"rows": [{"SĐT": [1]}]}
        yield "empty_file", "file", "l10n_vn_intake_start", None, {"file": encoded["empty"]}
        yield "unreadable_file", "file", "l10n_vn_intake_start", None, {"file": encoded["no_list"]}
        yield "key_reused", "request_key", "l10n_vn_take", self.leads[1], {"request_key": "lượt 1"}
        yield "running", "import_id", "l10n_vn_undo", None, {"import_id": self.waiting}
        yield "undone", "import_id", "l10n_vn_undo", None, {"import_id": self.undone}
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.hidden_owners_per_hour", "1")
        for _time in range(2):
            self.env["crm.lead.disclosure"].with_user(self.hoa)._count_shown(1)
        yield "owner_limit", "", "l10n_vn_lookup", None, {"phone": "0903999999"}

    def test_each_code_of_a_call_over_each_protocol(self):
        seen = set()
        for code, field, verb, leads, arguments in self.refused_calls():
            for protocol in PROTOCOLS:
                with self.subTest(code=code, protocol=protocol):
                    with self.assertRaises(Refusal) as refused:
                        self.ask(protocol, verb, None if leads is None else leads.ids, **arguments)
                    told = refused.exception
                    self.assertNotIn("Traceback", str(told))
                    if protocol == "json_2" and (code, field) in OF_ODOO_ITSELF:
                        self.assertEqual((told.code, told.status), ("", 422))
                        self.assertIn(field, str(told))
                        continue
                    self.assertEqual((told.code, told.field), (code, field), str(told))
                    self.assertRegex(str(told), "[ạ-ỹ]", "in the language of the user")
            seen.add(code)
        self.assertEqual(seen, codes()[0] - OF_OTHERS - set(self.OF_ODOO) - self.OF_LEADS)

    # Codes of Odoo's own errors, and what the protocols say beside them.
    OF_ODOO = {
        "busy": (LockError, "Người khác đang lưu.", {"xml_rpc": 2, "json_2": 409}),
        "invalid": (ValidationError, "Không đúng.", {"xml_rpc": 2, "json_2": 422}),
        "refused": (UserError, "Hết hàng.", {"xml_rpc": 2, "json_2": 422}),
        "not_found": (MissingError, "Không còn.", {"xml_rpc": 2, "json_2": 404}),
        "no_access": (AccessError, "Không được.", {"json_2": 403}),
    }

    def test_errors_of_odoo_have_codes_too(self):
        for code, (error, sentence, statuses) in self.OF_ODOO.items():
            # XML-RPC has a fault of its own for access errors.
            for protocol in PROTOCOLS if code != "no_access" else ("json_2", "odoorpc"):
                with (
                    self.subTest(code=code, protocol=protocol),
                    patch.object(self.registry["crm.lead"], "_l10n_vn_take_each", side_effect=error(sentence)),
                    self.assertRaises(Refusal) as refused,
                ):
                    self.ask(protocol, "l10n_vn_take", self.leads.ids)
                self.assertEqual(refused.exception.code, code)
                self.assertEqual(refused.exception.status, statuses.get(protocol, refused.exception.status))

    def test_who_may_see_no_leads_is_refused(self):
        portal = new_test_user(self.env, "khach", "base.group_portal")
        until = datetime.now() + timedelta(hours=1)
        self.keys[portal] = self.env["res.users.apikeys"].with_user(portal)._generate("rpc", "test", until)
        for protocol, code, status in (
            ("xml_rpc", "", 4),
            ("json_2", "no_access", 403),
            ("odoorpc", "no_access", None),
        ):
            with self.subTest(protocol=protocol), self.assertRaises(Refusal) as refused:
                self.ask(protocol, "l10n_vn_lookup", user=portal, phone="0903999999")
            self.assertEqual(refused.exception.code, code)
            if status:
                self.assertEqual(refused.exception.status, status)

    # Codes in the answers of single leads.
    OF_LEADS = {"not_qualified", "recalled"}

    def test_each_code_of_a_lead_over_each_protocol(self):
        self.env["crm.team"].search([]).l10n_vn_requires_qualification = True
        for protocol in PROTOCOLS:
            with self.subTest(protocol=protocol):
                ids = [self.gone.id, self.of_nam.id, self.leads[0].id]
                answers = self.ask(protocol, "l10n_vn_record_result", ids, outcome="no_answer")
                self.assertEqual([answer["error"]["code"] for answer in answers], ["not_found", "no_access", ""])
                [answer] = self.ask(protocol, "l10n_vn_convert", self.leads[0].ids)
                self.assertEqual((answer["outcome"], answer["error"]["code"]), ("skipped", "not_qualified"))
                self.assertIn("need", answer["missing"])
                with patch.object(
                    self.registry["crm.lead"], "_l10n_vn_take", lambda leads: (leads.browse(), leads), create=True
                ):
                    [answer] = self.ask(protocol, "l10n_vn_take", self.leads[1].ids)
                self.assertEqual((answer["outcome"], answer["error"]["code"]), ("failed", "recalled"))


FILES = {"empty": "Họ tên;SĐT\n".encode(), "no_list": bytes(range(256)) * 40}


@tagged("post_install", "-at_install")
class TestSearchOverHttp(ProtocolCase):
    def test_a_domain_finds_an_imported_phone_in_every_spelling(self):
        rows = [{"Họ tên": "Nguyễn Văn An", "SĐT": "0912.345.678"}, {"Họ tên": "Vũ Lan", "SĐT": "028 3822 1234"}]
        an, lan = [answer["lead_id"] for answer in self.take(*rows)]
        self.assertEqual(self.env["crm.lead"].browse(an).phone, "+84 912 345 678", "as imports store it")
        spellings = {
            an: ("0912345678", "0912.345.678", "+84 912 345 678", "84912345678", 912345678),
            lan: ("(028)38221234",),
        }
        for protocol in PROTOCOLS:
            for lead_id, phones in spellings.items():
                for phone in phones:
                    domain = [["phone", "=", phone]]
                    with self.subTest(protocol=protocol, phone=phone):
                        self.assertEqual(self.ask(protocol, "search", domain=domain), [lead_id])
                        [found] = self.ask(protocol, "search_read", domain=domain, fields=["contact_name"])
                        self.assertEqual(found["id"], lead_id)
                        self.assertEqual(self.ask(protocol, "search_count", domain=domain), 1)
            self.assertEqual(self.ask(protocol, "search", domain=[["phone", "in", ["84912345678"]]]), [an])
            self.assertEqual(self.ask(protocol, "search", domain=[["phone", "ilike", "0912345"]]), [an])
