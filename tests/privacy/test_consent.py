"""Who wants no contact is not contacted, and what people agreed to is known."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import letter
from .person import MAIL, NAME, PHONE, SPELLINGS, PersonCase


@tagged("post_install", "-at_install")
class TestNoContact(PersonCase):
    def new_lead(self, **values):
        values = {"name": NAME, "contact_name": NAME, "phone": PHONE, "email_from": MAIL, "type": "lead", **values}
        return self.env["crm.lead"].create({"user_id": self.hoa.id, **values})

    def test_a_wish_holds_for_the_person_on_every_lead(self):
        lead, other = self.new_lead(), self.new_lead(phone=SPELLINGS[0], email_from=False)
        lead.with_user(self.hoa).l10n_vn_refuse_contact(["phone"], "Xin đừng gọi nữa")
        self.assertTrue(lead.l10n_vn_refuses_phone and other.l10n_vn_refuses_phone)
        self.assertFalse(lead.l10n_vn_refuses_email or lead.l10n_vn_refuses_zalo)
        self.assertIn("Xin đừng gọi nữa", lead.message_ids[0].body)
        found = self.env["crm.lead"].search([("l10n_vn_has_refusal", "=", True), ("id", "in", (lead | other).ids)])
        self.assertEqual(found, lead | other)
        rest = self.env["crm.lead"].search([("l10n_vn_has_refusal", "=", False), ("id", "in", (lead | other).ids)])
        self.assertFalse(rest)

    def test_only_managers_lift_it(self):
        lead = self.new_lead()
        lead.with_user(self.hoa).l10n_vn_refuse_contact()
        self.assertTrue(lead.is_blacklisted and lead.phone_sanitized_blacklisted)
        with self.assertRaises(AccessError):
            lead.with_user(self.hoa).l10n_vn_allow_contact()
        lead.with_user(self.manager).l10n_vn_allow_contact()
        lead.invalidate_recordset()
        self.assertFalse(lead.l10n_vn_has_refusal or lead.is_blacklisted)
        lead.with_user(self.hoa).l10n_vn_refuse_contact(["email"])
        self.assertTrue(lead.l10n_vn_refuses_email, "an archived line of the blacklist counts again")

    def test_who_is_in_no_blacklist_is_asked_of_them_once(self):
        lead, other = self.new_lead(), self.new_lead(phone="0912 888 555", email_from="quy@example.vn")
        self.env["phone.blacklist"].sudo()._add([lead.phone_sanitized])
        leads = (lead | other).with_user(self.hoa)
        self.env.invalidate_all()
        leads.mapped("l10n_vn_refusal_text")
        names = ("phone_sanitized_blacklisted", "phone_blacklisted", "is_blacklisted")
        with self.assertQueryCount(0):
            self.assertFalse(any(leads[1][name] for name in names))
        self.assertEqual([leads[0][name] for name in names], [True, True, False])

    def test_others_leads_are_not_touched(self):
        lead = self.new_lead(user_id=self.manager.id)
        with self.assertRaises(AccessError):
            lead.with_user(self.hoa).l10n_vn_refuse_contact()

    def test_a_result_of_a_talk_says_so(self):
        lead = self.new_lead()
        lead.with_user(self.hoa).l10n_vn_record_result("no_contact", "Chị không muốn nghe nữa")
        lead.invalidate_recordset()
        self.assertTrue(lead.l10n_vn_refuses_phone and lead.l10n_vn_refuses_email and lead.l10n_vn_refuses_zalo)

    def test_a_column_of_a_list_says_so(self):
        text = f"Họ tên;SĐT;Email;Không liên hệ\n{NAME};{PHONE};{MAIL};x\nBế Văn Tám;0987333222;;\n"
        screen = self.env["base_import.import"].with_user(self.manager)
        screen = screen.create(
            {"res_model": "crm.lead", "file_name": "a.csv", "file_type": "text/csv", "file": text.encode()}
        )
        preview = screen.parse_preview({"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"})
        columns = ["/".join(preview["matches"][index]) for index in range(4)]
        self.assertEqual(columns[3], "l10n_vn_no_contact")
        screen.execute_import(
            columns, text.partition("\n")[0].split(";"),
            {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8", "l10n_vn_policy": "skip"},
        )  # fmt: skip
        leads = self.env["crm.lead"].search([("contact_name", "in", (NAME, "Bế Văn Tám"))])
        self.assertEqual(leads.filtered("l10n_vn_has_refusal").mapped("contact_name"), [NAME])

    def test_an_unsubscribing_mail_says_so(self):
        lead = self.new_lead()
        self.receive(letter("Vui lòng ngừng gửi email cho tôi.", sender=f"{NAME} <{MAIL}>", subject="Hủy đăng ký"))
        lead.invalidate_recordset()
        self.assertTrue(lead.l10n_vn_refuses_email)
        self.assertFalse(lead.l10n_vn_refuses_phone)

    def test_sharing_leaves_them_out(self):
        self.team.write({"l10n_vn_share_method": "turn", "member_ids": [(4, self.hoa.id)]})
        lead = self.new_lead(user_id=False, team_id=False)
        lead._l10n_vn_set_no_contact(("phone", "email", "zalo"))
        lead.team_id = self.team
        other = self.env["crm.lead"].create(
            {"name": "Anh Tám", "phone": "0987333222", "team_id": self.team.id, "user_id": False, "type": "lead"}
        )
        (lead | other)._l10n_vn_share()
        self.assertFalse(lead.user_id)
        self.assertEqual(other.user_id, self.hoa)

    def test_unknown_channels_are_named(self):
        with self.assertRaisesRegex(UserError, "fax"):
            self.new_lead().l10n_vn_refuse_contact(["fax"])

    def test_looking_up_costs_the_same_for_many(self):
        def cost(number):
            leads = self.env["crm.lead"].create(
                [{"name": f"K{n}", "phone": f"09123456{n:02}", "email_from": f"k{n}@b.vn"} for n in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads.mapped("l10n_vn_has_refusal")
            return self.cr.sql_log_count - before

        self.assertEqual(cost(5), cost(60))


@tagged("post_install", "-at_install")
class TestConsent(PersonCase):
    def test_a_list_tells_consent_in_its_words(self):
        text = (
            "Họ tên;SĐT;Email;Đồng ý nhận tin\n"
            f"{NAME};{PHONE};{MAIL};Có\nBế Văn Tám;0987333222;tam@b.vn;Không\nLý Nga;0987333223;nga@b.vn;\n"
        )
        screen = self.env["base_import.import"].with_user(self.manager)
        screen = screen.create(
            {"res_model": "crm.lead", "file_name": "a.csv", "file_type": "text/csv", "file": text.encode()}
        )
        options = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8", "l10n_vn_policy": "skip"}
        preview = screen.parse_preview(dict(options))
        columns = ["/".join(preview["matches"][index]) for index in range(4)]
        self.assertEqual(columns[3], "l10n_vn_consent")
        screen.execute_import(columns, text.partition("\n")[0].split(";"), options)
        leads = self.env["crm.lead"].search([("contact_name", "in", (NAME, "Bế Văn Tám", "Lý Nga"))], order="id")
        self.assertEqual(leads.mapped("l10n_vn_consent"), ["given", "refused", False])
        self.assertEqual(leads[0].l10n_vn_consent_source, "list")
        self.assertIn("đồng ý nhận tin", leads[0].l10n_vn_consent_wording.lower())
        self.assertEqual(leads[0].l10n_vn_consent_on.date(), fields.Date.today())
        self.assertEqual(leads.mapped("l10n_vn_refuses_email"), [False, True, False])
        self.assertFalse(any(leads.mapped("l10n_vn_refuses_phone")), "who wants no news may be called")
        unknown = self.env["crm.lead"].search([("l10n_vn_consent", "=", False), ("id", "in", leads.ids)])
        self.assertEqual(unknown, leads[2])

    def test_a_program_tells_it(self):
        [answer] = self.env["crm.lead"].with_user(self.hoa).l10n_vn_intake(
            [{"Họ tên": NAME, "SĐT": PHONE, "Đồng ý nhận tin": "true"}]
        )  # fmt: skip
        lead = self.env["crm.lead"].browse(answer["lead_id"])
        self.assertEqual((lead.l10n_vn_consent, lead.l10n_vn_consent_source), ("given", "program"))

    def test_a_change_is_in_the_history(self):
        lead = self.env["crm.lead"].create({"name": NAME, "phone": PHONE, "user_id": self.hoa.id})
        self.flush_tracking()
        lead.with_user(self.hoa).write({"l10n_vn_consent": "given", "l10n_vn_consent_wording": "Cho phép gọi lại"})
        self.assertEqual(lead.l10n_vn_consent_source, "talk")
        self.flush_tracking()
        self.assertIn("l10n_vn_consent", lead.message_ids.tracking_value_ids.field_id.mapped("name"))

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()
