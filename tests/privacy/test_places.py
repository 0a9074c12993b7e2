"""Every place of a person is found, in every spelling, by administrators alone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .person import MAIL, NAME, SPELLINGS, PersonCase


@tagged("post_install", "-at_install")
class TestPlaces(PersonCase):
    def test_all_places_are_listed_whatever_the_spelling(self):
        lead, partner, elsewhere = self.spread()
        for values in ({"email": False, "name": False}, {"phone": False}, {"phone": SPELLINGS[3], "email": False}):
            with self.subTest(**values):
                request = self.new_request(**values).with_user(self.admin)
                request.action_find()
                roots = {(place.res_model, place.res_id) for place in request.place_ids if place.is_root}
                self.assertEqual(
                    roots, {("crm.lead", lead.id), ("crm.lead", elsewhere.id), ("res.partner", partner.id)}
                )
                models = set(request.place_ids.mapped("res_model"))
                self.assertLessEqual(
                    {
                        "crm.lead.import",
                        "crm.lead.import.line",
                        "crm.lead.mail.rejected",
                        "crm.lead.snapshot",
                        "crm.lead.api.row",
                        "crm.lead.api.request",
                        "crm.lead.key.lock",
                        "crm.lead.card.batch",
                        "base_import.import",
                        "ir.attachment",
                        "ir.logging",
                        "mail.activity",
                        "mail.blacklist",
                        "mail.mail",
                        "mail.message",
                        "phone.blacklist",
                        "calendar.event",
                    },
                    models,
                )
                notes = request.place_ids.filtered(lambda place: place.excerpt and place.res_model == "crm.lead")
                self.assertEqual(notes.mapped("record_name"), ["Anh Tám"])
                self.assertEqual(request.state, "found")
                request.sudo().unlink()

    def test_a_manager_asks_and_sees_no_places(self):
        self.spread()
        request = self.new_request()
        for action in ("action_find", "action_erase", "action_export", "action_done", "action_refuse"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(request, action)()
        request.with_user(self.admin).action_find()
        with self.assertRaises(AccessError):
            request.read(["place_ids"])
        with self.assertRaises(AccessError):
            self.env["crm.lead.privacy.place"].with_user(self.manager).search([])
        with self.assertRaises(AccessError):
            request.write({"state": "done"})
        with self.assertRaises(AccessError):
            self.new_request(self.hoa)
        preset = self.env["crm.lead.privacy.request"].with_user(self.manager).with_context(default_state="done")
        self.assertEqual(preset.create({"phone": SPELLINGS[0]}).state, "asked")

    def test_managers_see_requests_of_their_companies(self):
        other = self.new_user(
            login="hue", groups="base.group_user,sales_team.group_sale_manager", company_id=self.branch.id,
            company_ids=[(6, 0, self.branch.ids)],
        )  # fmt: skip
        request = self.new_request()
        self.assertFalse(self.env["crm.lead.privacy.request"].with_user(other).search([("id", "=", request.id)]))

    def test_an_office_number_finds_colleagues_only_as_doubts(self):
        office = "028 3822 1234"
        mine = self.env["crm.lead"].create({"name": "Ngân", "contact_name": NAME, "phone": office, "email_from": MAIL})
        colleague = self.env["crm.lead"].create({"name": "Tám", "contact_name": "Bế Văn Tám", "phone": office})
        request = self.new_request(phone=office).with_user(self.admin)
        request.action_find()
        treatment = {place.res_id: place.treatment for place in request.place_ids if place.is_root}
        self.assertEqual(treatment, {mine.id: "erase", colleague.id: "keep"})

    def test_what_finds_nobody_is_refused(self):
        for values in ({"phone": False, "email": False}, {"phone": "hỏi lại"}, {"email": "không có"}):
            with self.subTest(**values), self.assertRaises(UserError):
                self.new_request(**values).with_user(self.admin).action_find()

    def test_dates_of_the_law(self):
        request = self.new_request(asked_on="2026-01-09")  # a Friday
        self.assertEqual((str(request.answer_by), str(request.finish_by)), ("2026-01-13", "2026-01-29"))
        self.assertEqual(str(self.new_request(asked_on="2026-01-09", kind="see").finish_by), "2026-01-19")

    def test_the_file_for_the_person_is_readable(self):
        lead, *_others = self.spread()
        request = self.new_request(kind="see").with_user(self.admin)
        action = request.action_export()
        self.assertIn(f"/{request.id}/export_file/", action["url"])
        import base64

        page = base64.b64decode(request.export_file).decode()
        for text in (NAME, MAIL, "45 Lê Lai", "hop dong.txt", "25000000"):
            self.assertIn(text, page)
        self.assertNotIn("tam@khach.example.vn", page, "others' data")
        request.action_done()
        self.assertFalse(request.phone or request.email or request.name or request.place_ids)

    def test_forms_lead_to_a_request(self):
        lead, partner, _elsewhere = self.spread()
        for record in (lead, partner):
            context = record.with_user(self.manager).action_l10n_vn_personal_data()["context"]
            self.assertEqual((context["default_name"], context["default_email"]), (NAME, MAIL))
            with self.assertRaises(AccessError):
                record.with_user(self.hoa).action_l10n_vn_personal_data()

    def test_odoos_own_lookup_leads_to_a_request(self):
        if "privacy.lookup.wizard" not in self.env:
            self.skipTest("Odoo's look-up of personal data is not installed")
        wizard = self.env["privacy.lookup.wizard"].with_user(self.admin).create({"name": NAME, "email": MAIL})
        action = self.env.ref("l10n_vn_crm.privacy_lookup_wizard_action_personal_data")
        context = {"active_model": wizard._name, "active_id": wizard.id, "active_ids": wizard.ids}
        answer = action.with_user(self.admin).with_context(**context).run()
        self.assertEqual(answer["context"]["default_email"], MAIL)
