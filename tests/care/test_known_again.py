from odoo.tests import tagged, users

from ..common import LeadCase, MailCase, letter
from ..plans import plan_of

HA = {"contact_name": "Trần Thị Hà", "phone": "0912 345 678", "type": "lead"}


@tagged("post_install", "-at_install")
class TestKnownAgain(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")

    def arrive(self, **values):
        return self.env["crm.lead"].create({"name": "Hỏi giá máy lọc nước", **HA, **values})

    def known(self, lead):
        return lead.l10n_vn_known_kind, lead.l10n_vn_return_count

    def test_first_lead_of_a_person_is_new(self):
        self.assertEqual(self.known(self.arrive()), (False, 0))
        self.assertFalse(self.arrive(phone="0987 654 321", contact_name="Lê Văn Bình").l10n_vn_known_text)

    def test_the_third_lead_of_a_person(self):
        self.arrive()
        self.assertEqual(self.known(self.arrive(phone="+84 912.345.678", contact_name="chị Hà")), ("lead", 1))
        lead = self.arrive()
        self.assertEqual(self.known(lead), ("lead", 2))
        self.assertEqual(lead.with_context(lang="en_US").l10n_vn_known_text, "Back, time 2")

    def test_each_proof_is_looked_up(self):
        tries = {
            "second phone": ({"phone": "0987 654 321", "l10n_vn_phone2": "0912 345 678"}, {}),
            "as second phone": ({}, {"phone": "0987 654 321", "l10n_vn_phone2": "0912345678"}),
            "zalo": ({"phone": False, "l10n_vn_zalo": "0912 345 678"}, {}),
            "zalo name": (
                {"phone": False, "l10n_vn_zalo": "https://zalo.me/hatran"},
                {"phone": False, "l10n_vn_zalo": "zalo.me/HaTran"},
            ),
            "mailbox": (
                {"phone": False, "email_from": "le.ha@gmail.com"},
                {"phone": False, "email_from": "leha+mua@gmail.com"},
            ),
            "address": (
                {"phone": False, "email_from": "ha@saomai.vn"},
                {"phone": False, "email_from": "Trần Hà <HA@SaoMai.vn>"},
            ),
            "own tax code": (
                {"phone": False, "l10n_vn_vat": "001085012345"},
                {"phone": False, "l10n_vn_vat": "001085012345"},
            ),
        }
        for name, (first, second) in tries.items():
            with self.subTest(name):
                self.env["crm.lead"].search([]).unlink()
                self.arrive(**first)
                self.assertEqual(self.known(self.arrive(**second)), ("lead", 1))

    def test_a_shared_phone_is_no_proof(self):
        self.arrive(phone="028 3822 1234")
        other = self.arrive(phone="028 3822 1234", contact_name="Nguyễn Văn An")
        self.assertEqual(self.known(other), (False, 0))

    def test_a_lost_lead_comes_back(self):
        self.arrive().action_set_lost()
        lead = self.arrive()
        self.assertEqual(self.known(lead), ("lost", 1))
        self.assertEqual(lead.with_context(lang="en_US").l10n_vn_known_text, "Was lost · Back, time 1")
        self.arrive()
        self.assertEqual(self.known(self.arrive()), ("lead", 3))

    def test_who_has_bought_is_a_customer(self):
        self.arrive(type="opportunity").action_set_won()
        self.assertEqual(self.known(self.arrive()), ("customer", 1))

    def test_a_contact_without_leads_is_a_customer(self):
        contact = self.env["res.partner"].create({"name": "Trần Thị Hà", "phone": "0912 345 678"})
        self.assertEqual(self.known(self.arrive()), ("customer", 0))
        lead = self.arrive(partner_id=contact.id)
        self.assertEqual(self.known(lead), ("lead", 1))

    def test_a_contact_whose_lead_this_is_makes_no_customer(self):
        contact = self.env["res.partner"].create({"name": "Lê Văn Bình", "phone": "0987 654 321"})
        lead = self.env["crm.lead"].create({"name": "Bình", "partner_id": contact.id})
        self.assertEqual(self.known(lead), (False, 0))

    def test_a_copied_lead_is_nobody_who_comes_back(self):
        self.assertEqual(self.known(self.arrive().copy()), (False, 0))

    def test_copied_rows_of_a_list(self):
        self.arrive()
        rows = [{**HA, "name": f"Khách {number}", "phone": f"09123456{number:02}"} for number in range(60, 90)]
        leads = self.env["crm.lead"].create(rows)
        self.assertEqual([lead.phone for lead in leads if lead.l10n_vn_known_kind], [leads[18].phone])
        again = self.env["crm.lead"].create([dict(row) for row in rows])
        self.assertEqual([lead.l10n_vn_return_count for lead in again], [1] * 18 + [2] + [1] * 11)

    def test_one_query_where_nobody_is_known(self):
        def cost(count):
            leads = self.env["crm.lead"].create(
                [{"name": "K", "type": "lead", "phone": f"+849300{count:03}{n:03}"} for n in range(count)]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads._l10n_vn_note_known()
            return self.env.cr.sql_log_count - before

        self.assertEqual({cost(50), cost(500)}, {2})

    def test_the_index_of_companies_is_not_read_for_each_value(self):
        """PostgreSQL knows nothing yet of a table that is filled in the same transaction."""
        leads = self.env["crm.lead"].create(
            [{"name": "K", "type": "lead", "phone": f"+849320{n:05}", "email_from": f"k{n}@vd.vn"} for n in range(500)]
        )
        self.env.flush_all()
        plan = plan_of(self.env, leads._l10n_vn_earlier_query(leads._l10n_vn_get_asked_indexes()))
        self.assertIn("phone_sanitized", plan)
        self.assertNotIn("crm_lead__company_id_index", plan)

    def test_known_people_cost_no_more_in_a_larger_batch(self):
        def cost(count):
            for _round in range(2):
                leads = self.env["crm.lead"].create(
                    [{"name": "K", "type": "lead", "phone": f"+849310{count:03}{n:03}"} for n in range(count)]
                )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            leads._l10n_vn_note_known()
            return self.env.cr.sql_log_count - before

        self.assertEqual(cost(50), cost(500))

    def test_other_companies_know_nothing(self):
        other = self.env["res.company"].create({"name": "Công ty Hoa Sen"})
        self.arrive(company_id=other.id, user_id=False, team_id=False)
        self.assertEqual(self.known(self.arrive(company_id=self.env.company.id)), (False, 0))
        self.assertEqual(self.known(self.arrive(company_id=False, user_id=False, team_id=False)), (False, 0))

    @users("hoa")
    def test_a_salesperson_learns_the_kind_and_not_whose_it_was(self):
        hidden = self.arrive().sudo()
        hidden.write({"user_id": self.nam.id, "name": "Bí mật của Nam"})
        lead = self.arrive(user_id=self.hoa.id)
        shown = lead.read(["l10n_vn_known_kind", "l10n_vn_return_count", "l10n_vn_known_text"])
        self.assertEqual(shown[0]["l10n_vn_return_count"], 1)
        self.assertNotIn("Nam", str(shown))
        found = self.env["crm.lead"].search([("l10n_vn_known_kind", "!=", False)])
        self.assertEqual(found, lead)

    @users("mai")
    def test_sources_count_known_people_apart(self):
        fair = self.env["utm.source"].sudo().create({"name": "Hội chợ"})
        team = self.new_team()
        for _time in range(3):
            self.arrive(source_id=fair.id, team_id=team.id)
        options = {"period": "month", "team_id": team.id}
        [source] = self.env["crm.lead.manager.report"].get_report(options)["sources"]
        self.assertEqual((source["new"], source["back"]), (3, 2))
        action = self.env["crm.lead.manager.report"].action_open("back", options, source_id=fair.id)
        self.assertEqual(self.env["crm.lead"].search_count(action["domain"]), 2)


@tagged("post_install", "-at_install")
class TestKnownByMail(MailCase):
    def test_a_mail_of_a_lost_lead(self):
        self.receive(letter("Gửi em báo giá", sender="Hà <ha@saomai.vn>")).action_set_lost()
        lead = self.receive(letter("Cho chị hỏi lại", sender="Hà <ha@saomai.vn>", subject="Hỏi lại"))
        self.assertEqual(lead.l10n_vn_known_kind, "lost")
