"""Odoo's own page of the API (/doc) shows what each verb takes and answers, in sentences that it can read."""

import re
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from ..screens import ScreenCase, seen
from .contract import answers_of
from .test_api_page import PAGE

# What docutils makes of a text that it cannot read, and Sphinx's roles, which it does not know.
BROKEN = re.compile(r"system-message|problematic|:\w+:`")


@tagged("post_install", "-at_install")
class TestDocPage(HttpCase):
    def test_each_verb_is_described_with_all_its_arguments(self):
        admin, until = self.env.ref("base.user_admin"), datetime.now() + timedelta(hours=1)
        key = self.env["res.users.apikeys"].with_user(admin)._generate("rpc", "test", until)
        answer = self.url_open("/doc-bearer/crm.lead.json", headers={"Authorization": f"bearer {key}"}, method="GET")
        self.assertEqual(answer.status_code, 200)
        methods = answer.json()["methods"]
        verbs = answers_of(PAGE)
        self.assertLessEqual(set(verbs), set(methods))
        for verb in verbs:
            told = methods[verb]
            with self.subTest(verb=verb):
                self.assertEqual(told["module"], "l10n_vn_crm")
                self.assertTrue(told["doc"])
                self.assertEqual([name for name, one in told["parameters"].items() if not one.get("doc")], [])
                self.assertEqual([name for name, one in told["parameters"].items() if not one.get("annotation")], [])
                self.assertTrue(told["return"]["doc"] and told["return"]["annotation"])
                every = [told["doc"], told["return"]["doc"], *(one["doc"] for one in told["parameters"].values())]
                self.assertFalse([text for text in every if BROKEN.search(text)])
        for word in ("Họ tên", "SĐT", "full_name", "external_id"):
            self.assertIn(word, methods["l10n_vn_intake"]["doc"])


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestDocShots(ScreenCase):
    def test_the_page_of_the_api(self):
        for verb in ("l10n_vn_intake", "l10n_vn_lookup", "l10n_vn_record_result"):
            self.shoot(
                f"/doc/crm.lead#{verb}",
                f"doc_{verb}",
                ready=seen(f"#{verb}"),
                clicks=[
                    (
                        f"document.querySelector('#{verb} .o-doc-method-header.o_collapsed')?.click();"
                        f"setTimeout(() => document.getElementById('{verb}').scrollIntoView(), 1000)",
                        seen(f"#{verb} .o-doc-method-content"),
                    ),
                    ("setTimeout(() => document.body.dataset.waited = 1, 2500)", "document.body.dataset.waited"),
                ],
            )
