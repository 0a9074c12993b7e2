"""A mail of somebody known finds the open lead; whoever owns it is told."""

from odoo.tests import tagged

from ..common import MailCase, letter


@tagged("post_install", "-at_install")
class TestMailThread(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.env["res.users"].create(
            {
                "name": "Lê Bán Hàng",
                "login": "ban.hang@congty-mau.example.vn",
                "email": "ban.hang@congty-mau.example.vn",
                "group_ids": [(4, cls.env.ref("sales_team.group_sale_salesman").id)],
            }
        )

    def known(self, **values):
        return self.leads.create(
            {"name": "Máy in", "type": "lead", "team_id": self.team.id, "user_id": self.seller.id, **values}
        )

    def test_the_address_of_the_lead_or_its_customer_finds_it(self):
        lan = self.env["res.partner"].create({"name": "Lan", "email": "Lan@X.vn"})
        by_address = self.known(email_from="khoa@hoasen.example.com")
        by_customer = self.known(partner_id=lan.id, type="opportunity")
        by_customer.email_from = False
        lan.email = "Lan@X.vn"
        self.assertEqual(self.receive(letter("Còn hàng không?")), by_address)
        self.assertEqual(self.receive(letter("Còn hàng không?", "Lan <LAN@x.vn>")), by_customer)
        for lead in by_address, by_customer:
            self.assertIn("Còn hàng", "".join(lead.message_ids.mapped("body")))
            self.assertEqual(lead.activity_ids.user_id, self.seller)

    def test_one_activity_for_many_mails(self):
        lead = self.known(email_from="khoa@hoasen.example.com")
        for _mail in range(3):
            self.receive(letter("Còn hàng không?"))
        self.assertEqual(len(lead.activity_ids), 1)
        lead.activity_ids.action_feedback()
        self.receive(letter("Còn hàng không?"))
        self.assertEqual(len(lead.activity_ids), 1)

    def test_what_the_lead_did_not_know_is_filled_in(self):
        lead = self.known(email_from="khoa@hoasen.example.com", partner_name="Hoa Sen")
        self.receive(letter("Gọi tôi.\n--\nTrần Văn Khoa\nGiám đốc\nCông ty TNHH Khác\nDĐ: 0903 111 222"))
        self.assertEqual(lead.phone_sanitized, "+84903111222")
        self.assertEqual((lead.function, lead.partner_name), ("Giám đốc", "Hoa Sen"))

    def test_always_new(self):
        self.team.l10n_vn_join_mails = False
        lead = self.known(email_from="khoa@hoasen.example.com")
        self.assertNotEqual(self.receive(letter("Một việc khác")), lead)

    def test_won_and_lost_leads_are_closed(self):
        won, lost = self.known(email_from="khoa@hoasen.example.com"), self.known(email_from="khoa@hoasen.example.com")
        won.action_set_won()
        lost.action_set_lost()
        fresh = self.receive(letter("Mua thêm"))
        self.assertTrue(fresh)
        self.assertNotIn(fresh, won + lost)

    def test_companies_stay_apart(self):
        other = self.env["res.company"].create({"name": "Công ty khác"})
        theirs = self.known(email_from="khoa@hoasen.example.com", company_id=other.id, team_id=False, user_id=False)
        self.team.company_id = self.env.company
        self.assertNotEqual(self.receive(letter("Hỏi giá")), theirs)

    def test_the_history_stays_in_one_place_after_conversion(self):
        lead = self.receive(letter("Hỏi giá lần một"))
        lead.convert_opportunity(self.env["res.partner"])
        self.assertEqual(self.receive(letter("Hỏi giá lần hai")), lead)
        told = "".join(lead.message_ids.mapped("body"))
        self.assertTrue("lần một" in told and "lần hai" in told)

    def test_a_team_made_by_code_stays_native(self):
        team = self.env["crm.team"].create(
            {"name": "Đội khác", "alias_name": "doikhac", "alias_domain_id": self.domain.id}
        )
        self.assertFalse(team.l10n_vn_join_mails)
        first, second = (self.receive(letter("Hỏi", to="doikhac@congty-mau.example.vn")) for _mail in range(2))
        self.assertNotEqual(first, second)

    def thread_answer(self, lead, body, **headers):
        """Receive what answers our last mail on ``lead``; return the lead as it is then."""
        sent = lead.with_user(self.seller).message_post(
            body="Em gửi báo giá", message_type="email_outgoing", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(self.receive(letter(body, In_Reply_To=sent.message_id, **headers)), lead)
        return lead

    def test_an_absence_notice_is_no_answer_of_the_customer(self):
        lead = self.thread_answer(
            self.known(email_from="khoa@hoasen.example.com"),
            "Tôi đang nghỉ phép đến ngày 12/02 và sẽ trả lời khi quay lại.",
            subject="Trả lời tự động: Báo giá",
            Auto_Submitted="auto-replied",
        )
        self.assertIn("nghỉ phép", "".join(lead.message_ids.mapped("body")))
        self.assertFalse(lead.l10n_vn_first_contact or lead.l10n_vn_waiting_since)
        self.assertEqual(lead.l10n_vn_attempt_count, 1)
        self.assertTrue(self.thread_answer(lead, "Giá hơi cao em ạ").l10n_vn_first_contact)

    def test_a_mail_that_a_colleague_passes_on_is_no_attempt(self):
        forwarded = (
            "Chị Thảo hỏi, em gọi giúp nhé.\n\n---------- Forwarded message ---------\n"
            "Từ: Trần Văn Khoa <khoa@hoasen.example.com>\nDate: Th 2, 2 thg 3, 2026\nSubject: Hỏi giá\n"
            "To: <lan@congty-mau.example.vn>\n\nCho tôi xin báo giá máy in."
        )
        sender = "Lê Bán Hàng <ban.hang@congty-mau.example.vn>"
        lead = self.receive(letter(forwarded, sender, "Fwd: Hỏi giá"))
        self.assertTrue(lead)
        self.assertFalse(lead.l10n_vn_last_attempt)
        self.assertEqual(lead.l10n_vn_attempt_count, 0)
        self.assertTrue(lead.l10n_vn_waiting_since)
        self.leads._l10n_vn_fill_contacts()
        self.assertFalse(lead.l10n_vn_last_attempt, "nor where the contacts of existing leads are filled")
        self.assertTrue(self.thread_answer(lead, "Cảm ơn em").l10n_vn_first_contact)
