"""Errors of Odoo's own code reach the browser in the words of this addon."""

import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import LeadCase


@tagged("post_install", "-at_install")
class TestNativeErrors(HttpCase, LeadCase):
    def said(self, model, method, ids, lang="vi_VN"):
        """Return the message of the error that a call of the web client gets."""
        self.manager.lang = lang
        params = {"model": model, "method": method, "args": [ids], "kwargs": {"context": {"lang": lang}}}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                data=json.dumps({"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}),
                headers={"Content-Type": "application/json"},
                timeout=60,
            )
        return answer.json()["error"]["data"]["message"]

    def test_words_of_leads(self):
        self.authenticate("mai", "mai")
        lead = self.env["crm.lead"].create({"name": "Chị Lan hỏi giá", "type": "lead"})
        self.assertIn("ít nhất hai tiềm năng", self.said("crm.lead", "merge_opportunity", lead.ids))
        self.assertIn("at least two Leads", self.said("crm.lead", "merge_opportunity", lead.ids, "en_US"))

    def test_values_are_kept(self):
        self.authenticate("mai", "mai")
        team = self.env.ref("sales_team.salesteam_website_sales")
        name = team.with_context(lang="vi_VN").name
        self.assertIn(f"đội ngũ mặc định “{name}”", self.said("crm.team", "unlink", team.ids))
