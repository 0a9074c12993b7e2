"""Many leads become opportunities at once."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_wizard import ConversionCase


class MassCase(ConversionCase):
    def mass_convert(self, leads, user=None, **values):
        """Convert ``leads`` and return the record of it."""
        user = user or self.mai
        wizard = (
            self.env["crm.lead2opportunity.partner.mass"]
            .with_user(user)
            .with_context(active_model="crm.lead", active_id=leads[:1].id, active_ids=leads.ids)
            .create(values)
        )
        action = wizard.action_mass_convert()
        return self.env["crm.lead.conversion"].with_user(user).browse(action["res_id"])

    def people(self, count, **values):
        return self.env["crm.lead"].create(
            [
                {
                    "name": f"Khách {number} hỏi giá",
                    "type": "lead",
                    "team_id": self.team.id,
                    "user_id": False,
                    "contact_name": f"Nguyễn Văn {number}",
                    "partner_name": f"Công ty Bình Minh {number}",
                    "phone": f"+84 912 3{number // 1000} {number % 1000:03d} 0",
                    "email_from": f"khach{number}@example.vn",
                    **values,
                }
                for number in range(count)
            ]
        )


@tagged("post_install", "-at_install")
class TestLeadMassConversion(MassCase):
    def outcomes(self, record):
        return {line.lead_number: line.outcome for line in record.line_ids}

    def test_every_lead_has_its_outcome(self):
        leads = self.people(6)
        leads[1].action_set_lost()
        leads[2].convert_opportunity(self.env["res.partner"])
        leads[4].email_from = leads[3].email_from
        leads[5].action_set_won()
        gone = self.new_lead("Đã xoá")
        everything = leads + gone
        gone.unlink()
        record = self.mass_convert(everything)
        outcomes = self.outcomes(record)
        self.assertEqual(outcomes[leads[0].id], "converted")
        self.assertEqual(outcomes[leads[1].id], "skipped")
        self.assertEqual(outcomes[leads[2].id], "there")
        self.assertEqual({outcomes[leads[3].id], outcomes[leads[4].id]}, {"converted", "merged"})
        self.assertEqual(outcomes[gone.id], "skipped")
        self.assertEqual(record.state, "done")
        self.assertEqual(record.skipped_count, 3)
        self.assertTrue(all(line.reason for line in record.line_ids if line.outcome == "skipped"))

    def test_any_number_of_duplicates_becomes_one(self):
        leads = self.people(8, phone="+84 912 345 678")
        record = self.mass_convert(leads, self.lan, deduplicate=True)
        self.assertEqual(len(leads.exists()), 1)
        self.assertEqual(record.merged_count, 7)

    def test_commands_of_other_modules_are_merged(self):
        lead, other = self.people(2)
        hot, cold = self.env["crm.tag"].create([{"name": "Nóng"}, {"name": "Lạnh"}])
        lead.tag_ids = hot
        link = {"tag_ids": [Command.link(cold.id)]}
        self.assertEqual(lead._l10n_vn_get_changes(link), {"tag_ids": hot + cold})
        for nothing_new in ([Command.link(hot.id)], [Command.set(hot.ids)], []):
            self.assertEqual(lead._l10n_vn_get_changes({"tag_ids": nothing_new}), {})
        self.assertEqual(lead._l10n_vn_get_changes({"partner_id": False, "phone": lead.phone}), {})
        everything = type(lead)._merge_get_fields_specific
        given = {"tag_ids": lambda name, leads: [Command.link(tag.id) for tag in leads.tag_ids]}
        other.write({"phone": lead.phone, "tag_ids": cold.ids})
        with patch.object(type(lead), "_merge_get_fields_specific", lambda leads: everything(leads) | given):
            record = self.mass_convert(lead + other, self.lan, deduplicate=True)
        self.assertEqual((record.merged_count, record.skipped_count), (1, 0), record.line_ids.mapped("reason"))
        self.assertEqual((lead + other).exists().tag_ids, hot + cold)

    def test_duplicates_are_found_by_phone_however_it_is_written(self):
        old = self.new_lead("Khách cũ", phone="+84 912 345 678")
        new = self.new_lead("Khách mới", phone="0912.345.678")
        self.mass_convert(new, self.lan)
        self.assertEqual(len((old + new).exists()), 1)

    def test_two_leads_of_one_new_person_make_one_customer(self):
        leads = self.people(30, user_id=self.lan.id)
        leads[7].phone = leads[3].phone
        self.mass_convert(leads, self.lan, deduplicate=False)
        self.assertEqual(leads[3].partner_id, leads[7].partner_id)
        self.assertEqual(len(leads.partner_id), 29)

    def test_two_leads_of_one_tax_code_make_one_company(self):
        leads = self.people(30, user_id=self.lan.id)
        (leads[3] + leads[7]).l10n_vn_vat = "0100109106"
        self.mass_convert(leads, self.lan)
        self.assertEqual(leads[3].partner_id.parent_id, leads[7].partner_id.parent_id)
        self.assertNotEqual(leads[3].partner_id, leads[7].partner_id)
        self.assertEqual(leads[3].partner_id.parent_id.vat, "0100109106")

    def test_known_customer_is_used(self):
        customer = self.env["res.partner"].create({"name": "Khách quen", "phone": "0912 345 678"})
        lead = self.new_lead(phone="+84912345678", contact_name="Anh Quen")
        self.mass_convert(lead, self.lan)
        self.assertEqual(lead.partner_id, customer)

    def test_copied_customers_equal_those_of_the_orm(self):
        names = [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store and field.type not in ("one2many", "binary", "many2many", "properties", "datetime")
        ]
        own = {"id", "parent_id", "commercial_partner_id", "create_date", "write_date"}
        leads = self.people(40, user_id=self.lan.id, street="12 Lê Lợi", description="<p>Cần báo giá</p>")
        twins = leads.copy({"user_id": self.lan.id})
        self.mass_convert(leads, self.lan, deduplicate=False)
        for lead, twin in zip(leads, twins, strict=True):
            twin.contact_name = lead.contact_name
            # Natively a company of the same name and phone is created again.
            with patch.object(type(leads), "_l10n_vn_find_companies_by_name", lambda leads: {}):
                company = twin.with_user(self.lan)._create_customer().parent_id.sudo()
            for made, native in ((lead.partner_id, company.child_ids), (lead.partner_id.parent_id, company)):
                values = [{name: record[name] for name in names if name not in own} for record in (made, native)]
                self.assertEqual(*values)
                self.assertEqual(*((partner.message_ids.mapped("body")) for partner in (made, native)))
                self.assertEqual(made.message_partner_ids, native.message_partner_ids)

    def test_salespeople_get_them_in_turn_and_are_told_once(self):
        leads = self.people(9)
        before = self.env["mail.message"].search([], order="id DESC", limit=1).id
        self.mass_convert(leads, user_ids=[Command.set((self.lan + self.hung).ids)], team_id=self.team.id)
        self.assertEqual(leads.mapped("user_id"), self.lan + self.hung)
        self.assertEqual(leads[0::2].user_id, self.lan)
        self.assertEqual(leads[1::2].user_id, self.hung)
        told = self.env["mail.message"].search([("id", ">", before), ("message_type", "=", "user_notification")])
        self.assertEqual(told.notified_partner_ids, (self.lan + self.hung).partner_id)
        self.assertEqual(len(told), 2)

    def test_salesperson_is_kept_where_not_forced(self):
        mine, free = self.new_lead(phone="0912 000 001"), self.new_lead(phone="0912 000 002", user_id=False)
        self.mass_convert(mine + free, user_ids=[Command.set(self.hung.ids)], force_assignment=False)
        self.assertEqual((mine.user_id, free.user_id), (self.lan, self.hung))

    def test_failure_of_one_lead_stops_no_other(self):
        leads = self.people(50)
        broken = leads[17]
        native = type(leads)._convert_opportunity_data

        def fail(lead, *args, **kwargs):
            if lead == broken:
                raise UserError("Không được")
            return native(lead, *args, **kwargs)

        with patch.object(type(leads), "_convert_opportunity_data", fail):
            record = self.mass_convert(leads, deduplicate=True)
        self.assertEqual(broken.type, "lead")
        self.assertFalse(broken.partner_id, "nothing is left of what failed")
        self.assertEqual(set((leads - broken).mapped("type")), {"opportunity"})
        self.assertEqual(record.line_ids.filtered(lambda line: line.outcome == "skipped").reason, "Không được")

    def test_gate_keeps_unqualified_leads_and_says_what_is_missing(self):
        self.team.l10n_vn_requires_qualification = True
        leads = self.people(4)
        leads[:2].l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([("required", "=", True)])
        record = self.mass_convert(leads)
        self.assertEqual(leads.mapped("type"), ["opportunity", "opportunity", "lead", "lead"])
        reasons = record.line_ids.filtered(lambda line: line.outcome == "skipped").mapped("reason")
        self.assertEqual(len(reasons), 2)
        self.assertTrue(all(reasons))

    def test_merged_leads_keep_what_is_known_of_their_qualification(self):
        leads = self.people(2, phone="+84 912 345 678")
        need, budget = self.env["crm.lead.criterion"].search([], limit=2)
        leads[0].l10n_vn_criterion_ids, leads[1].l10n_vn_criterion_ids = need, budget
        self.mass_convert(leads)
        self.assertEqual(leads.exists().l10n_vn_criterion_ids, need + budget)

    def test_unknown_module_that_changes_conversion_is_obeyed(self):
        leads = self.people(4)
        customer = self.env["res.partner"].create({"name": "Của mô-đun khác"})
        with patch.object(type(leads), "_create_customer", lambda lead, **kwargs: customer, create=True):
            self.mass_convert(leads, deduplicate=True)
        self.assertEqual(leads.partner_id, customer)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})

    def test_salespeople_convert_only_what_they_may(self):
        lead = self.new_lead(user_id=self.hung.id)
        with self.assertRaises(AccessError):
            self.open_wizard(lead, self.lan).action_apply()
        self.assertEqual(lead.type, "lead")

    def test_records_of_conversions_are_ones_own(self):
        record = self.mass_convert(self.people(2), self.mai)
        self.assertFalse(self.env["crm.lead.conversion"].with_user(self.lan).search([("id", "=", record.id)]))
        with self.assertRaises(AccessError):
            record.line_ids.with_user(self.lan).read(["name"])
        with self.assertRaises(AccessError):
            record.with_user(self.mai).write({"lead_numbers": []})

    def test_other_companies_stay_unknown(self):
        company = self.env["res.company"].create({"name": "Công ty khác"})
        theirs = self.env["res.partner"].create(
            {"name": "Khách của công ty khác", "phone": "0912 345 678", "company_id": company.id}
        )
        lead = self.new_lead(phone="0912 345 678", contact_name="Anh Nam")
        self.mass_convert(lead, self.lan)
        self.assertTrue(lead.partner_id)
        self.assertNotEqual(lead.partner_id, theirs)

    def test_queries_grow_by_batches_only(self):
        counts = {}
        for size in (50, 500):
            leads = self.people(size, name=f"Đợt {size}")
            for place, lead in enumerate(leads):
                lead.email_from = f"dot{size}.{place}@example.vn"
                lead.phone = f"+84 9{size // 50:02d} {place // 100:03d} {place % 100:02d}0"
            for lead, twin in zip(leads[: size // 5], leads[-size // 5 :], strict=True):
                twin.phone = lead.phone
            self.env.cr.flush()  # with the notes on what was written so far
            self.env.invalidate_all()
            started = self.env.cr.sql_log_count
            self.mass_convert(leads, user_ids=[Command.set((self.lan + self.hung).ids)], team_id=self.team.id)
            counts[size] = self.env.cr.sql_log_count - started
            self.assertEqual(len(leads.exists()), size * 4 // 5)
        self.assertLess(counts[50], 700)
        # Accounting has fields of a company that Odoo passes on to each of its contacts by a query of its own.
        passed_on = 360 if self.env["res.partner"]._company_dependent_commercial_fields() else 0
        self.assertLess(counts[500] - counts[50] - passed_on, 100, "450 leads more cost batches, not queries each")

    def test_duplicates_that_were_not_selected_are_read_together(self):
        counts = {}
        for size in (5, 10, 60):  # the first fills the caches
            leads, twins = self.people(size, name=f"Mới {size}"), self.people(size, name=f"Cũ {size}")
            for place, (lead, twin) in enumerate(zip(leads, twins, strict=True)):
                lead.email_from = f"moi{size}.{place}@example.vn"
                twin.email_from = f"cu{size}.{place}@example.vn"
                lead.phone = twin.phone = f"+84 9{size:02d} {place:03d} 000"
            self.env.cr.flush()
            self.env.invalidate_all()
            started = self.env.cr.sql_log_count
            self.mass_convert(leads)
            counts[size] = self.env.cr.sql_log_count - started
            self.assertEqual(len((leads + twins).exists()), size)
        # Accounting: as above
        passed_on = 60 if self.env["res.partner"]._company_dependent_commercial_fields() else 0
        self.assertLess(counts[60] - counts[10] - passed_on, 40, "50 groups more cost batches, not queries each")


@tagged("post_install", "-at_install")
class TestLeadsWonTogether(MassCase):
    def test_leads_won_together_get_customers_together(self):
        leads = self.people(40)
        self.env.flush_all()
        started = self.env.cr.sql_log_count
        leads.write({"stage_id": self.env.ref("l10n_vn_crm.crm_stage_bought").id})
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - started, 40 * 8)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})
        self.assertEqual(len(leads.partner_id), 40)
