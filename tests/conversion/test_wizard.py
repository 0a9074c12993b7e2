"""One lead becomes an opportunity: the wizard."""

from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import Form, tagged, users

from ..common import CONTACTS, MANAGER, OWN, LeadCase, person
from ..screens import TourCase


class ConversionCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", f"{OWN},{CONTACTS}"),
        "hung": person("Trần Văn Hùng", f"{OWN},{CONTACTS}"),
        "mai": person("Phạm Mai", f"{MANAGER},{CONTACTS}"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.new_team(
            cls.lan, cls.hung, cls.mai, use_leads=True, use_opportunities=True, l10n_vn_lead_stages=True
        )
        cls.hanoi = cls.env.ref("base.state_vn_VN-HN")
        cls.stages = cls.env["crm.stage"].create(
            [
                {"name": "Cơ hội mới", "l10n_vn_applies_to": "opportunity", "sequence": 1},
                {"name": "Đang thương lượng", "l10n_vn_applies_to": "opportunity", "sequence": 2},
            ]
        )

    def setUp(self):
        super().setUp()
        self.patch(self.env.registry, "ready", True)  # as when people work: salespeople are told

    @classmethod
    def new_lead(cls, name="Chị Hoa hỏi giá 20 bộ bàn", **values):
        return cls.env["crm.lead"].create(
            {"name": name, "type": "lead", "team_id": cls.team.id, "user_id": cls.lan.id, **values}
        )

    def open_wizard(self, lead, user=None, **values):
        leads = lead.with_user(user or self.env.user)
        return (
            self.env["crm.lead2opportunity.partner"]
            .with_user(user or self.env.user)
            .with_context(active_model="crm.lead", active_id=leads[:1].id, active_ids=leads.ids)
            .create(values)
        )


@tagged("post_install", "-at_install")
class TestLeadConversionWizard(ConversionCase):
    @users("lan")
    def test_company_and_contact_are_both_created_with_all_that_is_known(self):
        lead = self.new_lead(
            contact_name="Phạm Thu Hà",
            partner_name="Công ty TNHH Sao Mai",
            function="Giám đốc",
            phone="0912 345 678",
            email_from="ha@saomai.vn",
            street="12 Lê Lợi",
            state_id=self.hanoi.id,
            l10n_vn_vat="0100109106",
            l10n_vn_zalo="0912345678",
        )
        wizard = self.open_wizard(lead, self.env.user)
        self.assertEqual(wizard.action, "create")
        wizard.action_apply()
        contact = lead.partner_id
        company = contact.parent_id
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual((contact.name, contact.function), ("Phạm Thu Hà", "Giám đốc"))
        self.assertEqual((company.name, company.is_company), ("Công ty TNHH Sao Mai", True))
        self.assertEqual(company.vat, "0100109106")
        self.assertEqual(contact.l10n_vn_zalo, "0912345678")
        self.assertEqual((contact + company).state_id, self.hanoi)
        self.assertEqual((contact + company).user_id, self.lan)

    def test_a_person_found_by_phone_comes_before_a_company_found_by_tax_code(self):
        person, company = self.env["res.partner"].create(
            [
                {"name": "Phạm Thu Hà", "phone": "0912 345 678"},
                {"name": "Công ty Sao Mai", "is_company": True, "vat": "0100109106", "phone": "024 3822 1234"},
            ]
        )
        code = {"l10n_vn_vat": "0100109106"}
        self.assertEqual(self.new_lead(phone="0912345678", **code)._l10n_vn_find_customers().popitem()[1], person)
        self.assertEqual(self.new_lead(**code)._l10n_vn_find_customers().popitem()[1], company)

    def test_company_of_a_colleague_keeps_its_salesperson(self):
        company = self.env["res.partner"].create(
            {"name": "Công ty Sao Mai", "is_company": True, "vat": "0100109106", "user_id": self.hung.id}
        )
        lead = self.new_lead(
            contact_name="Võ Minh Quân", partner_name="Cty Sao Mai", l10n_vn_vat="0100109106", phone="0912 345 111"
        )
        self.open_wizard(lead, self.lan).action_apply()
        self.assertEqual(lead.partner_id.parent_id, company)
        self.assertEqual(company.user_id, self.hung)
        self.assertEqual(lead.user_id, self.lan)

    def test_everything_of_the_opportunity_is_set_in_one_step(self):
        lead = self.new_lead(contact_name="Đặng Mai", phone="0912 345 222")
        call = self.env.ref("mail.mail_activity_data_call")
        wizard = self.open_wizard(
            lead,
            self.mai,
            action="create",
            user_id=self.hung.id,
            team_id=self.team.id,
            l10n_vn_stage_id=self.stages[1].id,
            l10n_vn_expected_revenue=150000000,
            l10n_vn_date_deadline="2027-01-31",
            l10n_vn_activity_type_id=call.id,
            l10n_vn_activity_date="2026-12-01",
            l10n_vn_activity_summary="Gọi báo giá",
        )
        wizard.action_apply()
        self.assertEqual(lead.user_id, self.hung)
        self.assertEqual(lead.stage_id, self.stages[1])
        self.assertEqual(lead.expected_revenue, 150000000)
        self.assertEqual(str(lead.date_deadline), "2027-01-31")
        self.assertEqual(lead.activity_ids.mapped("summary"), ["Gọi báo giá"])
        self.assertEqual(lead.activity_ids.user_id, self.hung)

    def test_stage_of_a_lead_gives_way_to_one_of_opportunities(self):
        lead = self.new_lead(stage_id=self.env.ref("l10n_vn_crm.crm_stage_consulting").id)
        wizard = self.open_wizard(lead, self.lan)
        self.assertIn(wizard.l10n_vn_stage_id.l10n_vn_applies_to, ("opportunity", "both"))
        wizard.action_apply()
        self.assertEqual(lead.stage_id, wizard.l10n_vn_stage_id)

    def test_lead_may_stay_without_a_customer(self):
        lead = self.new_lead(contact_name="Bùi Long", phone="0912 345 333")
        self.open_wizard(lead, self.lan, action="nothing").action_apply()
        self.assertEqual(lead.type, "opportunity")
        self.assertFalse(lead.partner_id)

    def test_candidates_are_listed_best_first_with_the_reason(self):
        both, by_phone = self.env["res.partner"].create(
            [
                {"name": "Ngô Lan Anh", "phone": "+84 912 345 444", "email": "anh@hoasen.vn"},
                {"name": "Lễ tân Hoa Sen", "phone": "0912 345 444"},
            ]
        )
        lead = self.new_lead(contact_name="Lan Anh", phone="0912345444", email_from="anh@hoasen.vn")
        wizard = self.open_wizard(lead, self.lan)
        self.assertEqual(wizard.action, "exist")
        self.assertEqual(wizard.partner_id, both)
        self.assertEqual([found["id"] for found in wizard.l10n_vn_candidates], [both.id, by_phone.id])
        self.assertEqual(set(wizard.l10n_vn_candidates[0]["reasons"]) & {"phone", "email"}, {"phone", "email"})

    def test_an_archived_customer_is_proposed_and_becomes_active_again(self):
        old, namesake, here = self.env["res.partner"].create(
            [
                {"name": "Đồng Thị Xuân", "phone": "0912 345 474", "active": False},
                {"name": "Đồng Xuân", "state_id": self.hanoi.id, "active": False},
                {"name": "Lễ tân", "phone": "0912 345 474"},
            ]
        )
        lead = self.new_lead(contact_name="Đồng Xuân", phone="+84 912 345 474", state_id=self.hanoi.id)
        self.assertIn(namesake.id, [match.id for match in lead._l10n_vn_find_matches()[lead.id]])
        wizard = self.open_wizard(lead, self.lan)
        self.assertEqual(
            [(found["id"], found["is_archived"]) for found in wizard.l10n_vn_candidates],
            [(here.id, False), (old.id, True)],
            "behind those who are there, and not for a name alone",
        )
        self.assertEqual(wizard.partner_id, here, "nobody is taken out of the archive unasked")
        form = Form(wizard)
        self.assertFalse(form.l10n_vn_is_archived)
        form.partner_id = old
        self.assertTrue(form.l10n_vn_is_archived)
        form.save().action_apply()
        self.assertEqual(lead.partner_id, old)
        self.assertTrue(old.active)
        self.assertFalse(namesake.active)

    def test_an_archived_customer_stays_archived_where_it_is_not_chosen(self):
        old = self.env["res.partner"].create({"name": "Đồng Xuân", "phone": "0912 345 474", "active": False})
        lead = self.new_lead(contact_name="Đồng Xuân", phone="0912 345 474")
        wizard = self.open_wizard(lead, self.lan)
        self.assertEqual(wizard.action, "create")
        self.assertEqual([found["id"] for found in wizard.l10n_vn_candidates], [old.id])
        wizard.action_apply()
        self.assertNotEqual(lead.partner_id, old)
        self.assertFalse(old.active)

    def test_customers_hidden_from_the_user_are_no_candidates(self):
        company = self.env["res.company"].create({"name": "Công ty khác"})
        self.mai.company_ids += company
        theirs = self.env["res.partner"].create(
            [
                {"name": name, "phone": "0912 345 454", "company_id": company.id, "active": active}
                for name, active in (("Khách của công ty khác", True), ("Khách cũ của công ty khác", False))
            ]
        )
        lead = self.new_lead(phone="0912 345 454")
        wizards = [
            self.open_wizard(lead, self.lan),
            self.open_wizard(lead, self.mai).with_context(allowed_company_ids=self.env.company.ids),
        ]
        for wizard in wizards:
            found = [candidate["id"] for candidate in wizard.l10n_vn_candidates or []]
            self.assertFalse({*theirs.ids} & {*found})

    def test_gate_holds_in_the_wizard(self):
        self.team.l10n_vn_requires_qualification = True
        lead = self.new_lead(contact_name="Đỗ Nga", phone="0912 345 464")
        with self.assertRaisesRegex(UserError, lead.name):
            self.open_wizard(lead, self.lan).action_apply()
        lead.with_user(self.mai).l10n_vn_let_pass("Khách quen của giám đốc")
        self.open_wizard(lead, self.lan).action_apply()
        self.assertEqual(lead.type, "opportunity")

    def test_attaching_adds_history_and_data_to_the_opportunity(self):
        opportunity = self.new_lead("Đơn hàng bàn ghế", phone="0912 345 555", expected_revenue=7).with_user(self.lan)
        opportunity.convert_opportunity(self.env["res.partner"])
        lead = self.new_lead("Hỏi thêm ghế", phone="0912.345.555", function="Kế toán trưởng")
        lead.message_post(body="Khách cần thêm 10 ghế", message_type="comment")
        attachment = self.env["ir.attachment"].create(
            {"name": "ban_ve.pdf", "raw": b"x", "res_model": "crm.lead", "res_id": lead.id}
        )
        lead.activity_schedule("mail.mail_activity_data_call", summary="Gọi lại", user_id=self.lan.id)
        wizard = self.open_wizard(lead, self.lan)
        self.assertEqual(wizard.l10n_vn_opportunity_id, opportunity)
        wizard.name = "attach"
        action = wizard.action_apply()
        self.assertEqual(action["res_id"], opportunity.id)
        self.assertFalse(lead.exists())
        self.assertEqual(opportunity.name, "Đơn hàng bàn ghế")
        self.assertEqual(opportunity.function, "Kế toán trưởng")
        self.assertEqual(opportunity.expected_revenue, 7)
        self.assertEqual(attachment.res_id, opportunity.id)
        self.assertEqual(opportunity.activity_ids.mapped("summary"), ["Gọi lại"])
        self.assertIn("Khách cần thêm 10 ghế", "".join(opportunity.message_ids.mapped("body")))

    def test_attaching_needs_an_open_opportunity(self):
        lead = self.new_lead()
        with self.assertRaises(UserError):
            self.open_wizard(lead, self.lan, name="attach").action_apply()

    def test_merging_is_not_limited_to_five(self):
        leads = self.env["crm.lead"].union(
            *(self.new_lead(f"Lần hỏi thứ {number}", phone="0912 345 666") for number in range(7))
        )
        wizard = self.open_wizard(leads[0], self.lan, name="merge")
        self.assertEqual(wizard.duplicated_lead_ids, leads)
        wizard.action_apply()
        self.assertEqual(leads.exists().type, "opportunity")
        self.assertEqual(len(leads.exists()), 1)

    def test_merging_loses_nothing(self):
        self.env.company.country_id = self.env.ref("base.vn")
        kept = self.new_lead("Hỏi giá", phone="0912 345 777", email_from="an@example.vn", probability=60)
        other = self.new_lead("Hỏi lại", phone="0987 654 321", email_from="an@example.vn", l10n_vn_vat="0100109106")
        self.open_wizard(kept, self.lan, name="merge").action_apply()
        left = (kept + other).exists()
        self.assertEqual(left.l10n_vn_vat, "0100109106")
        self.assertEqual({left.phone_sanitized, left.l10n_vn_phone2_sanitized}, {"+84912345777", "+84987654321"})

    def test_converting_twice_is_harmless_and_says_so(self):
        lead = self.new_lead(contact_name="Hồ Nga", phone="0912 345 888")
        wizards = [self.open_wizard(lead, user) for user in (self.lan, self.mai)]
        wizards[0].action_apply()
        customer, converted = lead.partner_id, lead.date_conversion
        told = wizards[1].action_apply()
        self.assertEqual(told["tag"], "display_notification")
        self.assertEqual(told["params"]["next"]["res_id"], lead.id)
        self.assertEqual((lead.partner_id, lead.date_conversion), (customer, converted))

    def test_a_lost_lead_is_not_converted_in_silence(self):
        lead = self.new_lead(contact_name="Hồ Nga", phone="0912 345 887")
        lead.action_set_lost()
        with self.assertRaisesRegex(UserError, "lost"):
            self.open_wizard(lead, self.mai, name="convert").action_apply()
        self.assertEqual((lead.type, lead.active), ("lead", False))

    def test_who_comes_after_a_merge_is_told_where_the_lead_went(self):
        leads = self.new_lead("Hỏi giá", phone="0912 345 999") + self.new_lead("Hỏi lại", phone="0912 345 999")
        self.open_wizard(leads[0], self.mai, name="merge").action_apply()
        left = leads.exists()
        with self.assertRaises(RedirectWarning) as told:
            self.open_wizard(leads - left, self.lan)
        self.assertIn("Phạm Mai", told.exception.args[0])
        self.assertEqual(told.exception.args[1]["res_id"], left.id)

    def test_deleted_lead_is_said_to_be_deleted(self):
        lead = self.new_lead()
        lead.unlink()
        with self.assertRaises(UserError):
            self.open_wizard(lead, self.lan)

    def test_form_opens_and_converts(self):
        lead = self.new_lead(contact_name="Lý Hạnh", phone="0913 000 111")
        form = Form(
            self.env["crm.lead2opportunity.partner"]
            .with_user(self.lan)
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
        )
        form.l10n_vn_expected_revenue = 5000000
        form.save().action_apply()
        self.assertEqual(lead.expected_revenue, 5000000)

    def test_opportunity_without_a_lead_stays_one_click(self):
        opportunity = self.env["crm.lead"].with_user(self.lan).create({"name": "Mua ngay", "type": "opportunity"})
        self.assertEqual(opportunity.type, "opportunity")
        self.assertFalse(opportunity.partner_id)


@tagged("post_install", "-at_install")
class TestLeadConversionTour(TourCase, ConversionCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("vi_VN")
        self.lan.lang = "vi_VN"

    def test_qualify_convert_and_plan_a_meeting(self):
        self.team.l10n_vn_requires_qualification = True
        phone, email = self.env["res.partner"].create(
            [
                {"name": "Lễ tân Hoa Sen", "phone": "0912 345 444", "email": "letan@hoasen.vn"},
                {"name": "Ngô Lan Anh", "email": "anh@hoasen.vn"},
            ]
        )
        lead = self.new_lead(contact_name="Lan Anh", phone="0912345444", email_from="letan@hoasen.vn")
        email.phone = "0912 345 444"
        self.start_tour(f"/odoo/crm.lead/{lead.id}", "l10n_vn_crm_convert", login="lan")
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.partner_id, email)
        self.assertEqual(lead.expected_revenue, 25000000)
        self.assertTrue(phone)

    def test_merged_lead_leaves_the_breadcrumb(self):
        opportunity = self.new_lead("Đơn hàng bàn ghế", type="opportunity", phone="0912345444", contact_name="Lan Anh")
        lead = self.new_lead(phone="0912345444", contact_name="Lan Anh")
        url = "/odoo/action-crm.crm_lead_all_leads?view_type=list"
        self.start_tour(url, "l10n_vn_crm_convert_merged", login="lan")
        self.assertFalse(lead.exists())
        self.assertEqual(opportunity.type, "opportunity")
