"""Only the sender's address proves whose a mail is; what its text names is a hint, which changes no lead."""

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..common import ADDRESS, MailCase, letter

CUSTOMER = "khoa@hoasen.example.com"
PHONE = "0903 111 222"
STRANGER = "Đỗ Lan <lan@nguoi-la.example.org>"
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Lan;Đỗ\nFN:Đỗ Lan\nTEL;TYPE=CELL:0903111222\nEND:VCARD\n"
FORM = f"Họ tên: Trần Văn Khoa\nĐiện thoại: {PHONE}\nEmail: {CUSTOMER}\nNội dung: Gửi giá về địa chỉ mới"


def with_card(text, card):
    """Return the body and the header of a mail with a business card as its attachment."""
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\n"
        f"Content-Type: text/vcard; charset=utf-8; name=lan.vcf\n"
        f"Content-Disposition: attachment; filename=lan.vcf\n\n{card}\n--b--\n"
    )
    return {"body": body, "Content_Type": "multipart/mixed; boundary=b"}


class SenderCase(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env, "lan.ban", "sales_team.group_sale_salesman", email="lan.ban@congty-mau.example.vn"
        )
        cls.watcher = cls.env["res.partner"].create({"name": "Người theo dõi", "email": "theodoi@hoasen.example.com"})
        cls.customer = cls.env["res.partner"].create({"name": "Trần Văn Khoa", "email": CUSTOMER})
        cls.first = cls.leads.create(
            {
                "name": "Máy in 1,5 tỷ",
                "type": "opportunity",
                "team_id": cls.team.id,
                "user_id": cls.seller.id,
                "partner_id": cls.customer.id,
                "email_from": CUSTOMER,
                "phone": PHONE,
                "l10n_vn_zalo": "hoasen.khoa",
                "l10n_vn_vat": "0101243150",
                "description": "<p>Gọi lại thứ hai</p>",
            }
        )
        cls.first.message_subscribe(cls.watcher.ids)
        cls.env.flush_all()

    def state(self, lead):
        """Return all that is stored of ``lead`` and its customer, and who follows it."""
        lead.env.flush_all()
        lead.env.invalidate_all()
        return [
            (record._name, name, record[name])
            for record in (lead, lead.partner_id)
            for name, field in sorted(record._fields.items())
            if field.store and field.type not in ("one2many", "binary")
        ] + [lead.message_partner_ids]

    def mails_to(self, partner):
        return self.env["mail.notification"].search_count([("res_partner_id", "=", partner.id)])

    def reached(self, lead):
        """Return the addresses to which an answer to all would go."""
        suggested = lead._message_get_suggested_recipients(reply_discussion=True)
        return {recipient["email"] for recipient in suggested}

    def check_apart(self, *mails):
        """Feed ``mails`` to the gateway; check that none of them reaches the first lead but by a link to its owner."""
        before, told, reached = self.state(self.first), self.mails_to(self.watcher), self.reached(self.first)
        fresh = self.leads
        for mail in mails:
            fresh += self.receive(mail)
        self.assertEqual(len(fresh), len(mails))
        self.assertNotIn(self.first, fresh)
        self.assertEqual(self.state(self.first), before)
        self.assertEqual(self.mails_to(self.watcher), told)
        self.assertEqual(self.reached(self.first), reached)
        self.assertFalse(self.first.message_ids.filtered(lambda message: message.message_type == "email"))
        return fresh

    def check_linked(self, fresh):
        self.assertEqual(self.first.activity_ids.user_id, self.seller)
        self.assertEqual(len(self.first.activity_ids), 1)
        for lead in fresh:
            self.assertTrue(self.links(lead, self.first))
            self.assertTrue(self.links(self.first, lead))

    def links(self, lead, other):
        return lead.message_ids.filtered(lambda message: f'data-oe-id="{other.id}"' in (message.body or ""))


@tagged("post_install", "-at_install")
class TestMailHints(SenderCase):
    def test_what_a_stranger_writes_is_a_hint(self):
        for number, (name, mail) in enumerate(
            {
                "phone": {"body": f"Gọi tôi số {PHONE}"},
                "spelled otherwise": {"body": "Gọi em: +84 (0)903.111.222 nhé"},
                "signature": {"body": "Cần báo giá gấp.\n--\nĐỗ Lan\nGiám đốc\nCông ty TNHH Hoa Sen\nDĐ: 0903111222"},
                "tax code": {"body": "Xuất hóa đơn cho Công ty TNHH Hoa Sen\nMST: 0101243150"},
                "zalo": {"body": f"Cần báo giá.\n--\nĐỗ Lan\nZalo: {PHONE}"},
                "card": with_card("Danh thiếp của em", CARD),
            }.items()
        ):
            with self.subTest(hint=name):
                self.first.activity_ids.unlink()
                self.check_linked(self.check_apart(letter(sender=f"Đỗ Lan <lan{number}@la.example.org>", **mail)))

    def test_an_address_in_the_text_proves_nothing(self):
        for name, mail in {
            "text": {"body": f"Email của tôi: {CUSTOMER}"},
            "reply to": {"body": "Cần báo giá", "Reply_To": CUSTOMER},
            "name": {"body": "Cần báo giá", "sender": f'"{CUSTOMER}" <lan@nguoi-la.example.org>'},
            "two addresses": {"body": "Cần báo giá", "sender": f"{CUSTOMER} <lan@nguoi-la.example.org>"},
            "local part": {"body": "Cần báo giá", "sender": f'"{CUSTOMER}"@nguoi-la.example.org'},
            "two senders": {"body": "Cần báo giá", "sender": f"{CUSTOMER}\nFrom: lan@nguoi-la.example.org"},
            "sender": {"body": "Cần báo giá", "Sender": CUSTOMER},
            "copy": {"body": "Cần báo giá", "Cc": CUSTOMER},
        }.items():
            with self.subTest(place=name):
                lead = self.check_apart(letter(**{"sender": STRANGER, **mail}))
                self.assertFalse(lead.partner_id)
                lead.action_set_lost()

    def test_a_form_of_a_machine_is_a_hint(self):
        lead = self.check_apart(letter(FORM, "no-reply@landing.example.com"))
        self.check_linked(lead)
        self.assertEqual(lead.email_normalized, CUSTOMER)
        self.assertEqual((lead.user_id, lead.team_id), (self.seller, self.team))

    def test_who_has_left_gets_nothing(self):
        self.team.user_id = new_test_user(self.env, "truong.doi", "sales_team.group_sale_salesman")
        self.seller.active = False
        lead = self.check_apart(letter(FORM, "no-reply@landing.example.com"))
        self.assertEqual(lead.user_id, self.team.user_id)
        self.assertEqual(self.first.activity_ids.user_id, self.team.user_id)

    def test_a_form_does_not_write_the_customers_data(self):
        self.first.phone = self.customer.phone = False
        self.check_linked(self.check_apart(letter(FORM, "no-reply@landing.example.com")))
        self.assertFalse(self.customer.phone)

    def test_who_pretends_to_be_a_form_gets_no_answer(self):
        lead = self.check_apart(letter(FORM, STRANGER, Cc="ban@nguoi-la.example.org"))
        self.assertEqual(self.reached(lead), {CUSTOMER})

    def test_the_same_form_again_and_again_makes_one_activity(self):
        fresh = self.check_apart(*(letter(FORM, "no-reply@landing.example.com") for _mail in range(5)))
        self.check_linked(fresh)
        self.assertFalse(fresh.activity_ids)

    def test_what_a_colleague_forwards_is_a_hint(self):
        forwarded = (
            "Em xem giúp khách này\n\n---------- Forwarded message ---------\n"
            f"Từ: Trần Văn Khoa <{CUSTOMER}>\nDate: Th 2, 3 thg 3, 2025 lúc 09:12\nSubject: Hỏi giá\n"
            f"To: <nga@congty-mau.example.vn>\n\nCần 5 máy in.\n{PHONE}\n"
        )
        lead = self.check_apart(letter(forwarded, "Nga <nga@congty-mau.example.vn>", subject="Fwd: Hỏi giá"))
        self.check_linked(lead)
        self.assertEqual(lead.email_normalized, CUSTOMER)

    def test_our_own_address_on_a_lead_is_no_customers(self):
        self.first.partner_id = False
        self.first.email_from = self.seller.email
        mail = letter("Chị Hà gọi hỏi mua 2 máy, số 0987 654 321", f"Lan <{self.seller.email}>")
        self.assertNotEqual(self.check_apart(mail), self.first)

    def test_titles_stay_with_their_leads(self):
        lead = self.check_apart(letter(f"Gọi tôi số {PHONE}", STRANGER, subject="Việc riêng"))
        self.assertNotIn("1,5 tỷ", "".join(lead.message_ids.mapped("body")))
        told = [*self.first.message_ids.mapped("body"), self.first.activity_ids.note, self.first.activity_ids.summary]
        self.assertNotIn("Việc riêng", "".join(map(str, told)))

    def test_a_stranger_with_many_phones_reaches_the_lead_that_is_most_alike(self):
        alike = self.first.copy({"l10n_vn_vat": False, "l10n_vn_zalo": False, "name": "Cùng số máy bàn"})
        self.check_linked(self.check_apart(letter(f"MST: 0101243150\nGọi tôi số {PHONE}", STRANGER)))
        self.assertFalse(alike.activity_ids)

    def test_always_new_tells_nobody(self):
        self.team.l10n_vn_join_mails = False
        for mail in (letter(f"Gọi tôi số {PHONE}", STRANGER), letter("Một việc khác")):
            self.check_apart(mail)
            self.assertFalse(self.first.activity_ids)

    def test_of_a_closed_lead_nobody_is_told(self):
        self.first.action_set_lost()
        self.check_apart(letter(f"Gọi tôi số {PHONE}", STRANGER))
        self.assertFalse(self.first.activity_ids)

    def test_a_rejected_mail_made_into_a_lead_is_a_hint(self):
        self.receive(letter(f"Khuyến mãi! {PHONE}", STRANGER, List_Unsubscribe="<https://x.vn>", Precedence="bulk"))
        kept = self.last_kept()
        self.assertEqual(kept.reason, "bulk")
        before = self.state(self.first)
        kept.action_make_leads()
        self.assertNotIn(kept.lead_id, self.first + self.leads)
        self.assertEqual(self.state(self.first), before)
        self.check_linked(kept.lead_id)


@tagged("post_install", "-at_install")
class TestMailProof(SenderCase):
    def test_the_customer_joins_and_fills_in(self):
        self.first.write({"l10n_vn_vat": False, "l10n_vn_zalo": False})
        lead = self.receive(letter("Cần thêm 2 máy.\n--\nTrần Văn Khoa\nMST: 0101243150"))
        self.assertEqual(lead, self.first)
        self.assertEqual(lead.l10n_vn_vat, "0101243150")

    def test_an_address_that_is_its_own_name_is_one_address(self):
        self.assertEqual(self.receive(letter("Còn hàng không?", f"{CUSTOMER} <{CUSTOMER}>")), self.first)

    def test_a_stranger_who_answers_in_a_thread_fills_nothing_in(self):
        self.first.write({"l10n_vn_vat": False, "l10n_vn_zalo": False, "partner_id": False, "function": False})
        sent = self.first.message_post(body="Báo giá", message_type="email_outgoing", subtype_xmlid="mail.mt_comment")
        signature = "--\nĐỗ Lan\nGiám đốc\nMST: 0101243150\nZalo: 0987 654 321"
        for number, mail in enumerate(
            (
                letter(f"Tôi trả lời thay.\n{signature}", STRANGER, In_Reply_To=sent.message_id),
                letter(f"{FORM}\nMST: 0101243150", "no-reply@landing.example.com", References=sent.message_id),
                letter(f"{FORM}\nMST: 0101243150", STRANGER, References=sent.message_id),
            )
        ):
            with self.subTest(mail=number):
                self.assertEqual(self.receive(mail), self.first)
                self.assertFalse(self.first.l10n_vn_vat or self.first.l10n_vn_zalo or self.first.function)
        mail = letter(f"Tôi đây.\n{signature}", f"Khoa <{CUSTOMER}>", In_Reply_To=sent.message_id)
        self.assertEqual(self.receive(mail), self.first)
        self.assertEqual(self.first.l10n_vn_vat, "0101243150")

    def test_two_addresses_in_one_mail_join_once(self):
        other = self.env["crm.team"].create(
            {
                "name": "Dự án",
                "use_leads": True,
                "alias_name": "duan",
                "alias_domain_id": self.domain.id,
            }
        )
        other.alias_id.alias_defaults = {"type": "lead", "team_id": other.id}
        self.receive(letter("Hỏi giá", To=f"{ADDRESS}, duan@congty-mau.example.vn"))
        fresh = self.leads.search([("team_id", "=", other.id)])
        self.assertEqual(len(fresh), 1)
        self.assertFalse(fresh.activity_ids)
        self.assertEqual(len(self.first.activity_ids), 1)


@tagged("post_install", "-at_install")
class TestMailCompany(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls.env["res.company"].create({"name": "Công ty Phía Nam", "country_id": cls.env.ref("base.vn").id})
        cls.south_domain = cls.env["mail.alias.domain"].create({"name": "phianam.example.vn"})
        cls.south.alias_domain_id = cls.south_domain
        cls.south_team = cls.env["crm.team"].create(
            {
                "name": "Phía Nam",
                "use_leads": True,
                "company_id": False,
                "l10n_vn_join_mails": True,
                "alias_name": "banhang",
                "alias_domain_id": cls.south_domain.id,
            }
        )
        cls.south_team.alias_id.alias_defaults = {"type": "lead", "team_id": cls.south_team.id}
        cls.north = cls.env.company
        cls.seller = new_test_user(cls.env, "ban.bac", "sales_team.group_sale_salesman", email="ban.bac@x.example.vn")

    def lead_of(self, company, **values):
        return self.leads.create(
            {
                "name": "Máy in",
                "type": "lead",
                "company_id": company.id,
                "user_id": self.seller.id if company == self.north else False,
                "team_id": False,
                **values,
            }
        )

    def test_the_company_is_that_of_the_address(self):
        for to, company in (
            ("banhang@phianam.example.vn", self.south),
            (ADDRESS, self.north),
        ):
            with self.subTest(to=to):
                self.assertEqual(self.receive(letter("Hỏi giá", f"Mai <mai@{to[:4]}.vn>", to=to)).company_id, company)

    def test_leads_of_another_company_are_neither_joined_nor_linked(self):
        north = self.lead_of(self.north, email_from=CUSTOMER, phone=PHONE)
        for mail in (
            letter("Hỏi giá", to="banhang@phianam.example.vn"),
            letter(f"Gọi {PHONE}", STRANGER, to="banhang@phianam.example.vn"),
        ):
            lead = self.receive(mail)
            self.assertEqual(lead.company_id, self.south)
            self.assertFalse(lead.user_id)
            self.assertFalse(north.activity_ids)
            self.assertNotIn(f'data-oe-id="{north.id}"', "".join(lead.message_ids.mapped("body")))
            self.assertNotIn(f'data-oe-id="{lead.id}"', "".join(north.message_ids.mapped("body")))

    def test_a_leader_or_customer_of_another_company_does_not_take_the_lead_there(self):
        self.south_team.user_id = self.seller
        self.env["res.partner"].create({"name": "Khoa", "email": CUSTOMER, "company_id": self.north.id})
        lead = self.receive(letter("Hỏi giá", to="banhang@phianam.example.vn"))
        self.assertEqual((lead.company_id, lead.user_id.id, lead.partner_id.id), (self.south, False, False))
        self.south_team.l10n_vn_join_mails = False  # as natively
        self.south_team.user_id = False
        lead = self.receive(letter("Hỏi giá", to="banhang@phianam.example.vn"))
        self.assertEqual((lead.company_id, lead.partner_id.company_id), (self.north, self.north))
        self.south_team.company_id = self.south
        lead = self.receive(letter("Hỏi giá", to="banhang@phianam.example.vn"))
        self.assertEqual((lead.company_id, lead.partner_id.id), (self.south, False))
        leader = new_test_user(
            self.env,
            "truong.nam",
            "sales_team.group_sale_salesman",
            company_id=self.south.id,
            company_ids=[Command.set(self.south.ids)],
        )
        self.south_team.user_id = leader
        lead = self.receive(letter("Hỏi giá", "Mai <mai@x.vn>", to="banhang@phianam.example.vn"))
        self.assertEqual((lead.company_id, lead.user_id), (self.south, leader))

    def test_of_a_shared_address_no_company_is_guessed(self):
        self.south.alias_domain_id = self.domain
        north = self.lead_of(self.north, email_from=CUSTOMER)
        south = self.lead_of(self.south, email_from=CUSTOMER)
        lead = self.receive(letter("Hỏi giá"))
        self.assertNotIn(lead, north + south)
        self.assertFalse(lead.company_id)
        (south + lead).action_set_lost()
        self.assertEqual(self.receive(letter("Hỏi giá lần nữa")), north)

    def test_a_fetched_mail_belongs_to_the_company_of_its_recipient(self):
        self.south.email = "vanphong@nam-bo.example.vn"
        mail = letter("Hỏi giá", to="hop.thu@nam-bo.example.vn")
        self.assertEqual(self.receive(mail, "crm.lead").company_id, self.south)
