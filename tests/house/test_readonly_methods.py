"""Methods that only read answer in a read-only transaction: Odoo sends them to a replica where there is one."""

import contextlib

from odoo.tests import tagged

from ..conversion.test_qualification import QualificationCase
from .test_public_methods import public_methods

# Look-ups count their use in a transaction of their own.
READ = {
    ("crm.lead", "l10n_vn_count_lists"),
    ("crm.lead", "l10n_vn_find_matches"),
    ("crm.lead", "l10n_vn_get_qualification"),
    ("crm.lead", "l10n_vn_import_status"),
    ("crm.lead", "l10n_vn_lookup"),
    ("crm.lead", "l10n_vn_preview_return"),
    ("crm.lead", "l10n_vn_who_has"),
    ("crm.lead.duplicate.group", "l10n_vn_compare"),
    ("crm.lead.first.steps", "get_steps"),
    ("crm.lead.manager.report", "get_report"),
    ("crm.lead.manager.report", "get_trials"),
    ("crm.lead.my.day", "get_day"),
}
MARCH = {"period": "custom", "date_from": "2026-03-01", "date_to": "2026-03-31"}


@tagged("post_install", "-at_install")
class TestReadonlyMethods(QualificationCase):
    @contextlib.contextmanager
    def read_only(self):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.cr.savepoint() as savepoint:
            self.cr.execute("SET LOCAL transaction_read_only = on")
            yield
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    def test_what_reads_says_so(self):
        found = {place for place, method in public_methods(self.env).items() if getattr(method, "_readonly", False)}
        self.assertEqual(found, READ)

    def test_reading_writes_nothing(self):
        hidden = self.lead(user_id=self.mai.id, phone="0912 345 678", email_from="lan@thuyta.example.vn")
        mine = self.lead(phone="0912 345 678", email_from="lan@thuyta.example.vn").with_user(self.nam)
        others = self.env["crm.lead"].with_user(self.nam)
        self.team.l10n_vn_requires_qualification = False
        converted = self.lead().with_user(self.manager)
        converted.convert_opportunity(converted.partner_id)
        self.env["crm.lead.duplicate.search"]._start()
        search = self.env["crm.lead.duplicate.search"].search([("state", "=", "waiting")], limit=1)
        while search._has_step():
            search._step(None)
        group = self.env["crm.lead.duplicate.group"].search([("model", "=", "crm.lead")], limit=1)
        listed = others.l10n_vn_intake([{"Họ tên": "Chị Vy", "SĐT": "0903 112 233"}], source="hội chợ")
        entry = self.env["crm.lead.import"].search([], order="id desc", limit=1)
        self.assertEqual(listed[0]["outcome"], "created")
        report = self.env["crm.lead.manager.report"].with_user(self.manager)
        calls = {
            ("crm.lead", "l10n_vn_count_lists"): lambda: others.l10n_vn_count_lists(),
            ("crm.lead", "l10n_vn_find_matches"): lambda: mine.l10n_vn_find_matches(),
            ("crm.lead", "l10n_vn_get_qualification"): lambda: mine.l10n_vn_get_qualification(),
            ("crm.lead", "l10n_vn_import_status"): lambda: others.l10n_vn_import_status(entry.id),
            ("crm.lead", "l10n_vn_lookup"): lambda: others.l10n_vn_lookup(phone=hidden.phone),
            ("crm.lead", "l10n_vn_preview_return"): lambda: converted.l10n_vn_preview_return(),
            ("crm.lead", "l10n_vn_who_has"): lambda: others.l10n_vn_who_has({"phone": hidden.phone}),
            ("crm.lead.duplicate.group", "l10n_vn_compare"): lambda: group.with_user(self.manager).l10n_vn_compare(),
            ("crm.lead.first.steps", "get_steps"): lambda: self.env["crm.lead.first.steps"].get_steps(),
            ("crm.lead.manager.report", "get_report"): lambda: report.get_report(MARCH),
            ("crm.lead.manager.report", "get_trials"): lambda: report.get_trials(MARCH),
            ("crm.lead.my.day", "get_day"): lambda: self.env["crm.lead.my.day"].with_user(self.nam).get_day(),
        }
        self.assertEqual(calls.keys(), READ)
        for place, call in calls.items():
            with self.subTest(place):
                with self.read_only():
                    answer = call()
                self.assertEqual(answer, call())
