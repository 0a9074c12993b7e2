"""The sample programs of doc/examples, run as their users run them, while answers to them are lost."""

import csv
import json
import re
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.exceptions import LockError
from odoo.tests import tagged

from .live import EXAMPLES, LiveCase, first_answer

WAIT = 30


@tagged("post_install", "-at_install")
class TestExamples(LiveCase):
    def setUp(self):
        super().setUp()
        self.folder = Path(self.enterContext(TemporaryDirectory()))

    def leads(self, phone):
        return self.env["crm.lead"].search([("phone_sanitized", "=", phone)])

    def until(self, is_done, what):
        end = time.monotonic() + WAIT
        while not is_done():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.05)

    def fill_in(self, door, clicks, **environment):
        """Serve the landing page, send its form, and wait until its outbox is empty."""
        page = subprocess.Popen(
            self.command("landing_page", 0, self.folder),
            env={**self.environment(door), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with self.requests(), page:
            try:
                url = page.stdout.readline().strip()
                form = urllib.request.urlopen(url, timeout=WAIT).read().decode()
                number = re.search(r'name="external_id" value="([\w-]+)"', form).group(1)
                fields = {"external_id": number, "Họ tên": "Vũ Thị Lan", "SĐT": "0987 111 222", "Nhu cầu": "20 ghế"}
                for _click in range(clicks):
                    thanks = urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode(), timeout=WAIT)
                    self.assertIn("Cảm ơn", thanks.read().decode())
                self.until(lambda: not list(self.folder.glob("*.json")), "the outbox is emptied")
            finally:
                page.terminate()

    def test_the_landing_page_makes_one_lead_of_two_clicks_and_a_lost_answer(self):
        with self.door(lost=first_answer) as door:
            self.fill_in(door, clicks=2)
        self.assertGreater(door.calls.count("l10n_vn_intake"), 1, "the form was sent again")
        lead = self.leads("+84987111222")
        self.assertEqual((lead.contact_name, lead.user_id), ("Vũ Thị Lan", self.hoa))
        self.assertIn("20 ghế", lead.description)

    def test_the_landing_page_keeps_forms_longer_than_it_tries(self):
        with self.door(lost=lambda verb, before: before < 7) as door:
            self.fill_in(door, clicks=1, ODOO_PAUSE="0.001")
        self.assertEqual(len(self.leads("+84987111222")), 1)

    def test_the_call_centre_knows_callers_and_records_each_talk_once(self):
        known = self.env["crm.lead"].create(
            {"name": "Chị Hoa", "contact_name": "Lê Thị Hoa", "phone": "+84 903 123 456", "user_id": False}
        )
        of_a_colleague = self.env["crm.lead"].create({"name": "Kín", "phone": "0903 999 999", "user_id": self.nam.id})
        end = {"event": "hung_up", "result": "no_answer", "note": "Máy bận", "call_back_on": "01/12/2030"}
        events = [
            {"event": "ring", "phone": "0903.123.456"},
            {**end, "call_id": "c-1", "phone": "84903123456"},
            {**end, "call_id": "c-1", "phone": "84903123456"},
            {**end, "call_id": "c-2", "phone": "0987 222 333", "name": "Trần Nam"},
            {**end, "call_id": "c-3", "phone": "0903999999"},
        ]
        # The salesperson sees all leads that nobody has, so also that of Hoa.
        with self.door(lost=first_answer) as door:
            code, lines, errors = self.run_example(
                "call_centre", environment=self.environment(door), lines="\n".join(map(json.dumps, events))
            )
        self.assertEqual((code, errors), (0, ""))
        ring, first, again, new, colleague = map(json.loads, lines)
        self.assertEqual(ring, [{"id": known.id, "type": "lead", "name": "Chị Hoa", "owner": ""}])
        self.assertEqual(first, {"lead_id": known.id, "owner": "Trần Thị Hoa", "outcome": "recorded"})
        self.assertEqual(again, first)
        self.assertEqual(known.user_id, self.hoa)
        self.assertEqual(len(known.activity_ids), 1, "one call back")
        self.assertEqual(str(known.activity_ids.date_deadline), "2030-12-01")
        self.assertEqual(known.description.count("Máy bận"), 1, "the talk is recorded once")
        self.assertEqual(self.leads("+84987222333").id, new["lead_id"])
        self.assertEqual(colleague["owner"], "Lê Văn Nam")
        self.assertEqual(of_a_colleague.user_id, self.nam)

    def test_the_call_centre_says_what_is_refused_and_waits_for_who_saves(self):
        end = {"event": "hung_up", "phone": "0903 123 456", "call_id": "c-9", "result": "da_goi"}
        with self.door() as door:
            code, lines, errors = self.run_example(
                "call_centre", environment=self.environment(door), lines=json.dumps(end)
            )
        self.assertEqual((code, lines), (1, []))
        self.assertIn("da_goi", errors)
        self.assertNotIn("Traceback", errors)
        self.assertEqual(door.calls.count("l10n_vn_record_result"), 1, "what is refused is not sent again")
        busy = [LockError("Người khác đang lưu."), None]
        leads = self.registry["crm.lead"]
        lookup = leads.l10n_vn_who_has

        def who_has(self, values):
            if error := busy.pop(0):
                raise error
            return lookup(self, values)

        ring = json.dumps({"event": "ring", "phone": "0903 123 456"})
        with patch.object(leads, "l10n_vn_who_has", who_has), self.door() as door:
            code, lines, errors = self.run_example("call_centre", environment=self.environment(door), lines=ring)
        self.assertEqual((code, len(lines), errors), (0, 1, ""))
        self.assertEqual(door.calls.count("l10n_vn_lookup"), 2)

    ZALO = {
        "app_id": "431",
        "event_name": "user_submit_info",
        "sender": {"id": "246845883529197922"},
        "recipient": {"id": "388613280878808645"},
        "info": {"name": "Phạm Thị Ngọc", "phone": "84987333444", "address": "12 Lê Lợi", "city": "Đà Nẵng"},
        "timestamp": "1764400000000",
    }
    FACEBOOK = {
        "id": "1020304050",
        "created_time": "2026-11-29T08:30:00+0000",
        "field_data": [
            {"name": "full_name", "values": ["Hoàng Văn Sơn"]},
            {"name": "phone_number", "values": ["+84987333555"]},
            {"name": "anh_chị_cần_mấy_máy?", "values": ["20 máy"]},
        ],
    }

    def test_the_bridge_makes_one_lead_of_an_event_that_is_delivered_again(self):
        seen = {"event_name": "user_seen_message", "sender": {"id": "1"}}
        events = [self.ZALO, seen, self.FACEBOOK, self.ZALO, self.FACEBOOK]
        lines = "\n".join(map(json.dumps, events))
        with self.door(lost=first_answer) as door:
            code, told, errors = self.run_example("chat_bridge", environment=self.environment(door), lines=lines)
        self.assertEqual((code, errors, len(told)), (0, "", 4))
        zalo, facebook = self.leads("+84987333444"), self.leads("+84987333555")
        self.assertEqual((zalo.contact_name, zalo.street), ("Phạm Thị Ngọc", "12 Lê Lợi"))
        self.assertEqual(facebook.contact_name, "Hoàng Văn Sơn")
        self.assertIn("20 máy", facebook.description)
        self.assertEqual(told[2].split(" {")[0], "zalo 246845883529197922-1764400000000")
        self.assertIn('"matched_by": "external_id"', told[2])

    def test_the_bridge_says_which_event_was_not_taken(self):
        with self.door() as door:
            environment = {**self.environment(door), "ODOO_KEY": "0" * 40}
            code, told, errors = self.run_example(
                "chat_bridge", environment=environment, lines=json.dumps(self.FACEBOOK)
            )
        self.assertEqual((code, told), (1, []))
        self.assertIn("facebook 1020304050", errors)
        self.assertEqual(door.calls, ["l10n_vn_intake"], "what is refused is not sent again")

    def write_list(self, *rows):
        path = self.folder / "khach-hang.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("external_id", "Họ tên", "SĐT"), *rows])
        return path

    def load(self, path):
        """Run the nightly load beside the background work of the server; return (exit code, lines of its output)."""
        with self.door(lost=first_answer) as door:
            load = subprocess.Popen(
                self.command("nightly_load", path),
                env=self.environment(door),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self.addCleanup(load.kill)
            with self.requests():
                self.until(lambda: "l10n_vn_import_status" in door.calls or load.poll() is not None, "it asks")
                door.is_open.clear()
                self.until(lambda: not door.passing, "what is on its way arrives")
            self.work_in_background()
            door.is_open.set()
            with self.requests():
                output, errors = load.communicate(timeout=WAIT)
        self.assertEqual(errors, "")
        return load.returncode, output.splitlines()

    def work_in_background(self):
        for record in self.env["crm.lead.import"].search(
            [("source", "=", "khach-hang"), ("state", "=", "waiting")], order="id"
        ):
            rows = record._rows_to_step()
            while record._has_step():
                record._as_user()._step(rows)
                record.invalidate_recordset()

    def test_the_nightly_load_brings_each_row_in_once_and_tells_what_failed(self):
        path = self.write_list(
            ("k1", "Lê Hà", "0987 444 001"), ("k2", "Vũ Lan", "0987.444.002"), ("k3" * 150, "Đỗ Minh", "0987444003")
        )
        code, lines = self.load(path)
        self.assertEqual((code, lines), (1, ["created: 2", "failed: 1"]))
        self.assertEqual(len(self.leads("+84987444001") + self.leads("+84987444002")), 2)
        with path.with_suffix(".failed.csv").open(encoding="utf-8-sig") as file:
            [row] = csv.DictReader(file)
        self.assertEqual(row["Họ tên"], "Đỗ Minh")
        self.assertRegex(row["Lý do"], "external_id")
        again = self.write_list(("k1", "Lê Hà", "0987 444 001"), ("k2", "Vũ Lan", "0987.444.002"))
        self.assertEqual(self.load(again), (0, ["created: 2"]))
        self.assertEqual(len(self.leads("+84987444001") + self.leads("+84987444002")), 2, "the second night")

    def test_the_nightly_load_says_what_the_server_refuses(self):
        path = self.write_list(("k1", "Lê Hà", "0987 444 001"))
        with self.door() as door:
            environment = {**self.environment(door), "ODOO_KEY": "0" * 40}
            code, lines, errors = self.run_example("nightly_load", path, environment=environment)
        self.assertEqual((code, lines), (1, []))
        self.assertTrue(errors)

    def test_the_mobile_app_sends_what_was_done_without_a_network_once(self):
        lead = self.env["crm.lead"].create({"name": "Chị Hoa", "phone": "0903 123 456", "user_id": False})

        def app(*words, lost=first_answer, **environment):
            with self.door(lost) as door:
                return self.run_example(
                    "mobile_app", *words, environment={**self.environment(door), **environment}, folder=self.folder
                )

        code, lines, _errors = app("take", lead.id, lost=lambda verb, before: True, ODOO_PAUSE="0.001")
        self.assertEqual((code, len(lines)), (1, 1))
        self.assertIn("No network", lines[0])
        code, lines, _errors = app("result", lead.id, "no_answer", "Máy bận")
        self.assertEqual(code, 0, lines)
        self.assertEqual(lines[0].split(), ["l10n_vn_take", str(lead.id), "taken", "Trần", "Thị", "Hoa"])
        self.assertEqual(lines[1].split(), ["l10n_vn_record_result", str(lead.id), "recorded"])
        self.assertEqual(lead.user_id, self.hoa)
        self.assertEqual(lead.description.count("Máy bận"), 1)
        self.assertEqual(app("sync")[:2], (0, []), "nothing waits any more")
        code, lines, _errors = app("result", lead.id, "khong_co")
        self.assertIn("refused", lines[0])
        self.assertEqual(app("sync")[:2], (0, []), "what is refused is not kept")

    def test_the_readme_names_every_example(self):
        text = (EXAMPLES / "README.rst").read_text(encoding="utf-8")
        for path in EXAMPLES.glob("*.py"):
            self.assertIn(f"``{path.name}``", text)
            self.assertLess(len(path.read_text(encoding="utf-8").splitlines()), 120, "read in two minutes")
