"""Whom to contact first: the order of leads and the sentence that explains it, in the words of salespeople."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from ...models.care import order_page
from ...models.care.order import ORDER
from ..plans import plan_of
from .test_trial import NOW, TrialCase


class OrderCase(TrialCase):
    def mine(self, user=None):
        user = user or self.hoa
        return self.env["crm.lead"].with_user(user).with_context(lang="vi_VN", tz="Asia/Ho_Chi_Minh")

    def plan(self, lead, days, summary="Gọi lại", user=None):
        day = fields.Date.to_date("2026-03-05") + timedelta(days=days)
        lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=(user or lead.user_id).id, date_deadline=day, summary=summary
        )

    def reason(self, lead, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.mine(user).browse(lead.id).l10n_vn_next_reason

    def waiting(self, name, since, **values):
        lead = self.lead(name, **values)
        lead.sudo().l10n_vn_waiting_since = since
        return lead

    def ending(self, name, end, **values):
        lead = self.trying(name, **values)
        lead.sudo().l10n_vn_trial_end = end
        return lead


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestOrder(OrderCase):
    def test_each_reason_is_one_sentence(self):
        for days, text in (
            (-3, "Trễ hẹn 3 ngày: Gọi lại"),
            (0, "Đã hẹn hôm nay: Gọi lại"),
            (4, "Hẹn ngày 09/03/2026: Gọi lại"),
        ):
            with self.subTest(text):
                lead = self.lead()
                self.plan(lead, days)
                self.assertEqual(self.reason(lead), text)
        for end, text in (
            ("2026-03-03", "Hết dùng thử 2 ngày trước, chưa quyết"),
            ("2026-03-05", "Hết dùng thử hôm nay"),
            ("2026-03-06", "Hết dùng thử ngày mai"),
            ("2026-03-08", "Còn 3 ngày hết dùng thử"),
        ):
            with self.subTest(text):
                self.assertEqual(self.reason(self.ending("Anh Phúc", end)), text)
        self.assertEqual(self.reason(self.waiting("Anh Tú", datetime(2026, 3, 5, 1))), "Khách chờ trả lời 2 giờ")
        late = self.lead("Cô Sáu")
        late.sudo().l10n_vn_answer_by = datetime(2026, 3, 5, 1)  # since the opening of the company
        self.assertEqual(self.reason(late), "Trả lời lần đầu: trễ 2 giờ")
        self.plan(late, 1)
        self.assertEqual(self.reason(late), "Hẹn ngày 06/03/2026: Gọi lại")
        new = self.lead("Chị Vy")
        new.sudo()._write({"create_date": datetime(2026, 3, 2, 3)})
        self.assertEqual(self.reason(new), "Mới về 3 ngày trước, chưa ai liên hệ")
        new.sudo().l10n_vn_last_contact = datetime(2026, 3, 1)
        self.assertEqual(self.reason(new), "Chưa có hành động tiếp theo")

    def test_closed_leads_have_no_reason_and_come_last(self):
        lost, won, idle = (self.lead(name) for name in ("Chị Lan", "Anh Tú", "Cô Ba"))
        lost.action_set_lost()
        won.action_set_won()
        idle.sudo().l10n_vn_last_contact = datetime(2026, 3, 1)
        self.assertFalse(self.reason(lost) or self.reason(won))
        found = self.mine().with_context(active_test=False).search([("user_id", "=", self.hoa.id)], order=ORDER)
        self.assertEqual(found[0], idle)

    def test_the_promise_of_the_salesperson_counts(self):
        """What a colleague has planned for a lead is the colleague's; managers see what the salesperson promised."""
        lead = self.waiting("Chị Lan", datetime(2026, 3, 5, 1))
        self.plan(lead, 0, "Hỏi công nợ", self.manager)
        for user in (self.hoa, self.manager):
            self.assertEqual(self.reason(lead, user), "Khách chờ trả lời 2 giờ")
        self.plan(lead, 0, "Gọi báo giá")
        for user in (self.hoa, self.manager):
            self.assertEqual(self.reason(lead, user), "Đã hẹn hôm nay: Gọi báo giá")

    def test_the_day_is_the_vietnamese_day(self):
        lead = self.ending("Anh Phúc", "2026-03-06")
        with freeze_time("2026-03-05 16:00:00"):  # eleven in the evening
            self.assertEqual(self.reason(lead), "Hết dùng thử ngày mai")
        with freeze_time("2026-03-05 18:00:00"):  # one in the morning
            self.assertEqual(self.reason(lead), "Hết dùng thử hôm nay")

    def test_lists_and_boards_of_own_leads_use_the_order(self):
        for xml_id, kind in (("crm_lead_view_list_mine", "list"), ("crm_lead_view_kanban_mine", "kanban")):
            arch = self.mine().get_view(self.env.ref(f"l10n_vn_crm.{xml_id}").id, kind)["arch"]
            self.assertIn(f'default_order="{ORDER}"', arch)
        first, second = self.ending("Anh Phúc", "2026-03-05"), self.lead("Chị Vy")
        third = self.lead("Chị Thu")
        self.plan(third, 9)
        domain = [("user_id", "=", self.hoa.id), ("type", "=", "lead")]
        rows = self.mine().web_search_read(domain, {"l10n_vn_next_reason": {}}, order=ORDER)["records"]
        self.assertEqual([row["id"] for row in rows], [first.id, second.id, third.id])
        self.assertTrue(all(row["l10n_vn_next_reason"] for row in rows))
        self.assertTrue(self.mine().fields_get(["l10n_vn_next_reason"])["l10n_vn_next_reason"]["sortable"])
        self.assertEqual(self.mine().search(domain, order="l10n_vn_next_reason desc, id")[-1], first)

    def test_the_order_obeys_rules(self):
        self.ending("Anh Phúc", "2026-03-05", user_id=self.nam.id)
        own = self.lead("Chị Vy")
        self.assertEqual(self.mine().search([("type", "=", "lead")], order=ORDER).filtered("user_id"), own)

    def test_a_page_of_very_many_is_the_same(self):
        """Where there are too many to be sorted, each kind is found by itself: the order does not change."""
        leads = self.env["crm.lead"]
        for number in range(3):
            leads += self.ending("Anh Phúc", f"2026-03-0{number + 4}") + self.lead("Chị Vy", priority=str(number))
            leads += self.waiting("Anh Tú", datetime(2026, 3, 5, number))
            late, idle, overdue, today, later, lost = (self.lead(f"Khách {number}") for _kind in range(6))
            late.sudo().l10n_vn_answer_by = datetime(2026, 3, 4, number)
            idle.sudo().l10n_vn_last_contact = datetime(2026, 3, 1)
            for lead, days in ((overdue, -number - 1), (today, 0), (later, number + 1)):
                self.plan(lead, days)
            lost.action_set_lost()
            leads += late + idle + overdue + today + later + lost
        domain = [("id", "in", leads.ids)]
        mine = self.mine().with_context(active_test=False)

        def page(offset, limit):
            # As the web client writes it.
            order = "l10n_vn_next_reason ASC, priority DESC, id DESC"
            return mine.web_search_read(domain, {"l10n_vn_next_reason": {}}, offset, limit, order, 10_001)

        pages = [(0, 5), (3, 10), (5, 20), (20, 80), (0, 27), (26, 5)]
        sorted_pages = [page(*place) for place in pages]
        self.patch(order_page, "MANY", 2)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        for place, expected in zip(pages, sorted_pages, strict=True):
            with self.subTest(place):
                self.assertEqual(page(*place), expected)
        self.assertGreater(self.env.cr.sql_log_count, before)
        self.assertEqual(
            mine.web_search_read(domain, {"name": {}}, 0, 80, "name", 10_001)["length"], len(leads), "another order"
        )

    def test_a_page_of_very_many_obeys_rules(self):
        self.patch(order_page, "MANY", 0)
        leads = self.ending("Anh Phúc", "2026-03-05", user_id=self.nam.id) + self.lead("Chị Vy")
        own = leads[1]
        rows = self.mine().web_search_read([("id", "in", leads.ids)], {"name": {}}, 0, 80, ORDER, 10_001)
        self.assertEqual(([row["id"] for row in rows["records"]], rows["length"]), ([own.id], 1))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestOrderCost(OrderCase):
    def test_a_page_costs_three_queries(self):
        counts = {}
        for size in (10, 80):
            leads = self.env["crm.lead"]
            for number in range(size):
                leads += self.ending("Anh Phúc", "2026-03-06") if number % 2 else self.lead("Chị Vy")
                if number % 3 == 0:
                    self.plan(leads[-1], number % 5 - 2)
            self.env.flush_all()
            self.env.invalidate_all()
            page = self.mine().browse(leads.ids)
            page.mapped("name")
            before = self.env.cr.sql_log_count
            page.mapped("l10n_vn_next_reason")
            counts[size] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts[80], counts[10], counts)
        self.assertLessEqual(counts[80], 6, counts)

    def test_own_leads_are_read_by_their_index(self):
        self.ending("Anh Phúc", "2026-03-06")
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead (name, type, active, user_id, team_id, stage_id, won_status, priority)"
                " SELECT 'Khách ' || number, 'lead', TRUE, %s, %s, %s, 'pending', '0'"
                " FROM generate_series(1, 20000) AS number",
                self.nam.id, self.team.id, self.trial.id,
            )
        )  # fmt: skip
        self.env.cr.execute("ANALYZE crm_lead")
        query = self.mine()._search([("type", "=", "lead"), ("user_id", "=", self.hoa.id)], order=ORDER, limit=80)
        plan = plan_of(self.env, query.select())
        self.assertNotIn("Seq Scan on crm_lead", plan)
