"""The page for programmers, run from top to bottom against the live server."""

import json
import os
import re
import subprocess
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ALL, MANAGER, person
from .live import LiveCase
from .test_api_page import PAGE

# Keys whose values are those of one database, and texts that depend on the time.
IDS = ("lead_id", "import_id", "conversion_id", "opportunity_id", "customer_id", "owner_id", "id", "since")


def blocks():
    """Yield (language, text) of each block of code, in the order of the page."""
    for found in re.finditer(r"\.\. code-block:: (\w+)\n\n((?:    .*\n|\n)+)", PAGE):
        lines = found[2].rstrip("\n").split("\n")
        yield found[1], "\n".join(line[4:] for line in lines) + "\n"


def plain(answer):
    """Return ``answer`` with the type of each value that differs from database to database."""
    if isinstance(answer, dict):
        return {name: type(value).__name__ if name in IDS else plain(value) for name, value in answer.items()}
    return [plain(value) for value in answer] if isinstance(answer, list) else answer


@tagged("post_install", "-at_install")
class TestApiPageLive(LiveCase):
    USERS = {
        **LiveCase.USERS,
        "lan": person("Phạm Thị Lan", ALL, login="lan@example.vn"),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai"),
    }

    def test_every_example_answers_as_the_page_says(self):
        self.env["crm.team"].search([]).write({"member_ids": [(4, self.manager.id), (4, self.lan.id)]})
        self.manager.lang = "vi_VN"
        names, shell, last, checked = {}, "", {}, []
        with self.door() as door, patch.dict(os.environ, self.environment(door, self.manager)):
            for language, text in blocks():
                if language == "python":
                    last |= self.run_python(text, names)
                elif language == "bash" and text.startswith("call() {"):
                    shell = text
                elif language == "bash":
                    last["curl"] = self.run_bash(shell + text, names, last)
                elif language == "json":
                    with self.subTest(verb=last["verb"]):
                        self.check(json.loads(text), last)
                    checked.append(last["verb"])
                    last = {}
        verbs = re.findall(r"^``(l10n_vn_\w+)``[:]", PAGE, re.MULTILINE)
        self.assertEqual(checked, verbs, "each verb has its answer")
        self.assertEqual(len(set(verbs)), 10)

    def run_python(self, text, names):
        """Run a block of the page; return the answers that it has assigned by protocol, and their verb."""
        with self.requests(), mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"):
            exec(compile(text, "doc/api.rst", "exec"), names)  # pylint: disable=exec-used
        found = re.findall(r"^(\w+) = (call|call_xml)\(\s*\"(\w+)\"", text, re.MULTILINE)
        if not found:
            return {}
        verb = found[-1][2]
        return {**{protocol: names[name] for name, protocol, called in found if called == verb}, "verb": verb}

    def run_bash(self, text, names, last):
        """Run commands of the page; return what they print."""
        variables = {"LEAD": names.get("lead_of_curl"), "IMPORT": names.get("started", {}).get("import_id")}
        if last.get("verb") == "l10n_vn_undo":
            rows = [{"Họ tên": "Nhầm Lần Ba", "SĐT": "0987 111 666"}]
            with self.requests():
                variables["WRONG_IMPORT"] = names["call"]("l10n_vn_intake", rows=rows)[0]["import_id"]
        variables = {name: str(value) for name, value in variables.items()}
        with self.requests():
            done = subprocess.run(
                ["bash", "-eu", "-c", text],
                env={**os.environ, **variables},
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answer = json.loads(done.stdout)
        if last.get("verb") == "l10n_vn_intake":
            names["lead_of_curl"] = answer[0]["lead_id"]
        return answer

    def check(self, shown, last):
        for protocol in ("call", "call_xml", "curl"):
            answer = last[protocol]
            if last["verb"] in ("l10n_vn_intake_start", "l10n_vn_import_status"):
                # How many rows there are is that of the first example.
                answer = {**answer, "row_count": shown["row_count"]}
            self.assertEqual(plain(answer), plain(shown), protocol)
