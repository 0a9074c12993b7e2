"""Colleagues share their company's phone and mailbox, families a mobile: each of them stays a person of their own."""

from odoo.tests import tagged, users

from ..screens import ScreenCase
from .test_mass_conversion import MassCase

LANDLINE = "028 3822 1234"


@tagged("post_install", "-at_install")
class TestColleagues(MassCase):
    def colleagues(self, **values):
        shared = {"partner_name": "Công ty TNHH Sao Mai", "phone": LANDLINE, **values}
        return (
            self.new_lead("An hỏi giá bàn", contact_name="Nguyễn Văn An", email_from="an@saomai.vn", **shared),
            self.new_lead("Hà hỏi giá ghế", contact_name="Trần Thị Hà", email_from="ha@saomai.vn", **shared),
        )

    def company(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Công ty Cổ phần Sao Mai",
                "is_company": True,
                "phone": LANDLINE,
                "email": "info@saomai.vn",
                **values,
            }
        )

    @users("lan")
    def test_deduplication_leaves_colleagues_each_with_a_contact_of_their_company(self):
        for told, values in (
            ("by landline", {"phone": "024 3822 1001"}),
            ("by tax code", {"phone": "024 3822 1002", "l10n_vn_vat": "0100109106"}),
            ("by mailbox", {"phone": False, "email_from": "info.x@saomai.vn"}),
        ):
            with self.subTest(told):
                email = values.pop("email_from", None)
                an, ha = self.colleagues(**values)
                again = self.new_lead("An hỏi lại", contact_name="Anh An", phone=values["phone"] or "0912 345 678")
                if email:
                    (an + ha + again).email_from = email
                record = self.mass_convert(an + ha + again, self.lan, deduplicate=True)
                self.assertEqual((record.merged_count, record.skipped_count), (1, 0), record.line_ids.mapped("reason"))
                an = (an + again).exists()
                self.assertEqual(len(an), 1, "forms of one name are one person")
                self.assertEqual(ha.contact_name, "Trần Thị Hà")
                contacts = an.partner_id + ha.partner_id
                self.assertEqual(contacts.mapped("name")[1:], ["Trần Thị Hà"])
                self.assertEqual(len(contacts), 2)
                self.assertEqual(len(contacts.parent_id), 1)
                self.assertEqual(contacts.parent_id.name, "Công ty TNHH Sao Mai")
                if not email:
                    self.assertEqual((an + ha).mapped("email_from"), ["an@saomai.vn", "ha@saomai.vn"])
                (an + ha).sudo().unlink()
                company = contacts.parent_id.sudo()
                contacts.sudo().unlink()
                company.unlink()

    def test_nobody_is_merged_through_a_third(self):
        an = self.new_lead(contact_name="Nguyễn Văn An", phone="0912 345 678")
        nobody = self.new_lead(phone="0912 345 678", email_from="ha.tran@khach.vn")
        ha = self.new_lead(contact_name="Trần Thị Hà", email_from="ha.tran@khach.vn")
        self.mass_convert(an + nobody + ha, self.lan, deduplicate=True)
        self.assertEqual((an.exists(), len((nobody + ha).exists())), (an, 1))
        self.assertFalse(an.email_from)

    def test_leads_of_one_company_are_no_duplicates_of_each_other(self):
        company = self.company()
        an, ha = self.colleagues(phone=False)
        (an + ha).partner_id = company
        an.contact_name, ha.contact_name = "Nguyễn Văn An", "Trần Thị Hà"
        self.assertFalse((an + ha)._l10n_vn_get_duplicate_groups())
        wizard = self.open_wizard(an, self.lan, partner_id=company.id)
        self.assertEqual((wizard.duplicated_lead_ids, wizard.name), (an, "convert"))
        ha.contact_name = "Anh An"
        self.assertEqual((an + ha)._l10n_vn_get_duplicate_groups(), [an + ha])

    def test_the_company_and_colleagues_who_are_customers_are_not_the_person(self):
        company = self.company()
        nga = self.env["res.partner"].create(
            {"name": "Đỗ Thuý Nga", "parent_id": company.id, "phone": "0912 345 678", "email": "sales@saomai.vn"}
        )
        for told, values in (
            ("phone of the company", {"phone": LANDLINE}),
            ("mailbox of the company", {"email_from": "info@saomai.vn"}),
            ("phone of a colleague", {"phone": "0912345678", "email_from": "le.tu@khach.vn"}),
            ("mailbox of a colleague", {"email_from": "sales@saomai.vn"}),
        ):
            with self.subTest(told):
                lead = self.new_lead(contact_name="Lê Anh Tú", partner_name="Cty Sao Mai", **values)
                kept = lead.email_from, lead.phone
                self.mass_convert(lead, self.lan)
                self.assertNotIn(lead.partner_id, company + nga)
                self.assertEqual((lead.partner_id.name, lead.partner_id.parent_id), ("Lê Anh Tú", company))
                self.assertEqual((lead.email_from, lead.phone), kept)
                self.assertEqual((company.email, nga.email), ("info@saomai.vn", "sales@saomai.vn"))
                lead.partner_id.unlink()
                lead.unlink()

    def test_a_family_shares_a_mobile_and_no_company(self):
        an = self.env["res.partner"].create({"name": "Nguyễn Văn An", "phone": "0912 345 678"})
        ha = self.new_lead(contact_name="Trần Thị Hà", phone="0912 345 678")
        self.mass_convert(ha, self.lan)
        self.assertNotEqual(ha.partner_id, an)
        self.assertEqual((ha.partner_id.name, ha.partner_id.parent_id), ("Trần Thị Hà", self.env["res.partner"]))

    def test_a_lead_of_the_company_itself_keeps_its_own_address(self):
        company = self.company()
        lead = self.new_lead(partner_name="Công ty TNHH Sao Mai", phone=LANDLINE, email_from="muahang@saomai.vn")
        self.mass_convert(lead, self.lan)
        self.assertEqual((lead.partner_id, lead.email_from), (company, "muahang@saomai.vn"))
        self.assertEqual(company.email, "info@saomai.vn")

    def test_the_wizard_offers_a_new_contact_below_the_company(self):
        company = self.company()
        an = self.env["res.partner"].create({"name": "Nguyễn Văn An", "parent_id": company.id, "phone": LANDLINE})
        for told, values in (("named", {"partner_name": "Cty Sao Mai"}), ("not named", {})):
            with self.subTest(told):
                lead = self.new_lead(contact_name="Trần Thị Hà", phone=LANDLINE, email_from="ha@saomai.vn", **values)
                wizard = self.open_wizard(lead, self.lan)
                self.assertEqual((wizard.action, wizard.commercial_partner_id), ("create", company))
                offered = {found["id"]: found["company"] for found in wizard.l10n_vn_candidates}
                self.assertEqual(offered.keys(), {company.id, an.id})
                below = {"id": company.id, "name": company.display_name}
                self.assertEqual([told for told in offered.values() if told], [below], "each company once")
                wizard.action_apply()
                self.assertEqual((lead.partner_id.name, lead.partner_id.parent_id), ("Trần Thị Hà", company))
                self.assertEqual(lead.email_from, "ha@saomai.vn")
                lead.partner_id.unlink()
                lead.unlink()
        other = self.new_lead(contact_name="Trần Thị Hà", phone=LANDLINE, partner_name="Công ty Hoa Sen")
        self.assertFalse(self.open_wizard(other, self.lan).commercial_partner_id)

    def test_who_chooses_the_company_or_a_colleague_loses_nothing_of_the_lead(self):
        company = self.company(function="Trụ sở")
        an = self.env["res.partner"].create({"name": "Nguyễn Văn An", "phone": LANDLINE, "email": "an@saomai.vn"})
        for customer in (company, an):
            for mass in (False, True):
                with self.subTest(customer=customer.name, mass=mass):
                    lead = self.new_lead(
                        contact_name="Trần Thị Hà", phone="0987 654 321", email_from="ha@saomai.vn", function="Kế toán"
                    )
                    before = lead.read(["contact_name", "phone", "email_from", "function"])
                    chosen = {"action": "exist", "partner_id": customer.id}
                    if mass:
                        self.mass_convert(lead, self.lan, **chosen)
                    else:
                        self.open_wizard(lead, self.lan, name="convert", **chosen).action_apply()
                    self.env.invalidate_all()
                    self.assertEqual((lead.type, lead.partner_id), ("opportunity", customer))
                    self.assertEqual(lead.read(["contact_name", "phone", "email_from", "function"]), before)
                    lead.unlink()
        self.assertEqual((company.email, an.email), ("info@saomai.vn", "an@saomai.vn"))

    def test_a_program_that_links_a_colleague_keeps_what_the_lead_knows(self):
        company = self.company(vat="0100109106")
        an = self.env["res.partner"].create(
            {"name": "Nguyễn Văn An", "parent_id": company.id, "phone": "0912 345 678", "email": "an@saomai.vn"}
        )
        for told, values in (
            ("same company", {"partner_name": "Cty Sao Mai"}),
            ("phone of the company", {"phone": LANDLINE}),
            ("phone of the colleague", {"phone": "0912.345.678"}),
            ("tax code of the company", {"l10n_vn_vat": "0100109106"}),
        ):
            with self.subTest(told):
                lead = self.new_lead(contact_name="Trần Thị Hà", email_from="ha@gmail.com", **values)
                lead._handle_partner_assignment(force_partner_id=an.id)
                self.assertEqual((lead.partner_id, lead.email_from), (an, "ha@gmail.com"))

    def test_a_program_that_links_a_stranger_is_obeyed_as_in_odoo(self):
        stranger = self.env["res.partner"].create({"name": "Đỗ Quốc Bảo", "email": "bao@hoasen.example.vn"})
        lead = self.new_lead(contact_name="Trần Thị Hà", email_from="ha@gmail.com")
        lead._handle_partner_assignment(force_partner_id=stranger.id)
        self.assertEqual((lead.partner_id, lead.email_from), (stranger, "bao@hoasen.example.vn"))

    def test_the_same_person_is_still_found_by_a_shared_phone(self):
        company = self.company()
        an = self.env["res.partner"].create({"name": "Nguyễn Văn An", "parent_id": company.id, "phone": LANDLINE})
        for name in ("Anh An", "NGUYEN VAN AN", "An Nguyễn"):
            with self.subTest(name):
                lead = self.new_lead(contact_name=name, phone=LANDLINE)
                self.mass_convert(lead, self.lan)
                self.assertEqual(lead.partner_id, an)
                lead.unlink()

    def test_a_number_of_two_people_decides_for_none(self):
        self.env["res.partner"].create(
            [{"name": name, "phone": "0912 345 678"} for name in ("Nguyễn Văn An", "Trần Thị Hà")]
        )
        self.assertFalse(self.new_lead(phone="0912 345 678")._find_matching_partner())

    def test_customers_that_the_user_may_not_see_are_no_employers(self):
        elsewhere = self.env["res.company"].create({"name": "Công ty khác"})
        theirs = self.company(company_id=elsewhere.id)
        lead = self.new_lead(contact_name="Trần Thị Hà", partner_name="Cty Sao Mai", phone=LANDLINE)
        wizard = self.open_wizard(lead, self.lan)
        self.assertFalse(wizard.commercial_partner_id)
        wizard.action_apply()
        self.assertNotEqual(lead.partner_id.parent_id, theirs)


@tagged("post_install", "-at_install")
class TestColleagueScreens(ScreenCase, MassCase):
    def test_the_wizard_on_a_screen_and_on_a_phone(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.lan.lang = "vi_VN"
        company = self.env["res.partner"].create(
            {"name": "Công ty TNHH Sao Mai", "is_company": True, "phone": LANDLINE, "email": "info@saomai.vn"}
        )
        self.env["res.partner"].create({"name": "Nguyễn Văn An", "parent_id": company.id, "phone": LANDLINE})
        lead = self.new_lead(contact_name="Trần Thị Hà", phone=LANDLINE, email_from="ha@saomai.vn")
        convert = "document.querySelector('.o_statusbar_buttons button[data-hotkey=v]').click()"
        below = "!!document.querySelector('.modal .o_l10n_vn_candidates [aria-checked=true]')"
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(size=size):
                form = "!!document.querySelector('.o_statusbar_buttons button[data-hotkey=v]')"
                self.shoot(f"/odoo/crm.lead/{lead.id}", f"colleague_{size}", form, [(convert, below)], login="lan")
                self.assertEqual(lead.type, "lead", "looking converts nothing")
