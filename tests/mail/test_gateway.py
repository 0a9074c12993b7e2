"""Mails to a shared address become leads that say who writes and what is wanted."""

import json

from odoo.tests import tagged

from ..common import EMAILS, MailCase, letter


@tagged("post_install", "-at_install")
class TestSampleMails(MailCase):
    def test_samples_give_what_they_say(self):
        for file in sorted(EMAILS.glob("*.eml")):
            expected = json.loads(file.with_suffix("").with_suffix(".expected.json").read_text())
            with self.subTest(mail=file.name):
                if expected.get("reply_to_message_id"):
                    self._answers_a_lead(file, expected)
                elif expected["create_lead"]:
                    self._makes_a_lead(file, expected["lead"])
                else:
                    before = self.leads.search_count([])
                    self.assertFalse(self.receive(file.read_bytes()))
                    self.assertEqual(self.leads.search_count([]), before)
                    self.assertEqual(self.last_kept().reason, expected["reason"])

    def _answers_a_lead(self, file, expected):
        lead = self.leads.create({"name": "Báo giá", "type": "lead", "email_from": "tai.ly@example.net"})
        lead.message_post(body="Báo giá", message_type="email_outgoing").message_id = expected["reply_to_message_id"]
        self.assertEqual(self.receive(file.read_bytes()), lead)
        self.assertIn("Cảm ơn em", "".join(lead.message_ids.mapped("body")))

    def _makes_a_lead(self, file, expected):
        lead = self.receive(file.read_bytes())
        self.assertEqual(lead.type, "lead")
        self.assertEqual(lead.team_id, self.team)
        values = {
            "phone_e164": lead.phone_sanitized,
            "phone2_e164": lead.l10n_vn_phone2_sanitized,
            "state_xmlid": lead.state_id.get_external_id().get(lead.state_id.id),
            "source": lead.source_id.name and lead.source_id.name.lower(),
            "medium": lead.medium_id.name and lead.medium_id.name.lower(),
            "campaign": lead.campaign_id.name,
            "vat": lead.l10n_vn_vat,
            "zalo": "+" + "".join(filter(str.isdigit, lead.l10n_vn_zalo or "")),
            "website_host": (lead.website or "").partition("//")[2].partition("/")[0],
            "country": lead.country_id.code,
        }
        for name, value in expected.items():
            with self.subTest(field=name):
                if name == "description_contains":
                    self.assertTrue(all(text in lead.description for text in value), lead.description)
                elif name.startswith("not_"):
                    told = (
                        f"{lead.email_from} {lead.phone_sanitized} {lead.l10n_vn_phone2_sanitized} {lead.l10n_vn_vat}"
                    )
                    self.assertNotIn(value, told)
                else:
                    self.assertEqual((values[name] if name in values else lead[name]) or "", value)
        self.assertEqual(lead.message_ids.filtered(lambda message: message.message_type == "email").model, "crm.lead")


@tagged("post_install", "-at_install")
class TestMailValues(MailCase):
    def test_the_tag_and_the_alias_tell_the_origin(self):
        zalo = self.env["utm.source"].create({"name": "Zalo"})
        lead = self.receive(letter("Cần 2 máy", to="kinhdoanh+zalo@congty-mau.example.vn"))
        self.assertEqual(lead.source_id, zalo)
        lead = self.receive(letter("Cần 2 máy", "Mai <mai@x.vn>", to="kinhdoanh+hoi-cho-2025@congty-mau.example.vn"))
        self.assertEqual(lead.campaign_id.name, "hoi-cho-2025")
        email_source = self.env["utm.source"].create({"name": "Thư"})
        self.team.alias_id.alias_defaults = {"type": "lead", "team_id": self.team.id, "source_id": email_source.id}
        self.assertEqual(self.receive(letter("Cần 2 máy", "Hà <ha@x.vn>")).source_id, email_source)

    def test_the_whole_mail_and_its_files_are_kept(self):
        lead = self.receive(
            letter(
                "--b\nContent-Type: text/plain; charset=utf-8\n\nCần báo giá\n--b\n"
                "Content-Type: text/csv; charset=iso-8859-1; name=ds.csv\nContent-Disposition: attachment; "
                "filename=ds.csv\n"
                "Content-Transfer-Encoding: base64\n\ntqi1\n--b--\n",
                Content_Type="multipart/mixed; boundary=b",
            )
        )
        message = lead.message_ids.filtered(lambda message: message.message_type == "email")
        self.assertIn("Cần báo giá", message.body)
        self.assertEqual(message.attachment_ids.raw, b"\xb6\xa8\xb5")

    def test_a_customer_keeps_the_own_data(self):
        customer = self.env["res.partner"].create(
            {"name": "Khoa", "email": "khoa@hoasen.example.com", "phone": "0903111222"}
        )
        lead = self.receive(letter("Số mới của tôi: 0912 345 678"))
        self.assertEqual(lead.partner_id, customer)
        self.assertEqual(customer.phone_sanitized, "+84903111222")
        self.assertEqual(lead.l10n_vn_phone2_sanitized, "+84912345678")

    def test_a_notifier_who_is_a_contact_is_not_the_customer(self):
        notifier = self.env["res.partner"].create({"name": "Landing", "email": "no-reply@landing.example.com"})
        lead = self.receive((EMAILS / "01_landing_page.eml").read_bytes())
        self.assertNotEqual(lead.partner_id, notifier)
        self.assertEqual(lead.email_from, "thuyduong.dang@example.com")

    def test_a_form_may_send_more_than_twenty_leads(self):
        for number in range(25):
            body = f"Họ tên: Trần Thị Hoa {number}\nSĐT: 09123456{number:02}\nEmail: hoa{number}@khach.example.com"
            self.assertTrue(self.receive(letter(body, "no-reply@landing.example.com")), number)

    def test_forms_without_any_address_are_leads_too(self):
        for number in range(25):
            self.assertTrue(self.receive(letter(f"Họ tên: Hoa\nSĐT: 09223456{number:02}", "no-reply@form.example.com")))

    def test_one_message_id_for_all_mails_of_a_form(self):
        mails = {
            name: letter(f"Họ tên: {name}\nEmail: {name}@x.vn", "no-reply@f.vn", name, Message_ID="<1@f.vn>")
            for name in ("hoa", "lan", "mai")
        }
        before = self.leads.search_count([]), self.kept.search_count([])
        leads = [self.receive(mail) for mail in mails.values()]
        self.assertEqual([lead.email_from for lead in leads], ["hoa@x.vn", "lan@x.vn", "mai@x.vn"])
        sent = [lead.message_ids.filtered(lambda message: message.message_type == "email") for lead in leads]
        self.assertEqual([message.subject for message in sent], ["hoa", "lan", "mai"])
        self.assertEqual(len({message.message_id for message in sent}), 3)
        # The first one is known by its own id: delivered again, it is neither a lead nor a rejected mail.
        self.assertFalse(self.receive(mails["hoa"]))
        self.assertEqual((self.leads.search_count([]), self.kept.search_count([])), (before[0] + 3, before[1]))
        # The others got new ids: delivered again, they make a lead twice rather than none.
        self.assertEqual(self.receive(mails["lan"]).email_from, "lan@x.vn")
        self.assertEqual((self.leads.search_count([]), self.kept.search_count([])), (before[0] + 4, before[1]))
