"""A salesperson's day: what is in it, in which order, at what cost, and where the CRM opens."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged, users
from odoo.tools import SQL

from ...models.care.order import ORDER
from ..common import MANAGER, LeadCase, person
from ..plans import plan_of
from ..screens import TourCase

NOW = "2026-03-05 03:00:00"  # ten o'clock in Viet Nam


class MyDayCase(LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa", tz="Asia/Ho_Chi_Minh", email="hoa@saomai.example.vn"),
        "nam": person("Lê Văn Nam", tz="Asia/Ho_Chi_Minh"),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai", tz="Asia/Ho_Chi_Minh"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        cls.team = cls.new_team(cls.hoa, cls.nam, l10n_vn_lead_stages=True)
        cls.trial = cls.env.ref("l10n_vn_crm.crm_stage_trial")
        cls.met = cls.env.ref("l10n_vn_crm.crm_talk_outcome_met")
        cls.no_answer = cls.env.ref("l10n_vn_crm.crm_talk_outcome_no_answer")

    @classmethod
    def lead(cls, name="Chị Lan hỏi giá", **values):
        values = {"type": "lead", "user_id": cls.hoa.id, "team_id": cls.team.id, "phone": "0912 345 678", **values}
        return cls.env["crm.lead"].create({"name": name, "contact_name": name, **values})

    @classmethod
    def trying(cls, end, name="Anh Phúc"):
        """Return a lead whose trial ends on the day ``end``."""
        lead = cls.lead(name, stage_id=cls.trial.id)
        lead.sudo().l10n_vn_trial_end = end
        return lead

    @classmethod
    def due(cls, lead, days, user=None, summary="Gọi báo giá"):
        day = fields.Date.context_today(cls.env.user.with_context(tz="Asia/Ho_Chi_Minh")) + timedelta(days=days)
        return lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=(user or cls.hoa).id, date_deadline=day, summary=summary
        )

    def day(self, user=None):
        """Return {section: [lead id]} of the day of ``user``, sections without cards left out."""
        sections = self.page(user)["sections"]
        return {one["key"]: [card["id"] for card in one["cards"]] for one in sections if one["cards"]}

    def page(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["crm.lead.my.day"].with_user(user or self.hoa).with_context(tz="Asia/Ho_Chi_Minh").get_day()


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestMyDay(MyDayCase):
    def test_each_section_has_its_leads(self):
        late, later, today = self.lead("Anh Hùng"), self.lead("Chị Thu"), self.lead("Anh Tú", type="opportunity")
        for lead, days in ((later, -1), (late, -4), (today, 0), (today, 5)):
            self.due(lead, days)
        new, ending = self.lead("Chị Vy"), self.trying("2026-03-06", "Anh Phúc")
        pool = self.lead("Bà Tư", user_id=False)
        planned, of_nam = self.lead("Ông Ba"), self.lead("Cô Sáu", user_id=self.nam.id)
        self.due(planned, 2)
        self.due(of_nam, -1, self.nam)
        self.assertEqual(
            self.day(),
            {
                "overdue": [late.id, later.id],
                "today": [today.id],
                "new": [new.id],
                "trial": [ending.id],
                "pool": [pool.id],
            },
        )

    def test_a_lead_is_in_the_most_urgent_section_only(self):
        lead = self.trying("2026-03-05")
        for days in (0, -2):
            self.due(lead, days)
        self.assertEqual(self.day(), {"overdue": [lead.id]})

    def test_a_card_says_why_it_is_here_and_since_when(self):
        lead = self.lead(
            "Nguyễn Thị Lan",
            partner_name="Công ty Sao Mai",
            l10n_vn_honorific="Chị",
            email_from="lan@saomai.example.vn",
            priority="2",
        )
        self.due(lead, -3, summary="Gọi chốt số lượng")
        card = self.page()["sections"][0]["cards"][0]
        shown = {name: card[name] for name in ("reason", "since", "contact", "company", "activity", "priority")}
        self.assertEqual(
            shown,
            {
                "reason": "overdue",
                "since": "2026-03-02",
                "contact": "Chị Nguyễn Thị Lan",
                "company": "Công ty Sao Mai",
                "activity": "Gọi chốt số lượng",
                "priority": 2,
            },
        )
        self.assertTrue(card["phone"] and card["email"] and card["has_zalo"])

    def test_the_day_is_the_vietnamese_day(self):
        lead = self.lead()
        self.due(lead, 0)
        with freeze_time("2026-03-05 16:00:00"):  # eleven in the evening
            self.assertEqual(self.day(), {"today": [lead.id]})
        with freeze_time("2026-03-05 18:00:00"):  # one in the morning of the next day
            self.assertEqual(self.day(), {"overdue": [lead.id]})

    def test_a_result_moves_the_lead_out_of_the_day(self):
        overdue, new, trial = self.lead(), self.lead(), self.trying("2026-03-05")
        self.due(overdue, -1)
        for lead in (overdue, new, trial):
            for outcome in (self.no_answer, self.met):
                with self.subTest(lead=lead.id, outcome=outcome.name), self.env.cr.savepoint() as savepoint:
                    action = {"type": outcome.activity_type_id.id, "date": "2026-03-06"}
                    lead.with_user(self.hoa).l10n_vn_record_result(outcome.id, "", False, action)
                    self.assertNotIn(lead.id, sum(self.day().values(), []))
                    savepoint.rollback()
                    self.env.invalidate_all()

    def test_customers_who_wrote_wait_until_somebody_answers(self):
        lead, opportunity = self.lead(), self.lead(type="opportunity")
        self.due(opportunity, 9)
        for one, subject in ((lead, "Xin báo giá"), (opportunity, "Hỏi tiến độ")):
            one.message_post(
                body=subject, message_type="email", email_from="lan@khach.example.vn", author_id=False,
                subtype_xmlid="mail.mt_comment",
            )  # fmt: skip
        page = {section["key"]: section["cards"] for section in self.page()["sections"]}
        self.assertEqual({card["id"] for card in page["new"]}, {lead.id, opportunity.id})
        self.assertEqual({card["reason"] for card in page["new"]}, {"waiting"})
        lead.with_user(self.hoa).message_post(
            body="Em gửi báo giá", message_type="comment", subtype_xmlid="mail.mt_note"
        )
        self.assertIn(lead.id, self.day()["new"], "an internal note is no answer")
        with freeze_time("2026-03-05 03:05:00"):
            lead.with_user(self.hoa).message_post(
                body="Em gửi báo giá", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
            opportunity.with_user(self.hoa).action_l10n_vn_call()
        # The lead has its answer, and nothing is planned yet; a click on call is no answer.
        cards = [(card["id"], card["reason"], card["attempts"]) for card in self.page()["sections"][3]["cards"]]
        self.assertEqual(cards, [(opportunity.id, "waiting", 1), (lead.id, "new", 1)])
        with freeze_time("2026-03-05 03:10:00"):
            opportunity.with_user(self.hoa).l10n_vn_record_result(self.met.id)
            self.due(lead, 2)
        self.assertFalse(self.day().get("new"))

    def test_who_tried_today_and_planned_is_done_with_it_until_then(self):
        lead = self.lead()
        lead.message_post(
            body="Xin báo giá", message_type="email", email_from="lan@khach.example.vn", author_id=False,
            subtype_xmlid="mail.mt_comment",
        )  # fmt: skip
        action = {"type": self.no_answer.activity_type_id.id, "date": "2026-03-09"}
        lead.with_user(self.hoa).l10n_vn_record_result(self.no_answer.id, "", False, action)
        self.assertTrue(lead.l10n_vn_waiting_since, "nobody has answered the customer")
        self.assertEqual(self.day(), {})
        with freeze_time("2026-03-06 03:00:00"):
            self.assertEqual(self.day(), {"new": [lead.id]})

    def test_a_click_takes_no_new_lead_off_the_day(self):
        lead = self.lead()
        for count, click in enumerate((lead.action_l10n_vn_call, lead.action_l10n_vn_zalo), 1):
            getattr(lead.with_user(self.hoa), click.__name__)()
            [card] = self.page()["sections"][3]["cards"]
            self.assertEqual((card["reason"], card["attempts"], card["needs_result"]), ("new", count, True))
        lead.with_user(self.hoa).l10n_vn_record_result(self.met.id)
        self.assertEqual(self.day(), {})

    def test_a_portal_customer_waits_like_one_who_mails(self):
        customer = new_test_user(self.env, "khach", "base.group_portal", name="Bà Tư", email="tu@khach.example.vn")
        lead = self.lead(partner_id=customer.partner_id.id)
        lead.message_subscribe(customer.partner_id.ids)
        lead.with_user(customer).sudo().message_post(
            body="Bao giờ giao?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(self.page()["sections"][3]["cards"][0]["reason"], "waiting")
        with self.assertRaises(AccessError):
            lead.with_user(customer).read(["l10n_vn_waiting_since"])

    def test_trials_come_three_days_before_their_end_and_stay(self):
        ended, ending, talked = (self.trying(f"2026-03-{day}") for day in ("01", "08", "05"))
        self.trying("2026-03-09")
        planned = self.trying("2026-03-05")
        self.due(planned, 2)
        self.env["crm.lead"].search([]).sudo().l10n_vn_last_contact = datetime(2026, 3, 1)
        talked.with_user(self.hoa).l10n_vn_record_result(self.met.id)
        self.assertEqual(self.day(), {"trial": [ended.id, ending.id]})
        self.assertEqual(self.page()["sections"][2]["cards"][0]["since"], "2026-03-01")
        ended.stage_id = self.env.ref("l10n_vn_crm.crm_stage_consulting")
        self.assertEqual(self.day(), {"trial": [ending.id]})

    def test_a_database_without_the_trial_stage(self):
        self.trial.unlink()
        lead = self.lead()
        self.assertEqual(self.day(), {"new": [lead.id]})

    def test_lost_and_won_leads_are_done(self):
        lost, won = self.lead(), self.lead(type="opportunity")
        for lead in (lost, won):
            self.due(lead, -1)
        lost.action_set_lost()
        won.action_set_won()
        self.assertEqual(self.day(), {})

    def test_the_order_is_that_of_the_list(self):
        """Whoever works through the day, or through the list of own leads, meets them in one order."""
        calm = self.lead("Ông Ba")
        self.due(calm, 4)
        new = [self.lead(f"Chị Vy {stars}", priority=stars).id for stars in ("0", "0", "2")]
        trials = [self.trying(f"2026-03-{day}").id for day in ("06", "02")]
        waiting = [self.lead(f"Anh Tú {hour}").id for hour in (2, 1)]
        for lead_id, hour in zip(waiting, (2, 1), strict=True):
            self.env["crm.lead"].browse(lead_id).sudo().l10n_vn_waiting_since = datetime(2026, 3, 5, hour)
        late = [self.lead(f"Cô Sáu {hour}").id for hour in (2, 1)]
        for lead_id, hour in zip(late, (2, 1), strict=True):
            self.env["crm.lead"].browse(lead_id).sudo().l10n_vn_answer_by = datetime(2026, 3, 5, hour)
        for days in (0, -1, -4):
            self.due(self.lead(f"Anh Hùng {days}"), days)
        elsewhere = self.trying("2026-03-05")
        self.due(elsewhere, -2)
        day = sum(self.day().values(), [])
        self.assertEqual(day[4:], [trials[1], trials[0], *waiting[::-1], *late[::-1], *new[::-1]])
        leads = self.env["crm.lead"].with_user(self.hoa).with_context(tz="Asia/Ho_Chi_Minh")
        found = leads.search([("type", "=", "lead"), ("user_id", "=", self.hoa.id)], order=ORDER)
        self.assertEqual(found.ids, [*day, calm.id])

    def test_what_rules_hide_is_not_in_the_day(self):
        hidden, elsewhere = self.lead(user_id=self.nam.id), self.env["res.company"].create({"name": "Chi nhánh Huế"})
        self.due(hidden, -1)
        self.lead(user_id=False, team_id=False, company_id=elsewhere.id)
        self.assertEqual(self.day(), {})
        for groups in ("base.group_portal", "base.group_user"):
            stranger = new_test_user(self.env, groups, groups)
            with self.subTest(groups), self.assertRaises(AccessError):
                self.page(stranger)

    def test_a_section_counts_up_to_a_hundred(self):
        self.env["crm.lead"].create([{"name": f"Khách {n}", "type": "lead", "user_id": False} for n in range(130)])
        pool = self.page()["sections"][-1]
        self.assertEqual((pool["count"], pool["has_more"], len(pool["cards"])), (99, True, 20))

    def test_see_all_lists_what_the_section_counts(self):
        for days in (-3, -1, 0):
            self.due(self.lead(), days)
        self.lead()
        self.trying("2026-03-05")
        self.lead(user_id=False)
        waiting = self.lead()
        waiting.sudo().l10n_vn_waiting_since = NOW
        my_day = self.env["crm.lead.my.day"].with_user(self.hoa).with_context(tz="Asia/Ho_Chi_Minh")
        counts = {section["key"]: section["count"] for section in self.page()["sections"]}
        self.assertEqual(counts, {"overdue": 2, "today": 1, "new": 2, "trial": 1, "pool": 1})
        for key, count in counts.items():
            with self.subTest(key):
                domain = my_day.action_open(key)["domain"]
                domain = [("type", "=", "lead"), ("user_id", "=", False)] if key == "pool" else domain
                self.assertEqual(self.env["crm.lead"].with_user(self.hoa).search_count(domain), count)
        with self.assertRaisesRegex(UserError, "“section”.*“tất cả”.*overdue"):
            my_day.action_open("tất cả")


@tagged("post_install", "-at_install")
class TestMyDayCost(MyDayCase):
    def fill(self, size):
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Khách {number}",
                    "type": "lead",
                    "team_id": self.team.id,
                    "user_id": self.hoa.id if number % 3 else False,
                    "stage_id": self.trial.id if number % 5 == 0 else False,
                }
                for number in range(size)
            ]
        )
        for number, lead in enumerate(leads[::4]):
            self.due(lead, number % 3 - 1)
        return leads

    def test_cost_does_not_grow(self):
        counts = {}
        for size in (40, 400):
            self.fill(size)
            self.page()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.lead.my.day"].with_user(self.hoa).get_day()
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[400], counts[40], counts)
        self.assertLessEqual(counts[400], 15, counts)

    def test_sections_are_one_query_by_index(self):
        trials = self.fill(60).filtered("l10n_vn_trial_end")
        trials.sudo().l10n_vn_trial_end = fields.Date.today()
        self.env.flush_all()
        # Many leads of others: reading the whole table for one salesperson's day would be wrong.
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead (name, type, active, user_id, team_id, stage_id, won_status, priority)"
                " SELECT 'Khách ' || number, 'lead', TRUE, %s, %s, %s, 'pending', '0'"
                " FROM generate_series(1, 20000) AS number",
                self.nam.id, self.team.id, self.trial.id,
            )
        )  # fmt: skip
        self.env.cr.execute("ANALYZE crm_lead")
        self.env.cr.execute("ANALYZE mail_activity")
        my_day = self.env["crm.lead.my.day"].with_user(self.hoa)
        my_day._find_leads()
        before = self.env.cr.sql_log_count
        my_day._find_leads()
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
        plan = plan_of(self.env, my_day._get_query())
        self.assertIn("crm_lead_l10n_vn_mine_idx", plan)
        self.assertIn("crm_lead_l10n_vn_waiting_idx", plan)
        self.assertIn("crm_lead_l10n_vn_trial_end_idx", plan)
        self.assertNotIn("Seq Scan on crm_lead", plan)


@tagged("post_install", "-at_install")
class TestFirstPage(MyDayCase):
    def start(self, user):
        action = self.env.ref("l10n_vn_crm.crm_lead_start_action").with_user(user)
        return action.run()

    def test_salespeople_begin_with_their_day_and_managers_with_their_view(self):
        self.env.company.l10n_vn_opens_my_day = True
        for user, tag in ((self.hoa, "my_day"), (self.manager, "manager_report")):
            with self.subTest(user.name):
                self.assertEqual(self.start(user)["tag"], f"l10n_vn_crm.{tag}")

    def test_elsewhere_the_pipeline_opens_as_in_odoo(self):
        self.env.company.l10n_vn_opens_my_day = False
        self.assertEqual(self.start(self.hoa)["xml_id"], "crm.crm_lead_action_pipeline")

    def test_vietnamese_companies_begin_so(self):
        for code, expected in (("vn", True), ("us", False)):
            company = self.env["res.company"].create(
                {"name": f"Công ty {code}", "country_id": self.env.ref(f"base.{code}").id}
            )
            self.assertEqual(company.l10n_vn_opens_my_day, expected)

    @users("hoa")
    def test_the_menu_of_the_crm_begins_with_my_day(self):
        menus = self.env["ir.ui.menu"].load_web_menus(False)
        root = menus[self.env.ref("crm.crm_menu_root").id]
        self.assertEqual(root["actionID"], self.env.ref("l10n_vn_crm.crm_lead_start_action").id)
        first = menus[root["children"][0]]["children"][0]
        self.assertEqual(menus[first]["xmlid"], "l10n_vn_crm.crm_lead_my_day_menu")


@tagged("post_install", "-at_install")
class TestMyDayTours(TourCase, MyDayCase):
    def test_work_through_the_day_by_keyboard(self):
        self.env.company.l10n_vn_opens_my_day = True
        first, second = self.lead("Anh Hùng"), self.lead("Chị Thu", email_from="thu@khach.example.vn")
        for lead, days in ((first, -3), (second, -1)):
            self.due(lead, days)
        pool = self.lead("Bà Tư", user_id=False)
        self.start_tour("/odoo", "l10n_vn_crm_my_day", login="hoa")
        self.assertEqual(first.l10n_vn_outcome_id, self.env.ref("l10n_vn_crm.crm_talk_outcome_talked"))
        self.assertEqual(pool.user_id, self.hoa)

    def test_first_day(self):
        self.start_tour("/odoo/my-day", "l10n_vn_crm_first_day", login="hoa")
        lead = self.env["crm.lead"].search([("user_id", "=", self.hoa.id)])
        self.assertEqual((lead.type, lead.contact_name), ("lead", "Nguyễn Thị Lan"))
        self.assertTrue(lead.l10n_vn_outcome_id and lead.activity_ids)

    def test_the_guide_starts_from_my_day(self):
        # start_tour would keep tours from being turned on, which is what the button does.
        self.browser_js(
            "/odoo/my-day",
            """
                document.querySelector(".o_l10n_vn_guide").click();
                const pointing = setInterval(() => {
                    if (document.querySelector(".o_tour_pointer")) {
                        clearInterval(pointing);
                        console.log("test successful");
                    }
                }, 100);
            """,
            "Boolean(document.querySelector('.o_l10n_vn_day_done img ~ h3'))",
            login="hoa",
        )
        self.assertTrue(self.hoa.tour_enabled)

    def test_other_tours_do_not_follow(self):
        tours = self.env["web_tour.tour"].with_user(self.hoa)
        self.hoa.tour_enabled = True
        self.assertFalse(tours.consume("l10n_vn_crm_first_day"))
        self.assertFalse(self.hoa.tour_enabled)
        self.hoa.tour_enabled = True
        self.env["web_tour.tour"].create({"name": "l10n_vn_thu"})
        self.assertTrue(tours.consume("khac"), "other tours go on as in Odoo")
