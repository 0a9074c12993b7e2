"""What tests of the verbs start from: people, their company in Viet Nam, and calls as programs make them."""

import contextlib
import json

from ..common import ALL, MANAGER, LeadCase, person


class ApiCase(LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa"),
        "nam": person("Lê Văn Nam"),
        "lan": person("Phạm Thị Lan", ALL),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.hoa.lang = "vi_VN"
        cls.env["ir.module.module"]._load_module_terms(["l10n_vn_crm"], ["vi_VN"])
        cls.env.company.country_id = cls.env.ref("base.vn")

    def program(self, user=None):
        """Return leads as a program of ``user`` calls them: without a language in the context."""
        return self.env["crm.lead"].with_user(user or self.hoa).with_context(lang=None, tz=None)

    def take(self, *rows, user=None, **options):
        """Take ``rows`` in; return the answers, which JSON and XML-RPC can carry."""
        answers = self.program(user).l10n_vn_intake(list(rows), **options)
        self.assertEqual(json.loads(json.dumps(answers)), answers)
        self.assertEqual([answer["index"] for answer in answers], list(range(len(rows))))
        return answers

    def codes(self, answer):
        return [warning["code"] for warning in answer["warnings"]]

    @contextlib.contextmanager
    def refused(self, code, field=""):
        """Expect an error with this code and field."""
        with self.assertRaises(Exception) as refusal:
            yield refusal
        context = getattr(refusal.exception, "context", {})
        self.assertEqual((context.get("code"), context.get("field")), (code, field), refusal.exception)
