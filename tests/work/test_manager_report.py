from freezegun import freeze_time
from odoo import fields
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.exceptions import UserError
from odoo.tests import tagged, users

from ..common import MANAGER, LeadCase, person
from ..screens import TourCase

MARCH = {"period": "custom", "date_from": "2026-03-01", "date_to": "2026-03-31", "team_id": False}


class ManagerReportCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", tz="Asia/Ho_Chi_Minh"),
        "hung": person("Trần Văn Hùng", tz="Asia/Ho_Chi_Minh"),
        "manager": person("Phạm Mai", MANAGER, login="mai", tz="Asia/Ho_Chi_Minh"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.new_team(cls.lan, cls.hung, l10n_vn_lead_stages=True)
        cls.fair = cls.env["utm.source"].create({"name": "Hội chợ"})
        cls.consulting = cls.env.ref("l10n_vn_crm.crm_stage_consulting")

    @classmethod
    def new_leads(cls, count, created="2026-03-10 05:00:00", **values):
        leads = cls.env["crm.lead"].create(
            [
                {"name": f"Khách {number}", "type": "lead", "user_id": cls.lan.id, "team_id": cls.team.id, **values}
                for number in range(count)
            ]
        )
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE crm_lead SET create_date = %s WHERE id IN %s", (created, tuple(leads.ids)))
        leads.invalidate_recordset(["create_date"])
        return leads


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 03:00:00")
class TestManagerReport(ManagerReportCase):
    def report(self, **options):
        return self.env["crm.lead.manager.report"].get_report({**MARCH, "team_id": self.team.id, **options})

    def numbers(self, user, **options):
        return next(row["numbers"] for row in self.report(**options)["rows"] if row["user_id"] == user.id)

    @users("mai")
    def test_numbers_of_a_salesperson(self):
        early, idle = self.new_leads(1, "2026-02-10 05:00:00"), self.new_leads(2, stage_id=self.consulting.id)
        late = self.new_leads(1)
        (early + late).activity_schedule(
            "mail.mail_activity_data_call", date_deadline="2026-03-19", user_id=self.lan.id
        )
        converted = self.new_leads(1)
        converted.convert_opportunity(self.env["res.partner"])
        converted.date_conversion = "2026-03-15 05:00:00"
        numbers = self.numbers(self.lan)
        self.assertEqual(
            {key: numbers.get(key) for key in ("new", "open", "late", "idle", "converted", "rate", "percent")},
            {"new": 4, "open": 4, "late": 2, "idle": 2, "converted": 1, "rate": 1, "percent": 25},
        )
        self.assertEqual(numbers[str(self.consulting.id)], len(idle))

    @users("mai")
    def test_each_number_opens_its_records(self):
        self.new_leads(2)
        self.new_leads(1, user_id=False)
        self.new_leads(1).convert_opportunity(self.env["res.partner"])
        self.new_leads(1).action_set_lost()
        options = {**MARCH, "team_id": self.team.id}
        for row in self.report()["rows"]:
            for measure in ("new", "open", "late", "idle", "converted", "won", "rate"):
                with self.subTest(salesperson=row["name"], measure=measure):
                    action = self.env["crm.lead.manager.report"].action_open(measure, options, user_id=row["user_id"])
                    found = self.env["crm.lead"].with_context(**action["context"]).search_count(action["domain"])
                    self.assertEqual(found, row["numbers"].get(measure, 0))

    @users("mai")
    def test_days_are_vietnamese_days(self):
        self.new_leads(1, "2026-02-28 18:00:00")  # one o'clock on 1 March in Viet Nam
        self.new_leads(1, "2026-03-31 18:00:00")  # already 1 April
        self.assertEqual(self.numbers(self.lan)["new"], 1)

    @users("mai")
    def test_unassigned_leads_have_a_row_of_their_own(self):
        self.new_leads(3, user_id=False)
        first = self.report()["rows"][0]
        self.assertEqual((first["user_id"], first["numbers"]["open"]), (False, 3))

    @users("mai")
    def test_idle_salespeople_are_shown(self):
        self.assertEqual(self.numbers(self.hung).get("new", 0), 0)

    @users("lan")
    def test_salesperson_sees_own_numbers_only(self):
        self.new_leads(1)
        self.new_leads(5, user_id=self.hung.id)
        report = self.report()
        self.assertEqual([row["user_id"] for row in report["rows"]], [self.lan.id])
        self.assertEqual(report["total"]["new"], 1)

    @users("mai")
    def test_companies_are_kept_apart(self):
        env = self.manager.env  # whoever creates a company becomes a member of it
        other = env["res.company"].create({"name": "Công ty Hoa Sen"})
        stranger = mail_new_test_user(
            env,
            "sen",
            groups="sales_team.group_sale_salesman",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        lead = self.new_leads(1, user_id=stranger.id, team_id=False, company_id=other.id)
        self.assertEqual(lead.company_id, other)
        rows = self.report(team_id=False)["rows"]
        self.assertNotIn(stranger.id, [row["user_id"] for row in rows])

    @users("mai")
    def test_sources_by_conversion(self):
        self.new_leads(4, source_id=self.fair.id)[0].convert_opportunity(self.env["res.partner"])
        self.new_leads(2)
        sources = self.report()["sources"]
        self.assertEqual((sources[0]["name"], sources[0]["new"], sources[0]["percent"]), ("Hội chợ", 4, 25))
        self.assertEqual(sources[1]["percent"], 0)

    @users("mai")
    def test_funnel_counts_a_lead_in_every_stage_it_has_reached(self):
        self.new_leads(4)
        self.new_leads(2, stage_id=self.consulting.id)
        self.new_leads(1, stage_id=self.consulting.id).action_set_lost()
        converted = self.new_leads(3)
        for lead in converted:
            lead.convert_opportunity(self.env["res.partner"])
        converted[0].action_set_won()
        long_ago = self.new_leads(5, "2025-12-10 05:00:00")
        for lead in long_ago:  # of another period: were they counted, the last step would be the widest
            lead.convert_opportunity(self.env["res.partner"])
        funnel = self.report()["funnel"]
        self.assertEqual(
            [(step["name"], step["count"], step["percent"]) for step in funnel],
            [
                ("New leads", 10, 100),
                ("Reached Consulting", 6, 60),
                ("Reached Trial", 3, 30),
                ("Converted among the new", 3, 30),
                ("Won among the new", 1, 10),
            ],
        )
        for step in funnel:
            with self.subTest(step=step["name"]):
                options = {**MARCH, "team_id": self.team.id}
                action = self.env["crm.lead.manager.report"].action_open(step["measure"], options, **step["narrowed"])
                found = self.env["crm.lead"].with_context(**action["context"]).search_count(action["domain"])
                self.assertEqual(found, step["count"])

    @users("mai")
    def test_funnel_of_a_team_without_lead_stages(self):
        self.team.l10n_vn_lead_stages = False
        first, second = self.env["crm.stage"].search([("l10n_vn_applies_to", "=", "opportunity")], limit=2)
        self.new_leads(2, stage_id=first.id)
        self.new_leads(1, stage_id=second.id)
        steps = [(step["name"], step["count"]) for step in self.report()["funnel"]]
        self.assertEqual(
            steps,
            [
                ("New leads", 3),
                (f"Reached {second.name}", 1),
                ("Converted among the new", 0),
                ("Won among the new", 0),
            ],
        )

    @users("mai")
    def test_equal_words_are_equal_numbers(self):
        """Every name on the screen with its numbers: tiles and total, columns of stages, funnel, lists of records."""
        self.new_leads(3, stage_id=self.consulting.id)
        self.new_leads(2, "2026-01-10 05:00:00", stage_id=self.consulting.id)
        for lead in self.new_leads(1) | self.new_leads(2, "2026-01-10 05:00:00"):
            lead.convert_opportunity(self.env["res.partner"])
            lead.date_conversion = "2026-03-15 05:00:00"
        report, model = self.report(), self.env["crm.lead.manager.report"]
        options = {**MARCH, "team_id": self.team.id}
        shown = [(step["name"], step["count"]) for step in report["funnel"]]
        shown += [(stage["name"], report["total"].get(str(stage["id"]), 0)) for stage in report["stages"]]
        for measure, (label, _domain) in model._get_measures(options).items():
            if measure in report["total"]:
                shown.append((label, report["total"][measure]))
        by_word = {}
        for word, number in shown:
            by_word.setdefault(word, set()).add(number)
        self.assertEqual(by_word["New leads"], {4})
        self.assertEqual(by_word["Converted"], {3}, "whenever they came")
        self.assertEqual(by_word["Converted among the new"], {1})
        self.assertEqual(by_word[self.consulting.name], {5})
        self.assertEqual(by_word[f"Reached {self.consulting.name}"], {4})
        self.assertFalse({word: numbers for word, numbers in by_word.items() if len(numbers) > 1})

    @users("mai")
    def test_period_that_ends_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "last day"):
            self.report(date_to="2026-02-01")

    @users("mai")
    def test_periods(self):
        for period, expected in (
            ("week", ("2026-03-16", "2026-03-22")),
            ("month", ("2026-03-01", "2026-03-31")),
            ("last_month", ("2026-02-01", "2026-02-28")),
            ("quarter", ("2026-01-01", "2026-03-31")),
            ("year", ("2026-01-01", "2026-12-31")),
        ):
            with self.subTest(period=period):
                shown = self.report(period=period)["period"]
                self.assertEqual((shown["from"], shown["to"]), expected)

    @users("mai")
    def test_logins_with_their_leads(self):
        customer = mail_new_test_user(self.env(su=True), "khach", groups="base.group_portal", name="Khách Quen")
        self.new_leads(3)
        self.new_leads(2, user_id=False, partner_id=customer.partner_id.id)
        users = self.env["res.users"].search([("id", "in", (self.lan + customer).ids)], order="share")
        self.assertEqual(users.mapped("l10n_vn_lead_count"), [3, 2])
        self.assertEqual(users.mapped("l10n_vn_login_kind"), ["employee", "customer"])
        for user in users:
            found = self.env["crm.lead"].search_count(user.action_l10n_vn_open_leads()["domain"])
            self.assertEqual(found, user.l10n_vn_lead_count + user.l10n_vn_opportunity_count)

    def test_a_colleague_outside_sales_reads_a_login(self):
        clerk = mail_new_test_user(self.env(su=True), "ke_toan", groups="base.group_user", name="Kế toán")
        [login] = clerk.with_user(clerk).read(["name", "l10n_vn_lead_count", "l10n_vn_opportunity_count"])
        self.assertEqual((login["l10n_vn_lead_count"], login["l10n_vn_opportunity_count"]), (0, 0))

    def test_cost_does_not_grow_with_leads_or_people(self):
        counts = {}
        for size in (5, 60):
            self.new_leads(size)
            self.new_leads(size, user_id=self.hung.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.lead.manager.report"].with_user(self.manager).get_report(MARCH)
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[60], counts[5], counts)


@tagged("post_install", "-at_install")
class TestManagerReportTour(TourCase, ManagerReportCase):
    def test_click_through_to_the_records(self):
        self.new_leads(2, fields.Datetime.now())
        self.start_tour("/odoo/lead-manager", "l10n_vn_crm_manager_report", login="mai")
