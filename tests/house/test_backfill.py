"""A database whose leads are older than the addon: few are filled at once, many by a job while people work."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import LeadCase

AT_ONCE = "odoo.addons.l10n_vn_crm.models.backfill.AT_ONCE"
CHUNK = "odoo.addons.l10n_vn_crm.models.backfill._CHUNK"
COLUMNS = ("l10n_vn_company_key", "l10n_vn_person_key", "l10n_vn_search_text")


@tagged("post_install", "-at_install")
class TestBackfill(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Miền Tây", "use_leads": True})
        cls.opportunity_stage = cls.env["crm.stage"].create({"name": "Báo giá", "l10n_vn_applies_to": "opportunity"})
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": f"Hỏi giá {number}", "type": "lead", "contact_name": "Nguyễn Văn Đạt", "team_id": cls.team.id,
                 "partner_name": "Công ty TNHH Cửu Long", "phone": f"+84 912 000 1{number:02}"}
                for number in range(12)
            ]
        )  # fmt: skip
        cls.env.flush_all()

    def go_back(self):
        """Bring the leads to what Odoo leaves of them: without keys and text, in a stage of opportunities."""
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_company_key = NULL, l10n_vn_person_key = NULL, l10n_vn_search_text = NULL,"
                " stage_id = %s, l10n_vn_is_bound = NULL, l10n_vn_bound_team_id = NULL WHERE id = ANY(%s)",
                self.opportunity_stage.id,
                self.leads.ids,
            )
        )
        self.env.invalidate_all()

    def stored(self):
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM crm_lead WHERE id = ANY(%s) ORDER BY id",
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                self.leads.ids,
            )
        )

    def request(self, installing=True):
        with patch(AT_ONCE, 5):
            self.env["crm.lead.backfill"]._request("crm.lead", installing=installing)
        return self.jobs()

    def jobs(self):
        return self.env["crm.lead.backfill"].with_user(self.manager).search([("res_model", "=", "crm.lead")])

    def run_in_background(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), patch(CHUNK, 5):
            self.env.ref("l10n_vn_crm.crm_lead_backfill_cron").method_direct_trigger()
        self.env.invalidate_all()

    def found(self, typed, field="l10n_vn_search"):
        leads = self.env["crm.lead"].with_user(self.manager)
        return leads.search([(field, "ilike", typed), ("team_id", "=", self.team.id)])

    def test_few_are_filled_at_once(self):
        before = self.stored()
        self.go_back()
        self.env["crm.lead.backfill"]._request("crm.lead", installing=True)
        self.assertEqual(self.stored(), before)
        self.assertFalse(self.jobs())

    def test_many_are_filled_in_the_background(self):
        before = self.stored()
        self.go_back()
        job = self.request()
        self.assertEqual((job.state, job.percent), ("waiting", 0))
        self.team.l10n_vn_lead_stages = self.team.l10n_vn_requires_qualification = True
        self.assertEqual(self.leads.stage_id, self.opportunity_stage, "the job will move them, in the same pass")
        self.run_in_background()
        self.assertEqual((job.state, job.percent), ("done", 100))
        self.assertEqual(self.stored(), before)
        self.assertNotIn("opportunity", self.leads.stage_id.mapped("l10n_vn_applies_to"))
        self.assertEqual(set(self.leads.mapped("l10n_vn_is_bound")), {True})
        self.assertEqual(self.leads.l10n_vn_bound_team_id, self.team)

    def test_an_upgrade_leaves_stages_and_contacts(self):
        self.go_back()
        self.request(installing=False)
        self.run_in_background()
        self.assertEqual(self.leads.stage_id, self.opportunity_stage)
        self.assertNotIn(None, [text for *_keys, text in self.stored()])

    def test_a_step_does_a_row_once(self):
        """A row that has its values already is not written again: the job can begin anew at any time."""
        self.go_back()
        self.request()
        self.run_in_background()
        versions = SQL("SELECT ctid::text FROM crm_lead WHERE id = ANY(%s) ORDER BY id", self.leads.ids)
        before = self.env.execute_query(versions)
        self.request()
        self.run_in_background()
        self.assertEqual(self.env.execute_query(versions), before)

    def test_people_find_what_is_not_filled_yet(self):
        self.go_back()
        self.request()
        lead = self.leads[3]
        for typed in ("đạt nguyễn", "cửu long", "hỏi giá 3", "Nguyễn Văn Đạt"):
            with self.subTest(typed):
                self.assertIn(lead, self.found(typed))
        self.assertEqual(self.found("0912000103"), lead)
        self.assertEqual(self.found("0912000103", "phone_mobile_search"), lead)
        self.assertIn(lead, self.found("đạ"), "two letters are no phone")
        self.assertFalse(self.found("sông hậu"))
        self.assertFalse(self.found("hỏi giá 3", "l10n_vn_search_customer"), "the title is not the customer's")
        with patch(CHUNK, 5):
            self.jobs().sudo()._try_step()
        self.assertIn(self.leads[-1], self.found("nguyen van dat"), "the newest are filled first")
        self.assertNotIn(lead, self.found("nguyen van dat"))

    def test_when_all_are_filled_nothing_else_is_searched(self):
        query = self.env["crm.lead"]._search([("l10n_vn_search", "ilike", "cuu long")])
        self.assertNotIn("IS NULL", str(query.where_clause).replace("company_id", ""))

    def test_a_customer_is_found_and_filled_too(self):
        customer = self.env["res.partner"].create({"name": "Lý Thị Sương", "phone": "+84 912 000 200"})
        self.env.flush_all()
        before = customer.l10n_vn_name_key
        self.env.cr.execute(
            SQL("UPDATE res_partner SET l10n_vn_name_key = NULL, l10n_vn_search_text = NULL WHERE id = %s", customer.id)
        )
        self.env.invalidate_all()
        with patch(AT_ONCE, 1):
            self.env["crm.lead.backfill"]._request("res.partner", installing=True)
        partners = self.env["res.partner"].with_user(self.manager)
        self.assertIn(customer, partners.search([("l10n_vn_search", "ilike", "sương lý")]))
        self.run_in_background()
        self.assertIn(customer, partners.search([("l10n_vn_search", "ilike", "suong ly")]))
        self.assertEqual(customer.l10n_vn_name_key, before)

    def test_contacts_come_from_messages(self):
        lead, other = self.leads[:2]
        meeting = self.env.ref("mail.mail_activity_data_meeting")
        for one in lead, other:
            one.message_post(body="Đã gặp khách", mail_activity_type_id=meeting.id)
        self.env.cr.execute(
            SQL("UPDATE crm_lead SET l10n_vn_first_contact = NULL, l10n_vn_last_contact = NULL WHERE id = ANY(%s)",
                self.leads.ids)
        )  # fmt: skip
        self.go_back()
        self.request()
        self.run_in_background()
        self.assertTrue(lead.l10n_vn_first_contact and other.l10n_vn_last_contact)
        self.assertFalse(any(self.leads[2:].mapped("l10n_vn_first_contact")))

    def test_a_talk_that_is_recorded_meanwhile_stays(self):
        lead = self.leads[0]
        lead.message_post(body="Đã gửi báo giá", message_type="comment", subtype_xmlid="mail.mt_comment")
        self.go_back()
        self.request()
        lead.with_user(self.manager)._l10n_vn_note_contact()
        self.env.flush_all()
        before = lead.l10n_vn_first_contact, lead.l10n_vn_last_contact, lead.l10n_vn_attempt_count
        self.assertTrue(all(before[:2]))
        self.run_in_background()
        after = lead.l10n_vn_first_contact, lead.l10n_vn_last_contact, lead.l10n_vn_attempt_count
        self.assertEqual(after, before)

    def test_an_error_is_kept_and_tried_again(self):
        self.go_back()
        job = self.request()
        job.sudo().write({"state": "failed", "error": "hỏng"})
        self.assertIn(self.leads[0], self.found("Hỏi giá 0"), "people still find them")
        self.run_in_background()
        self.assertEqual((job.state, job.error), ("done", False))

    def test_the_cost_of_a_step_does_not_grow(self):
        def cost(rows):
            self.go_back()
            self.request()
            with patch(CHUNK, rows):
                before = self.env.cr.sql_log_count
                self.jobs().sudo()._step(None)
                return self.env.cr.sql_log_count - before

        cost(2)  # what is cached once
        self.assertEqual(cost(2), cost(10))
