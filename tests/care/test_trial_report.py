"""The manager's numbers of trials: bought of those decided, and the median time until the purchase."""

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_trial import TrialCase

MARCH = {"period": "custom", "date_from": "2026-03-01", "date_to": "2026-03-31", "team_id": False}


@tagged("post_install", "-at_install")
class TestTrialReport(TrialCase):
    def trial_of(self, start, days=None, is_bought=True, **values):
        """Return a lead whose trial began on the day ``start`` and was decided so many ``days`` later, or is open."""
        with freeze_time(f"{start} 03:00:00"):
            lead = self.trying(**values)
        if days is not None:
            lead.action_set_won() if is_bought else lead.action_set_lost()
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE crm_lead SET date_closed = l10n_vn_trial_start + %s + time '18:00' WHERE id = %s",
                (days - 1, lead.id),  # one in the morning of the next day in Viet Nam
            )
            lead.invalidate_recordset()
        return lead

    def numbers(self, user=None, **options):
        report = self.env["crm.lead.manager.report"].with_user(user or self.manager)
        with freeze_time("2026-03-20 03:00:00"):
            return report.get_trials({**MARCH, "team_id": self.team.id, **options})

    def fill(self):
        for days in (3, 5, 10):
            self.trial_of("2026-03-02", days)
        self.trial_of("2026-03-02", 4, is_bought=False)
        self.trial_of("2026-03-04")  # ended on the 18th
        self.trial_of("2026-03-10").with_user(self.hoa).l10n_vn_extend_trial(7, "Kế toán đi vắng")
        self.trial_of("2026-02-20", 6)
        self.trial_of("2026-03-06", 8, user_id=self.nam.id)
        self.env.flush_all()

    def test_rate_and_median(self):
        self.fill()
        found = self.numbers()
        total = {
            "begun": 7,
            "bought": 4,
            "lost": 1,
            "running": 1,
            "ended": 1,
            "extended": 1,
            "percent": 80,
            "days": 6.5,
        }
        self.assertEqual(found["total"], total)
        rows = {row["name"]: (row["begun"], row["bought"], row["percent"], row["days"]) for row in found["rows"]}
        self.assertEqual(rows, {"Lê Văn Nam": (1, 1, 100, 8), "Trần Thị Hoa": (6, 3, 75, 5)})

    def test_salespeople_see_their_own(self):
        self.fill()
        self.assertEqual(self.numbers(self.nam)["total"]["begun"], 1)

    def test_other_teams_and_companies_are_left_out(self):
        self.fill()
        other = self.env["crm.team"].create({"name": "Miền Bắc"})
        self.assertEqual(self.numbers(team_id=other.id)["total"]["begun"], 0)
        self.assertEqual(self.numbers(team_id=other.id)["total"]["percent"], False)
        branch = self.env["res.company"].create({"name": "Chi nhánh Huế"})
        stranger = self.new_user("hue", name="Quản lý Huế", groups="sales_team.group_sale_manager",
                                 company_id=branch.id, company_ids=[Command.set(branch.ids)])  # fmt: skip
        self.team.company_id = self.env.company
        self.env["crm.lead"].with_context(active_test=False).search(
            [("team_id", "=", self.team.id)]
        ).company_id = self.env.company
        self.assertEqual(self.numbers(stranger, team_id=False)["total"]["begun"], 0)

    def test_a_number_opens_its_leads(self):
        self.fill()
        report, total = self.env["crm.lead.manager.report"].with_user(self.manager), self.numbers()["total"]
        options = {**MARCH, "team_id": self.team.id}
        with freeze_time("2026-03-20 03:00:00"):
            for measure in ("begun", "bought", "lost", "running", "ended"):
                with self.subTest(measure):
                    action = report.action_open(f"trial_{measure}", options)
                    leads = self.env["crm.lead"].with_context(**action["context"])
                    self.assertEqual(leads.search_count(action["domain"]), total[measure])

    def test_one_query_and_no_nonsense(self):
        self.fill()
        report = self.env["crm.lead.manager.report"].with_user(self.manager)
        report._count_trials(MARCH)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        report._count_trials(MARCH)
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
        with self.assertRaises(UserError):
            report.get_trials({**MARCH, "period": "thập kỷ"})
